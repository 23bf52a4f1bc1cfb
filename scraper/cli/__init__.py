"""The command line: a table of commands, each in a file of its own, loaded when it is called.

``--help`` reads its one-line descriptions from the table, so it imports no command (a test holds each line equal to
the command's own first line). Data goes to stdout, talk to stderr. Whatever goes wrong as expected ends as one line, a
hint and the error's exit code; anything else is our bug and says so.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from scraper import __version__
from scraper.errors import CoffeechatError, InputError, Interrupted
from scraper.text import printable

COMMANDS: dict[str, dict[str, tuple[str, str]]] = {
    "Find people": {
        "tour": ("tour:tour", "See the whole job done on a sample conference, offline."),
        "conferences": ("conferences:conferences", "List the conferences known, and what is pulled."),
        "pull": ("pull:pull", "Fetch a conference's speakers and keep them."),
        "extract": ("extract:extract", "Show what a page or site yields, and keep nothing."),
        "import": ("import_:import_", "Take in a list you already have (CSV, JSON Lines, an export)."),
    },
    "Look around": {
        "browse": ("browse:browse", "Look around on a local page, and pick people there."),
        "speakers": ("speakers:speakers", "Search the speakers by company, role, topic, words."),
        "show": ("show:show", "Show everything known about one speaker."),
        "changes": ("changes:changes", "Show who is new at a conference, gone, or in another job."),
        "companies": ("counts:companies", "Count the companies the speakers work for."),
        "roles": ("counts:roles", "Count the kinds of jobs the speakers do."),
        "topics": ("counts:topics", "Count the topics they speak about."),
        "landscape": ("landscape:landscape", "Draw the field: kinds of places, kinds of jobs, unusual titles."),
    },
    "Choose": {
        "contacts": ("contacts:contacts", "Say whom you know, from your own address book."),
        "shortlist": ("shortlist:shortlist", "Keep a list of people to approach, and export it."),
        "export": ("export:export", "Hand the shortlist to other programs, or take edits back."),
    },
    "Talk to them": {
        "today": ("today:today", "Show what is due: whom to thank, remind, prepare for."),
        "profile": ("profile:profile", "Say who you are and what you want to learn."),
        "research": ("research:research", "Read up on somebody: what the pages say, where to look."),
        "draft": ("draft:draft", "Prepare a message to somebody; nothing is sent."),
        "prepare": ("prepare:prepare", "Prepare a chat: what to ask, and when."),
        "log": ("log:log", "Log what happened with somebody: sent, replied, met ..."),
        "referrals": ("referrals:referrals", "Show who named whom, and what is still open."),
        "debrief": ("debrief:debrief", "Write down what you learnt from a chat."),
        "insights": ("insights:insights", "Add up your chats: who answers, what you learnt."),
    },
    "Look after it": {
        "review": ("review:review", "Settle what the reading was not sure of."),
        "edit": ("edit:edit", "Correct what is known of a speaker."),
        "merge": ("merge:merge", "Say that two speakers are one person."),
        "split": ("merge:split", "Say that one speaker is two people."),
        "renormalise": ("renormalise:renormalise", "Make people of what was read once more, without a new pull."),
        "forget": ("privacy:forget", "Erase somebody for good, and keep them out."),
        "data": ("privacy:data", "Print all that is held about one person."),
        "expire": ("privacy:expire", "Show whose time is over, and take them out."),
        "adapters": ("adapters:adapters", "List the adapters, draft a new one, check one."),
        "doctor": ("doctor:doctor", "Check the installation, the file and the last pulls."),
    },
}
_FLAT = {name: entry for group in COMMANDS.values() for name, entry in group.items()}


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-liners, and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """The names, in the table's order."""
        return list(_FLAT)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command."""
        if cmd_name not in _FLAT:
            return None
        module, attribute = _FLAT[cmd_name][0].split(":")
        command = getattr(importlib.import_module(f"scraper.cli.{module}"), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"scraper.cli.{module}:{attribute} is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest names offered for a slip of the fingers."""
        if args and not args[0].startswith("-") and args[0] not in _FLAT:
            import difflib

            near = difflib.get_close_matches(args[0], _FLAT, n=2, cutoff=0.5)
            did_you_mean = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no command '{printable(args[0])}'.{did_you_mean}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table, group by group."""
        for title, group in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, line) for name, (_, line) in group.items()], col_max=16)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="coffeechat")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Find people worth a coffee chat among the speakers of any conference.

    Pull a conference's speaker list, look at who works where and as what, keep a shortlist, export it. Nothing is ever
    sent to anybody.

    \b
    New here?      coffeechat tour
    A conference:  coffeechat pull https://the.conference/speakers
    """
    ctx.color = colour()


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code. `arguments` default to the process's own."""
    atexit.register(gc.freeze)  # whoever leaves takes all of it along: nothing is looked through for garbage
    try:
        # Not click's standalone mode: the errors and their exit codes are ours.
        result = cli.main(
            args=None if arguments is None else list(arguments), prog_name="coffeechat", standalone_mode=False
        )
        sys.stdout.flush()
        code = result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as wanted_help:
        click.echo(wanted_help.ctx.get_help())
        code = 0
    except click.exceptions.Exit as left:
        code = left.exit_code
    except click.ClickException as wrong:
        complain(_usage(wrong))
        code = wrong.exit_code
    except CoffeechatError as expected:
        complain(expected)
        code = expected.exit_code
    except (KeyboardInterrupt, click.Abort):
        stopped = Interrupted("stopped")
        complain(stopped)
        code = stopped.exit_code
    except BrokenPipeError:  # `coffeechat speakers | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception:  # noqa: BLE001 -- the last line of defence
        _report_bug()
        code = 1
    sys.exit(code)


def colour() -> bool | None:
    """For click's `color`: never with NO_COLOR set (no-color.org), else as the terminal can."""
    return False if os.environ.get("NO_COLOR") else None


def complain(error: CoffeechatError, *, about: str = "") -> None:
    """An expected error: one line (begun with what it is `about`) and a hint, on stderr."""
    line = printable(" ".join(f"{about}: {error.message}".split() if about else error.message.split()))
    click.secho(f"coffeechat: {line}", err=True, fg="red", color=colour())
    if error.hint:
        click.echo(f"  hint: {printable(error.hint)}", err=True)


def _usage(wrong: click.ClickException) -> InputError:
    """Click's complaint about what was typed, in our form: one line and a hint."""
    context = getattr(wrong, "ctx", None)
    path = context.command_path if context else "coffeechat"
    return InputError(wrong.format_message().rstrip("."), hint=f"{path} --help")


def _report_bug() -> None:
    import traceback

    click.echo(traceback.format_exc(), err=True)
    click.secho("coffeechat: this is a bug in coffeechat, not your mistake.", err=True, fg="red", color=colour())
    click.echo(
        f"  hint: please report the lines above with the command you typed (version {__version__}); nothing you had"
        " stored is lost",
        err=True,
    )
