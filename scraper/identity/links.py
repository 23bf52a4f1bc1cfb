"""Addresses of people's accounts and pictures, in forms that can be compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

from scraper import reference

# Addresses that name one account by the path segment after these. A person keeps one at such a host, so two different
# ones are two people.
ACCOUNTS = ("github.com/", "gitlab.com/", "orcid.org/", "linkedin.com/in/", "twitter.com/")
# Those of them that are a person's, never an organisation's.
PERSONAL = ("orcid.org/", "linkedin.com/in/")
# Hosts where an address without a path is nobody's.
_EVERYBODYS = frozenset(
    {
        "github.com", "gitlab.com", "orcid.org", "linkedin.com", "twitter.com", "facebook.com", "instagram.com",
        "youtube.com", "medium.com", "bsky.app", "t.me",
    }
)  # fmt: skip
_ALIASES = {"x.com": "twitter.com", "mobile.twitter.com": "twitter.com", "m.facebook.com": "facebook.com"}
_NOBODYS = frozenset({"share", "intent", "home", "company", "school", "groups", "search", "hashtag"})
_TELLING, _LONG = 3, 4  # letters: a shorter word of a name, a shorter organisation, stand in addresses by chance
_FEW = 3  # letters: a fingerprint of so few different ones is nobody's (gravatar's zeros)
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


def without_others(links: Iterable[str], name_key: str, others: Iterable[str | None]) -> frozenset[str]:
    """The profiles that are the person's own, not their employer's or the conference's.

    `others` are the folded names of these: "twitter.com/acmelabs", "acme-labs.com" and "acmelabs.com/team" belong to
    Acme Labs, unless a word of the person's own name stands in the address as well.
    """
    names = {part for other in others if other for part in _beginnings(other)}
    words = [word for word in name_key.split() if len(word) >= _TELLING]
    return frozenset(link for link in links if names.isdisjoint(_labels(link)) or _is_own(link, words, names))


def _is_own(link: str, words: Collection[str], names: Collection[str]) -> bool:
    """Does an address that names an organisation name the person too, by more than the family the firm is called after?"""
    said = [word for word in words if word in link]
    return len(said) > 1 or any(all(word not in name for name in names) for word in said)


def _beginnings(name: str) -> Iterator[str]:
    """A name written as one word, as accounts are, and what it begins with: "Data Days Oslo" also goes by "datadays"."""
    parts = re.findall(r"\w+", name)
    yield from (whole for end in range(1, len(parts) + 1) if len(whole := "".join(parts[:end])) >= _LONG)


def _labels(link: str) -> Iterator[str]:
    """What may name the owner of an address: the host, and the last part of the path; without the usual endings."""
    host, *path = link.split("/")
    for label in (*(() if host in _EVERYBODYS else host.split(".")[:-1]), *path[-1:]):
        whole = "".join(re.findall(r"[^\W_]+", label))
        yield whole
        yield from (whole.removesuffix(ending) for ending in _endings() if whole.endswith(ending))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(reference.table("identity")["accounts"]["endings"])


def handles(links: Iterable[str]) -> frozenset[str]:
    """The account names in profiles: "github.com/ana" gives "ana"."""
    return frozenset(link.rsplit("/", 1)[1].lstrip("@") for link in links if "/" in link and link.startswith(ACCOUNTS))


def pictures(photos: Iterable[str | None]) -> frozenset[str]:
    """Addresses of pictures in a form that can be compared: no scheme, no query (sizes and cache marks stand there).

    A file named by a fingerprint (gravatar and its like) is the same picture on any host; a bare file name is none, nor
    is what stands in for a picture ("no-photo.png").
    """
    return frozenset(filter(None, (_picture(photo) for photo in photos if photo)))


def _picture(photo: str) -> str | None:
    host, path = _split(photo)
    if not path or not _stand_ins().isdisjoint(re.findall(r"[a-z]+", path[-1].lower())):
        return None
    if own := _OWN_NAME.search(path[-1]):
        return own[0].lower() if len(set(own[0])) > _FEW else None
    return "/".join((host, *path)) if host else None


@cache
def _stand_ins() -> frozenset[str]:
    return frozenset(reference.table("identity")["pictures"]["stand_in"])


def _split(link: str) -> tuple[str, list[str]]:
    try:
        parts = urlsplit(link.strip() if "//" in link[:9] or not link.startswith("www.") else f"//{link.strip()}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # "http://[bad"
        return "", []
    if host.endswith(".linkedin.com"):  # de.linkedin.com and its like
        host = "linkedin.com"
    return _ALIASES.get(host, host), [part for part in parts.path.split("/") if part]
