"""Where role and employer stand on pages of many makes, of invented people: what is read of each, and what is not."""

import json

import pytest

from scraper.extract.visible.jobs import joint
from scraper.extract.website import website
from scraper.model import Sighting, Speaker
from scraper.normalise import normalise
from scraper.page import Page

URL = "https://conf.example/2031/speakers/"
PEOPLE = ("Ada Kovač", "Milo Tanaka", "Wren Okafor", "Priya Lindqvist")
NORTHWIND, LOOM, HOLLIS, OAK = "Northwind Energy", "Loom Labs", "Hollis Bank", "Oak Studio"


def jobs(html: str, url: str = URL) -> dict[str, tuple[str | None, str | None]]:
    """Role and employer by name."""
    found = website(Page(url, html.encode()))
    made = (one for sighting in found if isinstance(sighting, Sighting) for one in normalise(sighting))
    return {one.name: (one.role, one.employer) for one in made if isinstance(one, Speaker)}


ENGINEERS = {
    name: ("Frontend Engineer", firm) for name, firm in zip(PEOPLE, (NORTHWIND, LOOM, HOLLIS, OAK), strict=True)
}


def test_jobs_of_boxes_named_staff_on_a_page_of_speakers():
    card = '<div class="staff"><p class="name">{}</p><em>Frontend Engineer at {}</em></div>'
    html = "<h1>The speakers</h1>" + "".join(card.format(name, firm) for name, (_, firm) in ENGINEERS.items())
    assert jobs(html) == ENGINEERS
    assert jobs(html.replace("The speakers", "Who we are"), "https://conf.example/about/") == {}


@pytest.mark.parametrize(
    "card",
    [
        '<div><p>{}</p><p class="title">{}<span class="speaker-org">at {}</span></p></div>',
        "<div><h3>{}</h3><div>{}</div><div>at {}</div></div>",
        "<div><h3>{}</h3><p>{} // {}</p></div>",
    ],
)
def test_jobs_in_two_parts(card):
    html = "<h1>Speakers</h1>" + "".join(card.format(name, role, firm) for name, (role, firm) in ENGINEERS.items())
    assert jobs(html) == ENGINEERS


def test_jobs_in_pop_ups_behind_the_sponsors():
    grid = "".join(f"<div><h3>{name}</h3><span>{firm}</span></div>" for name, (_, firm) in ENGINEERS.items())
    popup = '<div class="modal fade" role="dialog"><p class="name">{} <span class="position">{}, {}</span></p></div>'
    told = "".join(popup.format(name, role, firm) for name, (role, firm) in ENGINEERS.items())
    stranger = popup.format("Solveig Marsh", "Partner Manager", "Acme")
    html = f"<h2>Speakers</h2>{grid}<h2>Sponsors</h2><p>Acme</p>{told}{stranger}"
    assert jobs(html) == ENGINEERS


def test_jobs_in_json_ld_broken_beyond_mending():
    people = [
        {"@type": "Person", "name": name, "jobTitle": role, "worksFor": {"@type": "Organization", "name": firm}}
        for name, (role, firm) in ENGINEERS.items()
    ]
    block = f'{{"@type": "Event", // not yet "organizer": {{ }}, "performer": {json.dumps(people)} }}'
    html = f'<script type="application/ld+json">{block}</script><h1>Speakers</h1>' + "".join(
        f"<div><h3>{name}</h3></div>" for name in PEOPLE
    )
    assert jobs(html) == ENGINEERS


def test_jobs_under_a_heading_about_the_person():
    item = (
        '<section class="x"><h3 class="speaker">Rain, part {0} <br><span>{1}</span></h3><p>Everybody measures something, and nobody knows why.</p>'
        "<h3>Talk</h3><p>Slides will follow.</p><h4>About {2}</h4><p>{2} is a {3} at {4}, and likes rain.</p></section>"
    )
    html = "<h1>Speakers</h1>" + "".join(
        item.format(at, name, name.split()[0], role, firm) for at, (name, (role, firm)) in enumerate(ENGINEERS.items())
    )
    assert jobs(html) == ENGINEERS


def test_jobs_are_no_items_of_a_list_and_no_break():
    slot = "<div><h4>{}</h4><p>Measuring rain by ear</p><div>- what to measure when nobody looks</div><span>Tea Break</span></div>"
    assert jobs("<h1>Schedule</h1>" + "".join(map(slot.format, PEOPLE))) == dict.fromkeys(PEOPLE, (None, None))


def test_jobs_in_cards_that_are_links_to_profiles():
    card = '<a href="https://www.instagram.com/p{0}"><div><h2>{1}</h2><p>Artist</p><h4>EXHIBITION</h4></div></a>'
    html = "<h1>Speakers</h1>" + "".join(card.format(at, name) for at, name in enumerate(PEOPLE))
    assert jobs(html) == dict.fromkeys(PEOPLE, ("Artist", None))


def test_jobs_of_organisers_of_groups_and_of_honours():
    card = "<div><h3>{}</h3><span class=company>{}</span></div>"
    groups = ("Organizer GDG Women Northtown", "Google Developer Expert", "Hollis Bank", "Loom Labs")
    html = "<h1>Speakers</h1>" + "".join(card.format(*pair) for pair in zip(PEOPLE, groups, strict=True))
    assert jobs(html) == {
        PEOPLE[0]: ("Organizer", "GDG Women Northtown"),
        PEOPLE[1]: (None, None),
        PEOPLE[2]: (None, HOLLIS),
        PEOPLE[3]: (None, LOOM),
    }


def test_jobs_are_no_numbered_items_of_the_programme():
    items = ("Sesión 3", "Paper 8", "3. Oturum", "第1部")
    card = "<tr><td>{}</td><td>{}</td><td>Measuring rain by ear</td></tr>"
    html = "<h1>Programme</h1><table>" + "".join(card.format(*pair) for pair in zip(items, PEOPLE, strict=True))
    assert jobs(html + "</table>") == dict.fromkeys(PEOPLE, (None, None))


def test_jobs_are_no_pointers_to_other_places():
    lines = (
        "Website: Rain group",
        "Su currículo se puede consultar en example.org",
        "Mehr Infos zum Regen",
        "LinkedIn: ada",
    )
    card = "<div><h3>{}</h3><p>{}</p></div>"
    html = "<h1>Speakers</h1>" + "".join(card.format(*pair) for pair in zip(PEOPLE, lines, strict=True))
    assert jobs(html) == dict.fromkeys(PEOPLE, (None, None))


def test_jobs_before_the_name_on_lines_of_one_make():
    firms = ("Norwind", "Loom Labs", "Hollis Bank", "Tarsia Group")
    posts = ("Chief Digital Officer", "CEO", "Head of Sales", "Presidente")
    lines = "".join(
        f"<p>9.{at}0 – 9.{at}5</p><p>RAIN, PART {at}</p><p>{firm}, {post} {name}</p>"
        for at, (firm, post, name) in enumerate(zip(firms, posts, PEOPLE, strict=True))
    )
    assert jobs(f"<h1>Programme</h1>{lines}") == dict(zip(PEOPLE, zip(posts, firms, strict=True), strict=True))
    alone = f"<h1>Programme</h1><p>RAIN</p><p>{firms[0]}, {posts[0]} {PEOPLE[0]}</p><p>Rain measured, by ear</p>"
    assert jobs(alone) == {PEOPLE[0]: (posts[0], firms[0])}


def test_jobs_among_lines_of_what_somebody_learnt():
    card = (
        "<li><h3>Dra. {}</h3><span>Licenciatura en Física, Universidad del Norte</span>"
        "<span>Doctorado en Física, Universidad del Este</span><span>{}</span>"
        "<span>Coordinadora del Laboratorio de Mareas de la Universidad del Mar</span></li>"
    )
    told = ("Rectora de la Universidad del Mar", "Directora del Museo de Mareas", "Terapeuta en el Hospital del Mar")
    html = "<h1>Ponentes</h1><ul>" + "".join(map(card.format, PEOPLE, told)) + "</ul>"
    assert jobs(html) == {
        PEOPLE[0]: ("Rectora", "Universidad del Mar"),
        PEOPLE[1]: ("Directora", "Museo de Mareas"),
        PEOPLE[2]: ("Terapeuta", "Hospital del Mar"),
    }


@pytest.mark.parametrize(
    ("text", "is_joined"),
    [
        ("Nurse at Brask", True), ("Verzorgende bij De Zwaan", True), ("Infirmière au sein du Port de Brenn", True),
        ("Zdravotní sestra ve společnosti Brouček", True), ("Pflegerin beim Hafenamt", True), ("Nurse@Brask", True),
        ("Head of Cats", False), ("Night Attendant", False),
    ],
)  # fmt: skip
def test_job_is_joined_to_its_employer_by_words_of_many_languages(text, is_joined):
    assert (joint().search(text) is not None) is is_joined
