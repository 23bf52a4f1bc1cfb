"""Every adapter: its structure, and what it reads from its cases, one test for each fact of each case."""

import ast
import importlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adapters import frab, pretalx, sessionize
from scraper import registry, testing
from scraper.adapter import Adapter, Rank
from scraper.crawl import Step, read
from scraper.errors import NotAPage
from scraper.model import Sighting
from scraper.page import Follow, Page
from scraper.testing import FACTS, Case, cases, check_adapter, harvest

PAGES = Path(__file__).parent / "pages"
OURS = sorted(path.stem for path in Path(pretalx.__file__).parent.glob("[!_]*.py"))
# What test_pages.py measures for any website is what normalising makes of a page; here is what an adapter reads.
CASES = [case for case in cases(PAGES) if case.adapter != registry.ANY_WEBSITE]
FACTS_TOLD = [(case, fact) for case in CASES for fact in FACTS if case.expected(fact)]


@cache
def crawled(folder):
    return harvest(next(case for case in CASES if str(case) == folder))


@pytest.mark.parametrize("name", OURS)
def test_adapter_structure_holds(name):
    check_adapter(registry.get(name), importlib.import_module(f"adapters.{name}"))


@pytest.mark.parametrize("name", OURS)
def test_adapter_is_named_like_its_module_and_has_a_case(name):
    assert registry.get(name).name == name
    assert (PAGES / name).is_dir()


@pytest.mark.parametrize("one", registry.everyone(), ids=lambda one: one.name)
def test_adapter_owns_its_example_alone(one):
    twins = [other.name for other in registry.everyone() if other.rank == one.rank and other.matches(one.example)]
    assert twins == [one.name]
    assert registry.find(one.example) == one


def test_adapters_load_without_a_fault():
    assert registry.broken() == ()
    assert {one.name for one in registry.everyone()} >= set(OURS)


def test_cases_were_read_by_a_person():
    drafted = [str(case) for case in CASES if "read_by" in case.truth and not case.truth["read_by"].strip()]
    assert drafted == [], "compare them with their pages, then put your name into read_by"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case_names(case):
    found, _ = crawled(str(case))
    assert [one.name for one in found.sightings] == [one["name"] for one in case.truth["speakers"]]


@pytest.mark.parametrize(("case", "fact"), FACTS_TOLD, ids=str)
def test_case_fact(case, fact):
    found, _ = crawled(str(case))
    got = {one.name: getattr(one, fact) for one in found.sightings}
    expected = case.expected(fact)
    assert {name: got[name] for name in expected} == {
        name: tuple(value) if isinstance(value, list) else value for name, value in expected.items()
    }


@pytest.mark.parametrize("case", [case for case in CASES if "asks" in case.truth], ids=str)
def test_case_asks_for_no_other_page(case):
    _, asked = crawled(str(case))
    assert list(asked) == case.truth["asks"]


@pytest.mark.parametrize("case", [case for case in CASES if "edition" in case.truth], ids=str)
def test_case_edition(case):
    found, _ = crawled(str(case))
    assert asdict(found.edition) == case.truth["edition"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case_never_leads_where_robots_may_not_go(case):
    _, asked = crawled(str(case))
    elsewhere = [url for url in asked if not url.startswith("https://ems.gitnation.org/")]  # not pretalx'
    assert [url for url in elsewhere if any(part in url for part in ("/api/events/", "/media/", "/redirect/"))] == []


@pytest.mark.parametrize("case", [case for case in CASES if not case.name.startswith(("embedding", "script"))], ids=str)
def test_case_is_recognised_as_a_saved_file(case):
    saved = Page("file:///home/somebody/Downloads/page", case.page.body)
    assert registry.for_saved(saved).name == case.adapter


# A quick look before a thorough one

_PIECES = st.lists(
    st.sampled_from(
        [
            "https://",
            "//",
            "/",
            "\\/",
            "PRETALX.com",
            "pretalx.com/",
            "cfp.river.example",
            "rivers",
            "2031",
            "talk",
            "Talk/",
            "speaker",
            "ABCDEF",
            "schedule",
            "export",
            "schedule.json",
            "Schedule2.XML",
            "widget",
            "widgets",
            "schedule.js",
            "frab",
            "frab.json",
            "pentabarf.xml",
            "everything.",
            "'",
            '"',
            "=",
            " ",
            "é",
            "2031.frab",
            "xml",
            "s",
        ]
    ),
    max_size=14,
).map("".join)


@given(_PIECES)
def test_what_a_quick_look_passes_over_holds_nothing(text):
    page = Page("https://river.example/", f"<p>{text}".encode())
    plain = page.text.replace("\\/", "/")
    if pretalx._POINTER.search(plain):
        assert list(pretalx._pointers(page))
    assert frab._names_one(page) is (frab._NAMED.search(page.text) is not None)


# What only one platform does


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('<script src="https://sessionize.com/api/v2/abcd1234/view/SpeakerWall"></script>', ["abcd1234"]),
        ('<iframe src="//sessionize.com/api/v2/abcd1234/view/GridSmart"></iframe>', ["abcd1234"]),
        (r"<script>s.src = 'https:\/\/sessionize.com\/api\/v2\/abcd1234\/view\/all'</script>", ["abcd1234"]),
        ("<a href='https://sessionize.com/api/v2/AbCd1234/View/Speakers'>", ["abcd1234"]),
        ("sessionize.com/api/v2/aaaa1111/view/All sessionize.com/api/v2/bbbb2222/view/All", ["aaaa1111", "bbbb2222"]),
        ("sessionize.com/api/v2/aaaa1111/view/All sessionize.com/api/v2/aaaa1111/view/Sessions", ["aaaa1111"]),
        ('<a href="https://sessionize.com/river-days-2031/">Call for papers</a>', []),
        (
            "".join(f"sessionize.com/api/v2/aaaa11{n}/view/All " for n in range(10, 99)),
            [f"aaaa11{n}" for n in range(10, 16)],
        ),
    ],
)
def test_sessionize_found_behind_a_page(text, ids):
    page = Page("https://river.example/", text.encode())
    assert list(sessionize.embedded(page)) == [f"https://sessionize.com/api/v2/{one}/view/All" for one in ids]


@pytest.mark.parametrize(
    ("url", "mine"),
    [
        ("https://sessionize.com/api/v2/abcd1234/view/Speakers?under=True", True),
        ("https://sessionize.com/river-days-2031/", False),
        ("https://river.sessionize.com/", False),
        ("https://example.org/?u=https://sessionize.com/api/v2/abcd1234/view/All", False),
    ],
)
def test_sessionize_owns_only_its_endpoints(url, mine):
    assert sessionize.adapter.matches(url) is mine


def test_sessionize_widget_asked_for_once_only():
    script = b"document.write('sessionize-loader');"
    first = Page("https://sessionize.com/api/v2/abcd1234/view/All", script)
    again = Page("https://sessionize.com/api/v2/abcd1234/view/Speakers?under=True", script)
    asked = "https://sessionize.com/api/v2/abcd1234/view/Speakers?under=True"
    assert [(one.url, one.fallback) for one in sessionize.extract(first) if isinstance(one, Follow)] == [(asked, 1)]
    assert list(sessionize.extract(again)) == []


def test_sessionize_record_without_a_name_is_nobody():
    body = b'[{"id": "1", "fullName": " ", "tagLine": "CTO", "bio": ""}, {"id": "2", "fullName": "Ana Reyes", "tagLine": "."}]'
    found = sessionize.extract(Page("https://sessionize.com/api/v2/abcd1234/view/Speakers", body))
    assert [(one.name, one.headline) for one in found] == [("Ana Reyes", None)]


@pytest.mark.parametrize("body", [b'{"speakers": [], "sessions": []}', b'[{"name": "River"}]', b'{"a": 1}', b"[1]"])
def test_sessionize_other_json_is_not_its_own(body):
    assert sessionize.fits(Page("file:///x.json", body)) is False


def test_sessionize_broken_json_is_said():
    with pytest.raises(NotAPage):
        list(sessionize.extract(Page("https://sessionize.com/api/v2/abcd1234/view/All", b'{"speakers": [')))


EXPORT = "https://pretalx.com/rivers2031/schedule/export/schedule.json"
ELSEWHERE = "https://cfp.river.example/2031/schedule/export/schedule.json"


@pytest.mark.parametrize(
    ("url", "html", "found"),
    [
        (
            "https://river.example/",
            '<pretalx-schedule event-url="https://pretalx.com/rivers2031/"></pretalx-schedule>',
            [EXPORT],
        ),
        (
            "https://river.example/",
            '<pretalx-schedule event-url="https://pretalx.com/rivers2031"></pretalx-schedule>',
            [EXPORT],
        ),
        (
            "https://river.example/",
            '<script src="https://pretalx.com/rivers2031/schedule/widget/v2.en.js"></script>',
            [EXPORT],
        ),
        ("https://river.example/", '<script src="//pretalx.com/rivers2031/widgets/schedule.js"></script>', [EXPORT]),
        ("https://river.example/", '<a href="https://pretalx.com/rivers2031/talk/">Talks</a>', [EXPORT]),
        ("https://river.example/", '<a href="https://cfp.river.example/2031/speaker/ABCDEF/">Zofia</a>', [ELSEWHERE]),
        (
            "https://river.example/",
            '<a href="https://cfp.river.example/2031/schedule/export/schedule.xml">XML</a>',
            [ELSEWHERE],
        ),
        (
            "https://river.example/",
            r'<script>{"url":"https:\/\/pretalx.com\/rivers2031\/talk\/ABCDEF\/"}</script>',
            [EXPORT],
        ),
        ("https://river.example/", '<a href="https://river.example/speaker/martin/">Martin</a>', []),
        ("https://river.example/", '<a href="https://pretalx.com/p/about/">About</a>', []),
        (
            "https://river.example/",
            "".join(f'<a href="https://pretalx.com/other{n}/talk/">Other {n}</a>' for n in range(4)),
            [],
        ),
        (
            "https://cfp.river.example/2031/schedule/",
            "<meta name=generator content=pretalx><a href='https://pretalx.com/other/talk/'>Other</a>",
            [ELSEWHERE],
        ),
        (
            "https://cfp.river.example/2031/",
            "<meta content='pretalx' name='generator'><header><a href='/2031/cfp/'>Call</a></header>",
            [ELSEWHERE],
        ),
        (
            "https://cfp.river.example/2031/",
            "<meta name=generator content=pretalx><link rel=alternate href=https://cfp.river.example/api/events/2031/>",
            [ELSEWHERE],
        ),
        ("https://cfp.river.example/", "<meta name=generator content=pretalx><a href=/2031/>River Days</a>", []),
        ("https://river.example/data.json", '{"url": "https://pretalx.com/rivers2031/talk/"}', []),
    ],
)
def test_pretalx_found_behind_a_page(url, html, found):
    assert list(pretalx.embedded(Page(url, html.encode()))) == found


@pytest.mark.parametrize(
    ("url", "mine"),
    [
        ("https://pretalx.com/rivers2031", True),
        ("https://pretalx.com/rivers2031/schedule/", True),
        ("https://cfp.river.example/2031/speaker/ABCDEF/", True),
        ("https://cfp.river.example/2031/schedule/export/schedule.json", True),
        ("https://pretalx.com/", False),
        ("https://pretalx.com/orga/event/rivers2031/", False),
        ("https://pretalx.com/api/events/rivers2031/", False),
        ("https://river.example/speaker/martin/", False),
        ("https://river.example/2031/speaker/martin/", False),
        ("https://river.example/2031/schedule/", False),
    ],
)
def test_pretalx_owns_only_its_addresses(url, mine):
    assert pretalx.adapter.matches(url) is mine


def test_pretalx_page_without_an_event_leads_nowhere():
    page = Page(
        "https://cfp.river.example/", b"<meta name=generator content=pretalx><main><a href=/2031/>River Days</a>"
    )
    assert list(pretalx.extract(page)) == []


def test_pretalx_speaker_is_named_by_the_title_when_there_is_no_heading():
    page = Page(
        "https://pretalx.com/rivers2031/speaker/ABCDEF/", b"<title>Ana Reyes :: River Days :: pretalx</title><p>"
    )
    assert [(one.name, one.record_id) for one in pretalx.speaker_page(page)] == [("Ana Reyes", "ABCDEF")]


def test_pretalx_speaker_page_leads_to_the_whole_conference():
    html = b"<header><a href=/rivers2031/schedule/>River Days</a></header><main><h3>Ana Reyes</h3><div class=speaker-bio>A."
    found = list(pretalx.extract(Page("https://pretalx.com/rivers2031/speaker/ABCDEF/", html)))
    assert [one.name for one in found if isinstance(one, Sighting)] == ["Ana Reyes"]
    assert [(one.url, one.fallback) for one in found if isinstance(one, Follow)] == [
        (EXPORT, 0),
        ("https://pretalx.com/rivers2031/speaker/", 1),
    ]


@pytest.mark.parametrize("html", ["", "<main></main>", "<title> :: pretalx</title><main><h1> </h1>"])
def test_pretalx_speaker_page_without_a_name_is_nobody(html):
    assert list(pretalx.speaker_page(Page("https://pretalx.com/rivers2031/speaker/ABCDEF/", html.encode()))) == []


def test_pretalx_talk_page_without_people_is_no_talk():
    page = Page(
        "https://pretalx.com/rivers2031/talk/ABCDEF/", b"<h3 class=talk-title>Wells</h3><div class=pretalx-session>"
    )
    assert [type(one).__name__ for one in pretalx.extract(page)] == ["Follow", "Follow"]


def test_pretalx_keeps_a_link_of_the_speakers_own():
    html = b"<main><h3>Ana</h3><section class=answers><div class=inline-answer><a href=https://ana.example/x>x</a><a href=/local>y</a></div>"
    (one,) = pretalx.speaker_page(Page("https://pretalx.com/rivers2031/speaker/ABCDEF/", html))
    assert one.links == ("https://ana.example/x",)


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-1, 9)
    | st.sampled_from(["", "Ana Reyes", "ABCDEF", "rejected", "2031-05-04"])
)
KEYS = st.sampled_from(
    [
        "speakers",
        "sessions",
        "rooms",
        "days",
        "persons",
        "schedule",
        "conference",
        "title",
        "name",
        "fullName",
        "tagLine",
        "id",
        "code",
        "guid",
        "answers",
        "question",
        "questionAnswers",
        "categories",
        "categoryItems",
        "items",
        "talks",
        "event_start",
        "results",
        "submissions",
        "state",
        "slots",
        "biography",
        "tags",
        "tracks",
        "track",
        "groupName",
        "date",
        "links",
    ]
)
ODD = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)


@pytest.mark.parametrize("one", registry.platforms(), ids=lambda one: one.name)
@settings(max_examples=30)  # times the platforms there are
@given(value=ODD)
@example(value={"talks": [{"speakers": [{}], "title": "x"}], "speakers": [], "event_start": ""})
@example(value={"schedule": {"conference": {"days": [{"rooms": {"a": [{"persons": [{"name": "Ana", "id": {}}]}]}}]}}})
def test_platform_takes_any_json(one, value):
    page = Page(one.example, json.dumps([value] if not isinstance(value, (list, dict)) else value).encode())
    assert one.fits(page) in (True, False)
    found = read(Step(page.url, one, one.extract), page)
    assert all(person.name for person in found if isinstance(person, Sighting))
    assert list(one.embedded(page)) == []


# The kit itself


def test_kit_names_an_incomplete_case(tmp_path):
    folder = tmp_path / "river" / "one"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text("<p>")
    with pytest.raises(AssertionError, match=r"needs one page\.\*"):
        cases(tmp_path)


def test_kit_finds_every_import():
    source = "import os.path, re\nfrom . import one\ndef f():\n    from scraper.fetch import Fetcher\n"
    assert testing.imports(source) == {"os.path", "re", ".", "scraper.fetch"}
    assert ast.parse(source)


def made(extract, **more):
    return Adapter(
        name="river", pattern="https://river.example/", example="https://river.example/", extract=extract, **more
    )


def _raises(_page):
    raise ValueError("nothing here")
    yield


def _sends(_page):
    import socket

    socket.create_connection(("127.0.0.1", 9))
    yield


def _embeds(_page):
    yield "https://elsewhere.example/"


@pytest.mark.parametrize(
    ("adapter", "said"),
    [
        (made(_raises), "cannot read"),
        (made(_sends), "may not open a connection"),
        (made(lambda _: iter(()), embedded=_embeds), "behind a page that holds nothing"),
    ],
)
def test_kit_says_what_does_not_hold(adapter, said):
    with pytest.raises(AssertionError, match=said):
        check_adapter(adapter)


@pytest.mark.parametrize(
    ("text", "said"),
    [('"""Short."""', "needs a docstring"), ('"""Reads the pages of River Days."""\nimport socket', "imports socket")],
)
def test_kit_reads_the_module_too(tmp_path, text, said):
    file = tmp_path / "river.py"
    file.write_text(text)
    module = SimpleNamespace(__doc__=ast.get_docstring(ast.parse(text)), __file__=str(file))
    with pytest.raises(AssertionError, match=said):
        check_adapter(made(lambda _: iter(())), module)


def test_kit_case_expects_only_what_its_truth_says():
    truth = {"speakers": [{"name": "Ana Reyes", "role": None}, {"name": "Bo Lind"}]}
    case = Case(adapter="river", name="one", page=Page("https://river.example/", b""), truth=truth)
    assert case.expected("role") == {"Ana Reyes": None}
    assert str(case) == "river/one"


def test_ranks_are_asked_in_order():
    assert [one.rank for one in registry.everyone()] == sorted(one.rank for one in registry.everyone())
    assert Rank.THIRD_PARTY < Rank.CONFERENCE < Rank.PLATFORM < Rank.FORMAT < Rank.ANY_WEBSITE
