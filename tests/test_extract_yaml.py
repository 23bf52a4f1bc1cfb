"""YAML read as texts: what it holds, and what it may not do."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import NotAPage
from scraper.extract.formats.yaml_tree import MAX_DEPTH, read


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("---\n# nothing\n", None),
        ("- a\n- b", ["a", "b"]),
        ("name: Ana\nyear: 2031\ndate: 2031-09-11\nyes: no\n", {"name": "Ana", "year": "2031", "date": "2031-09-11", "yes": "no"}),
        ("- talks:\n    - title: Wells\n      speakers:\n        - Ana\n", [{"talks": [{"title": "Wells", "speakers": ["Ana"]}]}]),
        ("a:\nb: ''\n", {"a": "", "b": ""}),
        ("first\n---\nsecond", "first"),
        ("a: |-\n  one\n  two\n", {"a": "one\ntwo"}),
        ("a: &x [1]\nb: *x\n", {"a": ["1"], "b": None}),
        ("a: &x {k: v}\nb:\n  <<: *x\n", {"a": {"k": "v"}, "b": {"<<": None}}),
        ("? [1, 2]\n: x\n", {"[]": "x"}),
        ("a: !!python/object/apply:os.system [echo]\n", {"a": ["echo"]}),
    ],
)  # fmt: skip
def test_yaml_is_read_as_text(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    "text", ["a: [1", "a: b: c", "\t- x", "[" * (MAX_DEPTH + 5), "- " * (MAX_DEPTH + 5) + "x", "\x00"]
)
def test_yaml_that_is_none_is_said(text):
    with pytest.raises(NotAPage):
        read(text, url="https://river.example/x.yml")


def test_yaml_of_doubling_aliases_stays_small():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert len(repr(read("\n".join(lines)))) < 2_000


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=8)


@given(
    st.recursive(
        WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=12
    )
)
def test_yaml_written_by_a_machine_comes_back(tree):
    assert read(yaml.safe_dump(tree, allow_unicode=True)) == (tree or None)
