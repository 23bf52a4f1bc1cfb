"""The picture of the field: every mark leads to as many people as it says."""

import html
import re
from pathlib import Path

import pytest
from browsing import AUTUMN, Browser, browser, fill
from invented import pull, speaker

from scraper.model import Edition
from scraper.store.choice import facets
from scraper.store.write import open_store

NEXT = Edition(conference="Autumn Days", year=2026, url="https://autumn.example/2026")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    """As filled, and the next edition of one conference: somebody is back in another job, somebody else is new there."""
    path = fill(tmp_path_factory.mktemp("picture") / "speakers.db")
    with open_store(path) as database:
        back = speaker("Zoë Żak", "Chief Engineer", "Tidewater Labs", role_family="leadership", kind="company")
        ana = speaker(
            "Ana Ruiz",
            "Nurse",
            "Harbour Health",
            role_family="medicine",
            kind="hospital",
            links=("https://ana.example/",),
        )
        pull(database, [back, ana], edition=NEXT, target="https://autumn.example/2026")  # fmt: skip
    return path


@pytest.fixture
def page(file: Path) -> Browser:
    return browser(file)


def people(page: Browser, address: str) -> int:
    told = re.search(r'id="count">([\d,]+) p', page.get(html.unescape(address)).text)
    return int(told[1].replace(",", ""))


@pytest.mark.parametrize(
    "question", ["", "?year=2026", "?conference=autumn+days", "?company=harbour+health", "?family=engineering"]
)
def test_every_mark_leads_to_its_people(page, question):
    text = page.get(f"/picture{question}").text
    marks = re.findall(r'<a href="([^"]+)" aria-label="[^"]+: ([\d,]+) p', text)
    bars = re.findall(r'<li><a href="([^"]+)"><span class="what">[^<]+</span> <span class="number">([\d,]+)<', text)
    cells = re.findall(r'<td class="number"><a href="([^"]+)">([\d,]+)</a>', text)
    assert len(marks) > 1
    assert len(bars) > 0
    assert len(cells) == len(marks)  # the table tells the same
    for address, said in {*marks, *bars, *cells}:
        assert people(page, address) == int(said), address


def test_picture_shows_careers(page):
    text = page.get("/picture").text
    assert 'href="/people/p-4"><bdi>Zoë Żak</bdi>' in text
    assert "2025</span> Data Engineer, City of Lindenmouth" in text
    assert "2026</span> Chief Engineer, Tidewater Labs" in text


def test_picture_of_nobody_says_how_to_begin(page, tmp_path):
    with open_store(tmp_path / "speakers.db"):
        pass
    assert "Nobody fits all of that" in (none := page.get("/picture?words=qqqzzz").text)
    assert "coffeechat tour" not in none
    empty = browser(tmp_path / "speakers.db")
    assert "coffeechat tour" in empty.get("/picture").text
    assert "coffeechat tour" in empty.get("/beside").text


def test_edition_beside_its_last(page):
    text = page.get("/beside").text
    assert "Autumn Days 2026 beside Autumn Days 2025" in text
    assert "; 1 at both" in text
    assert "Only at Autumn Days 2026: 1" in text
    assert "before: Data Engineer, City of Lindenmouth" in text
    counts = re.findall(r'<a href="([^"]+)">(\d+)</a>', text)
    assert len(counts) == 6
    for address, said in counts:
        assert people(page, address) == int(said), address


def test_any_two_editions_can_be_compared(page):
    ids = dict(re.findall(r'<option value="(\d+)"(?: selected)?>([^<]+)', page.get("/beside").text))
    number = {title: one for one, title in ids.items()}
    text = page.get(f"/beside?one={number['Spring Conf 2026']}&other={number[f'{AUTUMN.conference} 2025']}").text
    assert "Only at Spring Conf 2026: 3" in text
    assert "Only at Autumn Days 2025: 1" in text


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "1%00", "9" * 60])
def test_edition_there_is_not_is_told(page, number):
    assert page.get(f"/beside?one={number}").status_code == 404


def test_topics_say_how_they_are_counted(page, monkeypatch):
    said = "Counted by who named it"
    for path in ("/picture", "/"):
        assert said not in page.get(path).text
        assert said in page.get(f"{path}?year=2026").text
    monkeypatch.setattr(facets, "SMALL", 1)
    for path in ("/picture", "/"):
        assert said in page.get(path).text
