"""What is installed is whole: both packages, and data/ as scraper/data."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scraper import reference

ROOT = Path(__file__).parents[1]
BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
LOOK = "from scraper import reference; print(reference.folder()); print(len(reference.table('conferences')))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed: pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def tracked(*folders: str) -> set[str]:
    """The files that git knows below these folders. Skips where there is no git checkout."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0 or not done.stdout:
        pytest.skip("this is no git checkout")
    return {name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_wheel_is_named_for_every_machine(wheel: Path) -> None:
    assert wheel.name.startswith("coffeechat-")
    assert wheel.name.endswith("-py3-none-any.whl")


def test_wheel_holds_both_packages(names: set[str]) -> None:
    assert tracked("scraper", "adapters") - names == set()


def test_wheel_holds_the_data_inside_the_package(names: set[str]) -> None:
    assert {f"scraper/{name}" for name in tracked("data")} - names == set()
    assert {"scraper/data/README.md", "scraper/data/conferences.toml", "scraper/data/tour/index.html"} <= names


def test_wheel_holds_nothing_else(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"scraper", "adapters"}
    assert sorted(name for name in names if name.endswith((".db", ".pyc", ".sqlite"))) == []


def test_wheel_says_that_it_is_typed_and_has_the_command(wheel: Path, names: set[str]) -> None:
    assert "scraper/py.typed" in names
    (points,) = (name for name in names if name.endswith(".dist-info/entry_points.txt"))
    text = zipfile.ZipFile(wheel).read(points).decode()
    assert "[console_scripts]\ncoffeechat = scraper.cli:main\n" in text


def test_wheel_finds_its_own_data(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    folder, rows = done.stdout.splitlines()
    assert Path(folder).resolve() == (tmp_path / "scraper" / "data").resolve()
    assert int(rows) > 0


def test_checkout_finds_its_data() -> None:
    assert reference.folder().resolve() == (ROOT / "data").resolve()
