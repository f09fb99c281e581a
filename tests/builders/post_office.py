"""A mail server on a real socket."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"


class PostOffice:
    """Takes letters, or answers as it is told to, one answer a letter."""

    def __init__(self, *answers: str) -> None:
        self.port = _free_port()
        self.answers = list(answers)
        self.letters: list[EmailMessage] = []
        self.addresses: list[tuple[str, list[str]]] = []  # of sender and recipients, as on the envelope

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.pop(0) if self.answers else TAKEN
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = cast(bytes, envelope.content)
        self.letters.append(message_from_bytes(content, policy=policy.default))
        self.addresses.append((str(envelope.mail_from), list(envelope.rcpt_tos)))
        return TAKEN


@contextmanager
def post_office(*answers: str) -> Iterator[PostOffice]:
    """Open a mail server on this machine, and close it."""
    office = PostOffice(*answers)
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
