"""Drafting an adapter: from a page to the module, its case and its test. Pure; `coffeechat adapters new` writes the files.

page -> who is on it (the general reader) -> rules that find the same people (rules) -> module
     -> the page slimmed (slim), other names if wanted (invent), what it should give -> case, unread

And `teaching`, the one room that looks into the file: two corrected people give the rule for the rest of their page
(lessons), which can be taken along as a module (taught).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from scraper.authoring import invent
from scraper.authoring.rules import Known, Rules, find, literal, people
from scraper.authoring.slim import LARGEST, slim
from scraper.errors import InputError, NoSpeakers
from scraper.extract.website import website_and_links
from scraper.model import Sighting
from scraper.page import Extract, Follow, Page
from scraper.recognise.names import name_key
from scraper.text import fold

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FACTS = ("headline", "role", "employer", "billing", "talks")
_PUBLIC = frozenset(
    {"com", "org", "net", "io", "dev", "eu", "co", "conf", "tech", "info", "events", "ac", "edu", "gov"}
)
UNREAD = "compare every person below with the page, mend what is wrong, then write your name here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What `coffeechat adapters new` writes: files by kind, how well the rules do, and what to say about it."""

    name: str
    module: str
    page: bytes
    page_ending: str
    meta: str
    truth: str
    test: str
    rules: Rules | None
    found: int
    remarks: tuple[str, ...]


def draft(page: Page, *, name: str | None = None, invented: bool = False) -> Draft:
    """Draft an adapter for a page that shows people. With `invented`, other names stand in place of the real ones.

    Raises NoSpeakers when nobody is found on it, InputError for an address without a host or a name no adapter can have.
    """
    own = called(page.url, name)
    known = _known(page)
    if not known:
        raise NoSpeakers("nobody on the page looks like a speaker", url=page.url)
    rules = find(page, known)
    remarks: list[str] = []
    slimmed = slim(page)
    if rules and not _alike(rules.extract(), page, Page(page.url, slimmed)):
        slimmed = page.body
        remarks.append(
            "the page is kept as it was served: without its scripts and styles it reads otherwise; slim it by hand"
        )
    if len(slimmed) > LARGEST:
        remarks.append(
            f"the page has {len(slimmed) // 1000} kB: cut people out of it by hand until it has under {LARGEST // 1000}"
        )
    if invented:
        by = invent.invented([*(one.sighting.name for one in known), *(one.name for one in _read(rules, page))])
        slimmed = invent.replaced(slimmed.decode("utf-8", "replace"), by).encode()
        remarks.append(
            "names are invented now; companies, talks and biographies are still those of real people: change them, too"
        )
    truth = [_truth(one) for one in _read(rules, Page(page.url, slimmed))]
    text = json.dumps({"read_by": "", "to_do": UNREAD, "speakers": truth}, ensure_ascii=False, indent=1)
    return Draft(
        name=own,
        module=module(own, page.url, rules),
        page=slimmed,
        page_ending="json" if page.looks_like_json else "html",
        meta=json.dumps({"url": page.url}, ensure_ascii=False, indent=1) + "\n",
        truth=text + "\n",
        test=_TEST.format(name=own),
        rules=rules,
        found=len(known),
        remarks=tuple(remarks),
    )


def _known(page: Page) -> list[Known]:
    pages: dict[str, str] = {}
    found: dict[str, Sighting] = {}
    for one in website_and_links(page):
        if isinstance(one, Follow) and one.known is not None:
            pages.setdefault(name_key(one.known.name), one.url)
        elif isinstance(one, Sighting):
            found.setdefault(name_key(one.name), one)
    return [Known(sighting=one, page=pages.get(key)) for key, one in found.items()]


def _read(rules: Rules | None, page: Page) -> list[Sighting]:
    """Whom the draft finds on a page."""
    return people(rules.extract(), page) if rules else [one.sighting for one in _known(page)]


def _alike(extract: Extract, page: Page, other: Page) -> bool:
    def told(which: Page) -> list[Sighting]:
        return [replace(one, source="") for one in people(extract, which)]

    return told(page) == told(other)


def _truth(one: Sighting) -> dict[str, Any]:
    facts = {fact: getattr(one, fact) for fact in _FACTS}
    return {"name": one.name} | {
        fact: list(value) if isinstance(value, tuple) else value for fact, value in facts.items() if value
    }


def called(url: str, name: str | None = None) -> str:
    """What to call the adapter for an address: `name`, else a word from its host. Raises InputError for what cannot be."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{url} is no address of a conference", hint="give the address the page was saved from")
    word = name or _called(parts.hostname)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", word):
        raise InputError(f"{word!r} is no name for an adapter", hint="small letters, digits and _: --name many_hands")
    return word


def _called(host: str) -> str:
    """A name for an adapter, from its host: "2026.many-hands.co.uk" -> "many_hands"."""
    labels = [label for label in host.lower().removeprefix("www.").split(".") if not _YEAR.fullmatch(label)]
    kept = [label for label in labels[:-1] if label not in _PUBLIC] or labels
    words = re.sub(r"[^a-z0-9]+", "_", fold(kept[-1])).strip("_")
    return words if words[:1].isalpha() else f"conf_{words}"


def pattern(url: str) -> str:
    """The regular expression for this page's address in any year."""
    parts = urlsplit(url)
    host = re.escape((parts.hostname or "").removeprefix("www.")) + (f":{parts.port}" if parts.port else "")
    www = r"(?:www\.)?" if (parts.hostname or "").count(".") < 2 or (parts.hostname or "").startswith("www.") else ""
    path = re.escape(parts.path or "/").replace(r"\-", "-")
    return _YEAR.sub(r"\\d{4}", f"https?://{www}{host}{path}")


def module(name: str, url: str, rules: Rules | None) -> str:
    """The module of an adapter that reads pages like the one at `url` by these rules, without any as any website."""
    title = name.replace("_", " ").title()
    head = {
        "cards": "a card for each person",
        "table": "a table, one row a person",
        "records": "JSON, one record a person",
    }.get(rules.maker if rules else "", "read as any website")
    if rules is None:
        imported, body = "website", "website"
    else:
        imported = rules.maker
        arguments = [literal(rules.at), *(f"{fact}={literal(rule)}" for fact, rule in rules.keywords.items())]
        inside = "".join(f"        {argument},\n" for argument in arguments)
        body = f"{rules.maker}(\n{inside}    )"
    quoted = pattern(url).replace('"', r"\"")
    return (
        f'"""{title}: {head}. Drafted by `coffeechat adapters new`: say here what only this conference does."""\n\n'
        "from scraper.adapter import Adapter\n"
        f"from scraper.extract import {imported}\n\n"
        "adapter = Adapter(\n"
        f'    name="{name}",\n'
        f'    pattern=r"{quoted}",\n'
        f"    example={literal(url)},\n"
        f"    extract={body},\n"
        ")\n"
    )


_TEST = '''"""The adapter {name}: its structure, and what it reads from its cases."""

from pathlib import Path

import {name}
import pytest
from scraper.testing import cases, check_adapter, check_case

CASES = cases(Path(__file__).parent / "pages", "{name}")


def test_structure():
    check_adapter({name}.adapter, {name})


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case):
    check_case(case, {name}.adapter)
'''


def row(url: str, adapter: str) -> str:
    """What a row of data/conferences.toml needs for a conference at `url` on a known platform, on one line."""
    return f"url = {literal(_YEAR.sub('{year}', url))}, adapter = {literal(adapter)}"


__all__: Sequence[str] = ("Draft", "called", "draft", "module", "pattern", "row")
