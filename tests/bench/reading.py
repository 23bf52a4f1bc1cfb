"""What reading a page costs, as a multiple of what lexbor needs to parse it. Run it on a quiet machine:

    .venv/bin/python tests/bench/reading.py [FOLDER]

FOLDER (default ../shared/accuracy/pages) holds one folder a page with page.html and meta.json. Not a test: nothing here
is timed by pytest. "Reading" is what a crawl does with a page: bytes to text, guard, tree, and the any-website
adapter's whole extract. The house remembers what it found out about words and short texts, so two figures are given:
a page whose every word is new (all is forgotten before), and one whose words were met before, as in a long pull. What a
pull pays lies between them. "walk" is what cannot be saved: each node of the tree asked once for its tag, its text or
its attributes, and nothing done with them. The last line gives the figures to hold.
"""

# ruff: noqa: T201 -- a command that prints

from __future__ import annotations

import gc
import importlib
import json
import statistics
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from types import ModuleType

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from adapters.website import adapter
from scraper.page import Page

PAGES = Path(__file__).parents[3] / "shared" / "accuracy" / "pages"
ROUNDS = 9
TEXT = 2  # lexbor's number for a text node
STAGES = ("structured", "embedded", "shown", "merge", "edition", "details", "speaker_pages")
Timed = dict[str, float]
cascade: ModuleType = importlib.import_module("scraper.extract.website")


def main(folder: Path, told: MutableMapping[str, float | None] | None = None) -> int:
    """Print a line a page and the summary, which goes into `told`, too. 1 where there are no pages."""
    cases = sorted(folder.glob("*/meta.json"))
    if not cases:
        print(f"no pages in {folder}: nothing to measure", file=sys.stderr)
        return 1
    rows: list[Timed] = []
    print("Times a parse: all words new, all words known; of the first, the stages.")
    for case in cases:
        url = json.loads(case.read_text(encoding="utf-8"))["url"]
        seconds = measured(url, case.with_name("page.html").read_bytes())
        parse = seconds.pop("parse")
        rows.append({name: spent / parse for name, spent in seconds.items()})
        print(f"{case.parent.name:34} parse {parse * 1000:6.2f} ms ", end="")
        print(*(f"{name} {times:.1f}" for name, times in rows[-1].items()))
    print("medians:", *(f"{name} {statistics.median(one[name] for one in rows):.1f}" for name in rows[0]))
    known, new = ([one[name] for one in rows] for name in ("known", "new"))
    print(f"a bare walk over the tree / parsing: {_spread([one['walk'] for one in rows])}")
    print(f"reading / parsing over {len(rows)} pages: words known {_spread(known)}; words new {_spread(new)}")
    if told is not None:
        told["reading / parsing, words known"] = statistics.median(known)
    return 0


def _spread(ratios: list[float]) -> str:
    p95 = sorted(ratios)[max(0, round(0.95 * len(ratios)) - 1)]
    return f"median {statistics.median(ratios):.1f}, p95 {p95:.1f}, worst {max(ratios):.1f}"


def measured(url: str, body: bytes) -> Timed:
    """Seconds for one raw parse, for one whole reading in both states, and for each stage: the best of several rounds."""
    page = Page(url, body)
    text = page.text
    best: Timed = {}

    def note(name: str, seconds: float) -> None:
        best[name] = min(seconds, best.get(name, seconds))

    gc.collect()
    with _no_collecting():
        list(adapter.extract(Page(url, body)))  # the tables are read
        for _ in range(ROUNDS):
            note("parse", _timed(lambda: LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)))
            note("walk", _timed(lambda: _walk(page.html)))
            _forget()
            note("new", _timed(lambda: [*adapter.extract(Page(url, body))]))
            note("known", _timed(lambda: [*adapter.extract(Page(url, body))]))
            _forget()
            for name, seconds in _stages(url, body).items():
                note(name, seconds)
    return best


def _walk(tree: LexborHTMLParser) -> int:
    """The cheapest look at every node that still tells where it stands: how many there are."""
    count = 0
    waiting: list[LexborNode] = []
    node = tree.body
    while node is not None:
        count += 1
        _ = node.text_content if node.tag_id == TEXT else node.attributes
        down = node.first_child
        if down is not None:
            waiting.append(node)
            node = down
            continue
        node = node.next if waiting else None
        while node is None and waiting:
            around = waiting.pop()
            node = around.next if waiting else None
    return count


def _forget() -> None:
    """Forget every text seen: a page read again would be found remembered. Tables stay."""
    for name, module in list(sys.modules.items()):
        if name.startswith("scraper."):
            for one in vars(module).values():
                if hasattr(one, "cache_parameters") and one.cache_parameters()["maxsize"] is not None:
                    one.cache_clear()


def _timed(do: Callable[[], object]) -> float:
    """Seconds of processor time one call takes."""
    begin = process_time()
    do()
    return process_time() - begin


def _stages(url: str, body: bytes) -> Timed:
    """Seconds for each stage of one reading."""
    spent: Timed = dict.fromkeys(("decode", "tree", *STAGES), 0.0)
    page = Page(url, body)
    with _clocked(spent):
        begin = process_time()
        page.text  # noqa: B018 -- made on first use
        spent["decode"] = process_time() - begin
        page.html  # noqa: B018
        spent["tree"] = process_time() - begin - spent["decode"]
        list(adapter.extract(page))
    return spent


@contextmanager
def _clocked(spent: Timed) -> Iterator[None]:
    """Within this the stages of the cascade note the time they take."""
    before = {name: getattr(cascade, name) for name in STAGES}
    for name, stage in before.items():
        setattr(cascade, name, _noting(name, stage, spent))
    try:
        yield
    finally:
        for name, stage in before.items():
            setattr(cascade, name, stage)


def _noting(name: str, stage: Callable[..., object], spent: Timed) -> Callable[..., object]:
    def noting(*given: object, **named: object) -> object:
        begin = process_time()
        found = stage(*given, **named)
        if isinstance(found, Iterator):
            found = iter(list(found))
        spent[name] += process_time() - begin
        return found

    return noting


@contextmanager
def _no_collecting() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES))
