"""Addresses of study."""

from __future__ import annotations

from django.urls import path

from certway.web.study.views import course, goals, log, progress, session, today, topics

app_name = "study"
urlpatterns = [
    path("", today.today_page, name="today"),
    path("course/", course.course, name="course"),
    path("course/end/", course.end, name="end"),
    path("session/", session.session, name="session"),
    path("session/more/", session.more, name="more"),
    path("session/told/", session.told, name="told"),
    path("answer/", session.answer, name="answer"),
    path("undo/", session.undo, name="undo"),
    path("log/", log.send, name="log"),
    path("topics/", topics.topics_page, name="topics"),
    path("progress/", progress.progress_page, name="progress"),
    path("goals/", goals.goals_page, name="goals"),
]
