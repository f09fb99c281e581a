"""Headers that neither Django nor the policy of content sets."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADERS = {
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self)"  # passkeys
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
PRIVATE = "private, no-cache"  # pages may hold answers: no shared cache keeps them, and a stale one is never shown


class SecurityHeaders:
    """Adds headers to every response; a response that says itself how it may be cached keeps that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in {**HEADERS, "Cache-Control": PRIVATE}.items():
            response.headers.setdefault(name, value)
        return response
