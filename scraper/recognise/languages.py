"""Which language a talk is given in: what its programme says, else what its words tell. Pure.

A title alone is too short to tell by, and English titles stand over talks in every language: so a text must have some
length, and where it has not, nothing is said.
"""

from __future__ import annotations

from functools import cache

from scraper.reference import table
from scraper.text import fold

LEAST = 60
"""Letters a text must have to tell its language by; a letter of East Asian writing says as much as three."""
_LEAST_PLAIN = (
    80  # of letters that most languages have: of English sentences of 60, one in thirty reads as German or Finnish
)
MOST = 1_500
_DENSE = 0x2E80  # from here on, nearly every letter is a syllable or a word
_AS_DENSE = 3
_CODE = 3


def name(code: str) -> str:
    """The English name of a language: "de" is German; a code that is not known stays as it is."""
    known = table("languages").get(code)
    return str(known[0]) if known else code


def code(said: object) -> str | None:
    """A language as somebody wrote it, as its code: "Deutsch", "German", "de-AT" are all de. None for what is none."""
    if not isinstance(said, str) or len(said) > LEAST:
        return None
    written = fold(said)
    return _spellings().get(written) or _spellings().get(written.replace("_", "-").partition("-")[0].strip())


def of(text: str) -> str | None:
    """The language a text is written in; None where it is too short to tell, or in none that is known."""
    text = text[:MOST]
    least = _LEAST_PLAIN if text.isascii() else LEAST
    if len(text) < (least if text.isascii() else least // _AS_DENSE):  # most titles: nothing has to be counted
        return None
    if sum(_AS_DENSE if ord(letter) >= _DENSE else 1 for letter in text if letter.isalpha()) < least:
        return None
    import chardet

    found = chardet.detect(text.encode("utf-8-sig", "replace"))  # the mark: so that only the language is left to find
    return code(found["language"])


def is_name(text: str) -> bool:
    """Is a text nothing but what a language is called ("Polski", "英語")? Programmes say so beside a talk.

    The codes are no names: "it" and "no" are words.
    """
    return fold(text) in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(
        fold(one) for names in table("languages").values() for one in names if len(one) > _CODE or not one.isascii()
    )


@cache
def _spellings() -> dict[str, str]:
    rows = table("languages").items()
    return {fold(one): key for key, names in rows for one in (key, *names)}
