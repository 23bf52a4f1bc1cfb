"""`coffeechat browse` as it is typed: it says where the page is, shows it, and ends with Ctrl-C."""

import contextlib
import os
import re
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
from browsing import fill, read
from conference_site import site

from scraper.cli import main
from scraper.cli.browse import browse
from scraper.web.drawing import PLACES

PATIENCE = 300
"""Seconds until a test gives up on what never comes. What comes is waited for, however busy the machine is."""


@contextlib.contextmanager
def browsing(*arguments: str):
    """The command, begun; its address; ended in any case."""
    command = [sys.executable, "-m", "scraper", "browse", "--no-open", "--port", "0", *arguments]
    own = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {}
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **own
    ) as process:  # fmt: skip
        try:
            yield process, (process.stdout.readline().strip() if process.stdout else "")
        finally:
            process.kill()


def interrupt(process) -> None:
    process.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGINT)


def ask(address: str, **headers: str):
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=PATIENCE)


def test_page_opens_and_ends(own_home):
    file = fill(own_home / "speakers.db")
    with browsing("nurse", "--company", "harbour health", "--db", str(file)) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert address.endswith("&to=%2F%3Fwords%3Dnurse%26company%3Dharbour%2Bhealth")
        with ask(address) as answer:
            cookie = next(iter(SimpleCookie(answer.headers["set-cookie"]).values()))
        base = address.partition("/open")[0]
        with ask(f"{base}/?words=nurse", cookie=f"{cookie.key}={cookie.value}") as answer:
            text = answer.read().decode()
        assert "Ana Ruiz" in text
        assert f"--db {file}" in read(text)
        for stranger in (f"{base}/", address):
            with pytest.raises(urllib.error.HTTPError, match="403"):
                ask(stranger)
        interrupt(process)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (0, "")
    assert err.splitlines()[-1] == "Stopped."
    assert "Traceback" not in err


def test_page_listens_on_loopback_alone(own_home):
    fill(own_home / "speakers.db")
    with browsing() as (_, address):
        port = int(address.split(":")[2].partition("/")[0])
        with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=5):
            pass


def test_rubbish_on_the_wire_is_survived(own_home):
    fill(own_home / "speakers.db")
    with browsing() as (process, address):
        port = int(address.split(":")[2].partition("/")[0])
        here = f"Host: 127.0.0.1:{port}\r\n".encode()
        for rubbish in (
            b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 5000,
            b"GET / HTTP/1.1\r\n" + here + b"X: " + b"a" * 70_000 + b"\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + here + here + b"\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET http://evil.example/ HTTP/1.1\r\n" + here + b"\r\n",
            b"POST /star HTTP/1.1\r\n" + here + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"GET /%ff%fe%00 HTTP/1.1\r\n" + here + b"\r\n",
            b"CONNECT evil.example:443 HTTP/1.1\r\n" + here + b"\r\n",
        ):  # fmt: skip
            with (
                socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as wire,
                contextlib.suppress(ConnectionError),
            ):
                wire.sendall(rubbish)
                wire.shutdown(socket.SHUT_WR)
                answer = wire.recv(65_536)
                assert answer[:12] in (b"", b"HTTP/1.1 400", b"HTTP/1.1 403", b"HTTP/1.1 405"), (
                    rubbish[:40],
                    answer[:80],
                )
                assert b"Harbour Health" not in answer
        with ask(address) as answer:
            assert answer.status == 200
        interrupt(process)
        assert "Traceback" not in process.communicate(timeout=PATIENCE)[1]


def fails(capsys, *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(["browse", "--no-open", *arguments])
    return left.value.code, capsys.readouterr().err


def test_port_that_is_taken_is_told(own_home, capsys):
    fill(own_home / "speakers.db")
    with socket.create_server(("127.0.0.1", 0)) as other:
        code, said = fails(capsys, "--port", str(other.getsockname()[1]))
    assert code == 2
    assert "cannot be had" in said
    assert "--port 0" in said


def test_file_that_is_none_is_told(tmp_path, capsys):
    (tmp_path / "notes.db").write_text("dear diary " * 100)
    code, said = fails(capsys, "--db", str(tmp_path / "notes.db"))
    assert code == 6
    assert "is not a coffeechat file" in said


def test_lines_of_the_readme_are_understood():
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("coffeechat browse")]
    assert len(lines) >= 3
    asked = [browse.make_context("browse", shlex.split(line, comments=True)[2:]).params for line in lines]
    assert [one["words"] for one in asked] == [(), ("transport",), ()]
    assert [one["family"] for one in asked] == [None, "engineering", None]
    assert [one["topic"] for one in asked] == [None, None, "privacy"]
    shown = {name for name, _ in PLACES}
    assert {name for name in shown if f"**{name}**" in text} == shown


def test_ctrl_c_ends_a_pull_that_is_watched(own_home):
    """The stream that tells of it ends, the pull ends though its site never answers, and nothing half is kept."""
    file = fill(own_home / "speakers.db")
    with site() as served, browsing("--db", str(file)) as (process, address):
        with ask(address) as answer:
            cookie = next(iter(SimpleCookie(answer.headers["set-cookie"]).values()))
        base, mine = address.partition("/open")[0], {"cookie": f"{cookie.key}={cookie.value}"}
        with ask(f"{base}/pull", **mine) as answer:
            token = re.search(r'name="coffeechat-token" content="([^"]+)"', answer.read().decode())[1]
        served.open.clear()
        body = urlencode({"token": token, "target": served.url}).encode()
        with urllib.request.urlopen(
            urllib.request.Request(f"{base}/pull", body, {**mine, "origin": base}), timeout=PATIENCE
        ):
            assert served.came.wait(PATIENCE)
        with ask(f"{base}/pull/events", **mine) as stream:
            assert stream.readline().startswith(b"event: told")
            interrupt(process)
            while stream.readline():
                pass
        _, err = process.communicate(timeout=PATIENCE)
        assert not served.open.is_set()  # the site has not answered yet: nothing but Ctrl-C ended the pull
    assert process.returncode == 0
    assert err.splitlines()[-1] == "Stopped."
    assert "Traceback" not in err
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT count(*) FROM editions").fetchone() == (2,)  # as it was filled
    connection.close()
