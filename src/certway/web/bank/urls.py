"""Addresses of the bank."""

from __future__ import annotations

from django.urls import path

from certway.web.bank import views

app_name = "bank"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("exams/<slug:exam>/", views.exam, name="exam"),
    path("topics/<slug:topic>/", views.topic, name="topic"),
    path("questions/<slug:topic>/<slug:name>/", views.question, name="question"),
    path("drawings/<str:name>", views.drawing, name="drawing"),
    path("skills/<slug:name>/", views.skill, name="skill"),
    path("scenarios/<slug:name>/", views.scenario, name="scenario"),
]
