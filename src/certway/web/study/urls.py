"""Addresses of study."""

from __future__ import annotations

from django.urls import path

from certway.web.study.views import goals, progress, today, topics

app_name = "study"
urlpatterns = [
    path("", today.today_page, name="today"),
    path("topics/", topics.topics_page, name="topics"),
    path("progress/", progress.progress_page, name="progress"),
    path("goals/", goals.goals_page, name="goals"),
]
