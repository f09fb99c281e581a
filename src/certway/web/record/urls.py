"""Addresses of the record."""

from __future__ import annotations

from django.urls import path

from certway.web.record.views import entries, history, resume

app_name = "record"
urlpatterns = [
    path("", entries.record, name="record"),
    path("history/", history.changes, name="history"),
    path("history/restore/", history.restore, name="restore"),
    path("resume.json", resume.download, name="resume"),
    path("resume/", resume.upload, name="resume-upload"),
    path("<slug:topic>/", entries.section, name="section"),
    path("<slug:topic>/new/", entries.new_entry, name="new-entry"),
    path("<slug:topic>/<uuid:key>/", entries.entry, name="entry"),
    path("<slug:topic>/<uuid:key>/remove/", entries.remove, name="remove"),
]
