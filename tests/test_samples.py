"""Real payloads of platforms against truths made by hand, where they stand beside the project; skipped elsewhere.

Every `X.truth.json` is met by what `coffeechat extract --json X` prints: everybody and nobody else, each with their
talks, role and employer right for at least 95 of 100. A truth of several pages (`X-p1`, `X-p2`) is met by them together.
"""

from __future__ import annotations

import importlib.util
import json
import re
from functools import cache
from pathlib import Path

import pytest

from scraper import reading
from scraper.errors import CoffeechatError
from scraper.pull import Settings, preview
from scraper.target import resolve

SHARED = Path(__file__).parents[2] / "shared"
SAMPLES = SHARED / "platforms" / "samples"
SCORE = SHARED / "accuracy" / "score.py"
RIGHT = 0.95  # of the people, with both role and employer

# The truth is of the JSON beside these: drawn by a script; what has a time alone; calendars, in which two people who
# differ in an initial are one.
HOLDS_LESS = frozenset(
    {
        "pretalx/live-2025.2.2/schedule.html",
        "indico/live-3.2.9/event.contributions.ics",
        "pretalx/live-2025.2.2/schedule.ics",
        "pretalx/live-2025.2.2/schedule.xcal",
    }
)
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SAMPLES.is_dir() or not SCORE.is_file(), reason="the samples are not beside the project"),
]


def _files(truth):
    """The files a truth is about, each a list of those read together: X.json and X.html one by one, X-p1 with X-p2."""
    stem = re.escape(truth.name.removesuffix(".truth.json"))
    beside = sorted(one for one in truth.parent.iterdir() if one.suffix != ".headers")
    alone = [[one] for one in beside if re.fullmatch(stem + r"\.\w+", one.name)]
    paged = [one for one in beside if re.fullmatch(stem + r"-p\d+\.\w+", one.name)]
    return alone + ([paged] if paged else [])


SAMPLES_TOLD = {
    str(files[0].relative_to(SAMPLES)): (truth, files)
    for truth in sorted(SAMPLES.glob("**/*.truth.json"))
    for files in _files(truth)
    if str(files[0].relative_to(SAMPLES)) not in HOLDS_LESS
}


@cache
def scorer():
    spec = importlib.util.spec_from_file_location("samples_score", SCORE)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score


@cache
def truth_of(sample):
    return json.loads(SAMPLES_TOLD[sample][0].read_text(encoding="utf-8"))


@cache
def people_of(sample):
    """What is printed for the files of a sample; of people on several of them the first."""
    found = {}
    for file in SAMPLES_TOLD[sample][1]:
        try:
            read = preview(resolve(str(file)), Settings(offline=True))
        except CoffeechatError:
            continue
        for one in reading.as_json(read)["speakers"]:
            found.setdefault((one["record_id"], one["name"]), one)
    return list(found.values())


@cache
def tally_of(sample):
    return scorer().score_page(truth_of(sample), people_of(sample))


def faults(sample, what):
    """What is wrong with a sample: the names missing or too many, the talks of people, or roles and employers."""
    tally = tally_of(sample)
    if what == "names":
        return {"missing": tally["missing"], "extra": tally["extra"]} if tally["missing"] or tally["extra"] else {}
    if what == "talks":
        return {name: told for name, *told in _talks(sample) if told[0] != told[1]}
    people = tally["wanted"]
    wrong = {name for name, *_ in tally["wrong"]} | set(tally["missing"])
    return {} if people - len(wrong) >= RIGHT * people else {"people": people, "wrong": tally["wrong"]}


def _talks(sample):
    """(name, talks in truth, talks found) of everybody who was found."""
    same, free = scorer().same_name, people_of(sample).copy()
    for want in truth_of(sample)["speakers"]:
        met = next((one for one in free if same(want["name"], one["name"])), None)
        if met is not None:
            free.remove(met)
            yield want["name"], *({tuple(scorer().words(title)) for title in one["talks"]} for one in (want, met))


CHECKS = [(sample, what) for sample in SAMPLES_TOLD for what in ("names", "talks", "work")]


@pytest.mark.parametrize(("sample", "what"), CHECKS, ids=[f"{sample} {what}" for sample, what in CHECKS])
def test_sample_is_met(sample, what):
    assert faults(sample, what) == {}
