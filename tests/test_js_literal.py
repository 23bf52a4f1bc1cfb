"""JavaScript literals are read, never run."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.embedded import js_literal
from scraper.extract.embedded.js_literal import read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{name:"Ana",\'role\':`CTO`, "n":1}', {"name": "Ana", "role": "CTO", "n": 1}),
        ("[1,-2.5,.5,169e6,0x1F,10n,+3]", [1, -2.5, 0.5, 169e6, 31, 10, 3]),
        ("[!0,!1,void 0,null,undefined,NaN,-Infinity]", [True, False, None, None, None, None, None]),
        (r'"a\"b\n\u00e9\x41\u{1F600}\/"', 'a"b\né' + "A\U0001f600/"),
        (r"'\ud83d\ude00'", "\U0001f600"),
        ('"a" + \'b\' + "c"', "abc"),
        ("[1,,2,]", [1, 2]),
        ("{a:{b:[{}]},}", {"a": {"b": [{}]}}),
        ("/* x */ [1, // y\n 2]", [1, 2]),
        ('new Date("2031-05-01")', "2031-05-01"),
        ("new Map()", None),
        ("Array(3)", []),
        ('Array("a","b")', ["a", "b"]),
        ("JSON.parse('{\"a\":[1]}')", {"a": [1]}),
        ("Object.freeze([1])", [1]),
        ("(1)", 1),
        ('function(a,b){return {x:a,y:[b,a]}}("q",!1)', {"x": "q", "y": [False, "q"]}),
        ("(function(a){return {a,b:a}}(1))", {"a": 1, "b": 1}),
        ('(function(a){return a})("z")', "z"),
        (
            '(function(a,b){a.name="Bo";a.tags[0]="x";b[0]=a;return {p:b}}({tags:[]},[]))',
            {"p": [{"tags": ["x"], "name": "Bo"}]},
        ),
    ],
)
def test_read_literal(text, value):
    assert read(text) == value


def test_read_starts_where_it_is_told():
    assert read("var x = {a:1}; alert(1)", 8) == {"a": 1}


@pytest.mark.parametrize(
    "text",
    [
        "", "alert(1)", "{a:b}", "{a", "[1", "a=>1", "`${x}`", "{[a]:1}", '"abc', "1+{}" + "}", "function(a){while(1){}}(1)",
        "function(a){a=1;return a}(1)", "[" * 500 + "]" * 500, '"a"+1', "{a:1 b:2}", "JSON.parse(1)", "JSON.eval('x')", "{a}",
    ],
)  # fmt: skip
def test_read_anything_else_is_refused(text):
    if text == "1+{}}":
        assert read(text) == 1  # what follows a value is not looked at
        return
    with pytest.raises(ValueError):
        read(text)


def test_read_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(js_literal, "MAX_CHARACTERS", 5)
    with pytest.raises(ValueError, match="too long"):
        read("[1,2,3]")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(_JSON)
def test_read_agrees_with_json(value):
    import json

    assert read(json.dumps(value)) == value


@given(st.text(alphabet="{}[](),:;=!+'\"`\\ab1 .-$function retun", max_size=60))
def test_read_gives_a_value_or_value_error(text):
    with contextlib.suppress(ValueError):
        read(text)
