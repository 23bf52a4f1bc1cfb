"""The house's habits: small modules that say what they are for, nothing left to do, tables that name their source."""

import re
import tokenize
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for folder in ("scraper", "adapters") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").glob("*.py"))
TABLES = sorted(path for ending in ("toml", "txt") for path in (ROOT / "data").glob(f"*.{ending}"))
MOST_LINES = 380
TOP = {
    "pyproject.toml", "scraper", "adapters", "data", "tests", "README.md",
    "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE",
}  # fmt: skip
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "core", "base"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_house_has_its_rooms() -> None:
    assert len(MODULES) > 50
    assert len(TABLES) > 10
    assert sorted(entry for entry in TOP if not (ROOT / entry).exists()) == []


def test_modules_are_small() -> None:
    """One that outgrows the limit becomes a folder of rooms."""
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


def test_modules_say_what_they_are_for() -> None:
    """In a sentence at their top; a package that holds nothing needs none."""
    for path in (*MODULES, *TESTS):
        text = path.read_text(encoding="utf-8")
        if path.name == "__init__.py" and not text.strip():
            continue
        said = re.match(r'r?"""(.*)', text)
        first = said[1].removesuffix('"""') if said else ""
        assert len(first) > 15, name(path)
        assert first.endswith((".", "!", "?", ":", ",")) or first[-1].isalpha(), name(path)


def test_modules_leave_nothing_to_do() -> None:
    mark = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
    marks = []
    for path in MODULES:
        if mark.search(path.read_text(encoding="utf-8")):
            with tokenize.open(path) as file:
                tokens = tokenize.generate_tokens(file.readline)
                marks += [
                    token.string for token in tokens if token.type == tokenize.COMMENT and mark.search(token.string)
                ]
    assert marks == []


def test_module_names_say_something() -> None:
    assert sorted(name(path) for path in MODULES if path.stem in VAGUE) == []


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_table_can_be_read_and_says_where_its_rows_come_from(path: Path) -> None:
    """In a comment at its top, in a `source` of its own, or in one of every row."""
    text = path.read_text(encoding="utf-8")
    head = "\n".join(line for line in text.splitlines()[:40] if line.startswith("#")).lower()
    if path.suffix == ".toml":
        table = tomllib.loads(text)
        assert table != {}
        rows = [row for value in table.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
        told = "source" in table or bool(rows and all(row.get("source") for row in rows))
    else:
        assert [line for line in text.splitlines() if line.split("#", 1)[0].strip()] != []
        told = False
    assert told or "source" in head, f"{name(path)} does not name its source"


def test_data_holds_no_program() -> None:
    assert sorted(name(path) for path in (ROOT / "data").rglob("*") if path.suffix in (".py", ".sh", ".js")) == []


def test_data_stays_small() -> None:
    tour = sum(path.stat().st_size for path in (ROOT / "data" / "tour").rglob("*") if path.is_file())
    assert tour < 250_000
