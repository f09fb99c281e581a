"""Addresses of reminders."""

from __future__ import annotations

from django.urls import path

from certway.web.remind import views

app_name = "remind"
urlpatterns = [
    path("", views.reminders, name="reminders"),
    path("pause/", views.pause, name="pause"),
    path("keep/", views.keep, name="keep"),
    path("calendar/", views.calendar, name="calendar"),
    path("stop/<slug:token>/", views.stop, name="stop"),
]
