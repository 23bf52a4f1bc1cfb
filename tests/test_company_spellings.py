"""A company asked for by any of its spellings finds the same people."""

from __future__ import annotations

import json

import pytest

from scraper.cli import main

SPELLINGS = {
    "acme": ["ACME Inc.", "Acme, Incorporated", "acme GmbH & Co. KG", "The Acme Company"],
    "harbour": ["Harbour Health", "HARBOUR HEALTH LTD", "harbour health p.l.c."],
    "kestrel": ["Kestrel & Finch Architects", "Kestrel and Finch Architects", "kestrel + finch architects LLP"],
    "forderer": ["Förderer Söhne AG", "Forderer Sohne", "FÖRDERER SÖHNE"],
    "lindenmouth": ["University of Lindenmouth", "The University of Lindenmouth", "UNIVERSITY OF LINDENMOUTH"],
    "meridiano": ["Café Meridiano, S.L.", "Cafe Meridiano", "CAFÉ MERIDIANO S.A."],
    "google": ["Google", "Google LLC", "google inc"],
    "ibm": ["IBM", "I.B.M.", "International Business Machines"],
    "mit": ["Massachusetts Institute of Technology", "MIT", "The Massachusetts Institute of Technology"],
    "loomwork": ["Loomwork", "Loomwork Pty Ltd", "loomwork s.r.o."],
}


def typed(words, capsys):
    with pytest.raises(SystemExit):
        main(words)
    return capsys.readouterr().out


@pytest.fixture
def db(own_home, capsys):
    """Everybody works for one of them, each spelt otherwise; beside them, people of companies with names like these."""
    rows = [
        {"name": f"{given.title()} {family.title()}", "employer": spelling, "role": "Engineer", "event": "Care Days"}
        for family, spellings in SPELLINGS.items()
        for given, spelling in zip(("Ana", "Bo", "Cai", "Dee"), spellings, strict=False)
    ]
    others = ["Acme Robotics", "Harbour Wealth", "Kestrel Architects", "University of Lindenau", "Google DeepMind", "Loomworks Museum"]  # fmt: skip
    rows += [{"name": f"Eve {name.split()[-1]}", "employer": name, "event": "Care Days"} for name in others]
    file = own_home / "people.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    path = str(own_home / "speakers.db")
    typed(["import", str(file), "--db", path], capsys)
    return path


@pytest.mark.parametrize(
    ("company", "asked"), [(company, asked) for company, spellings in SPELLINGS.items() for asked in spellings]
)
def test_any_spelling_finds_the_same_people(db, capsys, company, asked):
    found = json.loads(typed(["speakers", "--company", asked, "--json", "--db", db], capsys))
    wanted = {
        f"{given} {company.title()}" for given, _ in zip(("Ana", "Bo", "Cai", "Dee"), SPELLINGS[company], strict=False)
    }
    assert {one["name"] for one in found} == wanted


def listed(people, capsys, tmp_path, db):
    file = tmp_path / "more.jsonl"
    file.write_text("".join(json.dumps(one | {"event": "Care Days"}) + "\n" for one in people), encoding="utf-8")
    typed(["import", str(file), "--db", db], capsys)


def kinds_of(db, capsys, company):
    found = json.loads(typed(["companies", "--json", "--db", db], capsys))
    people = json.loads(typed(["speakers", "--company", company, "--json", "--db", db], capsys))
    kind = next(one["kind"] for one in found if one["key"] == company.lower())
    of_kind = json.loads(typed(["speakers", "--kind", kind or "other", "--json", "--db", db], capsys))
    return kind, {one["name"] for one in people} - {one["name"] for one in of_kind}


def test_one_spelling_tells_the_kind_for_all_of_them(own_home, tmp_path, capsys):
    db = str(own_home / "kinds.db")
    first = {"name": "Ana Ruiz", "employer": "Brask", "role": "Cook"}
    listed([first], capsys, tmp_path, db)
    assert kinds_of(db, capsys, "brask") == (None, set())
    listed([first, {"name": "Bo Lind", "employer": "Brask GmbH", "role": "Cook"}], capsys, tmp_path, db)
    assert kinds_of(db, capsys, "brask") == ("company", set())


def test_a_kind_goes_when_the_spelling_that_told_it_is_another_company(own_home, tmp_path, capsys):
    db = str(own_home / "kinds.db")
    people = [
        {"name": "Ana Ruiz", "employer": "Brask", "role": "Cook"},
        {"name": "Bo Lind", "employer": "Brasket University", "role": "Cook"},
    ]
    listed(people, capsys, tmp_path, db)
    typed(["merge", "--companies", "Brasket University", "Brask", "--db", db], capsys)
    assert kinds_of(db, capsys, "brask") == ("university", set())
    typed(["merge", "--companies", "Brasket University", "--undo", "--db", db], capsys)
    assert kinds_of(db, capsys, "brask") == (None, set())
    assert kinds_of(db, capsys, "brasket university") == ("university", set())


def test_a_corrected_employer_has_the_kind_its_company_has(own_home, tmp_path, capsys):
    db = str(own_home / "kinds.db")
    people = [
        {"name": "Ana Ruiz", "employer": "Brask GmbH", "role": "Cook"},
        {"name": "Bo Lind", "employer": "Sunrise Clinics", "role": "Cook"},
    ]
    listed(people, capsys, tmp_path, db)
    typed(["edit", "Bo Lind", "--employer", "Brask", "--db", db], capsys)
    assert kinds_of(db, capsys, "brask") == ("company", set())
