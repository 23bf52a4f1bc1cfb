"""The near limit of Python for this job: aiohttp, lexbor, three selectors, one table; no robots, no archive, no checks.

python tests/bench/near_limit.py BASE FILE AT_ONCE
"""

import asyncio
import sqlite3
import sys

import aiohttp
from selectolax.lexbor import LexborHTMLParser

BASE, FILE, AT_ONCE = sys.argv[1], sys.argv[2], int(sys.argv[3])


async def main() -> None:
    database = sqlite3.connect(FILE)
    database.execute("CREATE TABLE speakers (name, role, employer)")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{BASE}/speakers/") as answer:
            links = [one.attributes["href"] for one in LexborHTMLParser(await answer.read()).css("div.card a")]

        async def worker() -> None:
            while links:
                async with session.get(BASE + links.pop()) as answer:
                    tree = LexborHTMLParser(await answer.read())
                told = [tree.css_first(one).text(strip=True) for one in ("h1", "p.role", "p.org")]
                database.execute("INSERT INTO speakers VALUES (?, ?, ?)", told)

        await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    database.commit()


asyncio.run(main())
