"""What every answer says to the browser besides the page."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import reverse

from every_page import ADDRESSES, NOBODYS_KEY, walk
from pages import read_page
from visitors import MARIA, Visitor, see, upload, visitor_who_told

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self)"
    ),
    "X-Permitted-Cross-Domain-Policies": "none",
}
PRIVATE = "private, no-cache"
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"  # pages of an account are kept nowhere


def policy(response: HttpResponse) -> dict[str, list[str]]:
    told = [part.split() for part in response.headers["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in told}


def headers(response: HttpResponse) -> dict[str, str | None]:
    return {name: response.headers.get(name) for name in ALWAYS}


def check_headers(response: HttpResponse) -> None:
    assert headers(response) == ALWAYS
    assert policy(response) == POLICY
    assert response.headers["Cache-Control"] in (PRIVATE, NEVER)


def test_every_page_and_file_has_every_header() -> None:
    client = visitor_who_told(MARIA)
    addresses = walk(client)
    assert len(addresses) > len(ADDRESSES)

    for address in addresses:
        check_headers(client.get(address))


@pytest.mark.parametrize("route", [route for route, one in ADDRESSES.items() if one.post == 302 and not one.places])
def test_every_way_on_has_every_header(route: str) -> None:
    response = Visitor().post(f"/{route}")

    assert response.status_code == 302
    check_headers(response)


@pytest.mark.parametrize(
    ("address", "options", "status"),
    [
        ("/nowhere/", {}, 404),
        ("/answer/cpa/", {}, 404),
        (f"/where-you-stand/work/{NOBODYS_KEY}/", {}, 404),
        ("/", {"headers": {"host": "evil.example"}}, 400),
        ("/compare/?on=soon", {}, 422),
        ("/where-you-stand/maria/", {}, 405),
    ],
)
def test_every_error_has_every_header(address: str, options: dict[str, dict[str, str]], status: int) -> None:
    response = Visitor().get(address, **options)  # type: ignore[arg-type]

    assert response.status_code == status
    check_headers(response)


def test_refused_forms_have_every_header() -> None:
    refused = [
        (Visitor(enforce_csrf_checks=True).post("/where-you-stand/maria/"), 403),
        (upload(Visitor(), "work: [{role: juggler}]"), 422),
        (upload(Visitor(), b" " * 1_600_000), 413),
        (Visitor().post("/where-you-stand/about/", {f"a{at}": "" for at in range(501)}), 400),
    ]

    assert [response.status_code for response, _ in refused] == [status for _, status in refused]
    for response, _ in refused:
        check_headers(response)


def static_addresses() -> list[str]:
    page = see(Visitor(), "/compare/")
    named = [one.get("src") or one.get("href") for one in page.all("script", "link")]
    assert len(named) == 4
    return named


def test_pages_load_nothing_but_files_of_their_own() -> None:
    assert [address.startswith("/static/") for address in static_addresses()] == [True] * 4


def test_file_whose_name_tells_its_content_is_kept_for_ever() -> None:
    for address in static_addresses():
        with_name = Visitor().get(address)
        content = b"".join(with_name)  # type: ignore[call-overload]
        with_name.close()

        assert (with_name.status_code, len(content) > 0) == (200, True)
        assert with_name.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert headers(with_name) == ALWAYS


def test_file_under_its_plain_name_is_kept_for_an_hour() -> None:
    response = Visitor().get("/static/certway/certway.css")
    response.close()

    assert response.headers["Cache-Control"] == "max-age=3600, public"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_files_are_sent_compressed(encoding: str) -> None:
    for address in static_addresses():
        response = Visitor().get(address, headers={"accept-encoding": encoding})
        response.close()

        assert response.headers.get("Content-Encoding") == encoding, address
        assert response.headers["Vary"] == "Accept-Encoding"


def test_pages_are_sent_compressed() -> None:
    response = Visitor().get("/", headers={"accept-encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert sorted(response.headers["Vary"].split(", ")) == ["Accept-Encoding", "Cookie"]


def test_forgetting_clears_what_the_browser_kept() -> None:
    response = visitor_who_told(MARIA).post(reverse("qualify:forget"))

    assert (response.url, response.headers["Clear-Site-Data"]) == ("/", '"cache"')  # type: ignore[attr-defined]


def test_link_to_a_body_tells_it_nothing() -> None:
    for address in ("/", "/compare/", "/answer/", "/answer/cma-aama/", "/plan/cma-aama/"):
        outside = [one for one in read_page(Visitor().get(address)).all("a") if "//" in one.get("href")]

        assert outside != []
        assert {one.get("rel") for one in outside} == {"noreferrer"}, address
