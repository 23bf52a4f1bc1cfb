"""A flight stream served as a file: its elements drawn as a page, and read as one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.embedded.flight import drawn, is_served
from scraper.extract.website import website
from scraper.model import Sighting
from scraper.page import Page


def element(tag, *inside, **props):
    children = inside[0] if len(inside) == 1 else list(inside)
    return ["$", tag, None, {**props, "children": children}]


def stream(*rows):
    return "\n".join(['2:I[8070,["358","static/chunks/c15.js"],"default"]', *rows]) + "\n"


def card(name, role, employer):
    return element("div", element("h3", name), element("p", role), element("p", employer), className="card")


CARDS = [
    card("Ana Sedge", "Staff Engineer", "Heron Analytics GmbH"),
    card("Bo Tanner", "Product Manager", "Otter Software Ltd"),
    card("Mireille Okafor", "Head of Research", "University of Valletta"),
]


@pytest.mark.parametrize(
    ("tree", "html"),
    [
        (element("p", "Ana & Bo"), "<p>Ana &amp; Bo</p>"),
        (element("p", "Ana", " ", element("b", "Sedge")), "<p>Ana <b>Sedge</b></p>"),
        (element("img", None, src="/a.jpg", alt='"Ana"'), '<img src="/a.jpg" alt="&quot;Ana&quot;">'),
        (element("$L2", element("p", "Ana")), "<p>Ana</p>"),
        (element("script", "alert(1)"), ""),
        (element("p", 2031, True, None), "<p>2031</p>"),
        (element("p", "$undefined", className="$undefined"), "<p></p>"),
        (["", {"children": ["speakers", {"children": ["__PAGE__", {}]}]}, "$undefined", [element("p", "Ana")]], "<p>Ana</p>"),
        (element("p onload=x", "Ana"), "Ana"),
    ],
)  # fmt: skip
def test_stream_is_drawn(tree, html):
    assert drawn(stream("0:" + json.dumps([tree]))) == html


def test_stream_served_as_a_file_is_read_as_a_page():
    text = stream("0:" + json.dumps(["build", [element("main", element("h1", "Speakers"), *CARDS)]]))
    people = [
        one for one in website(Page("https://river.example/speakers.txt", text.encode())) if isinstance(one, Sighting)
    ]
    assert [one.name for one in people] == ["Ana Sedge", "Bo Tanner", "Mireille Okafor"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (stream('0:["$","p",null,{}]'), True),
        ('<!doctype html><p>0:["$",', False),
        ('{"a": ["$", 1]}', False),
        ("", False),
        ("0: nothing", False),
    ],
)
def test_stream_is_told_from_pages(text, is_one):
    assert is_served(text) is is_one


def test_stream_that_points_to_itself_ends():
    assert drawn('0:["$","div",null,{"children":["$0","$0"]}]\n').count("<div>") == 1


@given(st.text(max_size=60))
def test_stream_of_anything_never_raises(text):
    assert "<script" not in drawn(f"0:{text}\n")
