"""Addresses of qualifying: the questionnaire, and the answer."""

from __future__ import annotations

from django.urls import path

from certway.web.qualify.views import answer, questions, whole

app_name = "qualify"
urlpatterns = [
    path("where-you-stand/", questions.topics, name="topics"),
    path("where-you-stand/file/", whole.file, name="file"),
    path("where-you-stand/my-answers.yaml", whole.download, name="download"),
    path("where-you-stand/maria/", whole.maria, name="maria"),
    path("where-you-stand/undo/", whole.undo, name="undo"),
    path("where-you-stand/forget/", whole.forget, name="forget"),
    path("where-you-stand/<slug:topic>/", questions.topic, name="topic"),
    path("where-you-stand/<slug:topic>/new/", questions.new_entry, name="new-entry"),
    path("where-you-stand/<slug:topic>/<uuid:key>/", questions.entry, name="entry"),
    path("where-you-stand/<slug:topic>/<uuid:key>/remove/", questions.remove, name="remove"),
    path("answer/", answer.answer, name="answer"),
    path("answer/<slug:credential>/", answer.credential, name="answer-credential"),
]
