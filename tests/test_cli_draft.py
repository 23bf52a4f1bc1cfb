"""Drafts and the profile, as typed, over the people of the tour."""

import json
from email import message_from_bytes
from email.policy import default

import pytest
from invented import pull, put, speaker

from scraper.draft import KINDS, LANGUAGES
from scraper.errors import InputError
from scraper.outreach import correspondence
from scraper.pull import Settings
from scraper.pull import pull as pull_site
from scraper.store import query, write
from scraper.target import resolve
from scraper.tour import serve

PROFILE = (
    "--name",
    "Kim Doe",
    "--about",
    "a nurse who is learning data analysis",
    "--learn",
    "how people move from wards to data",
)


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-04")


@pytest.fixture
def people(own_home):
    return put(own_home / "speakers.db", pulled)


def pulled(file):
    ana = speaker("Ana Ruiz", "Data Engineer", "Tidewater Labs", talks=("Rivers as tables",))
    with write.open_store(file) as database:
        pull(database, [ana, speaker("Bo Lindqvist", "Head of Design", "Harbour Health")])


def test_profile_is_kept_and_shown(run):
    assert run("profile", *PROFILE, "--from", "nursing", "--family", "data", "--per-week", "3")[0] == 0
    code, out, err = run("profile")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "  name         Kim Doe",
        "  about (en)   a nurse who is learning data analysis",
        "  learn (en)   how people move from wards to data",
        "  families     data",
        "  background   nursing",
    ]
    run("profile", "--language", "de", "--about", "eine Krankenpflegerin", "--name", "")
    kept = json.loads(run("profile", "--json")[1])
    assert kept["about"] == {"en": "a nurse who is learning data analysis", "de": "eine Krankenpflegerin"}
    assert (kept["per_week"], "name" in kept) == (3, False)


def test_profile_says_what_drafts_need(run):
    assert (
        run("profile", "--city", "Leeds")[2]
        == "Drafts need --name and --about and --learn too: coffeechat profile --help\n"
    )
    assert run("profile", "--ask")[0] == 2


def test_profile_tells_a_kind_of_job_there_is_not(run):
    assert "'desing' is no kind of job; did you mean design?" in run("profile", "--family", "desing")[2]
    assert "is no kind" not in run("profile", "--family", "Design")[2]


def test_draft_is_ready_and_log_knows_it(run, people):
    run("profile", *PROFILE)
    code, out, err = run("draft", "ana", "--slots", "Tuesday after 4 pm (CET)")
    assert code == 0
    assert out.splitlines()[:5] == [
        "Subject: Your talk at Spring Conf 2026", "", "Hi Ana,", "",
        "I found you in the programme of Spring Conf 2026, where you spoke about “Rivers as tables”.",
    ]  # fmt: skip
    assert err.strip().startswith("Ready: ")
    assert 'coffeechat log "Ana Ruiz" sent' in err
    assert run("log", "ana", "sent")[2].splitlines()[1] == "  the message: Your talk at Spring Conf 2026"
    code, out, _ = run("draft", "ana", "--kind", "nudge")
    assert out.splitlines()[0] == "Subject: Re: Your talk at Spring Conf 2026"
    assert "of 4 May" in out


def test_draft_with_blanks_is_not_ready_and_not_handed_over(run, people, tmp_path):
    code, out, err = run("draft", "ana", "--eml", tmp_path / "ana.eml")
    assert code == 2
    assert "[who you are]" in out
    assert "Not ready: blanks: fill in [who you are], [what you want to learn], [your name]" in err
    assert '  who you are: coffeechat profile --about "..."' in err
    assert "coffeechat: the draft is not ready, so it is not handed over" in err
    assert not (tmp_path / "ana.eml").exists()
    assert run("draft", "ana", "--eml", tmp_path / "ana.eml", "--anyway")[0] == 0


def test_draft_is_handed_over(run, people, tmp_path, monkeypatch):
    run("profile", *PROFILE)
    copied = []
    monkeypatch.setattr("pyperclip.copy", copied.append)
    code, out, _ = run("draft", "ana", "--eml", tmp_path / "ana.eml", "--mailto", "--copy", "--to", "ana@tide.example")
    assert code == 0
    read = message_from_bytes((tmp_path / "ana.eml").read_bytes(), policy=default)
    assert (read["To"], read["Subject"]) == ("ana@tide.example", "Your talk at Spring Conf 2026")
    assert "Rivers as tables" in read.get_content()
    assert out.splitlines()[-1].startswith("mailto:ana@tide.example?subject=Your%20talk")
    assert len(copied) == 1
    assert copied[0].startswith("Your talk at Spring Conf 2026\n\nHi Ana,")


def test_clipboard_that_is_not_there_is_told_in_words(run, people, monkeypatch):
    import pyperclip

    def broken(text):
        raise pyperclip.PyperclipException("no copy/paste mechanism")

    monkeypatch.setattr("pyperclip.copy", broken)
    run("profile", *PROFILE)
    code, _, err = run("draft", "ana", "--copy")
    assert code == 2
    assert "coffeechat: this machine has no clipboard that can be reached" in err


def test_own_text_is_looked_over(run, people, tmp_path):
    run("profile", *PROFILE)
    run("log", "bo", "sent")
    (tmp_path / "mine.txt").write_text(
        "Subject: Hello\n\nHi Bo, may I pick your brain about Tidewater Labs?", encoding="utf-8"
    )
    _, _, err = run("draft", "ana", "--text", tmp_path / "mine.txt")
    told = [line.split(": ")[1] for line in err.splitlines() if line.startswith("Not ready")]
    assert told == ["length", "subject", "ask", "phrase", "facts"]
    assert run("draft", "ana", "--text", tmp_path / "nowhere.txt")[0] == 2


def test_wrong_persons_employer_is_found(run, people, tmp_path):
    run("log", "bo", "sent")
    (tmp_path / "mine.txt").write_text(
        "Subject: Your talk\n\nHi Ana, what is it like at Harbour Health?", encoding="utf-8"
    )
    assert (
        "'Harbour Health' belongs to somebody else, not to Ana Ruiz"
        in run("draft", "ana", "--text", tmp_path / "mine.txt")[2]
    )


def test_nobody_writes_to_whom_is_not_to_be_contacted(run, people):
    run("log", "ana", "do-not-contact")
    code, out, err = run("draft", "ana")
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == "coffeechat: Ana Ruiz is not to be contacted"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("draft",), "coffeechat: Missing argument 'SPEAKER'"),
        (("draft", "ana", "--kind", "poem"), "coffeechat: there is no message of the kind 'poem'"),
        (("draft", "ana", "--tone", "rude"), "coffeechat: there is no 'ask' message in the tone 'rude'"),
        (("draft", "ana", "--language", "tlh"), "coffeechat: there is no 'ask' message in the language 'tlh'"),
        (("draft", "ana", "--edit"), "coffeechat: --edit needs a terminal; elsewhere use --text FILE"),
    ],
)
def test_draft_that_cannot_be_is_one_line_and_a_hint(run, people, words, line):
    code, _, err = run(*words)
    assert (code, err.splitlines()[0]) == (2, line)


def test_own_bad_template_is_one_line(run, people, own_home):
    from scraper.cli.options import own_folder

    folder = own_folder() / "messages"
    folder.mkdir(parents=True)
    (folder / "ask.mine.en.txt").write_text("{% for i in range(10**9) %}x{% endfor %}", encoding="utf-8")
    code, out, err = run("draft", "ana", "--tone", "mine")
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == "coffeechat: line 1: a message cannot hold a loop"
    assert '"file": "ask.mine.en.txt"' in run("draft", "--templates", "--json")[1]


def test_draft_as_json(run, people):
    made = json.loads(run("draft", "ana", "--json")[1])
    assert {name: made[name] for name in ("id", "speaker", "kind", "language", "tone", "subject", "ready")} == {
        "id": "d-1", "speaker": "p-1", "kind": "ask", "language": "en", "tone": "plain",
        "subject": "Your talk at Spring Conf 2026", "ready": False,
    }  # fmt: skip


@pytest.mark.slow
def test_every_template_is_ready_for_everybody_of_the_tour(run, own_home):
    file = own_home / "speakers.db"
    with serve() as address:
        pull_site([resolve(address)], file, Settings())
    run("profile", *PROFILE)
    for language in LANGUAGES[1:]:
        run("profile", "--in", language, *PROFILE[2:])
    said = {"learned": "half of the work is talking to people", "earlier_subject": "Your talk"}
    connection = query.connect(file)
    try:
        everybody = query.speakers(connection, query.Filters())
        assert len(everybody) == 34
        for one in everybody:
            for kind in KINDS:
                for language in LANGUAGES:
                    wanted = correspondence.Request(kind=kind, language=language, said=said)
                    made = correspondence.prepare(connection, int(one["id"][2:]), wanted)
                    faults = [found for found in made.findings if found.level == "stop" and found.rule != "chat"]
                    assert faults == [], (one["name"], made.subject, made.body)
        with pytest.raises(InputError):
            correspondence.prepare(connection, 1, correspondence.Request(kind="poem"))
    finally:
        connection.close()


def test_message_about_a_chat_needs_one(run, people):
    run("profile", *PROFILE)
    told = run("draft", "ana", "--kind", "thanks")[2].splitlines()
    assert told[0] == 'Not ready: chat: no chat with Ana Ruiz is logged: coffeechat log "Ana Ruiz" met'
    assert "the message" not in run("log", "ana", "sent")[2]  # the draft there is was for later
    run("log", "ana", "met", "--referred", "Bo Lindqvist")
    assert "no chat" not in run("draft", "ana", "--kind", "thanks", "--learned", "half of it is talk")[2]
    about_bo = ("draft", "ana", "--kind", "report-back", "--about", "bo")
    assert "no chat with Bo Lindqvist is logged" in run(*about_bo)[2]
    run("log", "bo", "met")
    assert "Ready: " in run(*about_bo)[2]
