"""Names in scripts without blanks between words: Han, kana, Hangul. Told by the first character and the length."""

from __future__ import annotations

import re
from collections.abc import Callable

from scraper.text import fold

_HAN = re.compile(r"[\u3400-\u9fff々〆ヶ]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_SCRIPTS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〆ヶ\uac00-\ud7af]")
_HALF_KANA = re.compile(r"[\u3400-\u9fff々ヶ]{1,3}(?:[\u3041-\u3096]{2,4}|[\u30a1-\u30faー]{2,4})\Z")
_INNER_MARKS = "・·．.-=＝ー"


def is_joined(text: str) -> bool:
    """Does the text hold Han, kana or Hangul?"""
    return not text.isascii() and _SCRIPTS.search(text) is not None


def two_names(text: str, family: frozenset[str]) -> tuple[str, str] | None:
    """Two whole Chinese names with but a blank between ("李腾 黄权彬"); None for others.

    A Japanese name is written so too ("金子 文子"): letters that only Chinese writes tell them apart.
    """
    first, _, second = text.partition(" ")
    is_two = 2 <= len(first) <= 3 and 2 <= len(second) <= 3 and first[0] in family and second[0] in family
    is_two = is_two and first not in family and all(map(_HAN.match, first + second)) and _is_chinese_only(text)
    return (first, second) if is_two else None


def unattached(text: str, marks: tuple[str, ...]) -> str:
    """A name without "さん", "先生", "님" and the like (`marks`) written on to it."""
    if text.isascii() or not text.endswith(marks):
        return text
    for mark in marks:
        if text.endswith(mark) and len(text) > len(mark) + 1:
            return text.removesuffix(mark)
    return text


def joined_score(
    plain: str, family: frozenset[str], marks: tuple[str, ...], spaced: Callable[[list[str]], float]
) -> float:
    """How much a text in such a script looks like a name, 0 to 1.

    `family`: known first characters, folded. A Latin name beside it is scored by `spaced` and counts for it.
    """
    latin: list[str] = []
    other: list[str] = []
    for token in plain.split():
        (latin if token[0].isascii() and token[0].isalpha() else other).append(token)
    bonus = 0.0
    if latin:
        beside = spaced(latin) if len(latin) <= 3 else 0.0
        if beside < 0.25:
            return 0.0
        bonus = 0.1 if beside >= 0.5 else 0.0
    text = unattached("".join(other), marks)
    if not text or len(other) > 3 or not all(c.isalpha() or c in _INNER_MARKS for c in text):
        return 0.0
    is_family = fold(text[0]) in family
    is_compound = fold(text[:2]) in family
    if _HANGUL.search(text):
        score = _hangul(len(text), is_family=is_family, is_compound=is_compound)
    elif _HAN.search(text):
        score = _han(text, len(other), is_family=is_family or is_compound, is_compound=is_compound)
    else:
        score = _kana(text, len(other))
    return min(1.0, score + bonus) if score else 0.0


def _hangul(letters: int, *, is_family: bool, is_compound: bool) -> float:
    """Two or three letters; four with one of the few family names of two ("남궁"), else it is most likely a word."""
    if is_compound and 3 <= letters <= 4:
        return 0.8
    if 2 <= letters <= 3:
        return 0.8 if is_family else 0.35
    return 0.35 if letters in (4, 5) else 0.0


def _is_chinese_only(text: str) -> bool:
    """Does it hold a character that Japanese does not write: one of the simplified ones?"""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return True
    return False


def _kana(text: str, parts: int) -> float:
    """A foreign name ("アダ・コヴァチ") or a pen name."""
    if not 2 <= len(text) <= 16:
        return 0.0
    return 0.6 if "・" in text or parts == 2 else 0.3


def _han(text: str, parts: int, *, is_family: bool, is_compound: bool) -> float:
    letters = len(text)
    if not 2 <= letters <= 8:
        return 0.0
    if "・" in text or "·" in text:
        return 0.55
    if parts == 2:
        return 0.85 if is_family and letters <= 7 else 0.55
    if letters <= 4 and not _KANA.search(text):
        if letters == 4 and not is_compound and _is_chinese_only(text):
            is_family = False  # a firm's: four letters are a Japanese name, or one with a family name of two
        return 0.8 if is_family else 0.35
    if _HALF_KANA.match(text):  # "山田はなこ"
        return 0.75 if is_family else 0.3
    return 0.45 if is_family and letters == 5 else 0.15
