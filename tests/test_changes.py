"""What changed at a conference: since the last pull, since a day, since another edition."""

import csv
import io
import json
from datetime import timedelta

import pytest
from invented import SPRING, WHEN, new_store, pull, speaker

from scraper.cli import main
from scraper.errors import UnknownConference
from scraper.model import Edition, Verdict
from scraper.store import query
from scraper.store.sight import changes

BEFORE = Edition(conference="Spring Conf", year=2025, url="https://conf.example/2025/")
ANA = speaker("Ana Quoz", "Nurse", "Harbour Health", role_family="medicine")
BO = speaker("Bo Lindqvist", "Designer", "Tidewater Labs")
CY = speaker("Łukasz Żółć", "Engineer", "Loomwork")
DEE = speaker("Dee Okoro", "Curator", "Town Museum")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "speakers.db"


@pytest.fixture
def database(file):
    with new_store(file) as opened:
        yield opened


@pytest.fixture
def read(database, file):
    connection = query.connect(file)
    yield connection
    connection.close()


def told(rows):
    return [(row["change"], row["name"], row["before_role"], row["before_employer"]) for row in rows]


def since(read, day=None):
    finished, rows = changes.since_pull(read, changes.edition(read, "spring"), since=day)
    return finished and finished[:10], told(rows)


def test_first_pull_has_nothing_to_compare_with(database, read):
    pull(database, [ANA, BO])
    assert since(read) == (None, [])


def test_last_pull_tells_new_gone_and_other_jobs(database, read):
    pull(database, [ANA, BO, CY])
    moved = speaker("Ana Quoz", "Chief Nurse", "North Clinic", role_family="medicine")
    pull(database, [moved, BO, DEE], when=WHEN + timedelta(days=2))
    assert since(read) == (
        "2026-05-06",
        [
            ("new", "Dee Okoro", None, None),
            ("job", "Ana Quoz", "Nurse", "Harbour Health"),
            ("gone", "Łukasz Żółć", None, None),
        ],
    )


def test_only_what_the_last_pull_did_counts_unless_a_day_is_given(database, read):
    pull(database, [ANA, BO])
    pull(database, [ANA, BO, CY], when=WHEN + timedelta(days=2))
    pull(database, [ANA, CY], when=WHEN + timedelta(days=4))
    assert since(read) == ("2026-05-08", [("gone", "Bo Lindqvist", None, None)])
    assert since(read, "2026-05-05") == (
        "2026-05-06",
        [("new", "Łukasz Żółć", None, None), ("gone", "Bo Lindqvist", None, None)],
    )
    assert since(read, "2026-06-01") == (None, [])
    assert since(read, "2026-01-01") == (None, [])  # the first pull is among them: there was nothing before


def test_pull_that_went_badly_is_no_comparison(database, read):
    pull(database, [ANA])
    pull(database, [ANA, BO], when=WHEN + timedelta(days=2))
    pull(database, [], verdict=Verdict(word="empty"), when=WHEN + timedelta(days=3))
    assert since(read) == ("2026-05-06", [("new", "Bo Lindqvist", None, None)])


@pytest.mark.parametrize(
    ("now", "is_news"),
    [
        (speaker("Ana Quoz", "Nurse", "North Clinic"), True),
        (speaker("Ana Quoz", "Chief Nurse", "Harbour Health"), True),
        (speaker("Ana Quoz", "Nurse", "HARBOUR HEALTH LTD.", company="Harbour Health"), False),
        (speaker("Ana Quoz", None, None), False),
        (speaker("Ana Quoz", "Nurse", "Harbour Health", bio="Ana nurses."), False),
    ],
)
def test_spelling_or_a_fact_left_out_is_no_new_job(database, read, now, is_news):
    pull(database, [ANA])
    pull(database, [now], when=WHEN + timedelta(days=2))
    assert [row[0] for row in since(read)[1]] == (["job"] if is_news else [])


def test_editions_are_compared_by_person(database, read):
    pull(database, [ANA, BO, CY], edition=BEFORE)
    pull(database, [speaker("Ana Quoz", "Chief Nurse", "North Clinic", role_family="medicine"), BO, DEE])
    this = changes.edition(read, "spring conf")
    earlier = changes.before(read, this)
    assert (this.title, earlier.title) == ("Spring Conf 2026", "Spring Conf 2025")
    assert told(changes.since_edition(read, this, earlier)) == [
        ("new", "Dee Okoro", None, None),
        ("job", "Ana Quoz", "Nurse", "Harbour Health"),
        ("gone", "Łukasz Żółć", None, None),
    ]
    assert changes.before(read, earlier) is None


@pytest.mark.parametrize(
    ("name", "year", "says"),
    [
        ("autumn", None, ("no conference in your file is called 'autumn'", "see: coffeechat conferences --pulled")),
        ("conf", None, ("2 conferences answer to 'conf'", "one of: Spring Conf, Winter Conf")),
        ("", None, ("say which conference", "one of: Spring Conf, Winter Conf")),
        ("spring", 2019, ("Spring Conf 2019 is not in your file", "the years there: 2026, 2025")),
    ],
)
def test_conference_that_is_not_meant_clearly(database, read, name, year, says):
    for edition in (SPRING, BEFORE, Edition(conference="Winter Conf", year=2026)):
        pull(database, [ANA], edition=edition)
    with pytest.raises(UnknownConference) as caught:
        changes.edition(read, name, year=year)
    assert (caught.value.message, caught.value.hint) == says


# The command


@pytest.fixture
def run(capsys, database, file):
    def typed(*words):
        with pytest.raises(SystemExit) as left:
            main(["changes", *words, "--db", str(file)])
        shown = capsys.readouterr()
        return left.value.code, shown.out, shown.err

    return typed


@pytest.fixture
def history(database):
    pull(database, [ANA, CY], edition=BEFORE)
    pull(database, [ANA, BO])
    pull(
        database,
        [speaker("Ana Quoz", "Chief Nurse", "North Clinic", role_family="medicine"), DEE],
        when=WHEN + timedelta(days=2),
    )


def test_changes_shows_both_comparisons(history, run):
    code, out, err = run("spring")
    assert code == 0
    assert err.splitlines() == [
        "Spring Conf 2026",
        "In the last pull, 2026-05-06: 1 new, 1 new job, 1 gone",
        "Since Spring Conf 2025: 1 new, 1 new job, 1 gone",
    ]
    assert "new job  p-1  Ana Quoz     Chief Nurse  North Clinic  Nurse, Harbour Health" in out.splitlines()


def test_changes_for_programs(history, run):
    rows = json.loads(run("spring", "--json")[1])
    assert [(row["since"], row["change"], row["name"]) for row in rows] == [
        ("2026-05-06", "new", "Dee Okoro"),
        ("2026-05-06", "job", "Ana Quoz"),
        ("2026-05-06", "gone", "Bo Lindqvist"),
        ("2025", "new", "Dee Okoro"),
        ("2025", "job", "Ana Quoz"),
        ("2025", "gone", "Łukasz Żółć"),
    ]
    assert [row["name"] for row in csv.DictReader(io.StringIO(run("spring", "--since", "2025", "--csv")[1]))] == [
        "Dee Okoro",
        "Ana Quoz",
        "Łukasz Żółć",
    ]


def test_changes_without_anything_to_compare_says_so(database, run):
    pull(database, [ANA])
    code, out, err = run("spring")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "Spring Conf 2026",
        "Since the last pull: pulled once so far: nothing to compare",
        "Since last year: no earlier edition in your file; pull it with --year",
    ]
    assert run("spring", "--since", "2026-12-01")[2].splitlines()[1] == (
        "Since 2026-12-01: no pull since 2026-12-01 to compare"
    )


def test_changes_since_what_is_no_day(history, run):
    code, _, err = run("spring", "--since", "may")
    assert (code, err.splitlines()[0]) == (2, "coffeechat: 'may' is no day and no year")
