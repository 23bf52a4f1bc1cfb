"""Words of a role and of an employer written side by side without a joiner: "Acme Developer", "CTO Acme Technologies"."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.normalise.motto import is_motto
from scraper.recognise import employers, names, roles, wording
from scraper.recognise.roles import FIELD, HEAD, LEVEL, WEAK
from scraper.text import fold

_LOCATIVE = re.compile(r"['’](?:n?[dt][ae])$")  # Turkish: "Acme'de" is "at Acme"
_ARTICLES = frozenset(("La", "Le", "Les", "El", "Los", "Las", "Il", "Lo", "The", "Der", "Die", "Das", "De"))
_WORD = re.compile(r"\S+")
_DESCRIBING = 2  # words in small letters inside the name of an organisation, before what it is
# Endings by which English (and its borrowings) builds words that say of what kind, not whose.
_DERIVED = re.compile(
    r"(?:ing|ed|al|ive|ic|ics|ous|ly|ion|ions|ment|ity|ance|ence|ency|logy|graphy|less|ful|able|ible|ary|ory|ship|ware|ish|wide|ism|ology|based|driven|oriented|focused|centric|minded)$"
)
_LETTERS = re.compile(r"[А-ЯІЇЄҐA-Z]{2,6}")
_AGENT = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|eur|euse|ador|adora|ista)$")


def fields_only(text: str) -> bool:
    """Only words that say of what ("Data & Analytics", "Consulting Services"): neither a role nor an employer."""
    tokens = [token for token in roles.tokens(text) if token.casefold() not in roles.lexicon().small]
    if not tokens or employers.legal_form(text):
        return False
    if text.startswith("The ") and len(tokens) > 1:
        return False
    if _is_institution(text, tokens):
        return False
    ours = 0
    for token in tokens:
        kind = roles.kinds(token)
        if kind & (FIELD | LEVEL):
            ours += 1
        elif kind or not _is_derived(token) or employers.cue(token) not in (None, "company"):
            return False
    if roles.kinds(tokens[-1]) & (HEAD | WEAK):
        return False
    return ours > 0 and employers.known(text) is None


def _is_institution(text: str, tokens: list[str]) -> bool:
    """See "Museum of Glass", "Northern War Museum": all in capitals, opened or closed by a word for a place of work."""
    if len(tokens) < 2 or not all(token[0].isupper() for token in tokens):
        return False
    institutions = employers.cues().institutions
    return fold(tokens[-1]) in institutions or (
        fold(tokens[0]) in institutions and text.split()[1].casefold() in roles.lexicon().small
    )


def _is_derived(token: str) -> bool:
    plain = fold(token)
    return len(plain) > 6 and plain.isascii() and _DERIVED.search(plain) is not None


def is_sentence(text: str) -> bool:
    """Does somebody speak ("I build things"), rather than name something?"""
    return any(word in roles.lexicon().speech for word in fold(text).split())


def agentive(text: str) -> bool:
    """Is its last word built like one that names a doer ("Dreamer", "Agilist")?"""
    found = fold(text).split()
    return bool(found) and len(found) <= 3 and _AGENT.search(found[-1]) is not None


def is_ranked(text: str) -> bool:
    """See "Senior Event Maker": a rank in front of a doer is a job, though nobody knows the doer."""
    first, _, rest = fold(text).partition(" ")
    return first in roles.lexicon().ranked and agentive(rest) and not employers.legal_form(text)


def is_person(text: str) -> bool:
    """Is it somebody's name? Headlines repeat it: "Ana Ruiz, CTO at Acme"."""
    return 2 <= len(text.split()) <= 4 and names.name_score(text) >= 0.8


def could_be_name(text: str) -> bool:
    """Beside a role: may this be what the organisation is called?"""
    if fields_only(text) or is_sentence(text) or is_motto(text):
        return False
    score = employers.employer_score(text)
    if score >= 0.6:
        return True
    return score >= 0.35 and not (agentive(text) and text.isascii() and len(text.split()) <= 2 and _only_english(text))


def _only_english(text: str) -> bool:
    return all(token[:1].isalpha() for token in text.split())


def could_be_organisation(text: str) -> bool:
    """Alone, without any role near it: may this be what the organisation is called? Slogans and people may not."""
    if is_motto(text):
        return False
    score = employers.employer_score(text)
    if score >= 0.6:
        return True
    if is_sentence(text) or fields_only(text) or score < 0.35 or text.rstrip().endswith(("!", "?", "...", "…", ")")):
        return False
    return not is_person(text)


@lru_cache(maxsize=16_384)
def split(text: str) -> tuple[str | None, str | None]:
    """Role and employer where both stand side by side; the employer is None where all is the role."""
    tokens = list(_WORD.finditer(text))
    labels = [_label(token[0]) for token in tokens]
    heads = [i for i, label in enumerate(labels) if label in ("H", "W")]
    if not heads or len(tokens) < 2:
        return text, None
    return _before(text, tokens, labels, heads) or _after(text, tokens, labels, heads) or (text, None)


def _label(token: str) -> str:  # noqa: PLR0911 -- the rules in their order
    """H head, W weak head, M level or field, S small word, U unknown."""
    if token.casefold() in roles.lexicon().small:
        return "S"
    parts = [part for part in re.split(r"[/&+]", token) if part] or [token]
    kinds = [roles.kinds(part) for part in parts]
    if any(kind & HEAD for kind in kinds):
        return "H"
    if any(kind & WEAK for kind in kinds):
        return "W"
    if any(kind & (FIELD | LEVEL) for kind in kinds):
        return "M"
    if "-" in token and (last := token.rsplit("-", 1)[1]).islower() and roles.kinds(last) & FIELD:
        return "M"  # "Cross-platform": a compound of a subject
    plain = fold(token.strip(",.;:!()'\""))
    if _is_derived(plain) and plain.isalpha() and not re.search(r"[a-z][A-Z]", token):
        return "M"
    if len(plain) <= 4 and token.isupper() and plain.isascii() and employers.known(token) is None:
        return "M"
    return "U" if any(c.isalpha() for c in plain) else "M"


def _before(text: str, tokens: list[re.Match[str]], labels: list[str], heads: list[int]) -> tuple[str, str] | None:
    """See "Acme Developer Advocate", "Red Hat Engineer": the name leads, the role closes."""
    if labels[-1] not in ("H", "W") and "U" in labels[heads[0] :]:
        return None
    size = _known_start(tokens)
    if size and size <= heads[0]:
        vendor = fold(text[: tokens[size - 1].end()]) in roles.lexicon().vendors
        if not vendor or any(fold(tokens[i][0]) in roles.lexicon().personal for i in heads):
            return text[tokens[size].start() :], text[: tokens[size - 1].end()]
        return None
    size = 0
    while size < heads[0] and (labels[size] == "U" or (size and labels[size] == "S" and labels[size + 1] == "U")):
        size += 1
    if 0 < size < len(tokens) - 1 and tokens[size][0] == tokens[size + 1][0]:
        size += 1  # "Acme AI AI Engineer": the first "AI" is the name's
    name = text[: tokens[size - 1].end()] if size else ""
    if not size or size > 4 or "U" in labels[size : heads[-1]] or not _is_proper(name) or labels[size] == "S":
        return None
    if name.endswith(("'s", "’s")) or (
        labels[heads[-1]] == "W" and not any(labels[i] == "H" for i in heads) and not _brand(name)
    ):
        return None
    return text[tokens[size].start() :], _LOCATIVE.sub("", name)


def is_subject(word: str) -> bool:
    """Is it a word of a job's subject ("Computing"), rather than a name of something?"""
    return _label(word) != "U"


def _known_start(tokens: list[re.Match[str]]) -> int:
    for size in (3, 2, 1):
        if size < len(tokens) and employers.known(" ".join(token[0] for token in tokens[:size])):
            return size
    return 0


def _is_proper(name: str) -> bool:
    return all(
        word.lstrip('«“„"(')[:1].isupper()
        or word[0].isdigit()
        or re.search(r"[A-Z]", word) is not None
        or fold(word) in roles.lexicon().small
        for word in name.split()
    )


def _brand(name: str) -> bool:
    return employers.employer_score(name) >= 0.6


def _after(text: str, tokens: list[re.Match[str]], labels: list[str], heads: list[int]) -> tuple[str, str] | None:
    """Split "CTO Acme Technologies", "Gründerin Junge Tüftler": the role leads, the name closes."""
    last = heads[-1]
    if labels[0] not in ("H", "W", "M") or "U" not in labels[last + 1 :] or "U" in labels[: last + 1]:
        return None
    at = labels.index("U", last + 1)
    if at == last + 2 and labels[last + 1] == "S" and tokens[last + 1][0] in _ARTICLES:
        at = last + 1  # "Managing Director La Perla"
    name = text[tokens[at].start() :]
    if at == last + 1:
        proper = _is_proper(name) or len(tokens) - at == 1
        return (
            (text[: tokens[last].end()], name)
            if (_brand(name) or _leads(tokens[:at])) and proper and not name.startswith("(")
            else None
        )
    if "S" in labels[last + 1 :] or len(labels) - at > 3:
        return None
    while at - 1 > last and tokens[at - 1][0].isupper() and not roles.kinds(tokens[at - 1][0]):
        at -= 1  # "Presidente TAS Spa"
    name = text[tokens[at].start() :]
    if _leads(tokens[: last + 1]) and labels[last + 1 : at] == ["M"] * (at - last - 1) and _is_proper(name):
        return text[: tokens[at - 1].end()], name  # "Direttrice Marketing Acme"
    foreign = name.isascii() and not text[: tokens[at].start()].isascii()
    if foreign or (_brand(name) and not text[: tokens[at].start()].isascii()):
        return text[: tokens[at - 1].end()], name
    return None


def _leads(tokens: list[re.Match[str]]) -> bool:
    """Do the words name who leads an organisation? Its name may follow without a joiner."""
    words = {part for token in tokens for part in re.split(r"[-/&+]", fold(token[0].strip(",.")))}
    return not words.isdisjoint(roles.lexicon().leaders) or "chief" in words


def begins_as_job(text: str) -> bool:
    """Does one of the first two words name what somebody is?"""
    return any(roles.kinds(word) & (HEAD | WEAK) for word in text.split(maxsplit=3)[:2])


def opens_as_job(text: str) -> bool:
    """Is its first word, or the one behind words of rank, what somebody is ("Vice Presidente", "HR-Leiterin")?"""
    for word in text.split(maxsplit=4)[:3]:
        kind = roles.kinds(word)
        if kind & (HEAD | WEAK):
            return not roles.is_plural(word)
        if not kind & LEVEL:
            return False
    return False


def _named(text: str, tokens: list[re.Match[str]]) -> tuple[str, str] | None:
    """A name behind a common noun: "основатель студии «Acme»", "доцент кафедры физики АГУ"."""
    nouns = employers.cues().inflected
    noun = next((at for at, one in enumerate(tokens[:9]) if at and one[0].islower() and fold(one[0]) in nouns), 0)
    if not 0 < noun < len(tokens) - 1 or not all(one[0].islower() for one in tokens[1:noun]):
        return None  # "Ректор Национального ... университета МИФИ": the name begins before the noun
    role, first, last = text[: tokens[noun - 1].end()], tokens[noun + 1], tokens[-1]
    if first[0][0] in "«„“" and last[0][-1] in "»“”":
        return role, text[first.start() :]
    return (role, last[0]) if _LETTERS.fullmatch(last[0]) else None


def _is_within(word: str, behind: list[re.Match[str]]) -> bool:
    """Is it a board or a branch of the organisation named right behind it?"""
    inside = roles.kinds(word) & FIELD or fold(word) in employers.cues().inflected
    return bool(inside and behind and fold(behind[0][0]) in employers.cues().inflected)


def _located(text: str, tokens: list[re.Match[str]]) -> tuple[str, str] | None:
    """See "johtajana Norwind Oy:ssä": an ending written on to the organisation says that the job is there."""
    for at, token in enumerate(tokens[1:], start=1):
        ending = next((one for one in wording.words("locative") if token[0].strip(".,").endswith(one)), None)
        if ending is None:
            continue
        start = at
        while start > 1 and not tokens[start - 1][0].islower() and not roles.kinds(tokens[start - 1][0]):
            start -= 1
        name = text[tokens[start].start() : token.start() + token[0].rindex(ending)]
        return None if name.islower() else (text[: tokens[start - 1].end()], name)
    return None


def inflected(text: str) -> tuple[str, str] | None:
    """Role and employer where the case alone joins them, as Slavic languages do: "adiunkt Instytutu Fizyki UJ"."""
    tokens = list(_WORD.finditer(text))
    if len(tokens) == 3 and fold(tokens[1][0]) in employers.cues().inflected and roles.kinds(tokens[2][0]) & HEAD:
        return tokens[2][0], text[: tokens[1].end()]  # Finnish: "Revon yliopiston professori"
    if not tokens or not roles.kinds(tokens[0][0]) & (HEAD | LEVEL):
        return None
    return _located(text, tokens) or _named(text, tokens) or _in_case(text, tokens)


def _in_case(text: str, tokens: list[re.Match[str]]) -> tuple[str, str] | None:
    start = last = 0
    for at in range(1, min(len(tokens), 9)):
        word = tokens[at][0]
        if start and fold(word) in employers.cues().inflected:
            return text[: tokens[start - 1].end()], text[tokens[start].start() :]
        if not word[0].isupper() or fold(word) in roles.lexicon().small:
            if fold(word) in roles.lexicon().small or at - last > _DESCRIBING:
                start = 0  # what an organisation is like may stand in small letters: "Nejvyššího správního soudu"
            if _label(word) == "S":
                return None
            continue
        if not start and _is_within(word, tokens[at + 1 : at + 2]):
            continue  # "Prezes Zarządu Fundacji Acme", "Przewodniczący Rady Fundacji Acme"
        start, last = start or at, at
        if fold(word) in employers.cues().inflected:
            return text[: tokens[start - 1].end()], text[tokens[start].start() :]
    return None
