"""``coffeechat draft``: a message, prepared and looked over. Nothing is ever sent."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli import present
from scraper.cli.options import database, own_folder
from scraper.cli.present import emit, say
from scraper.errors import InputError
from scraper.text import printable

if TYPE_CHECKING:
    from scraper.outreach.correspondence import Draft


@click.command()
@click.argument("speaker", nargs=-1)
@click.option(
    "--kind", default="ask", show_default=True, metavar="KIND", help="ask, nudge, thanks, referral or report-back."
)
@click.option("--language", metavar="LANG", help="en, de, es, fr. [default: your profile's first]")
@click.option("--tone", metavar="TONE", help="plain, warm, brief, or one of your own. [default: plain]")
@click.option("--opening", metavar="TEXT", help="A sentence only they could get: what of their talk stayed with you.")
@click.option("--slots", metavar="TEXT", help='Times that suit you: "Tuesday or Thursday after 4 pm (CET)".')
@click.option("--learned", metavar="TEXT", help="What you learnt from the chat. [default: from your debrief]")
@click.option("--about", metavar="SPEAKER", help="Of a referral or a report-back: whom it is about.")
@click.option(
    "--text",
    "own_text",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Look over a text of your own (- for standard input).",
)
@click.option("--edit", is_flag=True, help="Change it in your editor first.")
@click.option("--copy", is_flag=True, help="Copy it to the clipboard.")
@click.option(
    "--eml", type=click.Path(path_type=Path), metavar="FILE", help="Write it as a file your mail program opens."
)
@click.option("--mailto", is_flag=True, help="Print a mailto: link.")
@click.option("--to", metavar="ADDRESS", help="The e-mail address, if you know it; none is ever guessed.")
@click.option("--anyway", is_flag=True, help="Hand it over although it is not ready.")
@click.option("--templates", "list_templates", is_flag=True, help="List the templates there are, and where yours go.")
@click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")
@database
def draft(
    speaker: tuple[str, ...],
    kind: str,
    language: str | None,
    tone: str | None,
    opening: str | None,
    slots: str | None,
    learned: str | None,
    about: str | None,
    own_text: Path | None,
    edit: bool,
    copy: bool,
    eml: Path | None,
    mailto: bool,
    to: str | None,
    anyway: bool,
    list_templates: bool,
    as_json: bool,
    db: Path,
) -> None:
    """Prepare a message to somebody; nothing is sent.

    It is made from their own facts and yours (coffeechat profile) and looked over: blanks, facts that are not theirs,
    length, subject, one clear ask, phrases that put people off, copies of earlier ones.

    \b
    Examples:
      coffeechat draft ana --opening "Your point about night shifts surprised me."
      coffeechat draft ana --kind nudge --copy
      coffeechat draft ana --text mine.txt --eml ana.eml
    """
    from scraper import outreach
    from scraper.encoding import decode
    from scraper.outreach import correspondence
    from scraper.store import query, write

    own = own_folder() / "messages"
    if list_templates:
        _list(own, as_json=as_json)
        return
    if not speaker:
        raise click.UsageError("Missing argument 'SPEAKER'.")
    text = decode(present.read(own_text))[: correspondence.MAX_TEXT] if own_text else None
    with closing(query.connect(db)) as connection:
        who = outreach.find(connection, " ".join(speaker))
        other = outreach.find(connection, about) if about else None
        wanted = correspondence.Request(
            kind=kind, language=language, tone=tone, about=other, text=text, own=own,
            said={"opening": opening, "slots": slots, "learned": learned},
        )  # fmt: skip
        made = correspondence.prepare(connection, who, wanted)
        if edit:
            made = correspondence.prepare(connection, who, _edited(made, wanted))
    with write.open_store(db) as opened:
        number = correspondence.keep(opened, made)
    _show(made, number, as_json=as_json)
    if copy or eml or mailto:
        if not (made.ready or anyway):
            raise InputError(
                "the draft is not ready, so it is not handed over", hint="mend what is said there, or: --anyway"
            )
        _hand_over(made, copy=copy, eml=eml, mailto=mailto, to=to)


def _list(own: Path, *, as_json: bool) -> None:
    from scraper.draft.template import templates

    rows = [
        {
            "kind": one.kind,
            "tone": one.tone,
            "language": one.language,
            "file": one.path.name,
            "yours": own in one.path.parents,
        }
        for one in templates(own)
    ]
    emit(rows, ("kind", "tone", "language", "file", "yours"), form="json" if as_json else "table")
    say(f"Yours go into {own} as KIND.TONE.LANGUAGE.txt", dim=True)


def _edited(made: Draft, wanted: Any) -> Any:  # noqa: ANN401 -- a Request, typed where it is imported
    from dataclasses import replace

    if not sys.stdin.isatty():
        raise click.UsageError("--edit needs a terminal; elsewhere use --text FILE.")
    changed = click.edit(f"Subject: {made.subject}\n\n{made.body}\n", extension=".txt")
    return wanted if changed is None else replace(wanted, text=changed)


def _show(made: Draft, number: int, *, as_json: bool) -> None:
    """The message on stdout, what is to be said about it on stderr."""
    if as_json:
        from dataclasses import asdict

        told = {
            "id": f"d-{number}", "speaker": f"p-{made.contact.id}", "name": made.contact.name, "kind": made.kind,
            "language": made.language, "tone": made.tone, "subject": made.subject, "body": made.body, "ready": made.ready,
            "findings": [asdict(one) for one in made.findings],
        }  # fmt: skip
        present.as_json(told)
        return
    stops = [one for one in made.findings if one.level == "stop"]
    for one in stops:  # above the text: whoever cannot send it need not read it
        say(f"Not ready: {one.rule}: {one.says}")
    if stops:
        say()
    click.echo(f"Subject: {printable(made.subject)}\n")
    for line in made.body.splitlines():
        click.echo(printable(line))
    say()
    for one in made.findings:
        if one not in stops:
            say(f"Have a look: {one.rule}: {one.says}")
    _say_where(made)
    if made.ready:
        from scraper.draft import KINDS
        from scraper.draft.checks import words

        say(
            f'Ready: {len(words(made.body))} words. Send it yourself, then: coffeechat log "{made.contact.name}" {KINDS[made.kind]}'
        )


_SAID_WITH = {
    "me": "profile --name", "about_me": "profile --about", "to_learn": "profile --learn",
    "learned": 'debrief "{who}" --learned', "next_step": 'debrief "{who}" --next',
}  # fmt: skip


def _say_where(made: Draft) -> None:
    """The commands that fill blanks only the user can fill, once for every message."""
    from scraper.draft.facts import NAMES

    for fact, command in _SAID_WITH.items():
        if f"[{NAMES[fact]}]" in made.body:
            say(f'  {NAMES[fact]}: coffeechat {command.format(who=made.contact.name)} "..."')


def _hand_over(made: Draft, *, copy: bool, eml: Path | None, mailto: bool, to: str | None) -> None:
    from scraper.draft import letter

    if eml:
        present.write(eml, letter.eml(made.subject, made.body, to=to))
        say(f"Written to {eml}: open it in your mail program")
    if mailto:
        click.echo(letter.mailto(made.subject, made.body, to=to))
    if copy:
        _copy(f"{made.subject}\n\n{made.body}\n")
        say("Copied: paste it where you write your messages")


def _copy(text: str) -> None:
    """Onto the clipboard; where there is none, the user is told in words."""
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError) as problem:
        raise InputError(
            "this machine has no clipboard that can be reached",
            hint="mark the text above with the mouse, or use --eml FILE; on Linux xclip, xsel or wl-copy would help",
        ) from problem
