"""People with an account, and the steps they take, with Django's test client."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.http import HttpResponse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from certway.records.models import User
from certway.web.clock import ZONE_COOKIE
from pages import read_page
from visitors import Visitor, see, send

PASSWORD = "nine red lanterns"
ANOTHER = "eleven blue kettles"
TOO_OFTEN = 429


def new_user(email: str = "ada@example.org", password: str | None = PASSWORD, *, staff: bool = False) -> User:
    """Make a user whose address is confirmed."""
    user = User.objects.create_user(email=email, password=password)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if staff:
        user.is_superuser = True
        user.save()
    return user


def signed_in(user: User | None = None, *, agent: str = "", zone: str = "") -> Visitor:
    """Return the browser of somebody who has just typed her password."""
    client = Visitor()
    if zone:
        client.cookies[ZONE_COOKIE] = zone
    if agent:
        client.defaults["HTTP_USER_AGENT"] = agent
    send(client, "/account/sign-in/", {"login": (user or new_user()).email, "password": PASSWORD})
    return client


def sure(client: Visitor, password: str = PASSWORD) -> Visitor:
    """Confirm that it is she, as what can lock her out asks for."""
    send(client, "/account/confirm/", {"password": password})
    return client


def is_signed_in(client: Visitor) -> bool:
    return client.get("/account/").status_code == 200


def code_of_mail(at: int = -1) -> str:
    """Return the code in a mail, the newest if none is named."""
    (code,) = re.findall(r"^\d{4}-\d{4}$", str(mail.outbox[at].body), re.MULTILINE)
    return str(code)


def wrong(code: str) -> str:
    """Return a code that is not this one."""
    return code.translate(str.maketrans("0123456789", "1234567890"))


def said(response: HttpResponse) -> list[str]:
    """Return what a page says went wrong with what was typed."""
    return read_page(response).texts("div", cls="error")


def new_passkey(user: User, name: str) -> Authenticator:
    """Store a passkey whose key nobody has."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AttestedCredentialData.create(Aaguid(bytes(16)), name.encode(), key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    about = AuthenticatorData.create(sha256(b"testserver").digest(), flags, 0, held)
    client = CollectedClientData.create("webauthn.create", b"challenge", "https://testserver")
    response = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(AttestationObject.create("none", about, {})),
    }
    credential = {"id": websafe_encode(name.encode()), "type": "public-key", "response": response}
    credential |= {"rawId": credential["id"], "clientExtensionResults": {"credProps": {"rk": True}}}
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": name, "credential": credential})


def secret_of(client: Visitor) -> str:
    """Open the page that sets up an app; return the secret it shows."""
    return see(client, "/account/second-step/app/").one("code", cls="secret").text


def then_of(response: HttpResponse) -> str:
    """Return the page that follows once she has signed in or confirmed."""
    return parse_qs(urlsplit(response.url).query)["next"][0]  # type: ignore[attr-defined]
