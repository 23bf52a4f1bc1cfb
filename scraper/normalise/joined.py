"""Role and employer in Japanese, Chinese and Korean, where they are written on to each other: "株式会社X 代表取締役"."""

from __future__ import annotations

import re

from scraper import reference
from scraper.normalise import awards, joiners
from scraper.recognise import employers, roles
from scraper.text import fold

_PARTS = re.compile(
    r"\s+[-–—]\s+|\s*[,，、;；/／|｜．\n]\s*|(?<=[\u3040-\u9fff])・(?![\u30a1-\u30fa])(?=\S*(?:株式会社|大学))"
)
_ALIAS = re.compile(r"^\s*[(（][A-Za-z][^()（）]{1,40}[)）]\s*(?=[\u3040-\ud7af])")
_EDGE = " \u3000。,、，・/:：-–—()（）「」『』@＠"
_LATIN_JOINT = re.compile(r"\s*[@＠]\s*|\s+at\s+")
_MARKS = ("における", "の", "の", "에서", "의", "的", "任职于", "任職於", "勤務", "所属")
_LATIN_ROLE = re.compile(r"(\S*[\u3040-\ud7af]\S*)\s+([A-Za-z][A-Za-z .&/-]*)$")  # "微软 Cloud Advocate"
_ATTACHED_ROLE = re.compile(
    r"(.*[\u3040-\ud7af）)])[ \u3000]*([A-Z]{2,4})(?![A-Za-z\d])"
)  # "衡睿教育CEO", "…CEO兼创始人"
_LATIN_ONLY = re.compile(r"([A-Za-z][\w.&'-]*(?: [A-Za-z][\w.&'-]*){0,3}) ([A-Z]{2,4})$")  # "Norwind CTO"
_BORDER = re.compile(r"(?<=[A-Za-z\d.])(?=[\u3040-\ud7af])")
_WORK = re.compile(r"^[《〈「『“\"][^》〉」』”\"]{1,40}[》〉」』”\"]$")
_SURE, _SOME = 0.6, 0.3
_LONGEST_PENDING = 20
_SHORTEST_KNOWN = 2
_KANA_ONLY = re.compile(r"[\u30a1-\u30faー]{2,}(?:開発|設計|運用|企画|制作|研究|営業)?")
_KANA_BREAK = re.compile(r"[ \u3000・]")
_KATAKANA = re.compile(r"[\u30a1-\u30faー]")
_WHOLES = ("大学", "大學", "대학교", "科学院", "科學院", "研究院")
_WORD = re.compile(r"[^ \u3000]+")
_SPACE = re.compile(r"[ \u3000]+")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LONGEST_FORM = 4  # of a legal form in brackets


def split(text: str) -> tuple[str | None, str | None]:
    """(role, employer) of one phrase; verbatim parts, either may be None. Former jobs and awards are passed over."""
    role: str | None = None
    employer: str | None = None
    pending: str | None = None
    text = _ALIAS.sub("", text)
    several = _PARTS.search(text) is not None
    for part in _PARTS.split(text):
        part = _edged(joiners.joined_present().sub("", part))  # noqa: PLW2901 -- the part as it is read
        if not part or awards.is_award(part) or joiners.is_former(part) or fold(part) in roles.lexicon().functions:
            continue
        one, other = _piece(part)
        if pending and one and not role and (not other or employers.employer_score(other) < _SURE):
            one, other = part, pending  # "猫眼娱乐/商品电商技术负责人": the organisation has a part of its own
        pending = part if several and not (role or one or employer) and _may_be_organisation(part) else None
        if one and not role:
            role = one
            employer = employer or other
        elif not one and other and not employer and (not several or role or employers.employer_score(other) >= 0.6):
            employer = other
        if role and employer:
            break
    return role, employer


def _may_be_organisation(part: str) -> bool:
    """Short, no sentence, no field of work: what stands in front of "/" and a role."""
    return (
        len(part) <= _LONGEST_PENDING
        and roles.role_score(part) < _SOME
        and not _is_field(part)
        and part[-1:] not in "。.!?！？"
    )


def _edged(part: str) -> str:
    """A part without marks around it; brackets that both stand in it stay ("(주)토스", "（一社）X協会")."""
    bare = part.strip(_EDGE)
    at = part.find(bare)
    opens = part[:at].rstrip()[-1:]
    if opens in ("(", "（") and any(0 < bare.find(end) <= _LONGEST_FORM for end in ")）"):
        return opens + bare
    behind = part[at + len(bare) :][:1]
    is_open = bare.count("(") + bare.count("（") > bare.count(")") + bare.count("）")
    return bare + behind if is_open and behind in (")", "）") else bare


def _piece(part: str) -> tuple[str | None, str | None]:  # noqa: PLR0911 -- the rules in their order
    if found := _LATIN_JOINT.search(part):
        left, right = part[: found.start()].strip(_EDGE), part[found.end() :].strip(_EDGE)
        if left and right:
            return left, right
    if roles.is_freelance(part):
        return part, None
    end = _organisation_end(part)
    span = roles.joined_role(part, end)
    if told := _latin_title(part, span):
        return told
    if span is None and (latin := _LATIN_ROLE.match(part)) and roles.role_score(latin[2]) >= 0.5:
        return latin[2], latin[1]
    if span is None:
        return _without_head(part, end)
    begin, _ = span
    if end:
        return _of_whole(_after_mark(part[end:]), _edged(part[:end]), is_glued=not part[end : end + 1].isspace())
    if begin == 0:
        return part, None
    if described := _behind_description(part, begin):
        return described, None
    return _by_space(part, begin)


def _behind_description(part: str, begin: int) -> str | None:
    """The job behind a clause that only says what somebody is like: "커피를 좋아하는 iOS 개발자", "世界を旅するエンジニア"."""
    ends = [one.end() for one in _WORD.finditer(part[:begin]) if one[0].endswith(employers.cues().joined_describing)]
    return _edged(part[ends[-1] :]) or None if ends else None


def _of_whole(role: str | None, employer: str, *, is_glued: bool) -> tuple[str | None, str]:
    """The university, where a part of it stands behind a blank: "东波大学 人文学院院长" is "人文学院院长" at "东波大学"."""
    whole, blank, own = employer.replace("\u3000", " ").partition(" ")
    if not role or not blank or not whole.endswith(_WHOLES) or not roles.is_joined_script(own):
        return role, employer
    return f"{own}{role}" if is_glued else role, whole


def _latin_title(part: str, span: tuple[int, int] | None) -> tuple[str, str] | None:
    """A title of a few capitals, with no blank needed before it: "北岭教育CEO", "北岭医疗CEO兼创始人", "Norwind CTO"."""
    if (found := _ATTACHED_ROLE.match(part)) and (span is None or found.start(2) < span[0]) and roles.is_role(found[2]):
        return part[found.start(2) :].strip(_EDGE), found[1].strip(_EDGE)
    if span is None and (found := _LATIN_ONLY.match(part)) and roles.is_role(found[2]) and not _is_field(found[1]):
        return found[2], found[1]
    return None


def _without_head(part: str, end: int) -> tuple[str | None, str | None]:
    """A part without any word for a job in its script; `end`: where an organisation's name ends in it."""
    if roles.role_score(_latin(part)) >= 0.5 and end:
        return part[end:].strip(_EDGE) or None, part[:end].strip(_EDGE)
    if (legal := _legal_end(part)) and part.endswith(roles.lexicon().joined_parts):
        return None, part[:legal].strip(_EDGE)  # a department is no employer
    return (None, part) if employers.employer_score(part) >= 0.4 else (None, None)


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
    if legal := _legal_end(part):
        return legal
    ends = 0
    head = roles.joined_role(plain)
    limit = len(plain)
    for word, _ in employers.cues().joined:
        at = plain.find(word)
        while at > 0 and at + len(word) <= limit:
            inside = head is not None and _head_covers(plain, at, len(word))
            if not inside and len(word) > 1 and not _goes_on(plain, at + len(word)):
                ends = max(ends, at + len(word))
            at = plain.find(word, at + 1)
    if head is None:
        return len(plain) if ends == len(plain) else 0
    if 0 < ends < len(plain) and roles.joined_role(plain, ends):
        return ends
    return _known_end(part, head[0])


def _known_end(part: str, before: int) -> int:
    """Where the name of a well-known employer ends that the text begins with ("华为终端首席…"); 0 for none."""
    for size in range(min(before, 12), _SHORTEST_KNOWN - 1, -1):
        name = part[:size]
        if roles.is_joined_script(name) and not set(name) & set(" \u3000") and _is_brand(name):
            return size
    return 0


def _legal_end(part: str) -> int:
    """Where an organisation's name with a legal form ends; 0 where none stands there."""
    plain = part.lower()
    for form in employers.cues().joined_legal:
        at = plain.find(form)
        if at == 0:  # 株式会社X ...: up to the next blank or mark
            stop = re.search(r"[ \u3000、，]|・(?![\u30a1-\u30fa])|の(?=[^ ]*$)", plain[len(form) :].lstrip())
            gap = len(plain[len(form) :]) - len(plain[len(form) :].lstrip())
            if stop:
                return len(form) + gap + stop.start()
            span = roles.joined_role(plain, len(form))
            while span and _KATAKANA.match(plain, span[1]):  # "有限会社デザイナーズ・デン": a word of the name
                span = roles.joined_role(plain, span[1])
            return span[0] if span else len(plain)
        if at > 0 and not _goes_on(plain, at + len(form)):
            return at + len(form)
    return 0


def _goes_on(plain: str, at: int) -> bool:
    """Does the word go on behind a word for an organisation ("公司级"), so that none ends there?"""
    return plain.startswith(employers.cues().joined_goes_on, at) and not plain.startswith(
        employers.cues().joined_ends, at
    )


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
            first = None if part[:begin].isascii() else _SPACE.search(part)
            if first and first.start() < begin:
                return part[first.end() :].strip(_EDGE), part[: first.start()].strip(_EDGE)
            name = part[:begin].strip(_EDGE)
    role = part[begin:].strip(_EDGE)
    if (
        not name
        or _is_field(name)
        or name.endswith(roles.lexicon().joined_parts)
        or _WORK.match(name)
        or _is_compound(part, begin)
    ):
        return part, None
    if parted := _before_level(name):
        return part[len(parted) :].strip(_EDGE), parted
    if (border := _BORDER.search(name)) and (latin := name[: border.start()]).isascii():
        if _is_field(latin):  # "Rust库团队负责人"
            return part, None
        return part[part.find(name) + border.start() :].strip(_EDGE), latin.strip(_EDGE)
    return role, None if any(word in name for word in employers.cues().joined_talk) else _whole_name(name, part, begin)


def _whole_name(name: str, part: str, begin: int) -> str:
    """The organisation with the letter it shares with the title behind it: "北嶺市長" is the head (市長) of a town (北嶺市)."""
    table = employers.cues()
    is_shared = part[begin] in table.joined_shared and part[begin - 1] == name[-1]
    is_whole = name[-1] in table.joined_shared or name.endswith(tuple(word for word, _ in table.joined))
    return name + part[begin] if is_shared and not is_whole else name


def _is_compound(part: str, begin: int) -> bool:
    """Is what is written on to a role its subject ("セールスエンジニア", "メディア・アーティスト", "経済学者"), no firm's name?"""
    name = part[:begin].rstrip("・")
    if not name or not roles.is_joined_script(name[-1]) or employers.is_employer(name):
        return False
    is_of_subject = part.startswith(tuple(reference.table("roles")["joined_of_subjects"]), begin)
    return is_of_subject or _KANA_ONLY.fullmatch(name[_last_of(name, _KANA_BREAK) :]) is not None


def _last_of(text: str, marks: re.Pattern[str]) -> int:
    """Where what stands behind the last of some marks begins."""
    return max((found.end() for found in marks.finditer(text)), default=0)


def _before_level(name: str) -> str | None:
    """See "한빛 프론트엔드 챕터" before a role: behind the first word one of rank or field, so that the first is the name."""
    first, _, behind = name.partition(" ")
    is_level = behind != "" and roles.kinds(behind.split(maxsplit=1)[0]) != 0
    return first if is_level and _HANGUL.search(first) else None


def _is_field(name: str) -> bool:
    words = name.split()
    return all(roles.kinds(word) for word in words) and not _is_brand(name)


def _is_brand(name: str) -> bool:
    """Is a word of technology an employer's name as well ("Neo4j"), and not a trade of many ("AWS")?"""
    return employers.known(name) is not None and fold(name) not in roles.lexicon().vendors
