"""Where the name of an organisation ends in a Japanese, Chinese or Korean phrase: legal forms, cues and well-known names."""

from __future__ import annotations

import re

from scraper.recognise import employers, roles
from scraper.text import fold

MARKS = ("における", "の", "の", "에서", "의", "的", "任职于", "任職於", "勤務", "所属")
"""What joins a post to the organisation before it."""
SHORTEST_KNOWN = 2
_KATAKANA = re.compile(r"[\u30a1-\u30faー]")
_WORD = re.compile(r"[^ \u3000]+")
_SPACE = re.compile(r"[ \u3000]+")
_NAME_STOP = re.compile(r"[ \u3000、，]|・(?![\u30a1-\u30fa])|の(?=[^ ]*$)")
_LATIN_NAME = re.compile(r"[A-Za-z][\w.&'-]*(?: [A-Za-z][\w.&'-]*)+(?![\u3040-\ud7af])")
_HANGUL = re.compile(r"[\uac00-\ud7af]")


def organisation_end(part: str) -> int:
    """Where the organisation's name ends, told by a legal form or a cue; 0 when nothing tells it."""
    plain = part.lower()
    if legal := legal_end(part):
        return legal
    ends = 0
    head = roles.joined_role(plain)
    limit = len(plain)
    for word, _ in employers.cues().joined:
        at = plain.find(word)
        while at > 0 and at + len(word) <= limit:
            inside = head is not None and _head_covers(plain, at, len(word))
            if (
                not inside
                and len(word) > 1
                and not _goes_on(plain, at + len(word))
                and _ends_word(plain, at + len(word))
            ):
                ends = max(ends, at + len(word))
            at = plain.find(word, at + 1)
    if head is None:
        return len(plain) if ends == len(plain) else 0
    if 0 < ends < len(plain) and roles.joined_role(plain, ends) and not _is_of_levels(plain[:ends]):
        return ends
    return _known_end(part, head[0])


def _is_of_levels(text: str) -> bool:
    """Is a text two words of rank or field ("高级网络" before "工程师"), and so no organisation?"""
    return any(roles.kinds(text[:at]) and roles.kinds(text[at:]) for at in range(2, len(text) - 1))


def _known_end(part: str, before: int) -> int:
    """Where the name of a well-known employer ends that the text begins with ("华为终端首席…"); 0 for none."""
    for size in range(min(before, 12), SHORTEST_KNOWN - 1, -1):
        name = part[:size]
        if roles.is_joined_script(name) and not set(name) & set(" \u3000") and is_brand(name):
            is_site = part.startswith(("网", "網"), size) and _goes_on(
                part, size
            )  # "豆瓣网工程师", "阿里巴巴网络工程师"
            return size + is_site
    return 0


def legal_end(part: str) -> int:
    """Where an organisation's name with a legal form ends; 0 where none stands there."""
    plain = part.lower()
    for form in employers.cues().joined_legal:
        at = plain.find(form)
        if at == 0:  # 株式会社X ...: up to the next blank or mark
            gap = len(plain[len(form) :]) - len(plain[len(form) :].lstrip())
            if stop := _NAME_STOP.search(part, len(form) + gap):
                return stop.start() if not (latin := _LATIN_NAME.match(part, len(form) + gap)) else _latin_end(latin)
            span = roles.joined_role(plain, len(form) + gap + 1)  # "株式会社達人堂": the name has a letter at least
            while span and _KATAKANA.match(plain, span[1]):  # "有限会社デザイナーズ・デン": a word of the name
                span = roles.joined_role(plain, span[1])
            return span[0] if span else len(plain)
        if at > 0 and not _goes_on(plain, at + len(form)):
            return at + len(form)
    return 0


def legal_begin(part: str) -> int:
    """Where a legal form stands before a name behind other words ("ルビー会 有限会社ノルウィンド"); 0 for nowhere."""
    for found in _SPACE.finditer(part):
        form = next((one for one in employers.cues().joined_legal if part.lower().startswith(one, found.end())), None)
        end = found.end() + len(form or "")
        span = roles.joined_role(part, end) if form else None
        if form and part[end : end + 1].strip() and not (span and span[0] == end):
            return found.end()
    return 0


def _latin_end(found: re.Match[str]) -> int:
    """Where a name of Latin words ends: before the first that is of a job ("株式会社Norwind Labs VPoE")."""
    words = list(_WORD.finditer(found.string, found.start(), found.end()))
    job = next((at for at in range(1, len(words)) if roles.is_role(found.string[words[at].start() : found.end()])), 0)
    return words[job].start() - 1 if job else found.end()


def _goes_on(plain: str, at: int) -> bool:
    """Does the word go on behind a word for an organisation ("公司级"), so that none ends there?"""
    return plain.startswith(employers.cues().joined_goes_on, at) and not plain.startswith(
        employers.cues().joined_ends, at
    )


def _ends_word(plain: str, at: int) -> bool:
    """Does a Korean word end there, or a title or a particle begin? "전자" inside "전기전자공학부" ends no organisation."""
    if not (_HANGUL.match(plain, at) and _HANGUL.match(plain, at - 1)):
        return True
    span = roles.joined_role(plain, at)
    return (span is not None and span[0] == at) or plain.startswith(MARKS, at)


def _head_covers(plain: str, at: int, size: int) -> bool:
    """Does the cue stand inside a role word ("大学" in "大学院生")?"""
    return any(
        found.start() <= at and at + size <= found.end() for found in roles.lexicon().joined_heads.finditer(plain)
    )


def is_brand(name: str) -> bool:
    """Is a word of technology an employer's name as well ("Neo4j"), and not a trade of many ("AWS")?"""
    return employers.known(name) is not None and fold(name) not in roles.lexicon().vendors
