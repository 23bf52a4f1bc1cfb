"""How a pull went: one word, compared with the pulls before it, and what a person can do about it (DESIGN section 3).

Zero never overwrites, far fewer than before never overwrites, and a page that could not be read withdraws nobody. The
same holds for what is known of people: a reader that still finds everybody but suddenly no employers is not believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized

from scraper.errors import (
    SAVE_BY_HAND,
    Blocked,
    CoffeechatError,
    Gone,
    NeedsJavaScript,
    NoSpeakers,
    NotAllowed,
    NotAnnounced,
)
from scraper.model import Speaker, Verdict, VerdictWord

Counts = Mapping[str, int]
"""How many people of a pull there were ("people"), and how many of them had each fact."""

SHRUNK_BELOW = 0.7
"""A list with fewer than this share of the last good one is not believed."""
SHRUNK_BY = 3
"""... unless it lost fewer people than this: on a short list two who cancelled are a third."""
LOST_BELOW = 0.1
"""A fact that fewer than this share of those who had it have now is lost: that is a reader's fault, not a site's news."""
LOST_FROM = 5
"""... where at least this many had it."""
HELD = ("role", "employer", "talks")
"""Facts whose loss keeps the old rows; that of the others is only told."""
_TOLD = (*HELD, "bio", "links", "photo")
_SHOWN = {"role": "roles", "employer": "employers", "bio": "biographies", "photo": "pictures"}

_WORDS: tuple[tuple[type[CoffeechatError], VerdictWord], ...] = (
    (Gone, "gone"),
    (NotAllowed, "blocked"),
    (Blocked, "blocked"),
    (NeedsJavaScript, "needs_javascript"),
    (NotAnnounced, "announced_later"),
    (NoSpeakers, "empty"),
)
_NEXT: dict[VerdictWord, str] = {
    "partial": "run the same command again for what could not be read",
    "shrunk": "look at the page; if it really says less now: coffeechat pull TARGET --accept-fewer",
    "empty": "give the address of the page that shows the speakers",
    "announced_later": "pull again when the speakers are announced",
    "blocked": SAVE_BY_HAND,
    "gone": "look for the conference's new address, and pull that",
    "needs_javascript": "coffeechat pull TARGET --render, or save the page in your browser and use --page",
    "failed": "run the same command again; if it stays so, look at the address in your browser",
}


def counts(speakers: Iterable[Speaker], talks: Sized = (), left_out: Sized = ()) -> dict[str, int]:
    """How many people had each fact: what a broken reader loses first. Also "programme" (talks) and "left_out"."""
    everyone = list(speakers)
    return {
        "people": len(everyone),
        **{fact: sum(getattr(one, fact) is not None for one in everyone) for fact in ("role", "employer")},
        **{
            fact: sum(bool(getattr(one.sighting, fact)) for one in everyone)
            for fact in ("headline", "bio", "photo", "links", "talks")
        },
        "programme": len(talks),
        "left_out": len(left_out),
    }


def judge(now: Counts, earlier: Sequence[Counts], *, failed_pages: int = 0, missed_pages: int = 0) -> Verdict:
    """How a pull that read its pages went.

    `now` is what it counted, against `earlier` good pulls of the same edition (oldest first; none for a first pull or
    when the user accepts fewer), with `failed_pages` that could not be read and `missed_pages` of people themselves that
    are gone or silent.
    """
    before: Counts = earlier[-1] if earlier else {}
    found, last = now.get("people", 0), before.get("people", 0)
    if not found:
        kept = f"; the {last} of the last pull are kept" if last else ""
        return Verdict(word="empty", message=f"nobody was found{kept}")
    if found < SHRUNK_BELOW * last and last - found >= SHRUNK_BY:
        return Verdict(word="shrunk", message=f"{found} found where the last pull had {last}; the old rows are kept")
    lost = [fact for fact in _TOLD if _is_lost(now.get(fact, 0), found, before.get(fact, 0), last)]
    told = " and ".join(
        f"{_SHOWN.get(fact, fact)} for {now.get(fact, 0) or 'none'} where the last pull had them for {before[fact]}"
        for fact in lost
    )
    if any(fact in HELD for fact in lost):
        return Verdict(word="shrunk", message=f"{found} found, but {told}; the old rows are kept")
    message = f"{found} found; {told}" if told else f"{found} found"
    if missed_pages:
        whose = "one person's own page tells" if missed_pages == 1 else f"{missed_pages} people's own pages tell"
        message += f"; {whose} nothing of them"
    if failed_pages:
        pages = "1 page" if failed_pages == 1 else f"{failed_pages} pages"
        return Verdict(word="partial", message=f"{message}; {pages} could not be read")
    if missed_pages:
        return Verdict(word="partial", message=message, is_listed=True)
    return Verdict(word="ok", message=message)


def _is_lost(now: int, of_now: int, before: int, of_before: int) -> bool:
    """Did a fact nearly vanish? Compared by its share: among fewer people fewer have it."""
    return before >= LOST_FROM and now * of_before < LOST_BELOW * before * of_now


def after(error: CoffeechatError) -> Verdict:
    """How a pull that ended in `error` went: "gone", "blocked", "needs_javascript", "announced_later" ... or "failed"."""
    word: VerdictWord = next((word for kind, word in _WORDS if isinstance(error, kind)), "failed")
    return Verdict(word=word, message=error.message)


def next_step(word: VerdictWord, target: str) -> str:
    """What a person can do about a pull of `target` that went so; "" for one that went well."""
    return _NEXT.get(word, "").replace("TARGET", target).replace("URL", target)


__all__ = ["HELD", "LOST_BELOW", "LOST_FROM", "SHRUNK_BELOW", "SHRUNK_BY", "Counts", "after", "counts", "judge", "next_step"]  # fmt: skip
