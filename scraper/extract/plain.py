"""JSON values to plain text: rich text, translations, markup inside strings, and the many ways to say "nothing".

What the makers of sites put where a text is meant is a string, a string with HTML, `{"en": .., "de": ..}`,
`{"rendered": ..}`, or the tree of an editor (Contentful, Sanity, Prismic, Draft.js, ProseMirror, Lexical).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from scraper.extract.fields import languages
from scraper.page import is_plain
from scraper.text import squash

MAX_NODES = 5_000  # of one rich text
_SHORT_TEXT = 90
MAX_TEXT = 20_000  # characters; longer ones are no biography

# `</?p ...>` and its kind end a word, `<b>` does not. Bounded, so that "<<<<<" costs nothing.
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|section|blockquote)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z!][^<>]{0,2000}>", re.IGNORECASE)
# Markdown's links, pictures and emphasis (CommonMark 6.2, 6.3, 6.4): platforms serve biographies as their people typed them.
_MARKDOWN_LINK = re.compile(
    r"(!?)\[([^\[\]]{0,300})\]"
    r"\((?:<[^<>\n]{0,2000}>|(?:https?://|mailto:|www\.|[/#])[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)"
    r"(?:\s+[\"'(][^\"')]{0,300}[\"')])?\)"
)
_MARKDOWN_REFERENCE = re.compile(r"(?<!\w)\[(?=[^\[\]]{0,300}[^\W\d_])([^\[\]]{1,300})\]\[[^\[\]]{0,100}\]")
_MARKDOWN_STRONG = re.compile(r"(?<![\w*])\*{1,3}(?=[^\s*])([^*\n]{1,300})(?<=\S)\*{1,3}(?![\w*])")
_NOTHING = frozenset(
    ("", "-", "--", "–", "—", "_", ".", "n/a", "na", "none", "null", "nil", "undefined", "nan", "tba", "tbd", "tbc", "$undefined")
)  # fmt: skip
_MESSAGE_KEY = re.compile(
    r"(?!www\.)[A-Za-z_][\w-]+(?:\.[\w-]{2,}){2,}"
)  # "speakers.ana.position": the key of a translation
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,4})?")
_WRAPPERS = (
    "rendered",
    "value",
    "text",
    "name",
    "label",
    "title",
    "raw",
    "html",
    "markdown",
    "md",
    "iv",
    "plain",
    "string",
)
_ADDRESS_KEYS = (
    "url",
    "src",
    "href",
    "link",
    "contentUrl",
    "publicURL",
    "path",
    "secure_url",
    "sourceUrl",
    "source_url",
    "uri",
)
_TREE_KEYS = frozenset(
    ("content", "children", "blocks", "json", "root", "document", "nodes", "paragraphs", "ops", "raw")
)


def clean(text: str) -> str | None:
    """One line without markup; None for what only says that there is nothing."""
    text = text[:MAX_TEXT]
    if "](" in text or "][" in text or "*" in text:
        text = _without_markdown(text)
    if "<" in text:
        text = _TAG.sub("", _BLOCK_TAG.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    text = squash(text)
    if text.casefold() in _NOTHING or _MESSAGE_KEY.fullmatch(text):
        return None
    return text


def _without_markdown(text: str) -> str:
    text = _MARKDOWN_LINK.sub(lambda found: "" if found[1] else found[2], text)
    return _MARKDOWN_STRONG.sub(r"\1", _MARKDOWN_REFERENCE.sub(r"\1", text))


def plain(value: Any) -> str | None:  # noqa: ANN401 -- JSON is any value
    """The text of a JSON value; None when there is none. Numbers and flags are no text."""
    for _ in range(6):  # wrappers inside wrappers, `{"bio": {"json": {...}}}`
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, list):
            if len(value) == 1 and not _is_leaf(value[0]):
                value = value[0]
                continue
            return clean(" ".join(_leaves(value)))
        if not isinstance(value, dict) or not value:
            return None
        inner = _translated(value)
        if inner is None:
            inner = next((value[key] for key in _WRAPPERS if value.get(key)), None) if not _is_tree(value) else None
        if inner is None:
            return clean(" ".join(_leaves(value)))
        value = inner
    return None


def is_tagline(text: str) -> bool:
    """Is a "description" so short, and without a full stop, that it is the line under a name?"""
    return len(text) <= _SHORT_TEXT and not text.endswith((".", "!", "。"))


def first(value: Any) -> str | None:  # noqa: ANN401 -- JSON is any value
    """The text of a value, the first one of a list: for employers and the like."""
    if isinstance(value, list) and not _is_tree(value):
        return next((text for item in value[:20] if (text := plain(item))), None)
    return plain(value)


def many(value: Any) -> tuple[str, ...]:  # noqa: ANN401 -- JSON is any value
    """The texts of a list; a string is cut at commas and semicolons."""
    if isinstance(value, str):
        parts: list[Any] = re.split(r"[,;|]", value)
    else:
        parts = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(text for part in parts[:100] if (text := plain(part))))


def address(value: Any, source: str) -> str | None:  # noqa: ANN401 -- JSON is any value
    """The first address inside a value (a string, `{"file": {"url": ..}}`, a list), made absolute; else None."""
    queue, seen = [value], 0
    while queue and seen < 100:
        one, seen = queue.pop(0), seen + 1
        if isinstance(one, str):
            if found := absolute(one, source):
                return found
        elif isinstance(one, list):
            queue[:0] = one[:10]
        elif isinstance(one, dict):
            named = [one[key] for key in _ADDRESS_KEYS if key in one]
            queue.extend(named or [inner for inner in one.values() if isinstance(inner, (dict, list))])
    return None


def absolute(href: str, source: str) -> str | None:
    """`href` as an absolute http(s) address; None for anything that is none (a data: address, a file's bare name)."""
    href = href.strip()
    if not href or len(href) > 2_000 or href[0] in "@~$" or any(c in href for c in "<>\n{}"):
        return None
    if "/" not in href and not re.fullmatch(r"[^/]+\.(?:jpe?g|png|webp|gif|svg|avif)", href, re.IGNORECASE):
        return None
    if is_plain(href):
        return href.replace(" ", "%20")
    try:
        url = urljoin(source, href)
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return url.replace(" ", "%20")


def _translated(value: dict[str, Any]) -> Any:  # noqa: ANN401 -- JSON is any value
    """`{"en": .., "pt-BR": ..}` -> the English one, else the first; None when it is no set of translations."""
    known = languages()
    if not all((code := _LANGUAGE.fullmatch(key)) and code[1] in known for key in value):
        return None
    if not all(isinstance(one, (str, list, dict, type(None))) for one in value.values()):
        return None
    texts = {key: one for key, one in value.items() if one}
    return next((texts[key] for key in texts if key[:2] == "en"), next(iter(texts.values()), None))


def _is_leaf(value: Any) -> bool:  # noqa: ANN401 -- JSON is any value
    return isinstance(value, dict) and ("text" in value or "insert" in value) and not _TREE_KEYS & value.keys()


def _is_tree(value: Any) -> bool:  # noqa: ANN401 -- JSON is any value
    if isinstance(value, list):
        return (
            bool(value)
            and isinstance(value[0], dict)
            and bool({"_type", "type", "nodeType", "insert"} & value[0].keys())
        )
    return bool(_TREE_KEYS & value.keys()) and any(isinstance(value.get(key), (list, dict)) for key in _TREE_KEYS)


def _leaves(value: Any) -> Iterator[str]:  # noqa: ANN401 -- JSON is any value
    """The strings of a rich text in reading order."""
    stack, seen = [value], 0
    while stack and seen < MAX_NODES:
        one, seen = stack.pop(), seen + 1
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            stack.extend(reversed(one))
        elif isinstance(one, dict):
            own = one.get("text", one.get("insert", one.get("value")))
            stack.extend(one[key] for key in _TREE_KEYS if isinstance(one.get(key), (list, dict)))
            if isinstance(own, (str, list, dict)):
                stack.append(own)
