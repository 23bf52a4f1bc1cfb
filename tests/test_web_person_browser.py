"""A person's pages in a real Chromium: by mouse, by keyboard alone, without JavaScript, on a phone."""

import contextlib
import importlib.util
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from browsing import fill
from conference_site import site
from invented import pull, speaker
from pictures import png
from test_web_person import LIST, SITE, keep

from scraper.fetch import browser as chromium
from scraper.model import Edition
from scraper.store import query
from scraper.store.contacts import contacting
from scraper.store.write import open_store, transaction
from scraper.web import server
from scraper.web.app import application
from scraper.web.desk import Desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("playwright") is None, reason="Playwright is missing: pip install -e '.[browser]'"
    ),
    pytest.mark.skipif(chromium.executable() is None, reason="no Chromium on this machine"),
]
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PHONE = {"width": 390, "height": 844}
PATHS = ("", "/who", "/draft", "/sheet", "/forget", f"/page?url={SITE}&fact=role")


@contextlib.contextmanager
def served(desk: Desk, at) -> Iterator[str]:
    """The page, answered from a thread of its own."""
    import uvicorn

    settings = uvicorn.Config(application(desk), loop="asyncio", http="h11", ws="none", lifespan="off", interface="asgi3",
                              log_level="critical", access_log=False)  # fmt: skip
    running = uvicorn.Server(settings)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [at]})
    thread.start()
    try:
        while not running.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{desk.port}"
    finally:
        running.should_exit = True
        thread.join()
        at.close()


@pytest.fixture(scope="module")
def program():
    """One Chromium for all."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium.executable()), args=list(FLAGS))
        yield started
        started.close()


class Visit:
    """Somebody who opened the page: `page` is the tab, `desk` the run; whatever the console says fails the test."""

    def __init__(self, page, desk: Desk, base: str) -> None:
        self.page, self.desk, self.base = page, desk, base
        self.said: list[str] = []
        page.on(
            "console", lambda message: self.said.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def go(self, path: str) -> None:
        self.page.goto(f"{self.base}/people/p-1{path}")

    def notice(self) -> str:
        return self.page.locator(".notice p").inner_text()

    def rows(self, read):
        connection = query.connect(self.desk.file)
        try:
            return read(connection)
        finally:
            connection.close()

    def person(self):
        return self.rows(lambda connection: query.speaker(connection, 1))


@pytest.fixture
def visiting(program, tmp_path, monkeypatch):
    """Opens the page with options of the browser's own."""
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-12T09:00")
    file = fill(tmp_path / "speakers.db")
    with ThreadPoolExecutor() as aside:  # Playwright's own loop runs in this thread
        aside.submit(keep, tmp_path / "speakers.pages.db", SITE, LIST).result()
    with open_store(file) as database, transaction(database) as connection:
        contacting.set_up(
            connection,
            "profile",
            {"name": "Kim Doe", "about": {"en": "a geographer"}, "learn": {"en": "how wards work"}},
        )
    visits = []
    with contextlib.ExitStack() as stack:

        def opened(**options) -> Visit:
            at = server.bind(0)
            desk = Desk(file=file, port=at.getsockname()[1], archive=tmp_path / "speakers.pages.db")
            base = stack.enter_context(served(desk, at))
            context = program.new_context(**options)
            stack.callback(context.close)
            visit = Visit(context.new_page(), desk, base)
            visit.page.goto(server.way_in(desk, "/people/p-1"))
            visit.page.wait_for_url("**/people/p-1")
            visits.append(visit)
            return visit

        yield opened
        assert [said for visit in visits for said in visit.said] == []


def test_fact_is_corrected_and_taken_back(visiting):
    visit = visiting()
    page = visit.page
    page.get_by_text("Correct name, role, employer").click()
    page.get_by_label("Role", exact=True).fill("Head Nurse")
    page.get_by_role("button", name="This is right").click()
    assert visit.notice() == "Ana Ruiz: role is Head Nurse. It wins over every later pull."
    assert visit.person()["role"] == "Head Nurse"
    page.get_by_role("button", name="Undo").click()
    page.locator(".notice p", has_text="Taken back").wait_for()
    assert visit.person()["role"] == "Nurse"


def test_photo_is_drawn_when_it_is_asked_for(visiting):
    with site() as showing:
        showing.files["/faces/fay.png"] = ("image/png", png(40, 40))
        photo = showing.url.removesuffix("/2026/speakers") + "/faces/fay.png"
        visit = visiting()
        with open_store(visit.desk.file) as database:
            fay = speaker("Fay Sarr", "Welder", "Harbour Yard", photo=photo, source=showing.url)
            pull(database, [fay], edition=Edition(conference="Harbour Days", year=2026), target=showing.url)
        page = visit.page
        page.goto(f"{visit.base}/?words=fay")
        page.get_by_role("link", name="Fay Sarr").click()
        face = page.get_by_alt_text("Photo of Fay Sarr")
        page.get_by_role("button", name="Show the photo").click()
        face.wait_for()
        assert face.evaluate("one => one.naturalWidth") == 40
        page.get_by_role("button", name="Take it off this machine").click()
        page.get_by_role("button", name="Show the photo").wait_for()
        assert not face.count()
    assert showing.asked.count("/faces/fay.png") == 1


def test_source_of_a_fact_is_one_click_away(visiting):
    visit = visiting()
    page = visit.page
    where = page.locator("dl.facts details").nth(1)
    assert not where.locator("q").is_visible()
    where.locator("summary").click()
    assert where.locator("q").inner_text() == "Nurse, Harbour Health"
    where.get_by_role("link", name="See the words there").click()
    assert page.locator("#here mark").inner_text() == "Nurse, Harbour Health"


def test_two_become_one_and_two_again(visiting):
    visit = visiting()
    page = visit.page
    page.get_by_role("link", name="One person or two?").click()
    page.get_by_label("Find the other one").fill("zak")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name=re.compile("The same person as Zoë Żak")).click()
    assert visit.notice() == "One person: Ana Ruiz and Zoë Żak. It holds for every later pull."
    assert len(visit.person()["appearances"]) == 2
    page.get_by_role("button", name="Undo").click()
    page.locator(".notice p", has_text="Taken back").wait_for()
    assert len(visit.person()["appearances"]) == 1


def test_draft_is_looked_over_while_it_is_written(visiting):
    visit = visiting(permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    page.get_by_role("link", name="Write to them").click()
    checks, text = page.locator("#checks"), page.get_by_label("Text")
    assert "Ready" in checks.inner_text()
    page.evaluate("window.same = true")
    text.press("Control+End")
    text.press_sequentially(" See you in 1999, [name].")
    page.get_by_text("fill in [name]").wait_for()
    assert "1999 is nowhere in what is known of Ana Ruiz" in checks.inner_text()
    assert page.get_by_role("button", name="Save as .eml").is_hidden()
    for _ in range(len(" See you in 1999, [name].")):
        text.press("Backspace")
    page.locator("#checks .ready").wait_for()
    assert page.evaluate("window.same") is True  # it was never loaded anew
    assert text.evaluate("one => one === document.activeElement")
    page.get_by_role("button", name="Copy the text").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == text.input_value()
    assert page.get_by_role("link", name="Open in mail").get_attribute("href").startswith("mailto:?subject=")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Save as .eml").click()
    assert b"X-Unsent: 1" in Path(coming.value.path()).read_bytes()
    page.get_by_role("button", name="Keep it").click()
    assert visit.notice() == "Kept. It is ready: send it yourself, then log it."
    page.get_by_role("button", name=re.compile("I sent it")).click()
    assert visit.notice().startswith("Ana Ruiz: sent. Next: Remind Ana Ruiz")
    assert visit.rows(lambda connection: contacting.drafts(connection, 1))[0]["sent"] == "2026-05-12"


def test_choosing_another_tone_writes_it_anew(visiting):
    visit = visiting()
    page = visit.page
    visit.go("/draft")
    first = page.get_by_label("Text").input_value()
    page.get_by_role("combobox", name="Tone").select_option("brief")
    page.wait_for_url("**tone=brief**")
    assert page.get_by_label("Text").input_value() != first


def test_what_happened_is_logged_and_taken_back(visiting):
    visit = visiting()
    page = visit.page
    page.get_by_role("combobox", name="What").select_option("met")
    page.get_by_label("Note", exact=True).fill("at the station")
    page.get_by_text("More: a time").click()
    page.get_by_label("Whom they named").fill("Ottoline Brackwater, Harbour Buses")
    page.get_by_role("button", name="Log it").click()
    assert "named Ottoline Brackwater" in visit.notice()
    page.get_by_label("What did you learn?").fill("half of it is counting")
    page.get_by_role("button", name="Keep it", exact=True).click()
    assert page.get_by_text("half of it is counting").is_visible()
    page.get_by_role("button", name="Undo").click()
    page.locator(".notice p", has_text="taken back: debriefed").wait_for()


def test_somebody_is_forgotten(visiting):
    visit = visiting()
    page = visit.page
    page.get_by_role("link", name="Forget this person").click()
    page.get_by_role("button", name="Erase Ana Ruiz for good").click()
    assert page.url.endswith("/forget")  # the box is not ticked: the browser does not send it
    page.get_by_label("I mean it").check()
    page.get_by_role("button", name="Erase Ana Ruiz for good").click()
    assert visit.notice().startswith("Forgotten: ")
    assert page.get_by_text("Ana Ruiz").count() == 0
    assert b"Ana Ruiz" not in visit.desk.file.read_bytes()


def focus(page, name: str, most: int = 80) -> None:
    """Go on with Tab until the thing of that name has the focus, and it can be seen that it has."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(() => { const a = document.activeElement; return [a.labels && a.labels[0] ? a.labels[0].innerText : a.innerText || '',"
            " getComputedStyle(a).outlineStyle] })()"
        )
        if here[0].strip().startswith(name):
            assert here[1] != "none", f"nobody sees that {name} has the focus"
            return
    raise AssertionError(f"Tab does not lead to {name}")


def test_keyboard_is_enough(visiting):
    visit = visiting()
    page = visit.page
    focus(page, "where")
    page.keyboard.press("Enter")
    assert page.locator("dl.facts q").first.is_visible()
    focus(page, "Note")
    page.keyboard.type("by hand")
    focus(page, "Log it")
    page.keyboard.press("Enter")
    page.locator(".notice").wait_for()
    assert "by hand" in page.locator("ol.log").inner_text()
    focus(page, "Correct name")
    page.keyboard.press("Enter")
    focus(page, "Role")
    page.keyboard.press("Control+A")
    page.keyboard.type("Head Nurse")
    page.keyboard.press("Enter")
    page.locator(".notice p", has_text="Head Nurse").wait_for()
    focus(page, "Undo")
    page.keyboard.press("Enter")
    page.locator(".notice p", has_text="Taken back").wait_for()
    assert visit.person()["role"] == "Nurse"


def test_everything_works_without_javascript(visiting):
    visit = visiting(java_script_enabled=False)
    page = visit.page
    page.get_by_text("Correct name, role, employer").click()
    page.get_by_label("Employer", exact=True).fill("City Clinic")
    page.get_by_role("button", name="This is right").click()
    assert "employer is City Clinic" in visit.notice()
    page.get_by_role("link", name="Write to them").click()
    page.get_by_label("Text").fill("Dear Ana, [blank]")
    page.get_by_role("button", name="Check it").click()
    assert page.get_by_text("fill in [blank]").is_visible()
    assert page.get_by_label("Text").input_value() == "Dear Ana, [blank]"
    assert page.get_by_role("button", name="Copy the text").count() == 0
    page.get_by_role("button", name="Keep it").click()
    assert visit.notice() == "Kept. It is not ready yet."
    visit.go("")
    page.get_by_role("combobox", name="What").select_option("sent")
    page.get_by_role("button", name="Log it").click()
    assert visit.notice().startswith("Ana Ruiz: sent")
    page.get_by_role("button", name="Undo").click()
    assert "taken back: sent" in visit.notice()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_shows_every_page_whole(visiting, scheme):
    visit = visiting(viewport=PHONE, color_scheme=scheme)
    page = visit.page
    for path in PATHS:
        visit.go(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    visit.go("")
    page.get_by_role("link", name="Write, log, correct").click()
    assert page.get_by_role("link", name="Write to them").is_visible()


def test_everything_to_fill_in_has_a_name(visiting):
    visit = visiting()
    for path in PATHS:
        visit.go(path)
        nameless = visit.page.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a')].filter((one) => !one.hidden &&"
            " !((one.labels && one.labels.length) || one.getAttribute('aria-label') || one.textContent.trim()))"
            ".map((one) => one.outerHTML.slice(0, 120))"
        )
        assert nameless == [], path
        assert visit.page.locator("h1").count() == 1
        ids = visit.page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
        assert len(ids) == len(set(ids)), path
