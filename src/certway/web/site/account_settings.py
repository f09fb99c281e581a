"""Django's settings for accounts: who may sign in and how, what is limited, what is kept.

Source: docs/concepts/accounts.md
"""

from __future__ import annotations

from typing import Any

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "start"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of accounts that were brought from elsewhere
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["email"]}},
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # what was just done; outlives signing out

ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}  # of codes in mails; three may be tried
ACCOUNT_ADAPTER = "certway.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True  # a session lasts SESSION_COOKIE_AGE after the day on which it was used last
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True  # not by a link: what a visitor told is in the window she began in
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 3  # times
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60  # seconds, as for the other codes; mail may take some minutes
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # the second step is asked for all the same
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one takes its place when it is confirmed
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    name: f"certway.web.accounts.forms.{form}"
    for name, form in {
        "login": "SignInForm",
        "signup": "SignUpForm",
        "add_email": "NewAddressForm",
        "change_password": "NewPasswordForm",
        "set_password": "FirstPasswordForm",
        "reset_password": "ForgottenForm",
        "reset_password_from_key": "ReplacedPasswordForm",
        "reauthenticate": "ConfirmForm",
        "confirm_email_verification_code": "AddressCodeForm",
        "confirm_password_reset_code": "ForgottenCodeForm",
    }.items()
}
# At most so many in so long: ip = from one network address, key = about one e-mail address, user = by one account.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # passwords; and codes of the second step, where the key is the account
    "signup": "20/m/ip",
    "confirm_email": "1/10s/key,6/h/key",  # codes that are sent
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}

MFA_ADAPTER = "certway.web.accounts.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False  # nobody who signs up so has recovery codes: a lost phone would be a lost account
MFA_TOTP_ISSUER = "Certway"
MFA_TOTP_TOLERANCE = 1  # periods of 30 seconds before and after: phones' clocks differ
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
MFA_FORMS = {
    name: f"certway.web.accounts.forms.{form}"
    for name, form in {
        "authenticate": "SecondStepForm",
        "reauthenticate": "ConfirmByCodeForm",
        "activate_totp": "AppForm",
        "add_webauthn": "NewPasskeyForm",
        "edit_webauthn": "PasskeyNameForm",
    }.items()
}

SOCIALACCOUNT_ADAPTER = "certway.web.accounts.linked.LinkedAdapter"
SOCIALACCOUNT_FORMS = {"signup": "certway.web.accounts.forms.LinkedSignUpForm"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # who has the same address elsewhere signs in here first, and links then
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
# Limits are counted in the database, which all processes share; its keys are hashed with the server's own key.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "certway_cache",
        "KEY_FUNCTION": "certway.web.site.cache_keys.hidden_key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # or somebody could push her own counts out
    }
}
