"""Is this somebody we know? Evidence-weighted, explained, cautious. Pure.

A name alone is never enough: many people share one. With an equal name, a shared profile link, picture, employer or
conference series says that it is the same person. Two people of one edition are never one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

_SHARED_LINK = 1.0
_SHARED_PHOTO = 0.9
_SHARED_COMPANY = 0.7
_SHARED_SERIES = 0.6

# Addresses that name one account by the path segment after these. A person keeps one at such a host, so two different
# ones are two people.
_ACCOUNTS = ("github.com/", "gitlab.com/", "orcid.org/", "linkedin.com/in/")
# Hosts where an address without a path is nobody's.
_EVERYBODYS = frozenset(
    {
        "github.com", "gitlab.com", "orcid.org", "linkedin.com", "twitter.com", "facebook.com", "instagram.com",
        "youtube.com", "medium.com", "bsky.app", "t.me",
    }
)  # fmt: skip
_ALIASES = {"x.com": "twitter.com", "mobile.twitter.com": "twitter.com", "m.facebook.com": "facebook.com"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there is to compare: one new appearance, or all appearances of one known speaker together.

    `links` and `photos` are what `profiles` and `pictures` make of addresses, without those that several people of one
    edition share; `companies` are folded company keys, `series` and `editions` any hashable names of them.
    """

    name_key: str
    links: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    series: frozenset[object] = frozenset()
    editions: frozenset[object] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why two appearances are one person: reasons a person can read, and their summed weight."""

    reasons: tuple[str, ...]
    weight: float


def same(new: Known, known: Known) -> Evidence | None:
    """The evidence that both are one person, or None: unknown, or two people."""
    if not new.name_key or new.name_key != known.name_key or new.editions & known.editions:
        return None
    links = new.links & known.links
    if not links and _other_account(new.links, known.links):
        return None
    found = [
        (_SHARED_LINK, f"both link to {min(links)}") if links else None,
        (_SHARED_PHOTO, "the same picture") if new.photos & known.photos else None,
        (_SHARED_COMPANY, f"both work for {min(shared)}") if (shared := new.companies & known.companies) else None,
        (_SHARED_SERIES, "both spoke at the same conference in other years") if new.series & known.series else None,
    ]
    reasons = [one for one in found if one]
    if not reasons:
        return None
    return Evidence(
        reasons=("the same name", *(text for _, text in reasons)), weight=round(sum(weight for weight, _ in reasons), 2)
    )


def _other_account(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Do they have different accounts at a host where a person has one?"""
    return any(
        any(link.startswith(account) for link in ours) and any(link.startswith(account) for link in theirs)
        for account in _ACCOUNTS
    )


def profiles(links: Iterable[str]) -> frozenset[str]:
    """Addresses in a form that can be compared: no scheme, no www., no query, accounts without what follows them.

    "https://www.GitHub.com/Ana/repo?tab=x" and "http://github.com/ana/" are both "github.com/ana". The bare front page
    of a network is nobody's and left out.
    """
    return frozenset(filter(None, map(_profile, links)))


def _profile(link: str) -> str | None:
    host, path = _split(link)
    if not host or (host in _EVERYBODYS and not path):
        return None
    address = "/".join((host, *(part.lower() for part in path)))
    for account in _ACCOUNTS:
        if address.startswith(account):
            return account + address.removeprefix(account).split("/", 1)[0]
    return address


def pictures(photos: Iterable[str | None]) -> frozenset[str]:
    """Addresses of pictures in a form that can be compared: no scheme, no query (sizes and cache marks stand there)."""
    return frozenset("/".join((host, *path)) for photo in photos if photo for host, path in [_split(photo)] if path)


def _split(link: str) -> tuple[str, list[str]]:
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # "http://[bad"
        return "", []
    if host.endswith(".linkedin.com"):  # de.linkedin.com and its like
        host = "linkedin.com"
    return _ALIASES.get(host, host), [part for part in parts.path.split("/") if part]
