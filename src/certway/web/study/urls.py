"""Addresses of study."""

from __future__ import annotations

from django.urls import path

from certway.web.study.views import history, taking, today

app_name = "study"
urlpatterns = [
    path("", today.today_page, name="today"),
    path("history/", history.history, name="history"),
    path("history/forget/", history.forget, name="forget"),
    path("history/<uuid:key>/", history.brought, name="brought"),
    path("history/<uuid:key>/remove/", history.take_back, name="take-back"),
    path("my-study.json", taking.take, name="take"),
    path("reviews.csv", taking.reviews, name="reviews"),
]
