"""The addresses of all pages."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from certway.web.remind.views import feed
from certway.web.site import probes, views
from certway.web.site.office import office

urlpatterns = [
    path("", views.start, name="start"),
    path("compare/", include("certway.web.choose.urls")),
    path("", include("certway.web.qualify.urls")),
    path("home/", include("certway.web.home.urls")),
    path("record/", include("certway.web.record.urls")),
    path("plan/", include("certway.web.plan.urls")),
    path("next/", include("certway.web.advance.urls")),
    path("resources/", include("certway.web.resources.urls")),
    path("bank/", include("certway.web.bank.urls")),
    path("study/", include("certway.web.study.urls")),
    path("exams/", include("certway.web.sit.urls")),
    path("renew/", include("certway.web.renew.urls")),
    path("healthz", probes.healthz),
    path("readyz", probes.readyz),
    path("admin/", office.urls),
    path("documents/", include("certway.web.documents.urls")),
    path("credentials/", include("certway.web.hold.urls")),
    path("reminders/", include("certway.web.remind.urls")),
    path("calendar/<slug:token>.ics", feed, name="calendar-feed"),
    path("account/", include("certway.web.accounts.urls")),
]

if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns.append(path("account/linked/", include("certway.web.accounts.linked_urls")))

handler400 = "certway.web.site.errors.bad_request"
handler403 = "certway.web.site.errors.forbidden"
handler404 = "certway.web.site.errors.not_found"
handler500 = "certway.web.site.errors.server_error"
handler429 = "certway.web.site.errors.too_many"  # for allauth, which counts what was tried
