"""Role and employer in Japanese, Chinese and Korean, where they are written on to each other: "株式会社X 代表取締役"."""

from __future__ import annotations

import re
from itertools import takewhile

from scraper import reference
from scraper.normalise import awards, joiners
from scraper.normalise.joined_ends import MARKS, SHORTEST_KNOWN, is_brand, legal_begin, legal_end, organisation_end
from scraper.recognise import employers, roles
from scraper.recognise.places import is_place
from scraper.text import fold

_PARTS = re.compile(
    r"\s+[-–—]\s+|。\s*|(?<=[\u3040-\ud7af])\.(?:\s+|$)|\s+&&\s+|\s*[,，、;；/／|｜．\n]\s*|(?<=[\u3040-\u9fff])・(?![\u30a1-\u30fa])(?=\S*(?:株式会社|大学))"
)
_ALIAS = re.compile(r"^\s*[(（][A-Za-z][^()（）]{1,40}[)）]\s*(?=[\u3040-\ud7af])")
_GENERATION = re.compile(r"^\s*(?:[5-9]0|0[05])[后後]\s*")  # born in the eighties: "80后创业者"
_BEHIND_NAME = re.compile(r"^\s*[(（][^()（）]{1,40}[)）]\s*(?=\S)")
_AT = re.compile(r"^(?:目前|现|現)?在(?!线|線)")
_TITLE = re.compile(r"^\s*[《〈][^》〉]*[》〉]\s*(?:[-–—:：]|$)|^[^：，,、。;；]{6,}：[^：]{4,}")  # of a work or a talk
_OF_A_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*[年년]")
_EDGE = " \u3000。,、，・/:：-–—()（）「」『』@＠"
_LATIN_JOINT = re.compile(r"\s*[@＠]\s*|\s+at\s+")
_LATIN_ROLE = re.compile(r"(\S*[\u3040-\ud7af]\S*)\s+([A-Za-z][A-Za-z .&/-]*)$")  # "微软 Cloud Advocate"
_ATTACHED_ROLE = re.compile(
    r"(.*[\u3040-\ud7af）)])[ \u3000]*([A-Z]{2,4})(?![A-Za-z\d])"
)  # "衡睿教育CEO", "…CEO兼创始人"
_LATIN_ONLY = re.compile(r"([A-Za-z][\w.&'-]*(?: [A-Za-z][\w.&'-]*){0,3}) ([A-Z]{2,4})$")  # "Norwind CTO"
_BORDER = re.compile(r"(?<=[A-Za-z\d.])(?=[\u3040-\ud7af])")
_SUBJECT = re.compile(r"(?<=[\u3040-\ud7af])[A-Za-z][\w.+#]*$", re.ASCII)
_WORK = re.compile(r"^[《〈「『“\"][^》〉」』”\"]{1,40}[》〉」』”\"]$")
_WHOLE_ROLE, _SURE, _SOME = 0.9, 0.6, 0.3
_LONGEST_PENDING = 30
_KANA_ONLY = re.compile(r"[\u30a1-\u30faー]{2,}(?:開発|設計|運用|企画|制作|研究|営業)?")
_KANA_BREAK = re.compile(r"[ \u3000・]")
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_WHOLES = ("大学", "大學", "대학교", "科学院", "科學院", "研究院")
_WORD = re.compile(r"[^ \u3000]+")
_BREAK = re.compile(r"(?<![A-Za-z])[ \u3000]+|[ \u3000]+(?![A-Za-z])")
"""A blank that is not one between two Latin words."""
_LONG_ASIDE = re.compile(r"(?<=[^\s(（])\s*[(（][^()（）]{9,}[)）]?\Z")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LONGEST_FORM = 4  # of a legal form in brackets


def split(text: str) -> tuple[str | None, str | None]:
    """(role, employer) of one phrase; verbatim parts, either may be None. Former jobs and awards are passed over."""
    role: str | None = None
    employer: str | None = None
    pending: str | None = None
    text = _ALIAS.sub("", text)
    if _OF_A_YEAR.match(text) or _TITLE.match(text):
        return None, None  # "1988年 北嶺大学卒業": a line of somebody's life
    parts = _PARTS.split(text)
    several = len(parts) > 1
    for part in parts:
        part = _GENERATION.sub("", joiners.joined_holding().sub("", part))  # noqa: PLW2901 -- the part as it is read
        part = _edged(part)  # noqa: PLW2901
        if not part or awards.is_award(part) or joiners.is_former(part) or fold(part) in roles.lexicon().functions:
            continue
        one, other = _piece(part)
        if pending and one and not role and (not other or employers.employer_score(other) < _SURE):
            one, other = part, pending  # "猫眼娱乐/商品电商技术负责人": the organisation has a part of its own
        pending = part if several and not (role or one or employer) and _may_be_organisation(part) else None
        if one and not role:
            role = one
            employer = employer or other
        elif not one and other and not employer and (not several or _could_follow(other, role)):
            employer = other
        if role and employer:
            break
    if not (role or employer) and len(parts) == 2:
        employer = _first_of_two(*parts)
    aside = _LONG_ASIDE.search(role or "")
    return role[: aside.start()] if role and aside and roles.is_role(role[: aside.start()]) else role, employer


def _could_follow(other: str, role: str | None) -> bool:
    """Is a part without any job the organisation of the role before it, rather than what else there is to tell?"""
    return employers.employer_score(other) >= _SURE or (role is not None and len(other) <= _LONGEST_PENDING // 2)


def _first_of_two(first: str, second: str) -> str | None:
    """See "北嶺システムズ/ norwind.rb": two organisations, the second a word in Latin letters; no sentence is the first."""
    first, second = _edged(first), _edged(second)
    is_pair = second.isascii() and len(second.split()) == 1 and roles.is_joined_script(first)
    return first if is_pair and not _HIRAGANA.search(first) and _may_be_organisation(first) else None


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


def beside(text: str, employer: str) -> str | None:
    """The role in a phrase beside which the employer is told in a place of its own: all of it but that name.

    What else stands before the title is what it is of: "图形标准研究员" and "Torrent项目维护者" are whole.
    """
    part = next((one for one in map(_edged, _PARTS.split(text)) if roles.is_role(one)), None)
    if part is None or awards.is_award(part) or joiners.is_former(part):
        return None
    same = takewhile(lambda two: two[0] == two[1], zip(part, employer, strict=False))
    shared = "".join(letter for letter, _ in same)
    if not shared:
        fields = text[: text.index(part)].rstrip("、")
        return f"{fields}、{part}" if fields and f"{fields}、" in text and _is_field(fields) else part
    if (told := _latin_title(part, roles.joined_role(part))) and told[1].startswith(shared):
        return told[0]  # "北岭医疗CEO兼创始人" at "北岭智能"
    behind = employer[len(shared) :].strip(" .")
    is_whole = not shared[-1].isascii() or not behind or employers.cue(behind) == "company" or behind.islower()
    is_name = len(shared) >= SHORTEST_KNOWN and not (shared[-1].isascii() and part[len(shared) :][:1].isascii())
    rest = _after_mark(_ALIAS.sub("", part[len(shared) :]).lstrip()) if is_name and is_whole else part
    return rest if rest and roles.is_role(rest) else part


def _piece(part: str) -> tuple[str | None, str | None]:  # noqa: PLR0911 -- the rules in their order
    begin = legal_begin(part)
    if told := _role_first(part, begin):
        return told
    part = part[begin:]
    if found := _LATIN_JOINT.search(part):
        left, right = part[: found.start()].strip(_EDGE), part[found.end() :].strip(_EDGE)
        if left and right and not is_place(right):
            return left, right
    if roles.is_freelance(part):
        return part, None
    end = organisation_end(part)
    span = roles.joined_role(part, end)
    if told := _latin_title(part, span):
        return told
    if span is None:
        return _without_head(part, end)
    begin, _ = span
    if end:
        start = begin if part[end:begin].endswith(MARKS) else end  # "特斯拉上海工厂的工程师"
        return _of_whole(
            _after_mark(_BEHIND_NAME.sub("", part[start:])),
            _edged(part[:end]),
            is_glued=not part[end : end + 1].isspace(),
        )
    if begin == 0:
        return part, None
    if described := _behind_description(part, begin):
        return described, None
    return _by_space(part, begin)


def _role_first(part: str, begin: int) -> tuple[str, str | None] | None:
    """See "高级工程师 北岭科技有限公司", "代表取締役 株式会社ノルウィンド": the organisation behind (`begin`: its legal form)."""
    first, _, rest = part.partition(" ")
    if roles.role_score(first) >= _WHOLE_ROLE and employers.is_employer(rest) and not roles.joined_role(rest):
        return first, _edged(rest)
    role = part[:begin].strip(_EDGE)
    return (role, _piece(part[begin:])[1]) if roles.is_role(role) else None


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
        return part[found.start(2) :].strip(_EDGE), _edged(found[1]).removesuffix("的")
    if span is None and (found := _LATIN_ONLY.match(part)) and roles.is_role(found[2]) and not _is_field(found[1]):
        return found[2], found[1]
    latin = _LATIN_ROLE.match(part) if span is None else None
    return (latin[2], latin[1]) if latin and roles.is_role(latin[2]) else None


def _without_head(part: str, end: int) -> tuple[str | None, str | None]:
    """A part without any word for a job in its script; `end`: where an organisation's name ends in it."""
    if roles.role_score(_latin(part)) >= 0.5 and end:
        return part[end:].strip(_EDGE) or None, part[:end].strip(_EDGE)
    if (legal := legal_end(part)) and (part[legal : legal + 1].isspace() or employers.is_part(part)):
        return None, _edged(part[:legal])  # a department, a second group are no part of its name
    is_sentence = _AT.match(part) or any(len(word) > 1 and word in part for word in employers.cues().joined_talk)
    return (None, part) if employers.employer_score(part) >= 0.4 and not is_sentence else (None, None)


def _latin(part: str) -> str:
    return " ".join(re.findall(r"[A-Za-z][\w.+#-]*", part))


def _after_mark(rest: str) -> str | None:
    for mark in MARKS:
        if rest.startswith(mark):
            rest = rest[len(mark) :]
            break
    return rest.strip(_EDGE) or None


def _by_space(part: str, begin: int) -> tuple[str | None, str | None]:
    """No cue: the blanks tell. The role begins at the word its first known sign stands in; else the first word leads."""
    if _HANGUL.match(part[begin]) and part[begin - 1] not in _EDGE and (blank := part.find(" ", begin)) >= 0:
        begin = blank + 1  # Korean parts its words: "한국신용데이터 대표" is not cut inside one
    if part[begin - 1] in " \u3000":
        name = _edged(part[:begin])
    else:
        for mark in MARKS:
            if part[:begin].endswith(mark) and begin > len(mark):
                name = part[: begin - len(mark)].strip(_EDGE)
                break
        else:
            first = None if part[:begin].isascii() else _BREAK.search(part)
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
    if parted := _before_level(name) or _before_subject(name):
        return part[len(parted) :].strip(_EDGE), parted
    if (border := _BORDER.search(name)) and (latin := name[: border.start()]).isascii():
        if _is_field(latin):  # "Rust库团队负责人"
            return part, None
        return part[part.find(name) + border.start() :].strip(_EDGE), latin.strip(_EDGE)
    name, role = _with_subject(name, role, part, begin)
    return role, None if any(word in name for word in employers.cues().joined_talk) else _whole_name(name, part, begin)


def _with_subject(name: str, role: str, part: str, begin: int) -> tuple[str, str]:
    """See "北岭科技Python工程师": the word of technology between the two is the role's."""
    subject = _SUBJECT.search(name)
    if not subject or not part[:begin].endswith(subject[0]) or not roles.kinds(subject[0]):
        return name, role
    return name[: subject.start()], part[begin - len(subject[0]) :].strip(_EDGE)


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


def _before_subject(name: str) -> str | None:
    """See "Norwind IoT" before a role: a well-known organisation of Latin letters, and the subject behind it."""
    words = name.split()
    ends = (at for at in range(len(words) - 1, 0, -1) if is_brand(" ".join(words[:at])))
    at = next(ends, 0) if name.isascii() else 0
    return " ".join(words[:at]) if at and all(map(roles.kinds, words[at:])) else None


def _is_field(name: str) -> bool:
    words = name.split()
    return all(roles.kinds(word) for word in words) and not is_brand(name)
