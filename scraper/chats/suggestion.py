"""Who is worth asking: points with names and reasons, and a spread over employers and conferences. Pure.

The points stand in data/points.toml; the user's own numbers go over them. Nothing is hidden: a score is the sum of the
reasons shown.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from scraper.chats.own_profile import Profile
from scraper.errors import BadReference
from scraper.reference import table
from scraper.text import fold, words

MAX_OWN_TABLE = 100_000
"""Letters of the user's own points.toml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody of the file as far as points are given.

    `text` is biography and talks, `colleagues` how many of their employer are in the file (they among them), `known`
    whom the user knows there.
    """

    id: str
    name: str
    role: str | None = None
    employer: str | None = None
    company: str | None = None
    role_family: str | None = None
    seniority: str | None = None
    billing: str | None = None
    topics: tuple[str, ...] = ()
    text: str = ""
    bio: str = ""
    links: tuple[str, ...] = ()
    conference: str | None = None
    colleagues: int = 0
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Somebody with their points, each with its name and why."""

    candidate: Candidate
    reasons: tuple[tuple[str, int, str], ...]

    @property
    def score(self) -> int:
        """The sum of the points."""
        return sum(points for _, points, _ in self.reasons)

    @property
    def why(self) -> str:
        """The reasons in one line."""
        return "; ".join(f"{points:+d} {said}" for _, points, said in self.reasons)


def points(own: Path | None = None) -> dict[str, int]:
    """The points by name: ours, with the user's own numbers (a file `own`, where there is one) over them.

    Raises BadReference when that file cannot be read, or names what there are no points for.
    """
    known: dict[str, int] = dict(table("points")["points"])
    if own is None or not own.is_file():
        return known
    try:
        with own.open(encoding="utf-8") as file:
            said = tomllib.loads(file.read(MAX_OWN_TABLE)).get("points", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BadReference(f"{own}: {' '.join(str(problem).split())}") from problem
    if not isinstance(said, dict):
        raise BadReference(f"{own}: 'points' is no table", hint='write [points] and below it "same city" = 5')
    for name, number in said.items():
        if name not in known:
            raise BadReference(f"{own}: there are no points called '{name}'", hint=f"one of: {', '.join(known)}")
        if not isinstance(number, int) or isinstance(number, bool) or abs(number) > 1000:
            raise BadReference(f"{own}: '{name}' needs a whole number", hint=f'"{name}" = 3')
    return known | said


def suggest(  # noqa: PLR0913 -- one argument a cap
    candidates: Iterable[Candidate], profile: Profile, worth: Mapping[str, int], *, limit: int, per_employer: int,
    per_conference: int,
) -> list[Suggestion]:  # fmt: skip
    """The best people to ask, best first, at most so many of one employer and of one conference."""
    judged = [judge(one, profile, worth) for one in candidates]
    judged.sort(key=lambda one: (-one.score, fold(one.candidate.name), one.candidate.id))
    return spread(judged, limit=limit, per_employer=per_employer, per_conference=per_conference)


def spread(judged: Sequence[Suggestion], *, limit: int, per_employer: int, per_conference: int) -> list[Suggestion]:
    """The first `limit` of a list, leaving out whoever would be one too many of their employer or conference."""
    taken: list[Suggestion] = []
    employers: Counter[str] = Counter()
    conferences: Counter[str] = Counter()
    for one in judged:
        if len(taken) >= limit:
            break
        company, conference = one.candidate.company, one.candidate.conference
        if (company and employers[company] >= per_employer) or (
            conference and conferences[conference] >= per_conference
        ):
            continue
        taken.append(one)
        employers.update([company] if company else ())
        conferences.update([conference] if conference else ())
    return taken


def judge(candidate: Candidate, profile: Profile, worth: Mapping[str, int]) -> Suggestion:
    """One person's points and their reasons; what is worth nothing is not told."""
    reasons = [
        (name, worth[name], said)
        for name, rule in _RULES.items()
        if worth.get(name) and (said := rule(candidate, profile)) is not None
    ]
    return Suggestion(candidate=candidate, reasons=tuple(reasons))


def _topic(one: Candidate, profile: Profile) -> str | None:
    about = [topic for topic in profile.topics if fold(topic) in map(fold, one.topics) or _within(topic, one.text)]
    return f"speaks about {', '.join(about[:3])}" if about else None


def _kind(one: Candidate, profile: Profile) -> str | None:
    return f"works in {one.role_family}" if one.role_family in [fold(family) for family in profile.families] else None


def _switch(one: Candidate, profile: Profile) -> str | None:
    shared = [word for word in profile.background if _within(word, one.bio, beginning=True)]
    return f"knows {shared[0]} too" if shared else None


def _practitioner(one: Candidate, _profile: Profile) -> str | None:
    heads = table("points")["heads"]
    if not one.role or one.seniority in heads["levels"] or one.billing in heads["billings"]:
        return None
    return "does the work"


def _ahead(one: Candidate, profile: Profile) -> str | None:
    steps = table("points")["ahead"]
    if not one.role or profile.level not in steps["levels"]:
        return None
    theirs = steps["levels"].index(one.seniority if one.seniority in steps["levels"] else steps["unsaid"])
    ahead = theirs - steps["levels"].index(profile.level)
    return ("a step" if ahead == 1 else f"{ahead} steps") + " ahead of you" if 0 < ahead <= steps["most"] else None


def _city(one: Candidate, profile: Profile) -> str | None:
    there = profile.city and _within(profile.city, f"{one.employer or ''}\n{one.bio}")
    return f"from {profile.city}" if there else None


def _school(one: Candidate, profile: Profile) -> str | None:
    there = profile.school and _within(profile.school, f"{one.employer or ''}\n{one.bio}")
    return f"has to do with {profile.school}" if there else None


def _language(one: Candidate, profile: Profile) -> str | None:
    if not any(language in table("points")["spoken"] for language in profile.languages):
        return None
    spoken = language_of(one.text)
    return f"speaks your language ({spoken})" if spoken in profile.languages else None


def _acquaintance(one: Candidate, _profile: Profile) -> str | None:
    return f"you know {one.known[0]} there" if one.known else None


def _few(one: Candidate, _profile: Profile) -> str | None:
    few = one.employer and 0 < one.colleagues <= table("points")["few"]
    return "few of their colleagues speak" if few else None


def _wish(one: Candidate, _profile: Profile) -> str | None:
    wishes = [phrase for phrase in table("points")["contact_wish"]["words"] if _within(phrase, one.bio)]
    return f'writes "{wishes[0]}"' if wishes else None


def _way_in(one: Candidate, _profile: Profile) -> str | None:
    return "linked a page of theirs" if one.links else None


Rule = Callable[[Candidate, Profile], str | None]
_RULES: dict[str, Rule] = {
    "topic": _topic, "kind of job": _kind, "same switch": _switch, "practitioner": _practitioner, "a step ahead": _ahead,
    "same city": _city, "same school": _school, "same language": _language, "somebody you know": _acquaintance,
    "few of them": _few, "contact wish": _wish, "way in": _way_in,
}  # fmt: skip
"""What gives points, in the order the reasons are told; the names are those of data/points.toml."""


def language_of(text: str) -> str | None:
    """The language of a text by its small words, where it is one of a few and not English; None for short texts."""
    told = words(text)
    if len(told) < 8:
        return None
    rules: Mapping[str, Any] = table("points")["spoken"]
    shares = {
        language: sum(word in _small(language) for word in told) / len(told)
        for language in rules
        if language != "least"
    }
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= rules["least"] else None


@cache
def _small(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in table("points")["spoken"][language])


def _within(phrase: str, text: str, *, beginning: bool = False) -> bool:
    """Do the words stand in the text? With `beginning` a longer word that begins so is enough (nurs: nursing)."""
    wanted, known = fold(phrase), _folded(text)
    if not wanted or wanted not in known:  # most are not there, and that is told at once
        return False
    end = "" if beginning else r"(?!\w)"
    return bool(re.search(rf"(?<!\w){re.escape(wanted)}{end}", known))


@lru_cache(maxsize=32)
def _folded(text: str) -> str:
    """A text folded once for all that is looked for in it."""
    return fold(text)


def lines(found: Iterable[Suggestion]) -> Iterator[dict[str, Any]]:
    """Suggestions as rows: {id, name, role, employer, score, why}."""
    for one in found:
        who = one.candidate
        yield {
            "id": who.id,
            "name": who.name,
            "role": who.role,
            "employer": who.employer,
            "score": one.score,
            "why": one.why,
        }
