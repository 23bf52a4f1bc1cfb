"""Names written in many ways; the people are invented."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.normalise import names


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Ana Ruiz", ("Ana Ruiz",)),
        ("  Ana \u00a0 Ruiz ", ("Ana Ruiz",)),
        ("Prof. Dr.-Ing. Anna MÜLLER, PhD", ("Anna Müller",)),
        ("Dr. Ana Ruiz, MBA, CISSP", ("Ana Ruiz",)),
        ("Ana “Skip” Ruiz, Ph.D.", ("Ana “Skip” Ruiz",)),
        ("Dr. Ana (Anita) Ruiz, PhD", ("Ana (Anita) Ruiz",)),
        ("Ph.D Ana Ruiz", ("Ana Ruiz",)),
        ("MSc Ana Ruiz", ("Ana Ruiz",)),
        ("Geól. Ph.D.(c). Ana Ruiz", ("Ana Ruiz",)),
        ("M.A. Rahman Khan", ("M.A. Rahman Khan",)),
        ("Hon'ble Mr. Justice Ana Ruiz", ("Ana Ruiz",)),
        ("Mgr. Jan Novák, Ph.D.", ("Jan Novák",)),
        ("dott.ssa Maria Rossi", ("Maria Rossi",)),
        ("д-р Иван Петров", ("Иван Петров",)),
        ("山田太郎さん", ("山田太郎",)),
        ("山田太郎 教授", ("山田太郎",)),
        ("김민수 교수", ("김민수",)),
        ("Ana Ruiz (she/her)", ("Ana Ruiz",)),
        ("Ana Ruiz, she/her", ("Ana Ruiz",)),
        ("Ana Ruiz (sie/ihr)", ("Ana Ruiz",)),
        ("ANA RUIZ", ("Ana Ruiz",)),
        ("JOHN MCDONALD", ("John McDonald",)),
        ("sean o'neil", ("Sean O'Neil",)),
        ("MARÍA DE LA CRUZ", ("María de la Cruz",)),
        ("JAN VAN DER BERG", ("Jan van der Berg",)),
        ("ANNE-MARIE MÜLLER", ("Anne-Marie Müller",)),
        ("İBRAHİM YILMAZ", ("İbrahim Yılmaz",)),
        ("IVAN PETROV", ("Ivan Petrov",)),
        ("Ana RUIZ", ("Ana Ruiz",)),
        ("KOBAYASHI Takeshi", ("Kobayashi Takeshi",)),
        ("Ana Ruiz (@ana)", ("Ana Ruiz",)),
        ("Ana Ruiz @ana_r", ("Ana Ruiz",)),
        ("Ana Ruiz [DE]", ("Ana Ruiz",)),
        ("Ana Ruiz – CTO, Acme", ("Ana Ruiz",)),
        ("Ana Ruiz | Acme", ("Ana Ruiz",)),
        ("Ana Ruiz, CEO", ("Ana Ruiz",)),
        ("Ana Ruiz, Acme Inc", ("Ana Ruiz",)),
        ("Keynote: Ana Ruiz", ("Ana Ruiz",)),
        ("Ana Ruiz & Thomas Okafor", ("Ana Ruiz", "Thomas Okafor")),
        ("Ana Ruiz und Thomas Weiß", ("Ana Ruiz", "Thomas Weiß")),
        ("Anna Nowak i Jan Kowalski", ("Anna Nowak", "Jan Kowalski")),
        ("Ana Ruiz, Thomas Okafor und Clara Weiß", ("Ana Ruiz", "Thomas Okafor", "Clara Weiß")),
        ("Anna and Thomas Okafor", ("Anna Okafor", "Thomas Okafor")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Santiago Ramón y Cajal", ("Santiago Ramón y Cajal",)),
        ("Ruiz, Ana", ("Ana Ruiz",)),
        ("van der Berg, Anna", ("Anna van der Berg",)),
        ("王小明", ("王小明",)),
        ("蔡明達 / Orange", ("蔡明達 / Orange",)),
        ("nullptr", ("nullptr",)),
        ("ada", ("ada",)),
        ("DJ Foo", ("DJ Foo",)),
        ("Dr.", ("Dr.",)),
        ("(Ana)", ("Ana",)),
        ("", ()),
        (" – ", ()),
    ],
)
def test_clean_gives_the_names(text, cleaned):
    assert names.clean(text) == cleaned


def test_take_apart_keeps_what_stood_behind_the_name():
    assert names.take_apart("Ana Ruiz – CTO, Acme") == names.Apart(("Ana Ruiz",), "CTO, Acme")
    assert names.take_apart("Ana Ruiz, CEO at Acme").rest == "CEO at Acme"
    assert names.take_apart("Ana Ruiz").rest == ""


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Wibble Team", True),
        ("The organisers", True),
        ("実行委員会", True),
        ("Foo GmbH", True),
        ("Ana Ruiz", False),
        ("王小明", False),
        ("Team", True),
        ("nullptr", False),
    ],
)
def test_collectives_are_told(name, group):
    assert names.is_collective(name) is group


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ana Ruiz", names.Parts("Ana", "Ruiz", sure=True)),
        ("Jan van der Berg", names.Parts("Jan", "van der Berg", sure=False)),
        ("nullptr", names.Parts("nullptr", "", sure=False)),
        ("", names.Parts("", "", sure=False)),
        ("王小明", names.Parts("小明", "王", sure=True)),
        ("山田 太郎", names.Parts("太郎", "山田", sure=True)),
        ("山田太郎", names.Parts("太郎", "山田", sure=False)),
        ("アナ・ルイス", names.Parts("アナ", "ルイス", sure=False)),
    ],
)
def test_parts_of_a_name(name, parts):
    assert names.parts(name) == parts


WORDS = [
    "Ana",
    "RUIZ",
    "ruiz",
    "Dr.",
    "PhD",
    "&",
    "and",
    "y",
    ",",
    "–",
    "|",
    "(she/her)",
    "@ana",
    "van",
    "der",
    "王小明",
    "さん",
    "CEO",
    "Acme",
    "GmbH",
    "[DE]",
    "O'NEIL",
    "İPEK",
    ":",
    "Keynote",
    "/",
    "Jr.",
]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Ruiz Jr.", "Ana Ruiz Jr."),
        ("Dr. Ana Ruiz, Jr., PhD", "Ana Ruiz Jr."),
        ("WALTER ASHCOMBE III", "Walter Ashcombe III"),
        ("Tim Sr.", "Tim"),
    ],
)
def test_what_tells_a_child_from_a_parent_stays(text, name):
    assert names.clean(text) == (name,)


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=60))
@settings(max_examples=400)
def test_clean_never_raises_and_cleaning_again_changes_nothing(text):
    for name in names.clean(text):
        assert name
        assert names.clean(name) == (name,)


def test_importing_normalise_is_light():
    code = "import sys, scraper.normalise; print([m for m in ('nameparser', 'cleanco') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Kovač aka Tide", "Ada Kovač"),
        ("Ada Kovač a.k.a. The Tide", "Ada Kovač"),
        ("Jean Aka Tanoh", "Jean Aka Tanoh"),
    ],
)
def test_what_somebody_is_also_called_is_no_part_of_the_name(text, name):
    assert names.clean(text) == (name,)
