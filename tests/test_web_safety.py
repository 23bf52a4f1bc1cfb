"""Who may ask the local page, and who is refused: nothing shown, nothing changed."""

import sqlite3
from pathlib import Path

import pytest
from browsing import PORT, Browser, browser, fill
from invented import dump

from scraper.web import links, safety
from scraper.web.app import ROUTES
from scraper.web.desk import Desk

SECRET = "Harbour Health"


@pytest.fixture
def page(tmp_path: Path) -> Browser:
    return browser(fill(tmp_path / "speakers.db"))


def rows(page: Browser):
    connection = sqlite3.connect(page.desk.file)
    try:
        return dump(connection)
    finally:
        connection.close()


def paths(method: str) -> list[str]:
    filled = {"{speaker}": "p-1", "{name}": "page.css", "{form}": "csv", "{edition}": "1"}
    found = [path for how, path, _ in ROUTES if how == method]
    for place, value in filled.items():
        found = [path.replace(place, value) for path in found]
    return found


CHANGES = paths("POST")
VIEWS = [path for path in paths("GET") if not path.startswith(("/open", "/static"))]


def test_whoever_opened_it_sees_the_people(page):
    answer = page.get("/")
    assert answer.status_code == 200
    assert SECRET in answer.text


STRANGERS = [
    {"cookie": ""},
    {"cookie": f"coffeechat-{PORT}=guess"},
    {"cookie": f"coffeechat-{PORT}="},
    {"cookie": 'a="\x01\\'},
    {"host": "evil.example"},
    {"host": f"evil.example:{PORT}"},
    {"host": f"127.0.0.1.evil.example:{PORT}"},
    {"host": "127.0.0.1:1"},
    {"host": ""},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
    {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"},
]


@pytest.mark.parametrize("path", VIEWS)
def test_view_is_refused_to_strangers(page, path):
    for headers in STRANGERS:
        sent = page.headers(**headers)
        if headers.get("host") == "":
            sent["host"] = ""
        answer = page.ask("GET", path, headers=sent)
        assert answer.status_code in (400, 403), headers
        assert SECRET not in answer.text, headers
        assert page.desk.keys.token not in answer.text, headers
        assert "set-cookie" not in answer.headers, headers


@pytest.mark.parametrize("path", CHANGES)
def test_change_is_refused_to_strangers(page, path):
    before = rows(page)
    right = page.desk.keys.token
    sent = [
        ({}, None),
        ({}, ""),
        ({}, "guess"),
        *((headers, right) for headers in STRANGERS if headers != {"host": ""}),
    ]
    for headers, token in sent:
        fields = {"speaker": "p-1", "on": "yes", "theme": "dark"} | ({"token": token} if token is not None else {})
        answer = page.ask("POST", path, data=fields, headers=page.headers(**headers))
        assert answer.status_code in (400, 403), (headers, token)
        assert "set-cookie" not in answer.headers, (headers, token)
    assert rows(page) == before


@pytest.mark.parametrize("path", CHANGES)
def test_change_is_not_made_by_looking(page, path):
    before = rows(page)
    answer = page.get(f"{path}?speaker=p-1&on=yes&theme=dark&token={page.desk.keys.token}")
    assert answer.status_code in ((200, 404) if path in VIEWS else (405,))  # some are a page and the place of its form
    assert rows(page) == before


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"content": b"speaker=p-1", "headers": {"content-type": "text/plain"}}, 415),
        ({"content": b"{}", "headers": {"content-type": "application/json"}}, 415),
        ({"files": {"speaker": b"p-1"}}, 415),
        ({"content": b"a" * (safety.MAX_FORM + 1)}, 413),
        ({"content": b"a=1&" * (safety.MAX_FIELDS + 1)}, 400),
        ({"content": b"a=%ff%fe"}, 400),
        ({"content": b"a=\xff"}, 400),
        ({"content": b"a=%00"}, 400),
        ({"content": b"", "headers": {"content-length": "-1"}}, 413),
        ({"content": b"", "headers": {"content-length": "9" * 30}}, 413),
    ],
    ids=lambda one: str(one)[:60],
)
def test_malformed_form_is_refused(page, options, status):
    before = rows(page)
    headers = {"content-type": "application/x-www-form-urlencoded", **options.pop("headers", {})}
    if "files" in options:
        headers.pop("content-type")
    answer = page.ask(
        "POST", "/star", headers=page.headers(**headers) | {"x-coffeechat-token": page.desk.keys.token}, **options
    )
    assert answer.status_code == status
    assert rows(page) == before


def test_body_without_an_end_is_cut(page):
    async def endless():
        while True:
            yield b"a=1&" * 1000

    headers = page.headers(content_type="application/x-www-form-urlencoded")
    assert page.ask("POST", "/star", content=endless(), headers=headers).status_code == 413


def test_long_address_and_unknown_method_are_refused(page):
    assert page.get(f"/?words={'a' * safety.MAX_ADDRESS}").status_code == 414
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
        assert page.ask(method, "/", headers=page.headers()).status_code == 405


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/static/../app.py", "/static/%2e%2e%2fapp.py", "/static/..%5capp.py",
                                  "/static/", "/static/page.css%00", "/people/../../x", "/people/p-1%2f..", "//evil.example/"])  # fmt: skip
def test_no_address_leads_out_of_the_page(page, path):
    answer = page.ask("GET", page.base + path, headers=page.headers())
    assert answer.status_code in (403, 404)
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_link_opens_the_page_once(page):
    key = page.desk.keys.link
    first = page.ask("GET", f"/open?key={key}&to=/%3Ftopic%3Dprivacy")
    assert first.status_code == 200
    assert 'content="0; url=/?topic=privacy"' in first.text
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert page.desk.keys.session in cookie
    second = page.ask("GET", f"/open?key={key}")
    assert second.status_code == 403
    assert "set-cookie" not in second.headers
    assert page.get(f"/open?key={key}").status_code == 303  # the browser that has it may load it again


@pytest.mark.parametrize("key", ["", "guess", "None"])
def test_wrong_link_opens_nothing_and_spends_nothing(page, key):
    assert page.ask("GET", f"/open?key={key}").status_code == 403
    assert page.desk.keys.link is not None


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\n/evil.example"]
)
def test_opening_leads_nowhere_else(page, to):
    answer = page.ask("GET", "/open", params={"key": page.desk.keys.link, "to": to})
    assert 'content="0; url=/"' in answer.text
    assert "evil" not in answer.text


def test_link_followed_from_elsewhere_asks_first(page):
    answer = page.get("/?words=ana", sec_fetch_site="cross-site", sec_fetch_mode="navigate", cookie="")
    assert answer.status_code == 403
    assert 'href="/?words=ana"' in answer.text


def test_every_answer_has_the_policy(page):
    answers = [page.get("/"), page.get("/nowhere"), page.ask("GET", "/"), page.get("/static/page.css"), page.get("/people/p-99"),
               page.post("/star", {}), page.ask("POST", "/star"), page.get("/", host="evil.example")]  # fmt: skip
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] in ("no-store", "no-cache")


def test_two_runs_do_not_open_each_other(page, tmp_path):
    other = Browser(Desk(file=page.desk.file, port=PORT))
    assert other.ask("GET", "/", headers=page.headers()).status_code == 403


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://ana.example/a?b=c#d", "https://ana.example/a?b=c#d"),
        ("HTTP://ana.example", "HTTP://ana.example"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//ana.example", None),
        ("ftp://ana.example", None),
        ("https://user:secret@ana.example/", None),
        ("https:///nowhere", None),
        ("https://ana.example\\@evil.example", None),
        ("https://ana.example/ b", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_are_links(url, told):
    assert links.outward(url) == told


def test_what_pages_said_is_text(page):
    for path in ("/", "/people/p-3"):
        answer = page.get(path)
        assert "<b>Okoro" not in answer.text
        assert "&lt;b&gt;Okoro" in answer.text
        assert "javascript:" not in answer.text.replace("javascript:alert(1)</span>", "")
        assert "<script>" not in answer.text
        assert " style=" not in answer.text
        assert " onclick" not in answer.text
