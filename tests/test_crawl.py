"""The crawl: which pages it wants, in which order, and what it brings home. No page here is fetched."""

import time
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.adapter import Adapter, Rank
from scraper.crawl import Crawl, Step, drawn_by_javascript, joining, read
from scraper.crawl.absence import announced_later
from scraper.crawl.queue import SAMPLE
from scraper.errors import AdapterError, Blocked, Gone, NeedsJavaScript, NoSpeakers, NotAPage, Unreachable
from scraper.model import Edition, LeftOut, PageRead, Sighting, Talk
from scraper.page import Follow, Page

HOME = "https://river.example/"
DATA = "https://platform.example/api/7"


def person(name, **facts):
    return Sighting(name=name, method=facts.pop("method", "cards"), **facts)


def adapter(site, name="website", rank=Rank.ANY_WEBSITE, pattern="https?://", example=HOME, **more):
    """An adapter that reads from a dictionary: address -> what is found there."""

    def extract(page):
        yield from site.get(page.url, ())

    return Adapter(name=name, pattern=pattern, example=example, extract=extract, rank=rank, **more)


def platform(site, **more):
    settings = {"name": "platform", "rank": Rank.PLATFORM, "pattern": "https://platform.example/", "example": DATA}
    return adapter(site, **{**settings, **more})


def drive(crawl, site, *, at_once=1, errors=(), body=b"<p>x", newest_first=False):
    """Run a crawl over a dictionary. Gives the addresses asked for, in order."""
    asked, flying = [], []
    errors = dict(errors)
    while not crawl.done:
        flying.extend(crawl.wants(at_once - len(flying)))
        assert flying, "a crawl that is not done wants something or waits for something"
        step = flying.pop(-1 if newest_first else 0)
        asked.append(step.url)
        if step.url in errors:
            crawl.fail(step, errors[step.url])
        elif step.url not in site:
            crawl.fail(step, Gone("404", url=step.url))
        else:
            page = Page(step.url, body)
            crawl.take(step, page, read(step, page))
    return asked


def harvest(site, *, start=HOME, platforms=(), **more):
    crawl = Crawl(
        more.pop("reader", None) or adapter(site),
        start,
        platforms=platforms,
        budget=more.pop("budget", 150),
        known=more.pop("known", None),
    )
    asked = drive(crawl, site, **more)
    return crawl.harvest(), asked


def names(found):
    return [one.name for one in found.sightings]


# Which pages


def test_crawl_reads_start_first_then_breadth_first():
    site = {
        HOME: [person("Ana Reyes"), Follow(url=HOME + "a"), Follow(url=HOME + "b")],
        HOME + "a": [person("Bo Lind"), Follow(url=HOME + "a/1")],
        HOME + "b": [person("Chen Wei")],
        HOME + "a/1": [person("Dana Cole")],
    }
    found, asked = harvest(site)
    assert asked == [HOME, HOME + "a", HOME + "b", HOME + "a/1"]
    assert names(found) == ["Ana Reyes", "Bo Lind", "Chen Wei", "Dana Cole"]
    assert [page.url for page in found.pages] == asked
    assert found.adapter == "website"


def test_crawl_wants_only_the_start_until_it_came_in():
    crawl = Crawl(adapter({}), HOME)
    assert [step.url for step in crawl.wants(10)] == [HOME]
    assert crawl.wants(10) == []
    assert not crawl.done


@pytest.mark.parametrize(
    ("start", "link", "followed"),
    [
        (HOME, HOME + "speakers", True),
        (HOME, "http://www.river.example/speakers", True),
        (HOME, "https://2031.river.example/speakers", True),
        ("https://2031.river.example/", "https://www.river.example/team", True),
        (HOME, "https://lake.example/speakers", False),
        (HOME, "https://river.example.evil.example/", False),
        (HOME, "https://www.linkedin.com/in/somebody", False),
        (HOME, "mailto:ana@river.example", False),
        (HOME, "file:///etc/passwd", False),
        (HOME, "https://[bad", False),
        ("https://one.github.io/", "https://two.github.io/", False),
        ("https://river.co.uk/", "https://lake.co.uk/", False),
        ("https://river.co.uk/", "https://speakers.river.co.uk/", True),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/speakers", True),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:9000/speakers", False),
        ("http://localhost:8000/", "http://localhost/speakers", False),
        ("http://[::1]:8000/", "http://[::1]:8000/speakers", True),
    ],
)
def test_crawl_stays_on_the_site_of_its_start(start, link, followed):
    site = {start: [person("Ana Reyes"), Follow(url=link)], link: []}
    _, asked = harvest(site, start=start)
    assert asked == ([start, link] if followed else [start])


def test_crawl_follows_where_the_start_was_redirected_to():
    crawl = Crawl(adapter({}), HOME)
    (step,) = crawl.wants(1)
    crawl.take(step, Page("https://lake.example/2031/", b""), [Follow(url="https://lake.example/2031/speakers")])
    assert [one.url for one in crawl.wants(2)] == ["https://lake.example/2031/speakers"]


@pytest.mark.parametrize(
    "same",
    [
        HOME + "#x",
        "HTTPS://RIVER.example/",
        "https://www.river.example",
        "http://river.example:80/index.html",
        "https://river.example/?utm_source=x&fbclid=1",
    ],
)
def test_crawl_reads_a_page_once(same):
    _, asked = harvest({same: [], HOME: [person("Ana Reyes"), Follow(url=same)]})
    assert asked == [HOME]


def test_crawl_does_not_read_again_what_a_redirect_led_to():
    crawl = Crawl(adapter({}), HOME)
    (step,) = crawl.wants(1)
    crawl.take(step, Page(HOME, b""), [Follow(url=HOME + "old"), Follow(url=HOME + "new"), person("Ana Reyes")])
    (old,) = crawl.wants(1)
    crawl.take(old, Page(HOME + "new", b""), [])
    assert crawl.done


def test_crawl_tries_fallbacks_by_rank_until_somebody_is_found():
    site = {
        HOME: [
            Follow(url=HOME + "c", fallback=3),
            Follow(url=HOME + "b", fallback=2),
            Follow(url=HOME + "a", fallback=1),
            Follow(url=HOME + "b2", fallback=2),
            Follow(url=HOME + "must"),
        ],
        HOME + "must": [],
        HOME + "a": [],
        HOME + "b": [person("Ana Reyes")],
        HOME + "b2": [person("Bo Lind")],
        HOME + "c": [person("Never Asked")],
    }
    for at_once in (1, 3, 10):
        found, asked = harvest(site, at_once=at_once)
        assert asked == [HOME, HOME + "must", HOME + "a", HOME + "b", HOME + "b2"]
        assert names(found) == ["Ana Reyes", "Bo Lind"]


def test_crawl_waits_with_a_fallback_for_pages_under_way():
    crawl = Crawl(adapter({}), HOME)
    (step,) = crawl.wants(1)
    crawl.take(step, Page(HOME, b""), [Follow(url=HOME + "must"), Follow(url=HOME + "try", fallback=1)])
    (must,) = crawl.wants(5)
    assert must.url == HOME + "must"
    assert (crawl.wants(5), crawl.done) == ([], False)
    crawl.take(must, Page(HOME + "must", b""), [])
    assert [one.url for one in crawl.wants(5)] == [HOME + "try"]


def test_crawl_reads_no_fallback_when_the_start_shows_people():
    _, asked = harvest({HOME: [person("Ana Reyes"), Follow(url=HOME + "a", fallback=1)]})
    assert asked == [HOME]


def test_crawl_presses_a_wish_that_is_repeated():
    site = {HOME: [person("Ana Reyes"), Follow(url=HOME + "a", fallback=2), Follow(url=HOME + "a")], HOME + "a": []}
    assert harvest(site)[1] == [HOME, HOME + "a"]


def test_crawl_keeps_to_its_budget_and_says_so():
    site = {
        HOME: [person("Ana Reyes"), *(Follow(url=f"{HOME}{n}") for n in range(20))],
        **{f"{HOME}{n}": [] for n in range(20)},
    }
    found, asked = harvest(site, budget=5, at_once=3)
    assert len(asked) == 5
    assert found.pages[0].message == "the budget of pages was spent: 16 more were not read"
    assert found.pages[0].error is None


def test_crawl_says_nothing_about_a_budget_that_sufficed():
    found, _ = harvest({HOME: [person("Ana Reyes"), Follow(url=HOME + "a", fallback=1)]}, budget=1)
    assert found.pages[0].message is None


@given(st.integers(1, 6), st.booleans())
def test_crawl_brings_the_same_home_however_pages_come_in(at_once, newest_first):
    site = {
        HOME: [Follow(url=f"{HOME}{n}") for n in range(6)],
        **{f"{HOME}{n}": [person(f"Person {chr(65 + n)}"), Follow(url=f"{HOME}{n}/more")] for n in range(6)},
        **{f"{HOME}{n}/more": [person(f"Other {chr(65 + n)}")] for n in range(6)},
    }
    found, _ = harvest(site, at_once=at_once, newest_first=newest_first)
    assert names(found) == [f"Person {c}" for c in "ABCDEF"] + [f"Other {c}" for c in "ABCDEF"]


# Platforms


def test_crawl_reads_platform_data_behind_a_page():
    site = {
        HOME: [Edition(conference="Home", year=2030)],
        DATA: [person("Ana Reyes", method="data/platform"), Edition(conference="River Days")],
    }
    behind = platform(site, embedded=lambda page: iter([DATA, DATA]) if page.url == HOME else iter(()))
    found, asked = harvest(site, platforms=[behind])
    assert asked == [HOME, DATA]
    assert found.adapter == "platform"
    assert [page.adapter for page in found.pages] == ["website", "platform"]
    assert found.edition == Edition(conference="River Days", year=2030)


def test_crawl_does_not_look_behind_a_platform_page():
    site = {DATA: [person("Ana Reyes")]}
    reader = platform(site, embedded=lambda _: iter([HOME]))
    assert harvest(site, start=DATA, reader=reader, platforms=[reader])[1] == [DATA]


def test_crawl_reads_a_linked_platform_page_with_its_adapter():
    site = {
        HOME: [Follow(url=DATA)],
        DATA: [person("Ana Reyes"), Follow(url="https://platform.example/p/1")],
        "https://platform.example/p/1": [person("Bo Lind")],
    }
    found, asked = harvest(site, platforms=[platform(site)])
    assert asked == [HOME, DATA, "https://platform.example/p/1"]
    assert [page.adapter for page in found.pages] == ["website", "platform", "platform"]


def test_crawl_lets_a_platform_read_its_pages_whatever_a_website_guessed():
    def guess(_):
        yield person("Guessed Wrong")

    site = {
        HOME: [Follow(url=DATA, extract=guess), Follow(url=HOME + "a", extract=guess)],
        DATA: [person("Ana Reyes")],
        HOME + "a": [],
    }
    found, _ = harvest(site, platforms=[platform(site)])
    assert names(found) == ["Ana Reyes", "Guessed Wrong"]


def test_crawl_follows_a_platform_on_its_own_host():
    far = "https://cfp.lake.example/2031/"
    site = {
        HOME: [],
        far + "data": [person("Ana Reyes"), Follow(url=far + "speaker/1")],
        far + "speaker/1": [person("Bo Lind")],
    }
    behind = platform(site, embedded=lambda page: iter([far + "data"]) if page.url == HOME else iter(()))
    assert harvest(site, platforms=[behind])[1] == [HOME, far + "data", far + "speaker/1"]


def test_crawl_reads_again_by_a_platform_what_the_start_was_redirected_to():
    reader = platform({DATA: [person("Ana Reyes")]})
    crawl = Crawl(adapter({}), HOME, platforms=[reader])
    (step,) = crawl.wants(1)
    crawl.take(step, Page(DATA, b""), [])
    (again,) = crawl.wants(1)
    assert (again.url, again.adapter.name, again.why) == (DATA, "platform", "platform in the page")
    crawl.take(again, Page(DATA, b""), read(again, Page(DATA, b"")))
    assert crawl.done
    assert names(crawl.harvest()) == ["Ana Reyes"]


def test_crawl_lets_a_product_read_the_pages_it_draws_on_any_host():
    drawn = {HOME: [person("Ana Reyes", talks=("Wells",), method="data/platform")]}
    guessed = {HOME: [person("Ana Reyes", talks=("She digs wells and talks about them",)), Follow(url=HOME + "team")]}
    found, asked = harvest(
        guessed, platforms=[platform(drawn, fits=lambda page: b"by platform" in page.body)], body=b"<p>by platform"
    )
    assert (names(found), found.sightings[0].talks, found.adapter, asked) == (
        ["Ana Reyes"],
        ("Wells",),
        "platform",
        [HOME],
    )


@pytest.mark.parametrize(
    ("drawn", "fits"),
    [
        ([], lambda _: True),  # a kind of page the product's reading does not know
        ([person("Somebody Else")], lambda _: False),
        ([person("Somebody Else")], lambda page: page.json),  # a look that fails
    ],
)
def test_crawl_keeps_the_guess_where_no_product_reads_the_page(drawn, fits):
    found, _ = harvest({HOME: [person("Ana Reyes")]}, platforms=[platform({HOME: drawn}, fits=fits)])
    assert (names(found), found.adapter) == (["Ana Reyes"], "website")


def test_crawl_keeps_to_a_conference_module_for_its_own_pages():
    site = {HOME: [Follow(url=HOME + "speakers")], HOME + "speakers": [person("Ana Reyes")]}
    reader = adapter(site, name="river", rank=Rank.CONFERENCE, pattern="https://river.example/")
    greedy = platform({}, pattern="https?://.*")
    found, _ = harvest(site, reader=reader, platforms=[greedy])
    assert [page.adapter for page in found.pages] == ["river", "river"]


def test_crawl_names_a_platform_that_breaks_and_goes_on():
    def breaks(_):
        raise RuntimeError("no")

    found, _ = harvest({HOME: [person("Ana Reyes")]}, platforms=[platform({}, embedded=breaks)])
    assert [(page.adapter, page.error) for page in found.pages] == [("website", None), ("platform", "AdapterError")]


# Errors


def test_crawl_isolates_a_page_that_fails():
    site = {
        HOME: [person("Ana Reyes"), Follow(url=HOME + "a"), Follow(url=HOME + "b")],
        HOME + "b": [person("Bo Lind")],
    }
    found, _ = harvest(site, errors={HOME + "a": Unreachable("timed out", url=HOME + "a")})
    assert names(found) == ["Ana Reyes", "Bo Lind"]
    assert found.pages[1] == PageRead(url=HOME + "a", adapter="website", error="Unreachable", message="timed out")


def test_read_turns_a_fault_of_the_adapter_into_one_line():
    def breaks(_):
        yield person("Ana Reyes")
        raise KeyError("speakers\nand more")

    reader = Adapter(name="river", pattern="https?://", example=HOME, extract=breaks)
    with pytest.raises(AdapterError) as caught:
        read(Step(HOME, reader, breaks), Page(HOME, b""))
    assert caught.value.adapter == "river"
    assert "\n" not in caught.value.message
    assert caught.value.message.startswith("adapter river failed on https://river.example/: KeyError")


def test_read_refuses_what_is_no_finding():
    reader = Adapter(name="river", pattern="https?://", example=HOME, extract=lambda _: iter(["Ana Reyes"]))
    with pytest.raises(AdapterError, match="str is neither"):
        read(Step(HOME, reader, reader.extract), Page(HOME, b""))


def test_read_stops_an_extract_that_does_not_end(monkeypatch):
    monkeypatch.setattr("scraper.crawl.steps.MAX_FOUND", 10)

    def endless(_):
        while True:
            yield person("Ana Reyes")

    reader = Adapter(name="river", pattern="https?://", example=HOME, extract=endless)
    with pytest.raises(AdapterError, match="does not end"):
        read(Step(HOME, reader, endless), Page(HOME, b""))


def test_read_lets_expected_errors_pass():
    def extract(page):
        yield from page.json

    reader = Adapter(name="river", pattern="https?://", example=HOME, extract=extract)
    with pytest.raises(NotAPage):
        read(Step(HOME, reader, extract), Page(HOME, b"<p>"))


def test_read_gives_findings_their_source():
    findings = [
        person("Ana Reyes"),
        person("Bo Lind", source="elsewhere"),
        Talk(title="Wells"),
        LeftOut(name="Acme", reason="sponsor"),
        Follow(url=HOME, known=person("Chen Wei")),
        Follow(url=HOME),
        Edition(conference="River Days"),
    ]
    reader = Adapter(name="river", pattern="https?://", example=HOME, extract=lambda _: iter(findings))
    found = read(Step(HOME, reader, reader.extract), Page(HOME + "x", b""))
    assert [one.source for one in found[:4]] == [HOME + "x", "elsewhere", HOME + "x", HOME + "x"]
    assert found[4].known.source == HOME + "x"
    assert found[5:] == findings[5:]


# Cards and their detail pages


def test_detail_page_fills_what_the_card_leaves_open():
    card = person("Ana Reyes", headline="Surveyor, Delta", bio="Ana…", links=("https://a.example/",), talks=("Wells",))
    detail = person(
        "Ana Reyes",
        headline="Something else",
        role="Surveyor",
        bio="Ana measures rivers.",
        links=("https://b.example/",),
        photo="p",
        method="detail",
    )
    site = {HOME: [card, Follow(url=HOME + "ana", known=card)], HOME + "ana": [detail]}
    found, _ = harvest(site)
    assert found.sightings == (
        person("Ana Reyes", headline="Surveyor, Delta", role="Surveyor", bio="Ana measures rivers.", talks=("Wells",), links=("https://a.example/", "https://b.example/"), photo="p", source=HOME, method="cards+detail"),
    )  # fmt: skip


def test_a_title_one_of_both_pages_knows_is_no_job_on_the_other():
    site = {
        HOME: [Follow(url=HOME + "ana", known=person("Ana Reyes", headline="The State of Wells and Rivers"))],
        HOME + "ana": [
            person("Ana Reyes", role="Surveyor", talks=("The state of wells and rivers",), method="own page")
        ],
    }
    (one,) = harvest(site)[0].sightings
    assert (one.headline, one.role, one.talks) == (None, "Surveyor", ("The state of wells and rivers",))


def test_detail_page_is_the_source_of_a_job_only_it_tells():
    site = {
        HOME: [Follow(url=HOME + "ana", known=person("Ana Reyes"))],
        HOME + "ana": [person("Ana Reyes", role="Surveyor", method="data/json-ld")],
    }
    (one,) = harvest(site)[0].sightings
    assert (one.source, one.method, one.from_data) == (HOME + "ana", "cards+data/json-ld", ("role",))


def test_card_stays_when_its_detail_page_fails():
    site = {
        HOME: [
            Follow(url=HOME + "ana", known=person("Ana Reyes", headline="Surveyor")),
            Follow(url=HOME + "bo", known=person("Bo Lind")),
        ],
        HOME + "bo": [],
    }
    found, _ = harvest(site)
    assert [(one.name, one.headline) for one in found.sightings] == [("Ana Reyes", "Surveyor"), ("Bo Lind", None)]
    assert [page.error for page in found.pages] == [None, "Gone", None]
    assert found.pages[0].people == 2


def test_detail_page_with_somebody_else_keeps_both():
    site = {
        HOME: [Follow(url=HOME + "ana", known=person("Ana Reyes"))],
        HOME + "ana": [person("Bo Lind"), person("Reyes, Ana", bio="A.")],
    }
    assert [(one.name, one.bio) for one in harvest(site)[0].sightings] == [("Ana Reyes", "A."), ("Bo Lind", None)]


@pytest.mark.parametrize(
    ("card", "detail", "same"),
    [
        (person("Ana Reyes"), person("Dr. Ana Reyes"), True),
        (person("Ana Reyes"), person("Ana Lucía Reyes"), True),
        (person("Ana"), person("Ana Reyes"), False),
        (person("Ana Reyes"), person("Ana Lind"), False),
        (person("A.", record_id="7"), person("Ana Reyes", record_id="7"), True),
        (person("Ana Reyes", record_id=None), person("Bo Lind", record_id=None), False),
    ],
)
def test_detail_page_is_matched_by_id_or_name(card, detail, same):
    assert joining.is_same(card, detail) is same


def test_peoples_own_pages_that_say_nothing_new_are_spared():
    people = [person(f"Ana{chr(97 + n // 26)}{chr(97 + n % 26)} Reyes") for n in range(60)]
    site = {
        HOME: [Follow(url=f"{HOME}{n}", known=one) for n, one in enumerate(people)],
        **{f"{HOME}{n}": [one] for n, one in enumerate(people)},
    }
    for at_once in (1, 7):
        found, asked = harvest(site, at_once=at_once)
        assert asked == [HOME, *(f"{HOME}{n}" for n in range(0, 60, 2))]
        assert len(found.sightings) == 60
        assert found.pages[0].message == "people's own pages say nothing new here: 30 were not read"


def test_peoples_own_pages_are_all_read_when_one_of_the_sample_tells_something():
    people = [person(f"Ana{chr(97 + n // 26)}{chr(97 + n % 26)} Reyes") for n in range(60)]
    site = {
        HOME: [Follow(url=f"{HOME}{n}", known=one) for n, one in enumerate(people)],
        **{f"{HOME}{n}": [one] for n, one in enumerate(people)},
    }
    site[f"{HOME}58"] = [person(people[58].name, employer="Delta")]
    found, asked = harvest(site, at_once=5)
    assert len(asked) == 61
    assert found.pages[0].message is None


@pytest.mark.parametrize(("at_once", "newest_first"), [(1, False), (9, True)])
def test_what_stands_behind_own_pages_is_asked_of_a_sample(at_once, newest_first):
    people = [person(f"Ana{chr(97 + n // 26)}{chr(97 + n % 26)} Reyes") for n in range(SAMPLE + 20)]
    own = {f"{HOME}p/{n}/": one for n, one in enumerate(people)}
    site = {HOME: [Follow(url=url, known=one) for url, one in own.items()]}
    site |= {url: [replace(one, bio=f"{one.name} swims.")] for url, one in own.items()}
    probed = []

    def embedded(page):
        probed.append(page.url)
        return iter(())

    found, asked = harvest(
        site, platforms=[platform({}, embedded=embedded)], at_once=at_once, newest_first=newest_first
    )
    assert sorted(asked) == sorted(site)
    assert sum(one.bio is not None for one in found.sightings) == len(people)
    spread = [f"{HOME}p/{n * len(people) // SAMPLE}/" for n in range(SAMPLE)]
    assert sorted(probed) == sorted([HOME, *spread])


def test_peoples_own_pages_wished_for_after_the_sample_are_spared_too():
    def many(start):
        return [person(f"Ana{chr(97 + n // 26)}{chr(97 + n % 26)} Reyes") for n in range(start, start + SAMPLE)]

    site = {HOME: [*(Follow(url=f"{HOME}{n}", known=one) for n, one in enumerate(many(0))), Follow(url=HOME + "z")]}
    site |= {f"{HOME}{n}": [one] for n, one in enumerate(many(0))}
    site[HOME + "z"] = [
        Follow(url=HOME + "z/1"),
        *(Follow(url=f"{HOME}z{n}", known=one) for n, one in enumerate(many(100))),
    ]
    site[HOME + "z/1"] = [Follow(url=HOME + "late", known=person("Zed Reyes"))]
    found, asked = harvest(site)
    assert len(asked) == 1 + SAMPLE + 2
    assert found.pages[0].message == f"people's own pages say nothing new here: {SAMPLE + 1} were not read"


def test_sample_that_can_never_be_whole_does_not_end_the_crawl():
    people = [person(f"Ana{chr(97 + n // 26)}{chr(97 + n % 26)} Reyes") for n in range(60)]
    crawl = Crawl(adapter({}), HOME)
    (step,) = crawl.wants(1)
    crawl.take(step, Page(HOME, b""), [Follow(url=f"{HOME}{n}", known=one) for n, one in enumerate(people)])
    (first,) = crawl.wants(1)
    crawl.take(first, Page(HOME + "2", b""), [])  # the first page is the third one's new address
    asked = 1
    while not crawl.done:
        (step,) = crawl.wants(1)
        crawl.take(step, Page(step.url, b""), [])
        asked += 1
    assert asked == SAMPLE
    assert len(crawl.harvest().sightings) == 60


def test_own_pages_gone_or_silent_are_missed_where_others_tell_something():
    people = [person(f"{name} Reyes") for name in ("Ana", "Bea", "Cai", "Dee")]
    site = {HOME: [Follow(url=f"{HOME}{n}", known=one) for n, one in enumerate(people)]}
    site |= {f"{HOME}0": [person("Ana Reyes", role="Pilot")], f"{HOME}1": []}
    found, _ = harvest(site, errors={f"{HOME}3": Unreachable("no answer")})
    assert [(one.about, one.error, one.missed) for one in found.pages] == [
        (None, None, False),
        ("Ana Reyes", None, False),
        ("Bea Reyes", None, True),
        ("Cai Reyes", "Gone", True),
        ("Dee Reyes", "Unreachable", False),  # failed, which is told anyway
    ]


@pytest.mark.parametrize(
    ("others", "missed"),
    [
        ([], True),  # a wall before all of them: who knows what stands behind it
        ([person("Ana Reyes")], False),  # they are read, and say no more than the list
        ([person("Ana Reyes", bio="Ana flies.")], True),
    ],
)
def test_own_page_that_is_silent_is_no_loss_where_others_say_nothing_new(others, missed):
    people = [person("Ana Reyes"), person("Bea Reyes")]
    site = {HOME: [Follow(url=f"{HOME}{n}", known=one) for n, one in enumerate(people)]}
    site |= {f"{HOME}0": others, f"{HOME}1": []}
    found, _ = harvest(site)
    assert found.pages[2].missed == missed


def test_pages_a_spent_budget_left_are_named():
    people = [person(f"{name} Reyes") for name in ("Ana", "Bea", "Cai")]
    site = {HOME: [*(Follow(url=f"{HOME}{n}", known=one) for n, one in enumerate(people)), Follow(url=HOME + "more")]}
    site |= {f"{HOME}{n}": [one] for n, one in enumerate(people)}
    found, asked = harvest(site, budget=2)
    assert len(asked) == 2
    assert [(one.url, one.about) for one in found.unread] == [
        (f"{HOME}1", "Bea Reyes"), (f"{HOME}2", "Cai Reyes"), (HOME + "more", None),
    ]  # fmt: skip
    whole, _ = harvest(site)
    assert whole.unread == ()


def test_own_pages_with_their_card_bound_in_are_of_one_kind():
    def own(_page, *, known):
        yield known

    people = [person(f"Ana{chr(97 + n // 26)}{chr(97 + n % 26)} Reyes") for n in range(SAMPLE + 5)]
    wishes = [Follow(url=f"{HOME}p/{n}", extract=partial(own, known=one), known=one) for n, one in enumerate(people)]
    site = {HOME: wishes, **{wish.url: [] for wish in wishes}}
    _, asked = harvest(site)
    assert len(asked) == 1 + SAMPLE


def test_a_closing_slash_is_learnt_from_the_first_redirect():
    asked = ["p/1", "p/2", "p/3/", "p/x.html", "q/1", "p/?id=2"]
    site = {HOME: [person("Ana Reyes"), *(Follow(url=HOME + one) for one in asked)]}
    crawl = Crawl(adapter(site), HOME)
    got = []
    while not crawl.done:
        (step,) = crawl.wants(1)
        got.append(step.url.removeprefix(HOME))
        crawl.take(
            step, Page(f"{step.url}/" if step.url == HOME + "p/1" else step.url, b"<p>x"), site.get(step.url, [])
        )
    assert got == ["", "p/1", "p/2/", "p/3/", "p/x.html", "q/1", "p/?id=2"]


@pytest.mark.parametrize(
    ("card", "detail", "expected"),
    [
        (
            {"headline": "Acme Ltd", "employer": "Acme Ltd"},
            {"headline": "CTO at Acme"},
            ("CTO at Acme", None, "Acme Ltd"),
        ),
        ({"headline": "CTO, Acme"}, {"headline": "Staff Engineer at Initech"}, ("CTO, Acme", None, None)),
        (
            {"headline": "Technical Advisor at Nor..."},
            {"headline": "Technical Advisor at Norwind"},
            ("Technical Advisor at Norwind", None, None),
        ),
        ({"role": "Boats for bees"}, {"role": "CTO", "employer": "Acme"}, (None, "CTO", "Acme")),
    ],
)
def test_detail_page_goes_first_on_the_job_if_only_it_tells_a_role(card, detail, expected):
    laid = joining.laid_over(person("Ana Reyes", **card), person("Ana Reyes", **detail))
    assert (laid.headline, laid.role, laid.employer) == expected


def test_many_pages_cost_little():
    people = [person(f"Ana{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}{chr(97 + n // 676)} Reyes") for n in range(3000)]
    site = {HOME: [Follow(url=f"{HOME}{n}", known=one) for n, one in enumerate(people)]}
    site |= {f"{HOME}{n}": [person(one.name, bio="Measures rivers.")] for n, one in enumerate(people)}
    started = time.process_time()
    found, _ = harvest(site, at_once=4)
    assert len(found.sightings) == 3000
    assert time.process_time() - started < 10


# Talks and their speakers


def test_talks_reach_their_speakers_by_id_and_by_name():
    site = {
        HOME: [
            person("Ana Reyes", record_id="1"),
            person("Bo Lind", record_id="2", talks=("Own Title",), topics=("maps",)),
            Talk(title="Wells", speaker_ids=("1", "2"), track="Water", topics=("depth",)),
            Talk(title="Springs", speakers=("Lind, Bo",)),
            Talk(title=" ", speakers=("Bo Lind",)),
        ]
    }
    found, _ = harvest(site)
    assert [(one.name, one.talks, one.topics) for one in found.sightings] == [
        ("Ana Reyes", ("Wells",), ("Water", "depth")),
        ("Bo Lind", ("Own Title", "Wells", "Springs"), ("maps", "Water", "depth")),
    ]
    assert [talk.title for talk in found.talks] == ["Wells", "Springs", " "]


def test_talks_make_people_of_speakers_shown_nowhere_else():
    site = {
        HOME: [
            person("Ana Reyes"),
            Talk(title="Wells", speakers=("Ana Reyes", "Bo Lind")),
            Talk(title="Springs", speakers=("Bo Lind",)),
        ]
    }
    found, _ = harvest(site)
    assert found.sightings[1] == person("Bo Lind", talks=("Wells", "Springs"), source=HOME, method="talks")


def test_talks_of_a_platform_make_people_that_are_data():
    site = {DATA: [Talk(title="Wells", speakers=("Bo Lind", "Bo Lind"), speaker_ids=("1", "2"))]}
    found, _ = harvest(site, start=DATA, reader=platform(site))
    assert [(one.name, one.record_id, one.method) for one in found.sightings] == [
        ("Bo Lind", "1", "data/platform"),
        ("Bo Lind", "2", "data/platform"),
    ]
    assert found.pages[0].people == 1
    assert found.adapter == "platform"


def test_ids_of_one_platform_mean_nothing_on_another():
    site = {
        HOME: [person("Ana Reyes", record_id="1"), Talk(title="Wells", speaker_ids=("1",)), Follow(url=DATA)],
        DATA: [Talk(title="Other", speaker_ids=("1",), speakers=("Bo Lind",))],
    }
    found, _ = harvest(site, platforms=[platform(site)])
    assert [(one.name, one.talks) for one in found.sightings] == [("Ana Reyes", ("Wells",)), ("Bo Lind", ("Other",))]


def test_talks_with_more_names_than_ids_use_both():
    site = {
        HOME: [
            person("Ana Reyes", record_id="1"),
            Talk(title="Wells", speaker_ids=("1",), speakers=("Ana Reyes", "Bo Lind", " ")),
        ]
    }
    assert [(one.name, one.talks) for one in harvest(site)[0].sightings] == [
        ("Ana Reyes", ("Wells",)),
        ("Bo Lind", ("Wells",)),
    ]


def test_blank_names_are_nobody():
    found, _ = harvest(
        {HOME: [person(" "), Follow(url=HOME + "x", known=person("")), person("Ana Reyes")], HOME + "x": []}
    )
    assert names(found) == ["Ana Reyes"]


# Editions, and who was left out


def test_edition_is_filled_field_by_field():
    site = {
        HOME: [
            Edition(conference="Page", year=2031, place="Delta"),
            person("Ana Reyes"),
            Follow(url=DATA),
            Follow(url=HOME + "ana", known=person("Ana Reyes")),
        ],
        DATA: [Edition(conference="Data", starts="2031-05-04")],
        HOME + "ana": [Edition(conference="Somebody's page", year=1999, url="https://x.example/")],
    }
    found, _ = harvest(site, platforms=[platform(site)], known=Edition(conference="Catalogue"))
    assert found.edition == Edition(conference="Catalogue", year=2031, starts="2031-05-04", place="Delta")


def test_edition_is_none_when_nobody_tells_it():
    assert harvest({HOME: [person("Ana Reyes")]})[0].edition is None


def test_left_out_is_listed_once_in_order():
    acme, tba = LeftOut(name="Acme", reason="sponsor"), LeftOut(name="TBA", reason="placeholder")
    found, _ = harvest({HOME: [acme, person("Ana Reyes"), tba, acme]})
    assert [(one.name, one.reason) for one in found.left_out] == [("Acme", "sponsor"), ("TBA", "placeholder")]


# Nobody found


def nobody(site, *, body=b"<p>Welcome", **more):
    with pytest.raises((NoSpeakers, NeedsJavaScript, Gone, Blocked, AdapterError)) as caught:
        harvest(site, body=body, **more)
    return caught.value


def test_nobody_because_the_start_is_gone():
    assert isinstance(nobody({}), Gone)


def test_nobody_because_the_adapter_broke():
    assert isinstance(nobody({}, errors={HOME: AdapterError("broken", adapter="river")}), AdapterError)


def test_nobody_on_any_page():
    error = nobody({HOME: [Follow(url=HOME + "a", fallback=1)], HOME + "a": []})
    assert isinstance(error, NoSpeakers)
    assert (error.message, error.url) == ("nobody on the 2 pages looks like a speaker", HOME)
    assert nobody({HOME: []}).message == "nobody on the page looks like a speaker"


def test_nobody_because_a_page_refused():
    error = nobody({HOME: [Follow(url=HOME + "a", fallback=1)]}, errors={HOME + "a": Blocked("403", url=HOME + "a")})
    assert isinstance(error, NoSpeakers)
    assert error.message == "nobody was found, and https://river.example/a could not be read: 403"
    assert error.hint == Blocked.default_hint


def test_nobody_because_scripts_draw_the_page():
    error = nobody({HOME: []}, body=b"<div id=root></div><script src=/app.js></script>")
    assert isinstance(error, NeedsJavaScript)
    assert "--page" in error.hint


def test_nobody_because_they_are_announced_later():
    error = nobody({HOME: []}, body="<h2>Ponentes</h2><p>¡Muy pronto!</p><script src=/app.js></script>".encode())
    assert isinstance(error, NoSpeakers)
    assert error.message == 'the speakers are not announced yet: the page says "¡Muy pronto!"'


def test_nobody_but_placeholders():
    error = nobody({HOME: [LeftOut(name="TBA", reason="placeholder")]})
    assert error.message == 'the speakers are not announced yet: the page says "TBA"'


@pytest.mark.parametrize("body", [b"[]", b" {}\n"])
def test_nobody_in_an_empty_endpoint(body):
    assert (
        nobody({HOME: []}, body=body).message == "the conference has a place for its speakers, and nobody is in it yet"
    )


TEXT = "<p>" + "We meet by the river and talk about water. " * 60


@pytest.mark.parametrize(
    ("html", "drawn"),
    [
        ("<div id=root></div><script src=/app.js></script>", True),
        ("<div id='__next'><div class=spinner>Loading</div></div><script src=/app.js></script>", True),
        ("<app-root></app-root><script src=main.js type=module></script>", True),
        ("<h1>River Days</h1><script src=/app.js></script>", True),
        ("<h1>River Days</h1><script>" + "x=1;" * 1000 + "</script>", True),
        (
            "<p>"
            + "Menu " * 100
            + "<noscript>Please enable JavaScript to see the speakers</noscript><script src=/app.js></script>",
            True,
        ),
        ("document.write('<div>');", True),
        ("<h1>River Days</h1>", False),
        ("<h1>River Days</h1><script>ga('send')</script>", False),
        (TEXT + "<script src=/app.js></script>", False),
        ("<div id=root>" + TEXT + "</div><script src=/app.js></script>", False),
        ("<div id=root></div>" + TEXT + "<script src=/app.js></script>", False),
        (TEXT + "<noscript>Enable JavaScript</noscript><script src=/app.js></script>", False),
        ('{"speakers": []}', False),
        ("", False),
    ],
)
def test_drawn_by_javascript(html, drawn):
    assert drawn_by_javascript(Page(HOME, html.encode())) is drawn


def test_drawn_by_javascript_by_its_header():
    assert drawn_by_javascript(Page(HOME, b"/* x */", content_type="text/javascript; charset=utf-8"))


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Speakers to be announced</p>", "Speakers to be announced"),
        ("<h2>Speakers</h2><div><div>Stay <b>tuned</b></div></div>", "Stay tuned"),
        ("<h2>Speakers</h2><p>More information coming soon</p>", "More information coming soon"),
        ("<p>Die Referenten werden in Kürze bekannt gegeben.</p>", "Die Referenten werden in Kürze bekannt gegeben."),
        ("<p>Les intervenants seront annoncés prochainement</p>", "Les intervenants seront annoncés prochainement"),
        ("<p>登壇者は近日公開</p>", "登壇者は近日公開"),
        ("<p>Спикеры будут объявлены позже</p>", "Спикеры будут объявлены позже"),
        ("<p>More speakers coming soon</p>", None),
        ("<h2>Tickets</h2><p>Coming soon</p>", None),
        ("<h2>Speakers</h2><h2>Tickets</h2><p>Coming soon</p>", None),
        ("<p>Call for speakers opens soon</p>", None),
        ("<h2>Speakers</h2><p>" + "Ana speaks about rivers to be announced. " * 10 + "</p>", None),
        ("<h2>Speakers</h2><script>var x = 'coming soon'</script>", None),
        ("<h2>Speakers</h2>" + "<i>" * 200 + "Stay tuned", None),
        ('{"speakers": "coming soon"}', None),
        ("var speakers = 'coming soon'", None),
        ("", None),
    ],
)
def test_announced_later(html, words):
    assert announced_later(Page(HOME, html.encode())) == words
