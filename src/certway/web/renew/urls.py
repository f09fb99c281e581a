"""Addresses of renewal."""

from __future__ import annotations

from django.urls import path

from certway.web.renew.views import renewals

app_name = "renew"
urlpatterns = [
    path("", renewals.renewals, name="renewals"),
    path("<slug:credential>/", renewals.renewal, name="renewal"),
]
