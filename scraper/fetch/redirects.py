"""Following where a server sends us: step by step, each step checked, never in a circle.

`Trail` is the path of one page: the addresses asked so far and the cookies handed out on the way. Cookies live as
long as the trail and go back only to the origin that set them: enough for "take this cookie and come again", too
little to be followed by.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin, urlsplit

from scraper.errors import Blocked, FetchError, NotAllowed, NotAPage, TooLarge
from scraper.fetch.addresses import Borders, canonical, host_of, origin
from scraper.fetch.answer import GOOD, TO_FOLLOW, Answer

MAX_HOPS = 10
SMALL = 4_000  # bytes; a page that only says "go there" is smaller
SOON = 5  # seconds; a refresh later than this is a page that renews itself
_MAX_COOKIES = 20
_COOKIE = re.compile(r"\s*([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100})\s*=\s*([\x21-\x3a\x3c-\x7e]{0,1000})")
_NOSCRIPT = re.compile(rb"<noscript\b.*?</noscript", re.IGNORECASE | re.DOTALL)
_META = re.compile(rb"<meta\b[^>]{1,1000}>", re.IGNORECASE)
_REFRESH = re.compile(
    rb"""http-equiv\s*=\s*["']?\s*refresh\b""",
    re.IGNORECASE,
)
_TARGET = re.compile(
    rb"""content\s*=\s*["']?\s*(\d{1,4})(?:\.\d{0,3})?\s*[;,]\s*url\s*=\s*["']?([^"'>\s]{1,2000})""", re.IGNORECASE
)
_LOGIN = frozenset({"login", "log-in", "log_in", "signin", "sign-in", "sign_in", "sso", "wp-login.php", "login.php"})


class Trail:
    """One page's way. `url` is the address to ask now; `step(answer)` moves on, or says that this is the end."""

    def __init__(self, start: str, borders: Borders) -> None:
        self.start = start
        self.url = start
        self.hops = 0
        self._borders = borders
        self._cookies: dict[str, dict[str, str]] = {}
        self._been: set[tuple[str, str]] = set()

    @property
    def cookie(self) -> str:
        """The Cookie header for the address to ask now; "" for none."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.get(origin(self.url), {}).items())

    def step(self, answer: Answer) -> bool:
        """Does the answer send us on? If so `url` is the next address.

        Raises NotAPage (to nowhere, to something that is no web address), NotAllowed (to a private address, a site
        that is never fetched, out of https), Blocked (to a login) and TooLarge (in a circle, too far).
        """
        target = _location(answer) if answer.status in TO_FOLLOW else _refresh(answer)
        if target is None:
            return False
        host = host_of(answer.url)
        self._been.add((self.url, self.cookie))
        self._take_cookies(answer)
        following = self._resolve(target)
        if (following, self._cookie_for(following)) in self._been:
            raise TooLarge(f"{host} redirects in a circle", url=self.start)
        if self.hops >= MAX_HOPS:
            raise TooLarge(f"{host} redirects more than {MAX_HOPS} times", url=self.start)
        if _is_login(following) and not _is_login(self.start):
            raise Blocked(f"{host} asks to log in first", url=self.start)
        self.url = following
        self.hops += 1
        return True

    def _cookie_for(self, url: str) -> str:
        before, self.url = self.url, url
        try:
            return self.cookie
        finally:
            self.url = before

    def _resolve(self, target: str) -> str:
        host = host_of(self.url)
        try:
            following = canonical(urljoin(self.url, target))
        except (NotAPage, ValueError) as problem:
            raise NotAPage(f"{host} redirects to something that is no web address", url=self.start) from problem
        if self.url.startswith("https:") and following.startswith("http:"):
            following = self._kept_secure(following)
        try:
            self._borders.cross(self.url, following, redirect=True)
        except FetchError as problem:
            problem.url = self.start
            raise
        return following

    def _kept_secure(self, following: str) -> str:
        """Nobody is led from https to http: the same address is asked by https, as a browser with HSTS does."""
        secure = "https:" + following.removeprefix("http:")
        if urlsplit(following).port or secure == self.url:
            raise NotAllowed(
                f"{host_of(self.url)} redirects from https to http: not followed",
                url=self.start,
                hint=f"if you trust that, give the address yourself: {following}",
            )
        return secure

    def _take_cookies(self, answer: Answer) -> None:
        jar = self._cookies.setdefault(origin(answer.url), {})
        for line in answer.headers.get_list("set-cookie"):
            if (cookie := _COOKIE.match(line)) and len(jar) < _MAX_COOKIES:
                jar[cookie[1]] = cookie[2]


def _location(answer: Answer) -> str:
    location = answer.headers.get("location", "").strip()
    if not location:
        raise NotAPage(f"{host_of(answer.url)} redirects without saying where", url=answer.url)
    return str(location)


def _refresh(answer: Answer) -> str | None:
    """Where a small page's `<meta http-equiv="refresh">` leads at once; language choosers are often made so."""
    if answer.status not in GOOD or len(answer.body) > SMALL or b"refresh" not in answer.body.lower():
        return None
    for meta in _META.finditer(_NOSCRIPT.sub(b"", answer.body)):
        target = _TARGET.search(meta[0])
        if target and _REFRESH.search(meta[0]) and int(target[1]) <= SOON:
            return html.unescape(target[2].decode("utf-8", "replace"))
    return None


def _is_login(url: str) -> bool:
    path = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1].lower()
    return path in _LOGIN
