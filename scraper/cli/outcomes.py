"""How pulls are told: one as it ends, many in a table at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scraper.cli import complain
from scraper.cli.present import emit, read, say
from scraper.errors import CoffeechatError, InputError

if TYPE_CHECKING:
    from scraper.pull import Outcome

MOST_TARGETS = 10_000
_COLUMNS = ("conference", "how", "people", "new", "changed", "gone", "what")


def listed(file: Path) -> list[str]:
    """The targets in a text file, one a line, each once; "-" is standard input. Blank lines and # comments are skipped.

    Raises BadFile when it cannot be read, InputError when it names none, or more than anybody means.
    """
    from scraper.encoding import decode

    text = decode(read(file))
    lines = (f" {line}".split(" #", 1)[0].strip() for line in text.replace("\t", " ").splitlines())
    targets = list(dict.fromkeys(line for line in lines if line))
    if not targets:
        raise InputError(f"{file} names no conference", hint="one address or name a line")
    if len(targets) > MOST_TARGETS:
        raise InputError(f"{file} has {len(targets)} lines", hint=f"at most {MOST_TARGETS} targets go into one run")
    return targets


def tell(outcome: Outcome, loudness: int, *, among_many: bool = False) -> None:
    """Say on stderr how one target ended: its receipt, what is new, what went wrong (and with which, among many)."""
    from scraper.pull import receipts

    if outcome.read and outcome.changes and loudness >= 0:
        say(receipts.title(outcome), bold=True)
        for line in receipts.lines(outcome):
            say(f"  {line}")
        if outcome.changes.unsure:
            say(f"  {outcome.changes.unsure} to look at: coffeechat review")
        if loudness > 0:
            for one in outcome.read.left_out:
                say(f"  left out: {one.name} ({one.reason})", dim=True)
    if outcome.error:
        complain(outcome.error, about=outcome.target.shown if among_many else "")


def table(outcomes: Sequence[Outcome], refused: Sequence[tuple[str, CoffeechatError]]) -> None:
    """Print how each of many targets went, on stdout: those that went wrong last, where a person looks first.

    `refused` are the lines no target could be made of, each with the reason.
    """
    rows = [_row(outcome) for outcome in outcomes]
    rows += [{"conference": text, "how": "not understood", "what": error.message} for text, error in refused]
    emit(
        sorted(rows, key=lambda row: (row["how"] not in ("ok", "partial"), row["how"] != "ok")), _COLUMNS, form="table"
    )


def _row(outcome: Outcome) -> dict[str, Any]:
    from scraper.pull.receipts import title

    changes, verdict = outcome.changes, outcome.verdict
    stored = changes is not None and verdict is not None and not verdict.keeps_old
    row: dict[str, Any] = {
        "conference": title(outcome) if stored else outcome.target.shown,
        "how": (verdict.word if verdict else "failed").replace("_", " "),
        "what": "" if outcome.error is None else outcome.error.message,
    }
    if changes is not None and stored:
        row |= {"people": changes.people, "new": changes.new, "changed": changes.changed, "gone": changes.withdrawn}
    return row
