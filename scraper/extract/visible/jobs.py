"""Which of a card's short texts is the headline, which the role, which the employer.

Role and employer are filled only where the page keeps them in places of their own; a single line stays a headline, to
be split by scraper.normalise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper.extract.visible.spots import Spot
from scraper.recognise.employers import cue, employer_score, is_part, legal_form
from scraper.recognise.joined_names import is_joined
from scraper.recognise.places import is_place
from scraper.recognise.roles import joined_role, lexicon, role_score
from scraper.recognise.wording import any_of
from scraper.text import fold

LOOKED_AT = 5
LONGEST_JOINED = 120
SURE = 0.75
WRITTEN_ON = 0.6
"""How much what stands before a role must look like an employer where no blank parts the two."""
Job = tuple[str | None, str | None, str | None]
"""Headline, role, employer."""
Text = tuple[str, Spot]

_IN = re.compile(r"\s(?:v|ve|w|we|в|во|у|на|na|no|em|en|hos|vid|ved|bij|i|på)\s(?=[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄ\d])")
_OF = re.compile(
    r"\s(?:(?:an|de|en|em|in|of|bei)\s(?:der|la|las|los|el|the)|à\sla|de|del|da|do|della|delle|dello|du|des|der"
    r"|am|al|alla|of|van|vom)\s(?=[A-ZÀ-Þ])|\s(?:de\sl|à\sl|dell|all|d)['’](?=[A-ZÀ-Þ])"
)


@dataclass(frozen=True, slots=True)
class Order:
    """Which of a card's short texts is the role and which the employer, as all cards of the page have it."""

    role: int
    employer: int | None


def fewest(texts: Sequence[Text]) -> list[Text]:
    """Those of a card's short texts that are looked at: the first few that hold more than marks."""
    return [one for one in texts if _bare(one[0])][:LOOKED_AT]


@cache
def joint() -> re.Pattern[str]:
    """What stands between a job and whoever it is done for: " at ", " bei ", "@"."""
    return re.compile(rf"\s{any_of('at')}\s|@", re.IGNORECASE)


@cache
def _joiner() -> re.Pattern[str]:
    return re.compile(rf"{joint().pattern}|\s(?:von der|of)\s|,\s|\s[-–—|]\s|\s/\s", re.IGNORECASE)


@cache
def _leading_at() -> re.Pattern[str]:
    return re.compile(rf"^(?:@\s*|(?i:{any_of('at')})\s+(?=[A-ZÀ-ÞА-Я\d]))")


@lru_cache(maxsize=16_384)
def _bare(raw: str) -> str:
    return _leading_at().sub("", raw.strip()).strip(" ,;|")


def job(texts: Sequence[Text], order: Order | None = None) -> Job:
    """Headline, role and employer out of the short texts of a card, in the order they stand.

    `order`: where they stand, for texts as `fewest` gives them; None to tell it from these texts alone.
    """
    if order is None:
        texts = _whole_lines(texts)
    short = [(text, spot, len(text) < len(raw.strip(" ,;|"))) for raw, spot in fewest(texts) if (text := _bare(raw))]
    if not short:
        return None, None, None
    if order is not None and order.employer is not None:
        role, employer = short[order.role][0], short[order.employer][0]
        return f"{role}, {employer}", role, employer
    best, place = max((_roleness(text, spot), -i) for i, (text, spot, _) in enumerate(short))
    if order is not None:
        best, place = 1.0, -order.role
    if order is not None and len(short) == 1:
        return short[0][0], short[0][0], None
    if len(short) == 1 or best < 0.4:
        return _without_role(short)
    if order is None and tells_employer(short[-place][0]):  # of several jobs, each in a line of its own, the first
        told = (i for i, (text, spot, _) in enumerate(short) if _roleness(text, spot) >= 0.4 and tells_employer(text))
        place = -next(told, -place)
    elif order is None and tells_employer(short[0][0]) and _roleness(*short[0][:2]) >= 0.5:
        place = 0
    role = short[-place][0]
    found = _employer([one for i, one in enumerate(short) if i != -place])
    if found is None or tells_employer(role):
        return role, None, None
    return f"{role}, {found}", role, found


def _whole_lines(texts: Sequence[Text]) -> Sequence[Text]:
    """The texts with a line that goes on joined to the one before ("Lecturer" / "in Tidal Science")."""
    whole: list[Text] = []
    for text, spot in texts:
        first = text.split(maxsplit=1)[0] if text.strip() else ""
        goes_on = first.islower() and fold(first) in lexicon().small | lexicon().not_first and len(text.split()) > 1
        if whole and goes_on and len(whole[-1][0]) + len(text) <= LONGEST_JOINED:
            whole[-1] = f"{whole[-1][0]} {text}", whole[-1][1]
        else:
            whole.append((text, spot))
    return whole


def _without_role(short: list[tuple[str, Spot, bool]]) -> Job:
    """No job among them: the organisation where one is told by its name, whatever stands before it, else the first."""
    text, spot, is_marked = next((one for one in short[:2] if _is_told(one[0])), short[0])
    if is_marked or _is_employers_spot(text, spot):
        return text, None, text
    text, spot, is_marked = short[0]
    if is_marked or _is_employers_spot(text, spot):
        return text, None, text
    return (text if len(short) == 1 else ", ".join(text for text, _, _ in short[:2])), None, None


def _is_told(text: str) -> bool:
    """Does a text name an organisation by what it is ("University of Northtown"), and the whole of it?"""
    return employer_score(text) >= SURE and cue(text) not in (None, "company") and not is_part(text)


def _employer(rest: list[tuple[str, Spot, bool]]) -> str | None:
    """The employer among what is left beside the role: what an "@" marks, else what reads most like one."""
    for text, _, is_marked in rest:
        if is_marked:
            return text
    rest = [one for one in rest if role_score(one[0]) < 0.6] or rest
    if any(is_part(text) for text, _, _ in rest):  # "Dept. of Tides" / "University of Northtown": the whole of the two
        rest = [one for one in rest if not is_part(one[0]) and cue(one[0]) is not None] or rest
    if sure := next((text for text, _, _ in rest if _is_told(text)), None):
        return sure
    score, _, text = max((_employerness(text, spot) - 0.05 * i, -i, text) for i, (text, spot, _) in enumerate(rest))
    return text if score >= 0.3 and role_score(text) < 0.6 and not _is_of_institution(text) else None


def names_employer_first(role: str) -> bool:
    """Is a role written on to an employer, as Chinese and Japanese do it ("北岭科技股份有限公司高级架构师", "Acme工程师")?"""
    found = joined_role(role) if is_joined(role) else None
    if not found:
        return False
    before = role[: found[0]].strip()
    return len(before) > 1 and employer_score(before) >= WRITTEN_ON and role_score(before) < WRITTEN_ON


def tells_employer(role: str) -> bool:
    """Does a role text hold an employer as well ("CTO at Acme")?"""
    if names_employer_first(role) or (legal_form(role) is not None and not is_joined(role)) or _is_of_institution(role):
        return True
    head, blank, title = role.replace("\u3000", " ").rpartition(" ")
    if blank and is_joined(title):  # "한빛대학교 교수", "株式会社ひまわり 代表取締役"
        return role_score(title) >= 0.5 and employer_score(head) >= 0.4
    if (within := _IN.search(role)) and role_score(role[: within.start()]) >= 0.6:
        behind = role[within.end() :]
        return role_score(behind) < 0.3 and not is_place(behind)  # "Scrum Master v SDE", but "ředitel v Praze"
    if not _joiner().search(role):
        return False
    parts = [part for part in _joiner().split(role) if part and part.strip()]
    if len(parts) < 2 or all(role_score(part) >= 0.3 for part in parts[1:]):
        return False
    behind = role.partition(", ")[2]
    return joint().search(role) is not None or employer_score(parts[-1]) >= 0.5 or employer_score(behind) >= SURE


def _is_of_institution(role: str) -> bool:
    """See "Rectora de la Universidad de Northtown"; but a department is a part, of an organisation told elsewhere."""
    for found in _OF.finditer(role):
        behind = role[found.end() :]
        first, blank, _ = behind.partition(" ")
        is_told = bool(blank) and cue(first) not in (None, "company") and not is_part(behind)
        if is_told and role_score(role[: found.start()]) >= 0.6:
            return True
    return False


def _roleness(text: str, spot: Spot) -> float:
    if spot.hint == "beside":
        return role_score(text)
    return 0.65 * role_score(text) + 0.35 * spot.roles + (0.1 if spot.hint == "role" else 0.0)


def _employerness(text: str, spot: Spot) -> float:
    if spot.hint == "beside":
        return max(0.3, employer_score(text))
    score = 0.5 * employer_score(text) + 0.3 * spot.employers + (0.3 if spot.hint == "employer" else 0.0)
    return score + (0.15 if spot.roles < 0.2 and len(text.split()) <= 6 else 0.0)


def _is_employers_spot(text: str, spot: Spot) -> bool:
    """Is this where the page writes the employer alone?"""
    if spot.hint == "beside" or role_score(text) >= 0.3 or (", " in text and legal_form(text) is None):
        return False
    if (found := joint().search(text)) and cue(text[: found.start()]) in (None, "company"):
        return False  # "Keeper of Lost Tickets at Acme": a job nobody has heard of, with its employer
    if len(spot.texts) >= 4 and spot.roles < 0.2 and spot.size < 40:
        return spot.employers >= 0.2 or spot.hint == "employer"
    return employer_score(text) >= 0.7
