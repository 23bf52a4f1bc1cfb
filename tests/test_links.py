"""From any page to the pages that show the people."""

import pytest

from scraper.extract.links import Links, programme_page, speaker_pages
from scraper.extract.own.own_links import Targets, is_session, person_page
from scraper.page import Page

HOME = "https://conf.example/"


def follows(html, url=HOME, *, found_people=False):
    return [
        (one.url, one.fallback) for one in speaker_pages(Links(Page(url, html.encode())), found_people=found_people)
    ]


@pytest.mark.parametrize(
    "text",
    ["Speakers", "Line-up", "Referierende & Referenten", "Intervenants", "Ponentes", "Palestrantes", "Relatori", "Sprekers", "Prelegenci",
     "Řečníci", "Talare", "Konuşmacılar", "Спикеры", "Спікери", "登壇者", "讲者", "연사", "Ponents"],
)  # fmt: skip
def test_the_link_to_the_speakers_must_be_read(text):
    html = f'<a href="/a">About</a><a href="/x1">{text}</a><a href="/b">Tickets</a>'
    assert follows(html) == [(HOME + "x1", 0)]


def test_the_programme_is_a_fallback_beside_a_list_of_speakers():
    html = '<a href="/schedule">Schedule</a><a href="/speakers">Speakers</a><a href="/team">Team</a>'
    assert follows(html) == [(HOME + "speakers", 0), (HOME + "schedule", 1), (HOME + "team", 2)]


def test_the_programme_must_be_read_without_a_list_of_speakers():
    html = '<a href="/schedule">Schedule</a><a href="/keynote-ada-kovac">Keynote: Ada</a>'
    assert follows(html) == [(HOME + "keynote-ada-kovac", 0), (HOME + "schedule", 0)]


def test_the_newest_edition_is_preferred():
    html = '<a href="/2029/speakers">Speakers 2029</a><a href="/2031/speakers">Speakers</a><a href="/2030/speakers">Speakers</a>'
    assert follows(html) == [(HOME + "2031/speakers", 0)]
    assert follows(html, HOME + "2030/") == [(HOME + "2030/speakers", 0)]


@pytest.mark.parametrize(
    "href",
    [
        "https://elsewhere.example/speakers",
        "mailto:speakers@conf.example",
        "/speakers.pdf",
        "/call-for-speakers",
        "#speakers",
        "/login?to=speakers",
        "http://[",
    ],
)
def test_links_never_followed(href):
    assert follows(f'<a href="{href}">Speakers</a>') == []


def test_past_speakers_are_not_followed():
    assert follows('<a href="/old">Past speakers</a>') == []


def test_a_list_of_speakers_wishes_for_its_next_page_only():
    url = HOME + "speakers"
    html = (
        '<a href="/speakers?page=2">Next</a><a rel="next" href="/speakers?page=2">2</a><a href="/schedule">Schedule</a>'
    )
    assert follows(html, url, found_people=True) == [(url + "?page=2", 0)]


def test_the_next_page_of_something_else_is_left():
    assert (
        follows(
            '<a rel="next" href="/blog/2">Next</a><a href="/news?page=2">Next</a>', HOME + "speakers", found_people=True
        )
        == []
    )


def test_json_has_no_links():
    assert follows('{"a": "<a href=/speakers>Speakers</a>"}') == []


@pytest.mark.parametrize(
    ("href", "text", "expected"),
    [
        ("/who/ada-kovac", "", HOME + "who/ada-kovac"),
        ("/s/17/", "Ada Kovač", HOME + "s/17/"),
        ("/speakers/17", "Photo", HOME + "speakers/17"),
        ("/talks/ada-kovac/index.html", "Boats", HOME + "talks/ada-kovac/index.html"),
        ("/b/9", "Read more", HOME + "b/9"),
        ("/b/9", "Boats", None),
        ("#ada", "Ada Kovač", None),
        ("https://elsewhere.example/ada-kovac", "Ada Kovač", None),
        ("/img/ada-kovac.jpg", "Ada Kovač", None),
        ("/", "Ada Kovač", None),
    ],
)
def test_a_persons_own_page(href, text, expected):
    assert person_page(Targets(Page(HOME, b"<p>x</p>")), [(href, text)], frozenset(("ada", "kovac"))) == expected


@pytest.mark.parametrize(
    ("href", "text", "several", "expected"),
    [
        ("/talks/7", "Boats", False, HOME + "talks/7"),
        ("/talks/7", "Boats", True, HOME + "talks/7"),
        ("/closing-panel.html", "[details]", False, HOME + "closing-panel.html"),
        ("/sponsortalk-acme.html", "[details]", False, HOME + "sponsortalk-acme.html"),
        ("/speakers/17", "Li", False, HOME + "speakers/17"),
        ("/speakers/17", "Li", True, None),
        ("/speakers", "More", False, None),
        ("/our-speakers", "More", False, None),
    ],
)
def test_the_page_of_a_talk_will_do(href, text, several, expected):
    found = person_page(
        Targets(Page(HOME, b"<p>x</p>")), [(href, text)], frozenset(("ada", "kovac")), or_talk=True, of_several=several
    )
    assert found == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("talks/7", True), ("closing-panel.html", True), ("talks/ada-kovac", False), ("speakers/7", False), ("", False)],
)
def test_the_address_of_a_session(path, expected):
    assert is_session(HOME + path, frozenset(("ada", "kovac"))) is expected


def test_the_programme_is_found_by_its_link():
    html = '<a href="/speakers">Speakers</a><a href="/x9">Timetable</a><a href="https://elsewhere.example/schedule">Schedule</a>'
    assert programme_page(Links(Page(HOME, html.encode()))) == HOME + "x9"
    assert programme_page(Links(Page(HOME, b"<a href='/a'>About</a>"))) is None
    assert programme_page(Links(Page(HOME, b"{}"))) is None


def test_results_of_a_call_are_a_programme():
    html = '<a href="/cfp">Call for Proposal Results</a><a href="/speak">Call for proposals</a>'
    assert follows(html) == [(HOME + "cfp", 0)]


@pytest.mark.parametrize(
    "base",
    ["https://2031.jsharbour.example/", "https://www.share-terms.example/", "https://ticket-cart.example/"],
)
def test_what_a_host_is_called_keeps_nobody_from_its_people(base):
    assert follows(f'<a href="{base}speakers">Speakers</a>', base) == [(f"{base}speakers", 0)]


@pytest.mark.parametrize(
    "href", ["/cartagena/speakers", "/progress-day/speakers", "?page=speakers", "/x.php?p=speakers"]
)
def test_a_word_within_another_keeps_nobody_from_the_people(href):
    assert [url for url, _ in follows(f'<a href="{href}">Speakers</a>')] == [Page(HOME, b"").absolute(href)]


@pytest.mark.parametrize(
    "link",
    [
        '<map><area href="/speakers" alt="Speakers"></map>',
        "<button onclick=\"window.location.href='/speakers'\">Speakers</button>",
        "<div onclick=\"location = '/speakers'\">Who speaks</div>",
        '<a href="/speakers"><img src="s.png" alt="Speakers"></a>',
        '<a href="/p7"><img src="s.png" alt="Speakers"></a>',
        '<a href="/p7">Predavači</a>',
    ],
)
def test_links_of_other_makes_are_links(link):
    assert len(follows(link)) == 1


EDITIONS = '<nav><a href="/2030/">2030</a><a href="/2031/">Harbour Conf 2031</a><a href="/2029.html">2029</a></nav>'


def test_the_newest_edition_is_tried_where_the_first_page_leads_to_nobody():
    assert follows(EDITIONS) == [(HOME + "2031/", 1), (HOME + "2030/", 2), (HOME + "2029.html", 3)]
    assert follows(EDITIONS + '<a href="/speakers">Speakers</a>')[0] == (HOME + "speakers", 0)
    assert follows(EDITIONS, HOME + "2030/") == []


def test_an_edition_older_than_the_page_is_about_is_not_tried():
    about = "<title>Harbour Conf 2031</title><h1>Harbour Conf 2031</h1>"
    assert follows(about + EDITIONS) == [(HOME + "2031/", 1)]
    assert follows(about.replace("2031", "2032") + EDITIONS) == []


def test_the_speakers_of_an_older_edition_are_left_where_those_of_this_one_have_a_page():
    about = "<title>Harbour Conf 2031</title><h1>Harbour Conf 2031</h1>"
    links = '<a href="/speakers">Speakers</a><a href="/2030/speakers">Speakers 2030</a>'
    assert follows(about + links) == [(HOME + "speakers", 0)]
