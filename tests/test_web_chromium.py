"""The local page in a real Chromium: with scripts and without, by keyboard alone, on a phone, and as axe-core sees it."""

import importlib.util
import re
import threading
from pathlib import Path

import pytest
from browsing import fill

from scraper.fetch import browser as chromium
from scraper.web import server
from scraper.web.desk import Desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("playwright") is None, reason="Playwright is missing: pip install -e '.[looks]'"
    ),
    pytest.mark.skipif(chromium.executable() is None, reason="no Chromium on this machine"),
]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = [
    "/", "/?words=nurse&family=medicine", "/?words=nobodyhasthis", "/people/p-1", "/people/p-1/who", "/people/p-1/draft", "/people/p-1/sheet",
    "/people/p-1/forget", "/picture", "/beside", "/shortlist", "/shortlist/suggest", "/today", "/referrals", "/profile", "/pull", "/pulled/1", "/review",
    "/nowhere", "/?year=soon", "/picture?words=nobodyhasthis", "/shortlist/suggest?words=nobodyhasthis", "/review?answered=yes",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}


class Serving:
    """The page over a file, served on loopback by a thread."""

    def __init__(self, file: Path) -> None:
        self.socket = server.bind(0)
        self.desk = Desk(file=file, port=self.socket.getsockname()[1])
        self.base = f"http://127.0.0.1:{self.desk.port}"
        ready = threading.Event()
        self.running: list = []
        self.thread = threading.Thread(
            target=server.serve, args=(self.desk, self.socket), kwargs={"ready": ready.set, "held": self.running.append}
        )
        self.thread.start()
        assert ready.wait(30)

    def end(self) -> None:
        for one in self.running:
            one.should_exit = True
        self.thread.join()


@pytest.fixture(scope="module")
def drawn():
    """Chromium, started once for all."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(chromium.executable()), args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def serving(tmp_path):
    made = Serving(fill(tmp_path / "speakers.db"))
    yield made
    made.end()


@pytest.fixture
def open_page(drawn, serving):
    """Opens the page as the printed address does; whatever the console said fails the test."""
    said: list[str] = []
    contexts = []

    def opening(**options):
        context = drawn.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        serving.desk.keys.link = serving.desk.keys.link or "again"
        page.goto(server.way_in(serving.desk))
        page.wait_for_url(f"{serving.base}/")
        return page

    yield opening
    for context in contexts:
        context.close()
    assert [one for one in said if "status of 40" not in one] == []  # a page that is none says so in the console, too


def names(page) -> list[str]:
    return page.locator(".card h3").all_inner_texts()


def settled(page, count: int) -> None:
    from playwright.sync_api import expect  # waits without eval, which the page's policy forbids

    expect(page.locator(".card")).to_have_count(count)


def test_search_follows_the_typing(open_page):
    page = open_page()
    assert len(names(page)) == 4
    page.locator("#words").type("data eng", delay=20)
    settled(page, 1)
    assert names(page) == ["Zoë Żak"]
    assert page.url.endswith("/?words=data+eng")
    assert page.evaluate("document.activeElement.id") == "words"
    assert page.title() == "data eng · coffeechat"
    assert "coffeechat speakers data eng" in page.locator("#line").inner_text()


def test_facets_combine_and_are_taken_away(open_page):
    page = open_page()
    page.locator(".facets").get_by_role("link", name="Harbour Health 2").click()
    settled(page, 2)
    page.locator(".facets").get_by_role("link", name="design 1").click()
    settled(page, 1)
    assert names(page) == ["Bo Lindqvist"]
    assert page.url.endswith("/?company=Harbour+Health&family=design")
    page.get_by_role("link", name=re.compile("Company Harbour Health.*take away")).click()
    settled(page, 1)
    page.get_by_role("link", name="Clear all").click()
    settled(page, 4)
    page.go_back()
    page.wait_for_url(re.compile(r"family=design$"))
    settled(page, 1)


def test_star_is_kept_and_the_place_too(open_page):
    page = open_page()
    page.get_by_role("button", name="Shortlist Ana Ruiz").click()
    page.wait_for_selector("#star-p-1[aria-pressed=true]")
    assert page.evaluate("document.activeElement.id") == "star-p-1"
    page.reload()
    assert page.locator("#star-p-1").get_attribute("aria-pressed") == "true"


def test_keyboard_all_the_way(open_page):
    page = open_page()
    keys = page.keyboard
    keys.press("j")
    keys.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Bo Lindqvist"
    keys.press("s")
    page.wait_for_selector("#star-p-2[aria-pressed=true]")
    keys.press("k")
    assert page.evaluate("document.activeElement.textContent") == "Ana Ruiz"
    keys.press("/")
    assert page.evaluate("document.activeElement.id") == "words"
    keys.type("jks")  # letters in a field are letters
    assert page.locator("#words").input_value() == "jks"
    keys.press("Escape")
    assert page.evaluate("document.activeElement.id") == ""
    keys.press("?")
    assert page.locator("#keys").is_visible()
    page.locator("#single-keys").uncheck()
    keys.press("Escape")
    page.goto(page.url.partition("?")[0])
    keys.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"  # turned off
    keys.press("?")
    page.locator("#single-keys").check()
    keys.press("Escape")
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/people/p-1")
    assert page.locator("h1").inner_text() == "Ana Ruiz"


def test_skip_link_comes_first(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_everything_works_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    page.locator("#words").fill("nurse")
    page.get_by_role("button", name="Search").click()
    assert names(page) == ["Ana Ruiz"]
    page.get_by_role("button", name="Shortlist Ana Ruiz").click()
    assert page.locator("#star-p-1").get_attribute("aria-pressed") == "true"
    page.get_by_role("link", name="Clear all").click()
    assert len(names(page)) == 4
    page.locator("#theme").select_option("dark")
    page.get_by_role("button", name="Set").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("link", name="Picture").click()
    page.get_by_role("link", name="hospital, medicine: 1 person").click()
    settled(page, 1)
    assert names(page) == ["Ana Ruiz"]


def test_colours_are_kept(open_page):
    page = open_page()
    page.locator("#theme").select_option("dark")
    page.wait_for_selector("html[data-theme=dark]")
    page.wait_for_load_state()  # with its sheets
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
    page.goto(page.url + "picture")
    assert page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize(
    "path", ["/?family=medicine", "/people/p-1", "/people/p-1/draft", "/shortlist", "/today", "/pull"]
)
def test_nothing_to_press_or_to_fill_in_is_printed(open_page, serving, path):
    page = open_page()
    page.goto(f"{serving.base}{path}")
    page.emulate_media(media="print")
    to_press = page.locator("button, select, summary, input:not([type=hidden]), textarea")
    seen = [one.get_attribute("id") for one in to_press.all() if one.is_visible()]
    assert seen == (["subject", "body"] if path.endswith("/draft") else [])
    assert page.locator("main h1, main h2").count()


@pytest.mark.parametrize("width", [320, 390, 1280, 1920])
def test_no_page_is_wider_than_the_screen(open_page, serving, width):
    page = open_page(viewport={"width": width, "height": 844})
    for path in PAGES:
        page.goto(serving.base + path)
        wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_axe_finds_nothing(open_page, serving, scheme, viewport):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-core is missing: pip install -e '.[looks]'"
    ).Axe()
    page = open_page(color_scheme=scheme, viewport=viewport)
    page.get_by_role("button", name="Shortlist Ana Ruiz").click()
    page.wait_for_selector("#star-p-1[aria-pressed=true]")
    found = {}
    for path in PAGES:
        page.goto(serving.base + path)
        for part in page.locator("main details").all():
            part.evaluate("(one) => { one.open = true; }")
        violations = axe.run(page).response["violations"]
        for one in violations:
            found.setdefault(path, []).append((one["id"], [node["html"][:160] for node in one["nodes"]][:4]))
    assert found == {}


def test_second_browser_gets_nothing(open_page, drawn, serving):
    open_page()
    other = drawn.new_context()
    page = other.new_page()
    answer = page.goto(f"{serving.base}/")
    assert answer.status == 403
    assert "Harbour Health" not in page.content()
    other.close()


def test_hostile_page_reads_and_changes_nothing(open_page, drawn, serving):
    """On another port of this machine, in the very browser that opened the page: cookies do not know ports."""
    import http.server

    from scraper.store import query

    asked = f"""<!doctype html><title>trap</title><form id=f method=post action="{serving.base}/star">
      <input name=speaker value=p-1><input name=on value=yes><input name=token value=guess></form>
      <img src="{serving.base}/people/p-1"><iframe src="{serving.base}/"></iframe><iframe name=sink></iframe><script>
      window.got = [];
      const tries = ['', '?words=nurse', 'people/p-1'].map((path) => fetch('{serving.base}/' + path, {{credentials: 'include'}})
        .then((answer) => answer.text()).then((text) => got.push(text), () => got.push('')));
      tries.push(fetch('{serving.base}/star', {{method: 'POST', mode: 'no-cors', credentials: 'include',
        headers: {{'content-type': 'application/x-www-form-urlencoded'}}, body: 'speaker=p-1&on=yes'}}).then(() => got.push('sent'), () => got.push('')));
      f.target = 'sink'; f.submit();
      Promise.all(tries).then(() => {{ document.title = 'done'; }});</script>"""

    class Trap(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(asked.encode())

        def log_message(self, *_):
            pass

    page = open_page()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Trap) as trap:
        thread = threading.Thread(target=trap.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            hostile = page.context.new_page()
            hostile.goto(f"http://127.0.0.1:{trap.server_address[1]}/")
            hostile.wait_for_function("document.title === 'done'")
            got = hostile.evaluate("got")
        finally:
            trap.shutdown()
            thread.join()
    assert len(got) == 4
    assert not any("Harbour" in text for text in got)
    connection = query.connect(serving.desk.file)
    assert query.shortlist(connection) == []
    connection.close()
