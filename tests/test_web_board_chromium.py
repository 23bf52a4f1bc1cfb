"""The board, what is due and pulls in a real Chromium: by drag, by buttons, by keyboard alone, without scripts, on a phone."""

import importlib.util
import sqlite3
import threading
import time
from contextlib import closing, contextmanager

import pytest
from browsing import fill
from conference_site import site

from scraper import clock, outreach
from scraper.fetch import browser as chromium
from scraper.store.write import add_to_shortlist, open_store
from scraper.web import server
from scraper.web.desk import Desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("playwright") is None, reason="Playwright is missing: pip install -e '.[browser]'"),
    pytest.mark.skipif(chromium.executable() is None, reason="no Chromium on this machine"),
]  # fmt: skip
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def drawn():
    """One Chromium for all of them."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium.executable()), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """The page over a file with three people on the shortlist, served as `browse` serves it."""
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-12T10:00")
    file = fill(tmp_path / "speakers.db")
    with open_store(file) as database:
        for number in (1, 2, 4):
            add_to_shortlist(database, number)
    at = server.bind(0)
    made = Desk(file=file, port=at.getsockname()[1], archive=tmp_path / "speakers.pages.db")
    ready, running = threading.Event(), []

    class Kept(server._Server):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            running.append(self)

    monkeypatch.setattr(server, "_Server", Kept)
    thread = threading.Thread(target=server.serve, args=(made, at), kwargs={"ready": ready.set}, daemon=True)
    thread.start()
    assert ready.wait(20)
    yield made
    running[0].should_exit = True
    thread.join(20)
    assert not thread.is_alive(), "the page did not end"


@contextmanager
def tab(drawn, desk, *, scripts=True, size=DESK, refused=0):
    """A tab that has opened the page; whatever the console says is an error, but for so many answers that refuse."""
    context = drawn.new_context(java_script_enabled=scripts, viewport=size)
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda problem: said.append(str(problem)))
    page.base = f"http://127.0.0.1:{desk.port}"
    page.goto(server.way_in(desk, "/shortlist"))
    page.wait_for_url("**/shortlist")
    try:
        yield page
        assert len(said) == refused, said
    finally:
        context.close()


def kinds(desk) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(desk.file)) as connection:
        return connection.execute("SELECT speaker_id, kind FROM contact_log ORDER BY id").fetchall()


def within(page, column: str, name: str):
    return page.locator(f'[data-column="{column}"] .slip', has_text=name)


def test_card_is_dragged_on_and_back(drawn, desk):
    with tab(drawn, desk) as page:
        ana = within(page, "ready", "Ana Ruiz")
        ana.drag_to(page.locator('[data-column="waiting"]'))
        within(page, "waiting", "Ana Ruiz").wait_for()
        assert kinds(desk) == [(1, "sent")]
        within(page, "waiting", "Ana Ruiz").drag_to(page.locator('[data-column="agreed"]'))  # which needs a time
        assert page.evaluate("document.activeElement.name") == "at"
        within(page, "waiting", "Ana Ruiz").drag_to(page.locator('[data-column="thanked"]'))  # where nothing leads
        within(page, "waiting", "Ana Ruiz").drag_to(page.locator('[data-column="ready"]'))
        within(page, "ready", "Ana Ruiz").wait_for()
        assert kinds(desk) == [(1, "sent"), (1, "undone")]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_card_is_moved_by_its_buttons(drawn, desk, scripts):
    with tab(drawn, desk, scripts=scripts, size=PHONE) as page:
        within(page, "ready", "Ana Ruiz").get_by_text("What happened").click()
        within(page, "ready", "Ana Ruiz").get_by_role("button", name="We talked").click()
        within(page, "met", "Ana Ruiz").wait_for()
        assert "Thank Ana Ruiz" in within(page, "met", "Ana Ruiz").inner_text()
        page.locator("#notices").get_by_role("button", name="Undo").click()
        within(page, "ready", "Ana Ruiz").wait_for()
        assert kinds(desk) == [(1, "met"), (1, "undone")]


def test_board_works_by_keyboard_alone(drawn, desk):
    with tab(drawn, desk) as page:
        summary = within(page, "ready", "Ana Ruiz").locator("summary", has_text="What happened")
        for _ in range(60):
            page.keyboard.press("Tab")
            if summary.evaluate("one => one === document.activeElement"):
                break
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").strip() == "Message sent"
        page.keyboard.press("Enter")
        within(page, "waiting", "Ana Ruiz").wait_for()
        assert page.evaluate("document.activeElement.textContent") == "Ana Ruiz"  # from where j and k go on
    assert kinds(desk) == [(1, "sent")]


def test_note_and_tier_are_kept_and_refusals_are_told(drawn, desk):
    with tab(drawn, desk, refused=1) as page:
        card = within(page, "ready", "Bo Lindqvist")
        card.get_by_text("Note and tier").click()
        card.get_by_label("Note", exact=True).fill("ask about <design>")
        card.get_by_label("Tier").fill("A")
        card.get_by_role("button", name="Keep", exact=True).click()
        page.locator(".slip .note", has_text="ask about <design>").wait_for()
        card = within(page, "ready", "Bo Lindqvist")
        card.get_by_text("What happened").click()
        with open_store(desk.file) as database:  # meanwhile, in another tab
            outreach.log(database, 2, outreach.Happening(kind="sent", day=clock.today()))
        card.get_by_role("button", name="Message sent").click()
        page.get_by_role("heading", name="That cannot be used").wait_for()
        assert "a first message is logged once" in page.locator("main").inner_text()
        page.goto(f"{page.base}/shortlist")
        within(page, "waiting", "Bo Lindqvist").wait_for()
    assert kinds(desk) == [(2, "sent")]


def test_thing_due_is_done_and_put_off(drawn, desk):
    with tab(drawn, desk) as page:
        page.goto(f"{page.base}/today")
        first = page.locator(".due > li").first
        name = first.locator("h2").inner_text()
        first.get_by_role("button", name="Message sent").click()
        page.get_by_role("link", name=name).wait_for(state="detached")
        second = page.locator(".due > li").first
        name = second.locator("h2").inner_text()
        second.get_by_text("Later").click()
        second.get_by_role("button", name="In a week").click()
        page.get_by_role("link", name=name).wait_for(state="detached")
    assert [kind for _, kind in kinds(desk)] == ["sent", "snoozed"]


def test_export_is_downloaded(drawn, desk):
    with tab(drawn, desk) as page:
        with page.expect_download() as came:
            page.get_by_role("link", name="Spreadsheet").click()
        assert came.value.suggested_filename == "coffeechat-2026-05-12.csv"


def test_pull_is_watched_to_its_end(drawn, desk):
    with site() as served, tab(drawn, desk) as page:
        served.open.clear()
        page.goto(f"{page.base}/pull")
        page.get_by_label("Its address").fill(served.url)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=f"Pulling {served.url}").wait_for()
        assert served.came.wait(20)
        page.locator("[data-last]", has_text="/2026/speakers").wait_for()
        served.open.set()
        page.get_by_role("heading", name="Spring School 2026").wait_for()
        page.get_by_role("link", name="See what was read").click()
        page.get_by_role("button", name="Restore Olga Orgel").click()
        page.get_by_role("heading", name="Restored by you").wait_for()
        page.get_by_role("link", name="Olga Orgel").wait_for()


def test_pull_goes_on_when_the_tab_is_closed_and_is_stopped_in_another(drawn, desk):
    with site() as served:
        served.open.clear()
        with tab(drawn, desk) as page:
            page.goto(f"{page.base}/pull")
            page.get_by_label("Its address").fill(served.url)
            page.get_by_role("button", name="Pull", exact=True).click()
            page.get_by_role("heading", name=f"Pulling {served.url}").wait_for()
            cookies = page.context.cookies()
        assert served.came.wait(20)
        assert desk.pulling.told.under_way
        context = drawn.new_context(viewport=PHONE)
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{desk.port}/pull")
        page.get_by_role("button", name="Stop").click()
        page.get_by_text("Stopped.", exact=False).wait_for()
        context.close()
        assert not desk.pulling.told.under_way


def test_pull_reloads_itself_without_scripts(drawn, desk):
    with site() as served, tab(drawn, desk, scripts=False, size=PHONE) as page:
        served.open.clear()
        page.goto(f"{page.base}/pull")
        page.get_by_label("Its address").fill(served.url)
        page.get_by_role("button", name="Pull", exact=True).click()
        page.get_by_role("heading", name=f"Pulling {served.url}").wait_for()
        served.open.set()
        page.get_by_role("heading", name="Spring School 2026").wait_for(timeout=20_000)


def test_run_ends_while_a_pull_is_watched(drawn, desk):
    with site() as served:
        served.open.clear()
        context = drawn.new_context()
        page = context.new_page()
        page.goto(server.way_in(desk, "/pull"))
        page.get_by_label("Its address").fill(served.url)
        page.get_by_role("button", name="Pull", exact=True).click()
        page.get_by_role("heading", name=f"Pulling {served.url}").wait_for()
        began = time.monotonic()
        desk.ended = True
        desk.pulling.end(10)
        assert time.monotonic() - began < 10
        assert str(desk.pulling.told.error) == "stopped"
        context.close()


@pytest.mark.parametrize("path", ["/shortlist", "/today", "/referrals", "/pull", "/pulled/1", "/review"])
def test_nothing_stands_out_of_a_phone(drawn, desk, path):
    with tab(drawn, desk, size=PHONE) as page:
        page.goto(page.base + path)
        page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
