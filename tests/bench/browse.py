"""What each page of `coffeechat browse` costs the machine that draws it. Run it on a quiet one:

    .venv/bin/python tests/bench/browse.py [PEOPLE] [--file FILE] [--cold]     or     python -m tests.bench browse

PEOPLE (default 100,000) appearances of invented people (crowd.py) are written to FILE, or to a folder that is thrown away;
a FILE that is there is taken as it is. Writing them takes two minutes, the rest less than one. Every page is asked for in
this process, through every check a browser's request passes, and every kind of change is made (to a copy of the file).
"first" is the first time anybody asks, "again" the best of five after that; both are milliseconds of processor time from
the request to the last byte, so other programs disturb them less; the goal stands beside them. The first lines are what
`browse` does once, beside the requests: the tally (scraper.store.choice.tally) and the rehearsal (scraper.web.rehearsal);
with --cold there is no rehearsal, as for somebody who asks in the first second. The last line says the most that any
request needed; 1 is returned where a page is refused or dearer than its goal. Not a test: nothing here is timed by pytest.
"""

# ruff: noqa: T201 -- a command that prints

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a script it knows its own folder
sys.path.insert(0, str(Path(__file__).parents[2]))

import httpx
from browsing import Browser, browser

from scraper import clock, outreach
from scraper.model import Talk, Verdict
from scraper.store import query, write
from scraper.web import rehearsal
from tests.bench import crowd

PAGES = (
    "/", "/?page=500", "/?words=nurse", "/?words=practice", "/?family=engineering", "/?kind=other", "/?topic=databases",
    "/?topic=databases&family=engineering&year=2008", "/?year=2008", "/?seniority=senior&sort=employer", "/?sort=seniority",
    "/?sort=role", "/?sort=year", "/?sort=fit&topic=databases", "/?language=en", "/?state=new", "/?shortlisted=yes",
    "/picture", "/picture?family=engineering", "/picture?year=2008", "/beside",
    "/people/p-5", "/people/p-5/page", "/people/p-5/who", "/people/p-5/who?words=smith", "/people/p-5/draft", "/people/p-5/sheet",
    "/people/p-5/forget", "/people/p-5/photo", "/people/p-5/chat.ics",
    "/shortlist", "/shortlist/suggest", "/shortlist/suggest?family=engineering", "/shortlist/export/csv", "/today", "/today?all=yes",
    "/referrals", "/profile", "/pull", "/pulled/1", "/pulled/1/adapter", "/review", "/static/page.css",
)  # fmt: skip
"""Every route there is, and the questions that cost most."""
NOT_THERE = {"/people/p-5/page": 400, "/people/p-5/photo": 404, "/people/p-5/chat.ics": 400, "/pulled/1/adapter": 400}
"""Pages of which a file of invented people has none: what they answer then."""
WHOLE_FILE = "/people/{third}/forget/yes"
"""The one change that goes through the whole file and writes it anew: told, but no measure for the others."""
CHANGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/star", {"speaker": "{one}", "on": "yes"}), ("/people/{one}/shortlist", {"note": "of the old school", "tier": "2"}),
    ("/people/{one}/correct", {"role": "Keeper of Records"}), ("/people/{one}/correct/undo", {"facts": "role"}),
    ("/people/{one}/draft/check", {"subject": "Your talk", "body": "Hi, could you spare 15 minutes for a call?"}),
    ("/people/{one}/draft/keep", {"subject": "Your talk", "body": "Hi, could you spare 15 minutes for a call?"}),
    ("/people/{one}/log", {"what": "met"}), ("/people/{one}/debrief", {"learned": "that it takes time", "fits": "yes"}),
    ("/people/{one}/log/undo", {}), ("/shortlist/move", {"speaker": "{one}", "word": "thanked"}),
    ("/shortlist/edit", {"speaker": "{one}", "note": "again"}), ("/shortlist/remove", {"speaker": "{one}"}),
    ("/people/{one}/merge", {"other": "{other}"}), ("/people/{one}/who/undo", {}), (WHOLE_FILE, {"sure": "yes"}),
    ("/profile", {"name": "Kim Doe", "about": "a geographer", "families": "engineering"}),
)  # fmt: skip
"""A change of every kind, in an order in which each can be made, of one person or of one, another and a third."""
CHOSEN = 60
ROUNDS = 5
GOAL = 100.0
"""Milliseconds a request may need."""


def fill(file: Path, people: int) -> None:
    """So many invented people, as pulls would bring them."""
    now = datetime.now(UTC)
    with write.open_store(file) as database, write.together(database) as waiting:
        for edition, speakers in crowd.conferences(people, bios=True):
            talks = [Talk(title=title, speakers=(one.name,)) for one in speakers for title in one.sighting.talks]
            write.record(
                database, target=edition.url or "", edition=edition, adapter="website", speakers=speakers, talks=talks, left_out=[],
                pages=[], started=now, finished=now, verdict=Verdict(word="ok"), waiting=waiting,
            )  # fmt: skip


def choose(file: Path) -> None:
    """A shortlist as somebody has who is at it: a third written to, some of them met."""
    with write.open_store(file) as database:
        for number in range(2, CHOSEN + 2):
            write.add_to_shortlist(database, number)
            if number % 3 == 0:
                outreach.log(database, number, outreach.Happening(kind="sent", day=clock.today(), anyway=True))
            if number % 9 == 0:
                outreach.log(database, number, outreach.Happening(kind="met", day=clock.today(), anyway=True))


async def timed(
    asking: Browser, method: str, path: str, fields: dict[str, str] | None = None
) -> tuple[int, float, int]:
    """The status, the milliseconds, the bytes of one answer."""
    transport = httpx.ASGITransport(app=asking.app)
    async with httpx.AsyncClient(transport=transport, base_url=asking.base) as client:
        form = None if fields is None else {"token": asking.desk.keys.token, **fields}
        request = client.build_request(method, path, headers=asking.headers(), data=form)
        began = process_time()
        answer = await client.send(request)
        return answer.status_code, (process_time() - began) * 1000, len(answer.content)


def once(what: str, doing: Callable[[], object]) -> None:
    """Print what something costs that is done once."""
    began = process_time()
    doing()
    print(f"{(process_time() - began) * 1000:8.0f} ms once   {what}", flush=True)


def told(name: str, rounds: list[tuple[int, float, int]], goal: float | None = GOAL) -> tuple[float, float]:
    """Print a line of what was asked several times; the first and the best of the others."""
    (status, first, size), again = rounds[0], min(spent for _, spent, _ in rounds[1:])
    beside = "no goal" if goal is None else f"<= {goal:.0f}{' MISSED' if max(first, again) > goal else ''}"
    print(f"{first:8.1f} ms first {again:8.1f} ms again {beside:8} {size:8,} bytes  {status} {name}", flush=True)
    return first, again


def measured(file: Path, *, cold: bool) -> int:
    """Print a line a page and a line a change. 1 where one was refused or too dear."""
    asking = browser(file)
    with closing(query.connect(file)) as connection:
        people = [f"p-{number}" for (number,) in connection.execute("SELECT id FROM speakers ORDER BY id")]
    print(f"{len(people):,} people, {file.stat().st_size / 1e6:,.0f} MB")
    parts = [people[len(people) * part // 4 :] for part in range(1, 4)]  # far apart: two of one conference are two
    once("the tally", asking.desk.tally.renew)
    rehearsal.begin()
    if not cold:
        once("the rehearsal", lambda: rehearsal.rehearse(asking.desk))
    asyncio.run(timed(asking, "GET", "/static/page.js"))  # what the asking itself loads
    spent, failed = [], 0
    for path in PAGES:
        rounds = [asyncio.run(timed(asking, "GET", path)) for _ in range(ROUNDS + 1)]
        spent.append(told(path, rounds))
        failed |= rounds[0][0] != NOT_THERE.get(path, 200)
    for path, fields in CHANGES:
        rounds = []
        for some in list(zip(*parts, strict=False))[: 2 if path == WHOLE_FILE else 1 + ROUNDS]:
            whom = dict(zip(("one", "other", "third"), some, strict=True))
            filled = {name: text.format_map(whom) for name, text in fields.items()}
            rounds.append(asyncio.run(timed(asking, "POST", path.format_map(whom), filled)))
        line = told(f"POST {path}", rounds, None if path == WHOLE_FILE else GOAL)
        spent += [] if path == WHOLE_FILE else [line]
        failed |= not {status for status, _, _ in rounds} <= {200, 303}
    first, again = (max(times) for times in zip(*spent, strict=True))
    print(f"the dearest request: first {first:.1f} ms, again {again:.1f} ms (goal <= {GOAL:.0f})")
    return int(failed or max(first, again) > GOAL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, fill, measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("people", nargs="?", type=int, default=100_000)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--cold", action="store_true", help="no rehearsal before the first request")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "speakers.db"
        file = given.file or copy
        if not file.exists():
            print(f"writing {given.people:,} invented appearances ...", file=sys.stderr, flush=True)
            fill(file, given.people)
            choose(file)
        if file != copy:
            shutil.copyfile(file, copy)
            with write.open_store(copy):  # an older coffeechat's is brought up to date: no request's affair
                pass
        return measured(copy, cold=given.cold)


if __name__ == "__main__":
    sys.exit(main())
