"""The addresses of accounts. allauth finds them by its own names, which is why they have no common one."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe

from certway.web.accounts import erasure, time_zone, views
from certway.web.accounts.guards import confirmed, entrance, own, seen

_OURS = [
    path("", seen(views.overview), name="overview"),
    path("sessions/", own(views.sessions), name="sessions"),
    path("time-zone/", own(time_zone.time_zone), name="time-zone"),
    path("delete/", confirmed(erasure.delete), name="delete"),
    path("keep/", require_POST(login_required(erasure.keep)), name="keep"),
]

urlpatterns = [
    path("", include((_OURS, "accounts"))),
    path("sign-in/", entrance(account.login), name="account_login"),
    path("sign-up/", entrance(account.signup), name="account_signup"),
    path("sign-out/", entrance(account.logout), name="account_logout"),
    path("closed/", require_safe(account.account_inactive), name="account_inactive"),
    path("confirm/", own(account.reauthenticate), name="account_reauthenticate"),
    path("email/", confirmed(account.email), name="account_email"),
    path("email/code/", entrance(account.email_verification_sent), name="account_email_verification_sent"),
    path("password/", own(account.password_change), name="account_change_password"),
    path("password/first/", confirmed(account.password_set), name="account_set_password"),
    path("password/forgotten/", entrance(account.password_reset), name="account_reset_password"),
    path(
        "password/forgotten/code/",
        entrance(account.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path("password/forgotten/new/", entrance(account.complete_password_reset), name="account_complete_password_reset"),
    path("second-step/", seen(mfa.index), name="mfa_index"),
    path("second-step/code/", entrance(mfa.authenticate), name="mfa_authenticate"),
    path("second-step/confirm/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/app/", confirmed(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/app/off/", confirmed(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", confirmed(codes.view_recovery_codes, form=False), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", confirmed(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "recovery-codes/recovery-codes.txt",
        confirmed(codes.download_recovery_codes, form=False),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", seen(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("passkeys/new/", confirmed(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/sign-in/", entrance(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/confirm/", own(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/", confirmed(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", confirmed(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
]
