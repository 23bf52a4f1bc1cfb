"""Asking the file: every filter, every order, one person, and the counts."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from invented import SPRING, pull, speaker

from scraper.errors import AmbiguousSpeaker, InputError, UnknownConference, UnknownSpeaker
from scraper.model import Edition, Talk
from scraper.store import query, write
from scraper.store.choice import about
from scraper.store.choice.filters import Filters

PEOPLE = [
    speaker(
        "Ana Ruiz",
        "Senior Nurse",
        "Harbour Health",
        role_family="medicine",
        seniority="senior",
        topics=("nursing", "kubernetes"),
        talks=("Caring with data",),
        links=("https://github.com/ana", "https://ana.example"),
        bio="Ana grew up in Łódź.",
        record_id="a1",
    ),
    speaker(
        "Łukasz Żółć",
        "CTO",
        "Acme GmbH",
        company="Acme",
        role_family="leadership",
        seniority="executive",
        links=("https://z.example",),
    ),
    speaker("Ana Berg", "Data Scientist", "ACME, Inc.", company="Acme", role_family="data", seniority="junior"),
    speaker("François Nguyễn", "Keeper of Bees", "Acme Labs", topics=("nature",)),
    speaker("田中太郎", "研究員", "東京大学", talks=("量子計算の未来",), role_family="research"),
    speaker("김민수", "교수", "서울대학교"),
    speaker(
        "Mary-Jane O'Neil",
        "Engineer, Data",
        "Straße & Søn",
        role_family="engineering",
        topics=(".net", "artificial intelligence"),
    ),
    speaker("Bo"),
]
AUTUMN = Edition(conference="Autumn Days", year=2024, url="https://autumn.example")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    path = tmp_path_factory.mktemp("query") / "speakers.db"
    with write.open_store(path) as database:
        talks = [Talk(title="Bees at work", speakers=("François Nguyễn",), abstract="Buzz.", track="nature")]
        pull(database, PEOPLE, talks=talks)
        earlier = [
            speaker("Łukasz Żółć", "Developer", "Globex", role_family="engineering", links=("https://z.example",)),
            speaker("Ana Ruiz", "Nursing Student", "Harbour Health", seniority="student", talks=("First steps",)),
        ]
        pull(database, earlier, edition=AUTUMN, target="https://autumn.example")
        pull(database, [speaker("Łukasz Żółć", "CTO", "Acme")], edition=replace(SPRING, year=2025))
        pull(database, [speaker("Gone Girl", "Writer", "Paper")], edition=replace(AUTUMN, year=2020))
        pull(database, [speaker("Still There", "Writer", "Paper")], edition=replace(AUTUMN, year=2020))
        write.add_to_shortlist(database, 1, "ask about the switch")
    with closing(query.connect(path)) as connection:
        yield connection


EVERYBODY = {one.name for one in PEOPLE} | {"Still There"}


def names(read, **asked):
    return [one["name"] for one in query.speakers(read, Filters(**asked))]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "ana"}, {"Ana Ruiz", "Ana Berg"}),
        ({"words": "ANA  ruiz"}, {"Ana Ruiz"}),
        ({"words": "lukasz zolc"}, {"Łukasz Żółć"}),
        ({"words": "Żółć"}, {"Łukasz Żółć"}),
        ({"words": "nguyen francois"}, {"François Nguyễn"}),
        ({"words": "strasse son"}, {"Mary-Jane O'Neil"}),
        ({"words": "o'neil"}, {"Mary-Jane O'Neil"}),
        ({"words": "lodz"}, {"Ana Ruiz"}),
        ({"words": "car"}, {"Ana Ruiz"}),
        ({"words": "cares"}, {"Ana Ruiz"}),
        ({"words": "da"}, set()),
        ({"words": "bo"}, {"Bo"}),
        ({"words": "田中"}, {"田中太郎"}),
        ({"words": "太郎"}, {"田中太郎"}),
        ({"words": "中太"}, {"田中太郎"}),
        ({"words": "計算"}, {"田中太郎"}),
        ({"words": "大学 研究"}, {"田中太郎"}),
        ({"words": "郎太"}, set()),
        ({"words": "민수"}, {"김민수"}),
        ({"words": "서울"}, {"김민수"}),
        ({"words": "nobody"}, set()),
        ({"words": "ana nobody"}, set()),
        ({"words": "!!!"}, set()),
        ({"words": '"'}, set()),
        ({"words": "AND"}, set()),
        ({"words": "name:ana"}, set()),
        ({"words": "ana) OR (bo"}, set()),
        ({"words": "*"}, set()),
        ({"words": "  "}, EVERYBODY),
        ({"words": None}, EVERYBODY),
        ({"company": "acme"}, {"Łukasz Żółć", "Ana Berg"}),
        ({"company": "Acme GmbH"}, {"Łukasz Żółć", "Ana Berg"}),
        ({"company": "ACME INC"}, {"Łukasz Żółć", "Ana Berg"}),
        ({"company": "acme labs"}, {"François Nguyễn"}),
        ({"company": "health"}, {"Ana Ruiz"}),
        ({"company": "health harb"}, {"Ana Ruiz"}),
        ({"company": "ealth"}, set()),
        ({"company": "大学"}, {"田中太郎"}),
        ({"company": "globex"}, set()),
        ({"company": "?!"}, set()),
        ({"role": "nurse"}, {"Ana Ruiz"}),
        ({"role": "data"}, {"Ana Berg", "Mary-Jane O'Neil"}),
        ({"role": "scientist DATA"}, {"Ana Berg"}),
        ({"role": "研究"}, {"田中太郎"}),
        ({"role": "ana"}, set()),
        ({"role": "-"}, set()),
        ({"family": "data"}, {"Ana Berg"}),
        ({"family": "Data"}, {"Ana Berg"}),
        ({"family": "other"}, {"François Nguyễn", "김민수", "Still There"}),
        ({"seniority": "Executive"}, {"Łukasz Żółć"}),
        ({"topic": "nature"}, {"François Nguyễn"}),
        ({"topic": "k8s"}, {"Ana Ruiz"}),
        ({"topic": "Kubernetes"}, {"Ana Ruiz"}),
        ({"topic": "bees"}, {"François Nguyễn"}),
        ({"topic": "caring data"}, {"Ana Ruiz"}),
        ({"topic": "ruiz"}, set()),
        ({"topic": "..."}, set()),
        ({"conference": "autumn days"}, {"Łukasz Żółć", "Ana Ruiz", "Still There"}),
        ({"conference": "Autumn Days 2024"}, {"Łukasz Żółć", "Ana Ruiz"}),
        ({"conference": "autumn-days-2020"}, {"Still There"}),
        ({"conference": "autu", "year": 2024}, {"Łukasz Żółć", "Ana Ruiz"}),
        ({"conference": "days autumn"}, {"Łukasz Żółć", "Ana Ruiz", "Still There"}),
        ({"year": 2025}, {"Łukasz Żółć"}),
        ({"year": 1999}, set()),
        ({"year": 2024, "company": "globex"}, {"Łukasz Żółć"}),
        ({"year": 2024, "company": "acme"}, set()),
        ({"year": 2024, "company": "glob"}, {"Łukasz Żółć"}),
        ({"year": 2024, "role": "student"}, set()),
        ({"year": 2026, "role": "nurse"}, {"Ana Ruiz"}),
        ({"year": 2026, "role": "研究"}, {"田中太郎"}),
        ({"year": 2024, "family": "engineering"}, {"Łukasz Żółć"}),
        ({"year": 2024, "family": "other"}, {"Ana Ruiz"}),
        ({"year": 2024, "seniority": "student"}, {"Ana Ruiz"}),
        ({"year": 2024, "topic": "first steps"}, {"Ana Ruiz"}),
        ({"year": 2026, "topic": "first steps"}, set()),
        ({"year": 2026, "topic": "k8s"}, {"Ana Ruiz"}),
        ({"year": 2024, "topic": "k8s"}, set()),
        ({"shortlisted": True}, {"Ana Ruiz"}),
        ({"shortlisted": False}, EVERYBODY - {"Ana Ruiz"}),
        ({"words": "ana", "company": "acme", "role": "scientist", "year": 2026, "shortlisted": False}, {"Ana Berg"}),
    ],
)
def test_filters_choose(read, asked, found):
    people = names(read, **asked)
    assert set(people) == found
    assert len(people) == len(found)
    assert query.count(read, Filters(**asked)) == len(found)


@pytest.mark.parametrize("asked", ["nowhere", "", "...", "spring 2026 2025 extra"])
def test_an_unknown_conference_is_an_error(read, asked):
    with pytest.raises(UnknownConference) as caught:
        query.speakers(read, Filters(conference=asked))
    assert "coffeechat conferences" in caught.value.hint


def test_an_unknown_order_is_an_error_that_names_the_known_ones():
    with pytest.raises(InputError, match="'age'") as caught:
        Filters(sort="age")
    assert caught.value.hint == "one of: name, company, employer, role, seniority, recent, year, relevance, fit"


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("name", ["Ana Berg", "Ana Ruiz", "Bo", "François Nguyễn", "Łukasz Żółć"]),
        ("company", ["Ana Berg", "Łukasz Żółć", "François Nguyễn", "Ana Ruiz", "Still There"]),
        ("role", ["Łukasz Żółć", "Ana Berg", "Mary-Jane O'Neil", "François Nguyễn", "Ana Ruiz"]),
        ("seniority", ["Łukasz Żółć", "Ana Ruiz", "Ana Berg", "Bo", "François Nguyễn"]),
        ("relevance", ["Ana Berg", "Ana Ruiz", "Bo", "François Nguyễn", "Łukasz Żółć"]),
    ],
)
def test_speakers_are_sorted(read, sort, first):
    assert names(read, sort=sort)[:5] == first


def test_recent_comes_first(read):
    assert names(read, sort="recent")[-1] == "Still There"


def test_relevance_puts_a_name_before_a_biography(tmp_path):
    path = tmp_path / "speakers.db"
    people = [
        speaker("Ana Ruiz", bio="Works with Robin."),
        speaker("Cy Dee", talks=("Robin and other birds",)),
        speaker("Robin Lind"),
        speaker("Bo Berg", topics=("robin",)),
    ]
    with write.open_store(path) as database:
        pull(database, people)
    with closing(query.connect(path)) as connection:
        found = names(connection, words="robin")
    assert (found[0], found[-1], len(found)) == ("Robin Lind", "Ana Ruiz", 4)


def test_words_that_very_many_have_are_not_ranked(read, monkeypatch):
    monkeypatch.setattr(about, "RANKED", 1)
    assert names(read, words="ana") == ["Ana Ruiz", "Ana Berg"]  # as they came in
    assert names(read, words="kubernetes") == ["Ana Ruiz"]


def test_of_a_topic_that_very_many_speak_about_a_page_shows_the_strongest(read, monkeypatch):
    everybody, first = names(read, topic="kubernetes"), names(read, topic="kubernetes", limit=1)
    monkeypatch.setattr(about, "COMMON", 0)
    monkeypatch.setattr(about, "RANKED", 0)
    assert names(read, topic="kubernetes", limit=1) == first == everybody[:1]
    assert names(read, topic="kubernetes") == everybody  # a whole list leaves out nobody
    assert names(read, topic="kubernetes", company="nowhere", limit=1) == []
    assert names(read, topic="kubernetes", family="medicine", limit=1) == ["Ana Ruiz"]


@pytest.mark.parametrize("sort", ["seniority", "employer", "company", "role", "recent", "name"])
@pytest.mark.parametrize("more", [{}, {"year": 2024}, {"family": "other"}, {"words": "a"}])
def test_pages_of_an_order_make_up_the_whole(read, sort, more):
    everybody = names(read, sort=sort, **more)
    pages = [names(read, sort=sort, limit=2, offset=at, **more) for at in range(0, len(everybody) + 2, 2)]
    assert [name for page in pages for name in page] == everybody


def test_more_than_very_many_are_not_counted(read, monkeypatch):
    monkeypatch.setattr(query, "COMMON", 1)
    assert query.count(read, Filters(words="ana")) == 2
    assert query.count(read, Filters(words="kubernetes")) == 1
    assert query.count(read, Filters()) == len(names(read))
    assert query.count(read, Filters(family="other")) == len(names(read, family="other"))
    assert query.count(read, Filters(family="other", year=2024)) == min(2, len(names(read, family="other", year=2024)))


@pytest.mark.parametrize("more", [{}, {"year": 2024}, {"family": "medicine"}, {"shortlisted": False}])
def test_pages_of_words_that_very_many_have_make_up_the_whole(read, monkeypatch, more):
    everybody = sorted(names(read, words="ana", **more))
    monkeypatch.setattr(about, "RANKED", 1)
    pages = [names(read, words="ana", limit=1, offset=at, **more) for at in range(len(everybody) + 1)]
    assert sorted(name for page in pages for name in page) == everybody
    assert everybody


def test_limit_and_offset_cut_a_page_out(read):
    everybody = names(read)
    assert names(read, limit=3) == everybody[:3]
    assert names(read, limit=3, offset=2) == everybody[2:5]
    assert names(read, offset=7) == everybody[7:]
    assert query.count(read, Filters(limit=3)) == len(everybody)


def test_speakers_keep_their_promise_to_other_programs(read):
    [ana] = query.speakers(read, Filters(words="ruiz"))
    assert ana == {
        "id": "p-1",
        "name": "Ana Ruiz",
        "role": "Senior Nurse",
        "employer": "Harbour Health",
        "company": "Harbour Health",
        "kind": None,
        "role_family": "medicine",
        "seniority": "senior",
        "topics": ["kubernetes", "nursing"],
        "appearances": [
            {
                "conference": "Spring Conf",
                "year": 2026,
                "name": "Ana Ruiz",
                "role": "Senior Nurse",
                "employer": "Harbour Health",
                "talks": ["Caring with data"],
                "record_id": "a1",
            },
            {
                "conference": "Autumn Days",
                "year": 2024,
                "name": "Ana Ruiz",
                "role": "Nursing Student",
                "employer": "Harbour Health",
                "talks": ["First steps"],
                "record_id": None,
            },
        ],
        "links": ["https://ana.example", "https://github.com/ana"],
        "shortlisted": True,
    }


def test_speakers_take_a_few_statements_however_many_there_are(tmp_path):
    path = tmp_path / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [speaker(f"Person Number{number}", "Nurse", f"Clinic {number % 7}") for number in range(2000)])
    with closing(query.connect(path)) as connection:
        statements = []
        connection.set_trace_callback(statements.append)
        rows = query.speakers(connection, Filters())
    assert len(rows) == 2000
    assert len({row["id"] for row in rows}) == 2000
    assert len(statements) < 25


# one person


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("p-1", "Ana Ruiz"),
        ("P-1", "Ana Ruiz"),
        ("1", "Ana Ruiz"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("  ana   RUIZ ", "Ana Ruiz"),
        ("ana r", "Ana Ruiz"),
        ("ruiz ana", "Ana Ruiz"),
        ("rui", "Ana Ruiz"),
        ("lukasz", "Łukasz Żółć"),
        ("zolc", "Łukasz Żółć"),
        ("o'neil", "Mary-Jane O'Neil"),
        ("oneil", None),
        ("ane o", "Mary-Jane O'Neil"),
        ("mary_jane", "Mary-Jane O'Neil"),
        ("Bo", "Bo"),
        ("田中", "田中太郎"),
        ("太郎", "田中太郎"),
        ("민수", "김민수"),
        ("Gone Girl", "Gone Girl"),
        ("nobody", None),
        ("p-999", None),
        ("999", None),
        ("", None),
        ("%", None),
        ("_", None),
        ("'; DROP TABLE speakers; --", None),
    ],
)
def test_find_takes_ids_names_and_parts(read, who, name):
    if name is None:
        with pytest.raises(UnknownSpeaker) as caught:
            query.find(read, who)
        assert caught.value.hint
    else:
        assert query.speaker(read, query.find(read, who))["name"] == name


def test_find_asks_back_when_several_answer(read):
    with pytest.raises(AmbiguousSpeaker, match="'ana'") as caught:
        query.find(read, "ana")
    assert caught.value.hint == "which one? p-3 Ana Berg (ACME, Inc.); p-1 Ana Ruiz (Harbour Health)"


def test_find_shows_eight_choices_at_most(tmp_path):
    path = tmp_path / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [speaker(f"Ana {letter}") for letter in "ABCDEFGHIJ"])
    with closing(query.connect(path)) as connection, pytest.raises(AmbiguousSpeaker) as caught:
        query.find(connection, "ana")
    assert caught.value.hint.count("p-") == 8
    assert caught.value.hint.endswith("p-8 Ana H; ...")


def test_a_whole_name_wins_over_a_beginning(tmp_path):
    path = tmp_path / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [speaker("Ana Li"), speaker("Ana Lind"), speaker("Juliana Li")])
    with closing(query.connect(path)) as connection:
        assert query.find(connection, "ana li") == 1
        assert query.find(connection, "ana lin") == 2
        assert query.find(connection, "juli") == 3


def test_speaker_tells_everything_and_where_it_was_read(read):
    known = query.speaker(read, 1)
    assert {key: known[key] for key in ("headline", "bio", "photo", "note", "shortlisted", "company_key")} == {
        "headline": "Senior Nurse, Harbour Health",
        "bio": "Ana grew up in Łódź.",
        "photo": None,
        "note": "ask about the switch",
        "shortlisted": True,
        "company_key": "harbour health",
    }
    newest, oldest = known["appearances"]
    shown = {key: newest[key] for key in ("source", "method", "role_source", "withdrawn", "seen", "url")}
    assert shown == {
        "source": "https://conf.example/speakers",
        "method": "cards",
        "role_source": "page",
        "withdrawn": None,
        "seen": "2026-05-04T09:30:00+00:00",
        "url": "https://conf.example/",
    }
    assert newest["evidence"][0] == "as at Autumn Days 2024:"
    assert any("both work for harbour health" in reason for reason in newest["evidence"])
    assert oldest["evidence"] == []
    seen = [(one["conference"], one["headline"], one["talks"], one["current"]) for one in known["sightings"]]
    assert seen == [
        ("Spring Conf", "Senior Nurse, Harbour Health", ["Caring with data"], True),
        ("Autumn Days", "Nursing Student, Harbour Health", ["First steps"], True),
    ]


def test_speaker_shows_talks_with_their_abstracts(read):
    [appearance] = query.speaker(read, query.find(read, "francois"))["appearances"]
    assert appearance["talks"] == [
        {"title": "Bees at work", "abstract": "Buzz.", "track": "nature", "starts": None, "url": None, "language": None}
    ]


def test_speaker_shows_where_somebody_is_no_longer_listed(read):
    known = query.speaker(read, query.find(read, "gone girl"))
    assert [(one["year"], one["withdrawn"]) for one in known["appearances"]] == [(2020, "2026-05-04T09:30:00+00:00")]


def test_speaker_nobody_has_is_an_error(read):
    with pytest.raises(UnknownSpeaker, match="p-999"):
        query.speaker(read, 999)


def test_shortlist_carries_what_an_export_needs(read):
    [ana] = query.shortlist(read)
    assert (ana["name"], ana["note"], ana["added"][:2]) == ("Ana Ruiz", "ask about the switch", "20")
    assert ana["appearances"][0]["headline"] == "Senior Nurse, Harbour Health"
    assert ana["appearances"][0]["talks"] == ["Caring with data"]


# counts


def test_companies_are_counted_with_examples(read):
    rows = query.companies(read, Filters())
    assert rows[0] == {
        "company": "Acme",
        "key": "acme",
        "kind": "company",
        "people": 2,
        "roles": ["CTO", "Data Scientist"],
        "examples": ["Łukasz Żółć", "Ana Berg"],
    }
    assert [(row["company"], row["people"]) for row in rows[1:]] == [
        ("Acme Labs", 1),
        ("Harbour Health", 1),
        ("Paper", 1),
        ("Straße & Søn", 1),
        ("서울대학교", 1),
        ("東京大学", 1),
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"topic": "bees"}, [("Acme Labs", 1)]),
        ({"year": 2024}, [("Globex", 1), ("Harbour Health", 1)]),
        ({"conference": "spring"}, [("Acme", 2), ("Acme Labs", 1), ("Harbour Health", 1), ("Straße & Søn", 1),
                                    ("서울대학교", 1), ("東京大学", 1)]),
        ({"conference": "spring", "limit": 1}, [("Acme", 2)]),
        ({"limit": 1, "offset": 1}, [("Acme Labs", 1)]),
        ({"words": "nobody"}, []),
    ],
)  # fmt: skip
def test_companies_follow_the_filters(read, asked, found):
    assert [(row["company"], row["people"]) for row in query.companies(read, Filters(**asked))] == found


def test_companies_give_three_examples_at_most(tmp_path):
    path = tmp_path / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [speaker(f"Person {letter}", f"Role {letter}", "Acme") for letter in "ABCDE"])
    with closing(query.connect(path)) as connection:
        [acme] = query.companies(connection, Filters())
    assert (acme["people"], acme["examples"]) == (5, ["Person A", "Person B", "Person C"])
    assert acme["roles"] == ["Role A", "Role B", "Role C"]


def test_companies_give_examples_however_many_there_are(read, monkeypatch):
    from scraper.store.choice import counts

    few = query.companies(read, Filters())
    monkeypatch.setattr(counts, "_FEW", 2)
    assert query.companies(read, Filters()) == few


def test_roles_are_counted_by_kind_with_the_commonest_titles(tmp_path):
    path = tmp_path / "speakers.db"
    titles = ["Engineer", "engineer", "Developer", "Architect", "Tester", "Developer", "Engineer"]
    people = [speaker(f"Person {title} {n}", title, role_family="engineering") for n, title in enumerate(titles)]
    with write.open_store(path) as database:
        pull(database, [*people, speaker("Bo", "Keeper of Bees"), speaker("No Role")])
    with closing(query.connect(path)) as connection:
        rows = query.roles(connection, Filters())
        assert rows == [
            {
                "role_family": "engineering",
                "people": 7,
                "titles": 4,
                "examples": ["Engineer", "Developer", "Architect"],
            },
            {"role_family": "other", "people": 1, "titles": 1, "examples": ["Keeper of Bees"]},
        ]
        assert query.roles(connection, Filters(limit=1, offset=1)) == rows[1:]


def test_roles_of_a_year_are_those_of_that_day(read):
    rows = [(row["role_family"], row["people"], row["examples"]) for row in query.roles(read, Filters(year=2024))]
    assert rows == [("engineering", 1, ["Developer"]), ("other", 1, ["Nursing Student"])]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [(".net", 1, ["Mary-Jane O'Neil"]), ("artificial intelligence", 1, ["Mary-Jane O'Neil"]),
              ("kubernetes", 1, ["Ana Ruiz"]), ("nature", 1, ["François Nguyễn"]), ("nursing", 1, ["Ana Ruiz"]),
              ("zoology", 1, ["François Nguyễn"])]),
        ({"words": "ruiz"}, [("kubernetes", 1, ["Ana Ruiz"]), ("nursing", 1, ["Ana Ruiz"])]),
        ({"year": 2024}, []),
        ({"year": 2026, "limit": 1, "offset": 3}, [("nature", 1, ["François Nguyễn"])]),
    ],
)  # fmt: skip
def test_topics_are_counted_with_examples(read, asked, found):
    rows = query.topics(read, Filters(**asked))
    assert [(row["topic"], row["people"], row["examples"]) for row in rows] == found


def test_conferences_tell_what_is_pulled(read):
    rows = query.conferences(read)
    assert [(row["conference"], row["year"], row["people"], row["verdict"]) for row in rows] == [
        ("Autumn Days", 2024, 2, "ok"),
        ("Autumn Days", 2020, 1, "ok"),
        ("Spring Conf", 2026, 8, "ok"),
        ("Spring Conf", 2025, 1, "ok"),
    ]
    assert rows[2]["url"] == "https://conf.example/"
    assert rows[2]["last_pull"] == "2026-05-04T09:30:00+00:00"


# whatever is typed


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None), max_size=40), st.text(max_size=20))
@example("ana* OR bo", "NEAR(ana bo)")
@example("\ud800", "\x00")
@example("{name} : ana", "^ana")
@example("a" * 400, "ana " * 60)
@example("ꙮ 𞤀𞤁 ͏ ẛ̣ ŉ İ", "ᄀ ￇ ㍿")
def test_any_words_are_an_answer(read, text, other):
    asked = Filters(words=text, role=other, topic=text, company=other, family=text, seniority=other)
    assert query.count(read, asked) == len(query.speakers(read, asked))
    for one in (Filters(words=text), Filters(role=text), Filters(topic=text), Filters(company=text)):
        assert query.count(read, one) <= len(EVERYBODY)
        narrowed = replace(one, year=2026)
        assert query.count(read, narrowed) == len(query.speakers(read, narrowed))
    with suppress(UnknownSpeaker, AmbiguousSpeaker):
        assert query.find(read, text) > 0


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PEOPLE), st.data())
def test_any_word_of_a_name_finds_the_person(read, person, data):
    from scraper.text import words

    word = data.draw(st.sampled_from(words(person.name)))
    assert person.name in names(read, words=word)
    assert person.name in names(read, words=word, year=2026)


def test_reading_imports_no_slow_package():
    slow = {"sqlite_utils", "click", "httpx", "selectolax", "asyncio", "tenacity", "nameparser"}
    code = f"import sys; from scraper.store import query; print(sorted({slow!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.strip() == "[]"


def test_kinds_of_places_are_kept_and_asked_for(tmp_path):
    path = tmp_path / "speakers.db"
    people = [
        speaker("Ana Ruiz", "Nurse", "Nord Clinic", kind="hospital"),
        speaker("Bo Lind", "Nurse", "Wibble"),
        speaker("Eda Kor", "Freelance", kind="freelance"),
        speaker("Nobody"),
    ]
    with write.open_store(path) as database:
        pull(database, people)
    with closing(query.connect(path)) as connection:
        asked = {
            kind: [row["name"] for row in query.speakers(connection, Filters(kind=kind))]
            for kind in ("Hospital", "freelance", "other", "school")
        }
        [clinic, wibble] = query.companies(connection, Filters())
    assert asked == {"Hospital": ["Ana Ruiz"], "freelance": ["Eda Kor"], "other": ["Bo Lind"], "school": []}
    assert (clinic["kind"], wibble["kind"]) == ("hospital", None)
