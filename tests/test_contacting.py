"""People that are being dealt with, as rows: some of them are what they are among all."""

from datetime import date

import pytest
from invented import new_store, pull, speaker

from scraper import outreach
from scraper.outreach import Happening
from scraper.store import query, write
from scraper.store.contacts import colleagues, contacting

NAMES = [
    f"{first} {last}" for first in ("Ana", "Bo", "Cleo", "Dana") for last in ("Ruiz", "Falk", "Okoro", "Sarr", "Yalin")
]


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Twenty people of two employers; some asked, some named by others, slips among the entries."""
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-12T09:00")
    file = tmp_path / "speakers.db"
    with new_store(file) as database:
        pull(
            database,
            [speaker(name, "Nurse", "Harbour Health" if at % 3 else "Crumb & Co") for at, name in enumerate(NAMES)],
        )
        for number in (1, 2, 3, 7, 8):
            write.add_to_shortlist(database, number, tier="A" if number < 3 else None)
        for number, kind, more in (
            (1, "sent", {}), (2, "sent", {}), (2, "nudged", {}), (3, "sent", {}), (3, "met", {"referred": ("Dana Yalin, Crumb & Co",)}),
            (4, "noted", {}), (3, "told", {}), (5, "sent", {}), (7, "met", {"referred": ("Bo Sarr", "Ida Nilsdotter, Harbour Health")}),
        ):  # fmt: skip
            outreach.log(database, number, Happening(kind=kind, day=date(2026, 5, 4), **more))
        outreach.undo(database, 5)
        outreach.undo(database, 7)
    return file


def test_some_contacts_are_as_they_are_among_all(file):
    connection = query.connect(file)
    try:
        everybody = contacting.contacts(connection)
        assert len(everybody) >= 9
        for one in everybody:
            assert contacting.contacts(connection, {one.id}) == [one]
        some = {one.id for one in everybody[::2]}
        assert contacting.contacts(connection, some) == everybody[::2]
        assert contacting.contacts(connection, {12, 99}) == contacting.contacts(connection, set()) == []
    finally:
        connection.close()


def test_others_are_everybody_else_who_is_dealt_with(file):
    connection = query.connect(file)
    try:
        everybody = contacting.contacts(connection)
        told = contacting.others(connection, 3)
        assert told == [text for one in everybody if one.id != 3 for text in (one.name, one.employer)]
    finally:
        connection.close()


@pytest.mark.parametrize("many", [2_000, 1])
def test_colleagues_are_the_same_however_many_there_are(file, many, monkeypatch):
    monkeypatch.setattr(colleagues, "_MANY", many)
    connection = query.connect(file)
    try:
        (key,) = connection.execute("SELECT company_key FROM speakers WHERE id = 2").fetchone()
        listed = [row[0] for row in connection.execute("SELECT speaker_id FROM shortlist")]
        rows = connection.execute(
            "SELECT id, name, role FROM speakers WHERE company_key = ? AND id <> 2 ORDER BY sort_name", [key]
        ).fetchall()
        expected = [*(row for row in rows if row[0] in listed), *(row for row in rows if row[0] not in listed)]
        assert colleagues.at(connection, key, 2, 100) == expected
        assert colleagues.at(connection, key, 2, 3) == expected[:3]
        assert colleagues.at(connection, None, 2, 3) == []
    finally:
        connection.close()
