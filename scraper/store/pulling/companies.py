"""Companies as a person has them: spellings that are one company, asked about and kept beside data/employers.toml."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from scraper import reference
from scraper.errors import InputError
from scraper.model import Speaker
from scraper.normalise import employers
from scraper.recognise.places import is_place
from scraper.store.folding import folded, plain
from scraper.store.rows import company, moment, storable
from scraper.store.schema import chunks, marks
from scraper.text import fold

COMPANY = "company"
"""The kind of a question whether two companies are one."""
_NEAR = 92  # of 100, over words in any order: a slip of the fingers, seldom another name
_SHORTEST = 5
_MOST_NEAR = 300
Own = Mapping[str, str]


def own(connection: sqlite3.Connection) -> dict[str, str]:
    """What a person said: the key of a spelling -> the company's name."""
    return dict(connection.execute("SELECT spelling_key, company FROM own_companies"))


def applied(speaker: Speaker, said: Own) -> Speaker:
    """A speaker with the company a person says their employer is."""
    if not said or not speaker.employer:
        return speaker
    name = next((said[key] for key in _keys(speaker.employer, speaker.company) if key in said), None)
    return replace(speaker, company=name) if name else speaker


def _keys(employer: str, company: str | None) -> list[str]:
    return [key for text in (employer, company) if text for key in (folded(text), employers.key(text)) if key]


def canonical(employer: str, said: Own) -> str:
    """The company of an employer as written, a person's word first."""
    return next((said[key] for key in _keys(employer, None) if key in said), None) or employers.canonical(employer)


def say_one(connection: sqlite3.Connection, spelling: str, company: str, *, review_id: int | None = None) -> set[int]:
    """`spelling` is `company`, from now on and for everybody known. Gives the speakers it changes.

    Raises InputError when both are one already.
    """
    target = storable(company) or ""
    key, wanted = folded(employers.canonical(spelling)) or spelling, folded(target) or target
    if key == wanted:
        raise InputError(f"{spelling} and {company} are one company already")
    connection.execute(
        "INSERT INTO own_companies (spelling_key, company, review_id, made) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (spelling_key) DO UPDATE SET company = excluded.company, review_id = excluded.review_id",
        (key, target, review_id, moment(datetime.now(UTC))),
    )
    return _move(connection, key, target)


def take_back(connection: sqlite3.Connection, *, spelling: str | None = None, review_id: int | None = None) -> set[int]:
    """Forget that a spelling is another company. Gives the speakers it changes."""
    keys = [
        row[0]
        for row in connection.execute(
            "SELECT spelling_key FROM own_companies WHERE review_id = ? OR spelling_key = ?",
            (review_id, folded(employers.canonical(spelling)) if spelling else None),
        )
    ]
    changed: set[int] = set()
    for key in keys:
        (company,) = connection.execute(
            "DELETE FROM own_companies WHERE spelling_key = ? RETURNING company", (key,)
        ).fetchall()[0]
        rows = connection.execute(
            "SELECT id, speaker_id, employer FROM appearances WHERE company_key = ? AND employer IS NOT NULL",
            (folded(company) or company,),
        ).fetchall()
        for number, speaker_id, employer in rows:
            name = employers.canonical(employer)
            if folded(name) == key:
                write_names(connection, [(name, employer)])
                connection.execute(
                    "UPDATE appearances SET company = nullif(?, employer), company_key = ? WHERE id = ?",
                    (name, key, number),
                )
                connection.execute(
                    "DELETE FROM spellings WHERE company_key = ? AND folded = ?",
                    (folded(company), folded(employer)),
                )
                changed.add(speaker_id)
        changed |= share_kinds(connection, (key, folded(company) or company), anew=True)
    return changed


def _move(connection: sqlite3.Connection, key: str, name: str) -> set[int]:
    """Everybody of one company to another, with the spellings they were met in."""
    target = folded(name) or name
    write_names(connection, [(name, name)])
    connection.execute("UPDATE OR IGNORE spellings SET company_key = ? WHERE company_key = ?", (target, key))
    rows = connection.execute("SELECT speaker_id FROM appearances WHERE company_key = ?", (key,)).fetchall()
    connection.execute(
        "UPDATE appearances SET company = nullif(?, employer), company_key = ? WHERE company_key = ?",
        (name, target, key),
    )
    return {row[0] for row in rows} | share_kinds(connection, [target], anew=True)


def write_names(connection: sqlite3.Connection, names: Iterable[tuple[str | None, str | None]]) -> None:
    """Companies and the spellings they were met in: (company, employer as written). The first name met is shown."""
    met = [(company, spelling) for company, spelling in dict.fromkeys(names) if company]
    connection.executemany(
        "INSERT INTO companies (key, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        dict.fromkeys((folded(company) or company, company) for company, _ in met),
    )
    connection.executemany(
        "INSERT INTO spellings (folded, company_key, spelling) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        dict.fromkeys(
            (folded(spelling) or spelling, folded(company) or company, spelling)
            for company, employer in met
            for spelling in (employer, company)
            if spelling
        ),
    )


# one kind for all spellings


def share_kinds(connection: sqlite3.Connection, keys: Iterable[str], *, anew: bool = False) -> set[int]:
    """Give everybody of a company one kind of place, whichever of its spellings tells it. Gives the speakers it changes.

    Where its spellings tell the same there is nothing to do, but `anew`: after spellings have come or gone.
    """
    kinds = {key: kind for key, kind, is_told in _kinds(connection, set(keys)) if is_told or anew}
    if not kinds:
        return set()
    rows = connection.execute(
        "SELECT id, speaker_id, company_key, kind FROM appearances WHERE company_key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(kinds)),),
    )
    changed = {number: (kinds[key], speaker) for number, speaker, key, kind in rows if kinds[key] != kind}
    connection.executemany(
        "UPDATE appearances SET kind = ? WHERE id = ?", [(kind, number) for number, (kind, _) in changed.items()]
    )
    return {speaker for _, speaker in changed.values()}


def kind(connection: sqlite3.Connection, company_key: str) -> str | None:
    """The kind of place a company is; None where no spelling tells it."""
    return next((kind for _, kind, _ in _kinds(connection, {company_key})), None)


def _kinds(connection: sqlite3.Connection, keys: set[str]) -> Iterator[tuple[str, str | None, bool]]:
    """(key, kind, do its spellings tell different things?) of companies: its own name goes before its spellings."""
    spelled: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for some in chunks(sorted(keys)):
        for key, name, spelling in connection.execute(
            "SELECT c.key, c.name, s.spelling FROM companies c JOIN spellings s ON s.company_key = c.key "  # noqa: S608
            f"WHERE c.key IN ({marks(some)})",
            some,
        ):
            spelled[key].add(spelling)
            names[key] = name
    for key, spellings in spelled.items():
        told = Counter(map(employers.kind, spellings))
        known = sorted((-count, word) for word, count in told.items() if word)
        yield key, employers.kind(names[key]) or (known[0][1] if known else None), len(told) > 1


# asking about near spellings


def suggest(connection: sqlite3.Connection, appearance_ids: Iterable[int], *, now: str) -> None:
    """Ask about companies of these appearances that are spelled nearly like another one. What was asked is not again.

    Only companies that nobody listed works at so far are looked at: of two known ones, the later was looked at when it came.
    """
    keys = {
        row[0]: (row[1], row[2])
        for some in chunks(sorted(set(appearance_ids)))
        for row in connection.execute(
            f"SELECT company_key, {company('a')}, edition_id FROM appearances a WHERE company_key IS NOT NULL AND id IN ({marks(some)})",  # noqa: S608
            some,
        )
    }
    for some in chunks(sorted(keys)):
        sql = f"SELECT value FROM totals WHERE facet = 'company' AND value IN ({marks(some)})"  # noqa: S608 -- question marks
        for (known_already,) in connection.execute(sql, some).fetchall():
            del keys[known_already]
    for key, (name, edition_id) in sorted(keys.items()):
        if not key or (other := _nearest(key, _neighbours(connection, key))) is None:
            continue
        (known,) = connection.execute("SELECT name FROM companies WHERE key = ?", (other,)).fetchone()
        pair = " | ".join(sorted((key, other)))
        if connection.execute("SELECT 1 FROM reviews WHERE kind = ? AND name_key = ?", (COMPANY, pair)).fetchone():
            continue
        longer, shorter = (name, known) if len(key) > len(other) else (known, name)
        connection.execute(
            "INSERT INTO reviews (edition_id, kind, name, name_key, said, why, source, asked) VALUES (?,?,?,?,?,?,'',?)",
            (edition_id, COMPANY, longer, pair, shorter, "their names are nearly the same", now),
        )


def _neighbours(connection: sqlite3.Connection, key: str) -> list[str]:
    start = key[:4]
    return [
        row[0]
        for row in connection.execute(
            "SELECT key FROM companies WHERE key >= ? AND key < ? AND key <> ? ORDER BY key LIMIT ?",
            (start, f"{start}\U0010ffff", key, _MOST_NEAR),
        )
    ]


def _nearest(key: str, others: Sequence[str]) -> str | None:
    """The one that is most likely the same company, or None."""
    if len(key) < _SHORTEST:
        return None
    from rapidfuzz import fuzz, process

    others = [other for other in others if len(other) >= _SHORTEST]
    found = {
        other: score
        for other, score, _ in process.extract(
            key, others, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=None
        )
    }
    found |= {other: 0.0 for other in others if other not in found and _differs_by_place(key, other)}
    near = [(score, other) for other, score in found.items() if _numbers(key) == _numbers(other)]
    return max(near)[1] if near else None


def _numbers(key: str) -> list[str]:
    return [word for word in key.split() if word.isdigit()]


def _differs_by_place(key: str, other: str) -> bool:
    """Is one the other with nothing but places, or words for a group of companies, added ("acme germany")?"""
    longer, shorter = (key, other) if len(key) > len(other) else (other, key)
    return longer.startswith(f"{shorter} ") and all(map(_adds_nothing, longer[len(shorter) :].split()))


def _adds_nothing(word: str) -> bool:
    return is_place(word) or word in _group_words()


@cache
def _group_words() -> frozenset[str]:
    words = reference.table("organisations")["group_words"]
    countries = [name for row in reference.table("countries").values() if isinstance(row, list) for name in row]
    return frozenset((*map(fold, words), *map(plain, countries)))
