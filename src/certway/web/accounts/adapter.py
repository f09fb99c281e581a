"""Where allauth asks what Certway wants: its words, and what follows when somebody has signed in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from certway.actions.choose_time_zone import keep_first_zone
from certway.actions.claim_record import claim_record
from certway.actions.clear_signups import clear_signups
from certway.actions.end_sessions import end_sessions
from certway.records.visits import SESSION_KEY, WAITING_KEY, Visit
from certway.web.accounts.errors import errors_in_words
from certway.web.clock import browser_zone, moment, now

_ERRORS = (
    "account_inactive",
    "duplicate_email",
    "email_password_mismatch",
    "email_taken",
    "enter_current_password",
    "incorrect_code",
    "incorrect_password",
    "rate_limited",
    "same_as_current",
    "too_many_login_attempts",
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts as Certway has them."""

    error_messages = errors_in_words(DefaultAccountAdapter.error_messages, _ERRORS)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **told: Any) -> HttpResponse:  # noqa: ANN401
        """Move what she told as a visitor into her account, then go on to where she wanted to go."""
        claim_record(Visit(request.session, user.pk, moment()))
        keep_first_zone(user.pk, browser_zone(request))
        response: HttpResponse = super().post_login(request, user, **told)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Sign out; what was told here before the sign-in, and is nobody's yet, is there again."""
        waiting = request.session.get(WAITING_KEY)
        super().logout(request)
        if waiting is not None:
            request.session[SESSION_KEY] = waiting

    def new_user(self, request: HttpRequest) -> AbstractBaseUser:
        """Return a user to be; those who never confirmed their address go, so that nobody holds another's for long."""
        clear_signups(now())
        user: AbstractBaseUser = super().new_user(request)
        return user

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Set it; whoever signed in with the old one elsewhere is signed out."""
        super().set_password(user, password)
        end_sessions(user_id=user.pk, keep=self.request.session.session_key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the overview, which says that it is done."""
        return reverse("accounts:overview")

    def get_email_verification_redirect_url(self, email_address: object) -> str:
        """Return to the overview, which shows the new address."""
        return reverse("accounts:overview")

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, str]]:
        """Return the ways to confirm that it is she, each with its page; the templates name them."""
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        return [{**method, "description": method["id"].replace(":", "-")} for method in methods]
