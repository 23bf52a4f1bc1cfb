"""Correcting a speaker, and taking it back: one transaction each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from scraper.store import again
from scraper.store.pulling import corrections, present
from scraper.store.rows import moment
from scraper.store.whom import keys
from scraper.store.write import Store, transaction


def correct(database: Store, speaker_id: int, facts: Mapping[str, str | None]) -> int:
    """Say what is right: name, role, employer -> text, "" for none. Gives how many facts. Raises InputError, StoreError."""
    now = moment(datetime.now(UTC))
    with transaction(database) as connection:
        anchor = corrections.make(connection, speaker_id, facts)
        (edition_id,) = connection.execute("SELECT edition_id FROM appearances WHERE id = ?", (anchor,)).fetchone()
        keys.drop(connection, [anchor], name=False)  # a corrected name is laid over the one they are found by
        keys.write(connection, edition_id, [anchor])
        present.refresh(connection, [speaker_id], now=now)
    return len(facts)


def undo_corrections(database: Store, speaker_id: int, *facts: str) -> int:
    """Take corrections back (of these facts, or all): what was read counts again. Gives how many. Raises StoreError."""
    with transaction(database) as connection:
        before = len(corrections.listed(connection))
        anchors = corrections.take_back(connection, speaker_id, facts)
        count = before - len(corrections.listed(connection))
        if anchors:
            again.restore(connection, anchors)
            present.refresh(connection, [speaker_id], now=moment(datetime.now(UTC)))
    return count
