"""The guard before the parser: hostile pages are refused quickly, whatever they hide behind; ordinary pages pass."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scraper.errors import TooLarge
from scraper.markup import MAX_ATTRIBUTES, MAX_CHARACTERS, MAX_CROWD, MAX_DEPTH, MAX_FORMATTING, MAX_TAGS, parse
from scraper.page import Page

MANY = 100_000
PAGES = Path(__file__).parents[2] / "shared" / "accuracy" / "pages"
DEEP = "the page's tags are nested deeper than any real page's"
CROWDED = "one tag of the page has more attributes than any real page's"


def numbered(pattern, count=20_000):
    return "".join(pattern.replace("{}", str(i)) for i in range(count))


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * MANY, id="open"),
        pytest.param("<div>" * MANY + "</div>" * MANY, id="closed in the end"),
        pytest.param("<DIV\n>" * MANY, id="written oddly"),
        pytest.param("<x-card>" * MANY, id="names nobody knows"),
        pytest.param("<div></span>" * MANY, id="closed by another name"),
        pytest.param("<div/>" * MANY, id="a slash closes no element of HTML"),
        pytest.param("<optgroup>" * MANY, id="outside of where they belong"),
        pytest.param("<table><tr><td>" * MANY, id="tables in tables"),
        pytest.param(("<div>" * 1000 + "<!--" + "</div>" * 1000 + "-->") * 50, id="closed in a comment"),
        pytest.param(("<div>" * 1000 + "<script>" + "</div>" * 1000 + "</script>") * 50, id="closed in a script"),
        pytest.param(("<div>" * 1000 + "<style>" + "</div>" * 1000 + "</STYLE >") * 50, id="closed in a style"),
        pytest.param(
            ("<div>" * 1000 + "<script><!-- <script></script>" + "</div>" * 1000 + "--></script>") * 50,
            id="closed in a script in a script",
        ),
        pytest.param(("<div>" * 1000 + "<a x='" + "</div>" * 1000 + "'>") * 50, id="closed in an attribute"),
        pytest.param(("<div>" * 1000 + "<!x " + "</div " * 1000 + ">") * 50, id="closed in a declaration"),
        pytest.param("<!-->" + "<div>" * MANY + "-->", id="after a comment that is over at once"),
        pytest.param("<!-- x --!>" + "<div>" * MANY + "-->", id="after a comment that ends oddly"),
        pytest.param("<title><script></title>" + "<div>" * MANY + "</script>", id="after a script in a title"),
        pytest.param("<svg>" + "<a>" * MANY, id="shallow elements in a drawing"),
        pytest.param("<svg><style>" + "<g>" * MANY + "</style>", id="in what is no raw text in a drawing"),
        pytest.param("<svg></svg>" + "<path/>" * MANY, id="drawn outside of a drawing"),
        pytest.param("<svg><p>" + "<path/>" * MANY, id="drawn where HTML ended the drawing"),
        pytest.param("<svg><foreignObject>" + "<path/>" * MANY, id="drawn where it is HTML again"),
        pytest.param("<svg>" + ("<g>" * 900 + "<![CDATA[>" + "</g>" * 900 + "]]>") * 9, id="closed in CDATA"),
        pytest.param(numbered("<b {}><i {}>", 3000), id="formatting with attributes"),
        pytest.param("<font size=1><p>" * 5000, id="formatting with paragraphs"),
        pytest.param("<b></i>" * 5000, id="formatting closed by another name"),
    ],
)
def test_parse_what_nests_too_deeply_is_refused_quickly(markup):
    began = time.process_time()
    with pytest.raises(TooLarge) as caught:
        parse("<!doctype html><html><body>" + markup, url="http://example.org/")
    assert (caught.value.message, caught.value.url) == (DEEP, "http://example.org/")
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    "attributes",
    [
        pytest.param(numbered(" a{}={}", 50_000), id="values"),
        pytest.param(numbered(" a{}", 50_000), id="no values"),
        pytest.param(numbered("/a{}", 50_000), id="slashes between"),
        pytest.param(numbered(' a{}=">"', 50_000), id="quoted ends of tags"),
        pytest.param(numbered(" a{} = '<'", 50_000), id="quoted beginnings of tags"),
        pytest.param(' x=""' + numbered('a{}="x"', 50_000), id="nothing between"),
        pytest.param(numbered(" <a{}", 50_000), id="beginnings of tags"),
        pytest.param(' b"c="' + numbered(" a{}", 50_000), id="a quote in a name"),
    ],
)
@pytest.mark.parametrize("end", [">", ""])
def test_parse_a_tag_with_too_many_attributes_is_refused_quickly(attributes, end):
    began = time.process_time()
    with pytest.raises(TooLarge, match=CROWDED):
        parse("<!doctype html><html><body><div" + attributes + end)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x" * (MAX_CHARACTERS + 1), "larger than 12 million characters"),
        ("<p>" * (MAX_TAGS + 1), "more than 400,000 tags"),
        ("<a " * (MAX_TAGS + 1), "more than 400,000 tags"),
        ("<!--" * (MAX_TAGS + 1), "more than 400,000 tags"),
        (f"<p {numbered(' a{}', 500)}>x</p>" * (MAX_CROWD // 500 + 1), "the page's tags have more attributes"),
        (f"<p {numbered(' a{}', 31)}>x</p>" * (MAX_CROWD // 31 + 1), "the page's tags have more attributes"),
    ],
)
def test_parse_beyond_every_real_size_is_refused_quickly(text, what):
    began = time.process_time()
    with pytest.raises(TooLarge, match=what):
        parse(text)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(("<a x" * 500 + ">") * 190, id="tags in tags"),
        pytest.param("<script>" + "<!--" * 100_000, id="comments in a script that never ends"),
        pytest.param("<b>x</b>" * 300 + "<script>" + "<!-- <script></script>" * 3_000, id="scripts in comments"),
        pytest.param("<b>x</b>" * 300 + "<!--" + "--" * 500_000, id="a comment that never ends"),
        pytest.param("<b>x</b>" * 300 + "<![CDATA[" + "<" * 50_000, id="CDATA that never ends"),
        pytest.param(('<a x="y" ' * 50 + 'z="' + "v" * 100_000 + '">') * 30, id="one long value after many tags"),
    ],
)
def test_parse_what_looks_slow_to_look_at_is_not(text):
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize(
    ("markup", "query", "count"),
    [
        pytest.param("<div>" * 500 + "x" + "</div>" * 500, "div", 500, id="deep, but not too deep"),
        pytest.param("<p>one" * 5000, "p", 5000, id="paragraphs nobody closed"),
        pytest.param("<ul>" + "<li><b>A</b> <em>B</em>" * 3000 + "</ul>", "em", 3000, id="a list nobody closed"),
        pytest.param("<table>" + "<tr><td>x<td>y" * 2000 + "</table>", "td", 4000, id="a table nobody closed"),
        pytest.param("<br><img src=x><hr>" * 2000, "img", 2000, id="elements that hold nothing"),
        pytest.param("<div class=card><h3>A</h3></div>" * 3000, "h3", 3000, id="many cards"),
        pytest.param(
            "<svg><title>t</title><path d='M0'/><use href='#a'/></svg>" * 2000, "svg", 2000, id="many drawings"
        ),
        pytest.param("<math><mi>x</mi><mo/></math>" * 1500, "mi", 1500, id="many formulas"),
        pytest.param("<script>" + '"<b><div>",' * 9000 + "</script><p>x", "p", 1, id="markup in a script"),
        pytest.param("<script>if(a<b)" + " c" * 9000 + "</script><p>x", "p", 1, id="less than in a script"),
        pytest.param("<!--" + "<b>" * 9000 + "--><p>x", "p", 1, id="markup in a comment"),
        pytest.param("<textarea>" + "<b>" * 9000 + "</textarea><p>x", "p", 1, id="markup in a field"),
        pytest.param("<p>a < b</ >" * 2500, "p", 2500, id="signs that are no tags"),
        pytest.param(f"<p {numbered(' a{}', MAX_ATTRIBUTES - 1)}>x</p>", "p", 1, id="many attributes"),
        pytest.param(f"<p {numbered(' a{}', 30)}>x</p>" * 9_000, "p", 9_000, id="as many attributes as tags may have"),
        pytest.param('<p x="' + "y " * 50_000 + '">x</p>', "p", 1, id="a long attribute"),
        pytest.param("<b>" * (MAX_FORMATTING - 1) + "x", "b", MAX_FORMATTING - 1, id="much formatting"),
    ],
)
def test_parse_ordinary_if_sloppy_pages_pass(markup, query, count):
    assert len(parse("<!doctype html><html><body>" + markup).css(query)) == count


def test_parse_the_limit_of_depth_is_where_it_says():
    assert len(parse("<div>" * MAX_DEPTH).css("div")) == MAX_DEPTH
    with pytest.raises(TooLarge):
        parse("<div>" * (MAX_DEPTH + 1))


@pytest.mark.corpus
@pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not here")
def test_parse_every_real_page_passes():
    refused = []
    for path in sorted(PAGES.rglob("*.html")):
        try:
            parse(Page("http://example.org/", path.read_bytes()).text)
        except TooLarge as problem:
            refused.append((path, problem.message))
    assert refused == []
