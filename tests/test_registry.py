"""The registry: adapters loaded by name, and the catalogue of conferences, every row of it."""

import re
import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from scraper import reference, registry
from scraper.adapter import Adapter, Rank
from scraper.address import is_web
from scraper.errors import AdapterError, BadReference, UnknownAdapter, UnknownConference
from scraper.page import Page


@pytest.fixture(autouse=True)
def _forget():
    yield
    registry.points.cache_clear()
    registry._loaded.cache_clear()
    registry.conferences.cache_clear()
    registry.shipped.cache_clear()


def made(name, **more):
    settings = {
        "pattern": f"https://{name}.example/",
        "example": f"https://{name}.example/speakers",
        "extract": lambda _: iter(()),
    }
    return Adapter(name=name, **{**settings, **more})


@pytest.fixture
def publish(monkeypatch):
    """Publish adapters as if other packages were installed that bring them."""

    def published(**adapters):
        for name, value in adapters.items():
            monkeypatch.setattr(registry, f"_test_{name}", value, raising=False)
        points = [EntryPoint(name, f"scraper.registry:_test_{name}", registry.GROUP) for name in adapters]
        monkeypatch.setattr(registry, "entry_points", lambda group: points if group == registry.GROUP else [])
        registry.points.cache_clear()
        registry._loaded.cache_clear()

    return published


# Adapters


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://sessionize.com/api/v2/abcd1234/view/All", "sessionize"),
        ("https://pretalx.com/rivers2031/", "pretalx"),
        ("https://river.example/speakers", "website"),
    ],
)
def test_find_gives_who_reads_an_address(url, name):
    assert registry.find(url).name == name


def test_get_gives_an_adapter_by_name():
    assert registry.get(" Pretalx ").name == "pretalx"


def test_get_unknown_suggests():
    with pytest.raises(UnknownAdapter) as caught:
        registry.get("pretalks")
    assert caught.value.hint == "did you mean pretalx?"
    with pytest.raises(UnknownAdapter) as caught:
        registry.get("zzzz")
    assert caught.value.hint == UnknownAdapter.default_hint


def test_platforms_leave_out_conferences_and_any_website(publish):
    publish(river=made("river", rank=Rank.CONFERENCE), lake=made("lake", rank=Rank.THIRD_PARTY))
    names = [one.name for one in registry.platforms()]
    assert names[0] == "lake"
    assert "river" not in names
    assert "website" not in names


def test_third_party_is_asked_before_ours(publish):
    mine = made(
        "mine", rank=Rank.THIRD_PARTY, pattern="https://pretalx.com/rivers", example="https://pretalx.com/rivers2031/"
    )
    publish(mine=mine)
    assert registry.find("https://pretalx.com/rivers2031/") == mine
    assert registry.everyone()[0] == mine


def test_broken_adapters_are_named_and_skipped(publish, monkeypatch):
    publish(fine=made("fine"), odd="no adapter", other=made("another"), pretalx=made("pretalx"))
    monkeypatch.delattr(registry, "_test_fine")
    assert [(one.adapter, one.message) for one in registry.broken()] == [
        ("fine", "adapter fine does not load: AttributeError: module 'scraper.registry' has no attribute '_test_fine'"),
        ("odd", "adapter odd does not load: it is no scraper.adapter.Adapter"),
        ("other", "adapter other calls itself 'another'"),
        ("pretalx", "there are two adapters called pretalx"),
    ]
    assert registry.find("https://pretalx.com/rivers2031/").rank == Rank.PLATFORM
    with pytest.raises(AdapterError, match="does not load"):
        registry.get("odd")


def test_for_saved_goes_by_address_then_content_then_any_website(publish):
    publish(
        fitting=made("fitting", fits=lambda page: b"river" in page.body), breaks=made("breaks", fits=lambda _: 1 // 0)
    )
    assert registry.for_saved(Page("https://pretalx.com/rivers2031/", b"river")).name == "pretalx"
    assert registry.for_saved(Page("file:///x.html", b"<p>river")).name == "fitting"
    assert registry.for_saved(Page("file:///x.html", b"<p>lake")).name == "website"


def test_importing_the_registry_loads_no_adapter():
    code = "import sys, scraper.registry; print(sorted(one for one in sys.modules if one.startswith('adapters')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


# Conferences


ROWS = registry.shipped()
HOSTS = [(row.url.replace("{year}", ""), row.id) for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_catalogue_row_is_sound(row):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.id)
    assert row.name == row.name.strip() != ""
    url = registry.address(row, year=2031)
    assert is_web(url)
    assert url.startswith("https://")
    assert set(re.findall(r"\{(\w+)\}", row.url)) <= {"year", *row.params}
    assert row.topics
    assert set(row.topics) <= set(reference.table("conferences")["topics"])
    assert row.country == "online" or row.country in reference.table("countries")
    assert row.every in ("year", "half-year", "two years", "irregular")
    assert not row.adapter or registry.get(row.adapter)
    assert row.source


def test_catalogue_has_many_conferences_in_many_fields():
    assert len(ROWS) >= 300
    assert len({topic for row in ROWS for topic in row.topics}) >= 30
    assert len({row.country for row in ROWS}) >= 35


def test_catalogue_has_no_duplicates():
    assert len({row.name.casefold() for row in ROWS}) == len(ROWS)
    assert len({url for url, _ in HOSTS}) == len(ROWS)


@pytest.mark.parametrize("name", ["fosdem", "FOSDEM", " Fosdem ", "fosde"])
def test_conference_by_id_name_or_part(name):
    assert registry.conference(name).id == "fosdem"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("pycon", "4 conferences answer to 'pycon'", "which one: pycon-de, pycon-it, pycon-jp, pycon-us"),
        (
            "fossdem",
            "no conference is called 'fossdem'",
            "did you mean fosdem or foss4g? " + UnknownConference.default_hint,
        ),
        ("qqqqqq", "no conference is called 'qqqqqq'", UnknownConference.default_hint),
        ("", "no conference is called ''", UnknownConference.default_hint),
    ],
)
def test_conference_unknown_suggests(name, message, hint):
    with pytest.raises(UnknownConference) as caught:
        registry.conference(name)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_address_carries_the_year():
    row = registry.conference("fosdem")
    assert registry.address(row, year=2024) == "https://fosdem.org/2024/"
    assert re.fullmatch(r"https://fosdem\.org/20\d\d/", registry.address(row))


GOOD = {
    "id": "river",
    "name": "River Days",
    "url": "https://river.example/{place}/{year}",
    "topics": ["science"],
    "country": "PL",
    "every": "year",
    "source": "test",
    "params": {"place": "delta"},
}


def test_row_may_have_parameters(monkeypatch):
    monkeypatch.setattr(registry, "table", lambda _: {"conference": [GOOD]})
    registry.conferences.cache_clear()
    (row,) = registry.conferences()
    assert registry.address(row, year=2031) == "https://river.example/delta/2031"
    assert hash(row) == hash(row)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{**GOOD, "url": "https://river.example/{nothing}"}], "'river' cannot be used: KeyError"),
        ([{key: value for key, value in GOOD.items() if key != "source"}], "'river' cannot be used: KeyError"),
        ([{**GOOD, "topics": 7}], "cannot be used: TypeError"),
        ([{**GOOD, "url": "https://{"}], "cannot be used: ValueError"),
        ([GOOD, GOOD], "two rows are called 'river'"),
    ],
)
def test_row_that_cannot_be_used_is_named(monkeypatch, rows, said):
    monkeypatch.setattr(registry, "table", lambda _: {"conference": rows})
    registry.conferences.cache_clear()
    with pytest.raises(BadReference, match=re.escape(said)):
        registry.conferences()
