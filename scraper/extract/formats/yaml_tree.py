"""YAML as plain lists, objects and texts: no types are guessed, nothing is built, and the size of a tree has an end.

Built from the parser's events, so that a file can do nothing but hold text: aliases, which a few lines of can multiply
without end, stand for nothing, and what is nested too deeply is refused before it is followed.
"""

from __future__ import annotations

from typing import Any

from scraper.errors import NotAPage

MAX_DEPTH = 60
MAX_NODES = 500_000
Tree = list[Any] | dict[str, Any] | str | None


def read(text: str, *, url: str = "") -> Tree:
    """The first document of a YAML text: lists, objects with texts for keys, and texts ("2031", "true", "" for none).

    None for an empty one. Raises NotAPage when it is no YAML, or larger or deeper than data is.
    """
    import yaml  # noqa: PLC0415 -- slow import

    found: list[Any] = []
    inside: list[_Open] = []
    try:
        for count, event in enumerate(yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))):
            if count > MAX_NODES or len(inside) > MAX_DEPTH:
                raise NotAPage("this YAML is larger or deeper than data is", url=url)
            if isinstance(event, yaml.DocumentEndEvent):
                break
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                inside.pop()
            elif isinstance(
                event, (yaml.ScalarEvent, yaml.AliasEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)
            ):
                node: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
                if isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
                    node = event.value if isinstance(event, yaml.ScalarEvent) else None
                inside[-1].put(node) if inside else found.append(node)
                if isinstance(event, yaml.CollectionStartEvent):
                    inside.append(_Open(node))
    except yaml.YAMLError as problem:
        raise NotAPage("this is not the YAML it should be", url=url) from problem
    return (found[0] or None) if found else None


class _Open:
    """A list or object that is being read."""

    __slots__ = ("key", "node")

    def __init__(self, node: list[Any] | dict[str, Any]) -> None:
        self.node = node
        self.key: str | None = None

    def put(self, value: Any) -> None:  # noqa: ANN401 -- YAML is any value
        if isinstance(self.node, list):
            self.node.append(value)
        elif self.key is None:
            self.key = value if isinstance(value, str) else repr(value)[:20]  # a list for a key: nobody asks for it
        else:
            self.node[self.key] = value
            self.key = None
