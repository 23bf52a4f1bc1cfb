"""Step 14: what an edition's people speak about so often that it is everybody's there, counted once a pull.

JSON, a list of topics; null where there is none.
"""

from __future__ import annotations

from sqlite_utils import Database

from scraper.store.whom import scenes

SCHEMA = """
ALTER TABLE editions ADD COLUMN scene TEXT
"""


def fill(database: Database) -> None:
    """The scenes of the editions that are in the file already."""
    for (edition_id,) in database.execute("SELECT id FROM editions").fetchall():
        scenes.write(database.conn, edition_id)
