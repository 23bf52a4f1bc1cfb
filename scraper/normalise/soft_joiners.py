"""Role and employer on either side of a joiner that may also open a field or a place: "of", "in", "de", "for"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise, takewhile

from scraper.normalise import cases, joiners, mixed
from scraper.normalise.cutting import (
    employer_of,
    head_of,
    heads_of,
    is_called,
    is_known,
    words_of,
)
from scraper.normalise.joiners import GENITIVE, LIKELY, PLACE, Joint
from scraper.normalise.told import Headline
from scraper.normalise.trimming import bare_role
from scraper.recognise import employers, roles
from scraper.recognise.places import is_place
from scraper.text import fold

_OF = re.compile(r"\s(?:de|del|della|di|du|des|of|von|do|da|der)\s")
_LONG_NAME, _MAY_BE_NAME = 5, 0.4
_WITHIN = frozenset(("en", "in", "em", "w", "v"))
_IN = frozenset(("en", "in", "em", "para", "for", "fur", "für", "w", "v", "для"))


def of_works(text: str) -> bool:
    """See "Maintainer of X": what follows in a list are more works."""
    return next(iter(words_of(text)), "").removeprefix("co-") in roles.lexicon().works


def strong(text: str) -> bool:
    """Does the text read like an organisation without anything around it?"""
    return employers.employer_score(text) >= 0.6


def by_soft_joiner(text: str) -> Headline | None:
    """The job a phrase tells by such a joiner; None where none of them joins a role and an organisation."""
    if found := cases.inflected(text):
        return Headline(bare_role(found[0]), employer_of(found[1]))
    return _by_cue(text) or _by_strength(text)


def _by_strength(text: str) -> Headline | None:
    told: Headline | None = None
    for strength in (LIKELY, GENITIVE, PLACE):
        for joint in (found := _outside_towns(text, joiners.joints(text, strength))):
            left, right = text[: joint.start].strip(), text[joint.end :].strip().removeprefix("the ")
            if (
                not right
                or not _is_open(left)
                or not joiners.fits(joint, left)
                or (strength == LIKELY and (_is_said_again(text, joint, found) or _is_in_kind(text, joint)))
            ):
                continue
            if strength == LIKELY and (body := _body_before(text, joint.start)):
                return body
            if strength == GENITIVE and right[0] in '“«„"' and words_of(left)[-1] in roles.lexicon().works:
                return Headline(bare_role(left), None)
            if strength == GENITIVE and of_works(left) and not mixed.fields_only(head_of(right)):
                return Headline(bare_role(left), None)
            if _joins(strength, left, right) and (employer := employer_of(right)):
                told = Headline(bare_role(_last_of(left)), employer)
                is_sure = strong(head_of(right)) or _is_the(joint, right) or heads_of(left) & roles.lexicon().owners
                if strength != GENITIVE or is_sure:
                    return told
        if told:  # "Jefa de Contenidos de Acme": without better evidence the last "de" opens the organisation
            return told
    return None


def _is_the(joint: Joint, right: str) -> bool:
    """See "Vice-doyen de la FSNW" de Northtown: letters behind an article are what an organisation is called."""
    first = right.split(maxsplit=1)[0].strip(".,")
    return (
        len(joint.word) > len("de")
        and len(first) > 2
        and first.isalpha()
        and first.isupper()
        and not roles.kinds(first)
    )


def _outside_towns(text: str, found: Iterable[Joint]) -> list[Joint]:
    """The joiners up to a town: in "Alcalá de Henares" none joins a job and an organisation."""
    behind = ((joint, text[joint.end :].strip()) for joint in found)
    return [joint for joint, _ in takewhile(lambda one: not (" " in one[1] and is_place(one[1])), behind)]


def _is_open(left: str) -> bool:
    """May an organisation follow a joiner behind this text?"""
    is_job = roles.role_score(left) >= 0.4 and not (_opens(left) or _is_quoted(left))
    return (
        is_job and fold(left.rsplit(maxsplit=1)[-1]) not in employers.cues().institutions
    )  # "Dean University" of Northtown


def _is_said_again(text: str, joint: Joint, found: list[Joint]) -> bool:
    """See "Directora de Consultoría en Capital Humano en Acme": in a field first, and behind the same word where."""
    here = head_of(text[joint.end :])
    is_field = bool(here) and roles.kinds(here.split()[0]) & roles.FIELD
    if joint.word.casefold() not in _WITHIN or not is_field or employers.cue(here) not in (None, "company"):
        return False
    later = (text[one.end :].strip() for one in found if one.start > joint.start and one.word == joint.word)
    return any(one[:1].isupper() and not is_place(head_of(one)) and _names_somebody(one) for one in later)


def _last_of(left: str) -> str:
    """See "advisor for new ventures and Executive Director" of Acme: of two jobs the second is that one's."""
    for found in joiners.and_words().finditer(left):
        before, after = left[: found.start()], left[found.end() :]
        is_told = any(
            not mixed.fields_only(head_of(before[joint.end :]))
            for strength in (LIKELY, GENITIVE, PLACE)
            for joint in joiners.joints(before, strength)
        )
        if is_told and mixed.opens_as_job(after):
            return after
    return left


def _is_quoted(left: str) -> bool:
    """Does a quotation begin before the joiner and end behind it ("author of “Tales of Paper”")?"""
    return any(left.count(opening) > left.count(closing) for opening, closing in ("“”", "«»", "„“"))


def _by_cue(text: str) -> Headline | None:
    """See "Director General de Política Digital de la Junta de X": what opens with a word for an organisation is it."""
    found = sorted(
        (joint.start, joint.end, strength)
        for strength in (LIKELY, GENITIVE, PLACE)
        for joint in joiners.joints(text, strength)
    )
    for at, (start, end, strength) in enumerate(found):
        left, right = text[:start].strip(), text[end:].strip()
        if right[:1].isupper() and employers.cue(right.split(maxsplit=1)[0]) not in (None, "company"):
            is_first = all(other[2] != GENITIVE for other in found[:at])  # then the common rules do
            is_job = roles.role_score(left) >= 0.4 and not _opens(left) and not of_works(left)
            is_last = strength != GENITIVE and any(other[2] != GENITIVE for other in found[:at] if other[0] < start)
            if is_job and is_last:  # "maîtresse de conférences en droit public à l'Université de X"
                return Headline(bare_role(left), employer_of(right))
            if strength != GENITIVE or is_first or not is_job:
                return None
            return Headline(bare_role(left), employer_of(right))
    return None


def _is_expert(left: str) -> bool:
    """Is it somebody of a subject ("especialista en", "expert for"), or a degree? Then what follows is the subject."""
    found = [fold(word).rstrip(",") for word in left.split()]
    experts = roles.lexicon().experts
    return (
        found[-1] in experts
        or any(  # "psicóloga experta en Trastornos" del Espectro Autista
            one in experts and after in _IN and not is_known(" ".join(found[at + 2 :]))
            for at, (one, after) in enumerate(pairwise(found))
        )
    )


def _body_before(text: str, end: int) -> Headline | None:
    """See "Secretaria de la ONU para Asuntos Legales": the organisation before the field."""
    for joint in joiners.joints(text[:end], GENITIVE):
        left, right = text[: joint.start].strip(), text[joint.end : end].strip()
        if roles.role_score(left) >= 0.4 and strong(right) and _joins(GENITIVE, left, right):
            return Headline(bare_role(left), employer_of(right))
    return None


def _joins(strength: str, left: str, right: str) -> bool:
    """Is it the organisation that follows a joiner which may also open a place or a field?"""
    if is_called(right) and (strength != GENITIVE or not of_works(left)):
        return True
    is_student = strength == GENITIVE and fold(left.split(maxsplit=1)[0]) in roles.lexicon().students
    if _is_expert(left) and not is_student and not strong(head_of(right)):
        return False  # but "Estudiante del Máster en Física de" the university where it is taught
    if strength == LIKELY:
        return _names_somebody(right)
    if strength == PLACE:  # "in the Red Hat desktop team"
        head = head_of(right)
        return strong(head) or employers.known(" ".join(head.split()[:2])) is not None or _is_within(left, right)
    return not roles.is_freelance(left) and _owned(left, right)


def _is_within(left: str, right: str) -> bool:
    """See "seniorutvikler i Norwind": in languages whose "i" is "in", a name at the end is where somebody works."""
    is_northern = "sv" in (spoken := roles.languages(left)) and "en" not in spoken
    is_name = len(right.split()) < _LONG_NAME and mixed.is_proper(right) and not mixed.fields_only(right)
    return is_northern and is_name and not is_place(right) and employers.employer_score(right) >= _MAY_BE_NAME


def _opens(left: str) -> bool:
    """Does the text before the joiner end in another small word ("manager in" a consultancy)? Then it is no joiner."""
    return left.rsplit(maxsplit=1)[-1].casefold() in roles.lexicon().small


def _names_somebody(right: str) -> bool:
    if right[:1].isupper() and employers.cue(right.split(maxsplit=1)[0]) not in (None, "company") and " " in right:
        return True
    head = head_of(right)
    score = employers.employer_score(head)
    if mixed.fields_only(head) or score < 0.35 or mixed.is_sentence(head):
        return False
    if right[:1].islower() and mixed.opens_as_job(right):
        return False  # Czech "zakladatel a jednatel Acme": there "a" is "and"
    return not head[:1].islower() or score >= 0.6


def _is_of_kind(right: str) -> bool:
    """See "Museums für Wellen", "Institute for Tides in Wesel": a word for an organisation and what it is for."""
    first, _, behind = right.partition(" ")
    after = behind.partition(" ")[0]
    is_for = after in joiners.fors() and behind.partition(" ")[2][:1].isupper()
    return first[:1].isupper() and is_for and employers.cue(first) not in (None, "company")


def _is_in_kind(text: str, joint: Joint) -> bool:
    """Is it the "for" of "Director of the Institute for Tides"? It joins a kind and what it is for, no job and a firm."""
    return any(
        _is_of_kind(text[one.end :].strip().removeprefix("the ")) and len(text[one.end : joint.start].split()) <= 2
        for one in joiners.joints(text[: joint.end], GENITIVE)
        if one.end <= joint.start
    )


def _is_people(head: str) -> bool:
    """See "Chair of Trustees", "Dean of Students": several people of one job."""
    word = fold(head)
    return " " not in word and (
        roles.is_plural(word) or roles.kinds(word.removesuffix("s")) & (roles.HEAD | roles.WEAK) != 0
    )


def _is_field_of(start: str, head: str) -> bool:
    """See "Servicios Compartidos de Acme", "Gestión Humana del Banco del Mar": it opens with a field, a name follows."""
    behind = (head[found.end() :].strip() for found in _OF.finditer(head))
    first = start.split(maxsplit=1)[0]
    is_field = roles.kinds(first) & roles.FIELD != 0 and employers.cue(start) not in ("university", "non-profit")
    return is_field and any(
        one[:1].isupper()
        and roles.kinds(one.split()[0]) == 0
        and not is_place(one)
        and employers.employer_score(one) >= 0.4
        for one in behind
    )


def _owned(left: str, right: str) -> bool:  # noqa: PLR0911 -- the rules in their order
    """Is what follows "of" the organisation rather than the field? Founders found organisations, heads head fields."""
    lexicon = roles.lexicon()
    heads = heads_of(left)
    if _is_of_kind(right) and not of_works(left):
        return True
    head = head_of(right)
    if not head or mixed.is_sentence(head) or of_works(left) or _is_people(head):
        return False
    said = [word for word in head.split() if word.casefold() not in lexicon.small] or head.split()
    capital = all(word[0].isupper() or any(map(str.isdigit, word)) for word in said)  # "365 a11y"
    if mixed.fields_only(head):
        return bool(heads & (lexicon.founders | {"ceo"})) and capital
    score = employers.employer_score(head)
    start = _OF.split(head, maxsplit=1)[0]
    if (
        start.islower()
        and not start[0].isdigit()
        and score < 0.95
        and employers.cue(start) is None
        and start.lower() != start.upper()
    ):
        return False
    opening = " ".join(head.split()[:2])  # "Comunidad de Madrid" is one, "Asuntos de Acme" is none
    if start != head and employers.cue(start) is None and employers.cue(opening) is None and mixed.fields_only(start):
        return False  # "Presidente de Asuntos Globales de Acme": a field first, the organisation later
    if start != head and _is_field_of(start, head):
        return False
    if heads & lexicon.owners and (score >= 0.3 or (capital and " " in head)):
        return True
    first = head.split()[0]
    if score >= 0.6 and (
        not roles.kinds(first)
        or employers.cue(head) not in (None, "company")
        or employers.known(head)
        or sum(not roles.kinds(word) for word in said) > 1  # "Startup Norte Sur"
    ):
        return True
    if employers.known(first.strip("!,.")):
        return True
    # "Director de Innovación de Acme" and "Marketing Director of Acme" have had their field.
    has_field = _OF.search(left) or any(roles.kinds(word) & roles.FIELD for word in left.split())
    is_next = heads & lexicon.careful and not has_field
    return not roles.kinds(first) and first[:1].isupper() and score >= 0.4 and not is_next
