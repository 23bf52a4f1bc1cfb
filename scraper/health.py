"""How a pull went: one word, compared with the pulls before it (DESIGN section 3).

Zero never overwrites, far fewer than before never overwrites, and a page that could not be read withdraws nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.errors import Blocked, CoffeechatError, Gone, NeedsJavaScript, NoSpeakers, NotAllowed
from scraper.model import Verdict, VerdictWord

SHRUNK_BELOW = 0.7
"""A list with fewer than this share of the last good one is not believed."""
SHRUNK_BY = 3
"""... unless it lost fewer people than this: on a short list two who cancelled are a third."""

_WORDS: tuple[tuple[type[CoffeechatError], VerdictWord], ...] = (
    (Gone, "gone"),
    (NotAllowed, "blocked"),
    (Blocked, "blocked"),
    (NeedsJavaScript, "needs_javascript"),
    (NoSpeakers, "empty"),
)


def judge(found: int, earlier: Sequence[int], *, failed_pages: int = 0) -> Verdict:
    """How a pull that read its pages went.

    `found` people, against `earlier` good pulls of the same edition (oldest first; none for a first pull or when the
    user accepts fewer), with `failed_pages` that could not be read.
    """
    last = earlier[-1] if earlier else 0
    if not found:
        kept = f"; the {last} of the last pull are kept" if last else ""
        return Verdict(word="empty", message=f"nobody was found{kept}")
    if found < SHRUNK_BELOW * last and last - found >= SHRUNK_BY:
        return Verdict(word="shrunk", message=f"{found} found where the last pull had {last}; the old rows are kept")
    if failed_pages:
        pages = "1 page" if failed_pages == 1 else f"{failed_pages} pages"
        return Verdict(word="partial", message=f"{found} found; {pages} could not be read")
    return Verdict(word="ok", message=f"{found} found")


def after(error: CoffeechatError) -> Verdict:
    """How a pull that ended in `error` went: "gone", "blocked", "needs_javascript", "empty" or "failed"."""
    word: VerdictWord = next((word for kind, word in _WORDS if isinstance(error, kind)), "failed")
    return Verdict(word=word, message=error.message)


__all__ = ["SHRUNK_BELOW", "SHRUNK_BY", "Verdict", "after", "judge"]
