"""What holds for every test: no network, nothing written outside the test's own folder, plain output."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
import quiet

# A case is not timed: on a machine that does something else as well any of them may take long. What must be quick has
# bounds and benchmarks of its own.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("here")

_HERE = Path(__file__).parent
_HOME = {  # where programs keep their files, by system
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "data",
    "LOCALAPPDATA": "data",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
}
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def reached_for() -> Iterator[list[str]]:
    """Forbid the network; the attempts so far. A test that leaves any in the list fails."""
    with pytest.MonkeyPatch.context() as patch:
        attempts = quiet.forbid(patch.setattr)
        yield attempts
    if attempts:
        pytest.fail(f"this test reached for the network: {', '.join(attempts)}")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names for home folders: `mktemp` for each would look through all there are."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path]) -> Iterator[Path]:
    """Give the test, and the programs it starts, a home folder and a database of their own; the home folder."""
    home = next(homes)
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in _HOME.items():
            patch.setenv(name, str(home / folder))
        for name in _PROXIES:
            patch.delenv(name, raising=False)
            patch.delenv(name.lower(), raising=False)
        patch.setenv("COFFEECHAT_DB", str(home / "speakers.db"))
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # set in images: each program would compile all anew
        patch.setenv("NO_COLOR", "1")
        patch.delenv("FORCE_COLOR", raising=False)
        patch.setenv("PYTHONPATH", os.pathsep.join((str(_HERE / "child_processes"), str(_HERE))))
        yield home


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], own_home: Path) -> Callable[..., tuple[int, str, str]]:
    """Types one command in this process; gives its exit code, stdout and stderr."""
    from scraper.cli import main

    def typed(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        shown = capsys.readouterr()
        return int(left.value.code or 0), shown.out, shown.err

    return typed
