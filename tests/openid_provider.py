"""A small OpenID provider on a real socket: discovery, authorization with PKCE, tokens it signs, userinfo, keys."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "certway", "of the provider"


@dataclass
class Provider:
    """What the provider knows, and who is at its keyboard."""

    address: str = ""
    person: dict[str, object] = field(default_factory=dict)  # the claims about whoever signs in there
    audience: str = CLIENT  # of the tokens; another one shows that they are looked at
    refuses: bool = False  # whether the person says no
    asked: dict[str, dict[str, str]] = field(default_factory=dict)  # by code: how it was asked for
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def configuration(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser goes next."""
        assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (CLIENT, "code", "S256")
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        code = token_urlsafe()
        self.asked[code] = asked
        answer = {"error": "access_denied"} if self.refuses else {"code": code}
        return f"{asked['redirect_uri']}?{urlencode({**answer, 'state': asked['state']})}"

    def token(self, told: dict[str, str]) -> dict[str, object] | None:
        """Return tokens for a code that is used once, by who asked for it; None for anything else."""
        asked = self.asked.pop(told.get("code", ""), None)
        if asked is None or (told.get("client_id"), told.get("client_secret")) != (CLIENT, SECRET):
            return None
        digest = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if challenge != asked["code_challenge"] or told.get("redirect_uri") != asked["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": self.audience, "iat": now, "exp": now + 60, **self.person}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "of the person", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def keys(self) -> dict[str, object]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]}


def _plain(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider while the block runs."""
    known = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path)
            if path.path == "/authorize":
                self._send(302, to=known.authorize(_plain(path.query)))
            elif path.path == "/userinfo" and self.headers["Authorization"] == "Bearer of the person":
                self._send(200, known.person)
            elif path.path in ("/.well-known/openid-configuration", "/keys"):
                self._send(200, known.keys() if path.path == "/keys" else known.configuration())
            else:
                self._send(404, {})

        def do_POST(self) -> None:
            told = _plain(self.rfile.read(int(self.headers["Content-Length"])).decode())
            tokens = known.token(told) if self.path == "/token" else None
            self._send(200 if tokens else 400, tokens or {"error": "invalid_grant"})

        def _send(self, status: int, answer: Any = None, *, to: str = "") -> None:
            body = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            if to:
                self.send_header("Location", to)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        known.address = f"http://127.0.0.1:{server.server_address[1]}"
        running = threading.Thread(target=server.serve_forever, daemon=True)
        running.start()
        yield known
        server.shutdown()
        running.join()
