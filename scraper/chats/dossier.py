"""What is known of one person before writing to them: from pulled pages only, dated, with where it stood. Pure.

And where to look further by hand: addresses only, nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

from scraper.reference import table
from scraper.text import edition, fold

NEVER = "linkedin.com"
"""Never opened by the program: its users have not agreed to that, and its owner forbids it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One thing known: what it is, the words, the page it stood on and the day that page was read."""

    what: str
    says: str
    source: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Somewhere to look: what is there, the address, and whether the program may open it in a browser."""

    label: str
    url: str
    opens: bool = True


def known(person: Mapping[str, Any]) -> list[Known]:
    """Everything the pages told of somebody (`store.query.speaker`), newest first, each thing once."""
    found: list[Known] = []
    for at in person["appearances"]:
        source, day = at.get("source"), _day(at.get("seen"))
        event = edition(at["conference"], at.get("year"))
        job = ", ".join(filter(None, (at.get("role"), at.get("employer"))))
        if job:
            found.append(Known(what=f"at {event}", says=job, source=source, day=day))
        if at.get("billing"):
            found.append(Known(what=f"at {event}", says=str(at["billing"]), source=source, day=day))
        for talk in at.get("talks") or ():
            found.append(Known(what="talk", says=talk["title"], source=talk.get("url") or source, day=day))
            if talk.get("abstract"):
                found.append(Known(what="abstract", says=talk["abstract"], source=talk.get("url") or source, day=day))
    bios: set[str] = set()
    for seen in person.get("sightings") or ():
        if seen.get("bio") and fold(seen["bio"]) not in bios:
            bios.add(fold(seen["bio"]))
            found.append(Known(what="biography", says=seen["bio"], source=seen["source"], day=_day(seen.get("seen"))))
    return found


def path(person: Mapping[str, Any]) -> list[str]:
    """The jobs over the years, oldest first, where there was more than one: "2024: Analyst, Acme"."""
    jobs: dict[str, str] = {}
    for at in reversed(person["appearances"]):
        job = ", ".join(filter(None, (at.get("role"), at.get("employer"))))
        if job and at.get("year") and (not jobs or list(jobs)[-1] != job):
            jobs.setdefault(job, f"{at['year']}: {job}")
    return list(jobs.values()) if len(jobs) > 1 else []


def lookups(person: Mapping[str, Any]) -> list[Lookup]:
    """Where to look further: the pages they linked themselves first, then searches made from what is known."""
    return [*_own(person["links"]), *_pages(person), *_searches(person)]


def _own(links: Sequence[str]) -> Iterator[Lookup]:
    hosts: Mapping[str, str] = table("lookups")["hosts"]
    for url in links:
        host = _host(url)
        if host is None:
            continue
        label = next((name for known_host, name in hosts.items() if _of(host, known_host)), "their own page")
        yield Lookup(label=label, url=url, opens=not _of(host, NEVER))


def _pages(person: Mapping[str, Any]) -> Iterator[Lookup]:
    seen: set[str] = set()
    for at in person["appearances"]:
        for talk in at.get("talks") or ():
            url = talk.get("url")
            if url and url not in seen and (host := _host(url)):
                seen.add(url)
                yield Lookup(label="the talk's page", url=url, opens=not _of(host, NEVER))
        source = at.get("source")
        if source and source not in seen and (host := _host(source)):
            seen.add(source)
            yield Lookup(label="the conference", url=source, opens=not _of(host, NEVER))


def _searches(person: Mapping[str, Any]) -> Iterator[Lookup]:
    newest: Mapping[str, Any] = person["appearances"][0] if person["appearances"] else {}
    talks = [talk["title"] for at in person["appearances"] for talk in at.get("talks") or ()]
    facts = {
        "name": person["name"],
        "employer": person.get("company") or person.get("employer"),
        "talk": talks[0] if talks else None,
        "conference": newest.get("conference"),
    }
    put_in = {name: quote_plus(text, safe="") for name, text in facts.items() if text}
    for row in table("lookups")["lookup"]:
        if all(name in put_in for name in row["needs"]) and row.get("instead_of") not in put_in:
            yield Lookup(label=row["label"], url=row["url"].format(**put_in))


def _host(url: str) -> str | None:
    """The host of an address a browser may be sent to; None for any other."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower() or None if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _of(host: str, domain: str) -> bool:
    return host.rstrip(".") == domain or host.rstrip(".").endswith(f".{domain}")


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None
