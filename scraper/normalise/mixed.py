"""Words of a role and of an employer written side by side without a joiner: "Acme Developer", "CTO Acme Technologies"."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.normalise.motto import is_motto
from scraper.recognise import employers, names, roles, wording
from scraper.recognise.institutions import is_institution
from scraper.recognise.places import is_place
from scraper.recognise.roles import FIELD, HEAD, LEVEL, WEAK
from scraper.text import fold

_LOCATIVE = re.compile(r"['’](?:n?[dt][ae])$")  # Turkish: "Acme'de" is "at Acme"
_ARTICLES = frozenset(("La", "Le", "Les", "El", "Los", "Las", "Il", "Lo", "The", "Der", "Die", "Das", "De"))
_WORD = re.compile(r"\S+")
_CAPITAL = r"[^\W\d_a-zß-ÿа-яёіїєґ][\w.&'’-]*"
_GOES_ON = re.compile(rf"((?:{_CAPITAL})(?:\s(?:{_CAPITAL}|&|\d+))*)\s([a-zß-ÿа-яёіїєґ]{{2,}})\s\S+\s\S")
_SHORTEST_DERIVED, _SHORTEST_AGENT = 7, 5  # letters


def fields_only(text: str) -> bool:
    """Only words that say of what ("Data & Analytics", "Consulting Services"): neither a role nor an employer."""
    tokens = [token for token in roles.tokens(text) if token.casefold() not in roles.lexicon().small]
    if not tokens or employers.legal_form(text):
        return False
    if text.startswith("The ") and len(tokens) > 1:
        return False
    if is_institution(text):
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


def _is_derived(token: str) -> bool:
    if len(token) < _SHORTEST_DERIVED:
        return False
    table, plain = roles.lexicon(), fold(token)
    is_english = plain.isascii() and plain.endswith(table.derived)
    return is_english or (not token.isascii() and token.casefold().endswith(table.kinds_of))


def is_sentence(text: str) -> bool:
    """Does somebody speak ("I build things"), rather than name something?"""
    return not roles.lexicon().speech.isdisjoint(wording.spoken(text))


def agentive(text: str) -> bool:
    """Is its last word built like one that names a doer ("Dreamer", "Agilist")?"""
    found = fold(text).split()
    if not found or len(found) > 3 or len(found[-1]) < _SHORTEST_AGENT:
        return False
    return found[-1].isascii() and found[-1].endswith(roles.lexicon().agents)


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
    labels = [label(token[0]) for token in tokens]
    heads = [i for i, label in enumerate(labels) if label in ("H", "W")]
    if not heads or len(tokens) < 2:
        return text, None
    return (
        _before_institution(text, tokens, heads[0])
        or _before(text, tokens, labels, heads)
        or _of_founder(text, tokens, labels, heads[-1])
        or _after(text, tokens, labels, heads)
        or (text, None)
    )


def _before_institution(text: str, tokens: list[re.Match[str]], head: int) -> tuple[str, str] | None:
    """See "Head of Change Management Ministry of Tides": what is called by its kind and "of" begins an organisation."""
    small = roles.lexicon().small
    for at in range(head + 1, len(tokens) - 2):
        before, token, of = (tokens[i][0] for i in (at - 1, at, at + 1))
        is_of = of.casefold() in small and of.casefold() not in wording.words("and")
        is_named = token[0].isupper() and is_of and tokens[at + 2][0][0].isupper()
        is_behind_job = roles.kinds(before) != 0 and before.casefold() not in small
        if is_named and is_behind_job and employers.cue(token) not in (None, "company"):
            return text[: tokens[at - 1].end()], text[tokens[at].start() :]
    return None


def label(token: str) -> str:  # noqa: PLR0911 -- the rules in their order
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
    bare = token.strip(",.;:!()'\"")
    plain = fold(bare)
    if _is_derived(bare) and plain.isalpha() and not re.search(r"[a-z][A-Z]", token):
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
    if not size or size > 4 or "U" in labels[size : heads[-1]] or not is_proper(name) or labels[size] == "S":
        return None
    if name.endswith(("'s", "’s")) or (
        labels[heads[-1]] == "W" and not any(labels[i] == "H" for i in heads) and not _brand(name)
    ):
        return None
    return text[tokens[size].start() :], _LOCATIVE.sub("", name)


def is_subject(word: str) -> bool:
    """Is it a word of a job's subject ("Computing"), rather than a name of something?"""
    return label(word) != "U"


def _known_start(tokens: list[re.Match[str]]) -> int:
    for size in (3, 2, 1):
        if size < len(tokens) and employers.known(" ".join(token[0] for token in tokens[:size])):
            return size
    return 0


def is_proper(name: str) -> bool:
    """Do all words begin large, small words aside?"""
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
        proper = is_proper(name) or (len(tokens) - at == 1 and name.isascii())
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
    if _leads(tokens[: last + 1]) and labels[last + 1 : at] == ["M"] * (at - last - 1) and is_proper(name):
        return text[: tokens[at - 1].end()], name  # "Direttrice Marketing Acme"
    foreign = name.isascii() and not text[: tokens[at].start()].isascii()
    if foreign or (_brand(name) and not text[: tokens[at].start()].isascii()):
        return text[: tokens[at - 1].end()], name
    return None


def _of_founder(text: str, tokens: list[re.Match[str]], labels: list[str], last: int) -> tuple[str, str] | None:
    """See "CEO Science Play": who founds or heads it all has no field; what is written large behind is the name."""
    behind = tokens[last + 1 :]
    is_proper = len(behind) > 1 and all(one[0][0].isupper() for one in behind)
    if not is_proper or "S" in labels[last + 1 :] or "U" in labels[:last] or labels[last] != "H":
        return None
    name = text[behind[0].start() :]
    is_whole = fold(tokens[last][0]) in roles.lexicon().founders or fold(tokens[last][0]) == "ceo"
    if not is_whole or is_place(name) or roles.kinds(behind[0][0]) & LEVEL:
        return None
    return text[: tokens[last].end()], name


def _leads(tokens: list[re.Match[str]]) -> bool:
    """Do the words name who leads an organisation? Its name may follow without a joiner."""
    words = {part for token in tokens for part in re.split(r"[-/&+]", fold(token[0].strip(",.")))}
    return not words.isdisjoint(roles.lexicon().leaders) or "chief" in words


def begins_as_job(text: str) -> bool:
    """Does one of the first two words name what somebody is?"""
    return any(roles.kinds(word) & (HEAD | WEAK) for word in text.split(maxsplit=3)[:2])


def before_prose(text: str) -> str:
    """A name in capitals without what small letters say of it ("Future Mind specjalizuje się w ..."); else the text."""
    found = _GOES_ON.match(text)
    word = found[2] if found else ""
    if found is None or fold(word) in roles.lexicon().small | wording.words("and") or roles.kinds(word):
        return text
    named = text.partition(",")[0]
    is_named = employers.cue(named) is not None or not employers.cues().inflected.isdisjoint(map(fold, named.split()))
    return text if is_named or employers.legal_form(f"{found[1]} {word.upper()}") else found[1]


def comes_to_job(text: str) -> bool:
    """Is one of the first words what somebody is, and those before it of what kind ("product manager at")?"""
    said = text.split(maxsplit=4)[:4]
    head = next((at for at, word in enumerate(said) if roles.kinds(word) & HEAD), None)
    return head is not None and all(map(is_subject, said[:head]))


def opens_as_job(text: str) -> bool:
    """Is its first word, or the one behind words of rank, what somebody is ("Vice Presidente", "HR-Leiterin")?"""
    for word in text.split(maxsplit=4)[:3]:
        kind = roles.kinds(word)
        if kind & (HEAD | WEAK):
            return not roles.is_plural(word)
        if not kind & LEVEL:
            return False
    return False
