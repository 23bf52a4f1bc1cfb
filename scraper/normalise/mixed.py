"""Words of a role and of an employer written side by side without a joiner: "Acme Developer", "CTO Acme Technologies"."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.recognise import employers, names, roles
from scraper.recognise.roles import FIELD, HEAD, LEVEL, WEAK
from scraper.text import fold

_WORD = re.compile(r"\S+")
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "&",
        "de",
        "del",
        "di",
        "du",
        "da",
        "do",
        "des",
        "la",
        "le",
        "el",
        "les",
        "los",
        "las",
        "y",
        "e",
        "et",
        "i",
        "en",
        "und",
        "der",
        "die",
        "das",
        "fur",
        "von",
        "am",
        "zu",
        "och",
        "av",
        "ve",
        "w",
        "na",
        "za",
        "in",
        "to",
        "or",
        "with",
        "mit",
        "avec",
        "con",
        "&",
        "+",
        "/",
        "-",
    ]
)
_SPEECH = frozenset(
    [
        "i",
        "im",
        "i'm",
        "i’m",
        "me",
        "my",
        "we",
        "our",
        "you",
        "your",
        "is",
        "are",
        "was",
        "am",
        "be",
        "being",
        "been",
        "has",
        "have",
        "loves",
        "likes",
        "doing",
        "makes",
        "making",
        "ready",
        "cannot",
        "can",
        "can't",
        "don't",
        "not",
        "if",
        "when",
        "how",
        "why",
        "what",
        "never",
        "always",
        "every",
        "just",
        "like",
        "up",
        "am",
        "ich",
        "bin",
        "je",
        "suis",
        "soy",
        "yo",
        "sono",
        "io",
        "jestem",
        "я",
    ]
)
# Endings by which English (and its borrowings) builds words that say of what kind, not whose.
_DERIVED = re.compile(
    r"(?:ing|ed|al|ive|ic|ics|ous|ly|ion|ions|ment|ity|ance|ence|ency|logy|graphy|less|ful|able|ible|ary|ory|ship|ware|ish|wide|ism|ology|based|driven|oriented|focused|centric|minded)$"
)
_AGENT = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|eur|euse|ador|adora|ista)$")
_VENDORS = frozenset(
    [
        "microsoft",
        "google",
        "amazon",
        "aws",
        "azure",
        "sap",
        "salesforce",
        "oracle",
        "ibm",
        "adobe",
        "apple",
        "cisco",
        "servicenow",
        "databricks",
        "snowflake",
    ]
)
_PERSONAL = frozenset(
    [
        "fellow",
        "founder",
        "ceo",
        "cto",
        "cofounder",
        "co-founder",
        "president",
        "vp",
        "evangelist",
        "advocate",
        "gründer",
        "owner",
    ]
)
_LEADING = frozenset(
    fold(word)
    for word in [
        "founder",
        "co-founder",
        "cofounder",
        "owner",
        "ceo",
        "cto",
        "cfo",
        "coo",
        "cio",
        "ciso",
        "president",
        "chairman",
        "chairwoman",
        "partner",
        "director",
        "vp",
        "gm",
        "head",
        "gründer",
        "gründerin",
        "mitgründer",
        "mitgründerin",
        "inhaber",
        "inhaberin",
        "geschäftsführer",
        "geschäftsführerin",
        "leiter",
        "leiterin",
        "vorstand",
        "direktor",
        "direktorin",
        "professor",
        "professorin",
        "fondateur",
        "fondatrice",
        "directeur",
        "directrice",
        "gérant",
        "pdg",
        "fundador",
        "fundadora",
        "presidente",
        "direttore",
        "fondatore",
        "oprichter",
        "eigenaar",
        "directeur",
        "założyciel",
        "założycielka",
        "prezes",
        "dyrektor",
        "zakladatel",
        "zakladatelka",
        "majitel",
        "jednatel",
        "ředitel",
        "grundare",
        "vd",
        "ägare",
        "основатель",
        "директор",
        "президент",
        "владелец",
        "засновник",
        "директорка",
        "developer",
        "dev",
        "creator",
        "maintainer",
    ]
)


def fields_only(text: str) -> bool:
    """Only words that say of what ("Data & Analytics", "Consulting Services"): neither a role nor an employer."""
    tokens = [token for token in roles.tokens(text) if token.casefold() not in _SMALL]
    if not tokens or employers.legal_form(text):
        return False
    ours = 0
    for token in tokens:
        kind = roles.kinds(token)
        if kind & (FIELD | LEVEL):
            ours += 1
        elif not (token.isascii() and _DERIVED.search(token.casefold())) or kind & HEAD:
            return False
    return ours > 0 and employers.known(text) is None


def is_sentence(text: str) -> bool:
    """Does somebody speak ("I build things"), rather than name something?"""
    return any(word in _SPEECH for word in fold(text).split())


def agentive(text: str) -> bool:
    """Is its last word built like one that names a doer ("Dreamer", "Agilist")?"""
    found = fold(text).split()
    return bool(found) and len(found) <= 3 and _AGENT.search(found[-1]) is not None


def is_person(text: str) -> bool:
    """Is it somebody's name? (Headlines repeat it: "Ana Ruiz, CTO at Acme".)"""
    return 2 <= len(text.split()) <= 4 and names.name_score(text) >= 0.8


def could_be_name(text: str) -> bool:
    """Beside a role: may this be what the organisation is called?"""
    if fields_only(text) or is_sentence(text):
        return False
    score = employers.employer_score(text)
    if score >= 0.6:
        return True
    return score >= 0.35 and not (agentive(text) and text.isascii() and len(text.split()) <= 2 and _only_english(text))


def _only_english(text: str) -> bool:
    return all(token[:1].isalpha() for token in text.split())


def could_be_organisation(text: str) -> bool:
    """Alone, without any role near it: may this be what the organisation is called? Slogans and people may not."""
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


def _label(token: str) -> str:
    """H head, W weak head, M level or field, S small word, U unknown."""
    if token.casefold() in _SMALL:
        return "S"
    parts = [part for part in re.split(r"[/&+]", token) if part] or [token]
    kinds = [roles.kinds(part) for part in parts]
    if any(kind & HEAD for kind in kinds):
        return "H"
    if any(kind & WEAK for kind in kinds):
        return "W"
    if any(kind & (FIELD | LEVEL) for kind in kinds):
        return "M"
    plain = fold(token.strip(",.;:!()'\""))
    if plain.isascii() and plain.isalpha() and _DERIVED.search(plain) and not re.search(r"[a-z][A-Z]", token):
        return "M"
    return "U" if any(c.isalpha() for c in plain) else "M"


def _before(text: str, tokens: list[re.Match[str]], labels: list[str], heads: list[int]) -> tuple[str, str] | None:
    """ "Acme Developer Advocate", "Red Hat Engineer": the name leads, the role closes."""
    if labels[-1] not in ("H", "W") and not (labels[heads[0] :].count("U") == 0):
        return None
    size = _known_start(tokens)
    if size and size <= heads[0]:
        vendor = fold(text[: tokens[size - 1].end()]) in _VENDORS
        if not vendor or any(fold(tokens[i][0]) in _PERSONAL for i in heads):
            return text[tokens[size].start() :], text[: tokens[size - 1].end()]
        return None
    size = 0
    while size < heads[0] and (labels[size] == "U" or (size and labels[size] == "S" and labels[size + 1] == "U")):
        size += 1
    name = text[: tokens[size - 1].end()] if size else ""
    if not size or size > 4 or "U" in labels[size : heads[-1]] or not _is_proper(name) or labels[size] == "S":
        return None
    if name.endswith(("'s", "’s")) or (
        labels[heads[-1]] == "W" and not any(labels[i] == "H" for i in heads) and not _brand(name)
    ):
        return None
    return text[tokens[size].start() :], name


def _known_start(tokens: list[re.Match[str]]) -> int:
    for size in (3, 2, 1):
        if size < len(tokens) and employers.known(" ".join(token[0] for token in tokens[:size])):
            return size
    return 0


def _is_proper(name: str) -> bool:
    return all(
        word[0].isupper() or word[0].isdigit() or re.search(r"[A-Z]", word) is not None or fold(word) in _SMALL
        for word in name.split()
    )


def _brand(name: str) -> bool:
    return employers.employer_score(name) >= 0.6


def _after(text: str, tokens: list[re.Match[str]], labels: list[str], heads: list[int]) -> tuple[str, str] | None:
    """ "CTO Acme Technologies", "Gründerin Junge Tüftler": the role leads, the name closes."""
    if labels[0] not in ("H", "W", "M"):
        return None
    last = heads[-1]
    rest = labels[last + 1 :]
    if (
        not rest
        or rest[0] == "S"
        or "U" not in rest
        or any(label != "U" and label != "M" and label != "S" for label in rest)
    ):
        return None
    name = text[tokens[last + 1].start() :]
    lead = fold(tokens[last][0].strip(",.")) in _LEADING
    if any(label == "U" for label in labels[: last + 1]):
        return None
    if (_brand(name) and rest[0] == "U") or (lead and rest[0] == "U" and not name.startswith("(")):
        return text[: tokens[last].end()], name
    return None
