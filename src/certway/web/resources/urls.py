"""Addresses of resources."""

from __future__ import annotations

from django.urls import path

from certway.web.resources import views

app_name = "resources"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<slug:credential>/", views.credential, name="credential"),
]
