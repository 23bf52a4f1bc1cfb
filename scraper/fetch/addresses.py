"""Which addresses may be asked for: their one written form, what is private, and who may lead where.

Pages are untrusted, and a page (or a redirect, or a name server) can point anywhere: at the router, at a cloud's
metadata service, at a program on this machine. `Borders` is the rule that keeps a pull where the user sent it.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

import httpx

from scraper.address import is_loopback, literal
from scraper.errors import NotAllowed, NotAPage

MAX_URL = 4_000  # characters; servers refuse about 8,000
NEVER = ("linkedin.com", "lnkd.in")  # DESIGN section 7: never fetched, whatever its robots.txt says
_USUAL_PORT = {"http": ":80", "https": ":443"}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PLAIN = re.compile(r"https?://([a-z0-9_.-]+)(?::(?:[1-9]\d{3}|[1-5]\d{4}))?/[A-Za-z0-9/_.~-]*")
"""An address that is in its one form already, if its host is one; no usual port is as long."""
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,30}\.?")


@lru_cache(maxsize=4_096)  # the page that names an address is named again with each address on it
def canonical(url: str) -> str:
    """The one form `url` is asked for and archived under: host in lower case and ASCII, no fragment.

    Raises NotAPage for anything that is no http(s) address, and for one that carries a password.
    """
    plain = _PLAIN.fullmatch(url)
    if plain and len(url) <= MAX_URL and "/." not in url and _is_host(plain[1]):
        return url
    text = url.strip()
    shown = text if len(text) <= 100 else text[:97] + "..."
    if len(text) > MAX_URL:
        raise NotAPage(f"an address of more than {MAX_URL} characters", url=shown)
    try:
        parsed = httpx.URL(text)
        host = parsed.raw_host.decode("ascii")
        path = parsed.raw_path.decode("ascii")
        port = parsed.port
    except (httpx.InvalidURL, UnicodeError, ValueError) as problem:
        raise NotAPage(f"not an address: {shown}", url=url) from problem
    if parsed.scheme not in ("http", "https"):
        raise NotAPage(f"not an http(s) address: {shown}", url=url)
    if not host:
        raise NotAPage(f"an address without a host: {shown}", url=url)
    if not _is_host(host) or (port is not None and not 0 < port < 65536):
        raise NotAPage(f"not an address: {shown}", url=url)
    if parsed.userinfo:
        raise NotAPage("addresses with a user name or password are not read", url=url)
    netloc = parsed.netloc.decode("ascii").removesuffix(_USUAL_PORT[parsed.scheme])  # httpx keeps it behind "HTTP:"
    return f"{parsed.scheme}://{netloc}{path}"


def asked_under(url: str) -> str | None:
    """As `canonical`; None for what cannot be asked for."""
    try:
        return canonical(url)
    except NotAPage:
        return None


@lru_cache(maxsize=1024)
def _is_host(host: str) -> bool:
    """A name, or a number in its full form; "127.1" and "0x7f000001" are numbers in disguise."""
    last = host.rstrip(".").rpartition(".")[2]
    if ":" in host or last.isdigit() or last.startswith("0x"):
        return literal(host) is not None
    return _NAME.fullmatch(host) is not None


def host_of(url: str) -> str:
    """The host of a canonical address, without brackets or port."""
    return urlsplit(url).hostname or ""


def origin(url: str) -> str:
    """Scheme, host and port of a canonical address: what robots.txt, cookies and private addresses go by."""
    return "/".join(url.split("/", 3)[:3])


def is_public(address: str) -> bool:
    """Is this IP address one of the open Internet? Addresses that carry another inside are judged by that one too."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def is_private(host: str) -> bool:
    """Does `host`, as it is written, name this machine or one of a private network? Names are not resolved."""
    return is_loopback(host) or (literal(host) is not None and not is_public(host))


class Borders:
    """Where a pull may go. What the user typed may be private; what pages and servers say may not lead there.

    `enter` is told what the user typed, `cross` is asked about every link and redirect, and `admit` about every
    number a name resolves to (so that a public name cannot be pointed at a private number later on).
    """

    def __init__(self) -> None:
        self._typed: set[str] = set()
        self._origins: set[str] = set()
        self._public: set[str] = set()
        self._inside: set[str] = set()

    def enter(self, url: str) -> None:
        """The user asked for `url` in person. Raises NotAllowed for sites that are never fetched."""
        _never(url)
        self._typed.add(host_of(url))
        self._origins.add(origin(url))

    def cross(self, source: str, target: str, *, redirect: bool = False) -> None:
        """May `source` lead to `target`, by a link or a redirect? Both canonical. Raises NotAllowed."""
        _never(target)
        if origin(source) == origin(target):
            return
        to, came = urlsplit(target).netloc, urlsplit(source).netloc
        if self._is_inside(host_of(target)):
            if self._is_inside(host_of(source)) and origin(target) in self._origins:
                return
            raise NotAllowed(
                f"{came} leads to {to}, an address of a private network: not followed",
                url=target,
                hint="if that is your own site, give its address yourself",
            )
        if redirect and self._is_inside(host_of(source)):
            raise NotAllowed(
                f"{came} sends us away to {to}: redirects from a private address are not followed",
                url=target,
                hint="if you trust it, give that address yourself",
            )

    def admit(self, host: str, numbers: list[str]) -> list[str]:
        """Those of the IP addresses `host` resolved to that may be connected to; none at all for a private trap."""
        public = [number for number in numbers if is_public(number)]
        if public:
            self._public.add(host)
            return public
        if is_loopback(host) or (host in self._typed and host not in self._public):
            self._inside.add(host)
            return numbers
        return []

    def _is_inside(self, host: str) -> bool:
        return host in self._inside or is_private(host)


def _never(url: str) -> None:
    host = host_of(url).rstrip(".")
    for name in NEVER:
        if host == name or host.endswith("." + name):
            raise NotAllowed(
                f"{host} is never fetched",
                url=url,
                hint="it does not want to be read by programs; use the conference's own page",
            )
