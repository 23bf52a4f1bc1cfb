"""Sections, placeholders, functions at the conference."""

import pytest

from scraper import reference
from scraper.recognise.sections import billing, is_placeholder, section


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Our Speakers", "speakers"), ("Keynotes", "speakers"), ("Referent*innen", "speakers"), ("Intervenants", "speakers"),
        ("Ponentes", "speakers"), ("Palestrantes", "speakers"), ("I relatori", "speakers"), ("Sprekers", "speakers"),
        ("Nasi prelegenci", "speakers"), ("Řečníci", "speakers"), ("Talare", "speakers"), ("Konuşmacılar", "speakers"),
        ("Спикеры", "speakers"), ("Доповідачі", "speakers"), ("登壇者", "speakers"), ("讲者", "speakers"), ("연사", "speakers"),
        ("Ponents", "speakers"), ("Past speakers", "past"), ("Organizing Committee", "organisers"), ("実行委員会", "organisers"),
        ("Gold sponsors", "sponsors"), ("Meet the team", "team"), ("Schedule", "programme"), ("What people say", "quoted"),
        ("Become a sponsor", "call"), ("Call for Speakers", "call"), ("Venue", "venue"), ("News", "news"), ("Rust at scale", None),
        ("", None), ("Staff Engineer", None), ("Program Manager", None), ("General Chair", "organisers"),
        ("This is a long sentence about all of the speakers and what they had for lunch", None), ("speakers " * 30, None),
        ("Call for Papers", "call"),
        ("Call for Workshops", "call"),
        ("Call for proposals results", "programme"),
        ("Program Committee", "organisers"),
        ("Technical Programme Committee", "organisers"),
        ("Accepted Papers", "programme"),
    ],
)  # fmt: skip
def test_section(heading, kind):
    assert section(heading) == kind


@pytest.mark.parametrize(
    "text",
    [
        "TBA",
        "To be announced!",
        "informacje wkrótce",
        "Speaker Name",
        "Lorem ipsum dolor",
        "近日公開",
        "More speakers soon",
        "John Doe",
        "Próximamente",
    ],
)
def test_placeholder(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", "Ada Kovač", "Tbarra Lindqvist", "Allan Folger", "x" * 300])
def test_no_placeholder(text):
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Keynote Speaker", "keynote"), ("[TECHNICAL KEYNOTE]", "keynote"), ("Moderator:", "moderator"), ("Session chair", "moderator"),
        ("Panelist", "panellist"), ("Host", "host"), ("Workshop", "workshop"), ("Speaker", "speaker"), ("Invited Talk", "speaker"),
        ("主持人", "moderator"), ("CTO", None), ("", None), ("Keynote on the future of harbours and boats", None), ("x" * 200, None),
        ("Opening Day", None),
    ],
)  # fmt: skip
def test_billing(text, kind):
    assert billing(text) == kind


def test_every_row_of_sections_names_its_languages():
    assert [row for row in reference.table("sections")["section"] if not row["lang"] or not row["words"]] == []
