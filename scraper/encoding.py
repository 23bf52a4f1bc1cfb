"""Bytes to text, for pages that do not say (or wrongly say) how they are written.

The order was measured on real and built pages (a byte-order mark, then strict UTF-8, then what is declared, then a
detector): strict UTF-8 comes before the declaration because valid multi-byte UTF-8 is almost never anything else,
while declarations are often left over from a template.
"""

from __future__ import annotations

import codecs
import re

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
_HEAD = 4096
_SAMPLE = 60_000
_FEW = 200  # one broken sequence in this many characters is still "mostly UTF-8"


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of `body`. `declared` is the charset of the Content-Type header, if any. Never raises."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    head = body[:_HEAD]
    in_page = _DECLARED.search(head)
    for label in (declared, in_page[1].decode("ascii") if in_page else None):
        text = _as_declared(body, label)
        if text is not None:
            return text
    mostly = body.decode("utf-8", "replace")
    if mostly.count("�") * _FEW <= len(mostly):
        return mostly
    return body.decode(_detected(body) or _by_language(head), "replace")


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


def _by_language(head: bytes) -> str:
    lang = _LANG.search(head)
    return _BY_LANGUAGE.get(lang[1].decode("ascii").lower(), "cp1252") if lang else "cp1252"
