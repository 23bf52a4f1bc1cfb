"""Bytes to text, for pages that do not say (or wrongly say) how they are written.

The order was measured on real and built pages: a byte-order mark; encodings that give themselves away (UTF-16 by its
zeros, ISO-2022-JP by its escapes); strict UTF-8; what is declared; the page's language; a detector, whose answer is
read again where the words it gives are none. Strict UTF-8 comes before the declaration because valid multi-byte UTF-8
is almost never anything else, while declarations are often left over from a template.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LANG = re.compile(rb"""<html[^>]{0,300}\blang\s*=\s*["']?([A-Za-z]{2})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read when these labels are declared (WHATWG Encoding Standard, section 4.2).
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
}
_BY_LANGUAGE = {
    **dict.fromkeys(("cs", "pl", "hu", "sk", "hr", "ro", "sl"), "cp1250"),
    **dict.fromkeys(("ru", "uk", "bg", "be", "sr", "mk"), "cp1251"),
    "el": "cp1253",
    "tr": "cp1254",
    "he": "cp1255",
    "ar": "cp1256",
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
    "vi": "cp1258",
    "ja": "cp932",
    "zh": "gb18030",
    "ko": "cp949",
    "th": "cp874",
}
# The letters above ASCII of the languages of a code page: as good as a declaration where a page's bytes give just these.
_LETTERS = {
    "cp1250": "áâăąäçćčďđéęěëíîĺľłńňóôőöŕřśşšșťţțúůűüýźżž",
    "cp1251": "".join(map(chr, range(0x400, 0x530))),
    "cp1253": "".join(map(chr, range(0x370, 0x400))),
    "cp1254": "âçğıîöşüû",
    "cp1255": "".join(map(chr, range(0x590, 0x600))),
    "cp1256": "".join(map(chr, range(0x600, 0x700))),
    "cp1257": "āąäčēęėģīįķļņõöšųūüž",
    "cp874": "".join(map(chr, range(0xE00, 0xE80))),
}
_SINGLE_BYTE = ("cp1250", "cp1251", "koi8-r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257")
_JIS_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")
_FOREIGN_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f\W][^\W\d_]*|\w*[¢-¦¨¬¯±-´µ¶¸¹¼-¾×÷]\w+|\w+[¢-¦¨¬¯±-´µ¶¸¹¼-¾×÷]\w*")
_ABOVE_ASCII = re.compile(r"[^\x00-\x7f]")
_LATIN_ENDS = "\u0250"
_ENOUGH = 0.9  # of the letters above ASCII must be the language's own; the rest is names from elsewhere
_ODD = 0.1  # of the words above ASCII may look wrong before another reading is tried
_HEAD = 4096
_SAMPLE = 60_000
_PART = 100  # longer than words are
_FEW = 5  # one broken sequence to this many good ones above ASCII is still UTF-8, damaged here and there


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of `body`. `declared` is the charset of the Content-Type header, if any. Never raises."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if encoding := _given_away(body):
        return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    head = body[:_HEAD]
    in_page = _DECLARED.search(head)
    for label in (declared, in_page[1].decode("ascii") if in_page else None):
        said = _as_declared(body, label)
        if said is not None:
            return said
    mostly = body.decode("utf-8", "replace")
    broken = mostly.count("�")
    if broken * _FEW <= sum(1 for c in mostly if c > "\x7f") - broken:
        return mostly
    return _guessed(body, head)


def _given_away(body: bytes) -> str | None:
    """The encoding of bytes that would pass for ASCII, and are something else."""
    sample = body[:_HEAD]
    if b"\0" in sample and len(sample) > 3:
        half = len(sample) // 2
        if sample[1::2].count(0) * 5 >= half * 2 and sample[0::2].count(0) * 20 < half:
            return "utf-16-le"
        if sample[0::2].count(0) * 5 >= half * 2 and sample[1::2].count(0) * 20 < half:
            return "utf-16-be"
    if b"\x1b" in body and body.isascii() and _JIS_ESCAPE.search(body):
        return "iso2022_jp_2"
    return None


def _guessed(body: bytes, head: bytes) -> str:
    """The likeliest text of bytes that say nothing usable about themselves."""
    lang = _LANG.search(head)
    language = lang[1].decode("ascii").lower() if lang else ""
    page = _BY_LANGUAGE.get(language, "cp1252")
    if page in _LETTERS:
        read = _strictly(body, page)
        if read is not None and _in_letters(read, _LETTERS[page]) >= _ENOUGH and _oddness(read) <= _ODD:
            return read
    text = body.decode(_detected(body) or page, "replace")
    odd = _oddness(text)
    if odd > _ODD:
        for name in _SINGLE_BYTE:
            other = _strictly(body, name)
            if other is not None and _oddness(other) * 2 < odd:
                return other
    return text


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        return None


def _in_letters(text: str, letters: str) -> float:
    """The share of a text's letters above ASCII that are among `letters`."""
    above = [c for c in _telling(text).lower() if c > "\x7f" and c.isalpha()]
    return sum(1 for c in above if c in letters) / len(above) if above else 0.0


def _telling(text: str) -> str:
    """The part of a text that begins with its first character above ASCII."""
    first = _ABOVE_ASCII.search(text)
    return text[first.start() : first.start() + _SAMPLE] if first else ""


def _oddness(text: str) -> float:
    """The share of the words above ASCII that nobody writes."""
    words = [word for piece in _pieces(_telling(text)) for word in _FOREIGN_WORD.findall(piece)]
    return sum(map(_is_odd, words)) / len(words) if words else 0.0


def _pieces(text: str) -> Iterator[str]:
    """What stands between blanks and is not ASCII, in parts: looking for words costs the square of a part's length."""
    for run in text.split():
        if not run.isascii():
            yield from (run[start : start + _PART] for start in range(0, len(run), _PART))


def _is_odd(word: str) -> bool:
    """A sign in a word ("£ukasz"), Latin of accents only ("Èâàí"), two alphabets ("Јukasz"), case upside down ("йЧБО")."""
    ascii_letters = any(c.isascii() and c.isalpha() for c in word)
    if all(c < _LATIN_ENDS for c in word):
        return not word.isalpha() or (len(word) > 4 and not ascii_letters)
    return ascii_letters or not (word.islower() or word.isupper() or word.istitle() or word.lower() == word.upper())


def _as_declared(body: bytes, label: str | None) -> str | None:
    name = (label or "").strip().lower()
    if not name or name.replace("-", "").replace("_", "") == "utf8":  # it is not: strict UTF-8 was tried
        return None
    try:
        return body.decode(_AS_BROWSERS_DO.get(name, name), "replace" if name in _AS_BROWSERS_DO else "strict")
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _detected(body: bytes) -> str | None:
    import chardet

    sample = body if len(body) <= _SAMPLE else _dense(body)
    found = chardet.detect(sample)
    name = found["encoding"]
    if not name:
        return None
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    lowered = name.lower()
    return _AS_BROWSERS_DO.get(lowered, name)


def _dense(body: bytes) -> bytes:
    """The part of a long page where the first bytes above ASCII stand: markup alone tells a detector nothing."""
    first = re.search(rb"[\x80-\xff]", body)
    start = max(0, first.start() - 2000) if first else 0
    return body[start : start + _SAMPLE]
