"""Step 4: what kind of place people work at (company, university, hospital, freelance, ...)."""

from __future__ import annotations

from sqlite_utils import Database

from scraper.normalise import employers

SCHEMA = """
ALTER TABLE appearances ADD COLUMN kind TEXT;

ALTER TABLE speakers ADD COLUMN kind TEXT;

CREATE INDEX speakers_kind ON speakers(kind, role_family) WHERE current = 1
"""


def fill(database: Database) -> None:
    """The kinds of those who are in the file already."""
    for table in ("appearances", "speakers"):
        jobs = database.execute(f"SELECT DISTINCT employer, role FROM {table}").fetchall()  # noqa: S608 -- our own names
        told = [(kind, employer, role) for employer, role in jobs if (kind := employers.workplace(employer, role))]
        database.conn.executemany(f"UPDATE {table} SET kind = ? WHERE employer IS ? AND role IS ?", told)  # noqa: S608
