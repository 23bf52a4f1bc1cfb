"""What stands at which place of a card, decided by all cards of the page: a vote by place.

A page prints its people with one template, so what stands second in most cards and third in most stands there in the
rest as well. Where most are plain jobs and plain employers, a job nobody has heard of ("Keeper of Lost Tickets") and an
employer that is any word ("Brask", "Rome") are told by where they stand. Cards vote with those that show as many texts
at the same spots only: with a line missing, what stands second is anybody's guess.

A place is of roles where enough cards vote, most of them for it, next to none for another place, and next to none
holds a whole headline ("CTO at Acme"): people who put everything on one line put anything there. Another place is of
employers where the texts are short, look like names and differ; and hardly ever are known places or words of buttons,
for then it is one of cities. A card that speaks against the vote itself is read by its own texts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scraper.extract.visible.jobs import Order, Text, fewest, joint, names_employer_first
from scraper.extract.visible.spots import Spot
from scraper.extract.visible.texts import word_count
from scraper.recognise.employers import employer_score
from scraper.recognise.roles import lexicon, role_score

CARDS = 5
"""How many different cards of one make it takes to vote."""
CARDS_ALONE = 8
"""The same where there is one place only."""
MOST = 0.6
SOME = 0.4
"""How many of a place's texts are sure roles where it is one of roles: fewer will do beside a place of employers."""
FEW = 0.1
DIFFERENT = 3
"""How many different roles, and employers, a place must show: fewer are functions, levels, pronouns."""
NAMED, SURE, SOME_SURE = 0.45, 0.6, 0.2
ALONE = 1.7
"""Words an employer has on average where none looks surely like one: employers that are any word are a word or two."""
LONGEST_EMPLOYER = 4.0
LONGEST_ROLE = 8
SHORT = 4
"""Words of a job nobody has heard of, where nothing else stands on the card."""
AGAINST = 0.7
"""How much a text must look like an employer to be none of the roles, wherever it stands."""
SWALLOWED = 0.2

_PARTS = re.compile(r",\s|\s[-–—|]\s|\s/\s")
Make = tuple[int, ...]
Dropped = tuple[int, str, Spot]
"""A short text that was put aside as a place or a button's, and before which of the others it stood."""


@dataclass(frozen=True, slots=True)
class Told:
    """The short texts of one card in their order, and what of it was put aside."""

    short: Sequence[Text]
    dropped: Sequence[Dropped] = ()

    def restored(self) -> Iterable[tuple[int, list[Text]]]:
        """The texts with one of those put aside back in its place, and where that is; for each of them."""
        for at, text, spot in self.dropped:
            yield at, [*self.short[:at], (text, spot), *self.short[at:]]


class Votes:
    """The votes of one page's cards: made from all of them, then asked by card."""

    def __init__(self, all_told: Iterable[Told]) -> None:
        votes: dict[Make, set[tuple[str, ...]]] = defaultdict(set)
        swallowed: Counter[tuple[Make, int]] = Counter()
        aside: dict[int, set[str]] = defaultdict(set)
        for told in all_told:
            short = fewest(told.short)
            if short:
                votes[_make(short)].add(tuple(text for text, _ in short))
            for at, texts in told.restored():
                swallowed[_make(fewest(texts)), at] += 1
            for _, text, spot in told.dropped:
                aside[id(spot)].add(text)
        self._aside = {at: len(texts) for at, texts in aside.items() if len(texts) >= DIFFERENT}
        self._orders: dict[Make, Order] = {}
        self._open: set[tuple[Make, int]] = set()
        for make, cards in votes.items():
            if order := _decided(list(cards)):
                known = [at for at in (order.role, order.employer) if at is not None]
                full = {at for at in known if swallowed[make, at] <= SWALLOWED * len(cards)}
                self._open |= {(make, at) for at in full if swallowed[make, at]}
                self._orders[make] = order if order.employer in full else Order(order.role, None)

    def asked(self, told: Told) -> tuple[Sequence[Text], Order | None]:
        """The texts of a card that tell its job, and where in them it stands if the vote says so."""
        if self._open:
            for at, texts in told.restored():
                short = fewest(texts)
                if (_make(short), at) in self._open and (order := self._order(short)):
                    return short, order
        short = fewest(told.short)
        if order := self._order(short):
            return short, order
        return [one for one in short if not self._is_beside(*one)], None

    def _is_beside(self, text: str, spot: Spot) -> bool:
        """Does a text that tells nothing stand where most cards have a place, a day or a word of buttons?"""
        aside = self._aside.get(id(spot), 0)
        return (
            aside > 0 and aside >= MOST * len(spot.texts) and role_score(text) < NAMED and employer_score(text) < SURE
        )

    def _order(self, short: Sequence[Text]) -> Order | None:
        """The vote for cards of this make, unless the card speaks against it."""
        order = self._orders.get(_make(short))
        if order is None:
            return None
        role, _ = short[order.role]
        if len(short) == 1:
            return order if _is_unheard_of(role) else None
        others = [text for at, (text, _) in enumerate(short) if at != order.role]
        if _is_headline(role) or len(role.split()) > LONGEST_ROLE:
            return None
        if role_score(role) < SURE and employer_score(role) >= AGAINST:
            return None
        return None if any(role_score(text) >= SURE for text in others) else order


def _make(short: Sequence[Text]) -> Make:
    """What tells cards of one make: the spots their texts stand at."""
    return tuple(id(spot) for _, spot in short)


def _decided(cards: list[tuple[str, ...]]) -> Order | None:  # noqa: PLR0911 -- the rules in their order
    """Where the role stands in these cards, and where the employer does, if they agree."""
    if len(cards) < CARDS:
        return None
    if len(cards[0]) == 1:
        return Order(0, None) if _are_jobs_alone([text for (text,) in cards]) else None
    places = list(zip(*cards, strict=True))
    shares = [sum(role_score(text) >= SURE for text in texts) / len(cards) for texts in places]
    role = max(range(len(places)), key=lambda at: shares[at])
    if shares[role] < SOME or any(share > FEW for at, share in enumerate(shares) if at != role):
        return None
    if sum(map(_is_headline, places[role])) > FEW * len(cards):
        return None
    if len({text for text in places[role] if role_score(text) >= SURE}) < DIFFERENT:
        return None
    employers = [at for at, texts in enumerate(places) if at != role and _are_employers(texts)]
    if sum(map(names_employer_first, places[role])) > FEW * len(cards):  # and what stands elsewhere are titles
        employers = [at for at in employers if sum(map(employer_score, places[at])) >= SURE * len(cards)]
        if not employers:
            return None
    if len(employers) == 1:
        return Order(role, employers[0])
    return Order(role, None) if shares[role] >= MOST else None


def _are_jobs_alone(texts: list[str]) -> bool:
    """Is the only place of a card one of jobs, without their employers? Then what nobody has heard of is one, too."""
    sure = sum(role_score(text) >= SURE for text in texts)
    with_others = sum(
        _is_headline(text) or (employer_score(text) >= SURE and role_score(text) < SURE) for text in texts
    )
    return len(texts) >= CARDS_ALONE and sure >= SOME * len(texts) and with_others <= FEW * len(texts)


def _is_unheard_of(text: str) -> bool:
    """A few words that tell neither a job nor an employer nor both: else they are read for what they say."""
    found = text.split()
    is_joined = _PARTS.search(text) is not None or not lexicon().small.isdisjoint(map(str.casefold, found))
    is_short = 1 < len(found) <= SHORT and not is_joined
    return is_short and role_score(text) < SOME and employer_score(text) < SURE


def _are_employers(texts: tuple[str, ...]) -> bool:
    """Are the texts of one place names of employers?"""
    different = set(texts)
    scores = [employer_score(text) for text in different]
    words = sum(map(word_count, different)) / len(different)
    if len(different) < DIFFERENT or words > LONGEST_EMPLOYER or sum(scores) < NAMED * len(scores):
        return False
    return words <= ALONE or sum(score >= SURE for score in scores) >= SOME_SURE * len(scores)


def _is_headline(text: str) -> bool:
    """Does a text hold the employer behind the role?"""
    if joint().search(text):
        return True
    last = _PARTS.split(text)[-1]
    return last != text and employer_score(last) >= SURE and role_score(last) < SURE
