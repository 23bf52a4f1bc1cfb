"""A headline ("CTO, Acme | Speaker | MVP") to role and employer.

The order: cut it into pieces at strong separators and sentence ends; read each piece as a phrase that may tell a job;
take the first present-day job that has both, else the first role and the employer that stands by itself beside it.
What is given back are verbatim parts of the text; a joke gives nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper.normalise import awards, cutting, joiners, mixed, motto, sides
from scraper.normalise.cutting import clean, employer_of
from scraper.normalise.phrase import read
from scraper.normalise.sentence import may_be_sentence, sentence
from scraper.normalise.told import NOTHING, Headline
from scraper.recognise import employers, roles, sections
from scraper.recognise.places import is_place
from scraper.recognise.wording import any_of

__all__ = ["Headline", "parse"]

LONGEST = 600
FEW_WORDS = 4
SLOGANS = 2
"""More pieces than these without a role among them are a list of interests."""
_SOME_ROLE = 0.3
_AT = (joiners.SURE, joiners.LIKELY)
_MAY_BE_EMPLOYER = 0.5
_BREAK = re.compile(
    r"\s*(?:\|+|(?<!:)//+|[•◆◇★☆●■▪►▶→⇒❖✦¦]|\s·\s|;|\n|\r|\u2028|\u2029|\x0b|\x0c|https?://\S+|<br ?/?>"
    r"|[\U0001F000-\U0001FAFF\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d]+)\s*"
)
_LINK = re.compile(r"\[([^\]\[]{1,80})\]\(https?://[^)\s]{1,200}\)")
_STOP = re.compile(r"(?<=[\w)’'\"])[.!?]\s+(?=[A-ZÀ-ÞА-ЯЁІЇЄ@¡¿\"“])")
_LEGAL_END = re.compile(r"\b(?:Inc|inc|Ltd|Co|Corp|Pvt|Pte|Pty)$")
_BRACKET = re.compile(r"\s*[(（]([^()（）]{1,80})[)）]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200c\u200e-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]"
)
_BLANKS = re.compile(r"[ \t\x0b\x0c\x1c-\x1f\x85\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def parse(text: str | None) -> Headline:
    """Role and employer in a headline; either may be None. Both are verbatim parts of it (up to white space)."""
    if not text:
        return NOTHING
    told = _parse(text)
    if all(part is None or part in text for part in (told.role, told.employer)):
        return told
    return Headline(_as_written(told.role, text), _as_written(told.employer, text))


def _as_written(part: str | None, text: str) -> str | None:
    """What of a part stands in one piece in the text: brackets that were passed over end it, "CTO (2019) CTO" is CTO."""
    whole = _squeezed(text)
    found = (part or "").split()
    while found and _squeezed(" ".join(found)) not in whole:
        found.pop()
    return clean(" ".join(found)) if found else None


def _squeezed(text: str) -> str:
    return "".join(_INVISIBLE.sub("", text).replace("،", ",").split())


@lru_cache(maxsize=16_384)
def _parse(text: str) -> Headline:
    then, today = _at_present(text[:LONGEST])
    if today and (present := _now(then, today)):
        return present
    pieces = in_pieces(f"{then}, {today}" if then and today else then or today)
    if len(pieces) == 1 and (once := joiners.former().match(pieces[0].lower())):
        before = read(pieces[0][once.end() :].strip())  # nothing but a former job: shown as what somebody was
        if before.role and pieces[0][once.end() :].strip().startswith(before.role) and "," not in pieces[0]:
            return Headline(
                pieces[0][: once.end()] + pieces[0][once.end() :].partition(before.role)[0] + before.role, None
            )
    if len(pieces) == 2 and _BREAK.search(text) and (two := sides.job_and_place(*pieces)):
        return two
    found = [(piece, _read(piece)) for piece in pieces if len(pieces) == 1 or not joiners.is_former(piece)]
    for at, (_, job) in enumerate(found):
        if job.role and job.employer:
            earlier = _role_with_neighbour(found[:at])
            return earlier or job
    told = _assemble(found)
    if told.employer and not told.role and len(pieces) == 1:
        told = _before_sure_joiner(pieces[0], told.employer)
    return told if not told.empty or len(found) > 1 else _before_place(pieces[0] if pieces else "")


def _at_present(text: str) -> tuple[str, str]:
    """The text before a word of today and behind it; all is before it where none opens a part."""
    found = joiners.present().search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def _now(before: str, after: str) -> Headline | None:
    """What somebody is today, told behind what they are or were: "Head of Design, ex-Brask, now Loomwork"."""
    told = _parse(after)
    if not told.role and (
        at := next((one for kind in _AT for one in joiners.joints(after, kind) if not one.start), None)
    ):
        told = Headline(None, employer_of(after[at.end :]))  # "now with Acme", "dziś w Acme"
    if told.role or not told.employer:
        return told if told.role else None
    earlier = _parse(before) if before else NOTHING
    return Headline(None if earlier.employer else earlier.role, told.employer)


def _before_sure_joiner(text: str, employer: str) -> Headline:
    """See "Fog Counter at Acme": in the place of a job, a few words before "at" are one, though nobody has heard of it."""
    for joint in joiners.joints(text, joiners.SURE):
        left = text[: joint.start].strip()
        is_few = 1 < len(left.split()) <= FEW_WORDS + 1 and left[:1].isupper() and len(cutting.parts(left)) == 1
        if not is_few or not text[joint.end :].startswith(employer):
            break
        is_other = mixed.is_sentence(left) or mixed.is_person(left) or cutting.is_function(left)
        if not is_other and mixed.agentive(" ".join(left.split()[-2:])) and employers.cue(left) in (None, "company"):
            return Headline(clean(left), employer)
        break
    return Headline(None, employer)


def _before_place(text: str) -> Headline:
    """A short organisation and where it is: "Norwind, France.", "LRT Uppsala, Sweden"."""
    whole = text.strip(" .")
    name = employers.without_place(whole)
    is_short = 0 < len(name.split()) <= FEW_WORDS and "," not in name
    if not is_short or name == whole or is_place(name) or roles.role_score(name) >= _SOME_ROLE:
        return NOTHING
    return Headline(None, employer_of(name)) if employers.employer_score(name) >= _MAY_BE_EMPLOYER else NOTHING


def in_pieces(text: str) -> list[str]:
    """A headline cut at its strong separators and where its sentences end."""
    text = _LINK.sub(r"\1", _INVISIBLE.sub("", text).replace("،", ","))
    text = _BRACKET.sub(_drop_award, text)
    cut = []
    for raw in _BREAK.split(text):
        start = 0
        for found in _STOP.finditer(raw):
            after = raw[found.end() :].split(" ", 1)[0]
            if raw[found.start()] == "!" and (
                employers.cue(after) == "company" or (after.isupper() and len(after) > 2)
            ):
                continue  # "Norwind! Group", "Norwind! JAPAN"
            if raw[found.start()] != "." or not _abbreviation().search(raw[: found.start()]):
                cut.append(raw[start : found.start()])
                start = found.end()
            elif _LEGAL_END.search(raw[: found.start()]) and not _opens_legal_form(raw[found.end() :]):
                cut.append(raw[start : found.start() + 1])
                start = found.end()
        cut.append(raw[start:])
    return [piece for raw in cut if (piece := _BLANKS.sub(" ", raw).strip())]


@cache
def _abbreviation() -> re.Pattern[str]:
    """Matches a text that ends in an abbreviation or an initial ("Asst", "Ph", "A", "AA"): the stop behind it ends no sentence."""
    return re.compile(rf"(?:^|[\s.(])(?:[A-Za-z]|([A-Z])\1|{any_of('stops')})$")


def _opens_legal_form(text: str) -> bool:
    """Does a text go on with a legal form of a word or two ("Pvt. Ltd.")?"""
    found = text.split()[:2]
    return any(employers.legal_form(" ".join(("X", *found[:size]))) for size in range(1, len(found) + 1))


def _drop_award(found: re.Match[str]) -> str:
    """Brackets that hold an award or a place would be read as part of an employer's name."""
    inner = found[1]
    return (
        ""
        if any(awards.is_award(part) for part in re.split(r"[,&|]", inner))
        or joiners.is_former(inner)
        or (inner.islower() and sections.billing(inner) is not None)
        or re.fullmatch(r"x?\d+x?", inner)
        or all(motto.is_presence(part) or sections.is_placeholder(part) for part in inner.split(","))
        or (is_place(inner) and not found.string[found.end() :].strip(" ."))
        else found[0]
    )


def _read(piece: str) -> Headline:
    told = sentence(piece) if may_be_sentence(piece) else None
    if told and told.role:
        return told
    plain = read(piece)  # "Managing Director at Acme" only looks like a sentence about managing
    return plain if told is None or (plain.role and plain.employer) else told


def _role_with_neighbour(found: list[tuple[str, Headline]]) -> Headline | None:
    """A role in a piece of its own with the employer in the next or the last piece: "CTO | Acme | ..."."""
    for at, (_, job) in enumerate(found):
        if job.role and not job.employer:
            for near in (at + 1, at - 1):
                if 0 <= near < len(found) and _stands_alone(found[near], strict=True):
                    return Headline(job.role, found[near][1].employer)
            return None
    return None


def _stands_alone(one: tuple[str, Headline], *, strict: bool) -> bool:
    piece, job = one
    if job.employer is None or job.role is not None:
        return False
    return "@" in piece or employers.employer_score(job.employer) >= (0.6 if strict else 0.4)


def _assemble(found: list[tuple[str, Headline]]) -> Headline:
    """No piece has both: the first role, and an employer that stands in a piece of its own."""
    named = [job.role for _, job in found if job.role]
    role = next((one for one in named if roles.role_score(one) >= 0.6), named[0] if named else None)
    if role is None:
        sure = 0.6 if len(found) > SLOGANS else 0.0
        named_there = (
            job.employer for _, job in found if job.employer and employers.employer_score(job.employer) >= sure
        )
        return Headline(None, next(named_there, None))
    if employer := _role_with_neighbour(found):
        return employer
    at = next(i for i, (_, job) in enumerate(found) if job.role == role)
    for i, one in enumerate(found):
        if i != at and _stands_alone(one, strict=len(found) > 2):
            return Headline(role, one[1].employer)
    for piece, _ in found:
        if (
            piece.startswith("@")
            and len(piece.split()) <= 3
            and not mixed.is_sentence(piece)
            and not joiners.is_former(piece)
        ):
            name = employer_of(piece)
            return Headline(role, clean(name) if name and not roles.is_role(name) else None)
    return Headline(role, None)
