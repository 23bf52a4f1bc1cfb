"""Templates: found by kind, tone and language, ours and the user's, and filled in without any danger.

A template is text with facts (`{{ name }}`) and conditions (`{% if talk %}`). Loops, calls, sums, attributes and other
parts of Jinja are refused before anything runs, so no template can take long, grow large or reach into the program;
Jinja's immutable sandbox stands behind that as a second wall.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scraper import reference
from scraper.draft.facts import NAMES, Blank
from scraper.errors import BadTemplate

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_TEMPLATE = 20_000
"""Letters of one template."""
MAX_MESSAGE = 20_000
"""Letters of one message."""
MAX_TEMPLATES = 500
"""Templates of the user's own that are looked at."""
_ALLOWED = frozenset(
    {
        "Template", "Output", "TemplateData", "Name", "If", "CondExpr", "And", "Or", "Not", "Compare", "Operand",
        "Const", "Filter",
    }
)  # fmt: skip
_FILTERS = frozenset({"capitalize", "lower", "upper", "trim"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One template: what it is for, its text, and the file it stands in."""

    kind: str
    tone: str
    language: str
    path: Path

    @property
    def source(self) -> str:
        """Its text. Raises BadTemplate when it cannot be read or is too long."""
        try:
            with self.path.open(encoding="utf-8") as file:
                text = file.read(MAX_TEMPLATE + 1)
        except (OSError, UnicodeDecodeError) as problem:
            raise BadTemplate(
                f"{self.path} cannot be read: {getattr(problem, 'strerror', None) or 'it is not UTF-8'}"
            ) from problem
        if len(text) > MAX_TEMPLATE:
            raise BadTemplate(f"{self.path.name} is longer than {MAX_TEMPLATE:,} letters")
        return text


def templates(own: Path | None = None) -> list[Template]:
    """Every template; of two with the same kind, tone and language the user's own (in the folder `own`) wins."""
    found = {(one.kind, one.tone, one.language): one for one in _in(reference.folder() / "messages")}
    if own is not None and own.is_dir():
        found |= {(one.kind, one.tone, one.language): one for one in _in(own)}
    return [found[key] for key in sorted(found)]


def _in(folder: Path) -> Iterator[Template]:
    for number, path in enumerate(sorted(folder.glob("*.*.*.txt"))):
        parts = path.name.removesuffix(".txt").split(".")
        if len(parts) == 3 and number < MAX_TEMPLATES:
            yield Template(kind=parts[0], tone=parts[1], language=parts[2], path=path)


def choose(known: list[Template], *, kind: str, tone: str | None, language: str) -> Template:
    """The template asked for; without a tone the plain one, else the first there is. Raises BadTemplate, with the choices."""
    fitting = [one for one in known if one.kind == kind and one.language == language]
    wanted = tone or "plain"
    for one in fitting:
        if one.tone == wanted:
            return one
    if fitting and tone is None:
        return fitting[0]
    there = (
        sorted({one.tone for one in fitting})
        if fitting
        else sorted({one.language for one in known if one.kind == kind})
    )
    what = f"tone '{tone}'" if fitting else f"language '{language}'"
    raise BadTemplate(f"there is no '{kind}' message in the {what}", hint=f"one of: {', '.join(there)}")


def fill_in(source: str, facts: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text of a message. Missing facts become blanks ("[what you learnt]").

    Raises BadTemplate for a template that is too long, cannot be read, asks for what is no fact, or does more than
    filling in facts.
    """
    import jinja2

    if len(source) > MAX_TEMPLATE:
        raise BadTemplate(f"the template is longer than {MAX_TEMPLATE:,} letters")
    try:
        tree = _environment().parse(source)
        _check(tree)
        made = _environment().from_string(source).render(_shown(facts))
    except RecursionError as problem:
        raise BadTemplate("the template is nested too deeply") from problem
    except jinja2.TemplateError as problem:
        raise BadTemplate(f"the template cannot be read: {' '.join(str(problem.message).split())}") from problem
    if len(made) > MAX_MESSAGE:
        raise BadTemplate(f"the message would be longer than {MAX_MESSAGE:,} letters")
    return parted(made)


def parted(text: str) -> tuple[str, str]:
    """A message as written in a file: "Subject: ..." on its first line, then the text."""
    first, _, rest = text.lstrip("\ufeff\r\n").partition("\n")
    if first.lower().startswith("subject:"):
        return " ".join(first[len("subject:") :].split()), rest.strip()
    return "", text.strip()


def _shown(facts: Mapping[str, str]) -> dict[str, str]:
    return {name: facts.get(name) or Blank(f"[{label}]") for name, label in NAMES.items()}


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, cache_size=0, extensions=()
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.tests.clear()
    return environment


def _check(tree: Any) -> None:  # noqa: ANN401 -- jinja2.nodes.Template, typed where it is imported
    """Is this nothing but text, facts, conditions and a few ways to write letters?"""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        kind = type(node).__name__
        if kind not in _ALLOWED:
            raise BadTemplate(
                f"line {node.lineno}: a message cannot hold {_told(kind)}",
                hint="only facts {{ name }} and conditions {% if talk %} ... {% endif %}",
            )
        if kind == "Name" and node.name not in NAMES:
            raise BadTemplate(
                f"line {node.lineno}: there is no fact '{node.name}'", hint=f"the facts: {', '.join(NAMES)}"
            )
        if kind == "Filter" and (node.name not in _FILTERS or node.args or node.kwargs):
            raise BadTemplate(
                f"line {node.lineno}: there is no filter '{node.name}'", hint=f"one of: {', '.join(sorted(_FILTERS))}"
            )
        waiting.extend(node.iter_child_nodes())


def _told(kind: str) -> str:
    words = {"For": "a loop", "Call": "a call", "Getattr": "an attribute", "Getitem": "a part of a fact", "Macro": "a macro",
             "Include": "another file", "Import": "another file", "Assign": "a new name"}  # fmt: skip
    return words.get(kind, f"a calculation ({kind.lower()})")
