"""Addresses of what one holds."""

from __future__ import annotations

from django.urls import path

from certway.web.hold import views

app_name = "hold"
urlpatterns = [path("", views.credentials, name="credentials")]
