"""What each page of `coffeechat browse` costs the machine that draws it. Run it on a quiet one:

    .venv/bin/python tests/bench/browse.py [PEOPLE] [--file FILE]

PEOPLE (default 100,000) invented people (crowd.py) are written to FILE, or to a folder that is thrown away; a FILE that is
there is taken as it is. Writing 100,000 takes some minutes. Then every page is asked for in this process, through every
check a browser's request passes. "first" is the first time anybody asks it, "again" the best of five after that; both
are milliseconds of processor time from the request to the last byte, so other programs disturb them less. The very
first line is the tally (scraper.store.choice.tally), which is made once for a state of the file, beside the requests. The last line says the most
that any page needed. Not a test: nothing here is timed by pytest.
"""

# ruff: noqa: T201 -- a command that prints

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

import crowd
import httpx
from browsing import Browser, browser

from scraper import clock, outreach
from scraper.model import Talk, Verdict
from scraper.store import query, write
from scraper.store.choice import tally

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
CHOSEN = 60
ROUNDS = 5


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


async def timed(asking: Browser, path: str) -> tuple[int, float, int]:
    """The status, the milliseconds, the bytes of one answer."""
    transport = httpx.ASGITransport(app=asking.app)
    async with httpx.AsyncClient(transport=transport, base_url=asking.base) as client:
        request = client.build_request("GET", path, headers=asking.headers())
        began = process_time()
        answer = await client.send(request)
        return answer.status_code, (process_time() - began) * 1000, len(answer.content)


def measured(file: Path) -> int:
    """Print a line a page. 1 where a page is none."""
    asking = browser(file)
    connection = query.connect(file)
    began = process_time()
    made = tally.make(connection)
    print(f"{(process_time() - began) * 1000:8.0f} ms once   the tally of {len(made.ids):,} people")
    connection.close()
    asking.desk.tally.renew()
    asyncio.run(timed(asking, "/"))
    most, failed = 0.0, 0
    for path in PAGES:
        rounds = [asyncio.run(timed(asking, path)) for _ in range(ROUNDS + 1)]
        status, first, size = rounds[0]
        again = min(spent for _, spent, _ in rounds[1:])
        most, failed = max(most, again), failed or int(status != NOT_THERE.get(path, 200))
        print(f"{first:8.1f} ms first {again:8.1f} ms again {size:8,} bytes  {status} {path}")
    print(f"the dearest page: {most:.1f} ms")
    return failed


def main() -> int:
    """Read the arguments, fill, measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("people", nargs="?", type=int, default=100_000)
    parser.add_argument("--file", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = told.file or Path(folder) / "speakers.db"
        if not file.exists():
            fill(file, told.people)
            choose(file)
        return measured(file)


if __name__ == "__main__":
    sys.exit(main())
