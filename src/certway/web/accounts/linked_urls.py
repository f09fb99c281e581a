"""The addresses of accounts elsewhere: they are there where a provider is configured."""

from __future__ import annotations

from allauth.decorators import rate_limit
from allauth.socialaccount import views
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path
from django.views.decorators.http import require_safe

from certway.web.accounts.guards import confirmed, entrance
from certway.web.accounts.views import leaving

urlpatterns = [
    path("", confirmed(views.connections), name="socialaccount_connections"),
    path("sign-up/", entrance(views.signup), name="socialaccount_signup"),
    path("cancelled/", require_safe(views.login_cancelled), name="socialaccount_login_cancelled"),
    path("error/", require_safe(views.login_error), name="socialaccount_login_error"),
    path("<slug:provider_id>/", entrance(rate_limit(action="login")(leaving)), name="openid_connect_login"),
    path("<slug:provider_id>/back/", require_safe(openid.callback), name="openid_connect_callback"),
]
