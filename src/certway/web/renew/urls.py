"""Addresses of renewal."""

from __future__ import annotations

from django.urls import path

from certway.web.renew.views import adding, importing, ledger, renewals

app_name = "renew"
urlpatterns = [
    path("", renewals.renewals, name="renewals"),
    path("credits/", ledger.credits, name="credits"),  # no credential is called so; these stand before its address
    path("credits.csv", ledger.download, name="credits-file"),
    path("credits/add/", adding.add, name="add-credit"),
    path("credits/add/read/", adding.read, name="read-certificate"),
    path("credits/add/upload/", adding.upload, name="upload-certificate"),
    path("credits/import/", importing.look, name="import-credits"),
    path("credits/import/take/", importing.take, name="take-credits"),
    path("<slug:credential>/", renewals.renewal, name="renewal"),
]
