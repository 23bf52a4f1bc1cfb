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
