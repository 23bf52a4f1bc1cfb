"""A page somebody saved: HTML, data, or a whole page in one file (MHTML, as Chrome and Edge save it)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scraper.errors import BadFile, TooLarge
from scraper.page import Page

if TYPE_CHECKING:
    from email.message import Message

MAX_BYTES = 50_000_000
MOST_BESIDE = 4  # further files read with one
SUFFIXES = frozenset(
    {".html", ".htm", ".xhtml", ".json", ".xml", ".mhtml", ".mht", ".ics", ".ical", ".xcal", ".yml", ".yaml"}
)
_DRIVE = re.compile(r"/[A-Za-z]:/")
_SAVE_AGAIN = "save the page as HTML (not as PDF or a picture)"
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")


def read(file: Path, *, url: str = "") -> Page:
    """The page in `file`. `url` is where it was saved from; an MHTML file says so itself, others get a file: address.

    Raises BadFile when it cannot be read, is empty or is no page, TooLarge.
    """
    try:
        status = file.stat()
        if status.st_size > MAX_BYTES:
            raise TooLarge(f"{file} is larger than {MAX_BYTES // 1_000_000} MB", url=url)
        body = file.read_bytes()
    except OSError as problem:
        raise BadFile(f"cannot read {file}: {problem.strerror or problem}", hint="check the path") from problem
    if not body.strip():
        raise BadFile(f"{file} is empty", hint="save the page again in your browser, then give its path")
    if _is_binary(body):
        raise BadFile(f"{file} is not a web page or a data file", hint=_SAVE_AGAIN)
    seen_at = datetime.fromtimestamp(status.st_mtime, tz=UTC)
    if file.suffix.lower() in (".mhtml", ".mht") or _is_mhtml(body):
        return _whole(body, file, url, seen_at)
    return Page(url or file.resolve().as_uri(), body, seen_at=seen_at)


def beside(url: str, other: str) -> Path | None:
    """The file at the file: address `other` if it lies in the same folder as the one at `url`; None for anything else."""
    if not (
        url.startswith("file:") and other.startswith("file:") and url.rpartition("/")[0] == other.rpartition("/")[0]
    ):
        return None
    path = unquote(urlsplit(other).path)
    if "/" in unquote(other.rpartition("/")[2]) or "\\" in path or "\x00" in path:
        return None
    file = Path(path[1:] if _DRIVE.match(path) else path)
    return file if file.is_file() else None


def _is_binary(body: bytes) -> bool:
    head = body[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 holds zero bytes by right
        return False
    return b"\x00" in head or head.startswith(_BINARY)


def _is_mhtml(body: bytes) -> bool:
    head = body[:2048].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def _whole(body: bytes, file: Path, url: str, seen_at: datetime) -> Page:
    """The first HTML part of a multipart/related message (RFC 2557), and the address it was saved from."""
    from email import message_from_bytes  # noqa: PLC0415 -- slow import

    message = message_from_bytes(body)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(content, bytes):
            if not content.strip():
                break
            where = url or _told(message, "Snapshot-Content-Location") or _told(part, "Content-Location")
            charset = part.get_content_charset() or ""
            return Page(
                where or file.resolve().as_uri(),
                content,
                content_type=f"text/html; charset={charset}" if charset else "text/html",
                seen_at=seen_at,
            )
    raise BadFile(f"{file} holds no page", hint=_SAVE_AGAIN)


def _told(part: Message, header: str) -> str:
    """An address in a header, if it is one of the web ("cid:..." and "file:..." are not)."""
    address = str(part.get(header) or "").strip()
    return address if address.startswith(("http://", "https://")) else ""
