"""The checks a draft must pass before it counts as ready. Each says what to do about it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from scraper.reference import table
from scraper.text import fold

STOP, LOOK = "stop", "look"
_BLANK = re.compile(r"\[[^\]\n]{0,80}\]|_{3,}|\{\{|\}\}|\{%|%\}|<[A-Za-z][\w ]{1,30}>|\b(?:TODO|XXX)\b")
_QUOTED = re.compile(r"“([^”\n]{3,300})”|„([^“\n]{3,300})“|«\s?([^»\n]{3,300}?)\s?»|\"([^\"\n]{3,300})\"")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a draft: "stop" keeps it from being ready, "look" does not."""

    level: str
    rule: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A draft to be looked over: its kind and language, the subject and the text."""

    kind: str
    language: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What may be said: the person's name, every text known of them or said by the user, and whose names are others'."""

    name: str
    texts: Sequence[str] = ()
    others: Sequence[str] = ()


def check(message: Message, record: Record, recent: Mapping[str, str] | None = None) -> list[Finding]:
    """What is wrong with a message to the person of `record`. `recent` are the last drafts to others: name -> text."""
    return [
        *_blanks(message, record),
        *_length(message),
        *_subject(message),
        *_asking(message),
        *_phrases(message),
        *_facts(message, record),
        *_copies(message, recent or {}),
    ]


def is_ready(findings: Sequence[Finding]) -> bool:
    """Does nothing keep it from being ready?"""
    return all(one.level != STOP for one in findings)


def words(text: str) -> list[str]:
    """The words of a text; "co-founder" and "l’avenir" are one each."""
    return _WORD.findall(text)


def _stop(rule: str, says: str) -> Finding:
    return Finding(level=STOP, rule=rule, says=says)


def _look(rule: str, says: str) -> Finding:
    return Finding(level=LOOK, rule=rule, says=says)


def _blanks(message: Message, record: Record) -> Iterator[Finding]:
    """What still is to be filled in. Brackets that are the record's own (in a talk's title) are none."""
    known = "\n".join(record.texts)
    found = _BLANK.findall(f"{message.subject}\n{message.body}")
    blanks = dict.fromkeys(one for one in found if one not in known)
    if blanks:
        yield _stop("blanks", f"fill in {', '.join(blanks)}")


def _length(message: Message) -> Iterator[Finding]:
    least, most = table("draft_checks")["length"].get(message.kind, (0, 10_000))
    count = len(words(message.body))
    if count < least:
        yield _stop("length", f"{count} words: say a little more ({least} to {most} are read best)")
    elif count > most:
        yield _stop("length", f"{count} words: cut it ({least} to {most} are read best)")


def _subject(message: Message) -> Iterator[Finding]:
    rules = table("draft_checks")
    subject = message.subject.strip()
    if len(subject) < rules["min_subject"]:
        yield _stop("subject", "give it a subject: name the talk, or who named them")
    elif fold(subject).strip(" .!?:") in {fold(word) for word in rules["dull"]["words"]}:
        yield _stop("subject", f"'{subject}' says nothing: name the talk, or who named them")
    elif len(subject) > rules["max_subject"]:
        yield _look("subject", f"{len(subject)} letters: three to six words are read best")


def _asking(message: Message) -> Iterator[Finding]:
    if message.kind != "ask":
        return
    rules = table("draft_checks")
    units = "|".join(map(re.escape, rules["minutes"]["words"]))
    if not re.search(rf"\b(?:1[05]|20)\s*-?\s*(?:{units})\b", fold(message.body)):
        yield _stop("ask", "say how long: 15 or 20 minutes")
    questions = message.body.count("?") + message.body.count("؟") + message.body.count("？")
    if questions == 0:
        yield _stop("ask", "ask one clear question")
    elif questions > rules["max_questions"]:
        yield _stop("ask", f"{questions} questions: ask one thing")


def _phrases(message: Message) -> Iterator[Finding]:
    rules = table("draft_checks")
    text = f"{message.subject}\n{message.body}"
    banned = [*rules["banned"].get(message.language, ()), *rules["banned"]["en"]]
    for phrase in _found(tuple(dict.fromkeys(banned)), text):
        yield _stop("phrase", f"'{phrase}' puts people off")
    if message.kind == "ask" and (attached := _found(tuple(rules["attached"]["words"]), text)):
        yield _stop("attachment", f"'{attached[0]}': no attachment with a first message")


def _facts(message: Message, record: Record) -> Iterator[Finding]:
    """Whatever stands in quotes, every year and every name must belong to this person (or be said by the user)."""
    known = fold("\n".join((record.name, *record.texts)))
    text = f"{message.subject}\n{message.body}"
    for groups in _QUOTED.findall(text):
        quoted = next(filter(None, groups))
        if fold(quoted).strip(" .,!?") not in known:
            yield _stop("facts", f"'{quoted}' is nowhere in what is known of {record.name}")
    for year in dict.fromkeys(_YEAR.findall(text)):
        if year not in known:
            yield _stop("facts", f"{year} is nowhere in what is known of {record.name}")
    mine = [name for name in dict.fromkeys(record.others) if len(name) > 3 and fold(name) not in known]
    for other in _found(tuple(mine), text):
        yield _stop("facts", f"'{other}' belongs to somebody else, not to {record.name}")
    for name in _claimed(message, record):
        yield _stop("facts", f"'{name}' is nowhere in what is known of {record.name}")
    if not any(_addressed(part, message.body) for part in record.name.split()):
        yield _stop("facts", f"it does not address {record.name}")


def _claimed(message: Message, record: Record) -> Iterator[str]:
    """Names in what is said of their work ("you are the ... of ...") that are not theirs, each once.

    A capital marks a name; German writes every noun with one, so it has no rows in the table. Letters may stand for words
    that are known.
    """
    claims = table("draft_checks")["claims"].get(message.language, ())
    known = {fold(word) for text in (record.name, *record.texts) for word in words(text)}
    initials = [fold("".join(word[0] for word in words(text))) for text in record.texts]
    said = _after(tuple(claims)).findall(message.body) if claims else []
    names = [word for rest in said for word in words(rest) if word[0].isupper() and len(word) > 1]
    for name in dict.fromkeys(names):
        short = name.isupper() and any(fold(name) in one for one in initials)
        if fold(name) not in known and not short:
            yield name


@cache
def _after(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """What follows one of these phrases, to the end of its sentence."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})\s([^.!?\n]*)", re.IGNORECASE)


def _addressed(part: str, body: str) -> bool:
    """Is a part of the name there as a word? Scripts without capitals are often written without blanks."""
    return bool(_found((part,), body)) if part.lower() != part.upper() else fold(part) in fold(body)


def _copies(message: Message, recent: Mapping[str, str]) -> Iterator[Finding]:
    rules = table("draft_checks")
    mine = fold(message.body).split()
    for name, body in list(recent.items())[: rules["recent"]]:
        matcher = SequenceMatcher(None, mine, fold(body).split(), autojunk=False)
        if matcher.quick_ratio() >= rules["alike"] and matcher.ratio() >= rules["alike"]:
            yield _look(
                "copy", f"nearly word for word what you wrote to {name}: add a sentence only they could get (--opening)"
            )
            return


def _found(phrases: tuple[str, ...], text: str) -> list[str]:
    plain = " " + " ".join(fold(text).split()) + " "
    return [phrase for phrase in phrases if (pattern := _pattern(phrase)) and pattern.search(plain)]


@cache
def _pattern(phrase: str) -> re.Pattern[str] | None:
    folded = fold(phrase)
    return re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)") if folded else None
