"""What the names beside it say of a name: that it is no second person but the first one's job, account or biography."""

from __future__ import annotations

from collections.abc import Callable

from scraper.extract.visible.mentions import behind_job
from scraper.extract.visible.slots.candidate import Anchor
from scraper.extract.visible.slots.markup import Markup
from scraper.recognise.names import without_titles
from scraper.text import fold

_NEAR, _IN_CARD = 2, 4
"""Lines between a name and what may be a job of theirs, or the beginning of their biography."""
_OF_JOB = frozenset(("head,", "head-", "head.", "sentence"))
"""How a line is read that begins with a name and goes on with the job."""


def without_retold(markup: Markup, found: list[Anchor]) -> list[Anchor]:
    """The anchors without those of somebody named right above, in document order."""
    is_account = [markup.is_account(one.line.node) for one in found]
    kept: list[Anchor] = []
    for at, one in enumerate(found):
        below = found[at + 1] if at + 1 < len(found) else None
        is_owned = is_account[at] and below is not None and not is_account[at + 1] and _gap(one, below) <= _NEAR
        if not is_owned and not (kept and any(is_told(kept[-1], one) for is_told in _RETELLING)):
            kept.append(one)
    return kept


def _gap(above: Anchor, one: Anchor) -> int:
    return one.line.number - above.line.number


def _is_job_of(above: Anchor, one: Anchor) -> bool:
    """Is it a "role, name" right below a name alone: this person's job at a firm called so?"""
    return (
        one.mention.kind == behind_job.KIND
        and above.mention.kind == "whole"
        and not above.mention.billing
        and _gap(above, one) <= _NEAR
    )


def _is_biography_of(above: Anchor, one: Anchor) -> bool:
    """Does a biography begin with the name of whoever stands above it by a pen name, or with that name in full?

    "Skipper" / "Ada Kovač, curator at the Boat Museum"; "Milo Tanaka" / "Milo Sergeevich Tanaka - rector".
    """
    if above.mention.kind != "whole" or one.mention.kind == "whole" or _gap(above, one) > _IN_CARD:
        return False
    if len(above.people) + len(one.people) > 2 or above.line.node == one.line.node:
        return False
    shorter, longer = _words(above), _words(one)
    if all(any(a == b or (len(a) == 1 and b.startswith(a)) for b in longer) for a in shorter):
        return True
    is_of_card = not one.slot.is_of_people and above.slot.is_of_people and one.kind == "speakers"
    return is_of_card and one.mention.kind in _OF_JOB


def _words(one: Anchor) -> list[str]:
    return [bare for word in without_titles(one.people[0].name) if (bare := fold(word).strip("."))]


_RETELLING: tuple[Callable[[Anchor, Anchor], bool], ...] = (_is_job_of, _is_biography_of)
