"""What fuzzing found, as cases, and a short round of it: see tests/fuzz/run.py for the long ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from harnesses import HARNESSES
from mutation import MOST, mutate
from oracle import FindingError, clean, holds, judge, verbatim
from seeds import seeds

RUN = Path(__file__).parent / "fuzz" / "run.py"
CASES = {
    "parameters of a function that never end": ("literal", b"(function(a"),
    "thousands of minus signs": ("literal", b"-" * 3_000),
    "functions in functions, each read again": ("literal", b"(function(){return " * 60 + b"1" + b"}())" * 60),
    "a job of nothing but commas": ("heading", b"Head of M" + b"," * 6_000),
    "a word without an end": ("heading", b"Ingenieur" + b"a" * 110_000),
    "an employer of nothing but commas": ("sighting", b"Anna Example\n\n\nAcme" + b"," * 6_000 + b"\n"),
    "a role as long as a book": ("sighting", b"Anna Example\n\n" + b"Head of " * 20_000 + b"\n\n"),
    "a sentence of nothing but joiners": ("biography", b"Ben\nI work as a data engineer" + b" at " * 2_000),
    "an escape sequence in a name": ("sighting", b"Zo\xc3\xab \x1b[31m Example\nNurse \x07at Harbour\x15 Clinic\n\n\n"),
    "control characters in a biography": ("biography", b"Anna\nAnna is a nu\x00rse at Har\x0fbour Clinic."),
    "what Python takes for the end of a line, in a card": ("card", "Anna\x85\u2028\x1eExample\nNurse\nClinic\nnote".encode()),
    **{
        f"a topic of thousands of words ({number})": ("search", b"transport a " * 3_000 + b"%d" % number) for number in range(7)
    },
    "a NUL in a biography without blanks": ("biography", "C\n\0学教授。".encode()),
    "dozens of empty brackets in a name": ("name", b"{}" * 60 + b"\x1b[31m" + b"{}" * 40 + b"//"),
    "a dotless i among capitals": ("name", "KOBAYASHI Tİıakeshi".encode()),
    "a word without an end, in no encoding": ("page", b"<p>" + b"a" * 60_000 + b"\xe9\xff " + b"a" * 60_000),
    "a talk whose state is no word": (
        "page",
        (b'{"count": 1, "next": null, "previous": null, "results": [{"code": "ABCDEF", "name": "Ana Example", "biography": "A.", '
        b'"submissions": [{"code": "TALKDD", "title": "Rivers", "state": {}, "slots": []}], "answers": []}]}'),
    ),
    "capitals in front of the usual port": ("link", "HTTP://EXÄMPLE.example:0080/%".encode()),
}  # fmt: skip
ROUND = {"page": 6, "adapter": 25, "chat": 20, "search": 40}
"""Inputs of a round, for those harnesses that cost more."""


@pytest.mark.parametrize(("harness", "data"), CASES.values(), ids=CASES)
def test_finding_stays_mended(harness, data):
    judge(HARNESSES[harness], data)


@pytest.mark.parametrize("harness", HARNESSES)
def test_a_short_round_finds_nothing(harness):
    pool, dice = seeds(harness), Random(harness)  # noqa: S311 -- dice, not secrets
    inputs = [dice.choice(pool), *(mutate(dice.choice(pool), dice, pool) for _ in range(ROUND.get(harness, 60)))]
    for data in inputs:
        try:
            judge(HARNESSES[harness], data, twice=data is inputs[-1])
        except FindingError as problem:
            pytest.fail(f"{problem}\n{data[:2000]!r}")


# The fuzzing itself


def test_mutation_is_the_same_for_the_same_dice_and_has_an_end():
    pool = seeds("page")
    made = [mutate(pool[0], Random(number), pool) for number in range(40)]  # noqa: S311
    assert made == [mutate(pool[0], Random(number), pool) for number in range(40)]  # noqa: S311
    assert len({*made}) > 30
    assert max(map(len, made)) <= MOST


def _raises(_data):
    raise KeyError("x")


def _changes(_data, seen=[]):  # noqa: B006 -- that is what it is for
    seen.append(1)
    return len(seen)


def _spins(_data):
    return sum(range(3_000_000))


@pytest.mark.parametrize(
    ("harness", "kind"),
    [(_raises, "KeyError"), (_changes, "unstable"), (lambda _: holds(0, "x"), "broken promise"),
     (lambda _: clean("a\x1bb", "name"), "broken promise"), (lambda _: verbatim("Cto of Acme", "CTO, Amce", "role"), "broken promise")],
)  # fmt: skip
def test_oracle_sees_what_is_wrong(harness, kind):
    with pytest.raises(FindingError) as caught:
        judge(harness, b"")
    assert caught.value.kind == kind


def test_oracle_sees_what_is_slow():
    with pytest.raises(FindingError, match="slow"):
        judge(_spins, b"", seconds=0.001)


def test_oracle_lets_cleaning_set_things_right():
    verbatim("Zoë O’Brien", "  ZOE\u0301 O\x92BRIEN ", "name")
    clean("two\nlines", "bio", lines=True)


@pytest.mark.slow
def test_documented_command_runs_and_counts(tmp_path):
    done = subprocess.run(
        [sys.executable, str(RUN), "shown", "rules", "--plain", "--minutes", "0.1", "--out", str(tmp_path / "out")],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, [line.split(":")[0] for line in done.stdout.splitlines()]) == (0, ["shown", "rules"])
    assert all(int(line.split(": ")[1].split()[0]) > 10 for line in done.stdout.splitlines())
