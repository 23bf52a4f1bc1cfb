"""``coffeechat adapters``: which conferences are read how; drafting and checking an adapter of your own."""

from __future__ import annotations

import importlib.util
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from scraper.cli.options import archive_beside, database, output
from scraper.cli.present import emit, say
from scraper.errors import AdapterError, BadFile, InputError, NotWritable

if TYPE_CHECKING:
    from scraper.adapter import Adapter
    from scraper.authoring import Draft
    from scraper.page import Page


@click.group()
def adapters() -> None:
    """List the adapters, draft a new one, check one."""


@adapters.command("list")
@output
def list_(form: str) -> None:
    """List every adapter, in the order in which they are asked."""
    from scraper import registry

    rows = [
        {
            "adapter": one.name,
            "kind": one.rank.name.lower().replace("_", " "),
            "example": one.example,
            "about": registry.about(one),
        }
        for one in registry.everyone()
    ]
    emit(rows, ("adapter", "kind", "about", "example"), form=form)
    for problem in registry.broken():
        say(f"skipped: {problem.message}")


@adapters.command()
@click.argument("url")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE", help="Draft from this saved page; no network.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    help="The folder to write to. [default: here]",
)
@click.option("--name", metavar="WORD", help="What to call the adapter. [default: from the host]")
@click.option("--invent", "invented", is_flag=True, help="Put invented names in place of the real ones.")
@click.option("--anyway", is_flag=True, help="Even where a platform's adapter reads the page already.")
@database
def new(url: str, page: Path | None, into: Path, name: str | None, invented: bool, anyway: bool, db: Path) -> None:
    """Draft an adapter for the page at URL, with a case and a test.

    URL is the page that lists the speakers. Written are the module (with rules that were tried on the page), the slimmed
    page, its address, and what the rules read from it, for you to compare: until you have, and say so, the test fails.
    Nothing is overwritten. Real people's pages are for your own use only: --invent gives them other names.

    \b
    Examples:
      coffeechat adapters new https://the.conference/2026/speakers/
      coffeechat adapters new https://the.conference/2026/speakers/ --page saved.html --into coffeechat-the-conference
    """
    from scraper import authoring
    from scraper.pull import Settings, one_page
    from scraper.target import resolve

    target = resolve(url, page=page)
    if target.url.startswith("file:"):
        raise InputError(f"{url} is no address", hint="coffeechat adapters new https://... --page saved.html")
    archive = archive_beside(db)
    shown = one_page(target, Settings(archive=archive if archive.exists() else None))
    if not anyway:
        _refuse_known(shown)
    made = authoring.draft(shown, name=name, invented=invented)
    ours = (into / "adapters" / "website.py").is_file()
    files = _files(made, into, ours=ours)
    there = [file for file in files if file.exists()]
    if there:
        raise InputError(f"{there[0]} is there already", hint="take another folder (--into) or another name (--name)")
    for file, content in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError as problem:
            raise NotWritable(
                f"cannot write {file}: {problem.strerror or problem}", hint="choose another folder: --into"
            ) from problem
    for file in files:
        click.echo(str(file))
    _explain(made, ours=ours, invented=invented)


@adapters.command()
@click.argument("conference")
@database
def taught(conference: str, db: Path) -> None:
    """Print the adapter that your corrections of CONFERENCE teach.

    CONFERENCE is one you pulled, by name, with or without its year. Two people corrected on its page (coffeechat browse)
    give the rule for the rest; as a module it reads the next edition, too.

    \b
    Example:
      coffeechat adapters taught "Spring School 2026" > spring_school.py
    """
    from scraper.authoring import teaching
    from scraper.authoring.taught import module
    from scraper.store import query
    from scraper.store.choice.filters import editions_meant
    from scraper.store.sight import pulled

    with closing(query.connect(db)) as connection:
        for number in sorted(editions_meant(connection, conference, None), reverse=True):
            found = teaching.of_edition(connection, number, archive_beside(db))
            pull = pulled.edition(connection, number)["pull"]
            if found is not None and pull:
                click.echo(module(pull["target"], found.rule)[1], nl=False)
                return
    raise InputError(
        f"your corrections of {conference} teach no rule",
        hint="correct two people who read wrong: coffeechat browse, Pull, the conference",
    )


def _refuse_known(page: Page) -> None:
    """A product's page needs no adapter of its own. Raises InputError that says what does it."""
    from scraper import authoring, registry

    for one in registry.platforms():
        if one.matches(page.url) or one.fits(page) or next(iter(one.embedded(page)), None) is not None:
            raise InputError(
                f"{page.url} runs on {one.name}, which is known: no adapter is needed",
                hint="a row in data/conferences.toml gives it a name: "
                f"{authoring.row(page.url, one.name)} (or draft one all the same: --anyway)",
            )


def _files(made: Draft, into: Path, *, ours: bool) -> dict[Path, bytes]:
    """Where everything goes: in coffeechat's own checkout where its adapters live, elsewhere side by side."""
    case = into / ("tests/pages" if ours else "pages") / made.name / "first"
    files = {
        into / ("adapters" if ours else ".") / f"{made.name}.py": made.module.encode(),
        case / f"page.{made.page_ending}": made.page,
        case / "meta.json": made.meta.encode(),
        case / "truth.json": made.truth.encode(),
    }
    if not ours:
        files[into / f"test_{made.name}.py"] = made.test.encode()
    return files


def _explain(made: Draft, *, ours: bool, invented: bool) -> None:
    """What to do now, in the order in which it is done."""
    if made.rules:
        say(f"{made.rules.maker}(...) finds {made.rules.found} of the {made.found} people the general reader finds.")
    else:
        say(f"No simple rules find the {made.found} people, so the draft reads the page as any website.")
    say(
        "If `coffeechat extract` shows them right already, you need no adapter: a row in data/conferences.toml will do."
    )
    for remark in made.remarks:
        say(f"! {remark}")
    if not invented:
        say("! the page holds real people: fine for yourself, but it must not go into a public repository (--invent)")
    run = f"pytest tests/test_adapters.py -k {made.name}" if ours else f"pytest test_{made.name}.py"
    say("Now: read truth.json beside the page, mend it, write your name into its read_by; then", dim=True)
    say(f"  coffeechat adapters check {made.name if ours else f'{made.name}.py'}     or: {run}", dim=True)


@adapters.command()
@click.argument("name")
@click.option(
    "--pages",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of cases. [default: tests/pages or pages, here or beside the module]",
)
def check(name: str, pages: Path | None) -> int:
    """Check one adapter: its structure, and its cases.

    NAME is an adapter's name, or the path of a module that holds one. Says what is wrong in words, and ends with exit code
    5 where anything is.

    \b
    Examples:
      coffeechat adapters check pretalx
      coffeechat adapters check many_hands.py
    """
    from scraper import registry, testing

    adapter, module = _loaded(name)
    beside = Path(module.__file__).parent if module and module.__file__ else Path()
    folders = [pages] if pages else [place / one for place in (Path(), beside) for one in ("tests/pages", "pages")]
    wrong: list[str] = []
    try:
        testing.check_adapter(adapter, module)
    except AssertionError as problem:
        wrong.append(str(problem))
    reader = registry.find(adapter.example)
    if reader.name not in (adapter.name, registry.ANY_WEBSITE):
        wrong.append(f"its example {adapter.example} is read by {reader.name}")
    try:
        found = next((some for folder in folders if (some := testing.cases(folder, adapter.name))), [])
    except AssertionError as problem:
        wrong.append(str(problem))
        found = []
    for case in found:
        wrong += [f"{case}: {line}" for line in testing.problems(case, adapter)]
    for line in wrong:
        click.echo(line)
    cases = f"{len(found)} case{'' if len(found) == 1 else 's'}" if found else "no case found (--pages DIR)"
    say(f"{adapter.name}: {cases}; {f'{len(wrong)} wrong' if wrong else 'nothing wrong'}")
    return AdapterError.exit_code if wrong else 0


def _loaded(name: str) -> tuple[Adapter, ModuleType | None]:
    """The adapter of that name or in that file, and the module it is in. Raises AdapterError, UnknownAdapter, BadFile."""
    from scraper import registry

    if name.endswith(".py"):
        return _from_file(Path(name))
    for problem in registry.broken():
        if problem.adapter == name:
            raise problem
    adapter = registry.get(name)
    return adapter, registry.module_of(adapter)


def _from_file(file: Path) -> tuple[Adapter, ModuleType]:
    from scraper.adapter import Adapter

    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None or not file.is_file():
        raise BadFile(f"there is no module {file}", hint="give the path of the adapter's module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    try:
        spec.loader.exec_module(module)
    except Exception as problem:
        said = f"{type(problem).__name__}: {problem}".splitlines()[0]
        raise AdapterError(f"{file} does not load: {said}", adapter=file.stem) from problem
    adapter = getattr(module, "adapter", None)
    if not isinstance(adapter, Adapter):
        raise AdapterError(f"{file} holds no `adapter = Adapter(...)`", adapter=file.stem)
    return adapter, module
