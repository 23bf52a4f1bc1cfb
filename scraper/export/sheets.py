"""The shortlist as other programs' import forms: Google Contacts, HubSpot, Notion, Airtable; talks and the log. Pure.

Rows are those of `scraper.export.shortlist_rows`. Every form carries our id, so that a second export can update.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scraper.text import edition

Row = Mapping[str, Any]
_NOTION_MOST = 2_000  # letters of a text there

GOOGLE_COLUMNS = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels", "E-mail 1 - Label", "E-mail 1 - Value",
    "Phone 1 - Label", "Phone 1 - Value", "Address 1 - Label", "Address 1 - Formatted", "Address 1 - Street",
    "Address 1 - City", "Address 1 - PO Box", "Address 1 - Region", "Address 1 - Postal Code", "Address 1 - Country",
    "Address 1 - Extended Address", "Relation 1 - Label", "Relation 1 - Value", "Website 1 - Label",
    "Website 1 - Value",
)  # fmt: skip
HUBSPOT_COLUMNS = (
    "First Name", "Last Name", "Email", "Job Title", "Company Name", "Website URL", "City", "Country/Region",
    "Source ID", "Event", "Talk", "How Found", "Status", "Referred By", "Notes",
)  # fmt: skip
NOTION_COLUMNS = (
    "Name", "Role", "Employer", "Role Family", "Topics", "Event", "Talk", "Status", "Next Action", "Next Action Date",
    "Last Contact", "Referred By", "Profile", "LinkedIn", "How Found", "Notes", "Source ID",
)  # fmt: skip
TALK_COLUMNS = ("person_id", "name", "event", "title", "abstract_first_200", "track", "starts", "url")
LOG_COLUMNS = ("person_id", "name", "at", "kind", "note", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One import form: its columns, how a row becomes one of theirs, and what to know when importing."""

    columns: Sequence[str]
    row: Callable[[Row], Row]
    note: str = ""


def google(row: Row) -> Row:
    """Several values are joined with " ::: ", as Google's own export has them."""
    given, family = _names(row)
    return {
        "First Name": given,
        "Last Name": family,
        "File As": row["name"],
        "Organization Name": row["employer"],
        "Organization Title": row["role"],
        "Notes": _notes(row),
        "Labels": " ::: ".join(("* myContacts", "Coffee chats", *row["events"])),
        "Relation 1 - Label": "Referred by" if row["referred_by"] else None,
        "Relation 1 - Value": _first(row["referred_by"]),
        "Website 1 - Label": "Profile" if row["profile_url"] else None,
        "Website 1 - Value": row["profile_url"],
    }


def hubspot(row: Row) -> Row:
    """The labels of HubSpot's own properties; the last ones are to be made there."""
    given, family = _names(row)
    return {
        "First Name": given,
        "Last Name": family,
        "Job Title": row["role"],
        "Company Name": row["employer"],
        "Website URL": row["website"] or row["profile_url"],
        "Source ID": row["id"],
        "Event": _first(row["events"]),
        "Talk": _first(row["talks"]),
        "How Found": row["how_found"],
        "Status": row["status"],
        "Referred By": _first(row["referred_by"]),
        "Notes": row["notes"],
    }


def notion(row: Row) -> Row:
    """A row a page; several options of one cell are joined with ", ", so no option may hold a comma."""
    return {
        "Name": row["name"],
        "Role": row["role"],
        "Employer": row["employer"],
        "Role Family": row["role_family"],
        "Topics": ", ".join(topic.replace(",", " ") for topic in row["topics"]),
        "Event": ", ".join(event.replace(",", " ") for event in row["events"]),
        "Talk": _first(row["talks"]),
        "Status": row["status"],
        "Next Action": row["next_action"],
        "Next Action Date": row["next_action_date"],
        "Last Contact": row["last_contact"],
        "Referred By": _first(row["referred_by"]),
        "Profile": row["profile_url"],
        "LinkedIn": row["linkedin_url"],
        "How Found": row["how_found"],
        "Notes": (row["notes"] or "")[:_NOTION_MOST] or None,
        "Source ID": row["id"],
    }


FORMS: dict[str, Form] = {
    "google": Form(columns=GOOGLE_COLUMNS, row=google, note="import it at contacts.google.com; merge duplicates there after a second import"),
    "hubspot": Form(columns=HUBSPOT_COLUMNS, row=hubspot, note="HubSpot knows people by e-mail: map Source ID to a unique property of your own, or a second import makes everybody twice"),
    "notion": Form(columns=NOTION_COLUMNS, row=notion, note='"Merge with CSV" in Notion adds rows and updates none: import into a new database'),
    "airtable": Form(columns=NOTION_COLUMNS, row=notion, note="use the CSV import extension and merge on Source ID: a second import then updates"),
}  # fmt: skip


def talks(people: Iterable[Row]) -> list[dict[str, Any]]:
    """One row a talk of each person (`store.query.speaker` each)."""
    return [
        {
            "person_id": person["id"],
            "name": person["name"],
            "event": edition(at["conference"], at["year"]),
            "title": talk["title"],
            "abstract_first_200": (talk["abstract"] or "")[:200] or None,
            "track": talk["track"],
            "starts": talk["starts"],
            "url": talk["url"],
        }
        for person in people
        for at in person["appearances"]
        for talk in at["talks"]
    ]


def _names(row: Row) -> tuple[str | None, str | None]:
    """Given and family name where the split is sure; else all of it as the first, which no importer turns round."""
    return (row["given_name"], row["family_name"]) if row["name_parse"] == "sure" else (row["name"], None)


def _notes(row: Row) -> str:
    told = (
        row["how_found"],
        f"status: {row['status']}" if row["status"] else None,
        row["notes"],
        f"coffeechat {row['id']}",
    )
    return "; ".join(text for text in told if text)


def _first(values: Sequence[str] | None) -> str | None:
    return values[0] if values else None
