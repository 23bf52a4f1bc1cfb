"""Does a text only give a name again: in another script, by its reading, by what somebody is called online?

"山田 花" is "Hana Yamada" and "やまだ はな" as well. Pages write the second form below the name or in brackets behind it,
where elsewhere an employer stands.
"""

from __future__ import annotations

import re

from scraper.recognise.employers import cue, known, legal_form
from scraper.recognise.joined_names import is_joined
from scraper.recognise.names import name_score
from scraper.recognise.roles import role_score

_SURE, _SOME, _NO_ROLE = 0.75, 0.45, 0.3
_LONGEST = 40
_FEWEST = 3
"""Letters of a name in Han or Hangul that stands alone behind one in Latin: firms are called by two, too."""
_HAN = re.compile(r"[\u3400-\u9fff々〆ヶ]")
_KANA = re.compile(r"[\u3041-\u30ff]+[ \u3000・][\u3041-\u30ff]+\Z")
_LATIN = re.compile(r"[^\W\d_](?:[^\W\d_]|['.-])*(?: [^\W\d_](?:[^\W\d_]|['.-])*){1,2}\Z")
_MARKS = "()（）[]［］/／・,、 \u3000"


def is_kana(text: str) -> bool:
    """Is a text two words in kana?"""
    return _KANA.match(text) is not None


def is_reading(name: str, text: str) -> bool:
    """Is a text how a name in Han letters is read: two words in kana ("やまだ はな")?"""
    return is_kana(text) and _HAN.search(name) is not None and name_score(name) >= _SURE


def is_same_in_latin(joined: str, latin: str, *, least: float = _SOME) -> bool:
    """Is one a name in Han, kana or Hangul, and the other one in Latin letters that names nothing else?

    `least`: how much the Latin one must look like a name.
    """
    return (
        is_joined(joined)
        and not joined.isascii()
        and _LATIN.match(latin) is not None
        and latin.isascii()
        and name_score(joined) >= _SURE
        and name_score(latin) >= least
        and role_score(latin) < _NO_ROLE
        and cue(latin) is None
        and known(latin) is None
        and legal_form(latin) is None
    )


def is_second_form(name: str, text: str) -> bool:
    """Does a text give a name again and nothing else? Asked of one pair, so that both must be names for sure."""
    text = text.strip(_MARKS)
    if not text or len(text) > _LONGEST or text.isascii() == name.isascii():
        return bool(text) and not text.isascii() and not name.isascii() and is_reading(name, text)
    if text.isascii():
        return is_same_in_latin(name, text, least=_SURE)
    is_brand = len(text) < _FEWEST or cue(text) is not None or known(text) is not None or legal_form(text) is not None
    return not is_brand and is_same_in_latin(text, name, least=_NO_ROLE)
