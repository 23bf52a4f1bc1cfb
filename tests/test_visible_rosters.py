"""Several people in one line, each with their job, and two who speak with each other."""

import pytest

from scraper.extract.visible import shown
from scraper.extract.visible.mentions import people
from scraper.extract.visible.mentions.rosters import roster
from scraper.extract.visible.mentions.sifted import told
from scraper.page import Page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Anna Lindqvist, curator, Boat Museum; Dr Martin Hollowell, CTO, Brask; and Karin Fjeld, Head Teacher",
            [("Anna Lindqvist", "curator, Boat Museum"), ("Dr Martin Hollowell", "CTO, Brask"), ("Karin Fjeld", "Head Teacher")],
        ),
        (
            "Speakers include Anna Lindqvist, curator, Boat Museum; Martin Hollowell, CTO, Brask.",
            [("Anna Lindqvist", "curator, Boat Museum"), ("Martin Hollowell", "CTO, Brask")],
        ),
        (
            "Moderator: Anna Lindqvist (Brask) Participants: Martin Hollowell (Norwind), Karin Fjeld (Tidal Works)",
            [("Anna Lindqvist", "Brask"), ("Martin Hollowell", "Norwind"), ("Karin Fjeld", "Tidal Works")],
        ),
        (
            "Moderator: Anna Lindqvist; Participants: Martin Hollowell, Karin Fjeld",
            [("Anna Lindqvist", None), ("Martin Hollowell", None), ("Karin Fjeld", None)],
        ),
        (
            "director Anna Lindqvist, Boat Museum; professor Martin Hollowell",
            [("Anna Lindqvist", "director, Boat Museum"), ("professor Martin Hollowell", None)],
        ),
        (
            "Comments from Anna Lindqvist (Brask), director Martin Hollowell, Boat Museum and Karin Fjeld (TIDE)",
            [("Anna Lindqvist", "Brask"), ("Martin Hollowell", "director, Boat Museum"), ("Karin Fjeld", "TIDE")],
        ),
        (
            "Anna Lindqvist, lecturer at Brask, and Martin Hollowell, member of the town’s board: “Of ropes, tar and sails”",
            [("Anna Lindqvist", "lecturer at Brask"), ("Martin Hollowell", "member of the town’s board")],
        ),
        (
            "Anna Lindqvist, editor, interviewes af Karin Fjeld (Brask/Tidal & Sons)",
            [("Anna Lindqvist", "editor"), ("Karin Fjeld", "Brask/Tidal & Sons")],
        ),
        ("11.30: Of ropes and tar, Anna Lindqvist, Boat Museum", [("Anna Lindqvist", "Boat Museum")]),
        (
            "Dr Anna Lindqvist, Martin Hollowell, Gwenllian Pryce-Okoro, Karin Fjeld (moderator)",
            [("Dr Anna Lindqvist", None), ("Martin Hollowell", None), ("Gwenllian Pryce-Okoro", None), ("Karin Fjeld", "moderator")],
        ),
    ],
)  # fmt: skip
def test_a_roster_names_each_with_their_job(text, found):
    read = roster(text)
    assert read is not None
    assert [(one.name, one.aside) for one in read.people] == found


@pytest.mark.parametrize(
    "text",
    [
        "We speak of ropes; of tar; of sails",
        "Anna Lindqvist, curator; of ropes and tar; of sails and hulls; of harbours",
        "Anna Lindqvist, curator, Boat Museum",
        "Anna Lindqvist, curator, Karin Fjeld",
        "Of ropes and tar, Certified Knot Makers (CKM)",
        "She sailed, wrote two books, and worked for Professor Anna Lindqvist; "
        + "since then she has been at sea with Martin Hollowell, a pilot, where nobody writes, and nobody reads, " * 3,
        "Ropes: a history; tar: a future",
        ";" * 3000,
    ],
)
def test_other_lists_are_no_rosters(text):
    assert roster(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lindqvist in conversation with Martin Hollowell",
        "Anna Lindqvist im Gespräch mit Martin Hollowell",
        "Anna Lindqvist en diálogo con Martin Hollowell",
        "Anna Lindqvist i samtale med Martin Hollowell",
        "Anna Lindqvist w rozmowie z Martin Hollowell",
    ],
)
def test_two_who_speak_with_each_other_are_two(text):
    who, score = people(text)
    assert [one.name for one in who] == ["Anna Lindqvist", "Martin Hollowell"]
    assert score >= 0.75


def names(html):
    found = shown(Page("https://conf.example/2031/programme/", html.encode())).people
    return [(one.name, one.headline or one.role, one.employer) for one, _ in found]


def test_a_paragraph_of_people_is_read():
    html = """<h1>Programme</h1><p>A day of ropes and tar, and of all that floats.</p><p>Conference speakers include Anna Lindqvist,
        curator, Boat Museum; Martin Hollowell, Head of Ropes, Harbour Institute; and Karin Fjeld, Head Teacher, Tidal School.</p>"""
    assert [name for name, _, _ in names(html)] == ["Anna Lindqvist", "Martin Hollowell", "Karin Fjeld"]


def test_names_with_a_colon_stand_over_their_titles():
    cell = "<td><span><strong>{}:<br></strong> {}</span></td>"
    pairs = [("Anna Lindqvist", "Of tar"), ("Martin Hollowell", "Of ropes"), ("Karin Fjeld", "Of sails")]
    html = f"<h1>Programme</h1><table><tr>{''.join(cell.format(*pair) for pair in pairs)}</tr></table>"
    assert [name for name, _, _ in names(html)] == [name for name, _ in pairs]


def test_several_before_a_dash_share_what_stands_behind_it():
    readings = told("Anna Lindqvist | Martin Hollowell - BRASK", ())
    assert [([who.name for who in one.people], one.after) for one in readings if one.kind == "head-"] == [
        (["Anna Lindqvist", "Martin Hollowell"], " - BRASK")
    ]


def test_a_name_and_a_dash_may_be_a_name_and_an_employer():
    items = ["Rosa Puerto - GMV", "Anna Lindqvist - UC3M", "Karin Fjeld - Brask", "Martin Hollowell - Thales Marina"]
    html = f"<h1>Programme</h1><ul>{''.join(f'<li>{one}</li>' for one in items)}</ul>"
    assert [name for name, _, _ in names(html)] == [one.partition(" - ")[0] for one in items]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Anna Lindqvist – secretary of Brask", "Of ropes", "Martin Hollowell – curator and pilot"], 2),
        (["<b>Of ropes</b>", "Anna Lindqvist is a curator at the Boat Museum in Fjordlight"], 1),
        (
            [
                "<h3>Skipper</h3>",
                "Pilot",
                "Anna Lindqvist, curator at the Boat Museum",
                "<h3>Karin Fjeld</h3>",
                "Pilot",
            ],
            2,
        ),
        (
            [
                "<h3>Karin Fjeld</h3>",
                "Karin Fjeld Hollowell is a pilot at Brask and sails",
                "<h3>Anna Lind</h3>",
                "Pilot",
            ],
            2,
        ),
    ],
)
def test_who_is_introduced_in_a_paragraph_is_one_unless_named_above(lines, found):
    body = "".join(one if one.startswith("<h3") else f"<p>{one}</p>" for one in lines)
    assert len(names(f"<h1>Speakers</h1>{body}")) == found


def test_brackets_hold_what_would_part_names_elsewhere():
    who, _ = people("Anna Lindqvist (Brask - Tidal & Sons / Norwind), Lucia d’Alberti (TIDE))")
    assert [one.name for one in who] == ["Anna Lindqvist", "Lucia d’Alberti"]


def test_a_firm_before_a_bar_is_no_person():
    heads = ["Curator | Anna Lindqvist", "BRASK Marítima | Karin Fjeld", "Norwind Ltd | Martin Hollowell"]
    html = "<h1>Speakers</h1>" + "".join(f"<h4>{one}</h4><p>Of ropes and of tar.</p>" for one in heads)
    assert [name for name, _, _ in names(html)] == ["Anna Lindqvist", "Karin Fjeld", "Martin Hollowell"]


def test_what_somebody_does_at_the_conference_is_no_employer_of_theirs():
    cells = (f"<tr><td>{title}</td><td>{who}</td></tr>" for title, who in [
        ("Ropes", "Anna Lindqvist (Brask), Karin Fjeld (moderator)"), ("Tar", "Martin Hollowell (Norwind)"), ("Sails", "Dee Oak (Brask)"),
    ])  # fmt: skip
    page = Page("https://c.example/schedule", f"<h1>Schedule</h1><table>{''.join(cells)}</table>".encode())
    found = {one.name: (one.employer, one.billing) for one, _ in shown(page).people}
    assert found["Karin Fjeld"] == (None, "moderator")
    assert found["Anna Lindqvist"] == ("Brask", None)
