"""The codes of an authenticator app, reckoned by the standard."""

from __future__ import annotations

import base64
import hmac
import struct


def totp(secret: str, at: float) -> str:
    """Return the code that an app shows at a moment (seconds since 1970). Source: RFC 6238, RFC 4226 section 5.3."""
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), "sha1")
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"
