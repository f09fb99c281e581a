"""Addresses of study."""

from __future__ import annotations

from django.urls import path

from certway.web.study.views import today

app_name = "study"
urlpatterns = [
    path("", today.today_page, name="today"),
]
