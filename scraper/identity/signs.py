"""What two appearances show of being one person: signs, each with its weight and a sentence a person can read."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple, TypeAlias

from scraper import reference
from scraper.identity import texts
from scraper.identity.forms import differ_in_given, is_handle, is_spelt_alike, is_unread, match, telling_title
from scraper.identity.links import ACCOUNTS, PERSONAL, handles
from scraper.identity.shares import limits, nearer, others
from scraper.recognise import employers

_AT_ONCE = 1  # years: two jobs this near are of one time
_FAR = 9
_SHORT_OF_IT = 0.01
_MOST = 3  # words or topics that count
_STUDENT = "student"
_LONG = 4  # letters: a shorter employer or account stands in many a text by chance
_OWN = frozenset({"account", "picture", "platform"})
_STRONG = _OWN | {"bio", "talk", "talk_of_many"}
_WEAK = frozenset({"partly", "lone"})
"""Names that are not enough without a strong sign: those of most pairs that are looked at, so they are told apart at once."""
_OTHER_COMPANY = ("other_company_then", "other_company_later")
_OF_MANY = frozenset((
    *_OTHER_COMPANY, "series", "kin", "work", "other_work", "topic", "broad_topic", "word", "talk_alike", "other_field", "far",
))  # fmt: skip
"""What many of a conference share, or shows nothing of one person: alone it settles nothing of a name that is not rare."""
_INSTEAD = {
    "account": ("other_account", *_OTHER_COMPANY),
    "picture": ("other_account",),
    "company": ("company_in_text", *_OTHER_COMPANY, "other_work"),
    "large_company": ("company_in_text", *_OTHER_COMPANY),
    "company_in_text": _OTHER_COMPANY,
    "bio": ("bio_alike",),
    "talk": ("talk_of_many", "talk_alike", "word"),
    "talk_of_many": ("talk_alike", "word"),
    "series": ("kin", "other_field", "work"),  # at one conference most do the same kind of work
    "kin": ("other_field",),
    "topic": ("broad_topic", "other_field"),
    "broad_topic": ("other_field",),
}
"""Signs that no longer count beside a stronger one."""


_Words: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there is to compare of one appearance.

    `links` and `photos` are what `profiles` and `pictures` make of addresses, without those that several people of one
    edition share; `company` is the folded key of the employer, `edition` any name of the edition, `series` the
    conference's folded key, `platform` the platform's own id where it is one person's everywhere. `work` is the role's
    family, `scene` what most people of the edition speak about, `generation` what tells a parent from a child of one name (scraper.identity.forms).
    """

    id: int = 0
    name_key: str
    links: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    platform: str | None = None
    generation: str = ""
    company: str | None = None
    work: str | None = None
    year: int | None = None
    edition: Hashable = None
    series: str = ""
    topics: frozenset[str] = frozenset()
    scene: frozenset[str] = frozenset()
    talks: tuple[str, ...] = ()
    bio: str = ""


class Sign(NamedTuple):
    """One thing two appearances show: the row of data/identity.toml, its weight here, and the sentence."""

    name: str
    weight: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why two appearances are one person, or not: what their names say, and everything else.

    `doubt` is what only a person can settle: it leaves a question, however much speaks for one. `weight` is everything
    added up: the logarithm of the odds.
    """

    name: Sign
    signs: tuple[Sign, ...] = ()
    doubt: str = ""
    weight: float = field(init=False)

    def __post_init__(self) -> None:
        whole = round(self.name.weight + sum(sign.weight for sign in self.signs), 2)
        object.__setattr__(self, "weight", min(whole, limits()["one"] - _SHORT_OF_IT) if self.doubt else whole)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What a person can read, weights in brackets."""
        said = (f"{sign.says} ({sign.weight:+.1f})" for sign in (self.name, *self.signs))
        return (*said, *([self.doubt] if self.doubt else []))


def same(one: Known, other: Known) -> Evidence | None:
    """What speaks for and against both being one person.

    None when nothing in their names goes together, or too little where nothing strong stands beside it, and when both
    stand in one edition: these are two.
    """
    if one.edition is not None and one.edition == other.edition:
        return None
    if (found := _by_name(one, other)) is None:
        return None
    named, words = found
    signs = without_weaker(
        (
            *_by_accounts(one, other),
            *_by_work(one, other),
            *_by_texts(one, other),
            *_by_conference(one, other, words),
        )
    )
    strong = {sign.name for sign in signs} & _STRONG
    doubt = _doubt(one, other, named.name, strong) or _of_two_jobs(named.weight, words, signs)
    return Evidence(name=named, signs=signs, doubt=doubt)


def _is_own(one: Known, other: Known) -> bool:
    """Do they share what one person has: an account, a picture, a number on the platform?"""
    return bool(
        one.links & other.links or one.photos & other.photos or (one.platform and one.platform == other.platform)
    )


def _said_same(one: Known, other: Known) -> bool:
    """Do they share what one person says: a biography, a talk?"""
    return _talk_of_both(one, other) is not None or texts.is_same(one.bio, other.bio)


def _talk_of_both(one: Known, other: Known) -> str | None:
    if not (one.talks and other.talks):
        return None
    titles = {telling_title(title) for title in other.talks} - {""}
    return next((title for title in one.talks if telling_title(title) in titles), None)


def _doubt(one: Known, other: Known, form: str, strong: set[str]) -> str:
    """What no weight of signs settles, of two names or two people of one name."""
    said = reference.table("identity")["doubt"]
    own = strong & _OWN
    if one.generation != other.generation:
        if one.generation and other.generation:
            return str(said["generations"])
        return "" if own else str(said["generation"])
    if form != "partly" or (own and is_unread(one.name_key, other.name_key)):
        return ""
    found = match(one.name_key, other.name_key)
    if found is None or not differ_in_given(one.name_key, other.name_key, found):  # people change their family name
        return "" if own else str(said["other_family"])
    personal = "platform" in own or any(link.startswith(PERSONAL) for link in one.links & other.links)
    return "" if personal or (own and len(strong) > 1) else str(said["other_given"])  # or kin, with the firm's account


def _of_two_jobs(name: float, words: _Words, signs: tuple[Sign, ...]) -> str:
    """Others of a name that is not rare at home work elsewhere and speak of the same at the same conferences, too."""
    shown = {sign.name for sign in signs}
    if shown.isdisjoint(_OTHER_COMPANY) or not shown <= _OF_MANY or name - math.log(nearer(words)) >= limits()["one"]:
        return ""
    return str(reference.table("identity")["doubt"]["other_company"])


def together(several: Iterable[Evidence]) -> Evidence:
    """What the pairs of two people's appearances say, taken together: each sign once, where it is strongest."""
    named: list[Sign] = []
    best: dict[str, Sign] = {}
    doubts: list[str] = []
    for evidence in several:
        named.append(evidence.name)
        doubts.append(evidence.doubt)
        for sign in evidence.signs:
            if sign.name not in best or sign.weight > best[sign.name].weight:
                best[sign.name] = sign
    return Evidence(
        name=max(named, key=lambda sign: (sign.weight, sign.says)),
        signs=without_weaker(best.values()),
        doubt=doubts[0] if all(doubts) else "",
    )


def without_weaker(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Signs without those that say again, or against, what a stronger one has settled."""
    found = tuple(signs)
    gone = {weaker for sign in found for weaker in _INSTEAD.get(sign.name, ())}
    return tuple(sign for sign in found if sign.name not in gone)


@cache
def _table(kind: str) -> dict[str, tuple[float, str]]:
    return {name: (float(row["weight"]), str(row["says"])) for name, row in reference.table("identity")[kind].items()}


def _sign(name: str, about: str = "", times: float = 1.0) -> Sign:
    weight, says = _table("sign")[name]
    return Sign(name, weight * times, says.format(about))


def _by_name(one: Known, other: Known) -> tuple[Sign, _Words] | None:
    for single, many in ((one, other), (other, one)):
        name = single.name_key
        if " " not in name and name != many.name_key and is_handle(name, handles(many.links)):
            return _named("handle", ((name,),), 0), ((name,),)
    found = match(one.name_key, other.name_key)
    if found is not None:
        if found.kind in _WEAK and not (_is_own(one, other) or _said_same(one, other)):
            return None
        in_latin = one.name_key.isascii() and other.name_key.isascii()
        kind = "respelt" if found.kind == "spelling" and in_latin else found.kind
        return _named(kind, found.words, found.initials), found.words
    return (_unread(), ()) if _is_own(one, other) and is_unread(one.name_key, other.name_key) else None


@cache
def _unread() -> Sign:
    weight, says = _table("form")["unread"]
    return Sign("unread", limits()["least_by_name"] + weight, says)


@lru_cache(maxsize=65_536)
def _named(kind: str, shared: tuple[tuple[str, ...], ...], initials: int) -> Sign:
    weight, says = _table("form")[kind]
    limit = limits()
    by_chance = others(shared, initials)
    told = max(limit["least_by_name"], min(limit["most_by_name"], -math.log(by_chance)))
    how = "rare" if told >= limit["one"] else "common" if by_chance >= 1 else "not rare"
    return Sign(kind, told + weight, f"{says}, which is {how}")


def _by_accounts(one: Known, other: Known) -> Iterator[Sign]:
    if shared := one.links & other.links:
        yield _sign("account", min(shared))
    elif account := next((host for host in ACCOUNTS if _at(one, host) and _at(other, host)), None):
        yield _sign("other_account", account.split("/", 1)[0])
    if one.photos & other.photos:
        yield _sign("picture")
    if one.platform and one.platform == other.platform:
        yield _sign("platform")
    for mine, yours in ((one, other), (other, one)):
        text = texts.everything(yours.bio, yours.talks)
        if text and (found := next((name for name in sorted(handles(mine.links)) if _stands(name, text)), None)):
            yield _sign("handle_in_text", found)
            return


def _stands(name: str, text: str) -> bool:
    return len(name) > _LONG and f" {name} " in text


def _at(one: Known, host: str) -> bool:
    return any(link.startswith(host) for link in one.links)


def _by_work(one: Known, other: Known) -> Iterator[Sign]:
    if one.work and one.work == other.work:
        yield _sign("work", one.work)
    elif one.work and other.work and (_is_back(one, other) or not _is_near(one.work, other.work)):
        yield _sign("other_work", f"{one.work}, {other.work}")
    if one.company and other.company and is_spelt_alike(one.company, other.company):
        yield _sign("large_company" if _is_large(one.company) else "company", one.company)
        return
    for mine, yours in ((one, other), (other, one)):
        company = mine.company
        if company and len(company) >= _LONG and f" {company} " in texts.everything(yours.bio, yours.talks):
            yield _sign("company_in_text", company)
            return
    if one.company and other.company:
        near = one.year is None or other.year is None or abs(one.year - other.year) <= _AT_ONCE
        yield _sign("other_company_then" if near else "other_company_later")


def _is_back(one: Known, other: Known) -> bool:
    """Would somebody who had a job be a student years later?"""
    earlier, later = sorted((one, other), key=lambda known: known.year or 0)
    return bool(earlier.year) and later.work == _STUDENT != earlier.work and later.year != earlier.year


@lru_cache(maxsize=256)
def _is_near(one: str, other: str) -> bool:
    """Do people move between these families of roles, or is one job counted in both?"""
    table = reference.table("identity")["work"]
    return not {one, other}.isdisjoint(table["any"]) or any(one in kin and other in kin for kin in table["kin"])


@lru_cache(maxsize=16_384)
def _is_large(company: str) -> bool:
    """Do so many people work there that two of one name may: at what everybody knows, and at universities."""
    return employers.known(company) is not None or employers.cue(company) in ("university", "public body")


def _by_texts(one: Known, other: Known) -> Iterator[Sign]:
    if title := _talk_of_both(one, other):
        telling = texts.telling(title)
        yield _sign("talk", title) if telling >= _MOST else _sign("talk_of_many", title, max(1, telling))
    elif any(texts.alike(mine, yours) for mine, yours in product(one.talks, other.talks)):
        yield _sign("talk_alike")
    ours, theirs = one.topics, other.topics
    if one.series != other.series:  # at one conference all speak about what it is about
        ours, theirs = (some.topics | some.scene | texts.community(some.series) for some in (one, other))
    counted = {word for topic in ours & theirs for word in topic.split()}
    own = frozenset((*one.name_key.split(), *other.name_key.split()))
    if texts.is_same(one.bio, other.bio):
        yield _sign("bio")
    elif shared := sorted(texts.things(one.bio) & texts.things(other.bio) - own)[:_MOST]:
        yield _sign("bio_alike", ", ".join(shared), len(shared))
    if shared := sorted(_words(one) & _words(other) - own - counted)[:_MOST]:
        yield _sign("word", ", ".join(shared), len(shared))
    yield from _by_topics(ours, theirs)


def _words(one: Known) -> frozenset[str]:
    return texts.title_words(one.talks) | texts.things(one.bio)


def _by_topics(ours: frozenset[str], theirs: frozenset[str]) -> Iterator[Sign]:
    shared = sorted(ours & theirs)
    if narrow := [topic for topic in shared if texts.is_narrow(topic)][:2]:
        yield _sign("topic", " and ".join(narrow), 1.0 if len(narrow) == 1 else 1.3)
    elif shared:
        yield _sign("broad_topic", " and ".join(shared[:2]))
    elif ours and theirs:
        yield _sign("other_field")


def _by_conference(one: Known, other: Known, words: _Words) -> Iterator[Sign]:
    if one.series and one.series == other.series:
        name, weight, says = _sign("series", one.series)
        yield Sign(name, max(0.0, weight - math.log(nearer(words))), says)
    elif shared := texts.kin(one.series, other.series):
        yield _sign("kin", shared)
    if one.year and other.year and abs(one.year - other.year) >= _FAR:
        yield _sign("far")
