"""Invented people by the million, always the same ones, as normalising would hand them over.

Names are made of syllables (some are namesakes, as in life), employers are used as employers are (a few have thousands,
most a handful), every twentieth person was met at an earlier conference. Nobody here exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from scraper.model import Edition, Sighting, Speaker
from scraper.normalise.employers import workplace
from scraper.recognise.topics import table
from scraper.store.folding import plain

A_CONFERENCE = 500
_BEGINS = [
    "Ad",
    "Am",
    "Bel",
    "Bo",
    "Ca",
    "Dar",
    "El",
    "Fi",
    "Ga",
    "Hel",
    "Im",
    "Jo",
    "Ka",
    "La",
    "Mi",
    "Nor",
    "Ol",
    "Pe",
    "Ra",
    "Sa",
    "Ti",
    "Ul",
    "Va",
    "Wi",
    "Xan",
    "Yo",
    "Zo",
]
_MIDDLES = ["ba", "de", "fo", "gi", "ha", "ju", "ka", "le", "mo", "na", "pi", "ra", "se", "tu", "va"]
_ENDS = ["an", "beth", "dra", "el", "ia", "ka", "lin", "mir", "na", "on", "ra", "sa", "to", "us", "vik", "wyn"]
_ROLES = (
    ("Staff Software Engineer", "engineering", "senior"),
    ("Software Engineer", "engineering", None),
    ("Head of Data", "data", "head"),
    ("Data Scientist", "data", None),
    ("Product Manager", "product", None),
    ("Senior Product Designer", "design", "senior"),
    ("Professor of Hydrology", "teaching", None),
    ("Nurse Practitioner", "medicine", None),
    ("Policy Analyst", "public service", None),
    ("Research Fellow", "research", None),
    ("Chief Executive Officer", "leadership", "executive"),
    ("Solicitor", "law", None),
    ("Science Journalist", "media", None),
    ("PhD Student", "student", None),
)
_KINDS = ("Labs", "Health", "Systems", "Foundation", "Council", "Works", "Rail", "Energy")
_TITLES = ("{} in practice: {}", "What {} taught us about {}", "{} for {}", "Ten years of {} with {}", "Beyond {}: {}")


def employers() -> list[str]:
    """Fifteen thousand places to work at."""
    stems = ["".join(parts) for parts in product(_BEGINS, _MIDDLES, ("vik", "mouth", "ford", "berg", "dal"))]
    return [f"{stem} {kind}" for kind in _KINDS for stem in stems][:15_000]


def _names(random: Random) -> str:
    given = random.choice(_BEGINS) + random.choice(_ENDS)
    family = random.choice(_BEGINS) + random.choice(_MIDDLES) + random.choice(_MIDDLES) + random.choice(_ENDS)
    return f"{given} {family}"


def conferences(people: int, *, bios: bool = False, seed: int = 8) -> Iterator[tuple[Edition, list[Speaker]]]:
    """So many appearances, conference by conference."""
    random = Random(seed)  # noqa: S311 -- the same people every time
    places = employers()
    topics = [line.name for line in table.every()][:400]
    earlier: list[tuple[str, str]] = []
    for number in range(0, people, A_CONFERENCE):
        series, year = number // A_CONFERENCE % 400, 2008 + number // A_CONFERENCE // 400
        edition = Edition(conference=f"{places[series].split()[0]} Days", year=year, url=f"https://d{series}.example/")
        chosen: dict[str, Speaker] = {}
        while len(chosen) < min(A_CONFERENCE, people - number):
            name, employer = _names(random), _employer(random, places)
            if earlier and random.random() < 0.05:
                name, employer = random.choice(earlier)
            chosen[name] = _speaker(random, name, employer, topics, places, edition, bios=bios)
        earlier.extend((one.name, one.employer or "") for one in random.sample(list(chosen.values()), 5))
        yield edition, list(chosen.values())


def _employer(random: Random, places: list[str]) -> str:
    at = int(random.paretovariate(0.6)) - 1 if random.random() < 0.7 else random.randrange(len(places))
    return places[min(at, len(places) - 1)]


def _speaker(  # noqa: PLR0917 -- one argument for each thing there is to know
    random: Random, name: str, employer: str, topics: list[str], places: list[str], edition: Edition, *, bios: bool
) -> Speaker:
    role, family, seniority = _ROLES[min(int(random.expovariate(0.3)), len(_ROLES) - 1)]
    subject = topics[min(int(random.paretovariate(0.5)) - 1, len(topics) - 1)]
    title = random.choice(_TITLES).format(
        subject, f"{random.choice(_ENDS)}{random.choice(_BEGINS)} {random.choice(places)}"
    )
    bio = f"{name} has worked on {subject} at {employer} for {random.randrange(2, 30)} years. " * 3 if bios else None
    return Speaker(
        name=name,
        name_key=" ".join(sorted(plain(name).split())),
        headline=f"{role}, {employer}",
        role=role,
        employer=employer,
        role_source="page",
        employer_source="page",
        company=employer,
        role_family=family,
        seniority=seniority,
        kind=workplace(employer, role),
        topics=(subject,),
        sighting=Sighting(
            name=name,
            headline=f"{role}, {employer}",
            bio=bio,
            talks=(title,),
            source=f"{edition.url}speakers",
            method="cards",
        ),
    )
