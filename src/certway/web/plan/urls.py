"""Addresses of planning."""

from __future__ import annotations

from django.urls import path

from certway.web.plan import views

app_name = "plan"
urlpatterns = [
    path("", views.wishes, name="wishes"),
    path("<slug:goal>/", views.plan, name="plan"),
    path("<slug:goal>/calendar.ics", views.calendar, name="calendar"),
    path("<slug:goal>/plan.pdf", views.pdf, name="pdf"),
    path("<slug:goal>/drop/", views.drop, name="drop"),
]
