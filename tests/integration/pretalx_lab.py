"""A real pretalx on this machine: installed from PyPI, filled with invented people, served on loopback.

    with serve(folder) as lab:
        lab.url      the conference's address
        lab.truth    what the organiser's database holds (pretalx_seed.py says in which form)

`folder` keeps the virtual environment and the database, so a second run takes seconds. Only the first run needs the
network (pip). No Redis, no Celery, no mail: SQLite and Django's own server.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

VERSION = "2025.2.2"
SEED = Path(__file__).with_name("pretalx_seed.py")
_SETTINGS = """
[filesystem]
data = {folder}/data
media = {folder}/data/media
static = {folder}/data/static
logs = {folder}/data/logs
[site]
debug = true
url = {url}
[database]
backend = sqlite3
name = {folder}/data/db.sqlite3
"""


@dataclass(frozen=True)
class Lab:
    url: str
    truth: dict[str, Any]
    asked: Path  # the server's own log: one line a request


@contextmanager
def serve(folder: Path) -> Iterator[Lab]:
    """Start it, wait until it answers, and stop it in the end."""
    python = _install(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    truth = folder / "truth.json"
    if not truth.exists():  # a first run that was broken off left half a database
        shutil.rmtree(folder / "data", ignore_errors=True)
    for name in ("media", "static", "logs"):
        (folder / "data" / name).mkdir(parents=True, exist_ok=True)
    settings = folder / "pretalx.cfg"
    settings.write_text(_SETTINGS.format(folder=folder.as_posix(), url=url), encoding="utf-8")
    environment = _environment() | {
        "PRETALX_CONFIG_FILE": str(settings),
        "DJANGO_SETTINGS_MODULE": "pretalx.settings",
        "DJANGO_SUPERUSER_EMAIL": "organiser@conference.example",
        "DJANGO_SUPERUSER_PASSWORD": "only-on-loopback-7391",
        "PRETALX_INIT_ORGANISER_NAME": "Invented Organisers",
        "PRETALX_INIT_ORGANISER_SLUG": "invented",
    }

    def pretalx(*words: str) -> None:
        _run([python, "-m", "pretalx", *words], environment, folder)

    if not truth.exists():
        pretalx("migrate", "--noinput")
        pretalx("init", "--noinput")
        pretalx("create_test_event", "--stage", "schedule", "--slug", "democon", "--seed", "42")
        _run([python, str(SEED), str(truth)], environment, folder)
    log = folder / "requests.log"
    # One request at a time: asked several at once, pretalx 2025.2 now and then draws an answer as nothing at all.
    with log.open("w", encoding="utf-8") as written:
        server = subprocess.Popen(
            [python, "-m", "pretalx", "runserver", "--noreload", "--nothreading", f"127.0.0.1:{port}"],
            env=environment, cwd=folder, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait(f"{url}/robots.txt", server, log)
            yield Lab(f"{url}/democon/", json.loads(truth.read_text(encoding="utf-8")), log)
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _install(folder: Path) -> str:
    """The interpreter of an environment that has pretalx: made in `folder` unless it is there."""
    scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / ("python.exe" if os.name == "nt" else "python"))
    if (
        subprocess.run([python, "-c", "import pretalx"], env=_environment(), capture_output=True).returncode
        if Path(python).exists()
        else 1
    ):
        folder.mkdir(parents=True, exist_ok=True)
        _run([sys.executable, "-m", "venv", str(folder / "venv")], _environment(), folder)
        wanted = [f"pretalx=={VERSION}", "Faker", "freezegun"]
        _run([python, "-m", "pip", "install", "--quiet", *wanted], _environment(), folder)
    return python


def _environment() -> dict[str, str]:
    """This process's, without what the tests lay over programs they start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _run(command: list[str], environment: dict[str, str], folder: Path) -> None:
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=900)
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        )


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"pretalx did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")
