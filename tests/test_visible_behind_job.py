"""Names behind their job, as programmes introduce people in one line."""

import pytest

from scraper.extract.visible import shown
from scraper.extract.visible.mentions.behind_job import behind_job
from scraper.page import Page


@pytest.mark.parametrize(
    ("text", "name", "before", "job"),
    [
        ("Director of the Harbour Board, Martin Hollowell", "Martin Hollowell", "", "Director of the Harbour Board"),
        ("Statssekretær i Forsvarsdepartementet, Anna Lindqvist", "Anna Lindqvist", "", "Statssekretær i Forsvarsdepartementet"),
        ("Minister Karin Fjeld", "Karin Fjeld", "", "Minister"),
        ("10.15 Of ropes and tar, curator Martin Hollowell, Boat Museum", "Martin Hollowell", "Of ropes and tar", "curator, Boat Museum"),
        ("v/ bibliotekschef Anna Lindqvist, Nordby Bibliotek", "Anna Lindqvist", "", "bibliotekschef, Nordby Bibliotek"),
        ("Kirjastojen arkea, johtaja Anna Lindqvist", "Anna Lindqvist", "", "johtaja, Kirjastojen arkea"),
        ("Norwind, Head of Sales Martin Hollowell", "Martin Hollowell", "", "Head of Sales, Norwind"),
        ("Norwind, Creative Director, Martin Hollowell", "Martin Hollowell", "", "Creative Director, Norwind"),
        ("Norwind, Head of Ropes, Sails and Tar Martin Hollowell", "Martin Hollowell", "", "Head of Ropes, Sails and Tar, Norwind"),
        ("Director, Harbour Institute, Martin Hollowell", "Martin Hollowell", "", "Director, Harbour Institute"),
        ("Why harbours silt up and what we can do: professor Martin Hollowell", "Martin Hollowell", "Why harbours silt up and what we can do", "professor"),
    ],
)  # fmt: skip
def test_a_name_behind_its_job_is_read_with_it(text, name, before, job):
    found = behind_job(text)
    assert found is not None
    assert ([one.name for one in found.people], found.before, found.after) == ([name], before, job)


@pytest.mark.parametrize(
    "text",
    [
        "Martin Hollowell, Director of the Harbour Board",
        "Director, Martin Hollowell, curator",
        "Rector of the Universidad Pablo Castellani",
        "A talk of the director of Martin Hollowell",
        "Lead Threat Hunter",
        "The Harbour Board, Lindenmouth",
        "Martin Hollowell, Anna Lindqvist",
        "professor of ropes",
    ],
)
def test_other_lines_are_not_read_so(text):
    assert behind_job(text) is None


def people(html):
    found = shown(Page("https://conf.example/2031/programme/", html.encode())).people
    return [(one.name, one.headline, one.talks) for one, _ in found]


def test_a_programme_names_each_in_a_line():
    html = """<h1>Programme</h1><ul><li>Kl 10.00 Welcome</li><li>Director of the Harbour Board, Martin Hollowell</li>
        <li>Of ropes and tar and sails, curator Anna Lindqvist, Boat Museum</li><li>Questions</li></ul>"""
    assert people(html) == [
        ("Martin Hollowell", "Director of the Harbour Board", ()),
        ("Anna Lindqvist", "curator, Boat Museum", ("Of ropes and tar and sails",)),
    ]


def test_the_work_of_a_speaker_is_no_speaker():
    html = """<h1>Speakers</h1><ul><li><h3>Martin Hollowell</h3><p>Author of the book Anna Lindqvist</p></li>
        <li><h3>Karin Fjeld</h3><p>Engineer</p></li><li><h3>Lise Moreau</h3><p>Engineer</p></li></ul>"""
    assert [name for name, _, _ in people(html)] == ["Martin Hollowell", "Karin Fjeld", "Lise Moreau"]


def test_a_firm_called_like_a_person_below_a_name_is_no_speaker():
    card = "<li><h3>{}</h3><p>Partner, {}</p></li>"
    pairs = [("Martin Hollowell", "Anna Lindqvist"), ("Karin Fjeld", "Lise Moreau"), ("Jonas Berg", "Peter Castell")]
    html = f"<h1>Programme</h1><ul>{''.join(card.format(*pair) for pair in pairs)}</ul>"
    assert [name for name, _, _ in people(html)] == [name for name, _ in pairs]
