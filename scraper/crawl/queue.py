"""Which page next: wishes in order, each page once, within a budget."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scraper import address
from scraper.crawl.steps import Step
from scraper.page import Extract

SAMPLE = 20  # a job title on every fifth page is missed by a sample of twenty once in a hundred crawls
Kind = tuple[str, Extract]
Rank = tuple[int, int]


class Queue:
    """The wishes of a crawl, breadth first: must-read pages (rank 0) before fallbacks, fallbacks by rank.

    Wishes of one rank from pages of one depth belong together (the days of a programme): they are tried as a whole,
    and the next rank only when that was read and nobody was found. Of people's own pages of one kind a sample is read first; if nothing new stands there, the others are not
    asked for. Both hold however many pages are in flight, so the same site gives the same harvest.
    """

    def __init__(self, budget: int) -> None:
        self.left = budget
        self.spared = 0
        self._waiting: dict[str, Step] = {}
        self._out: dict[tuple[str, str], Step] = {}
        self._seen: set[str] = set()
        self._samples: dict[Kind, _Sample] = {}
        self._trying: Rank | None = None

    def add(self, step: Step, *, again: bool = False) -> None:
        """Wish for a page. One that waits already is wished for harder.

        One that was read is not read again, unless `again`: by another adapter than the first time.
        """
        key = f"{step.adapter.name} {step.url}" if again else address.key(step.url)
        waiting = self._waiting.get(key)
        if waiting is not None:
            self._waiting[key] = _harder(waiting, step)
        elif key not in self._seen:
            self._seen.add(key)
            if step.known is not None and self._sample(step).in_vain:
                self.spared += 1
            else:
                self._waiting[key] = step

    def saw(self, url: str) -> None:
        """A page turned out to live at this address (after a redirect): no need to read it again."""
        key = address.key(url)
        self._seen.add(key)
        self._waiting.pop(key, None)

    def next(self, at_most: int, *, anybody: bool) -> list[Step]:
        """The pages to fetch now, at most so many. `anybody`: has somebody been found already?"""
        chosen: list[Step] = []
        for key, step in self._wanted(anybody=anybody):
            if len(chosen) >= min(at_most, self.left):
                break
            if step.known is not None and not self._sample(step).lets_through():
                continue
            del self._waiting[key]
            self._out[step.adapter.name, step.url] = step
            chosen.append(step)
        self.left -= len(chosen)
        return chosen

    def back(self, step: Step, *, taught: bool = True) -> None:
        """A page that was handed out has come back; `taught`: it said something that was not known before."""
        self._out.pop((step.adapter.name, step.url), None)
        if step.known is None:
            return
        self._sample(step).back(taught=taught)
        if self._sample(step).in_vain:
            kind = _kind(step)
            spared = [key for key, one in self._waiting.items() if one.known is not None and _kind(one) == kind]
            self.spared += len(spared)
            for key in spared:
                del self._waiting[key]

    def done(self, *, anybody: bool) -> bool:
        """Is there nothing under way and nothing left to ask for?"""
        return not self._out and (self.left <= 0 or not self._wanted(anybody=anybody))

    def unread(self, *, anybody: bool) -> int:
        """How many pages are wanted and were not handed out."""
        return sum(not (anybody and step.fallback) or _rank(step) == self._trying for step in self._waiting.values())

    def _sample(self, step: Step) -> _Sample:
        return self._samples.setdefault(_kind(step), _Sample())

    def _wanted(self, *, anybody: bool) -> list[tuple[str, Step]]:
        must = [(key, step) for key, step in self._waiting.items() if not step.fallback]
        if must:
            return sorted(must, key=lambda one: (len(one[1].path), one[1].path))
        if not any(_rank(step) == self._trying for step in self._waiting.values()):
            if anybody or not self._waiting or self._out:  # what is under way may yet find somebody
                return []
            self._trying = min(map(_rank, self._waiting.values()))
        trying = [(key, step) for key, step in self._waiting.items() if _rank(step) == self._trying]
        return sorted(trying, key=lambda one: one[1].path)


@dataclass(slots=True)
class _Sample:
    """People's own pages of one kind: how many were asked for, how many came back, and whether any was worth it."""

    out: int = 0
    barren: int = 0
    worth_it: bool = False

    def lets_through(self) -> bool:
        if self.worth_it or self.out < SAMPLE:
            self.out += 1
            return True
        return False

    def back(self, *, taught: bool) -> None:
        """Count a page that came back."""
        self.worth_it = self.worth_it or taught
        self.barren += not taught

    @property
    def in_vain(self) -> bool:
        """Did the whole sample come back, and teach nothing?"""
        return not self.worth_it and self.barren >= SAMPLE


def _kind(step: Step) -> Kind:
    return step.adapter.name, step.extract


def _rank(step: Step) -> Rank:
    return step.fallback, len(step.path)


def _harder(old: Step, new: Step) -> Step:
    """The same page wished for twice: the more pressing wish wins, and nothing known about it is lost."""
    first, second = (new, old) if new.fallback < old.fallback else (old, new)
    if first.known is None and second.known is not None:
        return replace(second, fallback=first.fallback)
    return first
