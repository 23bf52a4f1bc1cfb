"""Addresses of people's accounts and pictures, in forms that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

# Addresses that name one account by the path segment after these. A person keeps one at such a host, so two different
# ones are two people.
ACCOUNTS = ("github.com/", "gitlab.com/", "orcid.org/", "linkedin.com/in/", "twitter.com/")
# Hosts where an address without a path is nobody's.
_EVERYBODYS = frozenset(
    {
        "github.com", "gitlab.com", "orcid.org", "linkedin.com", "twitter.com", "facebook.com", "instagram.com",
        "youtube.com", "medium.com", "bsky.app", "t.me",
    }
)  # fmt: skip
_ALIASES = {"x.com": "twitter.com", "mobile.twitter.com": "twitter.com", "m.facebook.com": "facebook.com"}
_NOBODYS = frozenset({"share", "intent", "home", "company", "school", "groups", "search", "hashtag"})
_OWN_NAME = re.compile(r"[0-9a-f]{16,}|[0-9a-f-]{32,}", re.IGNORECASE)


def profiles(links: Iterable[str]) -> frozenset[str]:
    """Addresses in a form that can be compared: no scheme, no www., no query, accounts without what follows them.

    "https://www.GitHub.com/Ana/repo?tab=x" and "http://github.com/ana/" are both "github.com/ana". The bare front page
    of a network is nobody's and left out.
    """
    return frozenset(filter(None, map(_profile, links)))


def _profile(link: str) -> str | None:
    if link[:7].lower() == "mailto:":
        return link.split("?", 1)[0].strip().lower()
    host, path = _split(link)
    if not host or (host in _EVERYBODYS and (not path or path[0].lower() in _NOBODYS)):
        return None
    address = "/".join((host, *(part.lower() for part in path)))
    for account in ACCOUNTS:
        if address.startswith(account):
            return account + address.removeprefix(account).split("/", 1)[0].lstrip("@")
    return address


def handles(links: Iterable[str]) -> frozenset[str]:
    """The account names in profiles: "github.com/ana" gives "ana"."""
    return frozenset(link.rsplit("/", 1)[1].lstrip("@") for link in links if "/" in link and link.startswith(ACCOUNTS))


def pictures(photos: Iterable[str | None]) -> frozenset[str]:
    """Addresses of pictures in a form that can be compared: no scheme, no query (sizes and cache marks stand there).

    A file named by a fingerprint (gravatar and its like) is the same picture on any host; a bare file name is none.
    """
    return frozenset(filter(None, (_picture(photo) for photo in photos if photo)))


def _picture(photo: str) -> str | None:
    host, path = _split(photo)
    if not path:
        return None
    if own := _OWN_NAME.search(path[-1]):
        return own[0].lower()
    return "/".join((host, *path)) if host else None


def _split(link: str) -> tuple[str, list[str]]:
    try:
        parts = urlsplit(link.strip() if "//" in link[:9] or not link.startswith("www.") else f"//{link.strip()}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # "http://[bad"
        return "", []
    if host.endswith(".linkedin.com"):  # de.linkedin.com and its like
        host = "linkedin.com"
    return _ALIASES.get(host, host), [part for part in parts.path.split("/") if part]
