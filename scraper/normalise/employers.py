"""An employer's canonical name, the key to compare by, and what kind of organisation it is.

`canonical` keeps a name a person would use ("Acme GmbH" -> "Acme"); spellings listed in data/employers.toml become
one ("AWS" -> "Amazon Web Services"). `key` is for comparing only. Nothing is ever emptied.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper import reference
from scraper.normalise import roles as job_roles
from scraper.recognise import employers as recognise
from scraper.recognise import roles, vocabulary
from scraper.recognise.vocabulary import Vocabulary
from scraper.text import fold, squash, words

_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
_AND = re.compile(r"(?<=[^\W\d_]) (?:and|\+) (?=[^\W\d_])", re.IGNORECASE)
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]\.?")
_EDGE = " \t,;:|/·•–—-@"


@lru_cache(maxsize=16_384)
def canonical(employer: str) -> str:
    """The organisation's usual name. "Acme, Inc." -> "Acme", "the BBC" -> "BBC", "株式会社メルカリ" -> "メルカリ".

    Takes any text, gives a non-empty one for a non-empty one, and gives the same again for its own result.
    """
    text = squash(employer).strip(_EDGE) or squash(employer)
    if known := recognise.known(text):
        return known
    bare = _without_brackets(text)
    formless = _without_form(bare)
    plain = _without_article(formless)
    for attempt in (bare, formless, plain):
        if known := recognise.known(attempt):
            return known
    name = _as_one_writes(_recased(plain))
    return recognise.known(name) or name


def _as_one_writes(name: str) -> str:
    """Initials without dots, and "&" for the "and" between a firm's names; an institution's "and" is of its name."""
    if _DOTTED.fullmatch(name):
        return name.replace(".", "").upper()
    return _AND.sub(" & ", name) if recognise.cue(name) in (None, "company") else name


@lru_cache(maxsize=16_384)
def key(employer: str) -> str:
    """What two spellings of one organisation share: the canonical name folded, punctuation and "the" off."""
    name = canonical(employer)
    found = [word for word in words(name.replace("&", " and ")) if word != "the"]
    return " ".join(found) or fold(name)


@lru_cache(maxsize=16_384)
def kind(employer: str) -> str | None:  # noqa: PLR0911 -- the rules in their order
    """The kind of place an employer is; None where nothing tells.

    company, university, school, hospital, research institute, culture, media, public body, non-profit, freelance or
    student: known employers first, then the words of data/employer_kinds.toml, then those of data/organisations.toml.
    """
    plain = fold(employer).strip(" .")
    if not plain:
        return None
    if roles.is_freelance(plain):
        return "freelance"
    if plain in roles.lexicon().students:
        return "student"
    table = recognise.cues()
    if told := table.kinds.get(plain) or table.kinds.get(fold(canonical(employer))):
        return told
    if told := _by_words(employer):
        return told
    cue = recognise.cue(employer)
    form = recognise.legal_form(employer)
    if form in table.nonprofit:
        return "university" if cue == "university" else "non-profit"
    if form and cue in (None, "non-profit", "public body") and form not in table.public:
        return "company"
    return cue or ("company" if form else None)


def workplace(employer: str | None, role: str | None) -> str | None:
    """Where somebody works: the employer's kind; without an employer freelance or student, if the role says so."""
    if employer:
        return kind(employer)
    if role and roles.is_freelance(fold(role).strip(" .")):
        return "freelance"
    return "student" if role and job_roles.seniority(role) == "student" else None


def kinds() -> tuple[str, ...]:
    """Every kind there is, as `kind` gives them."""
    finer = tuple(str(row["name"]) for row in reference.table("employer_kinds")["kind"])
    return ("company", *finer, "public body", "non-profit", "freelance", "student")


@cache
def _kind_words() -> tuple[Vocabulary, dict[str, int], tuple[tuple[str, tuple[str, ...]], ...]]:
    rows = reference.table("employer_kinds")["kind"]
    found = vocabulary.make((word, row["name"]) for row in rows for word in row["words"])
    endings = tuple((row["name"], tuple(map(fold, row.get("endings", ())))) for row in rows)
    return found, {row["name"]: at for at, row in enumerate(rows)}, endings


def _by_words(employer: str) -> str | None:
    """The longest phrase decides, then the order of the table; then how the words end."""
    found, order, endings = _kind_words()
    told = [(size, meaning) for _, size, meaning in found.find(employer)]
    if told:
        return min(told, key=lambda one: (-one[0], order[one[1]]))[1]
    long = [word for word in words(employer) if len(word) > 8]
    return next((kind for kind, ends in endings if ends and any(word.endswith(ends) for word in long)), None)


def _without_brackets(text: str) -> str:
    return squash(_BRACKETS.sub(" ", text)).strip(_EDGE) or text


def _without_article(text: str) -> str:
    head, _, tail = text.partition(" ")
    return tail if head.casefold() == "the" and tail else text


def _without_form(text: str) -> str:
    """The name without its legal form, in front or behind; never empty."""
    for form in recognise.cues().joined_legal:
        if form in text and (rest := text.replace(form, " ").strip(_EDGE + "\u3000")):
            text = squash(rest)
    for _ in range(3):
        shorter = _shorter(text)
        if shorter == text:
            break
        text = shorter
    return _cleaned(text)


def _shorter(text: str) -> str:
    form = recognise.legal_form(text)
    if not form:
        return text
    tokens = text.split()
    size = min(len(form.split()), len(tokens) - 1)
    for part, rest in ((tokens[-size:], tokens[:-size]), (tokens[:size], tokens[size:])):
        if fold(" ".join(part).replace(",", " ")).replace("  ", " ").strip("() ").rstrip(".") == form.rstrip("."):
            left = " ".join(rest).strip(_EDGE + "&")
            if left.rstrip(_EDGE + "&") and not left.casefold().endswith((" and", " und", " &")):
                return left
    return text


def _cleaned(text: str) -> str:
    """Cleanco knows forms our table may lack; its empty and broken answers are refused."""
    if len(text) > recognise.LONGEST:  # no name; and its patterns are quadratic
        return text
    if not text.isascii() and not any(c.isalpha() and c.isascii() for c in text):
        return text
    if not re.search(r"[.,]|\b[a-zA-Z]{2,4}$", text):
        return text
    from cleanco import basename

    shorter = str(basename(text)).strip(_EDGE)
    lost = text[len(shorter) :].strip(_EDGE) if text.startswith(shorter) else text
    if (
        not shorter
        or len(shorter) < 2
        or "&" in text[len(shorter) - 1 :][:4]
        or (lost and "." not in lost and not lost.isupper())
    ):
        return text
    if (
        text.rsplit(maxsplit=1)[-1].casefold().strip(".") in recognise.cues().short
        and "." not in text
        and not lost.isupper()
    ):
        return text
    return shorter


@cache
def _brand_cases() -> dict[str, str]:
    return {fold(row["name"]): row["name"] for row in reference.table("employers")["employer"]}


def _recased(text: str) -> str:
    """A name shouted in several words is written normally; short ones (IBM, NTT) stay as they are."""
    if (known := _brand_cases().get(fold(text))) is not None:
        return known
    tokens = text.split()
    letters = [c for c in text if c.isalpha()]
    if letters and all(c.isupper() for c in letters) and len(letters) > 5 and any(len(t) > 4 for t in tokens):
        return " ".join(
            token.capitalize() if len(token) > 3 or token in ("THE", "AND", "FOR") else token for token in tokens
        )
    return text
