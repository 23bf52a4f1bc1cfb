"""Is this somebody we know? Evidence-weighted, explained, cautious. Pure.

A rare name says much, a common one nothing: names start from how many other people would have them by chance, and
what else both appearances show (accounts, employers, pictures, talks, conferences) is added or taken off, with the
weights of data/identity.toml. Two people of one edition are never one.

Rooms: forms (a name's words, however they are written), shares (how common they are), links (accounts and pictures
that can be compared), signs (what two appearances show), grouping (who is whom, among many).
"""

from __future__ import annotations

from scraper.identity.forms import generation, keys, probes
from scraper.identity.grouping import Groups, group
from scraper.identity.links import pictures, profiles, without_others
from scraper.identity.signs import Evidence, Known, same
from scraper.identity.texts import with_broader

__all__ = [
    "Evidence",
    "Groups",
    "Known",
    "generation",
    "group",
    "keys",
    "pictures",
    "probes",
    "profiles",
    "same",
    "with_broader",
    "without_others",
]
