"""Which page next: wishes in order, each page once, within a budget."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from scraper import address
from scraper.crawl.steps import Step
from scraper.page import Extract

SAMPLE = 30  # a job title on every seventh page is missed by a sample of thirty once in a hundred crawls
Kind = tuple[str, Extract]
Rank = tuple[int, int]
Order = tuple[int, tuple[int, ...]]


class Queue:
    """The wishes of a crawl, breadth first: must-read pages (rank 0) before fallbacks, fallbacks by rank.

    Wishes of one rank from pages of one depth belong together (the days of a programme): they are tried as a whole,
    and the next rank only when that was read and nobody was found. Of people's own pages of one kind a sample is read
    first; if nothing new stands there, the others are not asked for, and what is read of the others is not probed for
    platforms behind it: they are made alike, so what stands behind one stands behind the sample. Both hold however many pages are
    in flight, so the same site gives the same harvest.

    What must be read stands in a heap, so that the ten-thousandth page costs no more than the first. An entry whose
    wish is gone or stands elsewhere by now is passed over when it comes up.
    """

    def __init__(self, budget: int) -> None:
        self.left = budget
        self.spared = 0
        self._must: dict[str, Step] = {}
        self._later: dict[str, Step] = {}
        self._heap: list[tuple[Order, str]] = []
        self._held: dict[Kind, list[tuple[Order, str]]] = {}
        self._own: dict[Kind, set[str]] = {}
        self._out: dict[tuple[str, str], Step] = {}
        self._seen: set[str] = set()
        self._samples: dict[Kind, _Sample] = {}
        self._trying: Rank | None = None

    @property
    def waiting(self) -> int:
        """How many wishes wait that the budget allows for."""
        return min(len(self._must), self.left)

    def add(self, step: Step, *, again: bool = False) -> None:
        """Wish for a page. One that waits already is wished for harder.

        One that was read is not read again, unless `again`: by another adapter than the first time.
        """
        key = f"{step.adapter.name} {step.url}" if again else address.key(step.url)
        waiting = self._must.get(key) or self._later.get(key)
        if waiting is not None:
            self._put(key, _harder(waiting, step), instead_of=waiting)
        elif key not in self._seen:
            self._seen.add(key)
            if step.known is not None and self._sample(step).in_vain:
                self.spared += 1
            else:
                self._put(key, step)

    def saw(self, url: str) -> None:
        """A page turned out to live at this address (after a redirect): no need to read it again."""
        key = address.key(url)
        self._seen.add(key)
        self._drop(key)

    def slashed(self, url: str) -> None:
        """A page was found at its address with a slash behind: so will be those beside it, without being sent on."""
        folder = url.rpartition("/")[0]
        for some in (self._must, self._later):
            for key, step in some.items():
                beside, _, name = step.url.rpartition("/")
                if beside == folder and name and not set(name) & set(".?#"):
                    some[key] = replace(step, url=f"{step.url}/")

    def next(self, at_most: int, *, anybody: bool) -> list[Step]:
        """The pages to fetch now, at most so many. `anybody`: has somebody been found already?"""
        room = max(0, min(at_most, self.left))
        now = self._first(room, anybody=anybody, hold=True) if room else []
        if room and not now and not self._out:  # a sample that can never be whole: a redirect led to one of its pages
            now = self._first(room, anybody=anybody, hold=False)
        for step in now:
            self._out[step.adapter.name, step.url] = step
        self.left -= len(now)
        return now

    def back(self, step: Step, *, taught: bool = True, spoke: bool = True) -> None:
        """A page that was handed out has come back; `taught`: it said something that was not known before.

        `spoke`: a person's own page named them at all.
        """
        self._out.pop((step.adapter.name, step.url), None)
        if step.known is None:
            return
        self._sample(step).back(taught=taught, spoke=spoke)
        if self._sample(step).in_vain:
            spared = self._alike(_kind(step))
            self.spared += len(spared)
            for key in spared:
                self._drop(key)
        elif self._sample(step).worth_it:
            self._release(_kind(step))

    def would_tell(self, step: Step) -> bool:
        """Is something lost with a person's own page that is gone or silent?

        Not where others' pages of its kind were read and told nothing that the list had not.
        """
        return self._sample(step).worth_it or not self._sample(step).spoke

    def done(self, *, anybody: bool) -> bool:
        """Is there nothing under way and nothing left to ask for?"""
        return not self._out and (self.left <= 0 or not (self._must or self._trying_now(anybody=anybody)))

    def unread(self, *, anybody: bool) -> list[Step]:
        """The pages that are wanted and were not handed out because the budget is spent."""
        if self.left > 0:
            return []
        later = [step for step in self._later.values() if not anybody or _rank(step) == self._trying]
        return [*(step for _, step in self._in_order(self._must)), *later]

    def _put(self, key: str, step: Step, *, instead_of: Step | None = None) -> None:
        """Have a wish wait, in the place of an earlier one for the same page."""
        if step == instead_of:
            return
        self._drop(key)
        (self._later if step.fallback else self._must)[key] = step
        if step.known is not None:
            self._own.setdefault(_kind(step), set()).add(key)
        if not step.fallback:
            heapq.heappush(self._heap, (_order(step), key))

    def _drop(self, key: str) -> Step | None:
        step = self._must.pop(key, None) or self._later.pop(key, None)
        if step is not None and step.known is not None:
            self._own[_kind(step)].discard(key)
        return step

    def _sample(self, step: Step) -> _Sample:
        return self._samples.setdefault(_kind(step), _Sample())

    def _first(self, room: int, *, anybody: bool, hold: bool) -> list[Step]:
        """The first that wait; without those that wait for what a sample teaches, if they are to be held back."""
        if not hold:
            for kind in [*self._held]:
                self._release(kind)
        now: list[Step] = []
        coming = self._coming() if self._must else iter(self._trying_now(anybody=anybody))
        for key, step in coming:
            if hold and self._waits_for_sample(key, step):
                if not step.fallback:
                    self._held.setdefault(_kind(step), []).append((_order(step), key))
                continue
            self._drop(key)
            is_one_of_many = step.known is not None and key not in self._sample(step).chosen
            now.append(replace(step, probed=False) if is_one_of_many else step)
            if len(now) == room:
                break
        return now

    def _coming(self) -> Iterator[tuple[str, Step]]:
        """What must be read, in order, taken off the heap."""
        while self._heap:
            order, key = heapq.heappop(self._heap)
            step = self._must.get(key)
            if step is not None and _order(step) == order:
                yield key, step

    def _waits_for_sample(self, key: str, step: Step) -> bool:
        """Is it somebody's own page, to be read only if those of a sample teach something?"""
        if step.known is None or (sample := self._sample(step)).worth_it:
            return False
        if sample.missing and sample.chosen.isdisjoint(alike := self._alike(_kind(step))):
            sample.draw(alike)
            self._release(_kind(step))
        return key not in sample.chosen

    def _release(self, kind: Kind) -> None:
        for entry in self._held.pop(kind, ()):
            heapq.heappush(self._heap, entry)

    def _alike(self, kind: Kind) -> list[str]:
        """The waiting pages of one kind, in order."""
        alike = [
            (step.path, key) for key in self._own.get(kind, ()) if (step := self._must.get(key) or self._later.get(key))
        ]
        return [key for _, key in sorted(alike)]

    def _trying_now(self, *, anybody: bool) -> list[tuple[str, Step]]:
        """The fallbacks whose turn it is, where nothing else waits; none while somebody may yet be found without."""
        if not any(_rank(step) == self._trying for step in self._later.values()):
            if anybody or not self._later or self._out:  # what is under way may yet find somebody
                return []
            self._trying = min(map(_rank, self._later.values()))
        return [(key, step) for key, step in self._in_order(self._later) if _rank(step) == self._trying]

    @staticmethod
    def _in_order(some: dict[str, Step]) -> list[tuple[str, Step]]:
        return sorted(some.items(), key=lambda one: _order(one[1]))


@dataclass(slots=True)
class _Sample:
    """People's own pages of one kind: which make the sample, how many came back, did any speak, was any worth it?"""

    chosen: set[str] = field(default_factory=set)
    barren: int = 0
    worth_it: bool = False
    spoke: bool = False

    @property
    def missing(self) -> int:
        """How many more make the sample whole?"""
        return SAMPLE - len(self.chosen)

    def draw(self, alike: list[str]) -> None:
        """Choose what is missing from a whole sample, spread over all that wait: lists are sorted by something."""
        missing = self.missing
        self.chosen.update(alike[i * len(alike) // missing] for i in range(missing))

    def back(self, *, taught: bool, spoke: bool) -> None:
        """Count a page that came back."""
        self.spoke = self.spoke or spoke
        self.worth_it = self.worth_it or taught
        self.barren += not taught

    @property
    def in_vain(self) -> bool:
        """Did the whole sample come back, and teach nothing?"""
        return not self.worth_it and self.barren >= SAMPLE


def _kind(step: Step) -> Kind:
    return step.adapter.name, getattr(step.extract, "func", step.extract)  # partial(about, known=...) is one kind


def _order(step: Step) -> Order:
    return len(step.path), step.path


def _rank(step: Step) -> Rank:
    return step.fallback, len(step.path)


def _harder(old: Step, new: Step) -> Step:
    """The same page wished for twice: the more pressing wish wins, and nothing known about it is lost."""
    first, second = (new, old) if new.fallback < old.fallback else (old, new)
    if first.known is None and second.known is not None:
        return replace(second, fallback=first.fallback)
    return first
