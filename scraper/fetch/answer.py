"""One answer of a server, and what it means: a page, a refusal, trouble that may pass, or something else altogether."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

import httpx

from scraper.errors import Blocked, FetchError, Gone, NotAPage, TooLarge, Unreachable
from scraper.fetch import picture
from scraper.fetch.addresses import host_of
from scraper.fetch.retry import LONGEST_WAIT, AttemptError, retry_after
from scraper.reference import table
from scraper.text import fold

TO_FOLLOW = (301, 302, 303, 307, 308)
GOOD = (200, 203)
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 529, 530})
MAX_PICTURE = 5_000_000
MAX_POINTS = 60_000_000
"""Bytes of a photo, and points of it once it is drawn."""
_BY_HAND = "open its address in your browser"
SMALL = 20_000  # bytes; a page that stands in for another is smaller than this
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)
_CODE = re.compile(r"^(?:error|http)?[\s:]*(?:[45]\d\d)\b[\s:|,.\-–—]*")
_BARE_404 = re.compile(r"\b4(?:04|10)\b")
_TITLE_REST = 25  # characters after the tell-tale words: " | example.org", " - nginx"
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
    (b"\x1f\x8b", "a packed file"),
    (b"BZh", "a packed file"),
    (b"\xfd7zXZ", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"\x00asm", "a program"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"OggS", "sound or film"),
    (b"ID3", "sound"),
    (b"wOF", "a font"),
    (b"SQLite format 3\x00", "a database"),
)
_TYPES = (
    ("image/", "a picture"),
    ("audio/", "sound"),
    ("video/", "a film"),
    ("font/", "a font"),
    ("text/css", "a style sheet"),
    ("application/pdf", "a PDF"),
    ("application/zip", "a zip file"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(range(9)) + b"\x0b" + bytes(range(14, 27)) + bytes(range(28, 32))  # ESC is at home in ISO-2022-JP


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back from `url`, one hop.

    `packed` is the body as one gzip stream where it came so; `size` the bytes on the wire; `framed`: its end is known
    for sure (a checksum, chunks), not only by where the bytes stop.
    """

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    packed: bytes | None = None
    size: int = 0
    framed: bool = True

    @property
    def content_type(self) -> str:
        """The Content-Type header, "" when there is none."""
        return str(self.headers.get("content-type", ""))


def check_passing(answer: Answer, *, now: datetime, asked_if_changed: bool) -> None:
    """Raise AttemptError when asking again may give the page: overload, trouble, an empty body, an unasked 304."""
    status, host = answer.status, host_of(answer.url)
    if status in PASSING and not challenged(answer):
        wait = retry_after(answer.headers.get("retry-after"), _date(answer) or now)
        raise AttemptError(_after_waiting(answer, wait), wait=wait)
    if status == 304 and not asked_if_changed:
        raise AttemptError(NotAPage(f"{host} says 'not modified' to somebody who never had the page", url=answer.url))
    if status in GOOD:
        if not answer.body.strip(b" \t\r\n\0"):
            raise AttemptError(NotAPage(f"{host} sends an empty page", url=answer.url))
        if _stands_in(answer, "trouble"):
            raise AttemptError(Unreachable(f"{host} sends an error page ('{_title(answer)}')", url=answer.url))


def _date(answer: Answer) -> datetime | None:
    """What time it is where the answer comes from: a date to wait for is told by that clock, whatever ours says."""
    try:
        date = parsedate_to_datetime(answer.headers.get("date", ""))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _after_waiting(answer: Answer, wait: float | None) -> FetchError:
    host, status = host_of(answer.url), answer.status
    hint = None
    if wait is not None and wait > LONGEST_WAIT:
        hint = f"it asks to be left alone for {_span(wait)}; try again after that"
    if status == 429:
        return Blocked(f"{host} says we ask too often (429)", url=answer.url, hint=hint)
    return Unreachable(f"{host} has trouble answering ({status})", url=answer.url, hint=hint)


def _span(seconds: float) -> str:
    if seconds < 7200:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours"


def check_page(answer: Answer) -> str:
    """The type a page is kept under, as the server tells it. Raises Gone, Blocked, Unreachable, NotAPage for none."""
    _check_status(answer)
    if what := foreign(answer.body, answer.content_type):
        raise NotAPage(f"this is {what}, not a page", url=answer.url)
    if _stands_in(answer, "missing"):
        raise Gone(f"{host_of(answer.url)} has no such page ('{_title(answer)}')", url=answer.url)
    return answer.content_type


def check_picture(answer: Answer) -> str:
    """The type a picture is kept under, by its bytes. Raises Gone, Blocked, Unreachable, NotAPage, TooLarge for none."""
    _check_status(answer)
    host = host_of(answer.url)
    found = picture.look(answer.body)
    if found is None:
        raise NotAPage(f"what {host} sends is no photo (PNG, JPEG, WebP, GIF or AVIF)", url=answer.url, hint=_BY_HAND)
    if len(answer.body) > MAX_PICTURE or found.points > MAX_POINTS:
        raise TooLarge(f"the photo {host} sends is larger than any page needs", url=answer.url, hint=_BY_HAND)
    return found.type


def _check_status(answer: Answer) -> None:
    host, status, url = host_of(answer.url), answer.status, answer.url
    if challenged(answer):
        raise Blocked(f"{host} shows a check for humans instead of the page", url=url)
    if status in (404, 410):
        raise Gone(f"{host} has no such page ({status})", url=url)
    if status in (401, 403, 451):
        why = {401: "wants a password", 403: "refuses to show this page", 451: "may not show this page by law"}[status]
        raise Blocked(f"{host} {why} ({status})", url=url)
    if status >= 500:
        raise Unreachable(f"{host} has trouble answering ({status})", url=url)
    if status not in GOOD:
        why = {204: "an empty answer (204)", 206: "only a part of the page (206)"}.get(status, f"status {status}")
        raise NotAPage(f"{host} answers with {why}, not with a page", url=url)


def challenged(answer: Answer) -> bool:
    """Is this a check for humans? By the headers of the firewalls that send them, or a small page with their title."""
    headers = answer.headers
    if headers.get("cf-mitigated", "").lower() == "challenge" or "x-amzn-waf-action" in headers:
        return True
    return _stands_in(answer, "challenge")


def looks_cut(answer: Answer) -> bool:
    """Does an HTML page stop before its end, where nothing but the end of the bytes told that it is over?

    Some sites never write `</html>`, so this is a reason to look twice, not a verdict.
    """
    if answer.framed or answer.status not in GOOD:
        return False
    body = answer.body
    head = body[:1000].lower()
    if b"<html" not in head and b"<!doctype html" not in head:
        return False
    return b"</html" not in body.rstrip()[-2000:].lower()


def foreign(body: bytes, content_type: str) -> str | None:
    """What these bytes are when they are no text ("a PDF"); None for text of any kind and encoding."""
    for magic, what in _MAGIC:
        if body.startswith(magic):
            return what
    declared = content_type.split(";", 1)[0].strip().lower()
    for start, what in _TYPES:
        if declared.startswith(start):
            return what
    sample = body[:1024]
    if sample.startswith(_BOMS) or "utf-16" in content_type.lower() or "utf-32" in content_type.lower():
        return None
    if max(sample[0::2].count(0), sample[1::2].count(0)) * 5 >= len(sample) * 2:  # UTF-16 that does not say so
        return None
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return "a binary file" if controls * 50 > len(sample) else None


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in table("answers")[kind])


def _stands_in(answer: Answer, kind: str) -> bool:
    if len(answer.body) > SMALL or not (title := fold(_title(answer))):
        return False
    bare = _CODE.sub("", title)
    if kind == "missing" and not bare:
        return _BARE_404.search(title) is not None
    return any(bare.startswith(words) and len(bare) - len(words) <= _TITLE_REST for words in _words(kind))


def _title(answer: Answer) -> str:
    found = _TITLE.search(answer.body[:8_000])
    text = html.unescape(found[1].decode("utf-8", "replace")) if found else ""
    return " ".join(text.split())[:80]
