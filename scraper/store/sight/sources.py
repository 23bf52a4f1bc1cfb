"""Which pages told of somebody: the list they stood on, and the page of their own that was read with it."""

from __future__ import annotations

import json
import sqlite3

from scraper.store.rows import SOURCE


def pages(connection: sqlite3.Connection, speaker_id: int) -> list[str]:
    """The web addresses of every page that told of a person, own pages first; each once."""
    own: dict[str, None] = {}
    lists: dict[str, None] = {}
    receipts: dict[int, list[dict[str, object]]] = {}
    for pull_id, name, source, receipt in connection.execute(
        f"SELECT p.id, g.name, {SOURCE}, p.receipt FROM appearances a JOIN sightings g ON g.appearance_id = a.id "  # noqa: S608 -- ours
        "JOIN pulls p ON p.id = g.pull_id WHERE a.speaker_id = ? ORDER BY g.current DESC, g.id DESC",
        (speaker_id,),
    ):
        if pull_id not in receipts:
            receipts[pull_id] = [one for one in json.loads(receipt or "[]") if one.get("about")]
        own |= dict.fromkeys(str(one["url"]) for one in receipts[pull_id] if one["about"] == name and one["people"])
        if source:
            lists[source] = None
    talks = connection.execute(
        "SELECT DISTINCT t.url FROM appearances a CROSS JOIN talk_speakers x ON x.appearance_id = a.id "
        "JOIN talks t ON t.id = x.talk_id WHERE a.speaker_id = ? AND t.url IS NOT NULL ORDER BY t.url",
        (speaker_id,),
    )
    every = own | lists | dict.fromkeys(url for (url,) in talks)
    return [url for url in every if url.startswith(("http://", "https://"))]
