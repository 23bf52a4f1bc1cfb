"""Schedules in Pentabarf's form: addresses, links on pages, and XML that means harm."""

import pytest

from adapters import frab
from scraper import registry
from scraper.crawl import Crawl, read
from scraper.errors import NotAPage
from scraper.extract.formats.xml_tree import root_name, told, tree
from scraper.model import Sighting
from scraper.page import Follow, Page

XML = "https://fahrplan.river.example/2031/schedule.xml"
TALK = "<event id='1'><title>Wells</title><persons><person id='7'>Ana Reyes</person></persons>{}</event>"
SCHEDULE = "<schedule>{0}<conference><title>River Days</title></conference><day date='2031-05-04'><room name='A'>{1}</room></day></schedule>"


def whole(more="", *, head="", event=TALK):
    return SCHEDULE.format(head, event.format(more)).encode()


@pytest.mark.parametrize(
    ("url", "mine"),
    [
        (XML, True),
        ("https://fahrplan.river.example/2031/schedule.json?v=2", True),
        ("https://debconf.river.example/schedule/pentabarf.xml", True),
        ("https://river.example/2031/schedule/xml", True),
        ("https://river.example/program/frab.xml", True),
        ("https://river.example/schedule/2031.frab", True),
        ("https://river.example/2031/everything.schedule.xml", True),
        ("https://cfp.river.example/2031/schedule/export/schedule.xml", False),
        ("https://river.example/2031/schedule.html", False),
        ("https://river.example/2031/schedule/", False),
        ("https://river.example/?next=/schedule.xml", False),
    ],
)
def test_frab_owns_only_its_addresses(url, mine):
    assert frab.adapter.matches(url) is mine


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="/2031/schedule.xml">XML</a>', [XML]),
        ('<a href="schedule.json">JSON</a><a href="schedule.xml">XML</a>', [XML]),
        ('<link rel=alternate href="schedule.json">', ["https://fahrplan.river.example/2031/schedule.json"]),
        ('<a href="/schedule/pentabarf.xml">x</a>', ["https://fahrplan.river.example/schedule/pentabarf.xml"]),
        ('<a href="schedule.ics">x</a> schedule.xml', []),
        ('<a href="schedule/export/schedule.xml">x</a>', []),
        ("".join(f'<a href="/{year}/schedule.xml">{year}</a>' for year in range(2028, 2032)), []),
    ],
)
def test_frab_found_behind_a_page(html, found):
    assert list(frab.embedded(Page("https://fahrplan.river.example/2031/", f"<body>{html}".encode()))) == found


def test_frab_hands_what_pretalx_wrote_to_pretalx():
    body = whole("<url>https://cfp.river.example/2031/talk/ABCDEF/</url>")
    page = Page("https://river.example/schedule.xml", body)
    assert registry.for_saved(Page("file:///x.xml", body)).name == "pretalx"
    found = list(frab.extract(page))
    follows = [one.url for one in found if isinstance(one, Follow)]
    assert follows == ["https://cfp.river.example/2031/schedule/export/schedule.json"]
    assert [(one.name, one.record_id) for one in found if isinstance(one, Sighting)] == [("Ana Reyes", "7")]


def test_frab_one_name_is_one_person_whatever_the_ids():
    body = whole(event=TALK.format("") + TALK.replace("'7'", "'8'").replace("Wells", "Locks"))
    found = [one for one in frab.extract(Page(XML, body)) if isinstance(one, Sighting)]
    assert [(one.name, one.record_id) for one in found] == [("Ana Reyes", "7")]


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("Wells & Springs", "Wells & Springs"),
        ("Wells&nbsp;&mdash; Springs", "Wells — Springs"),
        ("Wells &amp; &#8220;Springs&#8221;", "Wells & “Springs”"),
        ("Wells \x0b Springs", "Wells Springs"),
        ("Wells &nosuch; Springs", "Wells &nosuch; Springs"),
        ("Wells &lt; Springs &copy;", "Wells < Springs ©"),
    ],
)
def test_xml_is_mended_where_people_break_it(title, read_as):
    assert told(tree(Page(XML, f"<schedule><title>{title}</title></schedule>".encode())), "title") == read_as


@pytest.mark.parametrize(
    "body",
    [
        b"<schedule><day></schedule>",
        b"<schedule>",
        b'<!DOCTYPE schedule [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><schedule>&b;</schedule>',
        b'<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>',
        b"<schedule>" + b"<day>" * 5_000 + b"</day>" * 5_000 + b"</schedule>",
    ],
)
def test_xml_that_is_broken_or_means_harm_is_no_page(body):
    with pytest.raises(NotAPage):
        tree(Page(XML, body))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"<?xml version='1.0' encoding='latin-1'?><!-- by hand --><schedule/>", "schedule"),
        (b"<!DOCTYPE schedule><schedule x='1'>", "schedule"),
        (b"\xef\xbb\xbf<schedule>", "schedule"),
        (b"<!doctype html><html>", "html"),
        (b"{}", ""),
        (b"<schedule", ""),
    ],
)
def test_root_of_xml_is_named_without_reading_it(body, name):
    assert root_name(Page(XML, body)) == name


def test_data_at_an_address_that_tells_nothing_is_handed_over():
    url = "https://river.example/files/42"
    crawl = Crawl(registry.find(url), url, platforms=registry.platforms())
    while not crawl.done:
        for step in crawl.wants(1):
            page = Page(url, whole())
            crawl.take(step, page, read(step, page))
    harvest = crawl.harvest()
    assert [(one.name, one.talks, one.method) for one in harvest.sightings] == [("Ana Reyes", ("Wells",), "data/frab")]
    assert harvest.adapter == "frab"
