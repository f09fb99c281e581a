"""Addresses of documents."""

from __future__ import annotations

from django.urls import path

from certway.web.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("add/", views.add, name="add"),
    path("<uuid:key>/", views.document, name="document"),
    path("<uuid:key>/file", views.file, name="file"),
    path("<uuid:key>/remove/", views.remove, name="remove"),
]
