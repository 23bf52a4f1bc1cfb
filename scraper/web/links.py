"""Addresses that may be followed: http(s) of others, paths of our own. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

_LONGEST = 4_000


def outward(url: object) -> str | None:
    """The address when a browser may be sent there: http or https, a host, no password; else None."""
    text = str(url or "").strip()
    if (
        not text
        or len(text) > _LONGEST
        or any(character.isspace() or not character.isprintable() for character in text)
    ):
        return None
    try:
        parts = urlsplit(text)
        host, password = parts.hostname, parts.password
    except ValueError:
        return None
    return text if parts.scheme.lower() in ("http", "https") and host and not password and "\\" not in text else None


def host(url: str) -> str:
    """Whom an address belongs to, as people write it."""
    return urlsplit(url).netloc.lower().removeprefix("www.")


def inward(path: object) -> str:
    """A path of this page, with its query; anything else (another host in disguise among it) is "/"."""
    text = str(path or "")
    plain = text.isprintable() and "\\" not in text and len(text) <= _LONGEST
    return text if plain and text.startswith("/") and not text.startswith("//") else "/"


def shown(url: str) -> str:
    """An address as people write it: without scheme, "www." and a last slash."""
    text = url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return text if len(text) <= 60 else f"{text[:59]}…"
