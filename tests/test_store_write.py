"""A pull into the file: all or nothing, twice is once, what was is kept."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import OK, SITE, SPRING, WHEN, dump, facts, new_store, pull, speaker

from scraper.errors import Gone, UnknownSpeaker
from scraper.model import Edition, LeftOut, Sighting, Speaker, Talk, Verdict
from scraper.store import query, write
from scraper.store.pulling import present
from scraper.store.rows import seconds
from scraper.store.write import Changes

ANA = speaker(
    "Ana Ruiz",
    "Nurse",
    "Harbour Health",
    bio="Ana looks after people.",
    links=("https://github.com/ana",),
    photo="https://conf.example/ana.jpg",
    topics=("nursing", "data"),
    talks=("Caring with data",),
    role_family="medicine",
    seniority="senior",
)
BO = speaker("Bo Lind", "CTO", "Acme GmbH", company="Acme", billing="keynote")
CY = speaker("Łukasz Żółć", "Designer", "Acme")
TALK = Talk(title="Two of us", speakers=("Ana Ruiz", "Lind, Bo"), abstract="Together.", track="care", url=f"{SITE}/two")
ORGANISER = LeftOut(name="Olga Orgel", reason="organiser", source=SITE)
LATER = replace(SPRING, year=2027, url="https://conf.example/2027")


@pytest.fixture
def database(tmp_path):
    with new_store(tmp_path / "speakers.db") as opened:
        yield opened


@pytest.fixture
def read(database, tmp_path):
    with closing(query.connect(tmp_path / "speakers.db")) as connection:
        yield connection


def names(read, **filters):
    return [one["name"] for one in query.speakers(read, query.Filters(**filters))]


def search_is_sound(database):
    """The full-text index agrees with the table it indexes, word by word."""
    database.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
    return True


def test_record_tells_what_it_changed(database, read):
    changes = pull(database, [ANA, BO], talks=[TALK], left_out=[ORGANISER])
    assert changes == Changes(new=2, people=2)
    assert facts(
        read, "SELECT verdict, message, found, added, changed, same, withdrawn, target, adapter, hint FROM pulls"
    ) == [("ok", "as it should be", 2, 2, 0, 0, 0, SITE, "website", None)]
    assert facts(read, "SELECT name, reason FROM left_out") == [("Olga Orgel", "organiser")]
    assert search_is_sound(database)


def test_record_keeps_counts_and_receipt(database, read):
    import json

    pull(database, [ANA, BO], talks=[TALK], left_out=[ORGANISER])
    [(counts, receipt, started)] = facts(read, "SELECT counts, receipt, started FROM pulls")
    assert json.loads(counts) == {
        "people": 2, "role": 2, "employer": 2, "headline": 2, "bio": 1, "photo": 1, "links": 1, "talks": 1,
        "programme": 1, "left_out": 1,
    }  # fmt: skip
    assert json.loads(receipt) == [
        {
            "url": SITE,
            "adapter": "website",
            "people": 2,
            "methods": ["cards"],
            "error": None,
            "message": None,
            "about": None,
            "missed": False,
        }
    ]
    assert started == "2026-05-04T09:30:00+00:00"


def test_record_twice_changes_nothing_but_pulls(database, read):
    everything = {"talks": [TALK], "left_out": [ORGANISER]}
    pull(database, [ANA, BO, CY], **everything)
    before = dump(read)
    again = pull(database, [ANA, BO, CY], **everything, when=WHEN + timedelta(days=1))
    assert again == Changes(same=3, people=3)
    assert dump(read) == before
    assert facts(read, "SELECT count(*) FROM pulls") == [(2,)]


def test_record_twice_writes_no_page_of_search(database):
    pull(database, [ANA, BO])
    before = database.conn.total_changes
    pull(database, [ANA, BO])
    assert database.conn.total_changes - before == 3  # the pull, its counts, the edition's own row


def test_record_in_another_order_changes_nothing(database, read):
    pull(database, [ANA, BO, CY])
    before = dump(read)
    assert pull(database, [CY, ANA, BO]) == Changes(same=3, people=3)
    assert dump(read) == before


def test_a_changed_employer_changes_one_person_and_keeps_what_was_seen(database, read):
    pull(database, [ANA, BO])
    moved = speaker("Ana Ruiz", "Head of Nursing", "City Clinic", topics=("nursing",))
    changes = pull(database, [moved, BO], when=WHEN + timedelta(days=9))
    assert changes == Changes(changed=1, same=1, people=2)
    assert facts(read, "SELECT headline, current FROM sightings s ORDER BY s.id") == [
        ("Nurse, Harbour Health", 0),
        ("CTO, Acme GmbH", 1),
        ("Head of Nursing, City Clinic", 1),
    ]
    assert facts(read, "SELECT name, role, employer, company_key, created, updated FROM speakers WHERE id = 1") == [
        ("Ana Ruiz", "Head of Nursing", "City Clinic", "city clinic", seconds("2026-05-04T09:30:00+00:00"),
         seconds("2026-05-13T09:30:00+00:00"))
    ]  # fmt: skip
    assert facts(read, "SELECT updated FROM speakers WHERE id = 2") == [(seconds("2026-05-04T09:30:00+00:00"),)]
    assert names(read, words="city clinic") == ["Ana Ruiz"]
    assert names(read, words="harbour") == []
    assert facts(read, "SELECT url FROM links") == []
    assert facts(read, "SELECT count(*) FROM appearance_topics") == [(1,)]
    assert search_is_sound(database)


def test_a_change_taken_back_takes_up_the_old_sighting(database, read):
    pull(database, [ANA])
    pull(database, [speaker("Ana Ruiz", "Nurse", "City Clinic")])
    assert pull(database, [ANA]).changed == 1
    assert facts(read, "SELECT headline, current FROM sightings ORDER BY id") == [
        ("Nurse, Harbour Health", 1),
        ("Nurse, City Clinic", 0),
    ]


def test_who_is_no_longer_listed_is_withdrawn_and_can_come_back(database, read):
    pull(database, [ANA, BO])
    assert pull(database, [ANA], when=WHEN + timedelta(days=1)) == Changes(same=1, withdrawn=1, people=1)
    assert names(read) == ["Ana Ruiz"]
    assert facts(read, "SELECT withdrawn FROM appearances WHERE name = 'Bo Lind'") == [("2026-05-05T09:30:00+00:00",)]
    assert pull(database, [ANA]) == Changes(same=1, people=1)
    assert pull(database, [ANA, BO]) == Changes(changed=1, same=1, people=2)
    assert names(read) == ["Ana Ruiz", "Bo Lind"]
    assert facts(read, "SELECT count(*) FROM speakers") == [(2,)]


def test_who_is_withdrawn_but_shortlisted_stays_in_sight(database, read):
    pull(database, [ANA, BO])
    write.add_to_shortlist(database, 2, "met at lunch")
    pull(database, [ANA])
    assert names(read) == ["Ana Ruiz", "Bo Lind"]
    assert write.remove_from_shortlist(database, 2) is True
    assert names(read) == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "word", ["shrunk", "empty", "blocked", "gone", "needs_javascript", "failed", "announced_later"]
)
def test_a_bad_verdict_writes_only_the_pull(database, read, word):
    pull(database, [ANA, BO], left_out=[ORGANISER])
    before = dump(read)
    people = [] if word == "empty" else [speaker("Somebody Else")]
    changes = pull(database, people, verdict=Verdict(word=word, message="oh"), talks=[TALK])
    assert changes == Changes(people=2)
    assert dump(read) == before
    assert facts(read, "SELECT verdict, message, found, edition_id FROM pulls WHERE id = 2") == [
        (word, "oh", len(people), 1)
    ]


def test_a_bad_first_pull_makes_no_conference(database, read):
    assert pull(database, [], verdict=Verdict(word="empty")) == Changes()
    assert query.conferences(read) == []
    assert facts(read, "SELECT verdict, edition_id FROM pulls") == [("empty", None)]


def test_a_good_pull_without_people_is_a_bug(database, read):
    with pytest.raises(ValueError, match="without people"):
        pull(database, [])
    assert facts(read, "SELECT count(*) FROM pulls") == [(0,)]


def test_a_partial_pull_takes_nothing_away(database, read):
    partial = Verdict(word="partial", message="2 pages could not be read")
    pull(database, [ANA, BO], talks=[TALK], left_out=[ORGANISER])
    changes = pull(database, [CY], verdict=partial)
    assert changes == Changes(new=1, people=3)
    assert names(read) == ["Ana Ruiz", "Bo Lind", "Łukasz Żółć"]
    assert facts(read, "SELECT title FROM talks ORDER BY title") == [("Caring with data",), ("Two of us",)]
    assert facts(read, "SELECT name FROM left_out") == [("Olga Orgel",)]
    pull(database, [ANA, BO, CY])
    assert facts(read, "SELECT name FROM left_out") == []


def test_a_list_and_a_site_do_not_withdraw_each_others_people(database, read):
    pull(database, [ANA, BO], adapter="list", target="list:Spring Conf:2026")
    assert pull(database, [CY]) == Changes(new=1, people=3)
    assert pull(database, [ANA], adapter="list", target="list:Spring Conf:2026").withdrawn == 1
    assert names(read) == ["Ana Ruiz", "Łukasz Żółć"]
    assert [one["people"] for one in write.earlier(database, edition=SPRING)] == [1]


def test_earlier_counts_good_pulls_of_this_edition_oldest_first(database, read):
    pull(database, [ANA])
    pull(database, [ANA, BO])
    pull(database, [], verdict=Verdict(word="empty"))
    pull(database, [ANA, BO, CY], verdict=Verdict(word="partial"))
    pull(database, [ANA, BO, CY], edition=LATER)
    assert [(one["people"], one["employer"]) for one in write.earlier(database, edition=SPRING)] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]
    assert write.earlier(database, edition=Edition(conference="Another Conf")) == []


@pytest.mark.parametrize("fails_in", ["refresh", "_said"])
def test_a_write_that_fails_in_the_middle_leaves_nothing(database, read, monkeypatch, fails_in):
    pull(database, [ANA])
    before = dump(read, without=())

    def crash(*_args, **_more):
        raise MemoryError("in the middle")

    monkeypatch.setattr(present, fails_in, crash)
    with pytest.raises(MemoryError):
        pull(database, [speaker("Ana Ruiz", "Nurse", "City Clinic"), BO, CY], talks=[TALK], left_out=[ORGANISER])
    assert dump(read, without=()) == before
    monkeypatch.undo()
    assert pull(database, [ANA, BO]).new == 1


def test_record_failure_is_a_pull_of_its_own(database, read):
    pull(database, [ANA])
    before = dump(read)
    write.record_failure(database, target=SITE, error=Gone("no such page"), started=WHEN, finished=WHEN)
    write.record_failure(database, target="https://new.example", error=Gone("no"), started=WHEN, finished=WHEN)
    assert dump(read) == before
    rows = [
        (row["target"], row["verdict"], row["message"], row["hint"], row["found"]) for row in query.last_pulls(read)
    ]
    assert rows == [
        (SITE, "gone", "no such page", Gone.default_hint, 0),
        ("https://new.example", "gone", "no", Gone.default_hint, 0),
    ]
    assert [(row["conference"], row["people"], row["verdict"]) for row in query.conferences(read)] == [
        ("Spring Conf", 1, "gone")
    ]


# who is whom within an edition


def with_id(name, record_id, **more):
    return speaker(name, record_id=record_id, **more)


def test_the_platforms_id_outlasts_a_changed_name(database, read):
    pull(database, [with_id("Ana Ruiz", "a1")])
    assert pull(database, [with_id("Ana Ruiz-Berg", "a1")]) == Changes(changed=1, people=1)
    assert names(read) == ["Ana Ruiz-Berg"]


def test_a_name_outlasts_a_changed_id(database, read):
    pull(database, [with_id("Ana Ruiz", "a1")])
    assert pull(database, [with_id("Ana Ruiz", "b7")]) == Changes(changed=1, people=1)
    assert facts(read, "SELECT id, record_id FROM appearances") == [(1, "b7")]


def test_ids_that_move_on_to_other_people_do_not_move_the_people(database, read):
    pull(database, [with_id("Ana Ruiz", "1"), with_id("Bo Lind", "2")])
    before = facts(read, "SELECT id, name FROM speakers")
    changes = pull(database, [with_id("Cy Dee", "1"), with_id("Ana Ruiz", "2"), with_id("Bo Lind", "3")])
    assert changes == Changes(new=1, changed=2, people=3)
    assert facts(read, "SELECT id, name FROM speakers") == [*before, (3, "Cy Dee")]


def test_two_people_of_one_name_stay_two(database, read):
    twins = [with_id("Li Wei", "1", role="Nurse"), with_id("Li Wei", "2", role="Lawyer")]
    assert pull(database, twins).new == 2
    assert pull(database, twins) == Changes(same=2, people=2)
    assert pull(database, twins[::-1]) == Changes(same=2, people=2)
    assert sorted(one["role"] for one in query.speakers(read, query.Filters())) == ["Lawyer", "Nurse"]


def test_one_person_given_twice_becomes_one_with_all_that_is_known(database, read):
    first = speaker("Ana Ruiz", links=("https://a.example",), talks=("One",), topics=("x",))
    second = replace(
        speaker("Ana Ruiz", "Nurse", "Harbour Health", bio="She nurses.", links=("https://b.example",), topics=("y",)),
        billing="keynote",
    )
    third = with_id("Ana Ruiz", "a1", talks=("Two",))
    assert pull(database, [first, second, third]) == Changes(new=1, people=1)
    known = query.speaker(read, 1)
    assert (known["role"], known["employer"], known["bio"]) == ("Nurse", "Harbour Health", "She nurses.")
    assert (known["links"], known["topics"]) == (["https://a.example", "https://b.example"], ["x", "y"])
    [appearance] = known["appearances"]
    assert (appearance["billing"], appearance["record_id"]) == ("keynote", "a1")
    assert [talk["title"] for talk in appearance["talks"]] == ["One", "Two"]


def test_a_record_given_twice_is_one_person(database):
    assert pull(database, [with_id("Ana Ruiz", "a1"), with_id("Ana R.", "a1")]).new == 1


# who is whom over editions


def test_the_same_person_a_year_later_is_found_and_explained(database, read):
    link = ("https://ana.example",)
    pull(database, [replace(ANA, sighting=replace(ANA.sighting, links=link)), BO])
    pull(database, [speaker("Ana Ruiz", "Head of Nursing", "City Clinic", links=link), CY], edition=LATER)
    assert names(read) == ["Ana Ruiz", "Bo Lind", "Łukasz Żółć"]
    known = query.speaker(read, 1)
    assert [(one["year"], one["employer"]) for one in known["appearances"]] == [
        (2027, "City Clinic"),
        (2026, "Harbour Health"),
    ]
    told = known["appearances"][0]["evidence"]
    assert told[0] == "as at Spring Conf 2026:"
    assert any("both spoke at spring conf, in other years" in reason for reason in told)
    assert known["employer"] == "City Clinic"


AUTUMN = Edition(conference="Autumn Days", year=2027)


@pytest.mark.parametrize(
    ("there", "people"),
    [
        (speaker("Ana Ruiz", "Lawyer", "Court"), 2),
        (speaker("Ana Ruiz", "Head of Nursing", "harbour health"), 1),
        (speaker("Ana Ruiz", links=("http://www.github.com/Ana/",)), 1),
        (speaker("Ana Ruiz", photo="https://conf.example/ana.jpg?w=90"), 1),
        (speaker("Ana Ruiz", "Nurse", "Harbour Health", links=("https://github.com/ana-2",)), 2),
        (speaker("Ana Maria Ruiz", "Nurse", "Harbour Health"), 2),
    ],
    ids=["name alone", "employer", "link", "picture", "another account", "another name"],
)
def test_another_conference_needs_evidence(database, read, there, people):
    pull(database, [ANA])
    pull(database, [there], edition=AUTUMN)
    assert facts(read, "SELECT count(*) FROM speakers") == [(people,)]


def test_what_several_people_of_a_page_share_is_no_evidence(database, read):
    house = {"links": ("https://conf.example/contact",), "photo": "https://conf.example/blank.png"}
    pull(database, [speaker("Ana Ruiz", **house), speaker("Bo Lind", **house)])
    pull(database, [speaker("Ana Ruiz", **house), speaker("Cy Dee", **house)], edition=AUTUMN)
    assert facts(read, "SELECT count(*) FROM speakers") == [(4,)]


def test_of_two_who_fit_equally_well_neither_is_taken(database, read):
    pull(database, [with_id("Li Wei", "1", employer="Acme"), with_id("Li Wei", "2", employer="Acme")])
    pull(database, [speaker("Li Wei", None, "Acme")], edition=AUTUMN)
    assert facts(read, "SELECT count(*) FROM speakers") == [(3,)]


def test_two_who_claim_one_person_are_both_new(database, read):
    pull(database, [speaker("Li Wei", None, "Acme")])
    pull(database, [with_id("Li Wei", "1", employer="Acme"), with_id("Li Wei", "2", employer="Acme")], edition=AUTUMN)
    assert facts(read, "SELECT count(*) FROM speakers") == [(3,)]


def test_the_better_claim_wins(database, read):
    pull(database, [speaker("Li Wei", None, "Acme", links=("https://li.example",))])
    twins = [with_id("Li Wei", "1", employer="Acme"), with_id("Li Wei", "2", links=("https://li.example",))]
    pull(database, twins, edition=AUTUMN)
    assert facts(read, "SELECT record_id FROM appearances WHERE speaker_id = 1 ORDER BY id") == [(None,), ("2",)]


# what is true now


def test_a_role_left_out_is_taken_from_an_older_year_at_the_same_company(database, read):
    pull(database, [speaker("Ana Ruiz", "Nurse", "Harbour Health", role_family="medicine")])
    pull(database, [speaker("Ana Ruiz", None, "Harbour Health")], edition=LATER)
    assert facts(read, "SELECT role, role_family, employer FROM speakers") == [("Nurse", "medicine", "Harbour Health")]


@pytest.mark.parametrize(
    ("newer", "job"),
    [
        (speaker("Ana Quillruiz"), ("Nurse", "Harbour Health")),
        (speaker("Ana Quillruiz", "Head of Nursing"), ("Head of Nursing", None)),
        (speaker("Ana Quillruiz", None, "City Clinic"), (None, "City Clinic")),
    ],
)
def test_role_and_employer_of_different_jobs_are_not_mixed(database, read, newer, job):
    pull(database, [speaker("Ana Quillruiz", "Nurse", "Harbour Health")])
    pull(database, [newer], edition=LATER)
    assert facts(read, "SELECT role, employer FROM speakers") == [job]


def test_an_older_year_pulled_later_does_not_become_the_present(database, read):
    pull(database, [speaker("Ana Quillruiz", "Head of Nursing", "City Clinic")], edition=LATER)
    pull(database, [speaker("Ana Quillruiz", "Nurse", "Harbour Health")])
    assert facts(read, "SELECT employer, latest FROM speakers") == [("City Clinic", 2027)]
    assert [one["year"] for one in query.speaker(read, 1)["appearances"]] == [2027, 2026]


# conferences and editions


@pytest.mark.parametrize(
    ("first", "second", "rows"),
    [
        (SPRING, replace(SPRING, place="Gdansk", starts="2026-05-04"), [("Spring Conf", 2026, "Gdansk")]),
        (SPRING, replace(SPRING, conference="SPRING conf 2026"), [("Spring Conf", 2026, None)]),
        (SPRING, replace(SPRING, conference="2026 Spring Conf!"), [("Spring Conf", 2026, None)]),
        (SPRING, LATER, [("Spring Conf", 2026, None), ("Spring Conf", 2027, None)]),
        (SPRING, replace(SPRING, year=None), [("Spring Conf", 2026, None)]),
        (replace(SPRING, year=None), SPRING, [("Spring Conf", 2026, None)]),
        (
            replace(SPRING, year=None),
            replace(SPRING, url="https://another.example"),
            [("Spring Conf", None, None), ("Spring Conf", 2026, None)],
        ),
        (
            Edition(conference="spring-conf-2026", year=2026),
            Edition(conference="spring-conf-2027", year=2027),
            [("spring-conf", 2026, None), ("spring-conf", 2027, None)],
        ),
        (Edition(conference="2026", year=2026), Edition(conference="2026", year=2026), [("2026", 2026, None)]),
        (Edition(conference=" "), Edition(conference=""), [("a conference without a name", None, None)]),
        (Edition(conference="***"), Edition(conference="***"), [("***", None, None)]),
    ],
)
def test_editions_of_one_conference_are_found_again(database, read, first, second, rows):
    pull(database, [ANA], edition=first)
    pull(database, [ANA], edition=second)
    found = facts(
        read,
        "SELECT c.name, e.year, e.place FROM editions e JOIN conferences c ON c.id = e.conference_id ORDER BY e.id",
    )
    assert found == rows
    assert facts(read, "SELECT count(*) FROM conferences") == [(1,)]


def test_an_edition_keeps_what_a_later_pull_does_not_know(database, read):
    pull(database, [ANA], edition=replace(SPRING, place="Gdansk", starts="2026-05-04"))
    pull(database, [ANA], edition=Edition(conference="Spring Conf", year=2026))
    assert facts(read, "SELECT year, starts, place, url FROM editions") == [
        (2026, "2026-05-04", "Gdansk", "https://conf.example/")
    ]


# talks


def given_talks(read):
    return facts(
        read,
        "SELECT a.name, t.title, t.abstract FROM talk_speakers x JOIN talks t ON t.id = x.talk_id "
        "JOIN appearances a ON a.id = x.appearance_id ORDER BY t.title, a.name",
    )


def test_talks_are_linked_by_name_in_any_order(database, read):
    pull(database, [ANA, BO], talks=[TALK])
    assert given_talks(read) == [
        ("Ana Ruiz", "Caring with data", None),
        ("Ana Ruiz", "Two of us", "Together."),
        ("Bo Lind", "Two of us", "Together."),
    ]


def test_talks_are_linked_by_id_where_names_are_ambiguous(database, read):
    twins = [with_id("Li Wei", "1"), with_id("Li Wei", "2")]
    talks = [Talk(title="By name", speakers=("Li Wei",)), Talk(title="By id", speaker_ids=("2", "9"))]
    pull(database, twins, talks=talks)
    assert facts(
        read, "SELECT a.record_id, t.title FROM appearances a JOIN talk_speakers x ON x.appearance_id = a.id "
        "JOIN talks t ON t.id = x.talk_id"
    ) == [("2", "By id")]  # fmt: skip
    assert facts(read, "SELECT title FROM talks ORDER BY title") == [("By id",), ("By name",)]


def test_a_title_beside_a_speaker_is_the_talk_of_the_programme(database, read):
    ana = speaker("Ana Ruiz", talks=("CARING  with data!", "Another one"))
    pull(database, [ana], talks=[Talk(title="Caring with Data", abstract="How.")])
    assert given_talks(read) == [("Ana Ruiz", "Another one", None), ("Ana Ruiz", "Caring with Data", "How.")]


def test_two_talks_of_one_title_stay_two(database, read):
    talks = [
        Talk(title="Lightning talks", speakers=("Ana Ruiz",), starts="2026-05-04T10:00"),
        Talk(title="Lightning talks", speakers=("Bo Lind",), starts="2026-05-05T10:00"),
    ]
    pull(database, [speaker("Ana Ruiz"), speaker("Bo Lind", talks=("Lightning talks",))], talks=talks)
    assert facts(read, "SELECT starts, count(*) FROM talks JOIN talk_speakers ON talk_id = id GROUP BY id") == [
        ("2026-05-04T10:00", 1),
        ("2026-05-05T10:00", 1),
    ]


def test_talks_follow_the_programme(database, read):
    pull(database, [speaker("Ana Ruiz"), speaker("Bo Lind")], talks=[TALK])
    assert names(read, topic="two of us") == ["Ana Ruiz", "Bo Lind"]
    alone = replace(TALK, speakers=("Bo Lind",), abstract="Alone.")
    new = Talk(title="Sailing", speakers=("Ana Ruiz",))
    assert pull(database, [speaker("Ana Ruiz"), speaker("Bo Lind")], talks=[alone, new]).same == 2
    assert given_talks(read) == [("Ana Ruiz", "Sailing", None), ("Bo Lind", "Two of us", "Alone.")]
    assert names(read, topic="two of us") == ["Bo Lind"]
    assert names(read, topic="sailing") == ["Ana Ruiz"]
    pull(database, [speaker("Ana Ruiz"), speaker("Bo Lind")], talks=[new])
    assert facts(read, "SELECT title FROM talks") == [("Sailing",)]
    assert search_is_sound(database)


def test_a_talk_without_a_title_is_no_talk(database, read):
    pull(database, [speaker("Ana Ruiz")], talks=[Talk(title=""), Talk(title="  ")])
    assert facts(read, "SELECT count(*) FROM talks") == [(0,)]


# the shortlist


def test_the_shortlist_keeps_a_note_until_a_new_one_comes(database, read):
    pull(database, [ANA, BO])
    write.add_to_shortlist(database, 1, "switched fields")
    write.add_to_shortlist(database, 1, None)
    write.add_to_shortlist(database, 2)
    assert facts(read, "SELECT speaker_id, note FROM shortlist") == [(1, "switched fields"), (2, None)]
    write.add_to_shortlist(database, 1, "from my town")
    assert [one["note"] for one in query.shortlist(read)] == ["from my town", None]


def test_the_shortlist_survives_another_pull(database, read):
    pull(database, [ANA, BO])
    write.add_to_shortlist(database, 1, "why")
    pull(database, [speaker("Ana Ruiz", "Nurse", "City Clinic"), BO])
    assert [(one["name"], one["employer"], one["note"]) for one in query.shortlist(read)] == [
        ("Ana Ruiz", "City Clinic", "why")
    ]


def test_nobody_unknown_gets_on_the_shortlist(database, read):
    pull(database, [ANA])
    with pytest.raises(UnknownSpeaker, match="p-7"):
        write.add_to_shortlist(database, 7, None)
    assert query.shortlist(read) == []


def test_removing_somebody_who_is_not_on_the_shortlist_says_so(database):
    pull(database, [ANA])
    assert write.remove_from_shortlist(database, 1) is False
    assert write.remove_from_shortlist(database, 99) is False


def test_deleting_a_speaker_takes_everything_with_them(database, read):
    pull(database, [ANA, BO], talks=[TALK])
    write.add_to_shortlist(database, 1, "why")
    with database.atomic():
        database.execute("DELETE FROM speakers WHERE id = 1")
    left = {
        table: len(facts(read, f"SELECT * FROM {table}"))
        for table in ("speakers", "appearances", "sightings", "links", "appearance_topics", "shortlist", "speaker_text")
    }
    assert left == {
        "speakers": 1, "appearances": 1, "sightings": 1, "links": 0, "appearance_topics": 0, "shortlist": 0,
        "speaker_text": 1,
    }  # fmt: skip
    assert names(read, words="ana") == []
    assert search_is_sound(database)
    pull(database, [BO, CY], talks=[TALK])
    assert facts(read, "SELECT max(id) FROM speakers") == [(3,)]  # a number is never given twice


# whatever a page holds

anything = st.text(st.characters(codec=None), max_size=30)
maybe = st.none() | anything
people = st.builds(
    lambda name, key, role, employer, record_id, texts, bio: Speaker(
        name=name,
        name_key=key,
        role=role,
        employer=employer,
        topics=tuple(texts),
        sighting=Sighting(name=name, record_id=record_id, bio=bio, talks=tuple(texts), links=tuple(texts)),
    ),
    anything,
    anything,
    maybe,
    maybe,
    maybe,
    st.lists(anything, max_size=3),
    maybe,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(people, min_size=1, max_size=6), anything, st.lists(anything, max_size=3))
def test_any_text_can_be_stored_and_storing_it_twice_changes_nothing(database, read, speakers, conference, titles):
    edition = Edition(conference=conference, year=2026, place=conference, url=conference)
    talks = [Talk(title=title, speakers=(title,), abstract=title) for title in titles]
    left_out = [LeftOut(name=title, reason="not a name") for title in titles]
    pull(database, speakers, edition=edition, talks=talks, left_out=left_out, target=conference, verdict=OK)
    before = dump(read)
    again = pull(database, speakers, edition=edition, talks=talks, left_out=left_out, target=conference)
    assert (again.new, again.changed, again.withdrawn) == (0, 0, 0)
    assert dump(read) == before
    assert search_is_sound(database)


COUNTED = """
SELECT 'company', company_key, count(*) FROM speakers WHERE current = 1 AND company_key IS NOT NULL GROUP BY 2
UNION ALL SELECT 'kind', ifnull(kind, 'other'), count(*) FROM speakers WHERE current = 1 AND employer IS NOT NULL GROUP BY 2
UNION ALL SELECT 'family', ifnull(role_family, 'other'), count(*) FROM speakers WHERE current = 1 AND role IS NOT NULL GROUP BY 2
UNION ALL SELECT 'seniority', seniority, count(*) FROM speakers WHERE current = 1 AND seniority IS NOT NULL GROUP BY 2
UNION ALL SELECT 'topic', CAST(topic_id AS TEXT), count(DISTINCT speaker_id) FROM subjects WHERE weight >= 50 GROUP BY topic_id
UNION ALL SELECT ifnull(role_family, 'other'), lower(role), count(*) FROM speakers WHERE current = 1 AND role IS NOT NULL GROUP BY 1, 2
"""
KEPT = "SELECT facet, value, people FROM totals UNION ALL SELECT family, lower(role), people FROM titles"
SOMEBODY = st.builds(
    speaker,
    st.sampled_from(["Ana Ruiz", "Bo Lindqvist", "Chidi Okwuosa", "Dana Levi"]),
    st.sampled_from([None, "Nurse", "nurse", "Head of Data"]),
    st.sampled_from([None, "Norwind", "Harbour Health"]),
    role_family=st.sampled_from([None, "data", "medicine"]),
    seniority=st.sampled_from([None, "head"]),
    topics=st.sampled_from([(), ("python",), ("python", "public health")]),
)


@given(st.lists(st.tuples(st.sampled_from([SPRING, AUTUMN]), st.lists(SOMEBODY, min_size=1, max_size=4)), max_size=5))
def test_counts_that_are_kept_are_those_that_are_counted(pulls):
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder) / "s.db") as database:
        for edition, people in pulls:
            pull(database, people, edition=edition)
        connection = database.conn
        assert sorted(facts(connection, KEPT)) == sorted(facts(connection, COUNTED))
        connection.execute("DELETE FROM speakers WHERE id % 2")
        assert sorted(facts(connection, KEPT)) == sorted(facts(connection, COUNTED))


def test_a_topic_more_and_a_job_changed_cost_the_same_in_a_larger_file(database):
    connection = database.conn
    pull(database, [speaker("Ana Ruiz", "Nurse", "Harbour Health", topics=("nursing",))])

    def steps(first, count):
        spent = [0]
        connection.set_progress_handler(lambda: spent.__setitem__(0, spent[0] + 1), 1)
        rows = [(number, number, 1, 70) for number in range(first, first + count)]
        connection.executemany(
            "INSERT INTO subjects (speaker_id, appearance_id, topic_id, weight) VALUES (?,?,?,?)", rows
        )
        connection.execute("DELETE FROM subjects WHERE speaker_id = ?", [first])
        connection.execute("UPDATE speakers SET company_key = ?", [f"company {first}"])
        connection.set_progress_handler(None, 0)
        return spent[0]

    few = steps(100, 2)
    steps(200, 2_000)
    connection.executemany(
        "INSERT INTO totals (facet, value, people) VALUES ('company', ?, 1)",
        [(str(number),) for number in range(2_000)],
    )
    assert steps(3_000, 2) < 2 * few
    connection.rollback()  # nobody has these numbers
