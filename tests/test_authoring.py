"""Drafting an adapter from a page, and checking it: rules that were tried, a case nobody has read yet."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scraper import authoring, reference
from scraper.authoring import invent
from scraper.authoring.rules import people
from scraper.authoring.slim import slim
from scraper.cli import main
from scraper.errors import InputError, NoSpeakers
from scraper.page import Page

URL = "https://manyhands.example/2026/speakers/"
TOUR = reference.folder() / "tour" / "speakers" / "index.html"
PEOPLE = (
    ("Ana Ruiz", "Chief Nurse", "Harbour Health"),
    ("Łukasz Żuraw", "Data Engineer", "Tidewater Labs"),
    ("Bo Lindqvist", "Head of Design", "Loomwork GmbH"),
    ("Chioma Adeyemi", "Civil Engineer", "City of Lindenmouth"),
)
TABLE = (
    "<!doctype html><title>Speakers</title><h1>Speakers</h1><table class=people><tr><th>Speaker<th>Role<th>Company</tr>"
    + "".join(f"<tr><td>{name}<td>{role}<td>{firm}</tr>" for name, role, firm in PEOPLE)
    + "</table>"
)
CARDS = (
    "<!doctype html><title>Speakers</title><h1>Speakers</h1><script>var tracking = 1</script><section class=list>"
    + "".join(
        f'<div class="card css-1q2w3e"><h3 style="color:red">{name}</h3><p class=headline>{role}, {firm}</p>'
        f'<img src="/img/{number}.jpg" alt=""></div>'
        for number, (name, role, firm) in enumerate(PEOPLE)
    )
    + "</section>"
)
RECORDS = json.dumps(
    {"event": {"id": 7}, "data": {"people": [{"name": n, "jobTitle": r, "company": c} for n, r, c in PEOPLE]}}
)


def drafted(text, url=URL, **more):
    return authoring.draft(Page(url, text.encode()), **more)


@pytest.mark.parametrize(
    ("text", "maker", "at", "keywords"),
    [
        (CARDS, "cards", "div.card", {"name": "h3", "headline": "p.headline", "photo": "img@src"}),
        (TABLE, "table", "table.people", {"name": "Speaker", "role": "Role", "employer": "Company"}),
        (RECORDS, "records", "data.people", {}),
    ],
)
def test_draft_finds_rules_that_were_tried_on_the_page(text, maker, at, keywords):
    made = drafted(text)
    assert (made.rules.maker, made.rules.at, dict(made.rules.keywords), made.rules.found) == (maker, at, keywords, 4)
    assert [one["name"] for one in json.loads(made.truth)["speakers"]] == [name for name, *_ in PEOPLE]


def test_draft_of_a_module_is_an_adapter_that_reads_the_slimmed_page():
    made = drafted(TOUR.read_text(encoding="utf-8"))
    space = {}
    exec(compile(made.module, "drafted", "exec"), space)  # noqa: S102 -- what we wrote ourselves
    adapter = space["adapter"]
    assert adapter.matches("http://www.manyhands.example/2031/speakers/")
    assert not adapter.matches("https://manyhandsXexample/2026/speakers/")
    read = people(adapter.extract, Page(URL, made.page))
    assert [one.name for one in read] == [one["name"] for one in json.loads(made.truth)["speakers"]]
    assert len(read) > 30
    assert b"<script" not in made.page


def test_draft_without_people_says_so():
    with pytest.raises(NoSpeakers):
        drafted("<title>Sponsors</title><p>Thank you all!</p>")


def test_draft_where_no_rule_fits_reads_the_page_as_any_website():
    prose = "".join(
        f"<p>{name} is {role.lower()} at {firm} and has been for many years, gladly.</p>" for name, role, firm in PEOPLE
    )
    made = drafted(f"<title>Speakers</title><h1>Speakers</h1>{prose}")
    assert made.rules is None
    assert "extract=website,\n" in made.module


@pytest.mark.parametrize(
    ("url", "name", "expected"),
    [
        ("https://2026.many-hands.co.uk/speakers", None, "many_hands"),
        ("https://www.manyhands.org/", None, "manyhands"),
        ("https://35c3.example/", None, "conf_35c3"),
        ("https://manyhands.example/", "hands", "hands"),
    ],
)
def test_draft_is_called_by_its_host(url, name, expected):
    assert drafted(CARDS, url, name=name).name == expected


@pytest.mark.parametrize(("url", "name"), [("file:///tmp/x.html", None), ("https://x.example/", "Many Hands")])
def test_draft_refuses_what_cannot_be_an_adapter(url, name):
    with pytest.raises(InputError):
        drafted(CARDS, url, name=name)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (URL, r"https?://(?:www\.)?manyhands\.example/\d{4}/speakers/"),
        ("https://www.manyhands.example/", r"https?://(?:www\.)?manyhands\.example/"),
        ("https://2026.manyhands.example/a-b.html?x=1", r"https?://\d{4}\.manyhands\.example/a-b\.html"),
        ("http://127.0.0.1:8000/p", r"https?://127\.0\.0\.1:8000/p"),
    ],
)
def test_pattern_holds_for_every_year_and_no_other_site(url, expected):
    assert authoring.pattern(url) == expected


def test_invented_names_leave_nobody_of_the_page_in_it():
    made = drafted(TOUR.read_text(encoding="utf-8"), invented=True)
    plain = drafted(TOUR.read_text(encoding="utf-8"))
    text = made.page.decode()
    before = [one["name"] for one in json.loads(plain.truth)["speakers"]]
    after = [one["name"] for one in json.loads(made.truth)["speakers"]]
    assert " & " in after[24]
    assert [name for name in before if name in text or name in made.truth] == []
    assert "zurawinska" not in text.casefold()
    assert len(after) == len(set(after)) == len(before)


def test_invented_names_reach_slugs_prose_and_profiles():
    by = invent.invented(["Łucja Żurawińska"])
    (other,) = by.values()
    given, family = other.split()
    text = "Łucja counts. /speakers/lucja-zurawinska/ ZURAWINSKA mail lucja@x.example https://www.linkedin.com/in/lucja"
    assert invent.replaced(text, by) == (
        f"{given} counts. /speakers/{given.lower()}-{family.lower()}/ ZURAWINSKA mail somebody@example.org "
        "https://profile.example/somebody"
    )


def test_slim_keeps_data_and_drops_programs():
    page = Page(
        URL,
        b'<html><head><style>p{}</style><script>x()</script><script type=\'application/ld+json\'>{"@type": "Person"}'
        b"</script></head><body><p class=a onclick=x() style=b data-id=7>Ana<svg><path/></svg></p><!-- secret -->",
    )
    text = slim(page).decode()
    assert '{"@type": "Person"}' in text
    assert '<p class="a" data-id="7">Ana</p>' in text
    for gone in ("<style", "x()", "svg", "onclick", "secret"):
        assert gone not in text


# The commands


@pytest.fixture
def run(capsys):
    def typed(*words):
        with pytest.raises(SystemExit) as left:
            main(["adapters", *map(str, words)])
        shown = capsys.readouterr()
        return left.value.code, shown.out, shown.err

    return typed


@pytest.fixture
def saved(tmp_path):
    file = tmp_path / "saved.html"
    file.write_text(CARDS, encoding="utf-8")
    return file


def read_by_somebody(folder):
    truth = next(Path(folder).rglob("truth.json"))
    told = json.loads(truth.read_text(encoding="utf-8"))
    truth.write_text(json.dumps(told | {"read_by": "somebody"}), encoding="utf-8")
    return truth


def test_new_writes_everything_and_its_check_fails_until_somebody_has_read_it(run, saved, tmp_path):
    into = tmp_path / "mine"
    code, out, err = run("new", URL, "--page", saved, "--into", into)
    assert code == 0
    assert sorted(out.splitlines()) == sorted(str(file) for file in into.rglob("*") if file.is_file())
    assert "cards(...) finds 4 of the 4 people" in err
    assert "it must not go into a public repository (--invent)" in err
    module = into / "manyhands.py"
    code, out, err = run("check", module)
    assert (code, out) == (
        5,
        "manyhands/first: nobody has read it: compare truth.json with the page, then put your name into its read_by\n",
    )
    read_by_somebody(into)
    assert run("check", module) == (0, "", "manyhands: 1 case; nothing wrong\n")


@pytest.mark.slow
def test_new_drafts_a_test_that_fails_until_somebody_has_read_the_case(run, saved, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)  # what this run was asked for is nothing to theirs
    into = tmp_path / "mine"
    run("new", URL, "--page", saved, "--into", into)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_manyhands.py"]
    done = subprocess.run(command, cwd=into, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout
    assert "nobody has read it" in done.stdout
    read_by_somebody(into)
    assert subprocess.run(command, cwd=into, capture_output=True, text=True, timeout=60).returncode == 0


def test_new_overwrites_nothing(run, saved, tmp_path):
    run("new", URL, "--page", saved, "--into", tmp_path)
    code, _, err = run("new", URL, "--page", saved, "--into", tmp_path)
    assert code == 2
    assert "is there already" in err


def test_new_in_a_checkout_puts_everything_in_its_place(run, saved, tmp_path):
    (tmp_path / "adapters").mkdir()
    (tmp_path / "adapters" / "website.py").touch()
    out = run("new", URL, "--page", saved, "--into", tmp_path)[1]
    assert [Path(line).relative_to(tmp_path).as_posix() for line in out.splitlines()] == [
        "adapters/manyhands.py",
        "tests/pages/manyhands/first/page.html",
        "tests/pages/manyhands/first/meta.json",
        "tests/pages/manyhands/first/truth.json",
    ]


def test_new_on_a_known_platform_says_that_a_row_is_enough(run, tmp_path):
    file = tmp_path / "saved.html"
    file.write_text(
        '<title>River Days</title><script src="https://sessionize.com/api/v2/abcd1234/view/SpeakerWall"></script>'
    )
    code, _, err = run("new", "https://river.example/2026/", "--page", file, "--into", tmp_path)
    assert code == 2
    assert "runs on sessionize, which is known: no adapter is needed" in err
    assert 'url = "https://river.example/{year}/", adapter = "sessionize"' in err


def test_check_tells_every_difference_in_words(run, saved, tmp_path):
    run("new", URL, "--page", saved, "--into", tmp_path)
    truth = read_by_somebody(tmp_path)
    told = json.loads(truth.read_text(encoding="utf-8"))
    told["speakers"][0]["headline"] = "Nurse"
    told["speakers"][1] = {"name": "Somebody Else"}
    truth.write_text(json.dumps(told | {"left_out": ["TBA"], "asks": []}), encoding="utf-8")
    code, out, err = run("check", tmp_path / "manyhands.py")
    assert code == 5
    assert [line.removeprefix("manyhands/first: ") for line in out.splitlines()] == [
        "Somebody Else is not found",
        "Łukasz Żuraw is found, and not in truth.json",
        "Ana Ruiz: headline is 'Chief Nurse, Harbour Health'; truth.json says 'Nurse'",
        "TBA should be left out",
        f"it asks for {URL}; truth.json says nothing",
    ]
    assert err == "manyhands: 1 case; 5 wrong\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (
            "import nobody_installed_this\nfrom scraper.adapter import Adapter\n",
            5,
            "does not load: ModuleNotFoundError",
        ),
        ("adapter = 7\n", 5, "holds no `adapter = Adapter(...)`"),
        (None, 2, "there is no module"),
    ],
)
def test_check_of_what_is_no_adapter(run, tmp_path, text, code, line):
    file = tmp_path / "mine.py"
    if text is not None:
        file.write_text(text)
    got, _, err = run("check", file)
    assert got == code
    assert line in err


def test_check_names_what_an_adapter_may_not_import(run, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(
        '"""Mine: fetches by itself, which is not done."""\nimport socket\nfrom scraper.adapter import Adapter\n'
        "adapter = Adapter(name='mine', pattern='https://mine.example/', example='https://mine.example/', extract=lambda _: iter(()))\n"
    )
    code, out, err = run("check", file)
    assert (code, out) == (5, "mine imports socket: an adapter only computes\n")
    assert err == "mine: no case found (--pages DIR); 1 wrong\n"


def test_check_tells_whose_addresses_an_adapter_takes(run, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(
        '"""Mine: takes what is read already."""\nfrom scraper.adapter import Adapter\n'
        "adapter = Adapter(name='mine', pattern='https://', example='https://pretalx.com/x/', extract=lambda _: iter(()))\n"
    )
    assert run("check", file)[:2] == (5, "its example https://pretalx.com/x/ is read by pretalx\n")


@pytest.mark.parametrize("name", ["pyvideo", "website"])
def test_check_of_one_of_ours(run, name):
    code, out, err = run("check", name, "--pages", Path(__file__).parent / "pages")
    assert (code, out) == (0, "")
    assert err.endswith("nothing wrong\n")


@pytest.mark.parametrize(
    ("file", "content", "line"),
    [
        ("truth.json", "{", "truth.json is no JSON"),
        ("truth.json", "[]", "truth.json holds no object"),
        ("truth.json", '{"speakers": [{"role": "Nurse"}]}', "truth.json needs the people"),
        ("meta.json", "{}", "meta.json needs the page's address"),
        (
            "meta.json",
            '{"url": "https://x.example/", "pages": {"no.html": "https://x.example/no"}}',
            "names pages that are not there",
        ),
    ],
)
def test_check_of_a_case_that_is_incomplete(run, saved, tmp_path, file, content, line):  # noqa: PLR0917 -- fixtures
    run("new", URL, "--page", saved, "--into", tmp_path)
    next(tmp_path.rglob(file)).write_text(content, encoding="utf-8")
    code, out, err = run("check", tmp_path / "manyhands.py")
    assert code == 5
    assert line in out
    assert "Traceback" not in err


def test_check_of_an_unknown_adapter(run):
    assert run("check", "pretalks")[0] == 2
