"""Addresses of what comes next."""

from __future__ import annotations

from django.urls import path

from certway.web.advance import views

app_name = "advance"
urlpatterns = [path("", views.steps, name="steps")]
