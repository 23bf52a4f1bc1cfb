"""Role and employer in Japanese, Chinese and Korean, where they are written on to each other: "株式会社X 代表取締役"."""

from __future__ import annotations

import re

from scraper.normalise import awards, joiners
from scraper.recognise import employers, roles
from scraper.text import fold

_PARTS = re.compile(r"\s+[-–—]\s+|\s*[,，、;；/／|｜\n]\s*|(?<=[\u3040-\u9fff])・(?=\S*(?:株式会社|大学))")
_EDGE = " \u3000,、，・/:：-–—()（）「」『』@＠"
_LATIN_JOINT = re.compile(r"\s*[@＠]\s*|\s+at\s+")
_MARKS = ("における", "の", "の", "에서", "의", "的", "任职于", "任職於", "勤務", "所属")
_LATIN_ROLE = re.compile(r"(\S*[\u3040-\ud7af]\S*)\s+([A-Za-z][A-Za-z .&/-]*)$")  # "微软 Cloud Advocate"
_DEPARTMENTS = ("部", "部门", "部門", "团队", "團隊", "小组", "小組", "チーム", "팀")
_SPACE = re.compile(r"[ \u3000]+")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LONGEST_FORM = 4  # of a legal form in brackets


def split(text: str) -> tuple[str | None, str | None]:
    """(role, employer) of one phrase; verbatim parts, either may be None. Former jobs and awards are passed over."""
    role: str | None = None
    employer: str | None = None
    several = _PARTS.search(text) is not None
    for part in _PARTS.split(text):
        part = _edged(part)  # noqa: PLW2901 -- the part as it is read
        if not part or awards.is_award(part) or joiners.is_former(part) or fold(part) in roles.lexicon().functions:
            continue
        one, other = _piece(part)
        if one and not role:
            role = one
            employer = employer or other
        elif not one and other and not employer and (not several or role or employers.employer_score(other) >= 0.6):
            employer = other
        if role and employer:
            break
    return role, employer


def _edged(part: str) -> str:
    """A part without marks around it; brackets that both stand in it stay ("(주)토스", "（一社）X協会")."""
    bare = part.strip(_EDGE)
    at = part.find(bare)
    opens = part[:at].rstrip()[-1:]
    if opens in ("(", "（") and any(0 < bare.find(end) <= _LONGEST_FORM for end in ")）"):
        return opens + bare
    return bare


def _piece(part: str) -> tuple[str | None, str | None]:  # noqa: PLR0911 -- the rules in their order
    if found := _LATIN_JOINT.search(part):
        left, right = part[: found.start()].strip(_EDGE), part[found.end() :].strip(_EDGE)
        if left and right:
            return left, right
    if roles.is_freelance(part):
        return part, None
    end = _organisation_end(part)
    span = roles.joined_role(part, end)
    if span is None and (latin := _LATIN_ROLE.match(part)) and roles.role_score(latin[2]) >= 0.5:
        return latin[2], latin[1]
    if span is None:
        if roles.role_score(_latin(part)) >= 0.5 and end:
            return part[end:].strip(_EDGE) or None, part[:end].strip(_EDGE)
        return (None, part) if employers.employer_score(part) >= 0.4 else (None, None)
    begin, _ = span
    if end:
        return _after_mark(part[end:]), _edged(part[:end])
    if begin == 0:
        return part, None
    return _by_space(part, begin)


def _latin(part: str) -> str:
    return " ".join(re.findall(r"[A-Za-z][\w.+#-]*", part))


def _after_mark(rest: str) -> str | None:
    for mark in _MARKS:
        if rest.startswith(mark):
            rest = rest[len(mark) :]
            break
    return rest.strip(_EDGE) or None


def _organisation_end(part: str) -> int:
    """Where the organisation's name ends, told by a legal form or a cue; 0 when nothing tells it."""
    plain = part.lower()
    for form in employers.cues().joined_legal:
        at = plain.find(form)
        if at == 0:  # 株式会社X ...: up to the next blank or mark
            stop = re.search(r"[ \u3000、，・]|の(?=[^ ]*$)", plain[len(form) :].lstrip())
            gap = len(plain[len(form) :]) - len(plain[len(form) :].lstrip())
            if stop:
                return len(form) + gap + stop.start()
            span = roles.joined_role(plain, len(form))
            return span[0] if span else len(plain)
        if at > 0:
            return at + len(form)
    ends = 0
    head = roles.joined_role(plain)
    limit = len(plain)
    for word, _ in employers.cues().joined:
        at = plain.find(word)
        while at > 0 and at + len(word) <= limit:
            inside = head is not None and _head_covers(plain, at, len(word))
            if not inside and len(word) > 1:
                ends = max(ends, at + len(word))
            at = plain.find(word, at + 1)
    if head is None:
        return len(plain) if ends == len(plain) else 0
    return ends if 0 < ends < len(plain) and roles.joined_role(plain, ends) else 0


def _head_covers(plain: str, at: int, size: int) -> bool:
    """Does the cue stand inside a role word ("大学" in "大学院生")?"""
    return any(
        found.start() <= at and at + size <= found.end() for found in roles.lexicon().joined_heads.finditer(plain)
    )


def _by_space(part: str, begin: int) -> tuple[str | None, str | None]:
    """No cue: the blanks tell. The role begins at the word its first known sign stands in; else the first word leads."""
    if _HANGUL.match(part[begin]) and part[begin - 1] not in _EDGE and (blank := part.find(" ", begin)) >= 0:
        begin = blank + 1  # Korean parts its words: "한국신용데이터 대표" is not cut inside one
    if part[begin - 1] in " \u3000":
        name = _edged(part[:begin])
    else:
        for mark in _MARKS:
            if part[:begin].endswith(mark) and begin > len(mark):
                name = part[: begin - len(mark)].strip(_EDGE)
                break
        else:
            first = _SPACE.search(part)
            if first and first.start() < begin:
                return part[first.end() :].strip(_EDGE), part[: first.start()].strip(_EDGE)
            name = part[:begin].strip(_EDGE)
    role = part[begin:].strip(_EDGE)
    if not name or _is_field(name) or name.endswith(_DEPARTMENTS):
        return part, None
    return role, None if any(word in name for word in employers.cues().joined_talk) else name


def _is_field(name: str) -> bool:
    words = name.split()
    return all(roles.kinds(word) for word in words) and not _is_brand(name)


def _is_brand(name: str) -> bool:
    """Is a word of technology an employer's name as well ("Neo4j"), and not a trade of many ("AWS")?"""
    return employers.known(name) is not None and fold(name) not in roles.lexicon().vendors
