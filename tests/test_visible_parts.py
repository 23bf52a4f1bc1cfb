"""The steps of reading a page's visible structure, one by one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.extract.own.about import about
from scraper.extract.visible import shown
from scraper.extract.visible.lines import lines
from scraper.extract.visible.mentions import Person, label, odd_name, people, readings
from scraper.extract.visible.outline import outline
from scraper.extract.visible.texts import (
    is_aside,
    is_break,
    is_contact,
    is_date,
    is_furniture,
    is_room,
    title_of,
)
from scraper.extract.website import website, website_and_links
from scraper.model import LeftOut, Sighting
from scraper.page import Follow, Page
from scraper.recognise.names import name_key
from scraper.recognise.places import is_place

URL = "https://conf.example/2031/speakers/"


def page(html, url=URL):
    return Page(url, html.encode())


def texts_of(html):
    return [line.text for line in lines(outline(page(html)))]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Ada <span>Kovač</span></h2>", ["Ada Kovač"]),
        ("<h2>Ada<span>Kovač</span></h2>", ["Ada Kovač"]),
        ("<p><b>Ada Kovač</b><span>Acme Ltd</span></p>", ["Ada Kovač", "Acme Ltd"]),
        ("<p><span>Ada</span> <span>Kovač</span></p>", ["Ada Kovač"]),
        ("<li><a>Ada Kovač</a> Acme</li>", ["Ada Kovač Acme"]),
        ("<p>Ada<br>CTO<br>Acme</p>", ["Ada", "CTO", "Acme"]),
        ("<p>@<!-- -->Acme</p>", ["@Acme"]),
        ("<p>CTO<!-- -->, <!-- -->Acme</p>", ["CTO, Acme"]),
        ("<div>before<p>inside</p>after</div>", ["before", "inside", "after"]),
        ("<a><div>Ada</div><div>Acme</div></a>", ["Ada", "Acme"]),
        ("<p>A <script>var x=1</script><style>p{}</style>B</p>", ["A B"]),
        ("<p> \n </p><p><b> </b></p>", []),
        ("", []),
    ],
)
def test_lines(html, expected):
    assert texts_of(html) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Kovač", ["Ada Kovač"]),
        ("Ada Kovač & Li Wei", ["Ada Kovač", "Li Wei"]),
        ("Ada Kovač and Tomasz Bielak", ["Ada Kovač", "Tomasz Bielak"]),
        ("Ada Kovač, Tomasz Bielak und Amara Nwosu", ["Ada Kovač", "Tomasz Bielak", "Amara Nwosu"]),
        ("Kovač, Ada", ["Kovač, Ada"]),
        ("Ada Kovač / adak", ["Ada Kovač"]),
        ("Ada Kovač | adak", ["Ada Kovač"]),
        ("Ada | kovtnm", ["Ada | kovtnm"]),  # half of how somebody is called
        ("Ada | nurse", []),
        ("Ada Kovač | Milo Tanaka", ["Ada Kovač", "Milo Tanaka"]),
        ("王小明 / Papaya", ["王小明"]),
        ("王海波&李晓兰", ["王海波", "李晓兰"]),
        ("Dr. A Vikram Rathore", ["Dr. A Vikram Rathore"]),
        ("Ada Kovač, Milo Tanaka, Ines Duarte, Asia Brook", ["Ada Kovač", "Milo Tanaka", "Ines Duarte", "Asia Brook"]),
        ("김민수, 이영희, 박서준, 크리스토퍼", ["김민수", "이영희", "박서준", "크리스토퍼"]),
        ("(Ada Kovač, Milo Tanaka, Ines Duarte)", ["Ada Kovač", "Milo Tanaka", "Ines Duarte"]),
        ("(Ada Kovač", ["Ada Kovač"]),  # the list goes on behind her
        ("Coffee & Cake", []),
        ("TBA", []),
        ("", []),
    ],
)
def test_people_of_a_text(text, names):
    assert [one.name for one in people(text)[0]] == names


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ada Kovač (Acme Ltd)", Person("Ada Kovač", "Acme Ltd")),
        ("Ada Kovač (Retd.)", Person("Ada Kovač (Retd.)")),
        ("Ada (Addie) Kovač", Person("Ada (Addie) Kovač")),
        ("Ada Kovač (Tijuana, Baja California)", Person("Ada Kovač", "Tijuana, Baja California")),
    ],
)
def test_what_stands_in_brackets(text, person):
    assert people(text)[0] == (person,)


@pytest.mark.parametrize(
    ("text", "kind", "name", "before", "after"),
    [
        ("Ada Kovač - CTO at Acme", "head-", "Ada Kovač", "", " - CTO at Acme"),
        ("Ada Kovač, Acme Ltd", "head,", "Ada Kovač", "", ", Acme Ltd"),
        ("Boats at scale - Ada Kovač", "tail-", "Ada Kovač", "Boats at scale", ""),
        ("Boats at scale by Ada Kovač", "tail by", "Ada Kovač", "Boats at scale", ""),
        ("10:30 Ada Kovač", "whole", "Ada Kovač", "", ""),
        ("Boats at scale (Ada Kovač)", "brackets", "Ada Kovač", "Boats at scale ", ""),
        ("Ada Kovač is a staff engineer at Acme Ltd, by the sea.", "sentence", "Ada Kovač", "", ""),
        ("花沢由紀 / 株式会社ドリーム", "head/", "花沢由紀", "", " / 株式会社ドリーム"),
        ("花沢由紀 - 株式会社ドリーム", "head-", "花沢由紀", "", " - 株式会社ドリーム"),
        ("Boats at scale. Ada Kovač (Acme Ltd)", "tail.", "Ada Kovač", "Boats at scale", ""),
    ],
)
def test_readings_of_a_line(text, kind, name, before, after):
    found = {one.kind: one for one in readings(text)}
    got = found[kind]
    assert (got.people[0].name, got.before, got.after) == (name, before, after)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moderator: Ada", ("Ada", "moderator")),
        ("Speaker: Ada", ("Ada", "speaker")),
        ("by Ada", ("Ada", None)),
        ("Ada: Boats", ("Ada: Boats", None)),
    ],
)
def test_label_in_front_of_a_name(text, expected):
    assert label(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nullpier", True),
        ("Mr.Buoy", True),
        ("Coffee Break", False),
        ("TBA", False),
        ("a b c d e f", False),
        ("What?", False),
    ],
)
def test_odd_names(text, expected):
    assert odd_name(text) is expected


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        (is_place, "Berlin, Germany", "Acme"),
        (is_room, "Hall 4", "Halloway Group"),
        (is_room, "Conference Hall 6", "Northern Hall Group"),
        (is_date, "Sun 27 Sep", "Sun Microsystems"),
        (is_break, "Coffee break", "Lunchbox Inc"),
        (is_furniture, "Read more »", "Ada"),
        (is_contact, "ada@conf.example", "Ada"),
        (is_aside, "Workshops", "Staff Engineer"),
        (is_aside, "Friday 17:00 | Room A", "Analyst | Room to Read"),
        (is_aside, "#DevOps", "# 1 Bakery"),
        (is_aside, "January 8, 2031 By Tomasz Bielak", "Since 2031 harbour pilot"),
        (is_aside, "8. Januar 2031 von Tomasz Bielak", "Curator of Salon 12 2031"),
        (is_aside, "2031年1月8日", "2031-A Ltd"),
        (is_place, "france", "x" * 80),
        (is_date, "Friday", "y" * 80),
    ],
)
def test_questions_to_a_text(question, yes, no):
    assert (question(yes), question(no)) == (True, False)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("10:30 - 11:00 - Boats at scale", "Boats at scale"),
        ("1A-3", None),
        ("Lunch", None),
        ("10:30 Boats for bees (long)", "Boats for bees (long)"),
    ],
)
def test_title_of_a_talk(text, title):
    assert title_of(text) == title


CARDS = "".join(
    f'<div class="c"><h3>{name}</h3><p>{org}</p><a href="/people/{i}/">More</a></div>'
    for i, (name, org) in enumerate(
        [("Ada Kovač", "Acme Ltd"), ("Tomasz Bielak", "Norwind"), ("Amara Nwosu", "Lagos Loom")]
    )
)


def test_details_are_asked_for_where_facts_are_missing():
    follows = [one for one in website_and_links(page(f"<h1>Speakers</h1>{CARDS}")) if isinstance(one, Follow)]
    assert [(one.url, one.known.name, one.fallback) for one in follows] == [
        ("https://conf.example/people/0/", "Ada Kovač", 0),
        ("https://conf.example/people/1/", "Tomasz Bielak", 0),
        ("https://conf.example/people/2/", "Amara Nwosu", 0),
    ]


def test_a_page_of_a_thousand_asks_for_every_one_of_them():
    given, family = (
        ["Ada", "Tomasz", "Amara", "Zofia", "Bo", "Elio", "Işıl", "Łucja", "Nia", "Petra"],
        ["Kovač", "Bielak", "Nwosu", "Lind", "Marsh"],
    )
    cards = "".join(
        f'<div class="c"><h3>{given[i % 10]} {family[i // 10 % 5]}{"abcdefghij"[i // 50 % 10]}{"klmn"[i // 500]}</h3>'
        f'<p>Norwind</p><a href="/people/{i}/">More</a></div>'
        for i in range(1000)
    )
    follows = [one for one in website_and_links(page(f"<h1>Speakers</h1>{cards}")) if isinstance(one, Follow)]
    assert {one.url for one in follows} == {f"https://conf.example/people/{i}/" for i in range(1000)}


DETAIL = """<nav><a href="/">Home</a></nav><main><h1>Ada Kovač</h1><p>Staff Engineer, Acme Ltd</p>
<p>Ada builds boats out of numbers and has done so since the harbour was dug, twenty years ago, by her aunt.</p></main>
<aside><h3>More speakers</h3><p>Tomasz Bielak</p></aside><footer>Ada Kovač</footer>"""


def test_a_persons_own_page_is_read_for_that_person_only():
    known = Sighting(name="Ada Kovač", method="cards")
    (found,) = about(page(DETAIL), known=known)
    assert (found.name, found.headline) == ("Ada Kovač", "Staff Engineer, Acme Ltd")
    assert found.bio.startswith("Ada builds boats")


def test_a_persons_own_page_under_a_handle():
    html = (
        "<main><h1>adak</h1><div>Job title:</div><div>Harbour Pilot</div><div>Company:</div><div>Acme Ltd</div></main>"
    )
    (found,) = about(page(html), known=Sighting(name="Ada Kovač"))
    assert (found.name, found.role, found.employer) == ("Ada Kovač", "Harbour Pilot", "Acme Ltd")


@pytest.mark.parametrize("html", ["<p>Nobody here</p>", "", '{"a": 1}'])
def test_a_page_of_somebody_else_gives_nothing(html):
    assert list(about(page(html), known=Sighting(name="Ada Kovač"))) == []


def test_the_sites_own_name_is_left_out():
    html = "<h1>Speakers</h1>" + "".join(
        f"<h3>{name}</h3><p>x</p>" for name in ("Ada Kovač", "Tomasz Bielak", "Amara Nwosu", "Harbour Ada")
    )
    found = list(website(page(html, "https://harbourada.example/speakers")))
    assert [one.name for one in found if isinstance(one, LeftOut)] == ["Harbour Ada"]


def test_data_is_named_as_the_page_shows():
    html = """<h1>Speakers</h1><h3>Kovač, Ada</h3><p>x</p><h3>Tomasz Bielak</h3><p>x</p><h3>Amara Nwosu</h3><p>x</p>
    <script type="application/ld+json">{"@type":"Event","name":"Conf","performer":[{"@type":"Person","name":"Kovač"},
    {"@type":"Person","name":"Tomasz Bielak & Amara Nwosu"}]}</script>"""
    people_found = [one for one in website(page(html)) if isinstance(one, Sighting)]
    assert sorted(name_key(one.name) for one in people_found) == ["ada kovac", "amara nwosu", "bielak tomasz"]


def test_past_speakers_count_where_nobody_else_is_shown():
    cards = "".join(f"<div><h3>{name}</h3><p>Acme</p></div>" for name in ("Ada Kovač", "Tomasz Bielak", "Amara Nwosu"))
    only_past = f"<h2>Past speakers</h2>{cards}"
    both = f"<section><h2>Speakers</h2><div><h3>Renzo Castellani</h3><p>Acme</p></div></section><section>{only_past}</section>"
    assert len([one for one, _ in shown(page(only_past)).people]) == 3
    assert [one.name for one, _ in shown(page(both)).people] == ["Renzo Castellani"]


@pytest.mark.parametrize("tag", ["div", "ul", "span", "b"])
def test_deep_nesting_is_walked(tag):
    depth = 200 if tag == "b" else 1500
    assert shown(page(f"<{tag}>" * depth + "Ada Kovač" + f"</{tag}>" * depth, "https://conf.example/")).people == []


def test_a_page_of_one_line_many_marks_ends():
    assert shown(page("<p>" + "Ada - " * 5000 + "</p>")).people == []


@given(st.text(alphabet="<>/abp hr1=\"'&;AKLi ", max_size=400))
@example("<>")
def test_no_markup_breaks_the_reader(html):
    shown(page(html))


@pytest.mark.parametrize("pronouns", ["(She/Her)", "(she / her)", "[They/Them]", "(He/Him/His)"])
def test_pronouns_behind_a_name_are_no_part_of_it_and_no_job(pronouns):
    html = f"<h1>Speakers</h1><h2>Dr. Ada Kovač {pronouns}</h2><p>{'Ropes and tides. ' * 12}</p><h2>Noor Haddad {pronouns}</h2>"
    found = [one for one, _ in shown(page(html)).people]
    assert [(one.name, one.headline) for one in found] == [("Dr. Ada Kovač", None), ("Noor Haddad", None)]


@pytest.mark.parametrize("name", ["Rui Pedro da Silva Coutinho", "Ana Rita da Costa Lima", "Marco Antonio da Fonseca"])
def test_a_particle_within_a_name_parts_no_two_people(name):
    assert [one.name for one in people(name)[0]] == [name]
