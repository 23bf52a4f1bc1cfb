"""What the documents show a programmer works as it stands."""

import importlib
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from scraper.adapter import Adapter
from scraper.crawl import Step, read
from scraper.extract import cards
from scraper.model import Sighting
from scraper.page import Follow, Page
from scraper.testing import check_adapter, imports

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    ROOT / "adapters" / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ROOT / "CHANGELOG.md",
]  # fmt: skip
BLOCKS = re.findall(r"```python\n(.*?)```", DOCUMENTS[0].read_text(encoding="utf-8"), re.DOTALL)
MODULES = [block for block in BLOCKS if block.startswith('"""')]


def module(text: str, tmp_path: Path) -> ModuleType:
    """An adapter's module, from the text of a document."""
    made = ModuleType("shown")
    path = tmp_path / "shown.py"
    path.write_text(text, encoding="utf-8")
    made.__file__ = str(path)
    exec(compile(text, str(path), "exec"), made.__dict__)  # noqa: S102 -- our own document
    return made


def named(name: str, tmp_path: Path) -> Adapter:
    (text,) = (block for block in MODULES if f'name="{name}"' in block)
    return module(text, tmp_path).adapter


def found(adapter: Adapter, body: str) -> list[object]:
    return read(Step(adapter.example, adapter, adapter.extract), Page(adapter.example, body.encode()))


@pytest.mark.parametrize("text", MODULES, ids=lambda text: text.splitlines()[0].strip('"'))
def test_adapter_shown_is_a_good_one(text: str, tmp_path: Path) -> None:
    shown = module(text, tmp_path)
    check_adapter(shown.adapter, shown)


def test_adapters_shown_are_three() -> None:
    assert len(MODULES) == 3


def test_adapter_of_cards_reads_them(tmp_path: Path) -> None:
    body = """<ul><li class="speaker"><img src="/a.svg"><h3><a href="ana.html">Ana Lund-Okoye</a></h3>
        <p class="headline">Baker, Crumb &amp; Co</p></li><li class="speaker"><h3>To be announced</h3></li></ul>"""
    (wish, left) = found(named("many_hands", tmp_path), body)
    assert isinstance(wish, Follow)
    assert wish.url == "https://manyhands.example/2026/speakers/ana.html"
    assert wish.known == Sighting(
        name="Ana Lund-Okoye",
        headline="Baker, Crumb & Co",
        photo="https://manyhands.example/a.svg",
        source="https://manyhands.example/2026/speakers/",
        method="cards",
    )
    assert (left.name, left.reason) == ("To be announced", "placeholder")
    assert wish.extract is not None
    detail = """<h1>Ana Lund-Okoye</h1><p class="bio">Bakes.</p><div class="talk"><h3>Bread at night</h3></div>
        <p class="links"><a href="https://ana.example/">Site</a></p>"""
    (own,) = wish.extract(Page(wish.url, detail.encode()))
    assert (own.bio, own.talks, own.links) == ("Bakes.", ("Bread at night",), ("https://ana.example/",))


def test_adapter_of_json_reads_it(tmp_path: Path) -> None:
    body = """{"days": [{"sessions": [{"people": [
        {"name": "Ana Lund-Okoye", "function": "Baker", "house": {"name": "Crumb & Co"}},
        {"name": "Bo Vantongeren", "house": "Harbour Kitchen"}]}]}]}"""
    people = [(one.name, one.role, one.employer) for one in found(named("long_table", tmp_path), body)]
    assert people == [("Ana Lund-Okoye", "Baker", "Crumb & Co"), ("Bo Vantongeren", None, "Harbour Kitchen")]


def test_adapter_of_its_own_reads_lines(tmp_path: Path) -> None:
    body = """<p>Not me, Here: nothing</p><section id="programme"><p>Ana Lund-Okoye,
        Lindenmouth: Bread at night</p><p>Coffee</p></section>"""
    people = [(one.name, one.talks) for one in found(named("slow_letters", tmp_path), body)]
    assert people == [("Ana Lund-Okoye", ("Bread at night",))]


@pytest.mark.parametrize(
    "selector", ["[data-testid=speaker], article.speaker", "div.css-1q2w3e > div:nth-child(3) > div"]
)
def test_selectors_shown_are_selectors(selector: str) -> None:
    assert callable(cards(selector, name="h2, h3"))


@pytest.mark.parametrize("text", BLOCKS)
def test_python_shown_names_only_what_there_is(text: str) -> None:
    ours = [name for name in imports_or_nothing(text) if name.startswith("scraper")]
    assert [name for name in ours if importlib.util.find_spec(name) is None] == []


def imports_or_nothing(text: str) -> frozenset[str]:
    try:
        return imports(text)
    except SyntaxError:  # lines out of the middle of something
        return frozenset()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_document_leads_to_files_there_are(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    paths = re.findall(r"`((?:scraper|adapters|data|tests|\.ci)/[\w./-]+)`", text)
    shown = [path for path in paths if "many_hands" not in path]
    assert [link for link in links if not (document.parent / link).exists()] == []
    assert [path for path in shown if not (ROOT / path).exists()] == []


BOUNDS = re.findall(
    r"^\| .+ \| ([\d,]+) \| `(scraper/[\w/]+)\.py` ([A-Z_]+) \|$",
    (ROOT / "SECURITY.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize(("figure", "place", "constant"), BOUNDS)
def test_bound_is_what_the_document_says(figure: str, place: str, constant: str) -> None:
    kept_by = importlib.import_module(place.replace("/", "."))
    assert getattr(kept_by, constant) == int(figure.replace(",", ""))


def test_bounds_are_all_checked() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert len(BOUNDS) == text.count("| `scraper/")
