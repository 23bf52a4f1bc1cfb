"""Who is whom in the file: over pulls in any order, and what a person says of it, kept over every later pull."""

from __future__ import annotations

import json
import random
from contextlib import closing
from datetime import timedelta

import pytest
from invented import SPRING, WHEN, dump, facts, new_store, pull, speaker

from scraper.errors import InputError
from scraper.model import Edition
from scraper.store import again, query, write
from scraper.store.hand import verdicts
from scraper.store.hand.editing import correct, undo_corrections
from scraper.store.hand.settle import settle
from scraper.store.sight import careers
from scraper.store.whom import solitary

RARE = "Zebedee Quillfeather"
YEARS = [
    Edition(conference="Owl Days", year=year, url=f"https://owl{year}.example/") for year in (2016, 2019, 2021, 2024)
]
ELSEWHERE = Edition(conference="Heron Forum", year=2022, url="https://heron.example/")


@pytest.fixture
def database(tmp_path):
    with new_store(tmp_path / "speakers.db") as opened:
        yield opened


@pytest.fixture
def read(database, tmp_path):
    with closing(query.connect(tmp_path / "speakers.db")) as connection:
        yield connection


def groups(connection):
    """Who is one person: sets of (name, conference, year)."""
    found = {}
    for speaker_id, *where in connection.execute(
        "SELECT a.speaker_id, a.name, c.name, e.year, a.record_id FROM appearances a JOIN editions e ON e.id = a.edition_id "
        "JOIN conferences c ON c.id = e.conference_id"
    ):
        found.setdefault(speaker_id, set()).add(tuple(where))
    return {frozenset(group) for group in found.values()}


def number_of(connection, name):
    return query.find(connection, name)


PULLS = [
    (YEARS[0], [speaker(RARE, "Analyst", "Acme"), speaker("Ana Ruiz", "Nurse", "Harbour Health"), speaker("Li Wei", None, "Acme")]),
    (YEARS[1], [speaker("Zebedee J. Quillfeather", "Analyst", "Acme"), speaker("Ana Ruiz", "Nurse", "City Clinic")]),
    (YEARS[2], [speaker("QUILLFEATHER Zebedee", "Product Lead", "Globex"), speaker("Li Wei", links=("https://github.com/lw",))]),
    (ELSEWHERE, [speaker(RARE), speaker("Ana Ruiz", "Nurse", "Harbour Health Ltd"), speaker("Li Wei", None, "Acme", links=("https://github.com/lw",))]),
    (YEARS[3], [speaker("Z. Quillfeather", None, "Globex"), speaker("David Smith", "Baker"), speaker("Ana Ruiz Obi", "Nurse", "City Clinic")]),
    (SPRING, [speaker("David Smith", "Farmer"), speaker("Ana Ruiz", "Judge", "Court")]),
]  # fmt: skip


def test_the_order_of_pulls_does_not_matter(tmp_path):
    found = []
    orders = [PULLS, PULLS[::-1], *(random.Random(seed).sample(PULLS, len(PULLS)) for seed in range(6))]  # noqa: S311
    for number, order in enumerate(orders):
        with new_store(tmp_path / f"{number}.db") as opened:
            for edition, people in order:
                pull(opened, people, edition=edition)
            questions = facts(opened.conn, "SELECT name, said FROM reviews WHERE kind = 'same'")
            found.append((groups(opened.conn), {frozenset(pair) for pair in questions}))
    assert all(one == found[0] for one in found)
    zebedee = next(group for group in found[0][0] if any(name == RARE for name, *_ in group))
    assert len(zebedee) == 5
    assert all(len(group) == 1 for group in found[0][0] if any(name == "David Smith" for name, *_ in group))


@pytest.mark.parametrize("known", [0, 2])
def test_pulls_written_together_give_what_they_give_one_by_one(tmp_path, known):
    found = []
    for name in ("one by one", "together"):
        with new_store(tmp_path / f"{name}.db") as opened:
            for edition, people in PULLS[:known]:
                pull(opened, people, edition=edition)
            if name == "together":
                with write.together(opened) as waiting:
                    for edition, people in PULLS[known:]:
                        pull(opened, people, edition=edition, waiting=waiting)
            else:
                for edition, people in PULLS[known:]:
                    pull(opened, people, edition=edition)
            found.append(
                (
                    groups(opened.conn),
                    facts(opened.conn, "SELECT kind, name, said, why FROM reviews ORDER BY kind, name, said"),
                    facts(opened.conn, "SELECT name, role, employer, company FROM speakers ORDER BY name, role"),
                    facts(opened.conn, "SELECT name, role, topics, talks FROM speaker_text ORDER BY name, role"),
                )
            )
    assert found[0] == found[1]


def test_of_pulls_written_together_none_is_written_when_one_fails(database):
    before = dump(database.conn)
    with pytest.raises(ValueError, match="without people"), write.together(database) as waiting:  # noqa: PT012 -- two pulls
        pull(database, PULLS[0][1], edition=PULLS[0][0], waiting=waiting)
        pull(database, [], edition=PULLS[1][0], waiting=waiting)
    assert dump(database.conn) == before


def test_a_later_pull_can_join_two_who_were_apart_and_what_hung_on_them_is_kept(database, read):
    pull(database, [speaker("David Smith", "Baker", links=("https://one.example",))], edition=YEARS[0])
    pull(database, [speaker("David Smith", "Farmer", links=("https://two.example",))], edition=YEARS[2])
    assert facts(read, "SELECT count(*) FROM speakers") == [(2,)]
    write.add_to_shortlist(database, 2, "met at the market")
    database.conn.execute(
        "INSERT INTO contact_log (speaker_id, kind, day, written) VALUES (2, 'sent', '2026-01-01', '')"
    )
    database.conn.commit()
    both = ("https://one.example", "https://two.example")
    pull(database, [speaker("David Smith", "Farmer", links=both)], edition=ELSEWHERE)
    assert facts(read, "SELECT id FROM speakers") == [(1,)]
    assert facts(read, "SELECT speaker_id, note FROM shortlist") == [(1, "met at the market")]
    assert facts(read, "SELECT speaker_id FROM contact_log") == [(1,)]
    assert query.integrity(read) is None
    told = query.speaker(read, 1)["appearances"]
    assert sum(bool(one["evidence"]) for one in told) == 2


def test_a_link_that_was_a_mistake_taken_off_the_page_parts_them_again(database, read):
    pull(database, [speaker("David Smith", links=("https://one.example",))], edition=YEARS[0])
    pull(database, [speaker("David Smith", links=("https://one.example",))], edition=ELSEWHERE)
    assert len(groups(read)) == 1
    pull(database, [speaker("David Smith")], edition=ELSEWHERE, when=WHEN + timedelta(days=1))
    assert len(groups(read)) == 2
    assert query.integrity(read) is None


def test_pulling_again_changes_nothing(database, read):
    for edition, people in PULLS:
        pull(database, people, edition=edition)
    before = dump(read)
    for edition, people in PULLS:
        pull(database, people, edition=edition, when=WHEN + timedelta(days=1))
    assert dump(read) == before


def test_merge_and_split_hold_over_later_pulls_and_are_taken_back(database, read):
    baker, farmer = speaker("David Smith", "Baker"), speaker("David Smith", "Farmer")
    pull(database, [baker], edition=YEARS[0])
    pull(database, [farmer], edition=ELSEWHERE)
    assert verdicts.merge(database, 1, 2) == 1
    assert len(groups(read)) == 1
    assert query.speaker(read, 1)["appearances"][0]["evidence"][1] == "you said so"
    pull(database, [speaker("David Smith", "Pilot")], edition=ELSEWHERE, when=WHEN + timedelta(days=1))
    again.renormalise(database)
    assert len(groups(read)) == 1
    assert query.find(read, "p-2") == 1
    assert verdicts.take_back(database, [1])
    assert len(groups(read)) == 2
    assert [query.speaker(read, number)["role"] for number in (1, 2)] == ["Baker", "Pilot"]  # their old numbers
    assert not verdicts.take_back(database, [1])


def test_a_split_holds_and_is_taken_back(database, read):
    for edition, name in zip(YEARS, (RARE, RARE, RARE, RARE), strict=True):
        pull(database, [speaker(name)], edition=edition)
    assert len(groups(read)) == 1
    with pytest.raises(InputError, match="which appearance") as asked:
        verdicts.split(database, 1)
    assert "Owl Days 2019" in asked.value.hint
    with pytest.raises(InputError, match="which appearance"):
        verdicts.split(database, 1, "Heron")
    here, there = verdicts.split(database, 1, "2019")
    assert here == 1
    assert {len(group) for group in groups(read)} == {1, 3}
    assert facts(read, "SELECT count(*) FROM appearances WHERE speaker_id = ?", there) == [(1,)]
    pull(database, [speaker(RARE, "Analyst")], edition=YEARS[1], when=WHEN + timedelta(days=1))
    pull(database, [speaker(RARE)], edition=ELSEWHERE)
    assert all({"2019", "2016"} - {str(where[2]) for where in group} for group in groups(read))
    assert verdicts.take_back(database, [1])
    assert len(groups(read)) == 1


def test_two_of_one_edition_cannot_be_merged(database):
    pull(database, [speaker("Ana Ruiz"), speaker("Bo Lind")])
    with pytest.raises(InputError, match="never one"):
        verdicts.merge(database, 1, 2)
    with pytest.raises(InputError, match="already"):
        verdicts.merge(database, 1, 1)
    with pytest.raises(InputError, match="once only"):
        verdicts.split(database, 1)


@pytest.mark.parametrize(("answer", "people"), [("yes", 1), ("no", 2)])
def test_a_question_about_two_is_answered_for_good(database, read, answer, people):
    pull(database, [speaker("David Smith", "Nurse", "City Clinic")], edition=YEARS[1])
    pull(database, [speaker("David Smith", "Nurse", "Harbour Health")], edition=YEARS[2])
    asked = next(row for row in query.reviews(read) if row["kind"] == "same")
    number = int(asked["id"][2:])
    assert "Harbour Health" in asked["name"]
    assert "City Clinic; Owl Days 2019" in asked["said"]
    settle(database, number, answer)
    assert len(groups(read)) == people
    assert not [row for row in query.reviews(read) if row["kind"] == "same"]
    pull(
        database, [speaker("David Smith", "Matron", "Harbour Health")], edition=YEARS[2], when=WHEN + timedelta(days=1)
    )
    assert len(groups(read)) == people
    assert not [row for row in query.reviews(read) if row["kind"] == "same"]
    settle(database, number, None)
    assert len(groups(read)) == 2
    assert [row["kind"] for row in query.reviews(read)] == ["same"]
    with pytest.raises(InputError, match="one person"):
        settle(database, number, "perhaps")


# corrections


def test_a_correction_wins_over_later_pulls_and_editions_until_it_is_taken_back(database, read):
    pull(database, [speaker(RARE, "Guest", "Acme", bio="x")], edition=YEARS[0])
    assert correct(database, 1, {"role": "Owl Keeper", "employer": "Barn GmbH", "name": "Zebedee Q. Quillfeather"}) == 3
    for edition in (YEARS[0], YEARS[2]):
        pull(database, [speaker(RARE, "Judge", "Globex")], edition=edition, when=WHEN + timedelta(days=1))
        known = query.speaker(read, 1)
        assert (known["name"], known["role"], known["employer"], known["company"]) == (
            "Zebedee Q. Quillfeather", "Owl Keeper", "Barn GmbH", "Barn",
        )  # fmt: skip
    again.renormalise(database)
    assert query.speaker(read, 1)["role"] == "Owl Keeper"
    listed = corrections_of(read)
    assert listed == {"name": "Zebedee Q. Quillfeather", "role": "Owl Keeper", "employer": "Barn GmbH"}
    assert undo_corrections(database, 1, "role") == 1
    assert query.speaker(read, 1)["employer"] == "Barn GmbH"
    assert undo_corrections(database, 1) == 2
    known = query.speaker(read, 1)
    assert (known["name"], known["role"], known["employer"]) == (RARE, "Judge", "Globex")
    assert undo_corrections(database, 1) == 0


def corrections_of(connection):
    from scraper.store.pulling import corrections

    return {row["fact"]: row["value"] for row in corrections.listed(connection)}


def test_a_role_can_be_taken_away_and_a_name_cannot(database, read):
    pull(database, [speaker(RARE, "Guest", "Acme")])
    correct(database, 1, {"role": ""})
    assert query.speaker(read, 1)["role"] is None
    with pytest.raises(InputError, match="everybody has a name"):
        correct(database, 1, {"name": " "})


# companies


def test_near_spellings_are_asked_about_and_the_answer_holds(database, read):
    pull(database, [speaker("Ana Ruiz", "Nurse", "Quillwright")], edition=YEARS[0])
    pull(database, [speaker("Bo Lind", "Cook", "Quillwright Germany")], edition=YEARS[1])
    asked = next(row for row in query.reviews(read) if row["kind"] == "company")
    assert (asked["name"], asked["said"]) == ("Quillwright Germany", "Quillwright")
    settle(database, int(asked["id"][2:]), "yes")
    assert {row["company"]: row["people"] for row in query.companies(read, query.Filters())} == {"Quillwright": 2}
    assert query.count(read, query.Filters(company="quillwright germany")) == 2
    pull(database, [speaker("Cy Dee", "Cook", "Quillwright Germany")], edition=YEARS[2])
    again.renormalise(database)
    assert query.count(read, query.Filters(company="Quillwright")) == 3
    settle(database, int(asked["id"][2:]), None)
    assert {row["company"]: row["people"] for row in query.companies(read, query.Filters())} == {
        "Quillwright": 1, "Quillwright Germany": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "asks"),
    [
        ("Quillwright", "Quilwright", True),
        ("Quillwright", "Quillwright Group", True),
        ("Quillwright Deutschland", "Quillwright", True),
        ("Owl Bank 24", "Owl Bank 25", False),
        ("Quillwright", "Quillwright DeepOwl", False),
        ("University of Lindenmouth", "University of Lindenberg", False),
        ("Acme", "Acne", False),
    ],
)
def test_only_near_spellings_are_asked_about(database, read, one, other, asks):
    pull(database, [speaker("Ana Ruiz", "Nurse", one), speaker("Bo Lind", "Cook", other)])
    assert [row["kind"] for row in query.reviews(read)] == ["company"] * asks


def test_what_was_answered_with_no_is_not_asked_again(database, read):
    people = [speaker("Ana Ruiz", "Nurse", "Quillwright"), speaker("Bo Lind", "Cook", "Quillwright Group")]
    pull(database, people)
    settle(database, 1, "no")
    pull(database, [*people, speaker("Cy Dee", "Cook", "Quillwright Group")], edition=YEARS[0])
    assert not [row for row in query.reviews(read) if row["kind"] == "company"]
    with pytest.raises(InputError, match="one company"):
        settle(database, 1, "perhaps")


# normalising once more


def test_renormalise_shows_and_then_does_what_todays_rules_say(database, read):
    pull(
        database,
        [speaker("Ana Ruiz", None, None, headline="Nurse at Harbour Health"), speaker("Bo Lind", "Cook", "Inn")],
    )
    before = dump(read)
    outcome = again.renormalise(database, dry_run=True)
    assert dump(read) == before
    assert {(one.fact, one.after) for one in outcome.changes if one.name == "Ana Ruiz"} >= {
        ("role", "Nurse"), ("employer", "Harbour Health"), ("role_family", "medicine"),
    }  # fmt: skip
    assert again.renormalise(database).changes == outcome.changes
    assert query.speaker(read, 1)["employer"] == "Harbour Health"
    assert again.renormalise(database).changes == []
    assert query.speaker(read, 2)["role"] == "Cook"


def test_renormalise_keeps_what_colleagues_tell(database, read):
    pull(
        database,
        [
            speaker("Ana Ruiz", "Nurse", "Brask"),
            speaker("Bo Lind", "Cook", "Brask GmbH"),
            speaker("Cai Moss", "Staff Engineer Brask", None, headline="Staff Engineer Brask"),
        ],
    )
    changes = again.renormalise(database).changes
    assert {(one.name, one.fact, one.after) for one in changes if one.fact in ("role", "employer")} == {
        ("Cai Moss", "role", "Staff Engineer"), ("Cai Moss", "employer", "Brask"),
    }  # fmt: skip
    assert again.renormalise(database).changes == []
    with write.transaction(database) as connection:
        again.restore(connection, [3])
    assert query.speaker(read, 3)["employer"] == "Brask"


def test_renormalise_finds_people_an_older_file_kept_apart(database, read):
    for edition in YEARS[:2]:
        pull(database, [speaker(RARE)], edition=edition)
    database.conn.execute("DELETE FROM name_keys")
    database.conn.execute(
        "INSERT INTO speakers (id, name, sort_name, latest, current, created, updated) "
        "SELECT 7, name, sort_name, latest, current, created, updated FROM speakers"
    )
    database.conn.execute("UPDATE appearances SET speaker_id = 7 WHERE id = 2")
    database.conn.commit()
    outcome = again.renormalise(database)
    assert len(outcome.joined) == 1
    assert len(groups(read)) == 1


# careers


def test_a_career_is_told_over_the_years(database, read):
    for edition, people in PULLS:
        pull(database, people, edition=edition)
    jobs = query.speaker(read, number_of(read, RARE))["career"]
    assert careers.told(jobs) == "Analyst, Acme, 2016 to 2019 -> Product Lead, Globex, 2021 to 2024"
    assert careers.career([{"year": 2020, "role": "Cook"}, {"year": None, "role": "Judge"}]) == []
    turns = [{"year": 2020, "role": role} for role in ("Cook", "Judge", "Cook")]
    assert careers.told(careers.career(turns)) == "Cook, 2020 -> Judge, 2020"


# as typed


@pytest.fixture
def pulled(own_home):
    with new_store(own_home / "speakers.db") as opened:
        for edition, people in PULLS:
            pull(opened, people, edition=edition)


def test_merge_split_and_edit_as_typed(pulled, run):
    code, out, _ = run("show", "quillfeather", "--why")
    assert code == 0
    assert "career          Analyst, Acme, 2016 to 2019 -> Product Lead" in out
    assert "Why this is one person" in out
    assert "the same name, which is rare" in out
    assert run("merge", "p-1")[0] == 2
    code, _, err = run("split", "quillfeather", "--at", "Heron")
    assert (code, "Two people" in err) == (0, True)
    assert "two" in run("merge", "--list")[1]
    assert run("split", "p-1", "--undo")[0] == 0
    assert run("split", "p-1", "--undo")[0] == 2
    code, _, err = run("edit", "quillfeather", "--role", "Owl Keeper")
    assert (code, "Owl Keeper" in err) == (0, True)
    assert json.loads(run("edit", "--list", "--json")[1])[0]["value"] == "Owl Keeper"
    assert run("edit", "quillfeather", "--undo")[0] == 0
    assert run("edit", "quillfeather", "--undo")[0] == 2
    code, out, err = run("edit", "quillfeather")
    assert (code, out.splitlines()[1].split()[0], "coffeechat edit p-1 --role" in err) == (0, "role", True)


def test_merge_as_typed(pulled, run):
    code, out, _ = run("speakers", "smith", "--json")
    one, other = (row["id"] for row in json.loads(out))
    code, _, err = run("merge", one, other)
    assert (code, "One person" in err) == (0, True)
    assert len(json.loads(run("speakers", "smith", "--json")[1])) == 1
    assert run("merge", one, "--undo")[0] == 0
    assert len(json.loads(run("speakers", "smith", "--json")[1])) == 2
    assert run("merge", "--companies", "Acme", "Acme")[0] == 2
    code, _, err = run("merge", "--companies", "Globex", "Acme")
    assert (code, "1 person moved" in err) == (0, True)
    assert "globex" in run("merge", "--list")[1]
    assert run("merge", "--companies", "--undo", "Globex")[0] == 0


def test_renormalise_as_typed(pulled, run):
    code, _, err = run("renormalise", "--dry-run")
    assert (code, "would change" in err) == (0, True)
    code, out, _ = run("renormalise", "--json")
    assert (code, json.loads(out)["dry_run"]) == (0, False)
    assert run("renormalise", "--db", "nowhere.db")[0] == 2


def test_who_shares_no_key_with_anybody_is_not_looked_at_closely(database):
    pull(database, [speaker("Ada Kovač", "Nurse", "Norwind"), speaker("Tomasz Bielak", "Nurse", "Norwind")])
    pull(database, [speaker("Ada Kovac", "Nurse", "Norwind"), speaker("Amara Nwosu")], edition=ELSEWHERE)
    ids = dict(database.conn.execute("SELECT name, id FROM appearances").fetchall())
    assert solitary.among(database.conn, set(ids.values())) == {ids["Tomasz Bielak"], ids["Amara Nwosu"]}
    persons = dict(database.conn.execute("SELECT name, id FROM speakers").fetchall())
    verdicts.merge(database, persons["Tomasz Bielak"], persons["Amara Nwosu"])
    assert solitary.among(database.conn, set(ids.values())) == set()
