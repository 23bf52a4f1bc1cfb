"""A list somebody already has: CSV of many kinds, JSON Lines."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cli import main
from scraper.errors import BadFile, InputError
from scraper.model import Edition
from scraper.reading.own_list import columns, harvests, is_one_document


def people(text, **more):
    return [
        (found.edition.conference, found.edition.year, one.name, one.role, one.employer)
        for found in harvests(text, source="list.csv", **more)
        for one in found.sightings
    ]


@pytest.mark.parametrize(
    "text",
    [
        "name,role,employer,event,year\nAna Ruiz,Nurse,Harbour Health,Care Days,2025\n",
        "Name;Job title;Company;Conference;Year\nAna Ruiz;Nurse;Harbour Health;Care Days;2025\n",
        "\ufefffirst name\tlast name\tposition\torganisation\tevent\tyear\nAna\tRuiz\tNurse\tHarbour Health\tCare Days\t2025\n",
        '{"name": "Ana Ruiz", "role": "Nurse", "employer": "Harbour Health", "event": "Care Days", "year": 2025}\n',
        '[{"name": "Ana Ruiz", "role": "Nurse", "employer": "Harbour Health", "event": "Care Days", "year": "2025"}]',
    ],
    ids=["comma", "semicolon", "tab, two name columns, mark", "json lines", "json list"],
)
def test_list_of_any_form_gives_the_same_person(text):
    assert people(text) == [("Care Days", 2025, "Ana Ruiz", "Nurse", "Harbour Health")]


def test_rows_are_grouped_by_edition_and_options_fill_gaps():
    text = "name,event,year\nAna Ruiz,Care Days,2025\nBo Lind,,\nCai Wu,Care Days,2024\nDee Oak,Care Days,2025\n"
    assert people(text, event="Spring School", year=2026) == [
        ("Care Days", 2025, "Ana Ruiz", None, None),
        ("Care Days", 2025, "Dee Oak", None, None),
        ("Spring School", 2026, "Bo Lind", None, None),
        ("Care Days", 2024, "Cai Wu", None, None),
    ]


def test_talks_given_as_objects_keep_abstract_and_track():
    line = {"name": "Ana Ruiz", "event": "Care Days", "talks": [{"title": "Night shifts", "abstract": "Why.", "track": "Wards"}]}  # fmt: skip
    (found,) = harvests(json.dumps(line), source="x.jsonl")
    assert found.edition == Edition(conference="Care Days", year=None)
    assert found.sightings[0].talks == ("Night shifts",)
    assert [(t.title, t.speakers, t.abstract, t.track) for t in found.talks] == [
        ("Night shifts", ("Ana Ruiz",), "Why.", "Wards")
    ]


def test_a_title_beside_an_abstract_is_a_talks():
    text = "Speaker,Title,Abstract,Track\nAna Ruiz,Night shifts,Why we work.,Wards\nAna Ruiz,Day shifts,,Wards\nBo Lind,,,\n"
    (found,) = harvests(text, source="x.csv", event="Care Days")
    assert [(one.name, one.role, one.talks) for one in found.sightings] == [
        ("Ana Ruiz", None, ("Night shifts",)),
        ("Ana Ruiz", None, ("Day shifts",)),
        ("Bo Lind", None, ()),
    ]
    assert [(talk.title, talk.abstract, talk.track) for talk in found.talks] == [
        ("Night shifts", "Why we work.", "Wards"),
        ("Day shifts", None, "Wards"),
    ]


def test_a_title_without_an_abstract_stays_a_job():
    (found,) = harvests('{"name": "Ana Ruiz", "title": "Nurse"}', source="x.jsonl")
    assert (found.sightings[0].headline, found.talks) == ("Nurse", ())


def test_a_title_that_was_chosen_is_what_it_was_chosen_for():
    text = "Speaker,Title,Talk,Abstract\nAna Ruiz,Nurse,Night shifts,Why.\n"
    (found,) = harvests(text, source="x.csv", chosen={"role": "Title", "talks": "Talk"})
    assert (found.sightings[0].headline, found.sightings[0].talks) == ("Nurse", ("Night shifts",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "list.csv is empty"),
        ("  \n ", "list.csv is empty"),
        ("colour,size\nred,4\n", "nobody is named in list.csv"),
        ('{"name": "Ana Ruiz"}\n{"name": \n', "list.csv, line 2: this is not JSON"),
        ('{"name": "Ana Ruiz", "year": "soon"}', "list.csv, line 1: 'soon' is no year"),
        ("[1, 2]", "list.csv, entry 1: not a JSON object"),
        ("[" * 10_000, "list.csv is not JSON"),
    ],
    ids=["nothing", "blanks", "no names", "broken line", "no year", "numbers", "deep"],
)
def test_list_that_is_none_is_refused_with_the_place(text, message):
    with pytest.raises(BadFile) as refused:
        harvests(text, source="list.csv")
    assert refused.value.message == message
    assert refused.value.hint


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        found = harvests(text, source="x")
    except BadFile:
        return
    assert all(one.sightings for one in found)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Speaker Name,Organisation,T-Shirt", "name <- Speaker Name, employer <- Organisation, ignored: T-Shirt"),
        ("Vorname;Nachname;Funktion;Firma;Veranstaltung;Jahr", "given <- Vorname, family <- Nachname, role <- Funktion, employer <- Firma, event <- Veranstaltung, year <- Jahr"),
        ("Prénom\tNom de famille\tPoste\tEntreprise\tAnnée", "given <- Prénom, family <- Nom de famille, role <- Poste, employer <- Entreprise, year <- Année"),
        ("Nombre completo,Cargo,Empresa,Congreso,Año", "name <- Nombre completo, role <- Cargo, employer <- Empresa, event <- Congreso, year <- Año"),
        ("氏名,役職,所属,年", "name <- 氏名, role <- 役職, employer <- 所属, year <- 年"),
        ("ФИО;Должность;Компания;Мероприятие;Год", "name <- ФИО, role <- Должность, employer <- Компания, event <- Мероприятие, year <- Год"),
        ("Speaker,Title,Abstract", "name <- Speaker, talks <- Title, abstract <- Abstract"),
        ("TagLine,Nachname,Session Id,Title", "headline <- TagLine, family <- Nachname, talks <- Title, ignored: Session Id"),
        ("Nom,Organisme,Fonction", "name <- Nom, employer <- Organisme, role <- Fonction"),
        ("Speaker,Title,Position,Session abstract", "name <- Speaker, talks <- Title, role <- Position, abstract <- Session abstract"),
        ("Speaker,Title,Company", "name <- Speaker, role <- Title, employer <- Company"),
        ("FirstName,LastName,TagLine,Bio,Owner", "given <- FirstName, family <- LastName, headline <- TagLine, bio <- Bio, ignored: Owner"),
    ],
)  # fmt: skip
def test_what_each_column_is_taken_for(header, told):
    assert str(columns(f"\ufeff{header}\n")) == told


def test_what_is_no_sheet_has_no_columns():
    assert columns('{"name": "Ana Ruiz"}') is None
    assert columns("") is None


def test_a_chosen_column_wins_over_what_another_is_called():
    text = "Name,Who,Works at,Role\nThe Ruiz table,Ana Ruiz,Harbour Health,Nurse\n"
    chosen = {"name": "who", "employer": "Works at"}
    assert people(text, chosen=chosen) == [("my list", None, "Ana Ruiz", "Nurse", "Harbour Health")]
    assert str(columns(text, chosen=chosen)) == "name <- Who, employer <- Works at, role <- Role, ignored: Name"


def test_a_chosen_column_that_is_not_there_is_an_error():
    with pytest.raises(InputError, match="no column 'Wer'"):
        people("Name,Role\nAna Ruiz,Nurse\n", chosen={"name": "Wer"})


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ('{"name": "Ana"}\n{"name": "Bo"}\n', False),
        ('{"speakers": [], "sessions": []}\n', True),
        ('{\n  "speakers": []\n}', True),
        ('[{"name": "Ana"}]', True),
        ("name,role\n", False),
    ],
)
def test_a_programs_export_is_told_from_a_record_a_line(text, is_one):
    assert is_one_document(text) is is_one


def typed(words):
    """The exit code of a command."""
    with pytest.raises(SystemExit) as left:
        main(words)
    return left.value.code


SESSIONIZE = {
    "sessions": [{"id": "1", "title": "Night shifts and why", "description": "Why.", "speakers": ["a-1"]}],
    "speakers": [{"id": "a-1", "firstName": "Ana", "lastName": "Ruiz", "fullName": "Ana Ruiz", "bio": "Ana is a nurse.", "tagLine": "Nurse at Harbour Health", "isTopSpeaker": False, "sessions": [1]}],
    "categories": [],
}  # fmt: skip
PRETALX = {
    "count": 1, "next": None, "previous": None,
    "results": [{"code": "ABCDEF", "name": "Ana Ruiz", "biography": "Ana Ruiz is a nurse.", "submissions": ["GHJKLM"], "avatar_url": None, "answers": []}],
}  # fmt: skip


@pytest.mark.parametrize(("export", "adapter"), [(SESSIONIZE, "sessionize"), (PRETALX, "pretalx")])
def test_a_programs_export_is_read_by_its_adapter(own_home, capsys, export, adapter):
    file = own_home / "export.json"
    file.write_text(json.dumps(export, indent=1), encoding="utf-8")
    db = ["--db", str(own_home / "s.db")]
    assert typed(["import", str(file), "--conference", "Care Days", "--year", "2026", *db]) == 0
    capsys.readouterr()
    assert typed(["speakers", "--json", *db]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["name"], one["appearances"][0]["conference"], one["appearances"][0]["year"]) == (
        "Ana Ruiz",
        "Care Days",
        2026,
    )
    if adapter == "sessionize":
        assert (one["role"], one["employer"]) == ("Nurse", "Harbour Health")
        assert one["appearances"][0]["talks"] == ["Night shifts and why"]


def test_a_dry_run_shows_the_people_and_keeps_nothing(own_home, capsys):
    file = own_home / "people.csv"
    file.write_text("Who,Company\nAna Ruiz,Harbour Health\nTBA,\n", encoding="utf-8")
    db = own_home / "s.db"
    assert typed(["import", str(file), "--column", "name=Who", "--dry-run", "--db", str(db)]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[1].split("  ")[:1] == ["Ana Ruiz"]
    assert "name <- Who, employer <- Company" in shown.err
    assert "nothing kept" in shown.err
    assert not db.exists()


def test_a_dry_run_is_data_for_programs(own_home, capsys):
    file = own_home / "people.csv"
    file.write_text("Name,Company,Year\nAna Ruiz,Harbour Health,2026\n", encoding="utf-8")
    asked = ["import", str(file), "--json", "--conference", "Care Days", "--db", str(own_home / "s.db")]
    assert typed([*asked, "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "Ana Ruiz", "role": None, "employer": "Harbour Health", "conference": "Care Days", "year": 2026}
    ]
    assert typed(asked) == 2
    assert "add --dry-run" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["name", "shoe=Size", "name="])
def test_a_column_that_cannot_be_meant_is_an_error(own_home, capsys, said):
    file = own_home / "people.csv"
    file.write_text("Who\nAna Ruiz\n", encoding="utf-8")
    assert typed(["import", str(file), "--column", said, "--db", str(own_home / "s.db")]) == 2
    assert "not FIELD=HEADER" in capsys.readouterr().err


@pytest.mark.parametrize(
    "header",
    [
        "Vor- und Nachname;Funktion;Firma;Vortragstitel",
        "Nom et prénom;Poste;Organisation;Titre de la conférence",
        "Nombre y apellidos;Cargo;Empresa;Título de la ponencia",
        "氏名;役職;所属;講演タイトル",
        "姓名;职位;公司;演讲题目",
    ],
)
def test_headers_as_sheets_write_them(header):
    told = columns(f"{header}\nAda Kovač;Nurse;Harbour Health;Nights\n")
    assert [name for name, _ in told.used] == ["name", "role", "employer", "talks"]


def test_list_from_standard_input_asks_nothing_about_its_names(run, monkeypatch):
    class Piped:
        buffer = io.BytesIO(b"name,event,year\nX42,Care Days,2025\n")

    monkeypatch.setattr("sys.stdin", Piped)
    code, _, said = run("import", "-")
    assert (code, "name <- name" in said, "1 new" in said) == (0, True, True)
    assert run("review", "--json")[1].strip() == "[]"


def test_what_an_export_was_read_as_is_told(run, tmp_path):
    file = tmp_path / "all.json"
    people = [{"id": "7e0b", "firstName": "Ana", "lastName": "Ruiz", "fullName": "Ana Ruiz", "bio": "", "tagLine": "Nurse",
               "profilePicture": None, "isTopSpeaker": False, "links": [], "sessions": [], "categoryItems": []}]  # fmt: skip
    file.write_text(json.dumps({"sessions": [], "speakers": people, "questions": [], "categories": [], "rooms": []}))
    assert "read as an export of sessionize: name 1, headline 1" in run("import", file, "--dry-run")[2]
