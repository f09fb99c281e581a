"""Addresses of renewal."""

from __future__ import annotations

from django.urls import path

from certway.web.renew.views import adding, audit, importing, ledger, renewals

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
    path("<slug:credential>/audit/", audit.audit, name="audit"),
    path("<slug:credential>/audit/pack.pdf", audit.pack, {"ending": "pdf"}, name="audit-pdf"),
    path("<slug:credential>/audit/pack.zip", audit.pack, {"ending": "zip"}, name="audit-zip"),
    path("<slug:credential>/", renewals.renewal, name="renewal"),
]
