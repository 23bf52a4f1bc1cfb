"""The use case of handing the shortlist on: every form it is written in, for a file or a browser's download."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scraper import outreach
from scraper.export import SHORTLIST_COLUMNS, to_csv, to_json
from scraper.export.appointments import Chat, ics
from scraper.export.cards import notes, vcards
from scraper.export.sheets import FORMS as SHEETS
from scraper.export.sheets import LOG_COLUMNS, TALK_COLUMNS, talks
from scraper.store import query
from scraper.store.contacts import contacting

Rows = Sequence[Mapping[str, Any]]
Notes = dict[str, str]
_MARK = "\ufeff"
_ZIPPED = (1980, 1, 1, 0, 0, 0)  # so that the same notes are the same file


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form: what it is for, what its file ends in and is served as, and how it is made."""

    label: str
    ending: str
    type: str
    make: Callable[[Rows, sqlite3.Connection, datetime, bool], bytes | Notes]
    note: str = ""


def made(name: str, connection: sqlite3.Connection, now: datetime, *, excel: bool = False) -> tuple[int, bytes | Notes]:
    """How many people the shortlist has, and it in one of FORMS; notes are files by name.

    With `excel` a sheet's cells that look like formulas are made safe and a byte-order mark stands first.
    """
    rows = outreach.exported(connection, now)
    return len(rows), FORMS[name].make(rows, connection, now, excel)


def download(name: str, connection: sqlite3.Connection, now: datetime) -> tuple[int, bytes]:
    """As `made`, as one file that may be opened by whatever program: cells are made safe, notes are zipped.

    Sheets for other programs' import have no byte-order mark: some would take it for a part of the first column's name.
    """
    count, body = made(name, connection, now, excel=True)
    if isinstance(body, dict):
        return count, _zipped(body)
    return count, body.removeprefix(_MARK.encode()) if name in SHEETS else body


def _zipped(files: Notes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIPPED), text)
    return packed.getvalue()


def _csv(rows: Rows, _connection: sqlite3.Connection, _now: datetime, excel: bool) -> bytes:  # noqa: FBT001 -- a table's functions
    return to_csv(rows, SHORTLIST_COLUMNS, excel=excel).encode()


def _sheet(name: str) -> Callable[[Rows, sqlite3.Connection, datetime, bool], bytes]:
    def made(rows: Rows, _connection: sqlite3.Connection, _now: datetime, excel: bool) -> bytes:  # noqa: FBT001
        return to_csv(map(SHEETS[name].row, rows), SHEETS[name].columns, excel=excel).encode()

    return made


def _talks(rows: Rows, connection: sqlite3.Connection, _now: datetime, excel: bool) -> bytes:  # noqa: FBT001
    people = [query.speaker(connection, int(row["id"].removeprefix("p-"))) for row in rows]
    return to_csv(talks(people), TALK_COLUMNS, excel=excel).encode()


def _log(_rows: Rows, connection: sqlite3.Connection, _now: datetime, excel: bool) -> bytes:  # noqa: FBT001
    return to_csv(outreach.exported_log(connection), LOG_COLUMNS, excel=excel).encode()


def _vcard(version: int) -> Callable[[Rows, sqlite3.Connection, datetime, bool], bytes]:
    return lambda rows, _connection, _now, _excel: vcards(rows, version=version).encode()


def _ics(_rows: Rows, connection: sqlite3.Connection, now: datetime, _excel: bool) -> bytes:  # noqa: FBT001
    chats = [
        Chat(id=f"p-{one.id}", name=one.name, starts=one.standing.chat_at)
        for one in contacting.contacts(connection)
        if one.standing.chat_at
    ]
    return ics(chats, now=now)


_TEXT = "text/csv; charset=utf-8"
FORMS: dict[str, Form] = {
    "csv": Form(label="Spreadsheet", ending=".csv", type=_TEXT, make=_csv),
    "talks": Form(label="Their talks", ending="-talks.csv", type=_TEXT, make=_talks),
    "log": Form(label="The log", ending="-log.csv", type=_TEXT, make=_log),
    **{
        name: Form(label=label, ending=f"-{name}.csv", type=_TEXT, make=_sheet(name), note=SHEETS[name].note)
        for name, label in (("google", "Google Contacts"), ("hubspot", "HubSpot"), ("notion", "Notion"), ("airtable", "Airtable"))
    },
    "vcard": Form(label="Address book (vCard)", ending=".vcf", type="text/vcard; charset=utf-8", make=_vcard(4)),
    "vcard3": Form(label="Older address book (vCard 3)", ending="-3.vcf", type="text/vcard; charset=utf-8", make=_vcard(3)),
    "obsidian": Form(label="Obsidian notes", ending="-notes.zip", type="application/zip",
                     make=lambda rows, _connection, _now, _excel: notes(rows)),
    "json": Form(label="JSON", ending=".json", type="application/json",
                 make=lambda rows, _connection, _now, _excel: to_json(rows).encode()),
    "ics": Form(label="Calendar of chats", ending=".ics", type="text/calendar; charset=utf-8", make=_ics),
}  # fmt: skip
"""The forms by the name that `coffeechat export --as` takes."""
