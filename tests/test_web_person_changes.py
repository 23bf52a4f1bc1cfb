"""What can be done on a person's pages: each change does what the command line does, is said in words and can be undone."""

import re
import sqlite3
from dataclasses import replace
from email import message_from_bytes
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from browsing import PORT, Browser, browser, fill
from invented import dump, pull, speaker
from test_web_person import SITE, keep

from scraper.model import Doubt, Edition, LeftOut
from scraper.store import query
from scraper.store.choice import finding
from scraper.store.contacts import contacting
from scraper.store.write import open_store, transaction
from scraper.web.app import ROUTES
from scraper.web.desk import Desk, Undo
from scraper.web.safety import OPEN

LATER = Edition(conference="Care Days", year=2027, url="https://care.example/")
CHANGES = [
    ("correct", {"role": "Head Nurse"}),
    ("shortlist", {"note": "how?", "tier": "A"}),
    ("shortlist/remove", {}),
    ("merge", {"other": "p-4"}),
    ("log", {"what": "sent"}),
    ("draft/keep", {"subject": "Records", "body": "Hello Ana"}),
    ("draft/eml", {"subject": "Records", "body": "Hello Ana", "anyway": "yes"}),
    ("forget/yes", {"sure": "yes"}),
]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-12T09:00")


@pytest.fixture
def page(tmp_path: Path) -> Browser:
    return browser(fill(tmp_path / "speakers.db"))


@pytest.fixture
def twice(tmp_path: Path) -> Browser:
    """Ana stood at two conferences and is one person; another Ana Ruiz is doubtful."""
    file = tmp_path / "twice.db"
    links = ("https://ana.example/",)
    with open_store(file) as database:
        pull(database, [speaker("Ana Ruiz", "Nurse", "Harbour Health", links=links), speaker("Bo Lindqvist", "Baker", "Crumb & Co")],
             doubts=[Doubt(kind="role", name="Ana Ruiz", said="Nurse", said_in="page", why="has few words of a job title", source=SITE)])  # fmt: skip
        pull(
            database,
            [speaker("Ana Ruiz", "Director", "City Clinic", links=links)],
            edition=LATER,
            target="https://care.example/",
        )
    return Browser(Desk(file=file, port=PORT))


def rows(page: Browser):
    connection = sqlite3.connect(page.desk.file)
    try:
        return dump(connection)
    finally:
        connection.close()


def person(page: Browser, number: int = 1):
    connection = query.connect(page.desk.file)
    try:
        return query.speaker(connection, number)
    finally:
        connection.close()


def do(page: Browser, what: str, fields: dict[str, str] | None = None, number: int = 1) -> str:
    """Send a form of a person's page and follow; the page that is shown then."""
    answer = page.post(f"/people/p-{number}/{what}", fields)
    assert answer.status_code == 303, answer.text
    shown = page.get(answer.headers["location"])
    assert shown.status_code == 200
    return shown.text


def undo(page: Browser, shown: str) -> str:
    """Press the Undo of the notice that is shown."""
    notice = re.search(r'<div class="notice">.*?</div>', shown, re.DOTALL)[0]
    to = re.search(r'action="(.*?)"', notice)[1]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', notice, re.DOTALL))
    answer = page.post(to, {name: value for name, value in fields.items() if name != "token"})
    assert answer.status_code == 303
    return page.get(answer.headers["location"]).text


def said(shown: str) -> str:
    return re.search(r'<div class="notice">\s*<p>(.*?)</p>', shown, re.DOTALL)[1].replace("&#39;", "'")


@pytest.mark.parametrize(("what", "fields"), CHANGES)
def test_change_of_nobody_is_told(page, what, fields):
    before = rows(page)
    for number in ("p-99", "p-x", "1"):
        answer = page.post(f"/people/{number}/{what}", fields)
        assert answer.status_code == 404
    assert rows(page) == before


@pytest.mark.parametrize(("what", "fields"), CHANGES)
def test_change_without_the_token_changes_nothing(page, what, fields):
    before = rows(page)
    answer = page.post(f"/people/p-1/{what}", {**fields, "token": "guess"})
    assert answer.status_code == 403
    assert rows(page) == before


@pytest.mark.parametrize(("what", "fields"), CHANGES)
def test_change_of_a_locked_file_is_told(page, what, fields, monkeypatch):
    monkeypatch.setattr("scraper.store.write.BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(page.desk.file)
    holder.execute("BEGIN IMMEDIATE")
    try:
        answer = page.post(f"/people/p-1/{what}", fields)
    finally:
        holder.rollback()
        holder.close()
    assert answer.status_code == 503
    assert "being written to by another program" in answer.text


@pytest.mark.parametrize(
    ("what", "fields", "status"),
    [
        ("correct", {"name": ""}, 400),
        ("correct", {"role": "x" * 301}, 400),
        ("correct/undo", {}, 400),
        ("shortlist", {"tier": "x" * 41}, 400),
        ("shortlist", {"tags": ";".join(map(str, range(30)))}, 400),
        ("merge", {"other": "p-1"}, 400),
        ("merge", {"other": "p-2"}, 400),
        ("merge", {"other": "p-99"}, 404),
        ("merge", {}, 404),
        ("split", {"at": "Spring Conf 2026"}, 400),
        ("who/undo", {}, 400),
        ("settle", {"question": "7", "answer": "yes"}, 400),
        ("settle", {"question": "r-7", "answer": "yes"}, 400),
        ("log", {"what": "danced"}, 400),
        ("log", {"what": ""}, 400),
        ("log", {"what": "thanked"}, 400),
        ("log", {"what": "sent", "day": "soon"}, 400),
        ("log", {"what": "sent", "day": "2026-05-13"}, 400),
        ("log", {"what": "scheduled", "at": "2026-05-13"}, 400),
        ("log", {"what": "noted", "referred": "\n".join(f"N{n}" for n in range(11))}, 400),
        ("log/undo", {}, 400),
        ("debrief", {"learned": "much"}, 400),
        ("debrief", {}, 400),
        ("debrief", {"fits": "perhaps"}, 400),
        ("draft/keep", {"kind": "poem", "subject": "a", "body": "b"}, 400),
        ("draft/keep", {"subject": "a", "body": "b" * 20_001}, 400),
        ("draft/eml", {"subject": "Records", "body": "Hello Ana"}, 400),
        ("draft/eml", {"subject": "Records", "body": "Hello Ana", "anyway": "yes", "to": "ana"}, 400),
        ("forget/yes", {}, 400),
    ],
)
def test_what_cannot_be_used_is_told_and_changes_nothing(page, what, fields, status):
    before = rows(page)
    answer = page.post(f"/people/p-1/{what}", fields)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    if what != "draft/eml":  # it was kept, then the address was wrong
        assert rows(page) == before


@pytest.mark.parametrize("path", ["", "/page?url=x", "/who", "/draft", "/sheet", "/chat.ics", "/forget"])
def test_page_of_nobody_is_told(page, path):
    assert page.get(f"/people/p-99{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/draft?kind=poem", "/draft?draft=d-9", "/draft?about=ana&kind=report-back", "/sheet?minutes=1", "/sheet?minutes=x", "/chat.ics"]
)  # fmt: skip
def test_question_that_is_none_is_told(page, path):
    answer = page.get(f"/people/p-1{path}")
    assert answer.status_code in (400, 404)
    assert "<h1>" in answer.text


def test_correction_holds_and_can_be_undone(page):
    shown = do(page, "correct", {"name": "Ana  María Ruiz", "role": "Head Nurse", "employer": "Harbour Health"})
    assert said(shown) == "Ana Ruiz: name is Ana María Ruiz, role is Head Nurse. It wins over every later pull."
    assert [person(page)[fact] for fact in ("name", "role", "employer")] == [
        "Ana María Ruiz",
        "Head Nurse",
        "Harbour Health",
    ]
    assert said(undo(page, shown)) == "Taken back: what was read of Ana María Ruiz counts again."
    assert [person(page)[fact] for fact in ("name", "role", "employer")] == ["Ana Ruiz", "Nurse", "Harbour Health"]


def test_fact_can_be_taken_away(page):
    assert "role is unknown" in said(do(page, "correct", {"role": ""}))
    assert person(page)["role"] is None
    assert said(do(page, "correct", {"role": ""})) == "Nothing was changed: it says so already."


def test_shortlist_keeps_what_is_said_and_undo_what_was(page):
    first = do(
        page,
        "shortlist",
        {"note": "how did you\nget there?", "tier": "A", "tags": "health; night", "call": "Ana", "pinned": "yes"},
    )
    assert said(first) == "Ana Ruiz: on your shortlist."
    kept = {"note": "how did you\nget there?", "tier": "A", "tags": ["health", "night"], "pinned": True}
    assert listing(page) == kept
    second = do(page, "shortlist", {"note": "", "tier": "B"})
    assert listing(page) == {"note": None, "tier": "B", "tags": [], "pinned": False}
    undo(page, second)
    assert listing(page) == kept
    gone = do(page, "shortlist/remove")
    assert listing(page) is None
    undo(page, gone)
    assert listing(page) == kept
    undo(page, do(page, "shortlist", {"note": "new"}, number=2))
    assert listing(page, 2) is None


def listing(page: Browser, number: int = 1):
    connection = query.connect(page.desk.file)
    try:
        return contacting.listing(connection, number)
    finally:
        connection.close()


def test_two_become_one_and_two_again(page):
    text = page.get("/people/p-1/who?words=zak").text
    assert 'name="other" value="p-4"' in text
    shown = do(page, "merge", {"other": "p-4"})
    assert said(shown) == "One person: Ana Ruiz and Zoë Żak. It holds for every later pull."
    assert "Autumn Days" in shown
    assert "are one." in page.get("/people/p-1/who").text
    assert said(undo(page, shown)) == "Taken back: what was read decides again."
    assert len(person(page)["appearances"]) == 1


def test_one_becomes_two_and_one_again(twice):
    assert "Really two people?" in twice.get("/people/p-1/who").text
    shown = do(twice, "split", {"at": "Care Days 2027"})
    assert said(shown).startswith("Two people: Ana Ruiz is p-")
    assert len(person(twice)["appearances"]) == 1
    undo(twice, shown)
    assert len(person(twice)["appearances"]) == 2


def test_question_about_somebody_is_answered_on_their_page(twice):
    text = twice.get("/people/p-1").text
    assert "Is &#34;Nurse&#34; what Ana Ruiz does?" in text
    number = re.search(r'name="question" value="(\d+)"', text)[1]
    assert twice.post("/people/p-2/settle", {"question": number, "answer": "yes"}).status_code == 400  # not about Bo
    shown = do(twice, "settle", {"question": number, "answer": "no"})
    assert said(shown) == "Ana Ruiz: no role."
    assert "You said: no role." in twice.get("/people/p-1/who").text
    assert said(undo(twice, shown)) == "Ana Ruiz: as it was read; the question is open again."


def test_log_says_what_is_next_and_can_be_undone(page):
    do(page, "shortlist", {})
    shown = do(page, "log", {"what": "sent", "day": "2026-05-04", "note": "by the <app>", "via": "app"})
    assert said(shown) == "Ana Ruiz: sent. Next: Remind Ana Ruiz (2026-05-13)."
    assert "by the &lt;app&gt;" in shown
    assert "<strong>sent</strong> since 2026-05-04" in shown
    assert said(undo(page, shown)) == "Ana Ruiz: taken back: sent (2026-05-04). Now: shortlisted."


def test_chat_from_the_appointment_to_what_was_learnt(page):
    do(page, "log", {"what": "sent", "day": "2026-05-01"})
    do(page, "log", {"what": "scheduled", "at": "2026-05-12T10:00", "day": "2026-05-02"})
    calendar = page.get("/people/p-1/chat.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Coffee chat: Ana Ruiz" in calendar.text
    assert "For the calendar" in page.get("/people/p-1/sheet").text
    shown = do(page, "log", {"what": "met", "referred": "Ottoline Brackwater, Harbour Buses\n\n"})
    assert "named Ottoline Brackwater, who is on your shortlist now" in said(shown)
    assert 'Named <a href="/people/p-5">Ottoline Brackwater</a>' in shown
    assert 'Named by <a href="/people/p-1">Ana Ruiz</a>' in page.get("/people/p-5").text
    learnt = do(page, "debrief", {"learned": "half of it is counting", "fits": "yes"})
    assert "half of it is counting" in learnt
    assert "What you learnt" in learnt


@pytest.mark.parametrize(
    ("logged", "first"),
    [
        ((), "sent"),
        (("sent",), "nudged"),
        (("sent", "replied"), "scheduled"),
        (("met",), "thanked"),
        (("met", "thanked"), "in-touch"),
    ],
)
def test_what_comes_next_is_offered_first(page, logged, first):
    for word in logged:
        do(page, "log", {"what": word})
    text = page.get("/people/p-1").text
    assert re.search(r"<option>(.*?)</option>", text)[1] == first


def test_what_cannot_follow_needs_a_tick(page):
    answer = page.post("/people/p-1/log", {"what": "thanked"})
    assert "a thank-you follows a chat" in answer.text
    assert "<option>thanked" not in page.get("/people/p-1").text
    assert said(do(page, "log", {"what": "thanked", "anyway": "yes"})).startswith("Ana Ruiz: thanked")


def test_draft_is_made_of_their_facts_and_mine(page):
    with open_store(page.desk.file) as database, transaction(database) as connection:
        contacting.set_up(
            connection,
            "profile",
            {"name": "Kim Doe", "about": {"en": "a geographer"}, "learn": {"en": "how wards work"}},
        )
    text = page.get("/people/p-1/draft?opening=That+night+shift!&tone=warm").text
    for told in ("Records at the bedside", "That night shift!", "Kim Doe", "a geographer"):
        assert told in text
    assert "<strong>Ready:</strong>" in text
    german = page.get("/people/p-1/draft?language=de").text
    assert 'lang="de"' in german
    assert "fill in" in german  # nothing was said of oneself in German


def test_tone_or_language_there_is_not_gives_the_nearest(page):
    text = page.get("/people/p-1/draft?kind=thanks&language=xx&tone=brief").text
    assert re.search(r'<option value="en" selected>', text)
    assert re.search(r"<option selected>plain</option>", text)


def test_draft_is_checked_while_it_is_written_and_nothing_is_kept(page):
    before = rows(page)
    answer = page.post("/people/p-1/draft/check", {"subject": "Hi", "body": "Dear Bo, see you in 1999? [blank]"})
    assert answer.status_code == 200
    for told in (
        "fill in [blank]",
        "1999 is nowhere in what is known of Ana Ruiz",
        "say how long",
        "does not address Ana Ruiz",
    ):
        assert told in answer.text
    assert "Hand it over although it is not ready" in answer.text
    assert rows(page) == before


def test_draft_is_kept_where_the_command_keeps_it(page):
    shown = do(
        page,
        "draft/keep",
        {"subject": "Your <talk>", "body": "Hello Ana,\n\nA first line.", "kind": "ask", "tone": "warm"},
    )
    assert said(shown) == "Kept. It is not ready yet."
    (kept,) = drafts(page)
    assert {name: kept[name] for name in ("kind", "tone", "subject", "body")} == {
        "kind": "ask", "tone": "own", "subject": "Your <talk>", "body": "Hello Ana,\n\nA first line.",
    }  # fmt: skip
    assert "A first line." in shown
    do(page, "log", {"what": "sent"})
    assert drafts(page)[0]["sent"] == "2026-05-12"


def test_draft_as_the_template_has_it_keeps_its_tone(page):
    text = page.get("/people/p-1/draft?tone=warm").text
    subject = re.search(r'name="subject" value="(.*?)"', text)[1]
    body = re.search(r"<textarea id=\"body\"[^>]*>(.*?)</textarea>", text, re.DOTALL)[1]
    do(page, "draft/keep", {"subject": unescape(subject), "body": unescape(body), "tone": "warm"})
    assert drafts(page)[0]["tone"] == "warm"


def drafts(page: Browser):
    connection = query.connect(page.desk.file)
    try:
        return contacting.drafts(connection, 1)
    finally:
        connection.close()


def test_draft_is_handed_over_as_a_file_and_a_link(page):
    fields = {"subject": "Records & beds", "body": "Hello Ana,\nä", "to": "ana@harbour.example"}
    answer = page.post("/people/p-1/draft/eml", {**fields, "anyway": "yes"})
    message = message_from_bytes(answer.content)
    assert (message["Subject"], message["To"], message["X-Unsent"]) == ("Records & beds", "ana@harbour.example", "1")
    assert answer.headers["content-disposition"] == 'attachment; filename="coffeechat-p-1.eml"'
    text = page.post("/people/p-1/draft/check", fields).text
    link = re.search(r'href="(mailto:[^"]*)"', text)[1].replace("&amp;", "&")
    assert unquote(link) == "mailto:ana@harbour.example?subject=Records & beds&body=Hello Ana,\r\nä"
    assert "mailto:" not in page.post("/people/p-1/draft/check", {**fields, "to": "no address"}).text


def test_who_is_not_to_be_contacted_gets_no_draft(page):
    shown = do(page, "log", {"what": "do-not-contact"})
    assert "Not to be contacted." in shown
    assert "/draft" not in shown
    assert page.get("/people/p-1/draft").status_code == 400
    assert page.post("/people/p-1/draft/keep", {"subject": "a", "body": "b"}).status_code == 400


def test_run_sheet_asks_what_their_page_does_not_answer(page):
    text = page.get("/people/p-1/sheet?minutes=30&language=de&question=Why+nights%3F%0AAnd+days%3F").text
    assert "Why nights?" in text
    assert "And days?" in text
    assert "28–30 min" in text
    assert 'lang="de"' in text


def test_forgetting_says_what_goes_and_stays_and_then_does_it(page):
    page.desk.archive = page.desk.file.with_name("speakers.pages.db")
    keep(page.desk.archive, SITE, "<p>Ana Ruiz</p>")
    do(page, "log", {"what": "sent"})
    asked = page.get("/people/p-1/forget").text
    assert "1 appearance, 1 reading, 1 link, 1 entry of your log, 1 talk" in asked
    assert "A salted hash of the name" in asked
    assert page.post("/people/p-1/forget/yes").status_code == 400
    answer = page.post("/people/p-1/forget/yes", {"sure": "yes"})
    assert answer.headers["location"] == "/"
    shown = page.get("/").text
    assert re.fullmatch(r"Forgotten: \d+ rows in \d+ tables, 1 kept page\.", said(shown))
    assert "Ana Ruiz" not in shown
    assert page.get("/people/p-1").status_code == 404
    for file in page.desk.file.parent.glob("*.db*"):
        assert b"Ana Ruiz" not in file.read_bytes()


def test_namesakes_and_backups_are_named_before_forgetting(page):
    with open_store(page.desk.file) as database:
        pull(database, [speaker("Ana Ruiz", "Pilot", "Air Lindenmouth")], edition=LATER, target="https://care.example/")
    backup = page.desk.file.with_name("speakers.v6.backup.db")
    backup.write_bytes(b"old")
    asked = page.get("/people/p-1/forget").text
    assert "(Air Lindenmouth): the very same name cannot be told apart" in asked
    assert "speakers.v6.backup.db" in asked
    page.post("/people/p-1/forget/yes", {"sure": "yes"})
    assert "A backup still holds them: speakers.v6.backup.db" in said(page.get("/").text)
    page.post("/people/p-2/forget/yes", {"sure": "yes", "backups": "yes"})
    assert not backup.exists()


def test_file_that_is_gone_is_told_on_every_page(page):
    page.desk.file.unlink()
    for path in ("", "/page?url=x", "/who", "/draft", "/sheet", "/forget"):
        answer = page.get(f"/people/p-1{path}")
        assert answer.status_code == 404
        assert "Nobody here yet" in answer.text
    assert page.post("/people/p-1/forget/yes", {"sure": "yes"}).status_code == 404
    assert not page.desk.file.exists()


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_hostile_texts_are_text_on_every_page(tmp_path):
    file = tmp_path / "hostile.db"
    edition = Edition(conference=f"Conf {HOSTILE}", year=2026, url="javascript:alert(3)", place=HOSTILE)
    bad = speaker(f"Eve {HOSTILE}", f"Role {HOSTILE}", f"Employer {HOSTILE}", bio=HOSTILE, links=("javascript:alert(4)",),
                  talks=(HOSTILE,), topics=(HOSTILE,), billing=HOSTILE, photo="javascript:alert(5)", source=f"https://x.example/{HOSTILE}")  # fmt: skip
    with open_store(file) as database:
        doubts = [
            Doubt(kind=kind, name=bad.name, why=HOSTILE, said=HOSTILE) for kind in ("speaker", "role", "employer")
        ]
        out = [LeftOut(name=f"Out {HOSTILE}", reason=HOSTILE)]
        pull(
            database,
            [bad, speaker("Bo Lindqvist", "Baker", f"Employer {HOSTILE}")],
            edition=edition,
            doubts=doubts,
            left_out=out,
        )
        pull(
            database,
            [speaker("Bo Lindqvist", HOSTILE, "Loomwork")],
            edition=replace(edition, year=2025),
            target=HOSTILE,
        )
    page = Browser(Desk(file=file, port=PORT, archive=tmp_path / "hostile.pages.db"))
    keep(
        page.desk.archive,
        f"https://x.example/{HOSTILE}",
        f"<p>Eve {HOSTILE}</p><p>&lt;script&gt;alert(6)&lt;/script&gt;</p>",
    )
    do(page, "shortlist", {"note": HOSTILE, "tier": HOSTILE[:40], "tags": HOSTILE, "call": HOSTILE})
    do(page, "log", {"what": "sent", "note": HOSTILE, "via": HOSTILE})
    do(page, "draft/keep", {"subject": HOSTILE, "body": HOSTILE})
    do(page, "correct", {"role": f"Head {HOSTILE}"})
    texts = ("name", "about", "learn", "families", "topics", "background", "city", "school")
    assert page.post("/profile", {**dict.fromkeys(texts, HOSTILE), "in": "en"}).status_code == 303
    assert page.post("/profile", {"about": HOSTILE, "in": "de"}).status_code == 303
    do(page, "log", {"what": "met", "referred": f"Friend {HOSTILE}, Employer {HOSTILE}"})
    do(page, "debrief", dict.fromkeys(("learned", "surprised", "next"), HOSTILE))
    page.desk.say(HOSTILE, Undo(f"/{HOSTILE}", {HOSTILE: HOSTILE}))
    said = quote(HOSTILE)
    own = [
        "",
        "/who",
        "/draft",
        "/draft?draft=d-1",
        "/sheet",
        "/forget",
        "/photo",
        f"/page?url={quote('https://x.example/')}{said}",
        f"/who?words={said}",
    ]
    alone = [path for how, path, _ in ROUTES if how == "GET" and "{" not in path and path not in (OPEN, "/pull/events")]
    asked = [
        "/profile?in=de",
        "/today?all=yes",
        f"/profile?in={said}",
        f"/?words={said}",
        f"/?company={said}&topic={said}",
        f"/?sort={said}",
        f"/?conference={said}",
        f"/pull?target={said}",
        f"/{said}",
    ]
    for path in [*(f"/people/p-1{one}" for one in own), *alone, *asked, "/pulled/1", f"/pulled/{said}"]:
        text = page.get(path).text
        for mark in ("<script>", "<img src=x", 'href="javascript', "onerror=alert(2)>"):
            assert mark not in text.replace("&lt;", "<lt>"), (path, mark)


def test_routes_of_a_person_are_all_tried_here():
    """Whoever adds one adds a test, here or in test_web_photo."""
    mine = {
        path.removeprefix("/people/{speaker}/")
        for how, path, _ in ROUTES
        if how == "POST" and path.startswith("/people/")
    }
    here = Path(__file__)
    text = "".join(one.read_text(encoding="utf-8") for one in (here, here.with_name("test_web_photo.py")))
    assert {path for path in mine if f'"{path}"' not in text and f"/{path}" not in text} == set()


def test_address_of_somebody_merged_leads_to_who_they_are(page):
    do(page, "merge", {"other": "p-4"})
    for path in ("", "/draft?kind=ask", "/sheet", "/who?words=ana", "/forget"):
        answer = page.get(f"/people/p-4{path}")
        assert (answer.status_code, answer.headers["location"]) == (301, f"/people/p-1{path}")
    assert page.post("/people/p-4/shortlist", {}).status_code == 404  # a change is not sent on
    assert page.get("/people/p-9999999").status_code == 404
    connection = query.connect(page.desk.file)
    assert finding.find(connection, "p-4") == 1
    connection.close()
    page.post("/people/p-1/forget/yes", {"sure": "yes"})
    assert page.get("/people/p-4").status_code == 404  # no number is kept of whom nobody may know any more
