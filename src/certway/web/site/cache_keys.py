"""The names under which things are kept in the cache."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def hidden_key(key: str, key_prefix: str, version: int) -> str:
    """Return a name that tells nothing: limits are counted by network address, and that stands in no table."""
    return f"{key_prefix}{version}:{salted_hmac('certway.cache', key, algorithm='sha256').hexdigest()}"
