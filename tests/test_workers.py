"""Reading in other processes: the same people whatever the number, and no page costs more than itself."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import pickle
import socket
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import hostile_adapter
import pytest
from hostile_adapter import SITE

from scraper import registry, workers
from scraper.adapter import Adapter
from scraper.cli import main
from scraper.crawl import Crawl, Step, look
from scraper.errors import CoffeechatError, InputError, NoSpeakers, Unreadable
from scraper.extract import cards, one
from scraper.extract.own.about import about
from scraper.extract.website import programme
from scraper.model import Sighting
from scraper.normalise import normalise
from scraper.page import Follow, Page
from scraper.pull import Settings, gather, recall
from scraper.pull.ahead import Ahead
from scraper.target import Target
from scraper.workers import Sharing, parcels
from scraper.workers import sharing as sharing_room
from scraper.workers.fence import Fence, FenceError
from scraper.workers.parcels import UnsendableError, pack, unpack
from scraper.workers.sharing import MUCH, SAMPLE

PAGES = Path(__file__).parent / "pages"
TOUR = Path(__file__).parents[1] / "data" / "tour"


def step_of(page: Page):
    crawl = Crawl(registry.for_saved(page), page.url, platforms=registry.platforms())
    return crawl.wants(1)[0]


@pytest.fixture(scope="module")
def pages():
    """A page of every adapter's cases."""
    found = {path.parent.parent.name: path for path in sorted(PAGES.glob("*/*/page.*"))}
    return [Page(f"https://conf.example/{name}/", path.read_bytes()) for name, path in found.items()]


@pytest.fixture
def trap(tmp_path, monkeypatch):
    """The hostile adapter is installed, here and in the programs started."""
    folder = hostile_adapter.installed(tmp_path / "installed")
    monkeypatch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{os.environ['PYTHONPATH']}")
    monkeypatch.syspath_prepend(str(folder))
    for kept in (registry.points, registry._loaded, parcels._roots, parcels._functions, parcels._ways):
        kept.cache_clear()
    yield registry.get("trap")
    monkeypatch.undo()
    for kept in (registry.points, registry._loaded, parcels._roots, parcels._functions, parcels._ways):
        kept.cache_clear()


def looked_at(pool, pages):
    async def all_of_them():
        return await asyncio.gather(*(pool.look(step_of(page), page) for page in pages), return_exceptions=True)

    return asyncio.run(all_of_them())


def told(looked):
    """What was found, as values that compare: the functions of wishes by what they are made of."""
    if isinstance(looked, Exception):
        return repr(looked)
    return (
        [
            (one.url, one.known, one.why, one.extract and (getattr(one.extract, "func", one.extract).__qualname__))
            if isinstance(one, Follow)
            else one
            for one in looked.found
        ],
        [(adapter.name, url) for adapter, url in looked.behind],
        looked.step.adapter.name,
    )


def here(pages):
    found = []
    for page in pages:
        try:
            found.append(look(step_of(page), page, registry.platforms()))
        except CoffeechatError as problem:
            found.append(problem)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("how", ["1", "2"])
def test_pages_read_elsewhere_give_what_they_give_here(pages, how):
    with workers.open_pool(how) as pool:
        found = looked_at(pool, pages)
    assert [told(looked) for looked in found] == [told(looked) for looked in here(pages)]
    assert sum(len(looked.found) for looked in found if not isinstance(looked, Exception)) > 50


@pytest.mark.slow
def test_people_made_elsewhere_are_those_made_here():
    seen = [Sighting(name=f"Anna {word}", headline=f"Nurse, {word} Clinic") for word in map(str, range(450))]
    with workers.open_pool("2") as pool:
        made = list(pool.normalise(seen))
    from scraper.normalise import normalise

    assert made == [normalise(one) for one in seen]


@pytest.mark.slow
def test_page_that_harms_costs_only_itself(trap):
    kinds = ["hang", "crash", "fill", "print", "well"]
    found = {}

    async def read(pool, kind):
        page = Page(f"{SITE}{kind}/", b"x")
        crawl = Crawl(trap, page.url)
        try:
            found[kind] = [one.name for one in (await pool.look(crawl.wants(1)[0], page)).found]
        except Unreadable as problem:
            found[kind] = problem.message.partition(": ")[2]

    async def all_of_them(pool):
        await asyncio.gather(*(read(pool, kind) for kind in kinds * 2))

    began = time.monotonic()
    with workers.open_pool("2", seconds=6) as pool:
        asyncio.run(all_of_them(pool))
    assert found == {
        "hang": "it took more than 6 seconds",
        "crash": "it crashed the program that read it (SIGABRT)" if os.name == "posix" else found["crash"],
        "fill": "it took more than 700 MB of memory" if sys.platform == "linux" else found["fill"],
        "print": ["Person Print"],
        "well": ["Person Well"],
    }
    assert time.monotonic() - began < 60


@pytest.mark.slow
def test_pull_names_the_pages_that_harm_and_keeps_everybody(trap):
    class Fetch:
        async def get(self, url, *, linked_from=None):
            return Page(url, b"well hang crash good")

    target = Target(url=f"{SITE}start/", shown="trap", adapter=trap)
    with workers.open_pool("2", seconds=5) as pool:
        read = asyncio.run(gather(target, Fetch(), Settings(pool=pool)))
    assert sorted(one.name for one in read.speakers) == [
        f"Person {word}" for word in ("Crash", "Good", "Hang", "Start", "Well")
    ]
    assert [
        (page.url.removeprefix(SITE), page.error, (page.message or "").partition(": ")[2]) for page in read.failed
    ] == [
        ("hang/", "Unreadable", "it took more than 5 seconds"),
        ("crash/", "Unreadable", "it crashed the program that read it (SIGABRT)"),
    ]
    assert [one.employer for one in read.speakers if one.name in ("Person Good", "Person Well")] == [
        "Harbour Clinic"
    ] * 2


@pytest.mark.slow
def test_closing_ends_workers_that_hang(trap):
    fence = Fence(seconds=60)
    process = fence._process
    with pytest.raises(FenceError):
        fence.call("read_page", b"no parcel") if process is None else _close_soon(fence)
    assert process.wait(timeout=10) != 0


def _close_soon(fence):
    import threading

    threading.Timer(3, fence.close).start()
    page = Page(f"{SITE}hang/", b"x")
    fence.call("read_page", pack((Crawl(registry.get("trap"), page.url).wants(1)[0], page)))


def test_threads_take_turns_quickly_while_there_are_workers():
    before = sys.getswitchinterval()
    with workers.open_pool("1"):
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == before


@pytest.mark.slow
def test_bug_in_a_job_is_told_as_one():
    fence = Fence()
    try:
        with pytest.raises(RuntimeError, match="UnsendableError"):
            fence.call("read_page", b"no parcel")
        assert unpack(fence.call("say_version", b""))[1] == sorted(adapter.name for adapter in registry.everyone())
    finally:
        fence.close()


TWINS = """
import sys
from contextlib import closing
from scraper.workers import Sharing, twin
from scraper.workers.fence import Fence
from scraper.workers.parcels import unpack
with closing(Sharing(2, at_once=True)) as sharing:
    kinds = {type(fence._process).__name__ for fence in sharing._executor._all}
    print(*sorted(kinds), all(one.result(60) == b"" for one in sharing._starting), sharing.shares)
    print(*{type(Fence()._process).__name__})  # threads run by now
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there a program can be split")
def test_workers_are_twins_of_a_program_that_does_nothing_else():
    told = subprocess.run([sys.executable, "-c", TWINS], capture_output=True, text=True, timeout=120, check=True)
    assert told.stdout.split() == ["Twin", "True", "True", "Popen"]


# What travels


def test_page_travels_as_it_came():
    page = Page(
        "https://a.example/", b"<p>x", status=203, content_type="text/html", seen_at=datetime(2026, 5, 4, tzinfo=UTC)
    )
    assert page.html.css("p")
    back = pickle.loads(pickle.dumps(page))  # noqa: S301 -- made here
    assert (back.url, back.body, back.status, back.content_type, back.seen_at) == (
        page.url, page.body, 203, "text/html", page.seen_at,
    )  # fmt: skip
    assert "html" not in vars(back)


@pytest.mark.parametrize("known", registry.everyone(), ids=lambda known: known.name)
def test_every_adapter_travels_by_its_name(known):
    back = unpack(pack([known, known.extract, known.embedded, known.fits]))
    assert all(
        one is other for one, other in zip(back, [known, known.extract, known.embedded, known.fits], strict=True)
    )


def test_functions_within_an_adapters_functions_are_found_again(monkeypatch):
    inner = one(headline="p")
    adapter = Adapter(
        name="inline", pattern="x", example="x", extract=cards(".card", name="h3", follow="a@href", detail=inner)
    )
    monkeypatch.setattr(registry, "everyone", lambda: (adapter,))
    monkeypatch.setattr(registry, "get", lambda name: adapter)
    parcels._functions.cache_clear(), parcels._ways.cache_clear()
    wish = Follow(url="https://a.example/b", extract=inner, known=Sighting(name="Anna Example"))
    assert unpack(pack([wish, partial(programme, known=frozenset({"a"}))]))[0].extract is inner
    parcels._functions.cache_clear(), parcels._ways.cache_clear()


def test_function_made_on_the_spot_does_not_travel():
    with pytest.raises(UnsendableError):
        pack(lambda page: page)


@pytest.mark.parametrize(
    "evil",
    [
        pytest.param(b"cos\nsystem\n(S'true'\ntR.", id="a function of the system"),
        pytest.param(b"\x80\x04\x8c\x0cscraper.tour\x8c\x06socket\x93.", id="what one of our modules imports"),
        pytest.param(b"\x80\x04\x8c\x0cscraper.tour\x8c\x0dsocket.socket\x93.", id="what stands in what it imports"),
        pytest.param(b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93.", id="eval"),
        pytest.param(b"\x80\x04K\x01Q.", id="no way to anything"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_answer_that_would_do_something_is_refused(evil):
    with pytest.raises(UnsendableError):
        unpack(evil)


# How they are asked for


@pytest.mark.parametrize("how", ["0", "65", "-1", "many", "1.5", "", "dask:/x", "²"])
def test_workers_that_cannot_be_are_one_line(how):
    with pytest.raises(InputError, match="workers"), workers.open_pool(how):
        pass


def test_no_speakers_comes_back_as_itself():
    page = Page("https://a.example/", b"<p>nobody")

    class Here:
        def submit(self, job, parcel):
            from concurrent.futures import Future

            done = Future()
            done.set_result(job(parcel))
            return done

    looked = asyncio.run(workers.Pool(Here(), 1).look(step_of(page), page))
    assert told(looked) == told(look(step_of(page), page, registry.platforms()))
    with pytest.raises(NoSpeakers):
        raise unpack(pack(NoSpeakers("nobody", url="https://a.example/")))


@pytest.mark.slow
def test_pull_is_the_same_with_and_without_workers(tmp_path):
    alone, helped = pulled(tmp_path / "alone.db"), pulled(tmp_path / "helped.db", "--workers", "2")
    assert alone == helped
    assert "Amara Nwosu-Bell" in alone[1]


def pulled(file, *more):
    """What pulling the tour's page says, what is in the file then, and what normalising it once more changes."""
    said = []
    for words in (
        ["pull", str(TOUR / "speakers" / "index.html"), *more], ["speakers", "--json"], ["renormalise", "--json", *more],
    ):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "scraper", *words, "--db", str(file)], capture_output=True, text=True, timeout=200
        )
        assert done.returncode == 0, done.stderr
        said.append((done.stdout or done.stderr).replace(str(file), ""))
    return said


@pytest.fixture(scope="module")
def cluster():
    """A dask scheduler on loopback with two workers; its HOST:PORT."""
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("distributed is not installed: pip install -e '.[scale]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quietly = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-dashboard",
        "--no-show",
    ]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]  # fmt: skip
    programs = [subprocess.Popen(command, **quietly) for command in (scheduler, worker, worker)]
    time.sleep(5)
    yield f"127.0.0.1:{port}"
    for program in programs:
        program.kill()
        program.wait()


@pytest.mark.integration
def test_pull_is_the_same_on_a_cluster(tmp_path, cluster):
    assert pulled(tmp_path / "alone.db") == pulled(tmp_path / "spread.db", "--workers", f"dask://{cluster}")


@pytest.mark.integration
def test_cluster_that_is_not_there_is_one_line(tmp_path, cluster):
    done = subprocess.run(
        [sys.executable, "-m", "scraper", "pull", str(TOUR / "speakers" / "index.html"), "--db", str(tmp_path / "a.db"), "--workers", "dask://127.0.0.1:9"],
        capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "coffeechat: no dask scheduler answers at 127.0.0.1:9")


def test_extract_shows_the_same_with_workers(capsys):
    shown = []
    for more in ([], ["--workers", "1"]):
        with pytest.raises(SystemExit):
            main(
                [
                    "extract",
                    str(TOUR / "speakers" / "index.html"),
                    "--url",
                    "https://tour.example/speakers/",
                    "--json",
                    *more,
                ]
            )
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert len(json.loads(shown[0])["speakers"]) == 34


# Sharing


def shared_look(sharing, page):
    return asyncio.run(sharing.look(step_of(page), page))


@pytest.mark.parametrize(
    ("case", "begins"),
    [
        ({}, True),
        ({"read": SAMPLE - 1}, False),
        ({"left": MUCH - 1}, False),
        ({"takes": 0.001}, False),  # a host of somebody else: nearly all the time goes by waiting for it
        ({"size": 0}, False),
    ],
)
def test_reading_is_shared_only_where_it_is_what_a_pull_waits_for(pages, monkeypatch, case, begins):
    case = {"read": SAMPLE, "left": MUCH, "takes": 1.0, "size": 1} | case
    now = 0.0
    idle = SimpleNamespace(submit=lambda *_: Future(), shutdown=lambda **_: None)
    monkeypatch.setattr(sharing_room, "time", SimpleNamespace(perf_counter=lambda: now))
    monkeypatch.setattr(sharing_room, "Fenced", lambda workers: idle)
    sharing = Sharing(case["size"])

    def slowly(step, page, platforms):
        nonlocal now
        now += case["takes"]

    monkeypatch.setattr(sharing_room, "look_at", slowly)
    for _ in range(case["read"]):
        shared_look(sharing, pages[0])
        now += 1.0 - case["takes"]
    sharing.consider(case["left"])
    sharing.close()
    assert (sharing._pool is not None) is begins
    assert not sharing.shares  # nobody is ready yet


@pytest.mark.parametrize(
    ("links", "size", "begins"), [(MUCH, 1, True), (MUCH - 1, 1, False), (MUCH, 0, False)], ids=["list", "few", "alone"]
)
def test_workers_start_before_a_list_of_many_is_read_where_nobody_is_waited_for(monkeypatch, links, size, begins):
    idle = SimpleNamespace(submit=lambda *_: Future(), shutdown=lambda **_: None)
    monkeypatch.setattr(sharing_room, "Fenced", lambda workers: idle)
    sharing = Sharing(size)
    begun = []
    monkeypatch.setattr(sharing_room, "look_at", lambda *_: begun.append(sharing._pool is not None))
    page = Page("https://conf.example/", b"<a href=/x>x</a>" * links)
    asyncio.run(sharing.look_soon(step_of(page), page))
    sharing.close()
    assert begun == [begins]


def test_pages_are_read_here_one_at_a_time_while_workers_have_enough(pages, monkeypatch):
    """A page read here keeps the loop from handing the next one to a worker that is through."""
    idle = SimpleNamespace(submit=lambda *_: Future(), shutdown=lambda **_: None)
    monkeypatch.setattr(sharing_room, "Fenced", lambda workers: idle)
    sharing, order = Sharing(1), []
    sharing._begin()
    sharing._starting[0].set_result(b"")

    class Slow:
        async def look(self, step, page):
            await asyncio.sleep(0.01)
            order.append("there")

    monkeypatch.setattr(sharing, "_pool", Slow())
    monkeypatch.setattr(sharing_room, "look_at", lambda *_: order.append("here") or time.sleep(0.02))

    async def many():
        await asyncio.gather(*(sharing.look(step_of(pages[0]), pages[0]) for _ in range(20)))

    asyncio.run(many())
    sharing.close()
    assert len(order) == 20
    assert 0 < order.index("there") < 3 <= order.count("there")


def test_shared_reading_gives_what_reading_here_gives(pages, monkeypatch):
    monkeypatch.setattr(sharing_room, "SAMPLE", 0)
    monkeypatch.setattr(sharing_room, "_MOST_OF", -1.0)
    with closing(Sharing(1)) as sharing:
        sharing.consider(MUCH)
        for one in sharing._starting:
            one.result(60)
        assert sharing.shares
        monkeypatch.setattr(sharing_room, "look_at", lambda *_: pytest.fail("read here"))
        sightings = []
        for page in pages:
            wanted = look(step_of(page), page, registry.platforms())
            found = shared_look(sharing, page)
            assert [repr(one) for one in found.found if isinstance(one, Sighting)] == [
                repr(one) for one in wanted.found if isinstance(one, Sighting)
            ]
            sightings += [one for one in wanted.found if isinstance(one, Sighting)]
        assert len(sightings) > 10
        assert [*sharing.normalise(sightings)] == [normalise(one) for one in sightings]


def test_what_a_worker_read_is_kept_as_what_is_read_here(pages):
    """An extract with something in it comes back as another object that does the same."""
    known = Sighting(name="Ana Ruiz", method="cards")
    page = Page(
        "https://conf.example/ana", b"<main><h1>Ana Ruiz</h1><p>CTO, Acme Ltd</p></main>", content_type="text/html"
    )
    website = registry.get("website")
    step = Step(page.url, website, partial(about, known=known), known=known)
    with workers.open_pool("1") as pool:
        looked = asyncio.run(pool.look(step, page))
    here = look(step, page, registry.platforms())
    assert recall.told(recall.written(looked, step), step) == here


def test_people_made_while_pages_were_waited_for_are_not_made_again():
    ann, bob, eve = (Sighting(name=f"{name} Example", headline="CTO, Acme") for name in ("Ann", "Bob", "Eve"))

    class Crawled:
        def person(self, step):
            return step

    ahead, asked = Ahead(Crawled()), []
    for step in (eve, None, bob, bob):
        ahead.take(step)
    made = ahead.people([ann, bob, eve], lambda some: asked.extend(some) or map(normalise, some))
    assert asked == [ann]
    assert made == [normalise(one) for one in (ann, bob, eve)]
