"""The kit for whoever writes an adapter: structure, cases, and what a case gives. Needs no test framework.

A case is a folder `<pages>/<adapter>/<case>/` with

    page.html | page.json | ...   the page, as saved
    meta.json                     {"url": "https://..."}: its address; "pages": {"detail.html": "https://..."} names
                                  further files of the folder by their addresses, for what the page leads to
    truth.json                    {"speakers": [{"name": ..., any facts}], "left_out": [names], "asks": [addresses]}

and `harvest(case)` crawls it offline: an address that is no file of the case is gone. A truth with an empty "read_by" (as
`coffeechat adapters new` drafts it) fails until somebody has compared it with the page. In a test module of your own:

    from scraper.testing import cases, check_adapter, check_case
    def test_structure(): check_adapter(adapter)
    @pytest.mark.parametrize("case", cases(PAGES, "my_adapter"), ids=str)
    def test_case(case): check_case(case, adapter)
"""

from __future__ import annotations

import ast
import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from scraper import reading, registry
from scraper.adapter import Adapter, Rank
from scraper.crawl import Crawl, Step, read
from scraper.errors import CoffeechatError, Gone
from scraper.model import Harvest
from scraper.page import Page

FACTS = (
    "headline", "role", "employer", "bio", "talks", "topics", "links", "photo", "billing", "record_id", "method",
)  # fmt: skip
ALLOWED = ("scraper.adapter", "scraper.extract", "scraper.page", "scraper.model", "scraper.text", "selectolax")
"""What an adapter may import beside the parts of the standard library that only compute."""
COMPUTES = frozenset(
    [
        "__future__",
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "html",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "string",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
        "urllib.parse",
        "xml.etree.ElementTree",
    ]
)
_NOTHING = (
    b"<!doctype html><title></title>",
    b"",
    b"{}",
    b"[]",
    b"null",
    b'[{"id": 1}, 2, null]',
    b"\xff\xfe\x00<",
    b"[" * 5_000,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A saved page with its address, the pages it leads to, and what a person read from it."""

    adapter: str
    name: str
    page: Page
    truth: Mapping[str, Any]
    pages: Mapping[str, Page] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.adapter}/{self.name}"

    def expected(self, fact: str) -> dict[str, Any]:
        """What the truth says of one fact, by name; people of whom it says nothing are left out."""
        return {one["name"]: one[fact] for one in self.truth["speakers"] if fact in one}


def cases(pages: Path, adapter: str | None = None) -> list[Case]:
    """The cases below a folder, those of one adapter or of all. Raises AssertionError for one that is incomplete."""
    return [
        _case(folder)
        for folder in sorted(pages.glob("*/*"))
        if folder.is_dir() and adapter in (None, folder.parent.name)
    ]


def _case(folder: Path) -> Case:
    missing = [name for name in ("meta.json", "truth.json") if not (folder / name).is_file()]
    saved = sorted(folder.glob("page.*"))
    if missing or len(saved) != 1:
        raise AssertionError(f"{folder} needs one page.*, meta.json and truth.json")
    meta, truth = (_object(folder / name) for name in ("meta.json", "truth.json"))
    _hold(
        isinstance(meta.get("url"), str), f'{folder / "meta.json"} needs the page\'s address: {{"url": "https://..."}}'
    )
    people = truth.get("speakers")
    _hold(
        isinstance(people, list) and all(isinstance(one, dict) and isinstance(one.get("name"), str) for one in people),
        f'{folder / "truth.json"} needs the people: {{"speakers": [{{"name": ...}}]}}',
    )
    try:
        further = {url: Page(url, (folder / name).read_bytes()) for name, url in meta.get("pages", {}).items()}
    except (OSError, AttributeError) as problem:
        raise AssertionError(f"{folder / 'meta.json'} names pages that are not there: {problem}") from problem
    return Case(
        adapter=folder.parent.name,
        name=folder.name,
        page=Page(meta["url"], saved[0].read_bytes()),
        truth=truth,
        pages=further,
    )


def _object(file: Path) -> dict[str, Any]:
    """The object in a JSON file. Raises AssertionError that says what is wrong with it."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise AssertionError(f"{file} is no JSON: {problem}") from problem
    if not isinstance(value, dict):
        raise AssertionError(f"{file} holds no object")  # noqa: TRY004 -- what is wrong with a case is an AssertionError
    return value


def harvest(case: Case, adapter: Adapter | None = None) -> tuple[Harvest, tuple[str, ...]]:
    """What crawling a case gives, and the addresses the crawl asked for, in order.

    `adapter` is the one of that name unless given. Raises as Crawl.harvest does.
    """
    crawl = Crawl(adapter or registry.get(case.adapter), case.page.url, platforms=registry.platforms())
    asked: list[str] = []
    while not crawl.done:
        for step in crawl.wants(1):
            asked.append(step.url)
            page = case.page if step.url == case.page.url else case.pages.get(step.url)
            if page is None:
                crawl.fail(step, Gone("no file of the case", url=step.url))
            else:
                crawl.take(step, page, read(step, page))
    return crawl.harvest(), tuple(asked)


def check_case(case: Case, adapter: Adapter | None = None) -> None:
    """What a case must show: it was read by a person, and the adapter reads from it what they did.

    Raises AssertionError that tells every difference in words.
    """
    wrong = problems(case, adapter)
    _hold(not wrong, "\n".join([f"{case}:", *(f"  {line}" for line in wrong)]))


def problems(case: Case, adapter: Adapter | None = None) -> list[str]:
    """How a case differs from what the adapter reads, one difference a line; nothing where all is as it should be."""
    wrong = []
    if "read_by" in case.truth and not str(case.truth["read_by"]).strip():
        wrong.append("nobody has read it: compare truth.json with the page, then put your name into its read_by")
    try:
        found, asked = harvest(case, adapter)
    except CoffeechatError as problem:
        return [*wrong, f"it cannot be read: {problem.message}"]
    people, out = _as_told(found, adapter or registry.get(case.adapter))
    expected = [one["name"] for one in case.truth["speakers"]]
    wrong += [f"{name} is not found" for name in expected if name not in people]
    wrong += [f"{name} is found, and not in truth.json" for name in people if name not in expected]
    for fact in FACTS:
        for name, value in case.expected(fact).items():
            got = people[name][fact] if name in people else None
            if name in people and got != value:
                wrong.append(f"{name}: {fact} is {got!r}; truth.json says {value!r}")
    left = [one["name"] if isinstance(one, dict) else one for one in case.truth.get("left_out", ())]
    wrong += [f"{name} should be left out" for name in left if name not in out]
    if "asks" in case.truth and list(asked) != case.truth["asks"]:
        wrong.append(f"it asks for {', '.join(asked)}; truth.json says {', '.join(case.truth['asks']) or 'nothing'}")
    return wrong


def _as_told(found: Harvest, adapter: Adapter) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """Everybody's facts by name, and who is left out: word for word, but for any website as normalising splits them."""
    out = {one.name for one in found.left_out}
    if adapter.rank != Rank.ANY_WEBSITE:
        told = {one.name: {fact: getattr(one, fact) for fact in FACTS} for one in found.sightings}
    else:
        people, nobody = reading.people(found.sightings)
        out |= {one.name for one in nobody}
        told = {
            one.name: {fact: getattr(one.sighting, fact) for fact in FACTS}
            | {fact: getattr(one, fact) for fact in ("role", "employer", "billing")}
            for one in people
        }
    plain = {
        name: {fact: list(value) if isinstance(value, tuple) else value for fact, value in facts.items()}
        for name, facts in told.items()
    }
    return plain, out


def check_adapter(adapter: Adapter, module: ModuleType | None = None) -> None:
    """Everything that must hold of any adapter; `module` is where it is defined, for what its text shows.

    Raises AssertionError with what does not hold: its pattern matches its example and is routed to it, it has a
    docstring, it imports nothing that could reach out, and on pages that hold nothing it finds nothing, twice the same.
    """
    _hold(adapter.matches(adapter.example), f"the pattern of {adapter.name} does not match its example")
    _hold(bool(re.match(r"https?://", adapter.example)), f"the example of {adapter.name} is no address")
    if module is not None:
        _hold(
            len((module.__doc__ or "").strip()) > 20, f"{adapter.name} needs a docstring: what it reads, and how surely"
        )
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        foreign = sorted(name for name in imports(source) if not _is_allowed(name))
        _hold(not foreign, f"{adapter.name} imports {', '.join(foreign)}: an adapter only computes")
    for body in _NOTHING:
        page = Page(adapter.example, body)
        with _no_network():
            found = _people_on(adapter, page)
            again = _people_on(adapter, Page(adapter.example, body))
            embedded = list(adapter.embedded(Page("https://conference.example/", body)))
        _hold(not found, f"{adapter.name} finds {found[:1]} on a page that holds nothing: {body[:20]!r}")
        _hold(found == again, f"{adapter.name} gives something else the second time")
        _hold(not embedded, f"{adapter.name} finds {embedded[:1]} behind a page that holds nothing: {body[:20]!r}")


def imports(source: str) -> frozenset[str]:
    """The modules a Python text imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return frozenset(found)


def _is_allowed(name: str) -> bool:
    return (
        name in COMPUTES
        or name.split(".", maxsplit=1)[0] in COMPUTES
        or any(name == one or name.startswith(f"{one}.") for one in ALLOWED)
    )


def _people_on(adapter: Adapter, page: Page) -> list[object]:
    try:
        found = read(Step(page.url, adapter, adapter.extract), page)
    except CoffeechatError as problem:
        _hold(problem.kind != "AdapterError", f"{adapter.name} cannot read {page.body[:20]!r}: {problem.message}")
        return []
    return [one for one in found if type(one).__name__ in ("Sighting", "Talk")]


@contextlib.contextmanager
def _no_network() -> Iterator[None]:
    def refuse(*_: object) -> None:
        raise AssertionError("an adapter may not open a connection: yield a Follow instead")

    with patch("socket.socket.connect", refuse), patch("socket.getaddrinfo", refuse):
        yield


def _hold(holds: bool, what: str) -> None:  # noqa: FBT001 -- reads as a sentence
    if not holds:
        raise AssertionError(what)
