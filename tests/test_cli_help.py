"""The command line's outside: names, help, usage errors."""

import subprocess
import sys

import click
import pytest

from scraper.cli import _FLAT, COMMANDS, cli, main


def every_command(command: click.Command, path: tuple[str, ...] = ()):
    yield path, command
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                yield from every_command(command.get_command(context, name), (*path, name))


ALL = dict(every_command(cli))


def test_table_line_equals_the_commands_own_first_line():
    own = {name: ALL[name,].get_short_help_str(limit=200) for name in _FLAT}
    assert own == {name: line for group in COMMANDS.values() for name, (_, line) in group.items()}


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_of_every_command_is_shown_and_complete(path, capsys):
    with pytest.raises(SystemExit) as left:
        main([*path, "--help"])
    shown = capsys.readouterr().out
    assert left.value.code == 0
    assert shown.startswith("Usage: coffeechat")
    for option in ALL[path].params:
        if isinstance(option, click.Option):
            assert option.help or option.name == "help", f"{path}: --{option.name} says nothing"


@pytest.mark.parametrize(
    ("arguments", "line", "hint"),
    [
        (["pul"], "coffeechat: There is no command 'pul'. Did you mean pull or split?", "coffeechat --help"),
        (["extract"], "coffeechat: Missing argument 'TARGET'", "coffeechat extract --help"),
        (["pull"], "coffeechat: say what to pull: an address, a conference's name, or a saved page", "coffeechat pull --help"),
        (["speakers", "--year", "soon"], "coffeechat: Invalid value for '--year': 'soon' is not a valid integer range", "coffeechat speakers --help"),
        (["speakers", "--json", "--csv"], "coffeechat: --json and --csv exclude each other", "coffeechat speakers --help"),
    ],
)  # fmt: skip
def test_usage_error_is_one_line_and_a_hint(arguments, line, hint, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    shown = capsys.readouterr()
    assert (left.value.code, shown.out) == (2, "")
    assert shown.err.splitlines() == [line, f"  hint: {hint}"]


def test_no_arguments_show_the_help(capsys):
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 0
    assert "coffeechat tour" in capsys.readouterr().out


def test_version_is_told():
    done = subprocess.run([sys.executable, "-m", "scraper", "--version"], capture_output=True, text=True, timeout=30)
    assert done.stdout.startswith("coffeechat, version ")


def test_bug_of_ours_says_so_and_ends_with_1(capsys, monkeypatch):
    monkeypatch.setitem(_FLAT, "tour", ("nowhere:tour", ""))
    with pytest.raises(SystemExit) as left:
        main(["tour"])
    assert left.value.code == 1
    assert "this is a bug in coffeechat" in capsys.readouterr().err
