"""Where allauth asks about accounts elsewhere (OpenID Connect)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from certway.web.accounts.errors import errors_in_words

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin

_ERRORS = ("connected_other", "email_taken", "no_password", "no_verified_email")


class LinkedAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts elsewhere as Certway has them."""

    error_messages = errors_in_words(DefaultSocialAccountAdapter.error_messages, _ERRORS)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Take an address as confirmed only where the provider says so with a plain true."""
        for address in sociallogin.email_addresses:
            address.verified = address.verified is True


def provider_name() -> str:
    """Return the name of the provider that is configured; empty where none is."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", ())
    return str(apps[0]["name"]) if apps else ""
