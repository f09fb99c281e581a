"""allauth's forms with Certway's words: a label and a hint for each box, no text inside it, each thing asked once."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from allauth.socialaccount import forms as linked
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from certway.exchange.words.catalogue import catalogue

MOST_LETTERS = 1024  # of a password: hashing takes longer the longer it is


class Worded:
    """Puts our words on the boxes of a form of allauth."""

    words: dict[str, str] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields.pop("password2", None)  # a password is typed once; it can be shown instead
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.HiddenInput | forms.CheckboxInput):
                _put_words(field, self.words.get(name, name))


def _put_words(field: forms.Field, name: str) -> None:
    words = catalogue()
    field.label = words.say(f"account.field.{name}")
    field.help_text = words.find(f"account.field.{name}.hint") or ""
    field.error_messages["required"] = words.say(f"account.field.{name}.empty") if field.required else ""
    field.widget.attrs.pop("placeholder", None)
    if isinstance(field.widget, forms.PasswordInput):
        field.widget.attrs |= {"maxlength": MOST_LETTERS, "data-secret": ""}
    if isinstance(field, forms.EmailField):
        field.error_messages["invalid"] = words.say("account.error.no-address")
        field.widget.attrs |= {"inputmode": "email", "spellcheck": "false", "autocapitalize": "none"}
    if field.widget.attrs.get("autocomplete") == "one-time-code":
        field.widget.attrs["inputmode"] = "numeric"


class SignInForm(Worded, account.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    words = {"login": "email"}


class SignUpForm(Worded, account.SignupForm):  # type: ignore[misc]
    """E-mail address and a new password."""

    account_already_exists: bool

    def try_save(self, request: HttpRequest) -> tuple[AbstractBaseUser | None, HttpResponse | None]:
        """Make the account; where the address has one, do the same work, and answer alike.

        Two forms that are sent at the same moment make one account.
        """
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return super().try_save(request)  # type: ignore[no-any-return]
            except IntegrityError:
                self.account_already_exists = True
        make_password(self.cleaned_data["password1"])  # it takes as long as making an account
        return super().try_save(request)  # type: ignore[no-any-return]


class NewAddressForm(Worded, account.AddEmailForm):  # type: ignore[misc]
    """Another e-mail address."""

    words = {"email": "new-email"}


class NewPasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]
    """The password, and another."""

    words = {"password1": "new-password"}


class FirstPasswordForm(Worded, account.SetPasswordForm):  # type: ignore[misc]
    """A password, where there is none."""

    words = {"password1": "new-password"}


class ForgottenForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    """The address of an account whose password is forgotten."""


class ReplacedPasswordForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A password in the place of one that is forgotten."""

    words = {"password1": "new-password"}


class ConfirmForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class AddressCodeForm(Worded, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that was sent to an address."""


class ForgottenCodeForm(Worded, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code that was sent to an address."""


class SecondStepForm(Worded, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""

    words = {"code": "digits"}


class ConfirmByCodeForm(Worded, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""

    words = {"code": "digits"}


class AppForm(Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""

    words = {"code": "first-digits"}


class NewPasskeyForm(Worded, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new passkey; it can always be used without a password."""

    words = {"name": "passkey-name"}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        # Keys that are only a second step would be a third kind of thing to explain; the script reads the ticked box.
        self.initial["passwordless"] = True
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].widget.attrs["hidden"] = True


class PasskeyNameForm(Worded, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    words = {"name": "passkey-name"}


class LinkedSignUpForm(Worded, linked.SignupForm):  # type: ignore[misc]
    """What the provider did not tell: the e-mail address."""
