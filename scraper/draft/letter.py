"""A finished draft as other programs take it: an .eml file, a mailto: link. Pure."""

from __future__ import annotations

import re
from urllib.parse import quote

from scraper.errors import InputError

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")


def address(text: str) -> str:
    """An e-mail address as typed by the user. Raises InputError for what is none: none is ever guessed."""
    if not _ADDRESS.fullmatch(text.strip()):
        raise InputError(f"'{text}' is no e-mail address", hint="give it as name@host.example")
    return text.strip()


def eml(subject: str, body: str, *, to: str | None = None) -> bytes:
    """A message that mail programs open as a draft of one's own (X-Unsent); nobody's address but the one given."""
    from email.message import EmailMessage  # noqa: PLC0415 -- slow import
    from email.policy import SMTP  # noqa: PLC0415 -- slow import

    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(subject.split())
    if to:
        message["To"] = address(to)
    message["X-Unsent"] = "1"
    message.set_content(body + "\n")
    return bytes(message)


def mailto(subject: str, body: str, *, to: str | None = None) -> str:
    r"""A link that opens a new message (RFC 6068: lines end in \r\n, everything else is percent-encoded)."""
    lines = "\r\n".join(body.splitlines())
    return f"mailto:{quote(address(to), safe='@') if to else ''}?subject={quote(subject)}&body={quote(lines)}"
