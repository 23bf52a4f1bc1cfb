"""What is done while pages are waited for: tables loaded, people made. Little is left when the last page is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from scraper import identity
from scraper.crawl import Crawl, Looked, Step
from scraper.model import Sighting
from scraper.normalise import normalise
from scraper.page import Page
from scraper.pull.recall import Look, reader
from scraper.reading import Made
from scraper.recognise.names import name_key
from scraper.store.pulling import subjects

_ANYBODY = Sighting(
    name="Ann Example", headline="Engineer, Example Ltd", bio="Ann Example builds things.", talks=("On things",)
)


def load() -> None:
    """Load what making people and seeing who they are takes, and reading as good as all: by making somebody."""
    reader()
    normalise(_ANYBODY)
    identity.keys(name_key(_ANYBODY.name), (), (), ())


def weighing(look: Look) -> Look:
    """`look`, after which it is known what texts are about: remembered until the people are stored."""

    async def looked(step: Step, page: Page) -> Looked:
        found = await look(step, page)
        for one in found.found:
            if isinstance(one, Sighting):
                subjects.weigh_beforehand(one)
        return found

    return looked


class Ahead:
    """Of everybody whose own page was read, what normalising makes; a page that says more later has it made again."""

    def __init__(self, crawl: Crawl) -> None:
        self._crawl = crawl
        self._made: dict[Sighting, Made] = {}

    def take(self, step: Step) -> None:
        """A page was read: make the person of it whose own page it is."""
        person = self._crawl.person(step)
        if person is None or person in self._made:
            return
        self._made[person] = normalise(person)

    def people(self, sightings: Sequence[Sighting], make: Callable[[Sequence[Sighting]], Iterable[Made]]) -> list[Made]:
        """What normalising makes of each, in their order; `make` is asked for those that are not made yet."""
        missing = iter(make([one for one in sightings if one not in self._made]))
        return [self._made[one] if one in self._made else next(missing) for one in sightings]
