"""The local page for tests: asked in this process, as a browser that opened it would ask."""

from __future__ import annotations

import asyncio
import html
import re
from pathlib import Path
from typing import Any

import httpx
from invented import pull, put, speaker

from scraper.model import Edition, Talk
from scraper.store.write import open_store
from scraper.web.app import application
from scraper.web.desk import Desk

PORT = 8642
AUTUMN = Edition(conference="Autumn Days", year=2025, url="https://autumn.example/")


class Browser:
    """One that opened the page of `desk`: it has the cookie, says where it comes from, and knows the forms' token."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.app = application(desk)
        self.base = f"http://127.0.0.1:{desk.port}"

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """As asked, with nothing added."""

        async def asking() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=self.base) as client:
                return await client.request(method, path, **options)

        return asyncio.run(asking())

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, headers=self.headers(**headers))

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        """A form of the page, sent as a browser sends it."""
        sent = {"token": self.desk.keys.token, **(fields or {})}
        return self.ask("POST", path, data=sent, headers=self.headers(origin=self.base, **headers))

    def headers(self, **headers: str) -> dict[str, str]:
        mine = {"cookie": f"{self.desk.cookie}={self.desk.keys.session}", "sec-fetch-site": "same-origin"}
        return {name.replace("_", "-"): value for name, value in {**mine, **headers}.items() if value}


def read(text: str) -> str:
    """What somebody reads on a page: its text without the elements."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def browser(file: Path) -> Browser:
    """One that has opened the page over a file."""
    return Browser(Desk(file=file, port=PORT))


def fill(file: Path) -> Path:
    """A file with four invented people, two editions, talks and topics."""
    return put(file, _write)


def _write(file: Path) -> None:
    ana = speaker("Ana Ruiz", "Nurse", "Harbour Health", role_family="medicine", kind="hospital", topics=("privacy",),
                  links=("https://ana.example/",), bio="Ana looks after people.", talks=("Records at the bedside",))  # fmt: skip
    bo = speaker("Bo Lindqvist", "Head of Design", "Harbour Health", role_family="design", seniority="director",
                 kind="hospital")  # fmt: skip
    eve = speaker("Eve <b>Okoro</b>", "Engineer & Baker", 'Crumb "&" Co', role_family="engineering",
                  links=("javascript:alert(1)", "https://eve.example/a?b=1&c=2"))  # fmt: skip
    talks = [
        Talk(title="Records at the bedside", speakers=("Ana Ruiz",), abstract="What is written down, and for whom.")
    ]
    with open_store(file) as database:
        pull(database, [ana, bo, eve], talks=talks)
        pull(database, [speaker("Zoë Żak", "Data Engineer", "City of Lindenmouth", role_family="engineering", kind="public body")],
             edition=AUTUMN, target="https://autumn.example/speakers")  # fmt: skip
