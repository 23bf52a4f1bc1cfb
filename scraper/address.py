"""Addresses: when two are one page, and when two are one site. Pure text; nothing is looked up.

The tables are in data/addresses.toml. An address that cannot be parsed belongs to no site and is nobody's twin.
"""

from __future__ import annotations

import ipaddress
import re
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from scraper.reference import table

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"\s*([^:]{0,40})://([^/?#\s]{0,1000})")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)


def is_web(url: str) -> bool:
    """Is it a whole http(s) address?"""
    parts = _split(url)
    return parts is not None and parts.scheme in _DEFAULT_PORTS and bool(parts.hostname)


def key(url: str) -> str:
    """What two addresses of one page have in common, for a set of pages seen; not itself an address.

    Left out: the scheme, "www.", the default port, the fragment, a closing slash, "index.html", parameters that only
    count visitors. The order of the others does not matter.
    """
    parts = _split(url)
    if parts is None or not parts.hostname:
        return url
    query = sorted((name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _counts(name))
    path = _INDEX.sub("", parts.path).rstrip("/")
    return f"{_bare(parts.hostname)}{_port(parts)}{path}" + (f"?{urlencode(query)}" if query else "")


def is_page(url: str, own: str) -> bool:
    """Is `own` the key of a whole web address? Most addresses of a site differ in their paths, which is soon seen."""
    bare = url.partition("#")[0].partition("?")[0]
    at = bare.find("/", bare.find("://") + 3)
    path = bare[at:].rstrip("/") if at >= 0 else ""
    there = own.partition("?")[0]
    return (there.endswith(path) or _INDEX.search(path) is not None) and key(url) == own


def site(url: str) -> str:
    """The name of the site an address belongs to: its registrable domain ("example.co.uk", "one.github.io").

    An address given by number, and a name without a dot (localhost), stand for themselves with their port. "" when
    it is no web address.
    """
    found = _HOST.match(url)
    return _site(found[1].lower(), found[2]) if found else ""


def literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address a host is given by, where it is given by number."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Is `host` this very machine, by its name or number?"""
    bare = host.rstrip(".").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    ip = literal(host)
    return ip is not None and ip.is_loopback


@lru_cache(maxsize=2048)
def _site(scheme: str, netloc: str) -> str:
    """A page's links share a few hosts; taking a host apart costs more than all else done with a link."""
    parts = _split(f"{scheme}://{netloc}")
    if parts is None or not parts.hostname:
        return ""
    host = _bare(parts.hostname)
    labels = host.split(".")
    if literal(host) is not None or len(labels) == 1:
        return f"{host}{_port(parts)}"
    known = table("addresses")
    if any(host.endswith(f".{shared}") for shared in known["shared"]):
        shared = next(shared for shared in known["shared"] if host.endswith(f".{shared}"))
        return ".".join(labels[-(shared.count(".") + 2) :])
    owner = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in known["under_country"] else 2
    return ".".join(labels[-owner:])


def same_site(url: str, other: str) -> bool:
    """Do both belong to one owner's site: the same host, www. or not, or sub-domains of one registrable domain?

    On a numbered host or localhost the port must be the same too: what runs next door is somebody else's.
    """
    mine = site(url)
    return mine != "" and mine == site(other)


@lru_cache(maxsize=4_096)  # an address is wished for, asked for and seen
def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.hostname, parts.port
    except ValueError:
        return None
    return parts


def _bare(hostname: str) -> str:
    return hostname.rstrip(".").removeprefix("www.")


def _port(parts: SplitResult) -> str:
    return "" if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f":{parts.port}"


@cache
def _counts(parameter: str) -> bool:
    return any(fnmatchcase(parameter.lower(), pattern) for pattern in table("addresses")["tracking"])
