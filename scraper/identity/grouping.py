"""Who is whom among many appearances: the surest pairs first, whatever the order they came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scraper.identity.forms import are_of_two
from scraper.identity.shares import limits
from scraper.identity.signs import Evidence, Known, together

Pair = frozenset[int]
_Weighed = list[tuple[Pair, Evidence]]


@dataclass(slots=True)
class Groups:
    """`people`: every appearance's id in one set with those of the same person. `because`: the pairs that joined them.

    `doubtful`: pairs of different people that may be one, surest first, at most one for two people.
    """

    people: list[frozenset[int]] = field(default_factory=list)
    because: dict[Pair, Evidence] = field(default_factory=dict)
    doubtful: _Weighed = field(default_factory=list)


def group(
    known: Mapping[int, Known],
    evidence: Mapping[Pair, Evidence],
    *,
    rank: Mapping[int, object],
    one: Iterable[Pair] = (),
    two: Iterable[Pair] = (),
) -> Groups:
    """Put the appearances of each person together, by the evidence for pairs of them.

    `one` are pairs of which the user said that they are one person, `two` that they are two; that wins over all evidence.
    `rank` settles ties by what appearances are, so that the order in which they came does not matter. Two appearances of
    one edition stay two people; so do two that fit a third about equally well.
    """
    told, parted = set(one), set(two)
    place = _lots(known, (*evidence, *told))
    lots: dict[int, _Lot] = defaultdict(_Lot)
    for number, at in place.items():
        lots[at].known[number] = known[number]
    for pair, said in evidence.items():
        lots[place[min(pair)]].evidence[pair] = said
    for pair in told:
        lots[place[min(pair)]].one.add(pair)
    for pair in parted:
        lots[place[min(pair)]].two.add(pair)
    found = Groups()
    for lot in lots.values():
        _put_together(lot, rank, found)
    found.doubtful.sort(key=lambda item: (-item[1].weight, sorted(repr(rank[number]) for number in item[0])))
    return found


@dataclass(slots=True)
class _Lot:
    """Appearances that have to do with each other, and with nobody else."""

    known: dict[int, Known] = field(default_factory=dict)
    evidence: dict[Pair, Evidence] = field(default_factory=dict)
    one: set[Pair] = field(default_factory=set)
    two: set[Pair] = field(default_factory=set)


def _lots(known: Iterable[int], pairs: Iterable[Pair]) -> dict[int, int]:
    """The lot each belongs to: those that pairs lead to, over however many."""
    above = {number: number for number in known}

    def top(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for first, second in pairs:
        above[top(first)] = top(second)
    return {number: top(number) for number in above}


def _put_together(lot: _Lot, rank: Mapping[int, object], into: Groups) -> None:
    work = _Work(lot.known, lot.evidence, rank, lot.one, lot.two)
    for pair in sorted(lot.one - work.apart, key=work.ranked):
        work.join(pair)
    work.apart |= {pair for pair, said in lot.evidence.items() if said.weight < limits()["least_by_name"]}
    work.join_all(sorted(lot.evidence.items(), key=lambda item: (-item[1].weight, work.ranked(item[0]))))
    # Then people whose appearances say enough only together: one tells of the other's employer, another came back.
    while work.join_all(work.between(), most=1):
        pass
    into.people += dict.fromkeys(frozenset(part) for part in work.parts.values())
    into.because |= work.because
    into.doubtful += [
        (pair, said) for pair, said in work.between() if said.weight >= limits()["ask"] and work.may_join(pair)
    ]


class _Work:
    """Groups while they grow."""

    def __init__(
        self,
        known: Mapping[int, Known],
        evidence: Mapping[Pair, Evidence],
        rank: Mapping[int, object],
        told: set[Pair],
        apart: set[Pair],
    ) -> None:
        self.evidence = evidence
        self.told = told
        self.apart = apart
        self.names = {name: one.name_key for name, one in known.items()}
        self.edition = {name: one.edition for name, one in known.items()}
        self.order = {name: place for place, name in enumerate(sorted(known, key=lambda name: repr(rank[name])))}
        self.parts = {name: {name} for name in known}
        self.because: dict[Pair, Evidence] = {}

    def ranked(self, pair: Pair) -> list[int]:
        """The place of a pair among pairs that weigh the same."""
        return sorted(self.order[name] for name in pair)

    def join(self, pair: Pair) -> bool:
        """Make one person of two, unless they must stay two."""
        if not self.may_join(pair):
            return False
        first, second = pair
        both = self.parts[first] | self.parts[second]
        for name in both:
            self.parts[name] = both
        return True

    def may_join(self, pair: Pair) -> bool:
        """May the people of these two be one? Not when both stand in one edition, or somebody said that they are two.

        Nor when their names are of two people, though a third fits both: "J. Zhao" is Jing Zhao or Jun Zhao.
        """
        first, second = pair
        ours, theirs = self.parts[first], self.parts[second]
        if ours is theirs:
            return True
        if {self.edition[name] for name in ours} & {self.edition[name] for name in theirs}:
            return False
        return not any(
            frozenset((mine, yours)) in self.apart or self._are_two(mine, yours) for mine in ours for yours in theirs
        )

    def _are_two(self, mine: int, yours: int) -> bool:
        """Do names show two people? Not where the evidence is sure all the same, or one is known to have had both."""
        if not are_of_two(self.names[mine], self.names[yours]) or self._is_sure(mine, yours):
            return False
        return not any(
            self._is_sure(one, third)
            and are_of_two(self.names[one], self.names[third])
            and not are_of_two(self.names[third], self.names[other])
            for one, other in ((mine, yours), (yours, mine))
            for third in self.parts[mine] | self.parts[yours]
        )

    def _is_sure(self, one: int, other: int) -> bool:
        pair = frozenset((one, other))
        said = self.evidence.get(pair)
        return pair in self.told or (said is not None and said.weight >= limits()["one"])

    def is_one(self, pair: Pair) -> bool:
        """Are they one person by now?"""
        first, second = pair
        return self.parts[first] is self.parts[second]

    def join_all(self, pairs: _Weighed, most: int | None = None) -> int:
        """Join what weighs enough, surest first, at most so many; gives how many."""
        limit = limits()
        near: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for pair, found in pairs:
            if found.weight >= limit["ask"]:
                first, second = pair
                near[first].append((second, found.weight))
                near[second].append((first, found.weight))
        joined = 0
        for pair, found in pairs:
            if found.weight < limit["one"] or joined == most:
                break
            if not (self.is_one(pair) or self._has_rival(pair, found.weight, near)) and self.join(pair):
                self.because[pair] = found
                joined += 1
        return joined

    def _has_rival(self, pair: Pair, weight: float, near: Mapping[int, list[tuple[int, float]]]) -> bool:
        """Does one of the two fit somebody else about as well, who cannot be the same person as the other?"""
        first, second = pair
        for mine, yours in ((first, second), (second, first)):
            for name, strength in near[mine]:
                beside = strength >= weight - limits()["margin"] and name not in self.parts[mine] | self.parts[yours]
                if beside and self.may_join(frozenset((mine, name))) and not self.may_join(frozenset((yours, name))):
                    return True
        return False

    def between(self) -> _Weighed:
        """What all appearances of two people say together, surest first; each with the pair that says most."""
        found: dict[frozenset[int], list[Pair]] = defaultdict(list)
        for pair in self.evidence:
            if not self.is_one(pair):
                found[frozenset(id(self.parts[name]) for name in pair)].append(pair)
        weighed = [
            (
                min(pairs, key=lambda pair: (-self.evidence[pair].weight, self.ranked(pair))),
                together(self.evidence[pair] for pair in sorted(pairs, key=self.ranked)),
            )
            for pairs in found.values()
        ]
        return sorted(weighed, key=lambda item: (-item[1].weight, self.ranked(item[0])))
