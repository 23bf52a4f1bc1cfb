"""Rows as CSV and JSON, as other programs read them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.export import SHORTLIST_COLUMNS, safe_cell, shortlist_rows, to_csv, to_json

GOLDEN = Path(__file__).parent / "golden"

ANA = {
    "id": "p-12",
    "name": "Ana Ruiz",
    "role": "Senior Nurse",
    "employer": 'Harbour "Health", Ltd',
    "company": "Harbour Health",
    "company_key": "harbour health",
    "role_family": "medicine",
    "seniority": "senior",
    "topics": ["data", "nursing"],
    "links": [
        "https://ana.example",
        "https://www.linkedin.com/in/ana",
        "https://github.com/ana",
        "https://social.example/@ana",
        "https://github.com/ana-too",
    ],
    "shortlisted": True,
    "note": "line one\nline two",
    "added": "2026-05-06T08:00:00+00:00",
    "created": "2026-05-04T09:30:00+00:00",
    "updated": "2026-05-05T09:30:00+00:00",
    "appearances": [
        {
            "conference": "Spring Conf",
            "year": 2026,
            "talks": ["Caring with data", "Two of us"],
            "headline": 'Senior Nurse, Harbour "Health", Ltd',
            "source": "https://conf.example/speakers",
            "method": "cards",
            "seen": "2026-05-04T09:30:00+00:00",
        },
        {
            "conference": "Autumn Days",
            "year": None,
            "talks": ["Two of us"],
            "headline": None,
            "source": "https://autumn.example",
            "method": "data/json-ld",
            "seen": "2025-05-04T09:30:00+00:00",
        },
    ],
}
RISKY = {
    "id": "p-13",
    "name": "Łukasz Żółć",
    "role": '=HYPERLINK("https://bad.example")',
    "employer": "@home",
    "company_key": None,
    "role_family": None,
    "seniority": None,
    "topics": [],
    "links": [],
    "note": None,
    "added": "2026-05-07T08:00:00+00:00",
    "created": "2026-05-04T09:30:00+00:00",
    "updated": "2026-05-04T09:30:00+00:00",
    "appearances": [],
}  # fmt: skip


@pytest.mark.parametrize(("name", "excel"), [("shortlist.csv", False), ("shortlist-excel.csv", True)])
def test_shortlist_is_written_as_ever(name, excel):
    text = to_csv(shortlist_rows([ANA, RISKY]), SHORTLIST_COLUMNS, excel=excel)
    assert text.encode() == (GOLDEN / name).read_bytes()


def test_shortlist_columns_come_in_the_documented_order():
    every = [
        "id",
        "name",
        "given_name",
        "family_name",
        "name_parse",
        "pronouns",
        "role",
        "role_family",
        "seniority",
        "employer",
        "employer_key",
        "employer_type",
        "headline_raw",
        "location",
        "topics",
        "talks",
        "events",
        "event_years",
        "profile_url",
        "website",
        "linkedin_url",
        "github_url",
        "other_links",
        "email_published",
        "shortlisted",
        "tier",
        "score",
        "score_why",
        "status",
        "next_action",
        "next_action_date",
        "last_contact",
        "last_contact_via",
        "followups_sent",
        "chat_at",
        "referred_by",
        "referrals_given",
        "how_found",
        "source_url",
        "source_retrieved",
        "source_kind",
        "confidence",
        "needs_review",
        "do_not_contact",
        "notes",
        "created",
        "updated",
    ]
    assert [*(column for column in every if column in SHORTLIST_COLUMNS), "tags", "you_know"] == list(SHORTLIST_COLUMNS)


def test_shortlist_rows_have_every_column_and_no_other():
    for row in shortlist_rows([ANA, RISKY]):
        assert set(row) == set(SHORTLIST_COLUMNS)


@pytest.mark.parametrize(
    ("links", "columns"),
    [
        ([], (None, None, None, [], "https://conf.example/speakers")),
        (["https://github.com/a"], (None, None, "https://github.com/a", [], "https://github.com/a")),
        (
            ["https://twitter.com/a", "https://a.example"],
            (None, "https://a.example", None, ["https://twitter.com/a"], "https://a.example"),
        ),
        (
            ["https://de.linkedin.com/in/a", "https://linkedin.com/company/acme"],
            ("https://de.linkedin.com/in/a", None, None, ["https://linkedin.com/company/acme"],
             "https://de.linkedin.com/in/a"),
        ),
        (
            ["https://a.medium.com", "https://hachyderm.example/@a"],
            (None, None, None, ["https://a.medium.com", "https://hachyderm.example/@a"], "https://a.medium.com"),
        ),
        (["http://[bad"], (None, None, None, ["http://[bad"], "http://[bad")),
        (
            ["https://a.example", "https://b.example"],
            (None, "https://a.example", None, ["https://b.example"], "https://a.example"),
        ),
    ],
)  # fmt: skip
def test_links_go_where_they_belong(links, columns):
    [row] = shortlist_rows([{**ANA, "links": links}])
    named = tuple(row[name] for name in ("linkedin_url", "website", "github_url", "other_links", "profile_url"))
    assert named == columns


@pytest.mark.parametrize(
    ("method", "kind"), [("cards", "page"), ("data/json-ld", "data"), ("data/list", "list"), (None, None), ("", None)]
)
def test_source_kind_is_one_word(method, kind):
    [row] = shortlist_rows([{**ANA, "appearances": [{**ANA["appearances"][0], "method": method}]}])
    assert row["source_kind"] == kind


def test_csv_is_plain_rfc_4180():
    rows = [{"a": 'say "hi"', "b": ["x", "y"], "c": None}, {"a": "two\nlines", "b": True, "c": False}, {"c": 3}]
    assert to_csv(rows, ["a", "b", "c"]) == 'a,b,c\r\n"say ""hi""",x; y,\r\n"two\nlines",yes,\r\n,,3\r\n'


def test_csv_of_nobody_is_a_header():
    assert to_csv([], ["id", "name"]) == "id,name\r\n"
    assert to_csv([], ["id", "name"], excel=True) == "\ufeffid,name\r\n"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Ana", "Ana"),
        ("", ""),
        ("-", "-"),
        ("=1+1", "'=1+1"),
        ("+1 555 0100", "'+1 555 0100"),
        ("-2", "'-2"),
        ("@handle", "'@handle"),
        ("|cmd", "'|cmd"),
        ("%0A", "'%0A"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\tAna", "'\tAna"),
        ("\rAna", "'\rAna"),
        ("\nAna", "'\nAna"),
        ("＝1", "'＝1"),
        ("＠a", "'＠a"),
        ("a=1", "a=1"),
        ("1-2", "1-2"),
    ],
)
def test_cells_that_look_like_formulas_become_text(text, safe):
    assert safe_cell(text) == safe
    assert to_csv([{"a": text}], ["a"], excel=True).endswith(next(_cells(safe)))


def _cells(text):
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([text])
    yield line.getvalue()


def test_numbers_stay_numbers():
    assert to_csv([{"a": -5, "b": 2.5, "c": ["-5"]}], ["a", "b", "c"], excel=True) == "\ufeffa,b,c\r\n-5,2.5,'-5\r\n"


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.text()}), max_size=5))
def test_csv_reads_back_as_it_was(rows):
    text = to_csv(rows, ["a", "b"])
    read = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert read == [{name: value.replace("\0", "") for name, value in row.items()} for row in rows]


@given(st.text())
def test_no_cell_of_excel_begins_a_formula(text):
    [_, [cell]] = csv.reader(io.StringIO(to_csv([{"a": f"x{text}"}], ["a"], excel=True), newline=""))
    assert cell == f"x{text}".replace("\0", "")
    assert safe_cell(text)[:1] not in tuple("=+@|%\t\r\n＝＋－＠")


def test_json_keeps_every_letter_and_ends_with_a_line_break():
    text = to_json([{"name": "Łukasz", "talks": ["量子"], "when": Path("x")}])
    assert '"Łukasz"' in text
    assert '"量子"' in text
    assert text.endswith("]\n")
    assert json.loads(text) == [{"name": "Łukasz", "talks": ["量子"], "when": "x"}]


def test_json_of_very_many_has_a_line_for_each():
    rows = [{"name": "Łukasz", "talks": ["量子"], "when": Path("x"), "number": number} for number in range(500)]
    text = to_json(rows)
    assert json.loads(text) == [{**row, "when": "x"} for row in rows]
    assert len(text.splitlines()) == len(rows) + 2
    assert "Łukasz" in text
