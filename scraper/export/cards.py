r"""People as vCards, 4.0 (RFC 6350, 9554) and 3.0 (RFC 2426), and as Obsidian notes. Pure.

Our own writer: the well-known library escapes semicolons in addresses, which breaks links, and writes 3.0 only. Lines end
in \r\n and are folded at 75 octets; ids stay the same, so that a second import updates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from scraper.text import as_markdown

Row = Mapping[str, Any]
_OCTETS = 75
YOURS = "%% coffeechat writes above this line, you below it %%"
"""The last line of a note (a comment in Obsidian): what stands below it is kept when the note is written anew."""
_CONTROL = re.compile(r"[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029]")  # some readers end a line at any of the last ones
_UNSAFE = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f]+')


def vcards(rows: Iterable[Row], *, version: int = 4) -> str:
    """The people of `scraper.export.shortlist_rows` as one .vcf. Raises ValueError for a version other than 3 and 4."""
    if version not in (3, 4):
        raise ValueError(f"vCard {version} is not written")
    return "".join(f"{_folded(line)}\r\n" for row in rows for line in _card(row, version))


def uid(row: Row) -> str:
    """The id of a card: the same for the same person of the same file, whatever they are called."""
    return str(uuid5(NAMESPACE_URL, f"coffeechat:{row['id']}:{row['created']}"))


def _card(row: Row, version: int) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}.0"
    yield f"UID:urn:uuid:{uid(row)}"
    yield "PRODID:-//coffeechat//people//EN"
    if version == 4:
        yield "KIND:individual"
    yield f"FN:{_text(row['name'])}"
    sure = row["name_parse"] == "sure"
    if sure or version == 3:  # 3.0 asks for it: all of an unsure name stands as the family name
        family, given = (row["family_name"], row["given_name"]) if sure else (row["name"], None)
        yield f"N:{_text(family)};{_text(given)};;;"
    yield from _facts(row)
    if version == 4:
        for name in row["referred_by"] or ():
            yield f"RELATED;TYPE=contact;VALUE=text:{_text(f'Referred by {name}')}"
    if row["updated"]:
        yield f"REV:{row['updated'].replace('-', '')}T000000Z"
    yield "END:VCARD"


def _facts(row: Row) -> Iterator[str]:
    """What both versions say alike."""
    if row["employer"]:
        yield f"ORG:{_text(row['employer'])}"
    if row["role"]:
        yield f"TITLE:{_text(row['role'])}"
    for url in filter(None, (row["linkedin_url"], row["website"], row["github_url"], *row["other_links"])):
        yield f"URL;TYPE=work:{_address(url)}"
    yield f"CATEGORIES:{','.join(map(_text, ('Coffee chats', *row['events'], *row['topics'])))}"
    note = "; ".join(text for text in (row["how_found"], row["notes"]) if text)
    if note:
        yield f"NOTE:{_text(note)}"
    if row["source_url"]:
        yield f"SOURCE:{_address(row['source_url'])}"


def _text(text: str | None) -> str:
    r"""A value: backslash, comma, semicolon and line breaks escaped, other control characters out."""
    escaped = re.sub(r"([\\,;])", r"\\\1", text or "")
    return _CONTROL.sub("", re.sub(r"\r\n?|\n", r"\\n", escaped))


def _address(url: str) -> str:
    """An address as it is: nothing in it is escaped, and nothing that would end the line is left."""
    return _CONTROL.sub("", url).replace(" ", "").replace("\t", "")


def _folded(line: str) -> str:
    """Lines of 75 octets at most, broken between letters, those after the first begun with a blank."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        length = len(letter.encode("utf-8", "replace"))
        if size + length > _OCTETS - bool(pieces):
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + letter, size + length
    return "\r\n ".join([*pieces, piece])


def notes(rows: Iterable[Row]) -> dict[str, str]:
    """One Markdown note a person for Obsidian: file name -> text, with the facts in its front matter."""
    made: dict[str, str] = {}
    for row in rows:
        name = " ".join(_UNSAFE.sub(" ", row["name"]).split()).strip(" .")[:80] or row["id"]
        file = (
            f"{name}.md" if f"{name}.md".lower() not in {known.lower() for known in made} else f"{name} {row['id']}.md"
        )
        made[file] = _note(row)
    return made


_FRONT = (
    "id", "role", "employer", "role_family", "topics", "events", "status", "next_action", "next_action_date",
    "last_contact", "referred_by", "profile_url", "source_url",
)  # fmt: skip


def _note(row: Row) -> str:
    # JSON is YAML: every text in quotes, so that nothing a page said becomes a key, a tag or a link.
    front = [
        f"{name}: {json.dumps(row[name], ensure_ascii=False)}" for name in _FRONT if row[name] not in (None, [], "")
    ]
    talks = [f"- {as_markdown(talk)}" for talk in row["talks"]]
    parts = [
        "---", *front, "tags: [coffee-chat]", "---", "", f"# {as_markdown(row['name'])}", "", as_markdown(row["how_found"] or ""), "",
        *(["## Talks", "", *talks, ""] if talks else []), "## Notes", "", as_markdown(row["notes"] or ""),
    ]  # fmt: skip
    return "\n".join(parts).rstrip() + f"\n\n{YOURS}\n"
