"""``coffeechat export``: the shortlist for other programs, and edits back from a sheet."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from scraper import clock
from scraper.cli import present
from scraper.cli.options import database
from scraper.cli.present import emit, say
from scraper.errors import BadFile, InputError, NotWritable
from scraper.text import people

FORMS = ("csv", "talks", "log", "google", "hubspot", "notion", "airtable", "vcard", "vcard3", "obsidian", "json", "ics")
_NOT_PEOPLE = frozenset({"talks", "log", "ics"})
_ENDINGS = {"": "csv", ".csv": "csv", ".txt": "csv", ".vcf": "vcard", ".json": "json", ".ics": "ics"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), required=False)
@click.option("--as", "form", type=click.Choice(FORMS), help="For which program. [default: by FILE's ending, else csv]")
@click.option("--excel", is_flag=True, help="For spreadsheets: a byte-order mark, and formula-like cells made safe.")
@click.option(
    "--read-back", type=click.Path(path_type=Path), metavar="FILE", help="Show what was edited in an exported sheet."
)
@click.option("--yes", is_flag=True, help="With --read-back: take the edits.")
@database
def export(file: Path | None, form: str | None, excel: bool, read_back: Path | None, yes: bool, db: Path) -> None:
    """Hand the shortlist to other programs, or take edits back.

    FILE is where it is written (- for standard output; obsidian makes a folder, and keeps what you wrote below its
    line). Ids stay the same, so that a second export updates where the other program can. Of a sheet that was edited,
    notes, tier, tags and do_not_contact are taken back.

    \b
    Examples:
      coffeechat export people.vcf
      coffeechat export people.csv --as google
      coffeechat export --read-back people.csv
    """
    from scraper import outreach
    from scraper.outreach import handover
    from scraper.store import query

    if (file is None) == (read_back is None):
        raise click.UsageError("say where to write (FILE), or what to read back (--read-back FILE).")
    form = form or (_by_ending(file) if file else "csv")
    with closing(query.connect(db)) as connection:
        rows = outreach.exported(connection, clock.now()) if read_back else []
        count, made = handover.made(form, connection, clock.now(), excel=excel) if file else (len(rows), b"")
    if not count:
        raise InputError("the shortlist is empty", hint='put somebody on it: coffeechat shortlist add "NAME"')
    if read_back:
        _read_back(read_back, rows, db, yes=yes)
    elif file and isinstance(made, dict):
        _folder(file, made)
    elif file and isinstance(made, bytes):
        present.write(file, made)
        if str(file) == "-":
            return
        chosen = handover.FORMS[form]
        say(f"{chosen.label if form in _NOT_PEOPLE else people(count)} written to {file}")
        if form == "ics" and b"BEGIN:VEVENT" not in made:
            say("  no chat is scheduled yet: coffeechat log NAME scheduled --at TIME", dim=True)
        if chosen.note:
            say(f"  {chosen.note}", dim=True)


def _by_ending(file: Path) -> str:
    if form := _ENDINGS.get(file.suffix.lower()):
        return form
    named = file.with_suffix(".csv")
    raise InputError(f"{file.suffix} is no form of file we write", hint=f"name it {named}, or say which: --as csv")


def _folder(folder: Path, files: dict[str, str]) -> None:
    """Write the notes; below our last line stands what somebody wrote themselves. A note without that line is theirs."""
    from scraper.export.cards import YOURS

    kept = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            note = folder / name
            _, line, yours = note.read_text(encoding="utf-8").partition(YOURS) if note.exists() else ("", YOURS, "")
            if line:
                note.write_text(text + yours.removeprefix("\n"), encoding="utf-8", newline="\n")
            else:
                kept.append(name)
    except OSError as problem:
        raise NotWritable(f"cannot write into {folder}: {problem.strerror}", hint="choose another folder") from problem
    except UnicodeDecodeError as problem:
        raise BadFile(f"{note} is no text", hint="choose another folder") from problem
    written = len(files) - len(kept)
    say(f"{written} {'note' if written == 1 else 'notes'} written to {folder}")
    for name in kept:
        say(f"  left alone: {name} (not written by coffeechat)")


def _read_back(file: Path, rows: list[dict[str, Any]], db: Path, *, yes: bool) -> None:
    from scraper import outreach
    from scraper.encoding import decode
    from scraper.export.readback import edits
    from scraper.store import write

    found, strangers = edits(decode(present.read(file)), rows, source=file.name)
    shown = [
        {"name": one.name, "column": one.column, "before": one.before, "after": one.after, "taken": one.taken}
        for one in found
    ]
    if shown:
        emit(shown, ("name", "column", "before", "after", "taken"), form="table")
    if strangers:
        say(f"{len(strangers)} rows are of nobody on the shortlist: {', '.join(strangers[:5])}")
    taken = [one for one in found if one.taken]
    if not taken:
        say("Nothing was edited that can be taken.")
    elif yes:
        with write.open_store(db) as opened:
            outreach.take_edits(opened, taken)
        say(f"{len(taken)} edits taken")
    else:
        say(f"{len(taken)} edits can be taken: the same with --yes")
