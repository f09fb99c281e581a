"""Addresses of choosing."""

from __future__ import annotations

from django.urls import path

from certway.web.choose import match_views, views

app_name = "choose"
urlpatterns = [
    path("", views.compare, name="compare"),
    path("match/", match_views.match, name="match"),
    path("credentials.csv", views.compare_file, name="compare-csv"),
]
