"""Pages and data made worse, as the web makes them: cut, doubled, mixed, nested, in another charset, full of odd letters.

`mutate` is pure: the same bytes and the same dice give the same result.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

MOST = 200_000
"""Bytes of an input at most."""
ODD = (
    "\0", "\x1b[31m", "\x1b]0;x\x07", "\u202e", "\u200b", "\ufeff", "\u00ad", "\ud7ff", "e\u0301" * 20, "\u0300" * 50, "𝔄𝔫𝔫𝔞", "ﷺ",
    "王小明", "ผู้พูด", "Иван", "محمد", "İı", "ß", "ŉ", "🧑‍💻", "\u202eevil\u202c", "  ", "\t", "\n", "\r\n", "\x85", "\u2028", "a" * 300, "A " * 200,
    "," * 200, "(" * 200, "|" * 100, "-" * 100, "/" * 100, "&" * 50, "'" * 50, '"' * 50, "@" * 60, " at " * 80, " and " * 80, ". " * 200, "%s%n{0}{{x}}${y}",
    "'; DROP TABLE speakers;--", '" OR "1"="1', "=1+1", "@SUM(A1)", "../../etc/passwd", "C:\\con", "file:///etc/passwd", "javascript:alert(1)", "http://[::1", "//", "1e999",
    "-0", "9" * 400, "NaN", "null", "true", "[]", "{}", "<![CDATA[", "]]>", "<!--", "-->", "</script>", "<script>", "<template>", "&#0;", "&#x110000;", "&amp;amp;", "&lt;b&gt;",
    "CEO", "Dr.", "Keynote", "TBA", "Acme GmbH", "Anna Example", "Speakers", "Chief Executive Officer of the Board at Acme, Inc.", "she/her", "(she/her)", "PhD", "Jr.", "III",
)  # fmt: skip
_PIECE = re.compile(rb"<[^<>]*>[^<]*|[^<]+")
_TEXT = re.compile(rb">([^<>]{1,400})<")
_TAG = re.compile(rb"<(/?)([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(rb"""\s[\w:-]+=(?:"[^"]*"|'[^']*')""")
_NUMBER = re.compile(rb"\d+")
_TAGS = (
    b"div", b"p", b"li", b"ul", b"table", b"tr", b"td", b"h2", b"h3", b"a", b"b", b"span", b"svg", b"math", b"template", b"select", b"option", b"script", b"style", b"noscript",
    b"title", b"textarea", b"form", b"button", b"img", b"dl", b"dt", b"dd", b"section", b"article", b"time", b"frameset", b"plaintext", b"body", b"head", b"html", b"iframe",
)  # fmt: skip
_CHARSETS = (
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "cp1251",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "gb18030",
    "big5",
    "koi8-r",
    "utf-7",
    "cp037",
    "utf-8-sig",
)
_JSON = (None, True, False, 0, -1, 1.5, 10**30, "", "x", [], {}, [[]], {"name": None}, {"": ""}, {"name": {"name": "Anna Example"}}, [None], ["Anna Example"], {"$ref": "#"}, {"@graph": []})  # fmt: skip


def mutate(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    """The data made worse in one to six ways; `pool` holds other inputs to mix in."""
    for _ in range(dice.choice((1, 1, 2, 3, 4, 6))):
        data = _way(data, dice)(data, dice, pool)[:MOST]
    return data


def _way(data: bytes, dice: Random) -> Callable[[bytes, Random, Sequence[bytes]], bytes]:
    start = data.lstrip()[:1]
    if start in (b"{", b"[") and dice.random() < 0.7:
        return _json
    ways = _OF_PAGES if b"<" in data and dice.random() < 0.75 else _OF_BYTES
    return dice.choice(ways)


def _cut_at(data: bytes, dice: Random, most: int = 2_000) -> tuple[int, int]:
    at = dice.randrange(len(data) + 1)
    return at, min(len(data), at + dice.randrange(most))


def _flip(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    if not data:
        return bytes([dice.randrange(256)])
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 4, 32))):
        made[dice.randrange(len(made))] = dice.randrange(256)
    return bytes(made)


def _drop(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    begin, end = _cut_at(data, dice)
    return data[:begin] + data[end:]


def _truncate(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _double(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    begin, end = _cut_at(data, dice, 400)
    return data[:end] + data[begin:end] * dice.choice((1, 2, 20, 300)) + data[end:]


def _insert_odd(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + _odd(dice) + data[at:]


def _odd(dice: Random) -> bytes:
    return dice.choice(ODD).encode("utf-8", "surrogatepass") * dice.choice((1, 1, 1, 1, 30))


def _mix(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    other = dice.choice(pool)
    begin, end = _cut_at(other, dice, 4_000)
    at = dice.randrange(len(data) + 1)
    return data[:at] + other[begin:end] + data[at:]


def _recode(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    return data.decode("utf-8", "replace").encode(dice.choice(_CHARSETS), "replace")


def _swap_pieces(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    pieces = _PIECE.findall(data)
    if len(pieces) < 2:
        return data
    for _ in range(dice.choice((1, 2, 8, 40))):
        one, other = dice.randrange(len(pieces)), dice.randrange(len(pieces))
        pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def _drop_pieces(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    share = dice.choice((0.02, 0.1, 0.5))
    return b"".join(piece for piece in _PIECE.findall(data) if dice.random() > share)


def _repeat_pieces(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    pieces = _PIECE.findall(data)
    if not pieces:
        return data
    begin = dice.randrange(len(pieces))
    some = b"".join(pieces[begin : begin + dice.choice((1, 2, 5, 20, 60))])
    return b"".join(pieces[:begin]) + some * dice.choice((2, 5, 50, 1000)) + b"".join(pieces[begin:])


def _mix_pieces(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    pieces, others = _PIECE.findall(data), _PIECE.findall(dice.choice(pool))
    if not pieces or not others:
        return data
    at, begin = dice.randrange(len(pieces)), dice.randrange(len(others))
    return b"".join([*pieces[:at], *others[begin : begin + dice.choice((1, 5, 40))], *pieces[at:]])


def _odd_texts(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    share = dice.choice((0.02, 0.1, 1.0))
    word = _odd(dice)
    return _TEXT.sub(lambda found: b">" + (word if dice.random() < share else found[1]) + b"<", data)


def _shared_texts(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    texts = _TEXT.findall(dice.choice(pool)) or [b"x"]
    return _TEXT.sub(lambda found: b">" + (dice.choice(texts) if dice.random() < 0.3 else found[1]) + b"<", data)


def _other_tags(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    old = dice.choice(_TAG.findall(data) or [(b"", b"div")])[1]
    new, share = dice.choice(_TAGS), dice.choice((0.3, 1.0))
    return _TAG.sub(
        lambda found: b"<" + found[1] + (new if found[2] == old and dice.random() < share else found[2]), data
    )


def _nest(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    tag, times = dice.choice(_TAGS), dice.choice((3, 50, 300, 1_990, 2_100))
    begin, end = _cut_at(data, dice)
    closed = dice.random() < 0.5
    return (
        data[:begin]
        + b"<%s>" % tag * times
        + data[begin:end]
        + (b"</%s>" % tag * times if closed else b"")
        + data[end:]
    )


def _attributes(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    known = _ATTRIBUTE.findall(data) or [b' class="speaker"']
    share = dice.choice((0.05, 0.5))
    return _ATTRIBUTE.sub(
        lambda found: (
            dice.choice((b"", dice.choice(known), b' class="' + _odd(dice).replace(b'"', b"") + b'"'))
            if dice.random() < share
            else found[0]
        ),
        data,
    )


def _numbers(data: bytes, dice: Random, _pool: Sequence[bytes]) -> bytes:
    return _NUMBER.sub(lambda found: b"%d" % dice.choice((0, 1, 10**18, 7)) if dice.random() < 0.2 else found[0], data)


def _json(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return dice.choice(_OF_BYTES)(data, dice, pool)
    return json.dumps(_worse(value, dice, 0), ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def _worse(value: Any, dice: Random, depth: int) -> Any:  # noqa: PLR0911 -- one return a way
    roll = dice.random()
    if roll < 0.02:
        return dice.choice(_JSON)
    if roll < 0.04:
        return dice.choice(ODD)
    if roll < 0.045:
        for _ in range(dice.choice((2, 40, 150))):
            value = dice.choice(([value], {"name": value}, {"speakers": [value]}))
        return value
    if depth > 30:
        return value
    if isinstance(value, dict):
        made = {
            (dice.choice(ODD) if dice.random() < 0.01 else key): _worse(one, dice, depth + 1)
            for key, one in value.items()
        }
        if made and dice.random() < 0.05:
            made.pop(dice.choice(list(made)))
        return made
    if isinstance(value, list):
        made_list = [_worse(one, dice, depth + 1) for one in value[:400]]
        if made_list and depth < 3 and dice.random() < 0.05:  # deeper down it would multiply with those above
            made_list += [dice.choice(made_list)] * dice.choice((1, 30))
        return made_list
    return value


_OF_BYTES = (_flip, _drop, _truncate, _double, _insert_odd, _insert_odd, _mix, _recode, _numbers)
_OF_PAGES = (
    _swap_pieces, _drop_pieces, _repeat_pieces, _mix_pieces, _mix_pieces, _odd_texts, _odd_texts, _shared_texts, _shared_texts, _other_tags, _nest, _attributes,
)  # fmt: skip
