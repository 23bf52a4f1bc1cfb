"""Whether a line names somebody in the way it is read: by its slot, by the lines at its place, or by itself."""

from __future__ import annotations

import re

from scraper.extract.visible.mentions import Mention, behind_job, rosters
from scraper.extract.visible.persons import is_addressed, is_number
from scraper.extract.visible.slots.announced import OF_PERSON
from scraper.extract.visible.slots.candidate import Candidate
from scraper.extract.visible.slots.markup import EMPHASIS, Markup
from scraper.extract.visible.slots.slot import LIKELY, STRONG, Slot
from scraper.recognise.employers import employer_score, is_brand
from scraper.recognise.joined_names import is_joined
from scraper.recognise.names import is_known_given, without_titles
from scraper.recognise.roles import lexicon, role_score
from scraper.text import fold

TELLING = frozenset(("speakers", "programme"))
LONG = 120
_LABELLED = frozenset(("whole", "head,", "head-", "head(", "tail:", "tail by"))
_TITLED = _LABELLED | {"tail-", "tail|", "tail.", "head/", "head|", "head."}
_OF_SEVERAL = frozenset(("head/", "head|"))
"""Sure names and where all of them come from."""
_ANNOUNCED = _LABELLED - {"tail:", "tail by"} | {"head/", "head|", "lead", "piece"}
_BEFORE_JOB = frozenset(("head,", "head-", "head."))
_SHORT = 4  # letters of a name in Han or Hangul
_FEW = 0.34
_SURE_JOB = 0.6
_SOME_SURE = 0.15
_COULD_BE = 0.15
_NUMBERED = re.compile(r"[^\W\d_] \d{1,3}\Z")  # "Document 6"
_BEHIND = re.compile(r"[,:;]|\s[-–—]\s")


def fits(markup: Markup, one: Candidate, mention: Mention, slot: Slot) -> bool:
    """Does a slot speak for a reading of a line, or the line for itself?"""
    node = one.line.node
    if mention.kind == "sentence" or _is_nobody(markup, mention):
        return False
    if mention.kind in (rosters.KIND, rosters.ONE):  # a biography names others, too
        return one.kind == "programme" or (one.kind == "speakers" and not mention.before)
    if mention.kind == behind_job.KIND:  # the lines beside it may be titles and times, whatever they are
        is_told = one.kind == "programme" or (one.kind == "speakers" and behind_job.is_plain(mention))
        return len(slot.likely) >= behind_job.FEWEST or (is_told and len(mention.text) <= LONG)
    is_pure = len(slot.texts) >= 6 and slot.share >= (0.7 if _is_marked(markup, node, slot) else 0.85)
    if not is_called(mention) and mention.score < (LIKELY if is_pure else STRONG) and _is_something_else(mention):
        return False
    if slot.is_of_people or (slot.is_believed and markup.stands_out(node)):
        needed = 0.2 if slot.share >= 0.7 else LIKELY
        if slot.is_marked and mention.kind == "whole" and markup.is_speakers(node):
            needed = 0.0
        return mention.score >= needed or (is_pure and mention.kind == "whole" and mention.score < 0.2)
    needed = LIKELY if mention.billing in OF_PERSON and mention.kind in _LABELLED else STRONG
    needed = _COULD_BE if is_called(mention) else needed
    return mention.score >= needed and one.kind in TELLING and _fits_alone(markup, one, mention, slot)


def is_called(mention: Mention) -> bool:
    """Does a label call somebody a speaker, by what could be a name ("Speaker: Ada kovač")?"""
    return mention.kind == "whole" and mention.billing in OF_PERSON and mention.score >= _COULD_BE


def is_shown(markup: Markup, one: Candidate, mention: Mention, slot: Slot) -> bool:
    """Is a picture called what stands out in a section of speakers, sure names at its place elsewhere, no logo?

    Then somebody goes by that, whatever it is ("炎羅", "Rx").
    """
    return (
        mention.kind == "whole"
        and one.kind == "speakers"
        and slot.sure >= _SOME_SURE
        and markup.stands_out(one.line.node)
        and markup.is_pictured(mention.text)
        and not is_brand(mention.text)
        and not _is_something_else(mention)
    )


def _is_nobody(markup: Markup, mention: Mention) -> bool:
    """Is it a number without a picture, a numbered item, an organisation everybody knows?"""
    if is_number(mention.text):
        return not markup.is_pictured(mention.text)
    return mention.kind == "whole" and (_NUMBERED.search(mention.text) is not None or is_brand(mention.text))


def _is_marked(markup: Markup, node: int, slot: Slot) -> bool:
    """Does the page mark the lines of the slot as names or headings?"""
    if not 0.7 <= slot.share < 0.85:  # beyond these it makes no difference
        return False
    return markup.is_called_name(node) or (slot.sure >= 0.6 and markup.is_heading(node))


def _fits_alone(markup: Markup, one: Candidate, mention: Mention, slot: Slot) -> bool:
    """A sure name in a section of speakers, its slot no place for names: does it stand out?"""
    if (
        mention.kind == "tail by"
        or (mention.kind in _LABELLED and mention.billing)
        or (mention.kind in _TITLED and _is_titled(mention))
    ):
        return True
    if len(mention.people) > 1 and (mention.kind in _OF_SEVERAL or all(person.aside for person in mention.people)):
        return True  # "Ada Kovač, curator, Li Wei, CTO": no title is written so
    if mention.kind == "piece":
        return markup.outline.tag[one.line.pieces[0][0]] in EMPHASIS
    if mention.kind in _BEFORE_JOB and _tells_job(mention.after):
        return True  # "13.45 Ada Kovač, curator at the Boat Museum, on hulls"
    stands_out = markup.stands_out(one.line.node)
    if mention.kind in ("whole", "head("):
        return stands_out or (mention.kind == "whole" and one.kind == "speakers" and slot.share >= 0.5)
    return stands_out and slot.share >= 0.3


def is_elsewhere(one: Candidate, mention: Mention) -> bool:
    """Do the lines at the very same place of the other cards hold something else than names?

    Asked of what merely could be a name, and of two to four letters in Han or Hangul: firms are called so, too. Where
    the others have their jobs or employers, what reads like a name is called after somebody ("Morgan Stanley").
    """
    if is_called(mention):
        return False
    if mention.score < LIKELY:
        slot = one.alike.makes[0].slots[mention.kind]
        return len(slot.texts) >= 2 and slot.share < 0.5 and not slot.is_marked
    if mention.kind != "whole":
        return False
    if one.alike.makes[0].is_of_jobs and not (mention.billing or _is_titled(mention) or is_addressed(mention.text)):
        return True
    if len(mention.text) > _SHORT or not is_joined(mention.text):
        return False
    alike = next((slot for make in one.alike.makes[:2] if len((slot := make.slots["whole"]).texts) > 2), None)
    return alike is not None and alike.share < _FEW and not alike.is_marked


def is_announced(one: Candidate, mention: Mention) -> bool:
    """Is it named right behind a line that announces it, in a way that no title is written?"""
    needed = LIKELY if mention.kind == "whole" or is_joined(mention.text) else STRONG
    return (
        one.is_announced
        and mention.kind in _ANNOUNCED
        and mention.score >= needed
        and len(one.line.text) <= LONG
        and not _is_something_else(mention)
    )


def _is_something_else(mention: Mention) -> bool:
    """Does what is read as a name read more like a role or an employer?"""
    text = mention.people[0].name if len(mention.people) == 1 else mention.text
    return role_score(text) >= 0.6 or employer_score(text) >= 0.7


def _tells_job(after: str) -> bool:
    """Does what stands behind a name and a comma begin with a job?"""
    first = _BEHIND.split(after.lstrip(" ,.-–—"), maxsplit=1)[0]
    return len(first) <= LONG and role_score(first) >= _SURE_JOB


def _is_titled(mention: Mention) -> bool:
    """Does a title stand in front of the name ("Prof. Ada Kovač")? Then nobody needs to be told that it is one."""
    name = mention.people[0].name
    if fold(name.split(maxsplit=1)[0]) in lexicon().small:
        return False  # "The Long Game"
    return (
        len(mention.people) == 1
        and len(without_titles(name)) < len(name.split())
        and is_known_given(without_titles(name)[0])
    )
