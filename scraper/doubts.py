"""What a reading is not sure of. Pure: speakers and who was left out in, questions for a person out.

Each sign below was met several times as often on facts that were wrong as on all others, over real pages of many
kinds; what shows no sign is not asked about, so that a person's minutes go where they help.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scraper.model import OWN_LIST, Doubt, LeftOut, Speaker
from scraper.recognise.employers import employer_score
from scraper.recognise.names import name_score
from scraper.recognise.places import is_place
from scraper.recognise.roles import role_score

WEAK_NAME = 0.5
WEAK_ROLE = 0.75
LONG_ROLE = 8
LONG_EMPLOYER = 6
SURE_NAME = 0.8
MOST_LEFT_OUT = 2
"""Of those left out: more than this many of one page are a committee, and nobody wants to be asked for each."""
_DOUBTED = frozenset(("organiser", "not a name", "quoted", "past speaker"))


def doubts(speakers: Iterable[Speaker], left_out: Iterable[LeftOut]) -> tuple[Doubt, ...]:
    """What a person should look at: names, roles and employers that may be none, people left out who may be speakers.

    At most one doubt of a kind for each person, names first.
    """
    everyone = tuple(speakers)
    return (
        *_names(everyone),
        *_left_out(left_out),
        *(doubt for one in everyone for doubt in (_role(one), _employer(one)) if doubt),
    )


def question(kind: str, name: str, said: str | None) -> str:
    """A doubt as a question that can be answered with yes or no."""
    if kind == "role":
        return f'Is "{said}" what {name} does?' if said else f"What does {name} do?"
    if kind == "employer":
        return f'Does {name} work for "{said}"?' if said else f"Whom does {name} work for?"
    if kind == "company":
        return f'Are "{name}" and "{said}" one company?'
    if kind == "same":
        return f"Are these one person: {name} and {said}?"
    return f'Is "{name}" a speaker?'


def outcome(kind: str, answer: str | None, said: str | None) -> str:
    """What an answer makes of a doubt, behind the name; None takes it back."""
    if answer is None:
        return "as it was read; the question is open again"
    if kind == "company":
        return f"the same company as {said}" if answer == "yes" else f"another company than {said}"
    if kind == "same":
        return f"the same person as {said}" if answer == "yes" else f"another person than {said}"
    if kind in ("role", "employer"):
        return f"{kind} is {answer}" if answer else f"no {kind}"
    return "a speaker" if answer == "yes" else "no speaker" + (f" ({said})" if said else "")


def _names(speakers: tuple[Speaker, ...]) -> Iterator[Doubt]:
    for one in speakers:
        if one.sighting.method == OWN_LIST:
            continue  # whoever wrote the list knows
        if name_score(one.name) < WEAK_NAME and not (one.role or one.sighting.bio or one.sighting.links):
            yield Doubt(
                kind="speaker", name=one.name, why="does not look like a person's name", source=one.sighting.source
            )


def _left_out(left_out: Iterable[LeftOut]) -> Iterator[Doubt]:
    likely = [one for one in left_out if one.reason in _DOUBTED and name_score(one.name) >= SURE_NAME]
    if len(likely) <= MOST_LEFT_OUT:
        for one in likely:
            yield Doubt(
                kind="left_out", name=one.name, said=one.reason, why=f"left out as {one.reason}", source=one.source
            )


def _role(one: Speaker) -> Doubt | None:
    if not one.role:
        return None
    if role_score(one.role) < WEAK_ROLE:
        why = "has few words of a job title"
    elif len(one.role.split()) > LONG_ROLE:
        why = "is long for a job title"
    else:
        return None
    return Doubt(
        kind="role", name=one.name, said=one.role, said_in=one.role_source, why=why, source=one.sighting.source
    )


def _employer(one: Speaker) -> Doubt | None:
    text = one.employer
    if not text:
        return None
    if is_place(text):
        why = "is a place"
    elif role_score(text) >= 0.3 and employer_score(text) < 0.9:
        why = "reads like a job title"
    elif text[:1].islower() and one.employer_source == "bio":
        why = "was cut out of a sentence"
    elif len(text.split()) > LONG_EMPLOYER:
        why = "is long for an organisation"
    else:
        return None
    return Doubt(
        kind="employer", name=one.name, said=text, said_in=one.employer_source, why=why, source=one.sighting.source
    )
