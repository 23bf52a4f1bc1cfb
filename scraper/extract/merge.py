"""The copies of one person on a page (keynote strip, grid, schedule, pop-up, JSON) as one record, the best of each.

Two copies are one person when they carry the same id of the same platform, or the same name (in any order of its
words), or a name that differs in an initial only, in a blank ("Di Brask", "DiBrask") or in a word said twice; a name that
is part of the other counts where the photo or a link is the same, or where both begin and end alike and neither employer
nor photo speaks against it ("Mina Oak", "Mina Ruth Oak"). One platform's different ids keep people of the same name apart.
A surname alone never joins anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from scraper.model import Sighting
from scraper.recognise.employers import employer_score
from scraper.recognise.names import name_key
from scraper.recognise.names import without_titles as without_titles_of
from scraper.recognise.roles import role_score
from scraper.text import fold, words

_SURE = 0.6  # of a text that it is a job or an employer, so that no equal title speaks against it
_LONG = 20  # letters of a title
_LOOKED_AT = 20  # groups under one key: more namesakes than this are no longer compared
_Key = tuple[str, str]


@dataclass(slots=True, eq=False)
class _Group:
    """The copies gathered so far, and the ids they carry, by method."""

    copies: list[Sighting]
    tokens: tuple[str, ...]
    ids: dict[str, str] = field(default_factory=dict)

    def allows(self, one: Sighting) -> bool:
        """No other id of the same platform?"""
        return one.record_id is None or all(self.ids.get(way, one.record_id) == one.record_id for way in _ways(one))


def merge(sightings: Iterable[Sighting]) -> list[Sighting]:
    """One record a person, in the order of first appearance. Takes time linear in the number of sightings.

    Of each fact the best copy's is kept: the longest biography that names the person, the visible headline, role and
    employer from places of their own (both from one copy where one has both), the name as best spelled; talks, topics
    and links are put together. `method` joins the ways of reading with "+", what the page shows first; `from_data` names the facts that
    only machine-readable data told.
    """
    groups: list[_Group] = []
    index: dict[_Key, list[_Group]] = {}
    for one in sightings:
        tokens = tuple(name_key(one.name).split())
        keys = _keys(one, tokens)
        group = _found(one, tokens, keys, index)
        if group is None:
            group = _Group([], tokens)
            groups.append(group)
        group.copies.append(one)
        if one.record_id is not None:
            for way in _ways(one):
                group.ids.setdefault(way, one.record_id)
        for key in keys:
            held = index.get(key)
            if held is None:
                index[key] = [group]
            elif group not in held[-_LOOKED_AT:]:
                held.append(group)
    return [_best(group.copies) for group in groups]


def _found(one: Sighting, tokens: tuple[str, ...], keys: list[_Key], index: dict[_Key, list[_Group]]) -> _Group | None:
    for key in keys:
        kind = key[0]
        for group in index.get(key, ())[:_LOOKED_AT]:
            if not group.allows(one):
                continue
            if kind == "name" or (kind.startswith("id ") and set(tokens) & set(group.tokens)):
                return group
            if kind == "without initials" and _initials_agree(tokens, group.tokens):
                return group
            if kind in ("photo", "link") and _part_of(tokens, group.tokens):
                return group
            if kind == "letters" or (kind == "ends" and _part_of(tokens, group.tokens) and _agree(one, group)):
                return group
    return None


def _keys(one: Sighting, tokens: tuple[str, ...]) -> list[_Key]:
    """What a copy can be found by, the surest first."""
    keys = [(f"id {way}", one.record_id) for way in _ways(one)] if one.record_id is not None else []
    if tokens:
        keys.append(("name", " ".join(tokens)))
    long = [token for token in tokens if len(token) > 1 or not token.isascii()]
    if len(long) >= 2:
        keys.append(("without initials", " ".join(long)))
    if one.photo:
        keys.append(("photo", one.photo))
    written = [fold(word) for word in without_titles_of(one.name)]
    if len(written) > 1 and all(len(word) > 1 and word.isalpha() for word in (written[0], written[-1])):
        once = list(dict.fromkeys(written))
        keys.append(("letters", "".join(once if len(once) > 2 else written)))
        keys.append(("ends", f"{written[0]} {written[-1]}"))
    keys.extend(("link", link.casefold().rstrip("/")) for link in one.links[:10])
    return keys


def _ways(one: Sighting) -> list[str]:
    return [way for way in one.method.split("+") if way.startswith("data/")] or [one.method]


def _agree(one: Sighting, group: _Group) -> bool:
    """Does neither an employer nor a photo of one of them speak against the other's?"""
    employers = {fold(copy.employer) for copy in group.copies if copy.employer}
    photos = {copy.photo for copy in group.copies if copy.photo}
    return (one.employer is None or not employers or fold(one.employer) in employers) and (
        one.photo is None or not photos or one.photo in photos
    )


def _initials_agree(tokens: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Does at most one of two names have initials, or have both the same?"""
    mine, theirs = ({token for token in name if len(token) == 1} for name in (tokens, others))
    return not mine or not theirs or mine == theirs


def _part_of(tokens: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Is the shorter name part of the longer one, initials standing for words, with at least two words in common?"""
    short, long = sorted((tokens, others), key=len)
    if len(short) < 2:
        return False
    free = list(long)
    for token in sorted(short, key=len, reverse=True):
        match = next((word for word in free if word == token), None) or next(
            (word for word in free if (len(token) == 1 or len(word) == 1) and word[0] == token[0]), None
        )
        if match is None:
            return False
        free.remove(match)
    return any(len(token) > 1 and token in long for token in short)


def _best(copies: list[Sighting]) -> Sighting:
    if len(copies) == 1:
        return copies[0]
    names = list(dict.fromkeys(one.name for one in copies))
    titles = {fold(title) for one in copies for title in one.talks}
    copies = [without_titles(titles, one) for one in copies] if titles else copies
    shown = [one for one in copies if not one.is_data]
    told = [one for one in copies if one.is_data]
    visible_first = [*shown, *told]
    # A key says what a value is, a line on a page does not: explicit facts come from data first, from one copy if it has both.
    explicit = sorted([*told, *shown], key=lambda one: -(bool(one.role) + bool(one.employer)))
    role = next(((one.role, one) for one in explicit if one.role), None)
    employer = next(((one.employer, one) for one in explicit if one.employer), None)
    headlines = [(one.headline, one) for one in visible_first if one.headline]
    headline = next((held for held in headlines if role_score(held[0]) >= 0.4), headlines[0] if headlines else None)
    facts = {"role": role, "employer": employer, "headline": headline}
    return Sighting(
        name=names[0] if len(names) == 1 else min(names, key=_misspelling),
        headline=headline[0] if headline else None,
        role=role[0] if role else None,
        employer=employer[0] if employer else None,
        bio=best_bio(visible_first),
        talks=_union(text for one in visible_first for text in one.talks),
        topics=_union(text for one in visible_first for text in one.topics),
        links=_union(text for one in visible_first for text in one.links),
        photo=next((one.photo for one in visible_first if one.photo), None),
        billing=next((one.billing for one in visible_first if one.billing), None),
        record_id=next((one.record_id for one in copies if one.record_id is not None), None),
        source=copies[0].source,
        method="+".join(dict.fromkeys(way for one in visible_first for way in one.method.split("+") if way)),
        from_data=tuple(fact for fact, held in facts.items() if held and held[1].is_from_data(fact)),
    )


def best_bio(copies: Iterable[Sighting]) -> str | None:
    """The longest biography of those that name the person, else the longest: what names nobody may be on their talk."""
    told = [one for one in copies if one.bio]
    return max(told, key=_tells).bio if len(told) > 1 else told[0].bio if told else None


def _tells(one: Sighting) -> tuple[bool, int]:
    bio = fold(one.bio or "")
    held = frozenset(words(bio))
    names = (word for word in name_key(one.name).split() if len(word) > 2 or not word.isascii())
    return any(word in held if word.isascii() else word in bio for word in names), len(bio)


def _misspelling(name: str) -> tuple[bool, bool, int]:
    """Small for a name as a person would write it: not in capitals or small letters throughout, with its accents."""
    letters = [c for c in name if c.isalpha()]
    cased = [word for word in name.split() if len(word) > 2 and word.upper() != word.lower()]
    shouted = any(word.isupper() for word in cased)
    lowered = bool(cased) and all(word.islower() for word in cased)
    return shouted, lowered, -sum(not c.isascii() for c in letters)


def without_titles(titles: set[str], one: Sighting) -> Sighting:
    """A copy without what another knows for the title of a talk: a card may show it where others show the job.

    `titles` are folded.
    """
    wrong = [
        fact
        for fact in ("headline", "role", "employer")
        if (text := getattr(one, fact)) and _ends_with(fold(text), titles) and (len(text) > _LONG or not _is_job(text))
    ]
    if not wrong:
        return one
    headline, role, employer = (
        None if fact in wrong else getattr(one, fact) for fact in ("headline", "role", "employer")
    )
    return replace(one, headline=headline, role=role, employer=employer)


def _ends_with(text: str, titles: set[str]) -> bool:
    """Is a folded text one of the titles, or one behind a bar ("Ph.D. | Rust at scale")?"""
    return text in titles or (" | " in text and text.partition(" | ")[2] in titles)


def _is_job(text: str) -> bool:
    return max(role_score(text), employer_score(text)) >= _SURE


def _union(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in order; those that only differ in case, accents or blanks are the same."""
    kept: dict[str, str] = {}
    for text in texts:
        kept.setdefault(fold(text) or text, text)
    return tuple(kept.values())
