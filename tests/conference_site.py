"""A conference's site on loopback for tests of the page: its list can be held back, changed, refused."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PEOPLE = (
    ("Amina Tesfaye", "Head of Nursing", "Harbour Health"),
    ("Bertil Ekström", "Transport Planner", "City of Lindenmouth"),
    ("Chidi Okafor", "Data Engineer", "Tidewater Labs"),
    ("Dana Petrova", "Product Manager", "Tidewater Labs"),
    ("Emre Yalin", "Baker", "Crumb & Co"),
    ("Fatou Sarr", "Civil Engineer", "City of Lindenmouth"),
)
ORGANISERS = (("Olga Orgel", "Chair"), ("Piet Vermeer", "Treasurer"))
_CARD = '<article class="speaker"><h3 class="name">{}</h3>{}</article>'


def usual(name: str, role: str, employer: str) -> str:
    """A card as most sites have it."""
    return _CARD.format(name, f'<p class="job">{role}, {employer}</p>')


def page(people: object = PEOPLE, card: object = usual) -> str:
    """The list of speakers, with organisers below it."""
    cards = "".join(card(*one) for one in people)
    staff = "".join(f'<article class="member"><h3>{name}</h3><p>{what}</p></article>' for name, what in ORGANISERS)
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Speakers | Spring School 2026</title></head><body>"
        f"<h1>Spring School 2026</h1><h2>Speakers</h2><section class=speakers>{cards}</section>"
        f"<h2>Organising committee</h2><section class=committee>{staff}</section></body></html>"
    )


class Site(http.server.ThreadingHTTPServer):
    """`shows` is the list (None: it is not there); it is sent when `open` is set; `asked` are the addresses asked for.

    `files` are other things it has: path -> type and bytes.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.shows: str | None = page()
        self.open = threading.Event()
        self.open.set()
        self.asked: list[str] = []
        self.robots = "User-agent: *\nAllow: /\n"
        self.files: dict[str, tuple[str, bytes]] = {}
        self.came = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/2026/speakers"

    def server_bind(self) -> None:
        self.socket.bind(self.server_address)  # without looking up the machine's own name
        self.server_address = self.socket.getsockname()

    def handle_error(self, *_: object) -> None:
        """Connections that are cut are part of the tests."""


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        site = self.server
        site.asked.append(self.path)
        if self.path == "/robots.txt":
            return self.say(200, site.robots, "text/plain")
        if self.path in site.files:
            kind, body = site.files[self.path]
            return self.say(200, body, kind)
        if self.path.startswith("/2026/speakers"):
            site.came.set()
            site.open.wait(300)  # whoever holds it back lets it go, at the latest when the block ends
            if site.shows is not None:
                return self.say(200, site.shows, "text/html; charset=utf-8")
        return self.say(404, "not here", "text/plain")

    def say(self, status: int, text: str | bytes, kind: str) -> None:
        body = text.encode() if isinstance(text, str) else text
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""


@contextmanager
def site() -> Iterator[Site]:
    """One, served until the end of the block."""
    made = Site()
    thread = threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.open.set()
        made.shutdown()
        thread.join()
        made.server_close()
