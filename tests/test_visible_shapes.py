"""Pages of many makes and languages, of invented people: who is found on them, and who is not."""

import pytest

from scraper.extract.visible import shown
from scraper.extract.visible.lines import lines
from scraper.extract.visible.mentions import Mention, Person
from scraper.extract.visible.mentions.sifted import sifted
from scraper.extract.visible.outline import outline
from scraper.extract.visible.texts import path_parts
from scraper.extract.website import website
from scraper.model import Sighting, Speaker
from scraper.normalise import normalise
from scraper.page import Page

URL = "https://conf.example/2031/"


def names_of(html, url=URL):
    found = website(Page(url, html.encode()))
    people = [made for one in found if isinstance(one, Sighting) for made in normalise(one)]
    return {one.name for one in people if isinstance(one, Speaker)}


def cards(*pairs, tag="h4"):
    return "".join(f"<div class=c><{tag}>{name}</{tag}><p>{job}</p></div>" for name, job in pairs)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            "<h2>Докладчики</h2>"
            + "".join(
                f"<p>{line}</p>"
                for line in (
                    "Громов Андрей Петрович, профессор, МГУ",
                    "Лебеда Мария Юрьевна – доцент, СПбГУ",
                    "Сухарев Олег Ильич – директор института",
                )
            ),
            {"Громов Андрей Петрович", "Лебеда Мария Юрьевна", "Сухарев Олег Ильич"},
            id="one list, two marks",
        ),
        pytest.param(
            "<h2>Speakers</h2>"
            + cards(("MS. ABENI QOTALU", "Lawyer"), ("MR. BUNMO PELODJI", "CEO"), ("DR. XOLBE TIRAZU", "Judge")),
            {"Abeni Qotalu", "Bunmo Pelodji", "Xolbe Tirazu"},
            id="titles tell names of no list, in capitals",
        ),
        pytest.param(
            "<h2>Ponentes</h2>"
            + cards(("Psic. Ada Kovač", "Clínica"), ("Kl. Psk. Milo Tanaka", "X"), ("Arqta. Wren Okafor", "Y")),
            {"Ada Kovač", "Milo Tanaka", "Wren Okafor"},
            id="titles of no list",
        ),
        pytest.param(
            "<h2>Спикеры</h2>"
            + cards(("Питер<br>Бооне", "МВФ"), ("Сильвиу<br>Попеску", "Банк"), ("Илья<br>Якубов", "Фонд"), tag="h3"),
            {"Питер Бооне", "Сильвиу Попеску", "Илья Якубов"},
            id="given and family name over a break",
        ),
        pytest.param(
            "<h2>Speakers</h2>"
            + "".join(
                f'<div class=k><img src="{i}.jpg"><div class=q><div class=z>{a}</div><div class=z>{b}</div></div></div>'
                for i, (a, b) in enumerate((("Ada", "Kovač"), ("John Milo", "Tanaka"), ("Wren", "Okafor")))
            ),
            {"Ada Kovač", "John Milo Tanaka", "Wren Okafor"},
            id="given and family name in two blocks",
        ),
        pytest.param(
            "<h2>Speakers</h2>"
            + "".join(
                f'<div class=card><strong class="speaker-name">{name}</strong><div class="speaker-firm">{firm}</div></div>'
                for name, firm in (
                    ("nullgopher", "Acme"),
                    ("oct_cat", "Initech"),
                    ("tiger42", "Globex"),
                    ("Ada Kovač", "Hooli"),
                )
            ),
            {"nullgopher", "oct_cat", "tiger42", "Ada Kovač"},
            id="the markup calls them names of speakers",
        ),
        pytest.param(
            "<h2>Schedule</h2><table>"
            + "".join(
                f"<tr><td>{title}<br><a href=/a>{one}</a> + <a href=/b>{two}</a></td></tr>"
                for title, one, two in (
                    ("Knots", "Ada Kovač", "Ben Ode"),
                    ("Tides", "Milo Tanaka", "Wren Okafor"),
                    ("Bees", "Ines Duarte", "Lena Vogt"),
                )
            )
            + "</table>",
            {"Ada Kovač", "Ben Ode", "Milo Tanaka", "Wren Okafor", "Ines Duarte", "Lena Vogt"},
            id="two links joined by a plus",
        ),
        pytest.param(
            "<h2>Programme</h2><h3>Table ronde : l'eau</h3><p>Avec Maëlle Kerbrat (Eau Vive) et Ousmane Dramé (OMS)</p>"
            "<p>Animée par Solène Brizard</p>",
            {"Maëlle Kerbrat", "Ousmane Dramé", "Solène Brizard"},
            id="accents in the words before a name",
        ),
        pytest.param(
            "<h2>Programa</h2><p><strong>10:30</strong> Ponencia: «El mar», por Itziar Beltrán, Universidad de Sur</p>"
            "<p><strong>11:30</strong> Mesa redonda: Nuria Plasencia y Eneko Garmendia</p>",
            {"Itziar Beltrán", "Nuria Plasencia", "Eneko Garmendia"},
            id="a round table behind its time",
        ),
        pytest.param(
            "<h2>講者</h2><ul><li>陳大文 教授（台灣某大學）</li><li>林小華 工程師（某公司）</li><li>王志明 執行長</li></ul>",
            {"陳大文", "林小華", "王志明"},
            id="a job behind a blank",
        ),
        pytest.param(
            "<h2>Speakers</h2>"
            + cards(("Xolbek Tirazu", "Professor"), ("Wenuka Pelodji", "CEO"), ("Ambriz Qotalu", "Lawyer")),
            {"Xolbek Tirazu", "Wenuka Pelodji", "Ambriz Qotalu"},
            id="names of no list, and nobody else",
        ),
        pytest.param(
            "<h2>Program</h2><ul>"
            + "".join(
                f"<li><b>{title}</b><br>{names}</li>"
                for title, names in (
                    ("Knots in rope", "김민수, 이영희, 박서준, 크리스토퍼"),
                    ("Tides", "최지우, 정하늘"),
                    ("Bees", "Ada Kovač, Ben Ode, Milo Tanaka"),
                )
            )
            + "</ul>",
            {"김민수", "이영희", "박서준", "크리스토퍼", "최지우", "정하늘", "Ada Kovač", "Ben Ode", "Milo Tanaka"},
            id="authors of papers",
        ),
        pytest.param(
            "<h1>Invited talks</h1><h2>Second invited speaker: Xolbek Hauserow, University of North.</h2><p>Text.</p>",
            {"Xolbek Hauserow"},
            id="a label before a name of no list",
        ),
    ],
)
def test_people_are_found(html, expected):
    assert names_of(html) == expected


PORTRAIT = '<div class=p><img src="/{0}.jpg" alt="{0}"><h3>{0}</h3><p>{1}</p></div>'
BARE = '<div class=p><img src="/x.jpg" alt=""><h3>{0}</h3><p>{1}</p></div>'
FULL = [("Ada Kovač", "Nurse"), ("Milo Tanaka", "Cook"), ("Ines Duarte", "Judge"), ("Wren Okafor", "Curator"), ("Tomasz Bielak", "Engineer"), ("Amara Nwosu", "Designer"), ("Piotr Lis", "Artist")]  # fmt: skip


@pytest.mark.parametrize(
    ("odd", "card", "found"),
    [
        ("207", PORTRAIT, {"207"}),
        ("207", BARE, set()),  # a number that nothing but its place makes a name
        ("2031", PORTRAIT, set()),
        ("Ada | kovtnm", BARE, {"Ada | kovtnm"}),
    ],
)
def test_what_stands_where_all_others_are_names(odd, card, found):
    page = "<h2>Speakers</h2>" + "".join(PORTRAIT.format(*one) for one in FULL) + card.format(odd, "Artist")
    assert names_of(page) == {name for name, _ in FULL} | found


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "<sup>1,2</sup>", " *", "†"])
def test_marks_of_footnotes_are_no_part_of_a_name(mark):
    people = ("Ada Kovač", "Milo Tanaka", "Wren Okafor")
    rows = "".join(f"<li>{name}{mark}</li>" for name in people)
    assert names_of(f"<h2>Keynote speakers</h2><ul>{rows}</ul>") == set(people)


@pytest.mark.parametrize(
    "beside",
    [
        "<p>Photo by Olga Brandt</p>",
        "<p>Foto: Olga Brandt</p>",
        "<p>Website designed by Olga Brandt</p>",
        "<h4>Costa Rica</h4>",
        "<p>Full Professor, Università di Ernesto Brandt</p>",
        "<h2>Local chairs</h2><h4>Olga Brandt</h4>",
        "<h2>Wissenschaftlicher Beirat</h2><h4>Olga Brandt</h4>",
    ],
)
def test_others_are_kept_out(beside):
    people = cards(("Ada Kovač", "Engineer"), ("Milo Tanaka", "Writer"), ("Wren Okafor", "Judge"))
    assert names_of(f"<h2>Speakers</h2>{people}{beside}") == {"Ada Kovač", "Milo Tanaka", "Wren Okafor"}


def test_sponsors_speakers_are_speakers():
    html = "<h2>Speakers</h2>" + cards(("Ada Kovač", "X"), ("Milo Tanaka", "Y"), ("Ben Ode", "Z"))
    html += "<h2>Sponsor session speakers</h2>" + cards(("Wren Okafor", "X"))
    assert names_of(html) == {"Ada Kovač", "Milo Tanaka", "Ben Ode", "Wren Okafor"}


@pytest.mark.parametrize(
    "html",
    ["<div><p>Ada<br>Acme</p></div>", "<a><div>Ada</div><div>Acme</div></a>", "<p>Ada Kovač<br>Ben Ode</p>"],
)
def test_single_pair_of_lines_stays_two(html):
    assert len(lines(outline(Page(URL, html.encode())))) == 2


def test_sifted_keeps_a_pair_parted_by_a_comma():
    text = "Ada Ode, Milo Lane"
    both = Mention(text, "whole", (Person("Ada Ode"), Person("Milo Lane")), 0.9)
    head = Mention(text, "head,", (Person("Ada Ode"),), 0.9, after=", Milo Lane")
    assert sifted(text, [both, head]) == [both, head]


@pytest.mark.parametrize("tag", ["li", "h3", "p"])
def test_broken_addresses_cost_nothing_but_themselves(tag):
    people = [f"{one} Kovač" for one in ("Ada", "Milo", "Ida", "Otto")]
    html = "<h1>Speakers</h1>" + "".join(
        f'<div><{tag}><a href="http://[">{name}</a></{tag}><p><a href="http://[/talks/x">Boats, at last</a></p>'
        '<p>Engineer, Acme Ltd</p><img src="//[x"></div>'
        for name in people
    )
    assert names_of(html) == set(people)


@pytest.mark.parametrize(
    ("href", "parts"),
    [
        ("https://conf.example/Speakers/ada?x=/y#z", ["speakers", "ada"]),
        ("//conf.example/a//b/", ["a", "b"]),
        ("../talks/7", ["..", "talks", "7"]),
        ("http://[/a", ["a"]),
        ("https://conf.example", []),
        ("", []),
    ],
)
def test_the_parts_of_a_link(href, parts):
    assert path_parts(href) == parts


TITLES = (
    "Counting boats twice before the fog comes in",
    "What the tide tables never told the pilots",
    "Ropes, knots and the long way round",
    "The State of Harbour Insurance",
    "Fog Bells",
    "Intro to Data Science for Boats",
)


def test_what_stands_behind_most_names_of_a_programme_is_a_title_behind_all_of_them():
    names = ("Ada Kovač", "Tomasz Bielak", "Amara Nwosu", "Li Wei", "Ottoline Brackwater", "Kaveh Rostamzadegan")
    rows = "".join(
        f"<tr><td>10:00</td><td>{name} | {title}</td></tr>" for name, title in zip(names, TITLES, strict=True)
    )
    html = f"<h1>Schedule</h1><table>{rows}</table>"
    found = [one for one, _ in shown(Page("https://conf.example/schedule/", html.encode())).people]
    assert [(one.headline, one.employer, one.talks) for one in found] == [(None, None, (title,)) for title in TITLES]


NAMES = ("Ada Kovač", "Tomasz Bielak", "Amara Nwosu", "Wren Okafor", "Ottoline Brackwater", "Kaveh Rostamzadegan")


def told_by(html):
    """Role, employer and talks by name."""
    found = [one for one in website(Page(URL, html.encode())) if isinstance(one, Sighting)]
    return {
        made.name: (made.role, made.employer, one.talks)
        for one in found
        for made in normalise(one)
        if isinstance(made, Speaker)
    }


def test_a_grid_with_the_titles_of_talks_below_the_names_has_no_employers_in_it():
    shown = dict(zip(NAMES, (title for title in TITLES if "Insurance" not in title), strict=False))
    html = "<h2>Speakers</h2>" + "".join(
        f'<div class=i><img src="{name}.jpg"><div class=name>{name}</div><div class=pos>{title}</div></div>'
        for name, title in shown.items()
    )
    assert told_by(html) == {name: (None, None, (title,)) for name, title in shown.items()}


def test_the_text_of_a_portrait_is_no_employer_and_that_of_a_logo_is():
    html = "<h2>Speakers</h2>" + "".join(
        f'<div class="card company"><img src="{i}.jpg" alt="{name} headshot"><h3>{name}</h3>'
        f'<img src="/logos/{i}.svg" alt="Brask {i} logo"></div>'
        for i, name in enumerate(NAMES)
    )
    assert told_by(html) == {name: (None, f"Brask {i}", ()) for i, name in enumerate(NAMES)}


def test_an_employer_in_brackets_is_told_without_its_country():
    html = "<h2>Speakers</h2><ul>" + "".join(f"<li>{name} (University of Sixtown, Norway)</li>" for name in NAMES)
    assert told_by(html + "</ul>") == dict.fromkeys(NAMES, (None, "University of Sixtown", ()))


def test_a_job_nobody_has_heard_of_at_an_employer_is_not_the_employer():
    jobs = ("Fog Counter at Brask Software", *(f"Tarn {i} Software" for i in range(5)))
    people = told_by("<h2>Speakers</h2>" + cards(*zip(NAMES, jobs, strict=True), tag="h3"))
    assert people["Ada Kovač"][1] == "Brask Software"


def test_an_employer_named_in_words_of_programmes_is_told_by_those_beside_it():
    jobs = ("University of Oakford", "Hillside University", "Open Security Research", "The Harbour Nets Group", "Acme")
    cards = "".join(f"<div><h3>{name}</h3><h4>{job}</h4></div>" for name, job in zip(NAMES, jobs, strict=False))
    html = f"<h1>Speakers</h1>{cards}"
    found = [one for one, _ in shown(Page("https://conf.example/speakers/", html.encode())).people]
    assert [one.headline or one.employer for one in found] == [*jobs]


def test_lines_of_preformatted_text_are_lines():
    listed = "\n".join(f"* {name}, University of Sixtown, Norway" for name in NAMES)
    html = f"<h2>Plenary speakers</h2><pre>\n{listed}\n\n</pre>"
    assert told_by(html) == dict.fromkeys(NAMES, (None, "University of Sixtown", ()))


def test_preformatted_text_of_nothing_but_line_ends_is_bounded():
    page = Page(URL, f"<pre>{'a' + chr(10) * 3}{('b' + chr(10)) * 300_000}</pre>".encode())
    assert len(outline(page).tag) <= 400_002


def test_the_term_of_a_definition_is_told_by_what_follows_it():
    titles = {name: f"Slow harbours and fast tides, part {name[0]}" for name in NAMES}
    pairs = "".join(
        f"<dt><b>{titles[name]}</b></dt><dd>{name}</dd><p><a href=/{i}.pdf>Presentation Slides</a></p>"
        for i, name in enumerate(NAMES)
    )
    assert told_by(f"<h2>Talks</h2>{pairs}") == {name: (None, None, (title,)) for name, title in titles.items()}


def test_a_link_to_what_was_handed_in_is_no_employer():
    items = "".join(
        f"<h5>Tides of harbour {i} <a href=/{i}.pdf>Paper</a> <a href=/{i}.key>[Slides PDF]</a></h5><p>{name}</p>"
        for i, name in enumerate(NAMES)
    )
    assert {name: told[:2] for name, told in told_by(f"<h2>Programme</h2>{items}").items()} == dict.fromkeys(
        NAMES, (None, None)
    )


def test_the_name_of_somebody_else_on_the_page_is_no_job():
    cards = "".join(f"<div><h3>{name}</h3><p>Harbour pilot</p></div>" for name in NAMES[:3])
    html = f"<h2>Speakers</h2>{cards}<div><h3>{NAMES[3]}</h3><p>{NAMES[0]}</p></div>"
    assert told_by(html)[NAMES[3]][:2] == (None, None)
