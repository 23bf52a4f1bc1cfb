"""What the worst pages cost: time, memory and what is said, each read by a program of its own. Not a test.

    .venv/bin/python tests/bench/hostile.py [WORD ...]

WORD chooses among the traps (tests/traps.py). Each must be over within 10 seconds and 512 MB, the goal being 2 seconds
and 256 MB, with a reason for what was not read. The last line counts those that were.
"""

# ruff: noqa: T201 -- a command that prints

from __future__ import annotations

import http.server
import os
import sys
import tempfile
import threading
import time
from collections.abc import MutableMapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from traps import PACKED, TRAPS

SECONDS, MEMORY = 10.0, 512
GOAL_SECONDS, GOAL_MEMORY = 2.0, 256
_READ = "from scraper.cli import main; main()"


def main(words: list[str], told: MutableMapping[str, float | None] | None = None) -> int:
    """Print a line a trap; the worst goes into `told`, too. 1 where one of them was not over in time."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"COFFEECHAT_DB": str(Path(folder) / "a.db"), "NO_COLOR": "1"}
        for name, (ending, make) in TRAPS.items():
            if all(word in name for word in words):
                file = Path(folder) / f"trap{ending}"
                file.write_bytes(make(1.0))
                rows.append(_row(name, str(file), "--url", "https://conf.example/speakers/"))
        for name, (encoding, make) in PACKED.items():
            if all(word in name for word in words):
                rows.append(_row(name, _serve(make(1.0), encoding)))
    floor = sum(seconds <= SECONDS and memory <= MEMORY for seconds, memory in rows)
    goal = sum(seconds <= GOAL_SECONDS and memory <= GOAL_MEMORY for seconds, memory in rows)
    print(
        f"within {SECONDS:.0f} s and {MEMORY} MB: {floor} of {len(rows)}; within {GOAL_SECONDS:.0f} s and {GOAL_MEMORY} MB: {goal}"
    )
    if told is not None:
        told["the worst page, seconds"], told["the worst page, MB"] = (
            max(column) for column in zip(*rows, strict=True)
        )
    return 0 if floor == len(rows) else 1


def _row(name: str, *words: str) -> tuple[float, float]:
    """CPU seconds and MB of reading one trap."""
    read, write = os.pipe()
    began = time.monotonic()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", _READ, "extract", "--json", *words],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, write, 2),
            (os.POSIX_SPAWN_CLOSE, read),
        ],
    )
    os.close(write)
    with os.fdopen(read, encoding="utf-8", errors="replace") as pipe:
        said = pipe.read().strip().splitlines()
    _, status, used = os.wait4(child, 0)
    seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    told = said[-2] if len(said) > 1 else (said or [""])[0]
    print(
        f"{name:32} {seconds:6.1f} s CPU {time.monotonic() - began:6.1f} s {memory:6.0f} MB  exit {os.waitstatus_to_exitcode(status)}  {told[:110]}",
        flush=True,
    )
    return seconds, memory


def _serve(body: bytes, encoding: str) -> str:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = "robots" not in self.path
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html")
            if found:
                self.send_header("Content-Encoding", encoding)
            self.end_headers()
            if found:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
