"""What several pages say of one person, laid together: cards with their detail pages, talks with their speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import zip_longest
from typing import NamedTuple

from scraper.adapter import Adapter, Rank
from scraper.extract.merge import best_bio, merge, without_titles
from scraper.model import Edition, Sighting, Talk, union
from scraper.recognise.names import name_key
from scraper.recognise.roles import role_score
from scraper.text import fold, squash

_FACTS = tuple(field.name for field in fields(Edition))

SURE = 0.4
"""A text that scores less as a role is none."""

_FEWEST_KEPT = 8
"""So many letters before the dots tell that the longer text is the same one."""


class Met(NamedTuple):
    """Somebody, and the adapter that read them: a platform's ids mean something only beside each other."""

    sighting: Sighting
    adapter: Adapter


class Told(NamedTuple):
    """A talk, and the adapter that read it."""

    talk: Talk
    adapter: Adapter


def is_same(card: Sighting, detail: Sighting) -> bool:
    """Is the person on a detail page the one whose card led there?

    By the platform's id, or by the name: the same words in any order, or all words of the shorter name (two at least)
    within the longer one.
    """
    if card.record_id and card.record_id == detail.record_id:
        return True
    mine, other = name_key(card.name), name_key(detail.name)
    if mine == other:
        return True
    shorter, longer = sorted((set(mine.split()), set(other.split())), key=len)
    return len(shorter) > 1 and shorter <= longer


def laid_over(card: Sighting, detail: Sighting) -> Sighting:
    """One sighting of a card and the detail page it led to.

    The card's own words stay (the organiser wrote them to stand together in one list); the detail page fills what
    the card leaves open, and adds talks, topics and links; of the biographies it is `best_bio`, because cards cut
    theirs short. If only the detail page tells the job, it is the source; if only it tells a role, its
    words on the job go first.
    """
    if titles := {fold(title) for title in (*card.talks, *detail.talks)}:
        card, detail = (without_titles(titles, one) for one in (card, detail))
    is_less = _roleness(card) + 0.2 < SURE <= _roleness(detail)
    first, second = (detail, card) if is_less or _is_cut(card, detail) else (card, detail)
    told = {fact: first if getattr(first, fact) else second for fact in ("headline", "role", "employer")}
    ways = dict.fromkeys(way for one in (card, detail) for way in one.method.split("+") if way)
    return replace(
        card,
        **{fact: getattr(one, fact) for fact, one in told.items()},
        bio=best_bio((card, detail)),
        talks=union(card.talks, detail.talks),
        topics=union(card.topics, detail.topics),
        links=union(card.links, detail.links),
        photo=card.photo or detail.photo,
        billing=card.billing or detail.billing,
        record_id=card.record_id or detail.record_id,
        source=detail.source if _job(detail) and not _job(card) else card.source,
        method="+".join(sorted(ways, key=lambda way: way.startswith("data/"))),
        from_data=tuple(fact for fact, one in told.items() if getattr(one, fact) and one.is_from_data(fact)),
    )


def _is_cut(card: Sighting, detail: Sighting) -> bool:
    """Does the list cut the words on the job short ("Technical Advisor at Nor...") that the detail page has whole?"""
    begun = (card.headline or "").rstrip()
    kept = begun.rstrip(".… ")
    return begun.endswith(("...", "…")) and len(kept) > _FEWEST_KEPT and (detail.headline or "").startswith(kept)


def adds(before: Sighting | None, after: Sighting | None) -> bool:
    """Did a detail page tell something its card had not: a job, a biography, talks, links, a picture?

    A longer biography is none: pages spell one and the same text a little differently. True when there was no card.
    """
    if before is None or after is None:
        return True
    if _job(after) and not _job(before):
        return True
    filled = [
        fact
        for fact in ("role", "employer", "bio", "photo", "billing")
        if getattr(after, fact) and not getattr(before, fact)
    ]
    grown = [fact for fact in ("talks", "topics", "links") if len(getattr(after, fact)) > len(getattr(before, fact))]
    return bool(filled or grown)


def people(met: Sequence[Met], told: Sequence[Told]) -> list[Sighting]:
    """Everybody, each once, with the titles and topics of their talks; those whom only talks name come last."""
    given = _Given()
    by_id: dict[tuple[str, str], list[int]] = {}
    by_name: dict[str, list[int]] = {}
    for i, one in enumerate(met):
        by_name.setdefault(name_key(one.sighting.name), []).append(i)
        if one.sighting.record_id:
            by_id.setdefault((one.adapter.name, one.sighting.record_id), []).append(i)
    only_in_talks: dict[str, Sighting] = {}
    for talk, adapter in told:
        for record_id, name in _speakers(talk):
            theirs = by_id.get((adapter.name, record_id)) or by_name.get(name_key(name), [])
            for i in theirs:
                given.add(i, talk)
            if not theirs and squash(name):
                key = record_id or name_key(name)
                only_in_talks.setdefault(key, _from_talk(name, record_id, talk.source, adapter))
                given.add(key, talk)
    known = [given.to(i, one.sighting) for i, one in enumerate(met)]
    return merge([*known, *(given.to(key, one) for key, one in only_in_talks.items())])


def one_edition(editions: Iterable[Edition]) -> Edition | None:
    """The first edition, its gaps filled from the following ones in order."""
    ordered = list(editions)
    if not ordered:
        return None
    whole = ordered[0]
    for one in ordered[1:]:
        gaps = {name: value for name in _FACTS if not getattr(whole, name) and (value := getattr(one, name))}
        whole = replace(whole, **gaps)
    return whole


@dataclass(slots=True)
class _Talks:
    titles: dict[str, None]
    topics: dict[str, None]


class _Given:
    """The talks of each person, by any key, in the order they were told."""

    def __init__(self) -> None:
        self._of: dict[int | str, _Talks] = {}

    def add(self, who: int | str, talk: Talk) -> None:
        theirs = self._of.setdefault(who, _Talks({}, {}))
        if title := squash(talk.title):
            theirs.titles[title] = None
        theirs.topics.update(dict.fromkeys((*((talk.track,) if talk.track else ()), *talk.topics)))

    def to(self, who: int | str, sighting: Sighting) -> Sighting:
        theirs = self._of.get(who)
        if theirs is None:
            return sighting
        return replace(
            sighting, talks=union(sighting.talks, theirs.titles), topics=union(sighting.topics, theirs.topics)
        )


def _speakers(talk: Talk) -> Iterator[tuple[str, str]]:
    """(id, name) of each speaker, "" for the one that is not said. Ids and names pair up when there are as many."""
    if len(talk.speakers) == len(talk.speaker_ids) or not talk.speakers or not talk.speaker_ids:
        yield from zip_longest(talk.speaker_ids, talk.speakers, fillvalue="")
    else:
        yield from ((record_id, "") for record_id in talk.speaker_ids)
        yield from (("", name) for name in talk.speakers)


def _from_talk(name: str, record_id: str, source: str, adapter: Adapter) -> Sighting:
    method = f"data/{adapter.name}" if adapter.rank in (Rank.PLATFORM, Rank.FORMAT) else "talks"
    return Sighting(name=name, record_id=record_id or None, source=source, method=method)


def _roleness(sighting: Sighting) -> float:
    """How surely does it say what the person does?"""
    return max(role_score(sighting.role or ""), role_score(sighting.headline or ""))


def _job(sighting: Sighting) -> bool:
    return bool(sighting.headline or sighting.role or sighting.employer)
