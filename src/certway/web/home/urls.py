"""Addresses of home."""

from __future__ import annotations

from django.urls import path

from certway.web.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("told-before/", views.claim, name="claim"),
]
