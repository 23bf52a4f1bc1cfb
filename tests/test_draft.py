"""Messages: every template for everybody of the tour, the checks, and templates that try more than they may."""

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper import reference
from scraper.chats.log import Contact, Entry, standing
from scraper.chats.own_profile import Profile
from scraper.draft import KINDS, LANGUAGES, letter
from scraper.draft.checks import Message, Record, check, is_ready, words
from scraper.draft.facts import NAMES, Between, Blank, facts
from scraper.draft.template import MAX_TEMPLATE, choose, fill_in, parted, templates
from scraper.errors import BadTemplate, InputError
from scraper.reference import table

DAY = date(2026, 5, 4)
PROFILE = Profile(
    name="Kim Doe",
    about=dict.fromkeys(LANGUAGES, "a nurse who is learning data analysis"),
    learn=dict.fromkeys(LANGUAGES, "how people move from wards to data"),
)


def person(name="Ana Ruiz", role="Data Engineer", employer="Tidewater Labs", talks=("Rivers as tables",), **more):
    at = {"conference": "Spring Conf", "year": 2026, "talks": list(talks), "withdrawn": None}
    return {"name": name, "role": role, "employer": employer, "topics": [], "appearances": [at], **more}


def talked(number, name, employer=None):
    log = [
        ("sent", None),
        ("met", None),
        ("debriefed", {"learned": "half of the work is meetings.", "next": "shadow a team"}),
    ]
    entries = [
        Entry(id=at + 1, speaker=number, kind=kind, day=DAY, details=more or {}) for at, (kind, more) in enumerate(log)
    ]
    return Contact(id=number, name=name, employer=employer, standing=standing(entries))


BETWEEN = Between(
    contact=talked(1, "Ana Ruiz"), earlier_subject="Your talk at Spring Conf", about=talked(2, "Bo Lindqvist", "Acme")
)


def written(template, who, *, between=BETWEEN, profile=PROFILE, **said):
    return fill_in(template.source, facts(who, profile, between, language=template.language, said=said))


def test_templates_are_there_for_every_kind_and_language():
    there = {(one.kind, one.language) for one in templates()}
    assert there == {(kind, language) for kind in KINDS for language in LANGUAGES}
    assert {one.tone for one in templates() if one.kind == "ask"} == {"plain", "warm", "brief"}


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.path.name)
@pytest.mark.parametrize(
    "who",
    [person(), person(talks=()), person(employer=None, role=None), person(name="早乙女 千景")],
    ids=["all", "no talk", "no job", "one script"],
)
def test_template_of_ours_is_ready_without_a_blank(template, who):
    subject, body = written(template, who)
    said = list(facts(who, PROFILE, BETWEEN, language=template.language).values())
    found = check(
        Message(kind=template.kind, language=template.language, subject=subject, body=body),
        Record(name=who["name"], texts=said),
    )
    assert [one for one in found if one.level == "stop"] == []


def test_template_says_how_they_were_found_and_asks_for_a_quarter_of_an_hour():
    (plain,) = (one for one in templates() if one.path.name == "ask.plain.en.txt")
    subject, body = written(plain, person())
    assert subject == "Your talk at Spring Conf 2026"
    assert body.startswith(
        "Hi Ana,\n\nI found you in the programme of Spring Conf 2026, where you spoke about “Rivers as tables”."
    )
    assert "15 minutes" in body
    assert "not asking for a job" in body
    assert body.endswith("Kim Doe")


def test_referrer_comes_before_the_talk():
    (plain,) = (one for one in templates() if one.path.name == "ask.plain.en.txt")
    subject, body = written(plain, person(), between=Between(referrer="Bo Lindqvist"))
    assert subject == "Bo Lindqvist suggested I write"
    assert "Bo Lindqvist suggested that I write to you about your work at Tidewater Labs." in body


def test_what_the_profile_does_not_say_is_a_blank():
    (german,) = (one for one in templates() if one.path.name == "ask.plain.de.txt")
    profile = Profile(name="Kim Doe", about={"en": "a nurse"}, learn={"en": "how"})
    subject, body = written(german, person(), profile=profile)
    found = check(
        Message(kind="ask", language="de", subject=subject, body=body),
        Record(name="Ana Ruiz", texts=["Rivers as tables", "Spring Conf 2026"]),
    )
    assert ("blanks", "fill in [who you are], [what you want to learn]") in {(one.rule, one.says) for one in found}
    assert not is_ready(found)


@pytest.mark.parametrize(
    ("name", "address"), [("Ana Ruiz", "Ana"), ("早乙女 千景", "早乙女 千景"), ("Okelani", "Okelani")]
)
def test_address_is_the_given_name_only_where_that_is_sure(name, address):
    assert facts(person(name), PROFILE, Between(), language="en")["name"] == address


def test_preferred_name_is_how_they_are_addressed():
    made = facts(person(preferred_name="Ani Ruiz"), PROFILE, Between(), language="en")
    assert (made["name"], made["full_name"]) == ("Ani", "Ani Ruiz")


def test_people_who_were_only_named_spoke_nowhere():
    who = person()
    who["appearances"][0] |= {"conference": "Referrals", "talks": []}
    made = facts(who, PROFILE, Between(), language="en")
    assert (made["event"], made["talk"]) == ("", "")
    assert isinstance(made["event"], Blank)


# the checks

GOOD = (
    "Hi Ana, I found you in the programme of Spring Conf, where you spoke about “Rivers as tables”. I am a nurse who is "
    "learning data analysis, and I would like to learn how people move from wards to data. Could you spare 15 minutes for "
    "a call in the next two weeks? I am not asking for a job. If it does not suit, leave this unanswered. Thank you, Kim"
)
RECORD = Record(name="Ana Ruiz", texts=["Rivers as tables", "Spring Conf"], others=["Bo Lindqvist", "Harbour Health"])


def rules(body=GOOD, subject="Your talk at Spring Conf", recent=None, kind="ask", language="en"):
    found = check(Message(kind=kind, language=language, subject=subject, body=body), RECORD, recent)
    return {(one.level, one.rule) for one in found}


def test_good_message_passes():
    assert rules() == set()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda text: text + " [your name]", "blanks"),
        (lambda text: text + " ____", "blanks"),
        (lambda text: text + " {{ name }}", "blanks"),
        (lambda text: "Hi Ana, could you spare 15 minutes?", "length"),
        (lambda text: text + " and so on" * 40, "length"),
        (lambda text: text.replace("15 minutes", "some time"), "ask"),
        (lambda text: text.replace("?", "."), "ask"),
        (lambda text: text + " Why? How? When?", "ask"),
        (lambda text: text + " May I Pick  Your brain?", "phrase"),
        (lambda text: text + " My CV is attached.", "attachment"),
        (lambda text: text.replace("Rivers as tables", "Rivers as chairs"), "facts"),
        (lambda text: text + " I heard you in 2019.", "facts"),
        (lambda text: text + " Bo Lindqvist does that too.", "facts"),
        (lambda text: text + " At HARBOUR HEALTH it must be fun.", "facts"),
        (lambda text: text.replace("Ana", "Amy"), "facts"),
        (lambda text: text + " You are the CEO of Acme.", "facts"),
        (lambda text: text + " I admire your work at Crumb.", "facts"),
    ],
)
def test_fault_keeps_a_message_from_being_ready(change, rule):
    assert ("stop", rule) in rules(change(GOOD))


@pytest.mark.parametrize(
    "claim", ["You are a data engineer", "You lead Data at Tidewater", "Your role as CDE at Tidewater Labs must be fun"]
)
def test_what_is_theirs_may_be_said_of_them(claim):
    record = Record(name="Ana Ruiz", texts=[*RECORD.texts, "Chief Data Engineer, Tidewater Labs"])
    message = Message(kind="ask", language="en", subject="Your talk at Spring Conf", body=f"{GOOD} {claim}. Truly.")
    assert check(message, record) == []


@pytest.mark.parametrize("subject", ["", "Hi", "Question", "Coffee chat!", "Hola"])
def test_subject_that_says_nothing_is_refused(subject):
    assert ("stop", "subject") in rules(subject=subject)


@pytest.mark.parametrize(
    ("language", "phrase"),
    [("de", "Sehr geehrte Damen und Herren"), ("es", "a quien corresponda"), ("fr", "à qui de droit")],
)
def test_phrases_are_known_in_their_language(language, phrase):
    assert ("stop", "phrase") in rules(f"{phrase}, {GOOD}", language=language)


def test_copy_of_an_earlier_one_is_pointed_at():
    assert ("look", "copy") in rules(recent={"Bo": GOOD.replace("Ana", "Bo")})
    assert ("look", "copy") not in rules(
        recent={"Bo": GOOD.replace("I am a nurse who is learning data analysis", "Your bridges held") * 2}
    )


def test_brackets_of_a_talks_own_title_are_no_blank():
    record = Record(name="Ana Ruiz", texts=["Why [almost] everything leaks"])
    body = GOOD.replace("Rivers as tables", "Why [almost] everything leaks")
    assert check(Message(kind="ask", language="en", subject="Your talk", body=body), record) == []


def test_phrases_are_each_found_in_themselves():
    for language, phrases in table("draft_checks")["banned"].items():
        for phrase in phrases:
            assert ("stop", "phrase") in rules(f"{GOOD} {phrase}", language=language), phrase


@given(st.text(max_size=400), st.text(max_size=80), st.sampled_from(list(KINDS)))
def test_any_text_can_be_looked_over(body, subject, kind):
    found = check(Message(kind=kind, language="en", subject=subject, body=body), RECORD, {"Bo": GOOD})
    assert {one.level for one in found} <= {"stop", "look"}


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("Co-founder, l’avenir!", 2), ("早乙女 千景", 2), ("15 minutes", 2)]
)
def test_words_are_counted(text, count):
    assert len(words(text)) == count


# templates that try more than they may

BOMBS = [
    "{% for i in range(10**9) %}x{% endfor %}",
    "{{ 'x' * 10**9 }}",
    "{{ '%0999999999d' % 1 }}",
    "{{ name * 99999999 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ name.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ name|attr('__class__') }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum(n=100000) }}",
    "{{ self }}",
    "{{ config }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% set x = 'y' %}",
    "{{ name|center(999999999) }}",
    "{{ name|format(1) }}",
    "{{ [name, name] }}",
    "{{ {'a': 1} }}",
    "{{ name[0] }}",
    "{{ name ~ name }}",
    "{{ -name }}",
    "{% if name is defined %}x{% endif %}",
    "{% filter upper %}x{% endfilter %}",
    "{{ nobody }}",
    "{{ name",
    "{% if name %}",
    "{{ " + "(" * 3000 + "name" + ")" * 3000 + " }}",
    "{% if name %}" * 3000,
    "{{ not " * 2000 + "name",
    "x" * (MAX_TEMPLATE + 1),
    "{{ upper }}",
]


@pytest.mark.parametrize("source", BOMBS, ids=lambda text: text[:30])
def test_template_that_does_more_is_one_clear_error_and_quick(source):
    started = time.monotonic()
    with pytest.raises(BadTemplate) as problem:
        fill_in(source, {"name": "Ana"})
    assert time.monotonic() - started < 5
    assert "\n" not in problem.value.message
    assert len(problem.value.message) < 300


def test_message_has_an_end():
    long = dict.fromkeys(NAMES, "x" * 600)
    with pytest.raises(BadTemplate, match="would be longer"):
        fill_in("{{me}}" * 3000, long)


@settings(max_examples=150)
@given(st.text(alphabet="{}%# \n|name.()[]'\"*+ifeldtoursch_", max_size=120))
def test_any_template_is_filled_in_or_refused(source):
    try:
        subject, body = fill_in(source, {"name": "Ana"})
    except BadTemplate:
        return
    assert isinstance(subject + body, str)


def test_own_template_wins_and_bad_ones_are_named(tmp_path):
    (tmp_path / "ask.plain.en.txt").write_text("Subject: Mine\n\nHi {{ name|upper }}", encoding="utf-8")
    (tmp_path / "ask.odd.en.txt").write_bytes(b"\xff\xfe\xfa")
    (tmp_path / "notes.txt").write_text("no template")
    known = templates(tmp_path)
    mine = choose(known, kind="ask", tone=None, language="en")
    assert fill_in(mine.source, {"name": "Ana"}) == ("Mine", "Hi ANA")
    with pytest.raises(BadTemplate, match="not UTF-8"):
        choose(known, kind="ask", tone="odd", language="en").source  # noqa: B018 -- reading is the point
    with pytest.raises(BadTemplate) as problem:
        choose(known, kind="ask", tone="rude", language="en")
    assert problem.value.hint == "one of: brief, odd, plain, warm"


def test_templates_name_only_facts_there_are():
    used = {name for one in templates() for name in re.findall(r"\{\{ (\w+)", one.source)}
    assert used <= set(NAMES)
    assert (reference.folder() / "messages" / "README.md").is_file()


# handing over


def test_letter_is_read_back_by_the_library():
    from email import message_from_bytes
    from email.policy import default

    read = message_from_bytes(
        letter.eml("Grüße\nInjected: yes", "Hallo Łucja\n\nbis bald", to="a@b.example"), policy=default
    )
    assert (read["Subject"], read["To"], read["X-Unsent"]) == ("Grüße Injected: yes", "a@b.example", "1")
    assert read.get_content().replace("\r", "") == "Hallo Łucja\n\nbis bald\n"
    assert "Injected" not in read


def test_link_holds_everything():
    assert (
        letter.mailto("A & B?", "Hi Ana\nbye", to="a@b.example")
        == "mailto:a@b.example?subject=A%20%26%20B%3F&body=Hi%20Ana%0D%0Abye"
    )


@pytest.mark.parametrize(
    "text", ["", "ana", "a@b", "a@b.example,c@d.example", "a@b.example\nBcc: x@y.example", "<a@b.example>"]
)
def test_address_that_is_none_is_refused(text):
    with pytest.raises(InputError):
        letter.address(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Subject: A  b\n\nHi", ("A b", "Hi")),
        ("Hi\nthere", ("", "Hi\nthere")),
        ("\ufeffsubject:x\nHi", ("x", "Hi")),
        ("", ("", "")),
    ],
)
def test_own_text_may_begin_with_its_subject(text, parts):
    assert parted(text) == parts


@pytest.mark.parametrize(("language", "day", "names"), [
    ("en", "4 May", "Bo, Cleo and Dana"), ("de", "4. Mai", "Bo, Cleo und Dana"), ("es", "4 de mayo", "Bo, Cleo y Dana"),
    ("fr", "4 mai", "Bo, Cleo et Dana"), ("tlh", "2026-05-04", "Bo, Cleo, Dana"),
])  # fmt: skip
def test_days_and_names_are_written_as_the_language_has_them(language, day, names):
    between = Between(contact=talked(1, "Ana Ruiz"), introduced=["Bo", "Cleo", "Dana"])
    made = facts(person(), PROFILE, between, language=language)
    assert (made["met_on"], made["sent_on"], made["introduced"]) == (day, day, names)
