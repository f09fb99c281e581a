"""The addresses of all pages as a server has them where a provider of accounts is configured."""

from __future__ import annotations

from django.urls import include, path

from certway.web.site.urls import (  # noqa: F401 - Django looks for the handlers here
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
)
from certway.web.site.urls import urlpatterns as pages

urlpatterns = [*pages, path("account/linked/", include("certway.web.accounts.linked_urls"))]
