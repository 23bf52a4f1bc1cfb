"""People in the JSON that site generators leave in their pages (and in pages that are JSON as a whole).

Each kind of payload is looked for by a mark in the page's text before anything is parsed: a page without any costs next
to nothing.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scraper.errors import NotAPage
from scraper.extract.embedded import js_literal
from scraper.extract.embedded.devalue import astro, devalue
from scraper.extract.embedded.flight import flight, stream
from scraper.extract.embedded.people import people
from scraper.page import Found, Page

__all__ = ["embedded", "people"]

MAX_PAYLOADS = 40
MAX_SCRIPT = 8_000_000
_ISLAND = re.compile(r"<astro-island\b[^<>]{0,4000}?\sprops=\"([^\"]*)\"")
_ASSIGNED = re.compile(r"([\w$]{2,60})[\"']?\s{0,20}[:=]\s{0,20}(?=JSON\.parse|[\[{])")
_OPENS = re.compile(r"[\[{]\s*(?:\{|[\"']?[\w-]{1,60}[\"']?\s*:\s*\{)")
_LISTS = re.compile(r"\[\s*\{")  # begin with one sure letter each: such patterns are looked for at the speed of memory
_OBJECTS = re.compile(r"\{\s*[\"']?[\w-]{1,60}[\"']?\s*:\s*\{")
_NAME_KEY = re.compile(r"name|title|speaker|nombre|nome|\bnom\b|naam|имя|名|이름", re.IGNORECASE)
_PEEK = 4000
_MAX_CANDIDATES = 60


def embedded(page: Page) -> Iterator[Found]:
    """The people in a page's embedded JSON: Sightings, Talks and those left out. Never raises for broken payloads.

    A page that is JSON as a whole is read as one payload.
    """
    for method, name, value in payloads(page):
        whole = {name: value} if name else value
        yield from people(whole, source=page.url, method=method)


def payloads(page: Page) -> Iterator[tuple[str, str, Any]]:
    """The JSON values of a page as (method, the name it was given or "", value)."""
    if page.looks_like_json:
        try:
            yield "data/json", _stem(page.url), page.json
        except NotAPage:
            return
        return
    text = page.text
    if text.startswith(("0:", "1:", "2:")) and '["$"' in text:  # a flight stream served as a file
        yield from (("data/next-flight", "", value) for value in flight(text))
        return
    yield from _of_scripts(text)
    if "<astro-island" in text:
        yield from _islands(text)


def _islands(text: str) -> Iterator[tuple[str, str, Any]]:
    for found in _ISLAND.finditer(text):
        props = _json(html.unescape(found[1]))
        if isinstance(props, dict):
            yield "data/astro", "", {key: astro(one) for key, one in props.items()}


def _of_scripts(text: str) -> Iterator[tuple[str, str, Any]]:
    pushed: list[str] = []
    told = 0
    for attributes, body in scripts(text):
        if "__next_f" in body:
            pushed.append(body)
            continue
        for found in _of_script(attributes, body):
            yield found
            told += 1
            if told >= MAX_PAYLOADS:
                return
    if pushed:
        yield from (("data/next-flight", "", value) for value in flight(stream("\n".join(pushed))))


def _of_script(attributes: str, body: str) -> Iterator[tuple[str, str, Any]]:
    if "application/json" in attributes:
        if _NAME_KEY.search(body):
            yield from _data_script(attributes, body)
    elif "ld+json" in attributes or "src=" in attributes:
        return
    elif "__NUXT__" in body:
        yield from _literals(body, "__NUXT__", "data/nuxt")
    elif "__remixContext" in body:
        yield from _literals(body, "__remixContext", "data/remix")
    elif "kit.start" in body or "__sveltekit" in body:
        yield from _svelte(body)
    else:
        yield from _assigned(body)


def _data_script(attributes: str, body: str) -> Iterator[tuple[str, str, Any]]:
    value = _json(body)
    if "__NUXT_DATA__" in attributes:
        try:
            yield "data/nuxt", "", devalue(value)
        except ValueError:
            return
    elif "data-sveltekit" in attributes and isinstance(value, dict) and isinstance(value.get("body"), str):
        yield "data/sveltekit", "", _json(value["body"])
    elif isinstance(value, (dict, list)):
        yield ("data/next" if "__NEXT_DATA__" in attributes else "data/inline"), "", value


def _literals(body: str, mark: str, method: str) -> Iterator[tuple[str, str, Any]]:
    found = re.search(re.escape(mark) + r"\s*=\s*", body)
    if found and (value := _literal(body, found.end())[0]) is not None:
        yield method, "", value


def _svelte(body: str) -> Iterator[tuple[str, str, Any]]:
    found = re.search(r"\bdata\s*:\s*(?=\[)", body)
    value = _literal(body, found.end())[0] if found else None
    for one in value if isinstance(value, list) else []:
        inner = one.get("data") if isinstance(one, dict) else None
        if isinstance(inner, list):
            try:
                inner = devalue(inner)
            except ValueError:
                continue
        if isinstance(inner, (dict, list)):
            yield "data/sveltekit", "", inner


def _assigned(body: str) -> Iterator[tuple[str, str, Any]]:
    """`var speakers = [{...}]`, `window.data = {...}`, `speakers: JSON.parse("...")` anywhere in a script."""
    if not (_LISTS.search(body) or "JSON.parse" in body or _OBJECTS.search(body)) or not _NAME_KEY.search(body):
        return
    end = tries = 0
    for found in _ASSIGNED.finditer(body):
        if found.start() < end or tries >= _MAX_CANDIDATES:
            continue
        at = found.end()
        if not (body.startswith("JSON.parse", at) or _OPENS.match(body, at)) or not _NAME_KEY.search(
            body, at, at + _PEEK
        ):
            continue
        tries += 1
        value, end = _literal(body, at)
        if isinstance(value, (dict, list)):
            yield "data/inline", found[1], value


def scripts(text: str) -> Iterator[tuple[str, str]]:
    """Every script of a page's text as (attributes, body)."""
    at = 0
    lowered = text if "<SCRIPT" not in text else text.replace("<SCRIPT", "<script").replace("</SCRIPT", "</script")
    while (begin := lowered.find("<script", at)) != -1:
        opened = lowered.find(">", begin)
        end = lowered.find("</script", opened)
        if opened == -1 or end == -1:
            return
        if end - opened > 2:
            yield lowered[begin + 7 : opened], lowered[opened + 1 : end][:MAX_SCRIPT]
        at = end + 9


def _stem(url: str) -> str:
    """What a file of data calls itself: ".../speakers.json" -> "speakers"."""
    name = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return name.rpartition(".")[0] or name


def _json(text: str) -> Any:  # noqa: ANN401 -- JSON is any value
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _literal(text: str, at: int) -> tuple[Any, int]:
    """The JSON, or else JavaScript, value that begins at `at`, and where it ends; (None, at) when it is neither."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, at)
    except (ValueError, RecursionError):
        pass
    try:
        return js_literal.read_to(text, at)
    except (ValueError, RecursionError):
        return None, at
