"""Starting up imports nothing that is not used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SLOW = {
    "aiohttp", "asyncio", "chardet", "cleanco", "concurrent", "http", "httpx", "httpx_aiohttp", "jinja2", "nameparser",
    "platformdirs", "protego", "selectolax", "sqlite3", "sqlite_utils", "starlette", "tenacity", "tomllib",
    "uvicorn",
}  # fmt: skip


def imported(*arguments: str) -> set[str]:
    """The modules that running the program with these arguments imports."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "scraper", *arguments],
        cwd=Path(__file__).parents[1],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_start_imports_nothing_slow(arguments: list[str]) -> None:
    modules = imported(*arguments)
    assert "scraper.cli" in modules  # the list is what it is taken for
    assert sorted(SLOW & {module.split(".")[0] for module in modules}) == []


def test_start_help_imports_no_command() -> None:
    assert sorted(module for module in imported("--help") if module.startswith("scraper")) == [
        "scraper",
        "scraper.cli",
        "scraper.errors",
        "scraper.text",
    ]
