"""Pages somebody saved: HTML, UTF-16, data, and whole pages in one file (MHTML)."""

import base64
import json
import quopri

import pytest

from scraper import registry
from scraper.crawl import Crawl
from scraper.errors import BadFile, TooLarge
from scraper.page import Follow
from scraper.pull import Settings, preview
from scraper.target import resolve, saved

HTML = "<html><body><h2>Speakers</h2><h3>Łucja Ruiz</h3></body></html>"
LOCATION = "https://spring.example/speakers"


def mhtml(encode, name, *, location=LOCATION, kind="text/html"):
    return (
        b"From: <Saved by a browser>\r\nSubject: Speakers\r\nMIME-Version: 1.0\r\n"
        + (f"Snapshot-Content-Location: {location}\r\n".encode() if location else b"")
        + b'Content-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n'
        b"----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
        + f"----x\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: {name}\r\n".encode()
        + b"Content-Location: cid:frame\r\n\r\n"
        + encode(HTML.encode())
        + b"\r\n----x--\r\n"
    )


@pytest.mark.parametrize("typed", ["[::1]:8000", "[::1]/speakers", "127.0.0.1:8000", "localhost"])
def test_own_machine_needs_no_scheme(typed):
    assert resolve(typed).url == f"http://{typed}"


@pytest.mark.parametrize(
    ("encode", "name"), [(quopri.encodestring, "quoted-printable"), (base64.encodebytes, "base64"), (bytes, "8bit")]
)
def test_mhtml_gives_its_page_and_where_it_came_from(tmp_path, encode, name):
    file = tmp_path / "saved.mhtml"
    file.write_bytes(mhtml(encode, name))
    page = saved.read(file)
    assert (page.url, page.text.strip()) == (LOCATION, HTML)
    assert saved.read(file, url="https://other.example/").url == "https://other.example/"


def test_mhtml_is_known_by_its_head_and_may_not_know_its_address(tmp_path):
    file = tmp_path / "saved.html"
    file.write_bytes(mhtml(bytes, "8bit", location=""))
    page = saved.read(file)
    assert page.text.strip() == HTML
    assert page.url == file.as_uri()


def test_mhtml_without_a_page_is_refused(tmp_path):
    file = tmp_path / "saved.mht"
    file.write_bytes(mhtml(bytes, "8bit", kind="text/css"))
    with pytest.raises(BadFile, match="holds no page"):
        saved.read(file)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_html_is_read_as_it_is(tmp_path, codec):
    file = tmp_path / "saved.html"
    file.write_bytes(HTML.encode(codec))
    page = saved.read(file, url=LOCATION)
    assert (page.url, page.text) == (LOCATION, HTML)
    assert page.seen_at is not None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"%PDF-1.7 ...", "is not a web page"),
        (b"\x1f\x8b\x08", "is not a web page"),
        (b"a\0b", "is not a web page"),
    ],
)
def test_what_is_no_page_is_refused(tmp_path, body, message):
    file = tmp_path / "saved.html"
    file.write_bytes(body)
    with pytest.raises(BadFile, match=message):
        saved.read(file)


def test_file_that_is_too_large_or_missing_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "saved.html"
    file.write_text(HTML)
    monkeypatch.setattr(saved, "MAX_BYTES", 10)
    with pytest.raises(TooLarge):
        saved.read(file)
    with pytest.raises(BadFile, match="cannot read"):
        saved.read(tmp_path / "nowhere.html")


def test_saved_page_is_a_target_with_its_own_address(tmp_path):
    file = tmp_path / "saved.mhtml"
    file.write_bytes(mhtml(bytes, "8bit"))
    target = resolve(str(file))
    assert (target.url, target.page.url, target.adapter.name) == (LOCATION, LOCATION, "website")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("the.conference/speakers", "https://the.conference/speakers"),
        ("the.conference:8443", "https://the.conference:8443"),
        ("localhost:9105", "http://localhost:9105"),
        ("127.0.0.1:8000/speakers/", "http://127.0.0.1:8000/speakers/"),
    ],
)
def test_address_is_understood_without_its_scheme(typed, address):
    assert resolve(typed).url == address


@pytest.mark.parametrize(
    ("other", "is_there"),
    [
        ("sessions.json", True),
        ("with%20blank.json", True),
        ("absent.json", False),
        ("../sessions.json", False),
        ("..%2fsessions.json", False),
        ("deeper/sessions.json", False),
        ("..", False),
        ("", False),
    ],
)
def test_file_beside_lies_in_the_same_folder(tmp_path, other, is_there):
    folder = tmp_path / "saved"
    (folder / "deeper").mkdir(parents=True)
    for name in ("sessions.json", "with blank.json", "deeper/sessions.json", "../sessions.json"):
        (folder / name).write_text("{}")
    url = (folder / "speakers.json").as_uri()
    found = saved.beside(url, f"{url.rpartition('/')[0]}/{other}")
    assert (found is not None) is is_there


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://river.example/speakers.json", "file:///etc/passwd"),
        ("file:///tmp/speakers.json", "https://river.example/sessions.json"),
        ("file:///tmp/speakers.json", "file:///etc/passwd"),
        ("file:///tmp/speakers.json", "file:///tmp/x%00.json"),
    ],
)
def test_nothing_lies_beside_a_page_of_the_web_or_elsewhere(url, other):
    assert saved.beside(url, other) is None


def test_saved_file_is_read_with_the_one_beside_it(tmp_path):
    talk = {"code": "A8CD3F", "title": "Boats", "speakers": ["F3DC8A"], "session_type": "Talk"}
    person = {"code": "F3DC8A", "name": "Ada Speaker", "submissions": ["A8CD3F"], "affiliation": "Otter Trust"}
    for name, record in (("ep.sessions.json", talk), ("ep.speakers.json", person)):
        (tmp_path / name).write_text(json.dumps({record["code"]: record}))
    result = preview(resolve(str(tmp_path / "ep.speakers.json")), Settings())
    assert [(one.name, one.employer, one.sighting.talks) for one in result.speakers] == [
        ("Ada Speaker", "Otter Trust", ("Boats",))
    ]
    assert [page.error for page in result.pages] == [None, None]


def test_saved_page_leads_to_no_other_file(tmp_path):
    (tmp_path / "speakers.html").write_text('<h3>Ana Reyes</h3><a href="file:talks.html">Talks</a>')
    (tmp_path / "talks.html").write_text("<h3>Bo Lind</h3>")
    page = saved.read(tmp_path / "speakers.html")
    beside = Follow(url=page.url.replace("speakers", "talks"))
    reader = registry.get("website")
    crawl = Crawl(reader, page.url, may=lambda url: saved.beside(page.url, url) is not None)
    (step,) = crawl.wants(1)
    crawl.take(step, page, [beside])
    assert crawl.wants(1) == []
