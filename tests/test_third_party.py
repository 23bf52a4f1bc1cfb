"""An adapter in somebody else's package: built, installed in an environment of its own, listed, used, and broken."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from scraper import reference

pytestmark = pytest.mark.slow
PACKAGE = Path(__file__).parent / "third_party"
OTHER = reference.folder() / "tour" / "speakers" / "index.html"
PAGE = PACKAGE / "pages" / "long_table" / "2026" / "page.json"


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """The interpreter of a new environment that sees everything this one has, with the package installed in it."""
    for needed in ("hatchling", "pip"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed: pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("third_party")
    venv.create(folder / "venv", with_pip=False)
    made = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    where = subprocess.run(
        [made, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    ours = sysconfig.get_path("purelib")
    (Path(where.stdout.strip()) / "everything.pth").write_text(
        f"import site; site.addsitedir({ours!r})\n", encoding="utf-8"
    )
    source = folder / "source"
    shutil.copytree(PACKAGE, source)
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", made, "install", *offline, str(source)],
        env=os.environ | {"PYTHONPATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def run(python, tmp_path):
    """Types one command in that environment; its exit code, stdout and stderr."""

    def typed(*words):
        done = subprocess.run(
            [python, "-m", "scraper", *map(str, words)], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60
        )
        return done.returncode, done.stdout, done.stderr

    return typed


@pytest.fixture
def broken(python):
    """The package after an update that went wrong."""
    found = subprocess.run(
        [python, "-c", "import coffeechat_long_table as it; print(it.__file__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    module = Path(found.stdout.strip())
    whole = module.read_text(encoding="utf-8")
    module.write_text("import no_such_module_anywhere\n", encoding="utf-8")
    yield
    module.write_text(whole, encoding="utf-8")


def test_adapter_of_a_package_is_listed_first(run):
    code, out, err = run("adapters", "list", "--json")
    first = json.loads(out)[0]
    assert (code, err) == (0, "")
    assert (first["adapter"], first["kind"]) == ("long_table", "third party")
    assert first["about"] == "Long Table: one JSON file of days, sessions and people."


def test_adapter_of_a_package_reads_its_conference(run):
    code, out, _ = run("extract", PAGE, "--url", "https://longtable.example/api/2026.json", "--json")
    read = json.loads(out)
    assert (code, read["receipt"]["adapter"]) == (0, "long_table")
    assert [(one["name"], one["role"], one["employer"]) for one in read["speakers"]] == [
        ("Maren Eastlorn", "Baker", "Crumb & Crust"),
        ("Ifeoma Dunmallow", "Geologist", "Salt Works Lindenmouth"),
        ("Teuvo Rookhampton", None, None),
    ]


def test_adapter_of_a_package_is_checked(run):
    code, out, err = run("adapters", "check", "long_table", "--pages", PACKAGE / "pages")
    assert (code, out) == (0, "")
    assert err == "long_table: 1 case; nothing wrong\n"


def test_broken_adapter_of_a_package_is_named_and_costs_nobody_else(run, broken):
    code, out, err = run("adapters", "list", "--json")
    assert code == 0
    assert "long_table" not in [one["adapter"] for one in json.loads(out)]
    assert (
        err
        == "skipped: adapter long_table does not load: ModuleNotFoundError: No module named 'no_such_module_anywhere'\n"
    )
    code, out, _ = run("extract", OTHER, "--url", "https://manyhands.example/speakers/", "--json")
    assert (code, len(json.loads(out)["speakers"]) > 30) == (0, True)
    code, out, _ = run("doctor")
    assert code == 0
    assert "note  adapter long_table does not load: ModuleNotFoundError" in out
    code, _, err = run("adapters", "check", "long_table")
    assert (code, err.splitlines()[0].startswith("coffeechat: adapter long_table does not load")) == (5, True)
