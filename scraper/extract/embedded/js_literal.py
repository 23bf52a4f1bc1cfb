"""JavaScript values without JavaScript: the literals pages assign in scripts, read, never run.

Understood: objects, lists, strings of all three quotes (no `${}`), numbers, `!0`, `void 0`, `new Date(..)`, names that
stand for the arguments of the function around them (Nuxt 2: `(function(a,b){return {x:a}}(1,"y"))`), assignments in
front of its `return` (`a.name="x"`), and `JSON.parse("..")`. Anything else ends the reading with ValueError.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

MAX_DEPTH = 120
MAX_CHARACTERS = 8_000_000
MAX_TOKENS = 1_000_000  # of a function's body, which is kept until its arguments are known
MAX_FUNCTIONS = 4  # within one another: each reads what stands in it once more

_TOKEN = re.compile(
    r"""[\s\ufeff]+|//[^\n]*|/\*.*?\*/
    |(?P<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\\\n]*(?:\\.[^'\\\n]*)*')
    |(?P<template>`[^`\\$]*(?:(?:\\.|\$(?!\{))[^`\\$]*)*`)
    |(?P<number>0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?n?)
    |(?P<name>[^\W\d][\w$]*|\$[\w$]*)
    |(?P<mark>[\[\]{}():,;=!+.\-])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None, "Infinity": None}
_END = ("end", "", -1)


def read(text: str, at: int = 0) -> Any:  # noqa: ANN401 -- a literal is any value
    """The value of the JavaScript expression that starts at `at`; what follows it is not looked at.

    Raises ValueError for anything that is no literal of the kinds above, is nested deeper than 120 or too long.
    """
    return read_to(text, at)[0]


def read_to(text: str, at: int = 0) -> tuple[Any, int]:
    """`read`, and where the value ends. Raises ValueError."""
    if len(text) - at > MAX_CHARACTERS:
        raise ValueError("too long")
    reader = _Reader(text, at)
    value = reader.value(0)
    return value, reader.at if reader.at >= 0 else len(text)


class _Reader:
    """One reading of one text: the token in hand, and what names stand for."""

    def __init__(self, text: str, at: int) -> None:
        self.tokens = _tokens(text, at)
        self.kind, self.word, self.at = next(self.tokens)
        self.names: dict[str, Any] = {}
        self.functions = 0

    def advance(self) -> str:
        taken = self.word
        self.kind, self.word, self.at = next(self.tokens)
        return taken

    def expect(self, mark: str) -> None:
        if self.word != mark or self.kind not in ("mark", "name"):
            raise ValueError(f"expected {mark}")
        self.advance()

    def takes(self, mark: str) -> bool:
        if self.kind == "mark" and self.word == mark:
            self.advance()
            return True
        return False

    def value(self, depth: int) -> Any:  # noqa: ANN401
        found = self.one(depth)
        while self.kind == "mark" and self.word == "+" and isinstance(found, str):
            self.advance()
            more = self.one(depth)
            if not isinstance(more, str):
                raise ValueError("only texts are joined")  # noqa: TRY004 -- the page is at fault
            found += more
        return found

    def one(self, depth: int) -> Any:  # noqa: ANN401, C901, PLR0911 -- one branch a kind of literal
        if depth > MAX_DEPTH:
            raise ValueError("too deep")
        kind, word = self.kind, self.word
        if kind in ("string", "template"):
            self.advance()
            return _unquoted(word)
        if kind == "number":
            self.advance()
            return _number(word)
        if kind == "name":
            return self.named(depth)
        if word == "{":
            return self.object(depth)
        if word == "[":
            return self.items("[", "]", depth)
        self.advance()
        if word == "!":
            return not self.one(depth + 1)
        if word in ("-", "+"):
            number = self.one(depth + 1)
            if not isinstance(number, (int, float)):
                return None  # -Infinity
            return -number if word == "-" else number
        if word == "(":
            if self.kind == "name" and self.word == "function":
                return self.called(depth, closed=False)
            inner = self.value(depth + 1)
            self.expect(")")
            return inner
        raise ValueError("no literal")

    def named(self, depth: int) -> Any:  # noqa: ANN401, PLR0911 -- one return a kind of name
        name = self.word
        if name == "function":
            return self.called(depth, closed=True)
        self.advance()
        if name in self.names:
            return self.names[name]
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if name == "void":
            self.one(depth + 1)
            return None
        if name == "new":
            self.advance()  # Date, Map, Set, URL: what stands in the brackets
            given = self.items("(", ")", depth)
            return given[0] if given else None
        if name == "Array" and self.word == "(":
            given = self.items("(", ")", depth)
            return [] if len(given) == 1 and isinstance(given[0], int) else given
        if name in ("JSON", "Object"):
            self.expect(".")
            verb = self.advance()
            given = self.items("(", ")", depth)
            if verb == "parse" and given and isinstance(given[0], str):
                return json.loads(given[0])
            if verb in ("freeze", "create") and given:
                return given[0]
        raise ValueError("a name nobody explained")

    def object(self, depth: int) -> dict[str, Any]:
        self.expect("{")
        found: dict[str, Any] = {}
        while not self.takes("}"):
            if self.kind == "string":
                key = _unquoted(self.advance())
            elif self.kind in ("name", "number"):
                key = self.advance()
            else:
                raise ValueError("no key")
            if self.takes(":"):
                found[key] = self.value(depth + 1)
            elif key in self.names:  # {name} for {name: name}
                found[key] = self.names[key]
            else:
                raise ValueError("a key without a value")
            if not self.takes(","):
                self.expect("}")
                break
        return found

    def items(self, begin: str, end: str, depth: int) -> list[Any]:
        self.expect(begin)
        found: list[Any] = []
        while not self.takes(end):
            if self.takes(","):  # a hole
                continue
            found.append(self.value(depth + 1))
            if not self.takes(","):
                self.expect(end)
                break
        return found

    def called(self, depth: int, *, closed: bool) -> Any:  # noqa: ANN401
        """`function(a,b){ a.x=1; return VALUE }(1,2)`: the arguments stand last, so the body is read twice over."""
        self.expect("function")
        self.expect("(")
        parameters: list[str] = []
        while not self.takes(")"):
            if self.kind != "name":
                raise ValueError("no parameter")
            parameters.append(self.advance())
            self.takes(",")
        if self.functions >= MAX_FUNCTIONS:
            raise ValueError("too many functions in one another")
        body = self.skip_body()
        if not closed and self.takes(")"):
            closed = True  # (function(){..})(..)
        given = self.items("(", ")", depth)
        if not closed:
            self.expect(")")  # (function(){..}(..))
        inner = _Reader.__new__(_Reader)
        inner.tokens = iter(body)
        inner.names = dict(zip(parameters, given, strict=False))
        inner.functions = self.functions + 1
        inner.kind, inner.word, inner.at = next(inner.tokens)
        return inner.body(depth + 1)

    def skip_body(self) -> list[tuple[str, str, int]]:
        """The tokens of a function's body, without its outer braces."""
        self.expect("{")
        taken: list[tuple[str, str, int]] = []
        depth = 1
        while self.kind != "end":
            if self.kind == "mark" and self.word in "{}":
                depth += 1 if self.word == "{" else -1
                if depth == 0:
                    break
            if len(taken) >= MAX_TOKENS:
                raise ValueError("too long")
            taken.append((self.kind, self.word, self.at))
            self.advance()
        self.expect("}")
        taken.extend((_END, _END))
        return taken

    def body(self, depth: int) -> Any:  # noqa: ANN401
        while not (self.kind == "name" and self.word == "return"):
            self.assignment(depth)
        self.advance()
        return self.value(depth)

    def assignment(self, depth: int) -> None:
        """`a.name="x";` or `a[0]=b;`: what old Nuxt writes for objects that are used more than once."""
        if self.takes(";"):
            return
        target = self.names.get(self.advance())
        steps: list[Any] = []
        while not self.takes("="):
            if self.takes("."):
                steps.append(self.advance())
            else:
                steps.extend(self.items("[", "]", depth))
        value = self.value(depth)
        for step in steps[:-1]:
            target = target.get(step) if isinstance(target, dict) else None
        if not steps:
            raise ValueError("only parts of arguments are set")
        if isinstance(target, dict):
            target[str(steps[-1])] = value
        elif isinstance(target, list):
            target.append(value)


def _tokens(text: str, at: int) -> Iterator[tuple[str, str, int]]:
    while found := _TOKEN.match(text, at):
        at = found.end()
        if found.lastgroup:
            yield found.lastgroup, found[0], found.start()
    while True:
        yield _END


def _unquoted(word: str) -> str:
    inner = word[1:-1]
    return (
        _ESCAPE.sub(_unescaped, inner).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if "\\" in inner
        else inner
    )


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else "�"
    return _LETTERS.get(found[4], found[4])


def _number(word: str) -> int | float:
    word = word.rstrip("n")
    if word[:2] in ("0x", "0X"):
        return int(word, 16)
    return int(word) if word.isdigit() and len(word) < 20 else float(word)
