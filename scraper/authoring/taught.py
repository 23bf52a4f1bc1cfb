"""A rule that corrections taught, as the module of an adapter: to keep, to share, to write on. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from scraper import authoring
from scraper.authoring.lessons import Part, Rule
from scraper.authoring.rules import literal

_CUTS = {
    "whole": "{text}", "first": "{text}.split({mark})[0]", "last": "{text}.split({mark})[-1]", "second": "{text}.split({mark})[1]",
    "after": "{text}.split({mark}, 1)[1]", "before": "{text}.rsplit({mark}, 1)[0]", "nothing": "None",
}  # fmt: skip
_MODULE = '''"""{title}: read as any website, and the jobs as corrections taught. Written by coffeechat: say here what only this conference does."""

from collections.abc import Iterator
from dataclasses import replace

from scraper.adapter import Adapter
from scraper.extract import website
from scraper.model import Sighting
from scraper.page import Follow, Found, Page


def told(one: Sighting) -> Sighting:
    """{says}"""
{lines}    return one


def extract(page: Page) -> Iterator[Found]:
    """As any website, each person told as above."""
    for one in website(page):
        if isinstance(one, Sighting):
            yield told(one)
        elif isinstance(one, Follow) and one.known is not None:
            yield replace(one, known=told(one.known))
        else:
            yield one


adapter = Adapter(
    name="{name}",
    pattern=r"{pattern}",
    example={example},
    extract=extract,
)
'''


def module(url: str, rule: Rule) -> tuple[str, str]:
    """The adapter's name and its module, for pages like the one at `url`. Raises InputError for what is no address."""
    name = authoring.called(url)
    if rule.rules is not None:
        return name, authoring.module(name, url, rule.rules)
    lines = "".join(_lines(fact, part) for fact, part in rule.parts.items())
    says = rule.says.replace("\\", r"\\").replace('"', "'")
    return name, _MODULE.format(
        title=name.replace("_", " ").title(), says=f"{says[:1].upper()}{says[1:]}.", lines=lines, name=name,
        pattern=authoring.pattern(url).replace('"', r"\""), example=literal(url),
    )  # fmt: skip


def _lines(fact: str, part: Part) -> str:
    """The lines that read one fact, of four blanks each."""
    facts: Mapping[str, str] = {"text": "text", "mark": literal(part.mark)}
    cut = _CUTS[part.take].format_map(facts)
    if part.take == "nothing":
        return f"    one = replace(one, {fact}=None)\n"
    wanted = f"{literal(part.mark)} in text" if part.mark else "text"
    return (
        f'    text = " ".join((one.{part.field} or "").split())\n'
        f"    if {wanted}:\n"
        f"        one = replace(one, {fact}={cut}.strip() or None)\n"
    )
