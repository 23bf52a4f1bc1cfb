"""An adapter that does what no page should make one do, put in the place of an installed package (`installed`)."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from scraper.adapter import Adapter
from scraper.extract import cards, one
from scraper.model import Sighting
from scraper.page import Follow, Found, Page

SITE = "https://trap.invalid/"


def installed(folder: Path) -> Path:
    """A folder for PYTHONPATH in which this module is an installed package's adapter."""
    about = folder / "coffeechat_trap-1.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: coffeechat-trap\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[coffeechat.adapters]\ntrap = hostile_adapter:adapter\n", encoding="utf-8")
    return folder


def extract(page: Page) -> Iterator[Found]:
    """The start page wishes for one page of each kind; the others do as they are called, or show somebody."""
    what = page.url.removeprefix(SITE).partition("/")[0]
    if what == "hang":
        while True:
            time.sleep(0.01)
    if what == "crash":
        os.abort()
    if what == "fill":
        filled = [bytearray(50_000_000) for _ in range(100)]
        yield Sighting(name=str(len(filled)))
    if what == "print":
        sys.stdout.write("not an answer\n" * 1000)
        sys.stdout.flush()
    if what == "start":
        names = page.text.split()
        for name in names:
            yield Follow(url=f"{SITE}{name}/", known=Sighting(name=f"Person {name.capitalize()}"))
    yield Sighting(name=f"Person {what.capitalize()}", headline="Nurse, Harbour Clinic")


adapter = Adapter(name="trap", pattern=r"https://trap\.invalid/", example=f"{SITE}start", extract=extract)
nested = cards(".card", name="h3", follow="a@href", detail=one(headline="p"))
