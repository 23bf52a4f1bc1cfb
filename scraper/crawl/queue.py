"""Which page next: wishes in order, each page once, within a budget."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scraper import address
from scraper.crawl.steps import Step
from scraper.page import Extract

SAMPLE = 30  # a job title on every seventh page is missed by a sample of thirty once in a hundred crawls
Kind = tuple[str, Extract]
Rank = tuple[int, int]


class Queue:
    """The wishes of a crawl, breadth first: must-read pages (rank 0) before fallbacks, fallbacks by rank.

    Wishes of one rank from pages of one depth belong together (the days of a programme): they are tried as a whole,
    and the next rank only when that was read and nobody was found. Of people's own pages of one kind a sample is read first; if nothing new stands there, the others are
    not asked for. Both hold however many pages are in flight, so the same site gives the same harvest.
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

    def slashed(self, url: str) -> None:
        """A page was found at its address with a slash behind: so will be those beside it, without being sent on."""
        folder = url.rpartition("/")[0]
        for key, step in self._waiting.items():
            beside, _, name = step.url.rpartition("/")
            if beside == folder and name and not set(name) & set(".?#"):
                self._waiting[key] = replace(step, url=f"{step.url}/")

    def next(self, at_most: int, *, anybody: bool) -> list[Step]:
        """The pages to fetch now, at most so many. `anybody`: has somebody been found already?"""
        wanted = self._wanted(anybody=anybody)
        now = self._not_held_back(wanted)
        if not now and not self._out:
            now = wanted  # a sample that can never be whole, because a redirect led to one of its pages
        now = now[: max(0, min(at_most, self.left))]
        for key, step in now:
            del self._waiting[key]
            self._out[step.adapter.name, step.url] = step
        self.left -= len(now)
        return [step for _, step in now]

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
                del self._waiting[key]

    def would_tell(self, step: Step) -> bool:
        """Is something lost with a person's own page that is gone or silent?

        Not where others' pages of its kind were read and told nothing that the list had not.
        """
        return self._sample(step).worth_it or not self._sample(step).spoke

    def done(self, *, anybody: bool) -> bool:
        """Is there nothing under way and nothing left to ask for?"""
        return not self._out and (self.left <= 0 or not self._wanted(anybody=anybody))

    def unread(self, *, anybody: bool) -> list[Step]:
        """The pages that are wanted and were not handed out because the budget is spent."""
        if self.left > 0:
            return []
        waiting = self._waiting.values()
        return [step for step in waiting if not (anybody and step.fallback) or _rank(step) == self._trying]

    def _sample(self, step: Step) -> _Sample:
        return self._samples.setdefault(_kind(step), _Sample())

    def _not_held_back(self, wanted: list[tuple[str, Step]]) -> list[tuple[str, Step]]:
        """Without people's own pages that wait for what a sample of them teaches."""
        free: list[tuple[str, Step]] = []
        drawn: set[Kind] = set()
        for key, step in wanted:
            if step.known is not None and not (sample := self._sample(step)).worth_it:
                if (kind := _kind(step)) not in drawn:
                    drawn.add(kind)
                    sample.draw(self._alike(kind))
                if key not in sample.chosen:
                    continue
            free.append((key, step))
        return free

    def _alike(self, kind: Kind) -> list[str]:
        """The waiting pages of one kind, in order."""
        alike = [(one.path, key) for key, one in self._waiting.items() if one.known is not None and _kind(one) == kind]
        return [key for _, key in sorted(alike)]

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
    """People's own pages of one kind: which make the sample, how many came back, did any speak, was any worth it?"""

    chosen: set[str] = field(default_factory=set)
    barren: int = 0
    worth_it: bool = False
    spoke: bool = False

    def draw(self, alike: list[str]) -> None:
        """Choose what is missing from a whole sample, spread over all that wait: lists are sorted by something."""
        missing = SAMPLE - len(self.chosen)
        if missing > 0 and self.chosen.isdisjoint(alike):
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


def _rank(step: Step) -> Rank:
    return step.fallback, len(step.path)


def _harder(old: Step, new: Step) -> Step:
    """The same page wished for twice: the more pressing wish wins, and nothing known about it is lost."""
    first, second = (new, old) if new.fallback < old.fallback else (old, new)
    if first.known is None and second.known is not None:
        return replace(second, fallback=first.fallback)
    return first
