"""The run sheet: nothing the page answers, one question from the talk, the closing one last; and calendar entries."""

from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from scraper.chats.runsheet import LANGUAGES, html, markdown, sheet
from scraper.export.appointments import Chat, ics
from scraper.reference import table


def person(bio=None, talks=("Rivers as tables",), **more):
    at = {"conference": "Spring Conf", "year": 2026, "talks": [{"title": title} for title in talks]}
    return {
        "name": "Ana Ruiz",
        "role": "Data Engineer",
        "employer": "Tidewater Labs",
        "bio": bio,
        "appearances": [at],
        "sightings": [],
        "note": None,
        **more,
    }


def asked(made):
    return [question for part in made.parts for question in part.questions]


def test_sheet_fills_the_quarter_of_an_hour_and_ends_with_the_last_question():
    made = sheet(person())
    assert [(part.starts, part.ends) for part in made.parts] == [
        (0, 1),
        (1, 3),
        (3, 6),
        (6, 10),
        (10, 12),
        (12, 14),
        (14, 15),
    ]
    assert asked(made)[1] == "You spoke about “Rivers as tables”: what did people ask you about it afterwards?"
    assert asked(made)[2] == "How did you end up doing this?"
    assert asked(made)[-1] == "Is there anyone else I should talk to, and may I use your name?"


@pytest.mark.parametrize(
    "bio", ["She began as a night porter.", "Réka, née à Pest, auparavant libraire.", "Before that he studied law."]
)
def test_what_the_page_answers_is_not_asked(bio):
    assert "How did you end up doing this?" not in asked(sheet(person(bio)))
    assert len(asked(sheet(person(bio)))) == len(asked(sheet(person())))


def test_questions_need_their_facts():
    made = asked(sheet(person(talks=(), employer=None, role=None)))
    assert not [one for one in made if "“" in one or "None" in one]
    assert made[1] == "What would you speak about next, if somebody asked you today?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_question(language):
    rows = table("questions")["question"]
    assert all(row[language].strip() for row in rows)
    made = sheet(person(), language=language, minutes=20)
    assert made.parts[-1].ends == 20
    assert [len(part.questions) for part in made.parts] == [1, 1, 1, 2, 1, 1, 1]


def test_own_questions_come_with_the_work():
    assert asked(sheet(person(), own=["Who reads the tables?"]))[3] == "Who reads the tables?"


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.met = set()

    def handle_starttag(self, tag, attrs):
        self.met.add(tag)


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_pages_say_stays_text(name, title):
    made = sheet(person(bio=f"<script>{title}", talks=(f"<img src=x> {title}",), name=f"<b>{name}"))
    tags = Tags()
    tags.feed(html(made))
    assert tags.met == {"html", "head", "meta", "title", "style", "body", "h1", "ul", "li", "section", "h2", "hr"}
    shown = markdown(made)
    assert "<img" not in shown.replace("\\<img", "")
    assert [line for line in shown.splitlines() if line.startswith("# ")] == [shown.splitlines()[0]]


def test_calendar_is_read_by_another_library():
    starts = datetime(2026, 5, 12, 15, 0, tzinfo=timezone(timedelta(hours=2)))
    made = ics(
        [Chat(id="p-12", name="Łucja; Żuraw, the 2nd", starts=starts, notes="a\nb")],
        now=datetime(2026, 5, 4, tzinfo=UTC),
    )
    calendar = vobject.readOne(made.decode())
    events = {str(one.uid.value): one for one in calendar.vevent_list}
    assert set(events) == {"p-12-chat@coffeechat", "p-12-prepare@coffeechat", "p-12-thanks@coffeechat"}
    chat = events["p-12-chat@coffeechat"]
    assert chat.summary.value == "Coffee chat: Łucja; Żuraw, the 2nd"
    assert chat.description.value == "a\nb"
    assert chat.dtstart.value.astimezone(UTC) == datetime(2026, 5, 12, 13, 0, tzinfo=UTC)
    assert chat.dtend.value - chat.dtstart.value == timedelta(minutes=15)
    assert chat.valarm.trigger.value == timedelta(minutes=-10)
    assert events["p-12-thanks@coffeechat"].dtstart.value - chat.dtstart.value == timedelta(days=1)
    assert made.count(b"\r\n") == made.count(b"\n")
    assert max(map(len, made.splitlines())) <= 75
