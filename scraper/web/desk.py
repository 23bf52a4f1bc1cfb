"""What one run of the page knows, and how its handlers get at the file and at a form's fields."""

from __future__ import annotations

import secrets
import sqlite3
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request

from scraper.errors import InputError, UnknownSpeaker
from scraper.fetch.photo import Asking
from scraper.store import query
from scraper.store.choice.keeping import Keeper
from scraper.store.choice.tally import Tally
from scraper.store.trouble import explained, must_exist
from scraper.store.write import Store, open_store
from scraper.web.pulling import Pulling

LONGEST_FIELD = 50_000
_NOTICES = 5
Form = Mapping[str, str]


@dataclass(slots=True)
class Keys:
    """The secrets of one run: `link` opens the page once (None when it is used), `session` is the cookie's, `token` the forms'."""

    link: str | None = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))


@dataclass(frozen=True, slots=True)
class Undo:
    """The form that takes a change back: where it is sent, and its fields."""

    to: str
    fields: Form = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """A line about what was done, with its way back where there is one."""

    text: str
    undo: Undo | None = None


@dataclass(slots=True)
class Desk:
    """One run: the file, the port, the keys, `named` (the file was given by --db), and what is to be said next.

    `archive` holds the pages that were fetched, `templates` is the folder of the user's own messages; None for none.
    `pulling` is the pull under way, `watchers` how many streams tell of it; `photos` asks for those; `ended`: the run is over.
    """

    file: Path
    port: int
    named: bool = False
    archive: Path | None = None
    templates: Path | None = None
    keys: Keys = field(default_factory=Keys)
    tally: Keeper = field(init=False)
    notices: deque[Notice] = field(default_factory=lambda: deque(maxlen=_NOTICES))
    pulling: Pulling = field(default_factory=Pulling)
    photos: Asking = field(default_factory=Asking)
    watchers: int = 0
    ended: bool = False

    def __post_init__(self) -> None:
        """Whoever counts opens the file for itself."""
        self.tally = Keeper(lambda: query.connect(self.file))

    @property
    def hosts(self) -> tuple[str, str]:
        """What a request's Host may be: nothing but this machine under the names it has for itself."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def pages(self) -> Path:
        """The archive's file, where there may be one."""
        return self.archive or self.file.with_name(f"{self.file.stem}.pages.db")

    @property
    def cookie(self) -> str:
        """The session cookie's name: cookies know hosts and no ports, so two runs must not share one."""
        return f"coffeechat-{self.port}"

    def say(self, text: str, undo: Undo | None = None) -> None:
        """Shown once, at the head of the next page."""
        self.notices.append(Notice(text, undo))


def of(request: Request) -> Desk:
    """The desk of the run that answers this request."""
    desk: Desk = request.app.state.desk
    return desk


@contextmanager
def reading(request: Request) -> Iterator[sqlite3.Connection]:
    """The file, for reading only, for one request. Raises NoFile, StoreError."""
    path = of(request).file
    connection = query.connect(path)
    try:
        with explained(path):
            yield connection
    finally:
        connection.close()


def counted(request: Request, connection: sqlite3.Connection) -> Tally:
    """The people of the file as bits (scraper.store.choice.keeping), made when something changed."""
    return of(request).tally(connection)


@contextmanager
def changing(request: Request) -> Iterator[Store]:
    """The file, for a change. Only a handler of POST may ask for it. Raises NoFile, StoreError."""
    path = of(request).file
    must_exist(path)
    with open_store(path) as database:
        yield database


def form(request: Request) -> Form:
    """The fields of a posted form, each once, as scraper.web.safety read them. Raises InputError for one too long."""
    fields: Form = request.scope.get("coffeechat.form", {})
    for name, value in fields.items():
        if len(value) > LONGEST_FIELD:
            raise InputError(f"that is too long for {name[:40]}", hint=f"at most {LONGEST_FIELD:,} letters")
    return fields


def speaker_id(request: Request) -> int:
    """The number of the person in a path with `{speaker}`. Raises UnknownSpeaker."""
    return number(str(request.path_params.get("speaker", "")))


def number(said: str) -> int:
    """p-12 is 12. Raises UnknownSpeaker for what is no such id."""
    digits = said.removeprefix("p-")
    if not (said.startswith("p-") and digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise UnknownSpeaker(f"nobody has the id {said[:40]!r}")
    return int(digits)
