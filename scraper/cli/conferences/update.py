"""``coffeechat conferences --update``: the open catalogues, read into the user's own file."""

from __future__ import annotations

from scraper.cli import complain
from scraper.cli.present import emit, say
from scraper.cli.progress import Progress

_COLUMNS = ("catalogue", "conferences", "new", "changed", "gone", "what")


def update(*, form: str, loudness: int) -> int:
    """Read them and tell how each went; the worst exit code."""
    from scraper import registry
    from scraper.catalogue import updating

    file = registry.own_file()
    with Progress(loudness) as progress:
        results = updating.update(archive=file.with_name("catalogues.pages.db"), on_event=progress)
    rows = [
        {
            "catalogue": one.catalogue,
            "conferences": one.conferences,
            "new": one.new,
            "changed": one.changed,
            "gone": one.gone,
            "what": one.error.message if one.error else "",
        }
        for one in results
    ]
    if updating.is_offline(results):
        say("You seem to be offline: no catalogue answers, and nothing was changed.")
    else:
        for one in results:
            if one.error:
                complain(one.error, about=one.catalogue)
    if loudness >= 0 or form != "table":
        emit(rows, _COLUMNS, form=form)
    if loudness >= 0 and any(one.error is None for one in results):
        say(f"Kept in {file}. Look around: coffeechat conferences WORDS", dim=True)
    return max((one.error.exit_code for one in results if one.error), default=0)
