"""The open catalogues: their forms, rows made of them, and reading them into the user's own file."""

import json
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import pytest
import respx
from fetching import Time

from scraper import registry
from scraper.catalogue import forms, series, updating
from scraper.catalogue.forms import Listed
from scraper.cli import main
from scraper.errors import BadReference
from scraper.reference import table

YEAR = datetime.now(UTC).year
LISTS = "https://raw.githubusercontent.com"
EVENTS = "https://developers.events"
CONFS_TECH = [
    {"name": f"River JS {YEAR}", "url": f"https://riverjs.example/{YEAR}", "startDate": f"{YEAR}-02-04", "endDate": f"{YEAR}-02-06", "city": "Lindenmouth", "country": "U.S.A.", "online": False, "locales": "EN"},
    {"name": "Cloudless", "url": "https://cloudless.example", "startDate": f"{YEAR}-05-04", "online": True},
    {"name": "No address", "url": "javascript:alert(1)", "startDate": f"{YEAR}-05-04"},
    {"name": "No date", "url": "https://nodate.example"},
    {"url": "https://noname.example", "startDate": f"{YEAR}-05-04"},
    "not even a row",
]  # fmt: skip
ALL_EVENTS = [
    {"name": f"River JS {YEAR}", "date": [int(datetime(YEAR, 2, 4, tzinfo=UTC).timestamp() * 1000)], "hyperlink": f"https://riverjs.example/{YEAR}/", "country": "USA", "city": "Lindenmouth", "tags": [{"key": "tech", "value": "javascript"}]},
    {"name": "Stone Data 2024", "date": [int(datetime(2024, 2, 4, tzinfo=UTC).timestamp() * 1000)], "hyperlink": "https://stone.example/2024", "country": "Germany", "tags": []},
    {"name": f"Stone Data {YEAR}", "date": [int(datetime(YEAR, 3, 4, tzinfo=UTC).timestamp() * 1000)], "hyperlink": f"https://stone.example/{YEAR}", "country": "Germany", "tags": [{"key": "topic", "value": "machine-learning"}, {"key": "language", "value": "german"}, {"key": "tech", "value": "data"}]},
    {"name": "Long over", "date": [int(datetime(2017, 2, 4, tzinfo=UTC).timestamp() * 1000)], "hyperlink": "https://over.example/", "country": "Chile", "tags": []},
    {"name": "Odd", "date": ["soon"], "hyperlink": "https://odd.example/", "tags": "none"},
    {"name": "Odder", "date": [1e300], "hyperlink": "https://odder.example/"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def forget():
    registry.conferences.cache_clear()
    yield
    registry.conferences.cache_clear()


@pytest.fixture
def web():
    """The catalogues as they answer today: one list of confs.tech has rows, the others are not there."""
    with respx.mock(assert_all_called=False) as mocked:
        mocked.get(path="/robots.txt").respond(404)
        mocked.get(url__regex=rf"{LISTS}/.*/{YEAR}/javascript\.json").respond(json=CONFS_TECH, headers={"etag": '"1"'})
        mocked.get(url__startswith=LISTS).respond(404)
        mocked.get(f"{EVENTS}/all-events.json").respond(json=ALL_EVENTS)
        yield mocked


@pytest.fixture
def quick(monkeypatch):
    """The pace is kept, and no time goes by."""
    from scraper.fetch import client

    whole, time = client.Fetcher, Time()
    monkeypatch.setattr(
        client,
        "Fetcher",
        lambda **more: whole(**more, clock=time.clock, sleep=time.sleep, transport=httpx.AsyncHTTPTransport()),
    )


@pytest.fixture
def run(capsys):
    def typed(*words):
        with pytest.raises(SystemExit) as left:
            main(["conferences", *map(str, words)])
        shown = capsys.readouterr()
        return left.value.code, shown.out, shown.err

    return typed


def test_forms_are_read_and_what_is_no_edition_is_passed_over():
    assert list(forms.read("confs-tech", CONFS_TECH, subject="javascript")) == [
        Listed(name=f"River JS {YEAR}", url=f"https://riverjs.example/{YEAR}", year=YEAR, topics=("software", "web"), country="US"),
        Listed(name="Cloudless", url="https://cloudless.example", year=YEAR, topics=("software", "web"), country="online"),
    ]  # fmt: skip
    assert [(one.name, one.year, one.topics, one.country) for one in forms.read("all-events", ALL_EVENTS)] == [
        (f"River JS {YEAR}", YEAR, ("software", "web"), "US"),
        ("Stone Data 2024", 2024, (), "DE"),
        (f"Stone Data {YEAR}", YEAR, ("ai", "data"), "DE"),
        ("Long over", 2017, (), "CL"),
    ]


@pytest.mark.parametrize("value", [None, {}, 7, "x", [], [None, 3, []]])
def test_forms_of_something_else_give_nothing(value):
    assert list(forms.read("confs-tech", value)) == list(forms.read("all-events", value)) == []


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("PyConf Lindenmouth 2026", "PyConf Lindenmouth"),
        ("2026 Summit of Rivers", "Summit of Rivers"),
        ("River JS '26", "River JS"),
        ("RIVCON26", "RIVCON"),
        ("36C3", "36C3"),
        ("2026", "2026"),
    ],
)
def test_name_without_its_year(name, bare):
    assert series.bare(name) == bare


def test_editions_become_one_row_and_what_is_long_over_none():
    told = [("developers.events", one) for one in forms.read("all-events", ALL_EVENTS)]
    rows = series.conferences(told, taken=["river-js"], this_year=YEAR, default="software")
    assert [(row.id, row.name, row.topics, row.country, dict(row.editions)) for row in rows] == [
        ("river-js-2", "River JS", ("software", "web"), "US", {YEAR: f"https://riverjs.example/{YEAR}/"}),
        ("stone-data", "Stone Data", ("ai", "data"), "DE", {2024: "https://stone.example/2024", YEAR: f"https://stone.example/{YEAR}"}),
    ]  # fmt: skip


def test_every_catalogue_of_the_table_has_addresses_and_a_form():
    for one in table("catalogues")["catalogue"]:
        asked = [url for url, _ in updating.addresses(one, year=2030)]
        assert asked
        assert len(asked) == len(set(asked)) <= 80
        assert all(urlsplit(url).scheme == "https" and "{" not in url for url in asked)
        assert list(forms.read(one["form"], [])) == []


def test_update_reads_every_catalogue_and_rows_are_used_at_once(web, quick, run):
    code, out, err = run("--update")
    assert code == 0
    assert [line.split() for line in out.splitlines()] == [
        ["catalogue", "conferences", "new", "changed", "gone", "what"],
        ["confs.tech", "2", "2", "0", "0"],
        ["developers.events", "1", "1", "0", "0"],  # River JS is known from the other
    ]
    assert str(registry.own_file()) in err
    (river,) = json.loads(run("river js", "--json")[1])
    assert (river["conference"], river["url"], river["country"]) == (
        "River JS",
        f"https://riverjs.example/{YEAR}",
        "US",
    )
    assert [row["url"] for row in json.loads(run("stone", "--year", "2024", "--json")[1])] == [
        "https://stone.example/2024"
    ]
    assert run("stone", "--year", "2023", "--json")[1].strip() == "[]"
    assert registry.address(registry.conference("Stone Data")) == f"https://stone.example/{YEAR}"


def test_second_update_asks_whether_anything_changed_and_tells_what_did(web, quick, run):
    run("--update")
    fewer = web.get(url__regex=rf"{LISTS}/.*/{YEAR}/javascript\.json")
    fewer.mock(
        side_effect=lambda request: httpx.Response(304 if request.headers.get("if-none-match") == '"1"' else 500)
    )
    web.get(f"{EVENTS}/all-events.json").respond(json=[{**ALL_EVENTS[2], "hyperlink": "https://stone.example/new"}])
    rows = json.loads(run("--update", "--json")[1])
    assert [(row["catalogue"], row["new"], row["changed"], row["gone"]) for row in rows] == [
        ("confs.tech", 0, 0, 0),
        ("developers.events", 0, 1, 0),
    ]


def test_catalogue_that_fails_keeps_its_rows_and_the_others_are_read(web, quick, run):
    run("--update")
    web.get(f"{EVENTS}/all-events.json").respond(text="<html>moved</html>")
    code, _, err = run("--update")
    assert code == 3
    assert "coffeechat: developers.events: this is not the JSON it should be" in err
    assert registry.conference("Stone Data").source == "developers.events"


def test_offline_is_said_and_changes_nothing(web, quick, run):
    run("--update")
    before = registry.own_file().read_bytes()
    web.get(url__startswith="https://").mock(side_effect=httpx.ConnectError("no such host"))
    for route in web.routes:
        route.mock(side_effect=httpx.ConnectError("no such host"))
    code, _, err = run("--update")
    assert code == 3
    assert "You seem to be offline: no catalogue answers, and nothing was changed." in err
    assert registry.own_file().read_bytes() == before


def test_rows_that_came_along_win_over_theirs_by_address_and_name():
    ours = registry.shipped()[0]
    place = registry.address(ours, year=2031)
    theirs = [
        made("another-name", "Another Name", place),
        made("elsewhere", ours.name.upper(), "https://elsewhere.example/"),
        made("new", "New one", "https://new.example/"),
    ]
    registry.write_own(theirs)
    assert {row.id for row in registry.own()} == {"another-name", "elsewhere", "new"}
    assert {row.id for row in registry.conferences()} - {row.id for row in registry.shipped()} == {"new"}


def made(number, name, url):
    return registry.Conference(
        id=number, name=name, url=url, topics=("software",), country="", every="irregular", adapter="", source="x", editions={2031: url}
    )  # fmt: skip


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"conferences": 7}', '{"conferences": [7]}', '{"conferences": [{"id": "x"}]}', '{"conferences": [{"id": "x", "editions": {"soon": "y"}}]}']
)  # fmt: skip
def test_own_file_that_is_broken_says_what_to_do(run, content):
    registry.own_file().parent.mkdir(parents=True, exist_ok=True)
    registry.own_file().write_text(content)
    with pytest.raises(BadReference):
        registry.own()
    code, _, err = run()
    assert code == 2
    assert "hint: " in err


def test_update_mends_a_broken_file(web, quick, run):
    registry.own_file().parent.mkdir(parents=True, exist_ok=True)
    registry.own_file().write_text("{")
    assert run("--update", "-q") == (0, "", "")
    assert registry.conference("Stone Data").country == "DE"
