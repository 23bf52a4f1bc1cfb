"""One record of JSON to one person, and the declarative reader of JSON for adapter authors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from scraper import reference
from scraper.extract.fields import Fields, is_speakers_key, networks_known, read, squeezed
from scraper.extract.plain import absolute, address, first, is_tagline, many, plain
from scraper.model import LeftOut, Sighting
from scraper.page import Extract, Page
from scraper.recognise.employers import employer_score
from scraper.recognise.roles import is_freelance, is_role, role_score
from scraper.recognise.sections import billing
from scraper.text import fold, words

_HANDLE = re.compile(r"@?([\w.-]{1,60})")
_FEDIVERSE = re.compile(r"@?([\w.-]{1,60})@([\w-]+(?:\.[\w-]+)+)")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>]*)?", re.IGNORECASE)
_TITLES = (
    "title",
    "sessiontitle",
    "talktitle",
    "titulo",
    "título",
    "titre",
    "titel",
    "titolo",
    "tytul",
    "sessionname",
    "talkname",
    "name",
    "subject",
    "topic",
)
_ABOUT_WORK = ("employer", "role", "headline", "bio", "about", "photo")  # a record without any of these tells of a talk


def person(record: Mapping[str, Any], *, source: str = "", method: str = "data/json") -> Sighting | None:
    """The person a record of unknown JSON describes, by the known spellings of keys; None when it names nobody.

    `source` makes relative addresses absolute. A text that may hold role and employer at once becomes the headline:
    that is every job title in a record that has no place for the employer.
    """
    return from_fields(read(record), source=source, method=method)


def from_fields(found: Fields, *, source: str, method: str) -> Sighting | None:
    """`person` for a record whose keys were read already."""
    name, used_title = full_name(found)
    if not name:
        return None
    role, headline, talk = _work(found, None if used_title else plain(found.get("title")))
    billed = _billing(found)
    if role and (function := _function(role)) is not None:
        role, billed = None, billed or function or None
    employer = first(found.get("employer"))
    if role and employer and fold(employer) in fold(role) and fold(employer) != fold(role):
        role, headline = None, headline or role  # "CIO at Acme" beside "Acme"
    elif role and not found.has("employer"):
        role, headline = None, headline or role
    if employer and not (role or headline or found.has("role")) and _is_work(employer):
        employer, headline = None, employer  # the one place for both
    bio, tagline = _bio(found)
    return Sighting(
        name=name,
        headline=headline or (tagline if not role else None),
        role=role,
        employer=employer,
        bio=bio,
        talks=talks(found, talk),
        topics=many(found.get("topics")) if found.get("topics") else (),
        links=links(found, source),
        photo=None if found.session and not bio else address(found.get("photo"), source),
        billing=billed,
        record_id=None if found.session else record_id(found),
        source=source,
        method=method,
    )


def full_name(found: Fields) -> tuple[str | None, bool]:
    """The name a record gives, and whether that was its `title`."""
    whole = next((text for value in found.values.get("name", ()) if (text := _named(value))), None)
    given, family = plain(found.get("given")), plain(found.get("family"))
    if whole and not (given and family):
        have = set(words(whole))
        before = [given] if given and not have.issuperset(words(given)) else []
        after = [family] if family and not have.issuperset(words(family)) else []
        return " ".join([*before, whole, *after]), False
    if given or family:
        joined = " ".join(part for part in (given, family) if part)
        return (whole if whole and set(words(joined)) <= set(words(whole)) else joined), False
    if found.session or not any(found.has(one) for one in ("role", "headline", "employer", "bio", "photo")):
        return None, False
    return plain(found.get("title")), True


def record_id(found: Fields) -> str | None:
    """The platform's own id, as text."""
    value = found.get("id")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value)[:200]


def talks(found: Fields, more: str | None = None) -> tuple[str, ...]:
    """Titles of talks a record tells in words (not by id)."""
    titles: list[str] = [more] if more else []
    for value in found.values.get("talks", ()):
        for one in value[:50] if isinstance(value, list) else [value]:
            text = session_title(one) if isinstance(one, dict) else plain(one) if isinstance(one, str) else None
            if text and " " in text:
                titles.append(text)
    return tuple(dict.fromkeys(titles))


def links(found: Fields, source: str) -> tuple[str, ...]:
    """The person's own addresses: by network, from lists of them; not those of the site itself."""
    home = urlsplit(source).netloc.casefold()
    addresses: list[str] = []
    pairs: list[tuple[str, Any]] = list(found.networks.items())
    for value in found.values.get("links", ()):
        if isinstance(value, dict):
            pairs.extend((squeezed(str(key)), one) for key, one in list(value.items())[:30])
        elif isinstance(value, list):
            pairs.extend(pair for one in value[:30] if (pair := _labelled(one)))
    for network, value in pairs:
        text = value if isinstance(value, str) else address(value, "") if isinstance(value, (dict, list)) else None
        if text and (url := _profile(network, text.strip())) and urlsplit(url).netloc.casefold() != home:
            addresses.append(url)
    return tuple(dict.fromkeys(addresses))


def _labelled(one: Any) -> tuple[str, Any] | None:  # noqa: ANN401 -- JSON is any value
    """One entry of a list of links as (network, address)."""
    if isinstance(one, str):
        return "", one
    if not isinstance(one, dict):
        return None
    target = next((one[key] for key in ("link", "url", "href", "handle", "value", "profile") if one.get(key)), None)
    label = next((one[key] for key in ("name", "icon", "type", "network", "platform", "service", "linkType", "title", "label")
                  if isinstance(one.get(key), str)), "")  # fmt: skip
    return (squeezed(label), target) if target else None


def _profile(network: str, text: str) -> str | None:
    """The address a value under a network's key means: an address, one without a scheme, or a handle."""
    pattern = networks_known().get(network, "")
    if text.startswith("//"):
        text = f"https:{text}"
    if text.startswith(("http://", "https://")):
        url = absolute(text, "")
        return None if url and pattern and not urlsplit(url).path.strip("/") else url  # "https://twitter.com/": nobody
    if found := _FEDIVERSE.fullmatch(text):
        return f"https://{found[2]}/@{found[1]}" if network == "mastodon" else None  # else an e-mail address
    if "/" in text or not pattern:
        return f"https://{text}" if _DOMAIN.fullmatch(text) else None
    handle = _HANDLE.fullmatch(text)
    return pattern.format(handle[1]) if handle else None


def _named(value: Any) -> str | None:  # noqa: ANN401 -- JSON is any value
    """A name from a text, or from `{"first": .., "last": ..}`."""
    if isinstance(value, dict):
        inner = read(value)
        if inner.has("given") or inner.has("family"):
            return full_name(inner)[0]
    return plain(value)


def session_title(session: Mapping[str, Any]) -> str | None:
    """The title of a session's record."""
    by_key = {squeezed(str(key)): value for key, value in list(session.items())[:100]}
    return next((text for key in _TITLES if key in by_key and (text := plain(by_key[key]))), None)


def _work(found: Fields, title: str | None) -> tuple[str | None, str | None, str | None]:
    """(role, headline, talk) out of the fields role, headline and the two-faced title."""
    role, headline = first(found.get("role")), plain(found.get("headline"))
    if not title:
        return role, headline, None
    if role and _function(role) is None:  # the job has its own place
        return role, headline, title if len(words(title)) >= 3 and not is_role(title) else None
    is_long = len(words(title)) >= 4 and (":" in title or employer_score(title) < 0.7)
    is_unlike = is_long and role_score(title) < 0.3
    if not is_role(title) and (found.session or is_unlike or not any(found.has(one) for one in _ABOUT_WORK)):
        return role, headline, title
    if found.has("employer"):
        return title, headline, None
    return role, headline or title, None


def _is_work(text: str) -> bool:
    """Does the one place for the employer tell what somebody does? A single word may be a company's name as well."""
    return is_freelance(text) or ((" " in text or not text.isascii()) and is_role(text))


def _bio(found: Fields) -> tuple[str | None, str | None]:
    """(biography, tagline): the longest text about the person; a short one without a full stop is a tagline."""
    bios = [text for value in found.values.get("bio", ()) if (text := plain(value))]
    if bios:
        bio = max(bios, key=len)
        worked = any(found.get(one) for one in ("role", "headline", "title"))
        return (None, bio) if is_tagline(bio) and not worked else (bio, None)
    if found.session:
        return None, None  # a session's description is about the session
    abouts = [text for value in found.values.get("about", ()) if (text := plain(value))]
    if not abouts:
        return None, None
    about = max(abouts, key=len)
    return (None, about) if is_tagline(about) else (about, None)


def _billing(found: Fields) -> str | None:
    for value in found.values.get("kind", ()):
        for text in many(value):
            if word := _function(text):
                return word
    for word, keys in reference.table("json_keys")["flags"]["billing"].items():
        if not found.flags.isdisjoint(keys):
            return str(word)
    return None


def _function(role: str) -> str | None:
    """What a "role" says when it is a function at the conference: the billing, "" for a plain speaker; else None."""
    word = billing(role) or ("speaker" if is_speakers_key(role) else None)
    return "" if word == "speaker" else word


def records(  # noqa: PLR0913 -- one argument a fact
    path: str = "",
    /,
    *,
    name: str | Sequence[str] = (),
    headline: str | Sequence[str] = (),
    role: str | Sequence[str] = (),
    employer: str | Sequence[str] = (),
    bio: str | Sequence[str] = (),
    talk: str | Sequence[str] = (),
    topics: str | Sequence[str] = (),
    links: str | Sequence[str] = (),
    photo: str | Sequence[str] = (),
    billing: str | Sequence[str] = (),
    record_id: str | Sequence[str] = (),
    keep: Callable[[Mapping[str, Any]], bool] | None = None,
    method: str = "data/json",
) -> Extract:
    """An Extract for pages that are JSON: the list at `path`, one person a record.

    `path` leads to the records: ``"data.speakers"``; ``*`` stands for every member of a list or object
    (``"days.*.talks.*.speakers"``); "" is the whole page. Each keyword names the key (a dotted path, or several to try
    in order) of a fact; what is not named is read by the known spellings. `keep` says whether a record is a speaker's;
    the others are listed as left out.

    The Extract raises NotAPage when the page is no JSON. Raises ValueError here for a path that cannot be followed.
    """
    given = {
        "name": name, "headline": headline, "role": role, "employer": employer, "bio": bio, "talk": talk, "topics": topics,
        "links": links, "photo": photo, "billing": billing, "record_id": record_id,
    }  # fmt: skip
    rules = {fact: (keys,) if isinstance(keys, str) else tuple(keys) for fact, keys in given.items() if keys}
    steps = _steps(path)
    paths = {fact: tuple(_steps(key) for key in keys) for fact, keys in rules.items()}

    def extract(page: Page) -> Iterator[Sighting | LeftOut]:
        for record in follow(page.json, steps):
            if not isinstance(record, Mapping):
                continue
            plainly = person(record, source=page.url, method=method) or Sighting(
                name="", source=page.url, method=method
            )
            sighting = replace(plainly, **_facts(record, paths, page.url))
            if not sighting.name:
                continue
            if keep is not None and not keep(record):
                yield LeftOut(name=sighting.name, reason="not a speaker", source=page.url)
            else:
                yield sighting

    return extract


def follow(value: Any, steps: Sequence[str]) -> Iterator[Any]:  # noqa: ANN401 -- JSON is any value
    """The values at the end of a path; nothing where it does not lead anywhere. The last list or object of records is opened."""
    found = [value]
    for step in steps:
        onwards: list[Any] = []
        for one in found:
            if step == "*":
                onwards.extend(one if isinstance(one, list) else one.values() if isinstance(one, dict) else ())
            elif isinstance(one, dict) and step in one:
                onwards.append(one[step])
            elif isinstance(one, list) and step.isdigit() and int(step) < len(one):
                onwards.append(one[int(step)])
        found = onwards
    for one in found:
        if isinstance(one, list):
            yield from one
        elif (
            isinstance(one, dict)
            and one
            and all(isinstance(inner, dict) for inner in one.values())
            and not read(one).has("name")
        ):
            yield from one.values()
        else:
            yield one


def _steps(path: str) -> tuple[str, ...]:
    if not path:
        return ()
    steps = tuple(path.split("."))
    if not all(steps):
        raise ValueError(f"a path is keys joined by dots, not {path!r}")
    return steps


def _facts(record: Mapping[str, Any], paths: Mapping[str, tuple[tuple[str, ...], ...]], source: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for fact, tries in paths.items():
        value = next((one for steps in tries for one in [_at(record, steps)] if one not in (None, "", [], {})), None)
        if fact in ("talk", "topics"):
            facts["talks" if fact == "talk" else fact] = many([value]) if isinstance(value, str) else many(value or [])
        elif fact == "links":
            listed = value if isinstance(value, (list, dict)) else [value]
            facts[fact] = links(Fields({"links": [listed]}), source)
        elif fact == "photo":
            facts[fact] = address(value, source)
        elif fact == "record_id":
            facts[fact] = str(value) if isinstance(value, (str, int)) else None
        elif fact == "name":
            facts[fact] = _named(value) or ""
        else:
            facts[fact] = first(value)
    return facts


def _at(record: Any, steps: Sequence[str]) -> Any:  # noqa: ANN401 -- JSON is any value
    for step in steps:
        if isinstance(record, Mapping):
            record = record.get(step)
        elif isinstance(record, list) and step.isdigit() and int(step) < len(record):
            record = record[int(step)]
        else:
            return None
    return record
