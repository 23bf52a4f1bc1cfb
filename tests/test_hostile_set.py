"""Pages made to hang or to fill: each trap at a hundredth of its size is read or refused quickly, by name.

What they cost at full size is measured by tests/bench/hostile.py.
"""

from __future__ import annotations

import asyncio
import importlib
import time

import pytest
from traps import PACKED, TRAPS

from scraper import reading, registry
from scraper.crawl import Crawl, look
from scraper.errors import CoffeechatError, NotAPage, TooLarge
from scraper.extract.embedded import js_literal
from scraper.extract.visible.outline import MAX_DEEP, MAX_NODES, outline
from scraper.fetch import body
from scraper.markup import parse
from scraper.page import MAX_JSON_CONTAINERS, Page

SMALL = 0.01
WITHIN = 20.0  # a trap that works takes minutes; without coverage's tracing all are done in one or two seconds


@pytest.mark.parametrize("name", TRAPS)
def test_trap_is_read_or_refused_in_time(name):
    ending, make = TRAPS[name]
    page = Page(f"https://conf.example/speakers{ending}", make(SMALL))
    began, refused = time.process_time(), None
    try:
        crawl = Crawl(registry.for_saved(page), page.url, platforms=registry.platforms(), may=lambda _: False)
        step = crawl.wants(1)[0]
        crawl.take(step, page, look(step, page, registry.platforms()))
        reading.make(crawl.harvest(), url=page.url)
    except CoffeechatError as problem:
        refused = problem.message
    assert time.process_time() - began < WITHIN
    assert refused is None or len(refused) > 20


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("100,000 nested div", "nested deeper"),
        ("100,000 nested b and i", "nested deeper"),
        ("200,000 attributes", "more attributes"),
        ("30 MB page", "larger than 12 million"),
        ("11 MB page of 50,000 cards", "more than 400,000 tags"),
    ],
)
def test_what_no_real_page_has_is_refused_at_full_size_by_name(name, said):
    text = TRAPS[name][1](1.0).decode()
    began = time.process_time()
    with pytest.raises(TooLarge, match=said):
        parse(text)
    assert time.process_time() - began < WITHIN


@pytest.mark.parametrize("name", PACKED)
def test_bomb_is_left_at_the_limit(name):
    encoding, make = PACKED[name]
    bomb = make(1 / 64)  # 16 MB unpacked, beyond what is taken

    async def chunks():
        yield bomb

    with pytest.raises(body.OversizeError):
        asyncio.run(body.read(chunks(), encoding=encoding))


def test_json_of_more_than_any_conference_is_refused_before_it_is_built():
    with pytest.raises(NotAPage, match="more than any conference"):
        _ = Page("https://conf.example/a.json", b"[" + b"{}," * MAX_JSON_CONTAINERS + b"{}]").json


def test_outline_of_a_deep_page_is_cut_where_climbing_would_cost_too_much():
    deep, wide = 1_900, MAX_DEEP // 1_900 + 5_000
    laid = outline(Page("https://conf.example/", b"<div>" * deep + b"<p>x</p>" * wide))
    assert deep < len(laid.tag) < min(2 * wide, MAX_NODES)


def test_page_of_more_lines_than_any_real_one_is_refused_by_name(monkeypatch):
    visible = importlib.import_module("scraper.extract.visible")  # the package's name is that of its function, too
    monkeypatch.setattr(visible, "MAX_LINES", 100)
    lines = [f"<p>Anna Example{number}</p>" for number in range(101)]
    assert visible.shown(Page("https://conf.example/", "".join(lines[:100]).encode())).lines
    with pytest.raises(TooLarge, match="more than 100 lines of text"):
        visible.shown(Page("https://conf.example/", "".join(lines).encode()))


def test_functions_and_their_parameters_have_an_end():
    for text in ("(function(a", "(function(a,1){return 1}(2))", "(function(){return " * 6 + "1" + "}())" * 6):
        with pytest.raises(ValueError, match=r"parameter|functions"):
            js_literal.read(text)
    assert js_literal.read("(function(a){return (function(b){return b}(a))}(3))") == 3
