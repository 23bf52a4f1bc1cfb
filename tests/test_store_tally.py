"""The tally says of everything what asking the file says."""

from contextlib import closing
from dataclasses import replace
from itertools import product
from random import Random
from threading import Event

import pytest
from invented import pull, speaker

from scraper.model import Edition
from scraper.store import query
from scraper.store.choice import keeping, tally
from scraper.store.choice.facets import NAMES, facets
from scraper.store.choice.filters import Filters
from scraper.store.choice.keeping import Keeper
from scraper.store.write import add_to_shortlist, open_store

TOPICS = ("privacy", "beekeeping", "tram signalling")
QUESTIONS = [
    Filters(**{name: value for name, value in zip(("family", "kind", "conference", "year"), chosen, strict=True) if value})
    for chosen in product((None, "design", "other"), (None, "hospital"), (None, "north", "north 2024"), (None, 2024, 2025))
]  # fmt: skip
QUESTIONS += [
    Filters(company="harbour health"), Filters(company="harbour health", year=2025), Filters(words="nurse"),
    Filters(words="nurse", conference="south"), Filters(role="head", year=2024), Filters(seniority="director", year=2025),
    Filters(shortlisted=True), Filters(shortlisted=False, family="design"), Filters(state="new", year=2024),
    Filters(topic="privacy"), Filters(company="harbour health", topic="privacy", year=2025), Filters(company="harb", kind="hospital"),
    Filters(family="nothing there is"), Filters(family=""), Filters(seniority="director"),
]  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Sixty people who change jobs, and some of whom are at several of four editions."""
    random = Random(7)  # noqa: S311 -- the same people every time
    path = tmp_path_factory.mktemp("tally") / "speakers.db"
    names = [f"{given} {family}" for given in ("Ana", "Bo", "Cy", "Dov", "Eve", "Fay") for family in
             ("Ruiz", "Lind", "Okoro", "Żak", "Marsh", "Petrov", "Sarr", "Yalin", "Quist", "Amsel")]  # fmt: skip
    jobs = [("Nurse", "medicine", None), ("Head of Design", "design", "director"), ("Designer", "design", None),
            ("Beekeeper in chief", None, "executive"), (None, None, None)]  # fmt: skip
    places = [("Harbour Health", "hospital"), ("Loomwork", "company"), ("Harbour Radio", None), (None, None)]
    with open_store(path) as database:
        for conference, year in (("North", 2024), ("North", 2025), ("South", 2024), ("East", None)):
            edition = Edition(conference=conference, year=year, url=f"https://{conference.lower()}.example/{year}")
            people = []
            for name in random.sample(names, 25):
                (role, family, seniority), (employer, kind) = random.choice(jobs), random.choice(places)
                people.append(
                    speaker(name, role, employer, role_family=family, seniority=seniority, kind=kind,
                            topics=tuple(random.sample(TOPICS, random.randrange(3))), links=(f"https://{name.replace(' ', '').lower()}.example/",))
                )  # fmt: skip
            pull(database, people, edition=edition, target=edition.url)
        for number in (1, 2, 5):
            add_to_shortlist(database, number)
    return path


@pytest.fixture
def read(file):
    connection = query.connect(file)
    yield connection
    connection.close()


def test_people_are_at_several_conferences(read):
    """Else nothing below shows anything."""
    depth = read.execute("SELECT max(n) FROM (SELECT count(*) AS n FROM appearances GROUP BY speaker_id)").fetchone()[0]
    assert depth >= 3
    assert len(tally.make(read).changed) > 5


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda one: " ".join(f"{k}={v}" for k, v in tally_of(one).items()) or "all"
)
def test_tally_chooses_and_counts_as_asking_does(read, question):
    made = tally.make(read)
    who = tally.anywhere(tally.chosen(made, read, question))
    everybody = query.speakers(read, replace(question, sort="name"))
    assert [f"p-{made.ids[place]}" for place in tally.each(who)] == [one["id"] for one in everybody]
    that_day = question.conference is not None or question.year is not None
    for name, values in facets(read, made, question).items():
        if (name == "topic" and that_day) or (question.topic and name in ("conference", "year")):
            continue  # who is about a topic at one conference depends on who else was there: facets says so
        for one in values:
            changed = {name: int(one.value) if name == "year" else one.value}
            assert query.count(read, replace(question, **changed)) == one.people, (name, one)
            assert one.people > 0
        assert sum(one.chosen for one in values) <= 1


def tally_of(question):
    return {name: value for name in NAMES if (value := getattr(question, name)) is not None}


def test_topics_are_counted_as_they_are_chosen(read):
    found = facets(read, tally.make(read), Filters(), names=("topic",))["topic"]
    assert {one.value for one in found} >= set(TOPICS)
    for one in found:
        assert query.count(read, Filters(topic=one.value)) == one.people


def test_tally_is_kept_while_nothing_changes(file, tmp_path):
    copy = tmp_path / "speakers.db"
    copy.write_bytes(file.read_bytes())
    keeper = Keeper(lambda: query.connect(copy))

    def current():
        connection = query.connect(copy)
        try:
            return keeper(connection)
        finally:
            connection.close()

    first = current()
    assert current() is first
    with open_store(copy) as database:
        add_to_shortlist(database, 9)
    assert current() is first  # a star is no fact
    with open_store(copy) as database:
        pull(
            database,
            [speaker("Zora Neumann-Vey", "Baker", "Crumb & Co")],
            edition=Edition(conference="West", year=2026),
        )
    assert len(current().ids) == len(first.ids) + 1


def test_large_file_is_counted_beside_the_requests(file, tmp_path, monkeypatch):
    """Until that is done the counts of before are given, and say so; orders are those of the query."""
    monkeypatch.setattr(keeping, "AT_ONCE", 3)
    copy = tmp_path / "speakers.db"
    copy.write_bytes(file.read_bytes())
    keeper, hold = Keeper(lambda: query.connect(copy)), Event()
    made = keeping.make

    def slow(connection):
        assert hold.wait(20)
        return made(connection)

    with closing(query.connect(copy)) as connection:
        first = keeper(connection)
        monkeypatch.setattr(keeping, "make", slow)
        with open_store(copy) as database:
            pull(
                database,
                [speaker("Zora Neumann-Vey", "Baker", "Crumb & Co")],
                edition=Edition(conference="West", year=2026),
            )
        old = keeper(connection)
        assert old.behind
        assert old.ids == first.ids
        hold.set()
        keeper.renew()
        now = keeper(connection)
        assert not now.behind
        assert len(now.ids) == len(first.ids) + 1


@pytest.mark.parametrize("order", tally.ORDERS)
@pytest.mark.parametrize("question", [Filters(), Filters(family="design"), Filters(year=2025)], ids=str)
def test_orders_are_those_of_the_query(read, order, question):
    made = tally.make(read)
    who = tally.anywhere(tally.chosen(made, read, question))
    listed = [f"p-{made.ids[place]}" for place in tally.in_order(made, read, order, who)]
    assert listed == [one["id"] for one in query.speakers(read, replace(question, sort=order))]


def test_first_page_waits_for_the_counting_under_way(file):
    keeper = Keeper(lambda: query.connect(file))
    keeper.begin()
    with closing(query.connect(file)) as connection:
        first = keeper(connection)
        assert first.ids
        assert keeper(connection) is first


def test_file_that_is_gone_is_told_by_the_page_alone(tmp_path):
    keeper = Keeper(lambda: query.connect(tmp_path / "nowhere.db"))
    keeper.renew()
    keeper.begin()


def test_bits_are_places():
    assert list(tally.each(tally.places(100, [3, 0, 64, 99]))) == [0, 3, 64, 99]
    assert list(tally.each(0)) == []
    assert tally.either([[1], [2, 4]]) == [3, 4]
    assert tally.both([3, 4], [1]) == [1]
    assert tally.anywhere([1, 6]) == 7
