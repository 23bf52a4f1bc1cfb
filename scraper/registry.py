"""Which adapter reads which address, and the conferences we know. Nothing is loaded before it is asked for.

Adapters are the modules of the package `adapters` (no list is kept by hand) and whatever installed packages publish
under the entry point group "coffeechat.adapters". One that does not load is named by `broken()` and skipped: a bad
adapter costs only its own conference.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from scraper.adapter import Adapter, Rank
from scraper.address import key
from scraper.errors import AdapterError, BadReference, CoffeechatError, NotWritable, UnknownAdapter, UnknownConference
from scraper.page import Page
from scraper.reference import table
from scraper.text import fold

GROUP = "coffeechat.adapters"
ANY_WEBSITE = "website"
_OWN_BYTES = 50_000_000
_OWN_HINT = "write it anew: coffeechat conferences --update; or delete it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """A row of data/conferences.toml: a recurring conference and where it is found.

    `url` may hold "{year}". `topics` are fields of work, `country` two capital letters or "online", `adapter` the name
    of the adapter that reads it ("" when the address decides), `params` what else goes into the address, `source` how
    the row is known. `editions` are the addresses of single years, where those are known (rows of the user's own file).
    """

    id: str
    name: str
    url: str
    topics: tuple[str, ...]
    country: str
    every: str
    adapter: str
    source: str
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    editions: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)


# Adapters


def everyone() -> tuple[Adapter, ...]:
    """Every adapter that loads, in the order they are asked for an address: by rank, then by name."""
    return _loaded()[0]


def broken() -> tuple[AdapterError, ...]:
    """The adapters that do not load, each with the reason."""
    return _loaded()[1]


def platforms() -> tuple[Adapter, ...]:
    """The adapters of products and formats that many conferences use, and those that other packages bring."""
    return tuple(one for one in everyone() if one.rank in (Rank.PLATFORM, Rank.FORMAT, Rank.THIRD_PARTY))


def get(name: str) -> Adapter:
    """The adapter of that name. Raises UnknownAdapter, or the AdapterError that keeps it from loading."""
    wanted = name.strip().lower()
    for one in everyone():
        if one.name == wanted:
            return one
    for error in broken():
        if error.adapter == wanted:
            raise error
    close = get_close_matches(wanted, [one.name for one in everyone()], n=3)
    hint = f"did you mean {' or '.join(close)}?" if close else None
    raise UnknownAdapter(f"there is no adapter called {name!r}", hint=hint)


def find(url: str) -> Adapter:
    """Who reads this address: the first adapter that matches it, at the latest the one for any website."""
    return _by_address(url) or get(ANY_WEBSITE)


def about(adapter: Adapter) -> str:
    """What it reads, in a line: the first of its module's docstring ("" when there is none)."""
    module = module_of(adapter)
    return module.__doc__.strip().splitlines()[0] if module is not None and module.__doc__ else ""


def module_of(adapter: Adapter) -> ModuleType | None:
    """The module a loaded adapter is defined in: one of ours, or what another package publishes it from."""
    published = (point.module for point in points() if point.name == adapter.name)
    found = (sys.modules.get(name) for name in (f"adapters.{adapter.name}", *published))
    return next((module for module in found if module is not None), None)


def for_saved(page: Page) -> Adapter:
    """Who reads this saved page: by its address if that tells, else by what is in it, else as any website."""
    return _by_address(page.url) or next((one for one in everyone() if _fits(one, page)), None) or get(ANY_WEBSITE)


def _by_address(url: str) -> Adapter | None:
    return next((one for one in everyone() if one.rank != Rank.ANY_WEBSITE and one.matches(url)), None)


def _fits(adapter: Adapter, page: Page) -> bool:
    try:
        return adapter.fits(page)
    except Exception:  # noqa: BLE001 -- a look that fails is a no; reading the page would name the fault
        return False


@cache
def _loaded() -> tuple[tuple[Adapter, ...], tuple[AdapterError, ...]]:
    found: dict[str, Adapter] = {}
    errors: list[AdapterError] = []
    for name, load in _sources():
        try:
            adapter = load()
            _check(name, adapter, found)
        except AdapterError as problem:
            errors.append(problem)
        except Exception as problem:  # noqa: BLE001 -- whatever an adapter's module does wrong is that adapter's fault
            what = f"{type(problem).__name__}: {problem}".splitlines()[0]
            errors.append(AdapterError(f"adapter {name} does not load: {what}", adapter=name, hint="it is skipped"))
        else:
            found[adapter.name] = adapter
    return tuple(sorted(found.values(), key=lambda one: (one.rank, one.name))), tuple(errors)


def _sources() -> Iterator[tuple[str, Any]]:
    """(name, function that loads it) of our own adapters, then of other packages'."""
    import adapters  # noqa: PLC0415 -- asked for only when adapters are

    for module in sorted(pkgutil.iter_modules(adapters.__path__), key=lambda one: one.name):
        if not module.name.startswith("_"):
            yield module.name, lambda name=module.name: importlib.import_module(f"adapters.{name}").adapter
    for point in points():
        yield point.name, lambda point=point: _published(point)


@cache
def points() -> tuple[EntryPoint, ...]:
    """What other packages publish, by name. To look for it is to read what every installed package says of itself."""
    return tuple(sorted(entry_points(group=GROUP), key=lambda one: one.name))


def _published(point: EntryPoint) -> Adapter:
    adapter: Adapter = point.load()
    return adapter


def _check(name: str, adapter: object, found: Mapping[str, Adapter]) -> None:
    if not isinstance(adapter, Adapter):
        raise AdapterError(
            f"adapter {name} does not load: it is no scraper.adapter.Adapter", adapter=name, hint="it is skipped"
        )
    if adapter.name != name:
        raise AdapterError(
            f"adapter {name} calls itself {adapter.name!r}",
            adapter=name,
            hint="the two must be the same; it is skipped",
        )
    if name in found:
        raise AdapterError(
            f"there are two adapters called {name}", adapter=name, hint="the one that came with coffeechat is used"
        )


# Conferences


@cache
def conferences() -> tuple[Conference, ...]:
    """The rows of data/conferences.toml and of the user's own file, by name. Where both have a conference, ours is it.

    Raises BadReference for a row that cannot be used.
    """
    ours = shipped()
    return tuple(sorted((*ours, *without_ours(own())), key=lambda row: fold(row.name)))


@cache
def shipped() -> tuple[Conference, ...]:
    """The rows of data/conferences.toml, by name. Raises BadReference for a row that cannot be used."""
    rows = [_conference(row, where="data/conferences.toml") for row in table("conferences")["conference"]]
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise BadReference(f"data/conferences.toml: two rows are called {row.id!r}")
        seen.add(row.id)
    return tuple(sorted(rows, key=lambda row: fold(row.name)))


def own_file() -> Path:
    """Where the user's own rows are kept: conferences.json in their data folder."""
    from platformdirs import user_data_path

    return user_data_path("coffeechat", appauthor=False) / "conferences.json"


def own() -> tuple[Conference, ...]:
    """The rows of the user's own file, as it stands; none where there is no file. Raises BadReference."""
    file = own_file()
    try:
        if file.stat().st_size > _OWN_BYTES:
            raise BadReference(f"{file} is larger than {_OWN_BYTES // 1_000_000} MB", hint=_OWN_HINT)
        rows = json.loads(file.read_text(encoding="utf-8"))["conferences"]
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise BadReference(f"{file} cannot be read: {problem}", hint=_OWN_HINT) from problem
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadReference(f"{file} holds no list of conferences", hint=_OWN_HINT)
    return tuple(_conference(row, where=str(file)) for row in rows)


def write_own(rows: Sequence[Conference]) -> None:
    """Put `rows` in the place of those of the user's own file, all or none. Raises NotWritable."""
    file = own_file()
    told = [
        {fact: getattr(row, fact) for fact in ("id", "name", "url", "topics", "country", "every", "source")}
        | {"editions": {str(year): url for year, url in row.editions.items()}}
        for row in rows
    ]
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = file.with_name(f"{file.name}.unfinished")
        unfinished.write_text(json.dumps({"conferences": told}, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished.replace(file)
    except OSError as problem:
        raise NotWritable(
            f"cannot write {file}: {problem.strerror or problem}", hint="look at the folder's rights"
        ) from problem
    conferences.cache_clear()


def without_ours(rows: Iterable[Conference], others: Iterable[Conference] = ()) -> list[Conference]:
    """Those of `rows` that are neither in data/conferences.toml nor among `others`: by address in any year, id and name."""
    known = {mark for row in (*shipped(), *others) for mark in _marks(row)}
    return [row for row in rows if known.isdisjoint(_marks(row))]


def _marks(row: Conference) -> set[str]:
    """What tells that two rows are one conference: where it is found, whatever the year, and what it is called."""
    one_year = row.url.format_map({**row.params, "year": "2000"}) if not row.editions else row.url
    urls = (one_year, *row.editions.values())
    places = {re.sub(r"\W*(?<!\d)(?:19|20)\d\d(?!\d)\W*", "|", key(url)).strip("|") for url in urls}
    return {f"at {place}" for place in places} | {f"called {fold(row.name)}", f"id {row.id}"}


def conference(name: str) -> Conference:
    """The conference of that id or name (case and accents aside), or the only one whose name holds it.

    Raises UnknownConference, with the likeliest ones in its hint.
    """
    wanted = fold(name)
    rows = conferences()
    for row in rows:
        if wanted in (fold(row.id), fold(row.name)):
            return row
    partly = [row for row in rows if wanted and (wanted in fold(row.name) or wanted in fold(row.id))]
    if len(partly) == 1:
        return partly[0]
    raise UnknownConference(
        f"{len(partly)} conferences answer to {name!r}" if partly else f"no conference is called {name!r}",
        hint=_suggestions(wanted, partly),
    )


def address(row: Conference, *, year: int | None = None) -> str:
    """Where that conference's edition of `year` (this year's by default) is found.

    Of a row that knows single editions: that year's, or else the newest.
    """
    if row.editions:
        return row.editions.get(year or 0, row.url)
    return row.url.format_map({**row.params, "year": year or datetime.now(tz=UTC).year})


def _suggestions(wanted: str, partly: list[Conference]) -> str | None:
    if partly:
        return "which one: " + ", ".join(row.id for row in partly[:8])
    spelled = {key: row.id for row in conferences() for key in (fold(row.id), fold(row.name))}
    close = dict.fromkeys(spelled[key] for key in get_close_matches(wanted, list(spelled), n=5, cutoff=0.55))
    return f"did you mean {' or '.join([*close][:3])}? " + UnknownConference.default_hint if close else None


def _conference(row: Mapping[str, Any], *, where: str) -> Conference:
    try:
        made = Conference(
            id=row["id"],
            name=row["name"],
            url=row["url"],
            topics=tuple(row["topics"]),
            country=row["country"],
            every=row["every"],
            adapter=row.get("adapter", ""),
            source=row["source"],
            params=MappingProxyType({name: str(value) for name, value in row.get("params", {}).items()}),
            editions=MappingProxyType({int(year): str(url) for year, url in row.get("editions", {}).items()}),
        )
        address(made, year=2000)
    except (KeyError, TypeError, ValueError, AttributeError, CoffeechatError) as problem:
        hint = _OWN_HINT if where == str(own_file()) else "correct the row"
        raise BadReference(
            f"{where}: the row {row.get('id', row)!r} cannot be used: {problem!r}", hint=hint
        ) from problem
    return made
