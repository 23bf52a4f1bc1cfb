"""Plain text: white space, folding for comparison, and what may be shown on a terminal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, so that NFKD alone would keep "ł" apart from "l".
_PLAIN = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
    "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ə": "e", "Ə": "E",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
}  # fmt: skip
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
# What no text means: marks nobody sees, control characters. Those of Latin-1 are cp1252 read wrongly ("O\x92Brien").
_MEANT = {
    **{ord(mark): None for mark in map(chr, (*range(9), *range(14, 28), 127))},
    **{code: bytes([code]).decode("cp1252", "ignore") or None for code in range(128, 160)},
    **dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A))),
    0xFEFF: None,
    0xAD: None,
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!])")
_WORD = re.compile(r"\w+")
_FIRST_MARK = "\u0300"
_LINE = 120
_FEW = 20


def squash(text: str | None) -> str:
    """One line: runs of any white space to one blank, invisible marks and control characters out, ends trimmed.

    None gives "".
    """
    if not text:
        return ""
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(line.translate(_MEANT).split())


def fold(text: str | None) -> str:
    """For comparing: accents off, case off, one blank between words. "Łukasz Żółć" -> "lukasz zolc"."""
    if not text:
        return ""
    return _folded_line(text) if len(text) <= _LINE else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split())
    for letter in _PLAIN.keys() & set(text):  # by letter, not by place: a text has few different ones
        text = text.replace(letter, _PLAIN[letter])
    text = unicodedata.normalize("NFKD", text)
    marks = [c for c in set(text) if c >= _FIRST_MARK and unicodedata.combining(c)]
    if len(marks) > _FEW:  # noise, or many scripts at once: one walk over the text
        text = text.translate(dict.fromkeys(map(ord, marks)))
    else:
        for mark in marks:
            text = text.replace(mark, "")
    line = squash(text)
    return line.lower() if line.isascii() else line.casefold()


_folded_line = lru_cache(maxsize=32_768)(_folded)  # the short texts of a page are asked for again and again


def lowered(text: str) -> str:
    """The text in small letters, each in its place: what is found in one is found in the other."""
    plain = text.lower()
    return plain if len(plain) == len(text) else "".join(low if len(low := c.lower()) == 1 else c for c in text)


def words(text: str | None) -> list[str]:
    """The folded words of a text, punctuation dropped. "O'Neil, Ana-Luisa" -> ["o", "neil", "ana", "luisa"]."""
    return _WORD.findall(fold(text))


def people(count: int) -> str:
    """1 person, 1,200 people."""
    return f"{count:,} {'person' if count == 1 else 'people'}"


def edition(conference: str, year: int | None) -> str:
    """A conference with its year, where it has one: "Spring School 2026"."""
    return f"{conference} {year}" if year else conference


def as_markdown(text: str) -> str:
    """One line of Markdown that shows a text as it is."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def printable(text: str) -> str:
    """Safe to send to a terminal: control characters (escape sequences among them) replaced by a visible mark."""
    return _CONTROL.sub("�", _INVISIBLE.sub("", text))
