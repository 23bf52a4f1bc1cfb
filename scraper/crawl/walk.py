"""The crawl itself: handed pages, it says which it wants next, and in the end who was met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from scraper import address
from scraper.adapter import Adapter, Rank
from scraper.crawl import absence, joining
from scraper.crawl.joining import Met, Told
from scraper.crawl.looking import Looked, around, is_script
from scraper.crawl.queue import Queue
from scraper.crawl.steps import Step
from scraper.errors import AdapterError, CoffeechatError, Gone
from scraper.model import Edition, Harvest, LeftOut, PageRead, Sighting, Talk
from scraper.page import Follow, Found, Page

T = TypeVar("T")
Place = tuple[int, tuple[int, ...], int]
"""Where a finding stands: depth, path of the page, place on the page. Sorting by it is reading breadth first."""


class Crawl:
    """One conference, from its start page on. Does nothing by itself: see scraper.crawl.

    Which addresses are followed: those on the site of the start page (its sub-domains too, and wherever the start page
    was redirected to), those that belong to a platform (`platforms`, usually registry.platforms()), and from a
    platform's own page those on that page's site. On every page of an ordinary website, and on those that show nobody to a
    conference's own module, the platforms are asked for their data behind it (Adapter.embedded). `budget` is the number of pages it may cost. `known` is what the catalogue
    says of the edition; it wins over what pages say. `may` says which addresses may be wished for at all.
    """

    def __init__(  # noqa: PLR0913 -- one argument a thing to know
        self,
        adapter: Adapter,
        start: str,
        *,
        platforms: Sequence[Adapter] = (),
        budget: int = 150,
        known: Edition | None = None,
        may: Callable[[str], bool] = address.is_web,
    ) -> None:
        self.adapter = adapter
        self.start = start
        self._platforms = tuple(platforms)
        self._known = known
        self._may = may
        self._sites = [start]
        self._queue = Queue(budget)
        self._queue.add(Step(start, adapter, adapter.extract, why="start"))
        self._met: dict[Place, Met] = {}
        self._cards: dict[Sighting, Place] = {}
        self._told: dict[Place, Told] = {}
        self._editions: dict[Place, tuple[Edition, bool]] = {}
        self._left_out: dict[Place, LeftOut] = {}
        self._receipt: dict[Place, PageRead] = {}
        self._errors: dict[Place, CoffeechatError] = {}
        self._empty: dict[Place, Page] = {}
        self._mute: dict[Place, Step] = {}

    @property
    def _anybody(self) -> bool:
        return bool(self._met) or any(told.talk.speakers for told in self._told.values())

    def wants(self, at_most: int) -> list[Step]:
        """The next pages to fetch, at most so many; none while only what is under way can tell what comes next."""
        return self._queue.next(at_most, anybody=self._anybody)

    @property
    def waiting(self) -> int:
        """How many pages wait that must be read, as far as is known by now."""
        return self._queue.waiting

    @property
    def done(self) -> bool:
        """Is every page that was wanted read, or the budget spent?"""
        return self._queue.done(anybody=self._anybody)

    def take(self, step: Step, page: Page, found: Iterable[Found] | Looked) -> None:
        """A page came in and was read; `found` is what `read(step, page)` gave, or `look` (wherever that was done)."""
        if step.path == () and not self._receipt:
            self._sites.append(page.url)
        looked = found if isinstance(found, Looked) else around(step, page, found, self._platforms)
        handed_out, step, findings = step, looked.step, list(looked.found)
        before = self.person(step)
        people = self._remember(step, findings)
        self._queue.back(handed_out, taught=joining.adds(before, self.person(step)), spoke=bool(people))
        self._queue.saw(page.url)
        if page.url == f"{step.url}/":
            self._queue.slashed(step.url)
        place = (len(step.path), step.path, -1)
        self._receipt[place] = PageRead(
            url=page.url,
            adapter=step.adapter.name,
            people=len({one.name for one in people}) or len({n for t in _talks(findings) for n in t.speakers}),
            methods=tuple(dict.fromkeys(one.method for one in people if one.method)),
            about=_whose(step),
        )
        if not people and step.known is not None:
            self._mute[place] = step
        if not people and not (step.path and is_script(page)):
            self._empty[place] = page
        self._follow(step, page, looked)

    def fail(self, step: Step, error: CoffeechatError) -> None:
        """A page could not be had, or not be read. The others go on; what a list said about a person stays."""
        self._queue.back(step, taught=False, spoke=False)
        place = (len(step.path), step.path, -1)
        self._note(place, step.url, step.adapter.name, error, about=_whose(step))
        if step.known is not None and isinstance(error, Gone):
            self._mute[place] = step

    def person(self, step: Step) -> Sighting | None:
        """What is known by now of the person whose own page this is."""
        place = self._cards.get(step.known) if step.known is not None else None
        return None if place is None else self._met[place].sighting

    def harvest(self) -> Harvest:
        """Everybody who was met, copies of one person merged, talks joined to their speakers, with the receipt.

        Raises, when nobody was found: the error of the start page if that could not be read, else NeedsJavaScript or
        NoSpeakers with the reason.
        """
        pages = self._pages()
        people = joining.people(_in_order(self._met), _in_order(self._told))
        left_out = tuple(dict.fromkeys(_in_order(self._left_out)))
        if not people:
            raise absence.reason(
                self.start,
                failed={self._receipt[place].url: error for place, error in sorted(self._errors.items(), key=_place)},
                start_failed=self._errors.get((0, (), -1)),
                empty=_in_order(self._empty),
                left_out=left_out,
            )
        return Harvest(
            edition=self._edition(),
            sightings=tuple(people),
            talks=tuple(dict.fromkeys(told.talk for told in _in_order(self._told))),
            left_out=left_out,
            pages=pages,
            adapter=self._adapters(),
            unread=self._unread(),
        )

    # What a page said

    def _remember(self, step: Step, found: list[Found]) -> list[Sighting]:
        """Keep a page's findings. Gives the people on it."""
        people: list[Sighting] = []
        card = self._cards.get(step.known) if step.known is not None else None
        for i, one in enumerate(found):
            place = (len(step.path), step.path, i)
            if isinstance(one, Sighting):
                if not one.name.strip():
                    continue
                people.append(one)
                if card is not None and joining.is_same(self._met[card].sighting, one):
                    self._met[card] = Met(joining.laid_over(self._met[card].sighting, one), step.adapter)
                    self._cards[one] = card
                else:
                    self._meet(one, place, step)
            elif isinstance(one, Follow) and one.known is not None and one.known.name.strip():
                people.append(one.known)
                self._meet(one.known, place, step)
            elif isinstance(one, Talk):
                self._told[place] = Told(one, step.adapter)
            elif isinstance(one, Edition) and step.known is None:
                self._editions[place] = one, step.adapter.rank < Rank.ANY_WEBSITE
            elif isinstance(one, LeftOut):
                self._left_out[place] = one
        return people

    def _meet(self, sighting: Sighting, place: Place, step: Step) -> None:
        if sighting not in self._cards:  # an adapter may yield a card and wish for its page
            self._cards[sighting] = place
            self._met[place] = Met(sighting, step.adapter)

    # Which pages next

    def _follow(self, step: Step, page: Page, looked: Looked) -> None:
        at = 0
        for one in looked.found:
            if isinstance(one, Follow) and (follow := self._step(step, page, one, at)) is not None:
                self._queue.add(follow)
                at += 1
        for adapter, said in looked.faults:
            place = (len(step.path), step.path, len(self._receipt))
            self._note(place, page.url, adapter, AdapterError(said, adapter=adapter))
        for platform, url in looked.behind:
            if self._may(url):
                wish = Step(url, platform, platform.extract, why=f"{platform.name} in the page", path=(*step.path, at))
                self._queue.add(wish, again=address.key(url) == address.key(page.url))
                at += 1

    def _step(self, step: Step, page: Page, wish: Follow, at: int) -> Step | None:
        if not self._may(wish.url):
            return None
        owner = self._owner(step, wish.url)
        at_home = any(address.same_site(wish.url, site) for site in self._sites)
        beside = wish.url.startswith("file:") and step.adapter.rank != Rank.ANY_WEBSITE  # one that `may` let pass
        next_door = step.adapter.rank in (Rank.PLATFORM, Rank.FORMAT) and address.same_site(wish.url, page.url)
        if not (at_home or next_door or beside or owner is not step.adapter or self._is_mine(step.adapter, wish.url)):
            return None
        if step.adapter.rank == Rank.ANY_WEBSITE and owner is not step.adapter:
            extract = owner.extract  # a platform knows its pages better than whoever guessed how to read them
        else:
            extract = wish.extract or (step.extract if owner is step.adapter else owner.extract)
        return Step(
            wish.url,
            owner if extract is owner.extract else step.adapter,
            extract,
            known=wish.known,
            why=wish.why,
            path=(*step.path, at),
            fallback=wish.fallback,
        )

    def _owner(self, step: Step, url: str) -> Adapter:
        """Who reads this address: the page's own adapter if it is made for it, a platform, else the page's own."""
        if self._is_mine(step.adapter, url):
            return step.adapter
        return next((platform for platform in self._platforms if platform.matches(url)), step.adapter)

    @staticmethod
    def _is_mine(adapter: Adapter, url: str) -> bool:
        return adapter.rank != Rank.ANY_WEBSITE and adapter.matches(url)

    # What came of it

    def _note(self, place: Place, url: str, adapter: str, error: CoffeechatError, *, about: str | None = None) -> None:
        self._errors[place] = error
        self._receipt[place] = PageRead(url=url, adapter=adapter, error=error.kind, message=error.message, about=about)

    def _unread(self) -> tuple[PageRead, ...]:
        steps = self._queue.unread(anybody=self._anybody)
        return tuple(PageRead(url=step.url, adapter=step.adapter.name, about=_whose(step)) for step in steps)

    def _pages(self) -> tuple[PageRead, ...]:
        missed = {place for place, step in self._mute.items() if self._queue.would_tell(step)}
        receipt = {place: replace(page, missed=place in missed) for place, page in self._receipt.items()}
        pages = _in_order(receipt)
        remarks = []
        if self._queue.spared:
            remarks.append(f"people's own pages say nothing new here: {self._queue.spared} were not read")
        if unread := len(self._unread()):
            remarks.append(f"the budget of pages was spent: {unread} more were not read")
        if remarks and pages and not pages[0].error:
            pages[0] = replace(pages[0], message="; ".join(remarks))
        return tuple(pages)

    def _adapters(self) -> str:
        """The adapter that brought the people: a platform found behind the site rather than the site's own."""
        counts: dict[str, int] = {}
        for met in self._met.values():
            counts[met.adapter.name] = counts.get(met.adapter.name, 0) + 1
        return max(counts, key=lambda name: counts[name], default=self.adapter.name)

    def _edition(self) -> Edition | None:
        """Field by field: the catalogue's word, then a platform's or conference module's, then any page's."""
        ordered = sorted(self._editions.items(), key=lambda one: (not one[1][1], one[0]))
        known = [self._known] if self._known else []
        return joining.one_edition([*known, *(edition for _, (edition, _) in ordered)])


def _whose(step: Step) -> str | None:
    return step.known.name if step.known is not None else None


def _place(one: tuple[Place, object]) -> Place:
    return one[0]


def _in_order(found: dict[Place, T]) -> list[T]:
    return [value for _, value in sorted(found.items(), key=_place)]


def _talks(found: Iterable[Found]) -> Iterator[Talk]:
    return (one for one in found if isinstance(one, Talk))
