"""The tour's server: what it serves, what it refuses, and that nothing of it stays."""

import http.client
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scraper import reference, tour
from scraper.errors import InputError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "speakers").mkdir(parents=True)
    (folder / "empty").mkdir()
    (folder / "index.html").write_text("<h1>Home of Łucja</h1>", encoding="utf-8")
    (folder / "speakers" / "index.html").write_text("<h1>Speakers</h1>", encoding="utf-8")
    (folder / "speakers" / "ana.html").write_text("<h1>Ana</h1>", encoding="utf-8")
    (folder / "style.css").write_text("a{}", encoding="utf-8")
    (folder / "robots.txt").write_text("User-agent: *\n", encoding="utf-8")
    (folder / "face.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "odd.xyz").write_bytes(b"\0\1")
    (tmp_path / "secret.html").write_text("not yours", encoding="utf-8")
    return folder


def ask(base: str, path: str, method: str = "GET", headers: dict[str, str] | None = None):
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=5)
    try:
        connection.putrequest(method, path)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_serve_gives_a_loopback_address(site: Path) -> None:
    with tour.serve(site) as base:
        parts = urlsplit(base)
        assert (parts.scheme, parts.hostname, parts.path) == ("http", "127.0.0.1", "/")
        assert parts.port is not None
        assert parts.port > 1023


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/", "text/html; charset=utf-8", "<h1>Home of Łucja</h1>"),
        ("/index.html?a=1", "text/html; charset=utf-8", "<h1>Home of Łucja</h1>"),
        ("/speakers/", "text/html; charset=utf-8", "<h1>Speakers</h1>"),
        ("/speakers/ana.html", "text/html; charset=utf-8", "<h1>Ana</h1>"),
        ("/style.css", "text/css; charset=utf-8", "a{}"),
        ("/robots.txt", "text/plain; charset=utf-8", "User-agent: *\n"),
        ("/face.svg", "image/svg+xml", "<svg/>"),
        ("/odd.xyz", "application/octet-stream", "\0\1"),
    ],
)
def test_serve_answers_with_the_file_and_its_type(site: Path, path: str, kind: str, body: str) -> None:
    with tour.serve(site) as base:
        status, headers, content = ask(base, path)
        assert (status, headers["Content-type"], content.decode()) == (200, kind, body)
        assert headers["Content-Length"] == str(len(body.encode()))
        assert "Last-Modified" in headers


def test_serve_sends_a_folder_to_its_slash(site: Path) -> None:
    with tour.serve(site) as base:
        status, headers, content = ask(base, "/speakers")
    assert (status, headers["Location"], content) == (301, "/speakers/", b"")


def test_serve_head_has_no_body(site: Path) -> None:
    with tour.serve(site) as base:
        status, headers, content = ask(base, "/speakers/ana.html", "HEAD")
    assert (status, headers["Content-Length"], content) == (200, "12", b"")


def test_serve_says_not_modified(site: Path) -> None:
    with tour.serve(site) as base:
        seen = ask(base, "/style.css")[1]["Last-Modified"]
        status, _, content = ask(base, "/style.css", headers={"If-Modified-Since": seen})
    assert (status, content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/speakers/../../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/speakers/..%2f..%2fsecret.html",
        "//secret.html",
        "/....//secret.html",
        "/nobody.html",
        "/style.css/",
        "/empty/",
        "/%00",
        "/" + "a" * 5000,
    ],
)
def test_serve_refuses_what_is_not_in_the_folder(site: Path, path: str) -> None:
    with tour.serve(site) as base:
        status, _, content = ask(base, path)
    assert status == 404
    assert b"not yours" not in content


def test_serve_does_not_follow_a_link_out_of_the_folder(site: Path, tmp_path: Path) -> None:
    try:
        (site / "out.html").symlink_to(tmp_path / "secret.html")
    except OSError:
        pytest.skip("this system makes no links")
    with tour.serve(site) as base:
        assert ask(base, "/out.html")[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_serve_knows_get_and_head_only(site: Path, method: str) -> None:
    with tour.serve(site) as base:
        assert ask(base, "/index.html", method)[0] == 501
    assert (site / "index.html").read_text(encoding="utf-8") == "<h1>Home of Łucja</h1>"


def test_serve_is_quiet(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with tour.serve(site) as base:
        ask(base, "/")
        ask(base, "/nobody.html")
        with socket.create_connection(("127.0.0.1", urlsplit(base).port or 0), timeout=5) as client:
            client.sendall(b"GET / HTTP/1.1\r\nNonsense")  # and hangs up
    assert capfd.readouterr() == ("", "")


def test_serve_leaves_no_thread_and_no_port(site: Path) -> None:
    before = set(threading.enumerate())
    with tour.serve(site) as base:
        ask(base, "/")
        assert set(threading.enumerate()) > before
    assert set(threading.enumerate()) == before
    with pytest.raises(ConnectionRefusedError):
        ask(base, "/")


def test_serve_ends_at_once_beside_a_silent_client(site: Path) -> None:
    with tour.serve(site) as base:
        port = urlsplit(base).port or 0
        silent = socket.create_connection(("127.0.0.1", port), timeout=5)
        assert ask(base, "/")[0] == 200  # a silent client keeps nobody waiting
        before = time.monotonic()
    took = time.monotonic() - before
    silent.close()
    assert took < 3


def test_serve_ends_when_the_block_fails(site: Path) -> None:
    before = set(threading.enumerate())
    with pytest.raises(ZeroDivisionError), tour.serve(site):
        raise ZeroDivisionError
    assert set(threading.enumerate()) == before


def test_serve_holds_so_many_connections_and_no_more(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour, "_AT_ONCE", 2)
    with tour.serve(site) as base:
        port = urlsplit(base).port or 0
        silent = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(2)]
        with socket.create_connection(("127.0.0.1", port), timeout=5) as third:
            assert third.recv(1) == b""  # closed unread
        for one in silent:
            one.close()
        for _ in range(100):
            try:
                assert ask(base, "/")[0] == 200
                break
            except (http.client.HTTPException, OSError):  # the server has not noticed yet that they left
                time.sleep(0.02)
        else:
            pytest.fail("no connection was free again")


def test_serve_hangs_up_on_a_client_that_stays_silent(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour._Handler, "timeout", 0.1)
    with (
        tour.serve(site) as base,
        socket.create_connection(("127.0.0.1", urlsplit(base).port or 0), timeout=5) as silent,
    ):
        assert silent.recv(1) == b""


def test_serve_names_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError) as problem, tour.serve(tmp_path / "nowhere"):
        pytest.fail("it was served")
    assert problem.value.message == f"there is no folder {(tmp_path / 'nowhere').resolve()} to serve"


def test_serve_says_when_no_port_can_be_had(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tour._Server, "server_bind", refuse)
    with pytest.raises(InputError) as problem, tour.serve(site):
        pytest.fail("it was served")
    assert problem.value.message == "cannot serve on 127.0.0.1: Permission denied"


def test_serve_without_a_folder_serves_the_sample_conference() -> None:
    with tour.serve() as base:
        status, _, content = ask(base, "/")
    assert status == 200
    assert content == (reference.folder() / "tour" / "index.html").read_bytes()
