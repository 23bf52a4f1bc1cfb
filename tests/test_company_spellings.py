"""A company asked for by any of its spellings finds the same people."""

from __future__ import annotations

import json

import pytest
from invented import put

from scraper.cli import main

# Real ones, as speakers of real conferences write them.
SPELLINGS = {
    "amazon": ["Amazon Web Services", "AWS", "Amazon Web Services (AWS)", "Amazon Web Services, Inc."],
    "deutsche": ["Deutsche Telekom", "Deutsche Telekom AG", "DEUTSCHE TELEKOM"],
    "brunner": ["ETH Zürich", "ETH Zurich", "Eth Zürich"],
    "google": ["Google", "Google LLC", "google inc"],
    "ibm": ["IBM", "I.B.M.", "International Business Machines", "IBM Corporation"],
    "mit": ["Massachusetts Institute of Technology", "MIT", "The Massachusetts Institute of Technology"],
    "oxford": ["University of Oxford", "Oxford University", "The University of Oxford"],
    "redhat": ["Red Hat", "RedHat", "Red Hat, Inc.", "RED HAT"],
    "generale": ["Société Générale", "Societe Generale", "SOCIÉTÉ GÉNÉRALE S.A."],
    "toyota": ["Toyota", "Toyota Motor Corporation", "トヨタ自動車株式会社"],
}
INVENTED = {
    "kestrel": ["Kestrel & Finch Architects", "Kestrel and Finch Architects", "kestrel + finch architects LLP"],
    "acme": ["ACME Inc.", "Acme, Incorporated", "acme GmbH & Co. KG", "The Acme Company"],
    "meridiano": ["Café Meridiano, S.L.", "Cafe Meridiano", "CAFÉ MERIDIANO S.A."],
}
EVERY = SPELLINGS | INVENTED


@pytest.fixture
def known(own_home):
    put(own_home / "speakers.db", imported)


def imported(db):
    """Everybody works for one of them, each spelt otherwise; beside them, people of companies with names like these."""
    rows = [
        {"name": f"{given.title()} {family.title()}", "employer": spelling, "role": "Engineer", "event": "Care Days"}
        for family, spellings in EVERY.items()
        for given, spelling in zip(("Ana", "Bo", "Cai", "Dee"), spellings, strict=False)
    ]
    others = ["Acme Robotics", "Kestrel Architects", "Oxford Brookes University", "Google DeepMind", "Telekom Srbija"]  # fmt: skip
    rows += [{"name": f"Eve {name.split()[-1]}", "employer": name, "event": "Care Days"} for name in others]
    file = db.with_name("people.jsonl")
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["import", str(file), "-q", "--db", str(db)])


@pytest.mark.parametrize(
    ("company", "asked"), [(company, asked) for company, spellings in EVERY.items() for asked in spellings]
)
def test_any_spelling_finds_the_same_people(known, run, company, asked):
    found = json.loads(run("speakers", "--company", asked, "--json")[1])
    wanted = {
        f"{given} {company.title()}" for given, _ in zip(("Ana", "Bo", "Cai", "Dee"), EVERY[company], strict=False)
    }
    assert {one["name"] for one in found} == wanted


def listed(people, run, tmp_path):
    file = tmp_path / "more.jsonl"
    file.write_text("".join(json.dumps(one | {"event": "Care Days"}) + "\n" for one in people), encoding="utf-8")
    assert run("import", file)[0] == 0


def kinds_of(run, company):
    found = json.loads(run("companies", "--json")[1])
    people = json.loads(run("speakers", "--company", company, "--json")[1])
    kind = next(one["kind"] for one in found if one["key"] == company.lower())
    of_kind = json.loads(run("speakers", "--kind", kind or "other", "--json")[1])
    return kind, {one["name"] for one in people} - {one["name"] for one in of_kind}


def test_one_spelling_tells_the_kind_for_all_of_them(run, tmp_path):
    first = {"name": "Ana Ruiz", "employer": "Brask", "role": "Cook"}
    listed([first], run, tmp_path)
    assert kinds_of(run, "brask") == (None, set())
    listed([first, {"name": "Bo Lind", "employer": "Brask GmbH", "role": "Cook"}], run, tmp_path)
    assert kinds_of(run, "brask") == ("company", set())


def test_a_kind_goes_when_the_spelling_that_told_it_is_another_company(run, tmp_path):
    people = [
        {"name": "Ana Ruiz", "employer": "Brask", "role": "Cook"},
        {"name": "Bo Lind", "employer": "Brasket University", "role": "Cook"},
    ]
    listed(people, run, tmp_path)
    run("merge", "--companies", "Brasket University", "Brask")
    assert kinds_of(run, "brask") == ("university", set())
    run("merge", "--companies", "Brasket University", "--undo")
    assert kinds_of(run, "brask") == (None, set())
    assert kinds_of(run, "brasket university") == ("university", set())


def test_a_corrected_employer_has_the_kind_its_company_has(run, tmp_path):
    people = [
        {"name": "Ana Ruiz", "employer": "Brask GmbH", "role": "Cook"},
        {"name": "Bo Lind", "employer": "Sunrise Clinics", "role": "Cook"},
    ]
    listed(people, run, tmp_path)
    run("edit", "Bo Lind", "--employer", "Brask")
    assert kinds_of(run, "brask") == ("company", set())
