"""Where allauth asks about the second step: the words, the drawing for an app, the name that a passkey shows."""

from __future__ import annotations

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser

from certway.exchange.words.catalogue import catalogue
from certway.web.accounts.errors import errors_in_words

_ERRORS = ("cannot_generate_recovery_codes", "incorrect_code", "unverified_email")


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """The second step as Certway has it."""

    error_messages = errors_in_words(DefaultMFAAdapter.error_messages, _ERRORS)

    def build_totp_svg(self, url: str) -> str:
        """Return the drawing that an app reads, to stand in the page itself: the policy allows no `data:` pictures."""
        drawn: str = segno.make(url, error="m").svg_inline(scale=4, border=2, omitsize=True, light="#fff")
        return drawn.replace("<svg", '<svg aria-hidden="true"', 1)  # the page says the same in words

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Return a name for a new passkey, until she gives it one."""
        taken = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return catalogue().say("passkey.name", n=taken + 1)

    def _get_site_name(self) -> str:
        return "Certway"

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        """Return what the device shows beside the passkey: the address she signs in with."""
        entity: dict[str, object] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": entity["name"]}
