r"""Rows as text for other programs: CSV and JSON. Pure.

CSV is UTF-8 without a byte-order mark, RFC 4180 (\r\n, quotes only where needed), ISO dates, several values in a cell
joined with "; ". Values stay as they are; with `excel` a mark tells Excel the encoding, and cells a spreadsheet would
take for a formula are made text.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

Row = Mapping[str, Any]

SHORTLIST_COLUMNS = (
    "id", "name", "given_name", "family_name", "name_parse", "role", "role_family", "seniority", "employer",
    "employer_key", "headline_raw", "topics", "talks", "events", "event_years", "profile_url", "website",
    "linkedin_url", "github_url", "other_links", "shortlisted", "tier", "status", "next_action", "next_action_date",
    "last_contact", "last_contact_via", "followups_sent", "chat_at", "referred_by", "referrals_given", "how_found",
    "source_url", "source_retrieved", "source_kind", "do_not_contact", "notes", "created", "updated", "tags", "you_know",
)  # fmt: skip
"""One row a person. New columns are added, none is renamed or moved: people's sheets are built on them."""

_LAID_OUT = 100
_FORMULA = tuple("=+-@|%＝＋－＠")
_LEAD = re.compile(r"[\s\x00-\x1f\u00a0\u200b-\u200f\u2060\ufeff]*")
# Places where many people keep a profile: an address there is no website of one's own.
_NETWORKS = frozenset(
    {
        "about.me", "behance.net", "bsky.app", "codeberg.org", "dev.to", "dribbble.com", "facebook.com", "flickr.com",
        "github.com", "gitlab.com", "gravatar.com", "instagram.com", "keybase.io", "kaggle.com", "linkedin.com",
        "linktr.ee", "medium.com", "meetup.com", "noti.st", "orcid.org", "pinterest.com", "reddit.com",
        "researchgate.net", "scholar.google.com", "sessionize.com", "slideshare.net", "soundcloud.com",
        "speakerdeck.com", "stackoverflow.com", "t.me", "threads.net", "tiktok.com", "twitch.tv", "twitter.com",
        "vimeo.com", "wikipedia.org", "x.com", "xing.com", "youtu.be", "youtube.com",
    }
)  # fmt: skip


def to_csv(rows: Iterable[Row], columns: Sequence[str], *, excel: bool = False) -> str:
    """The rows as CSV with a header; a column a row does not have is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    make = _safe_value if excel else _value
    for row in rows:
        writer.writerow([make(row.get(column)) for column in columns])
    return ("\ufeff" if excel else "") + text.getvalue()


def to_json(rows: Iterable[Row]) -> str:
    """The rows as a JSON list, every letter as itself, with a line break at the end.

    Few are laid out for people to read, of very many each has a line of its own: json indents in Python, which takes ten
    times as long.
    """
    told = list(rows)
    if len(told) <= _LAID_OUT:
        return json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n"
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=str).encode
    return "[\n" + ",\n".join(map(encode, told)) + "\n]\n"


def safe_cell(text: str) -> str:
    """Text that no spreadsheet computes: what starts like a formula (also behind blanks) gets a leading quote mark."""
    start = _LEAD.match(text)
    first = text[start.end() :][:1] if start else ""
    risky = first in _FORMULA and text.strip() != "-" if first else False
    return f"'{text}" if risky or text[:1] in ("\t", "\r", "\n") else text


def _value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        return "; ".join(_value(one) for one in value)
    return str(value).replace("\0", "")


def _safe_value(value: object) -> str:
    text = _value(value)
    return text if isinstance(value, (int, float)) else safe_cell(text)


def shortlist_rows(people: Iterable[Row]) -> list[dict[str, Any]]:
    """The people of `store.query.shortlist` as rows with SHORTLIST_COLUMNS.

    `name_parse` says whether the split of the name is "sure"; `profile_url` is the link to open first.
    """
    from scraper.normalise.names import parts  # noqa: PLC0415 -- slow import

    rows = []
    for person in people:
        name = parts(person["name"])
        appearances: Sequence[Row] = person["appearances"]
        newest: Row = appearances[0] if appearances else {}
        links = _links(person["links"])
        rows.append(
            {
                **{column: person.get(column) for column in SHORTLIST_COLUMNS},
                "given_name": name.given,
                "family_name": name.family,
                "name_parse": "sure" if name.sure else "unsure",
                "employer_key": person.get("company_key"),
                "headline_raw": newest.get("headline"),
                "talks": list(dict.fromkeys(talk for one in appearances for talk in one["talks"])),
                "events": list(dict.fromkeys(_event(one) for one in appearances)),
                "event_years": list(dict.fromkeys(one["year"] for one in appearances if one["year"])),
                **links,
                "profile_url": _first(links) or newest.get("source"),
                "shortlisted": _day(person.get("added")),
                "how_found": _how_found(newest),
                "source_url": newest.get("source"),
                "source_retrieved": _day(newest.get("seen")),
                "source_kind": _kind(newest.get("method")),
                "notes": person.get("note"),
                "created": _day(person.get("created")),
                "updated": _day(person.get("updated")),
            }
        )
    return rows


def _links(urls: Sequence[str]) -> dict[str, Any]:
    """Each link in the column it belongs to; a second one of a kind goes to the others."""
    found: dict[str, Any] = {"linkedin_url": None, "website": None, "github_url": None}
    others = []
    for url in urls:
        kind = _column(url)
        if kind and found[kind] is None:
            found[kind] = url
        else:
            others.append(url)
    return {**found, "other_links": others}


def _column(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[bad"
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host == "linkedin.com" or host.endswith(".linkedin.com"):
        return "linkedin_url" if parts.path.startswith(("/in/", "/pub/")) else None
    if host == "github.com":
        return "github_url"
    fediverse = parts.path.startswith(("/@", "/users/"))
    network = any(host == one or host.endswith(f".{one}") for one in _NETWORKS)
    return None if not host or network or fediverse else "website"


def _first(links: Mapping[str, Any]) -> str | None:
    named = (links["linkedin_url"], links["website"], links["github_url"], *links["other_links"])
    return next((url for url in named if url), None)


def _event(appearance: Row) -> str:
    year = appearance.get("year")
    return f"{appearance['conference']} {year}" if year else str(appearance["conference"])


def _how_found(appearance: Row) -> str | None:
    if not appearance:
        return None
    talks = appearance["talks"]
    about = f' ("{talks[0]}")' if talks else ""
    return f"spoke at {_event(appearance)}{about}"


def _kind(method: str | None) -> str | None:
    from scraper.model import OWN_LIST  # noqa: PLC0415 -- slow import: what asks for no source goes without

    if not method:
        return None
    return "list" if method == OWN_LIST else "data" if method.startswith("data/") else "page"


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None
