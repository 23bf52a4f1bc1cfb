"""--render with the real thing: Chromium draws small pages served on loopback, end to end through the command line.

Chromium reaches nothing but the gateway in this process (or in the command's), and that is guarded as every test is.
"""

import contextlib
import http.server
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from scraper.cli import main
from scraper.fetch import browser, serialise

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("playwright") is None, reason="Playwright is missing: pip install -e '.[browser]'"
    ),
    pytest.mark.skipif(browser.executable() is None, reason="no Chromium on this machine"),
]

PEOPLE = [
    ("Ana Ruiz", "Nurse", "Harbour Health"),
    ("Bo Lindqvist", "Head of Design", "Harbour Health"),
    ("Chioma Adeyemi", "Civil Engineer", "City of Lindenmouth"),
    ("Dana Petrova", "Product Manager", "Tidewater Labs"),
    ("Emre Yalin", "Baker", "Crumb & Co"),
    ("Fatou Sarr", "Data Engineer", "Tidewater Labs"),
]
PAGE = """<!doctype html><html lang=en><head><title>Speakers | Spring School 2026</title>
<link rel=stylesheet href=/style.css></head><body><noscript>Please enable JavaScript.</noscript><div id=root></div>
<script src=/app.js></script><script>{script}</script></body></html>"""
APP = """
const root = document.getElementById('root');
root.innerHTML = '<h1>Spring School 2026</h1><h2>Speakers</h2><section class=speakers></section>';
const card = (one) => `<div class=card><img src="/photos/${one[0].split(' ')[0]}.png"
  onerror="this.src='/nobody.png'"><h3>${one[0]}</h3><p class=what>${one[1]}, ${one[2]}</p></div>`;
const list = root.querySelector('section');
const show = (people) => list.insertAdjacentHTML('beforeend', people.map(card).join(''));
const load = (url) => fetch(url).then((answer) => answer.json()).then(show);
"""
LAZY = """
list.style.minHeight = '3000px';
let next = 0;
addEventListener('scroll', () => {
  if (scrollY > 0 && next < 3) { load('/api/speakers.json?page=' + next++); list.style.minHeight = 3000 * (next + 1) + 'px'; }
});
"""
SHADOW = """
class Person extends HTMLElement { connectedCallback() {
  this.attachShadow({mode: 'open'}).innerHTML = '<div class=card><h3><slot></slot></h3><p class=what>'
    + this.getAttribute('what') + '</p></div>';
} }
customElements.define('a-person', Person);
fetch('/api/speakers.json').then((answer) => answer.json()).then((people) => { list.innerHTML = people.map(
  (one) => `<a-person what="${one[1]}, ${one[2]}">${one[0]}</a-person>`).join(''); });
"""


class Site(http.server.ThreadingHTTPServer):
    """A site of a few addresses; `asked` are those that were asked for, `scripts` what each page runs."""

    daemon_threads = True

    def __init__(self, port=0, host="127.0.0.1"):
        super().__init__((host, port), Handler)
        self.asked = []
        self.scripts = {}
        self.robots = "User-agent: *\nAllow: /\n"
        self.base = f"http://{host}:{self.server_address[1]}/"

    def server_bind(self):
        self.socket.bind(self.server_address)  # without looking up the machine's own name
        self.server_address = self.socket.getsockname()

    def handle_error(self, *_):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        site, (path, _, query) = self.server, self.path.partition("?")
        site.asked.append(self.path)
        if path == "/robots.txt":
            return self.say(site.robots, "text/plain")
        if path == "/app.js":
            return self.say(APP, "text/javascript")
        if path == "/away":
            self.send_response(302)
            self.send_header("Location", query)
            self.end_headers()
            return None
        if path.startswith("/api/"):
            number = query.removeprefix("page=")
            mine = PEOPLE[int(number) * 2 :][:2] if number.isdigit() else PEOPLE
            return self.say(json.dumps(mine), "application/json")
        if path in site.scripts:
            return self.say(PAGE.replace("{script}", site.scripts[path]), "text/html; charset=utf-8")
        return self.send_error(404)

    def say(self, text, content_type):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(site):
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()


@pytest.fixture
def site():
    with serving(Site()) as made:
        yield made


@pytest.fixture(autouse=True)
def none_left(own_home):
    """Whatever a test started is gone when it ends."""
    yield
    assert left_over(own_home) == []


def left_over(home, within=10.0):
    """The command lines of programs that still run and were started with this home folder (Linux only)."""
    end = time.monotonic() + within
    while (found := running(home)) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def running(home):
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"HOME={home}\0".encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes()[:200])
    return found


def extract(capsys, url):
    """Names, roles and employers that `extract --render` shows, and what it says."""
    with pytest.raises(SystemExit) as left:
        main(["extract", url, "--render", "--json"])
    shown = capsys.readouterr()
    people = json.loads(shown.out)["speakers"] if shown.out else []
    return left.value.code, [(one["name"], one["role"], one["employer"]) for one in people], shown.err


def test_page_drawn_from_data_is_pulled(site, capsys):
    site.scripts["/speakers"] = "load('/api/speakers.json');"
    with pytest.raises(SystemExit) as left:
        main(["pull", f"{site.base}speakers", "--render"])
    said = capsys.readouterr().err.splitlines()
    assert (left.value.code, said[0], said[2]) == (0, "Spring School 2026", "  6 new")
    assert said[1].startswith("  6 people; role for 6, employer for 6; 1 page; read as cards")
    assert sorted(site.asked) == ["/api/speakers.json", "/app.js", "/robots.txt", "/speakers"]  # each once
    with pytest.raises(SystemExit) as left:
        main(["speakers", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert {(one["name"], one["role"], one["employer"]) for one in found} == set(PEOPLE)


def test_page_drawn_by_scripts_is_not_read_without_render(site, capsys):
    site.scripts["/speakers"] = "load('/api/speakers.json');"
    with pytest.raises(SystemExit) as left:
        main(["extract", f"{site.base}speakers"])
    said = capsys.readouterr().err
    assert left.value.code == 4
    assert "--render" in said


def test_list_that_grows_as_one_scrolls_is_read_whole(site, capsys):
    site.scripts["/speakers"] = LAZY
    code, people, _ = extract(capsys, f"{site.base}speakers")
    assert (code, sorted(people)) == (0, PEOPLE)


def test_people_in_shadow_trees_are_read(site, capsys):
    site.scripts["/speakers"] = SHADOW
    code, people, _ = extract(capsys, f"{site.base}speakers")
    assert (code, sorted(people)) == (0, PEOPLE)


def test_page_that_never_rests_is_read_after_its_time(site, capsys, monkeypatch):
    monkeypatch.setattr(serialise, "QUIET_WITHIN", 2)
    monkeypatch.setattr(serialise, "READ_AFTER", 3)
    site.scripts["/speakers"] = """load('/api/speakers.json');
        setInterval(() => { fetch('/api/tick'); root.insertAdjacentHTML('beforeend', '<i>.</i>'); }, 50);"""
    began = time.monotonic()
    code, people, _ = extract(capsys, f"{site.base}speakers")
    assert (code, sorted(people)) == (0, PEOPLE)
    assert time.monotonic() - began < 25


def test_script_does_not_get_out(site, capsys):
    """Neighbours on this machine, by number, name and redirect; files; other pages; robots.txt's own."""
    port = site.server_address[1]
    site.robots = "User-agent: *\nDisallow: /api/secret\n"
    tries = [
        f"http://127.0.0.254:{port}/a",
        f"http://localhost:{port}/b",
        f"/away?http://127.0.0.254:{port}/c",
        "file:///etc/hostname",
        "/api/secret",
        "http://169.254.169.254/latest/meta-data/",
    ]
    site.scripts["/speakers"] = f"""
        const said = [];
        Promise.all({json.dumps(tries)}.map((url) => fetch(url).then(() => said.push(url), () => 0)))
          .then(() => {{ if (!said.length) load('/api/speakers.json'); else document.title = said.join(' '); }});
        new WebSocket('ws://127.0.0.254:{port}/d');
        open('http://127.0.0.254:{port}/e');
        const frame = document.createElement('iframe'); frame.src = 'http://127.0.0.254:{port}/f'; root.append(frame);
        const image = new Image(); image.src = 'http://127.0.0.254:{port}/g';
        navigator.serviceWorker.register('/app.js').catch(() => 0);
        navigator.sendBeacon('http://127.0.0.254:{port}/h', 'x');
        if (window.RTCPeerConnection) document.title = 'RTC';
    """
    with serving(Site(port, "127.0.0.254")) as neighbour:
        code, people, _ = extract(capsys, f"{site.base}speakers")
    assert neighbour.asked == []
    assert (code, sorted(people)) == (0, PEOPLE)
    assert "/api/secret" not in site.asked


@pytest.mark.parametrize("way", ["location = '{there}';", "location = '/away?{there}';"])
def test_page_that_goes_elsewhere_is_not_followed(way, site, capsys):
    with serving(Site(0, "127.0.0.254")) as neighbour:
        neighbour.scripts["/speakers"] = "load('/api/speakers.json');"
        site.scripts["/speakers"] = way.replace("{there}", f"{neighbour.base}speakers")
        code, people, _ = extract(capsys, f"{site.base}speakers")
    assert (code in (3, 4), people, neighbour.asked) == (True, [], [])


def test_page_whose_script_never_ends_fails_alone(site, capsys, monkeypatch):
    """It takes its browser with it; the next page gets another."""
    monkeypatch.setattr(browser, "DRAWN_WITHIN", 5)
    site.scripts["/bad"] = "while (true) {}"
    site.scripts["/good"] = "load('/api/speakers.json');"
    with pytest.raises(SystemExit) as left:
        main(["pull", f"{site.base}bad", f"{site.base}good", "--render"])
    said = capsys.readouterr().err.splitlines()
    assert left.value.code == 3
    assert f"coffeechat: {site.base}bad: the browser gave up on {site.base}bad after 5 seconds" in said
    assert "  hint: try again, or save the page in your browser and use --page" in said
    assert "  6 new" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_ctrl_c_leaves_no_browser_behind(site, own_home):
    site.scripts["/speakers"] = "setInterval(() => { fetch('/api/tick'); root.append('.'); }, 100);"
    command = [sys.executable, "-m", "scraper", "extract", f"{site.base}speakers", "--render"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        end = time.monotonic() + 60
        while "/api/tick" not in site.asked and time.monotonic() < end:
            time.sleep(0.1)
        assert "/api/tick" in site.asked
        os.killpg(process.pid, signal.SIGINT)  # a terminal tells the whole group
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert any(line.startswith("coffeechat: stopped") for line in said.splitlines()), said
    assert left_over(own_home) == []


def test_machine_of_this_test_has_the_neighbour():
    """127.0.0.254 is this machine too: were it reached, the test above would see it."""
    with serving(Site(0, "127.0.0.254")) as neighbour, socket.create_connection(neighbour.server_address[:2]) as line:
        line.sendall(b"GET /seen HTTP/1.0\r\n\r\n")
        line.recv(100)
    assert neighbour.asked == ["/seen"]
