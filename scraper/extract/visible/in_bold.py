"""The employer behind a role where nothing but the markup parts the two: `Head of Data <b>Rivermark</b>`.

Who sets a part of a line in an element of its own means something by it; behind a sure job that is where it is done.
"""

from __future__ import annotations

from scraper.extract.visible.lines import Line
from scraper.recognise.employers import employer_score
from scraper.recognise.roles import lexicon, role_score
from scraper.text import fold

_SURE_ROLE, _SOME_ROLE = 0.65, 0.3
_MAY_BE_EMPLOYER = 0.4


def employer_apart(line: Line, text: str) -> str:
    """The text with a comma before its last element, if that is an employer behind a role; else the text itself."""
    if not line.pieces or text != line.text.strip():
        return text
    _, start, end = line.pieces[-1]
    role, employer = line.text[:start], line.text[start:end].strip()
    if not role[-1:].isspace() or line.text[end:].strip(" .") or not employer[:1].isalnum():
        return text
    role = role.strip()
    last = fold(role.rsplit(maxsplit=1)[-1]) if role else ""
    if not last or not role[-1].isalpha() or last in lexicon().small | lexicon().not_first:
        return text  # "Professor of <b>Physics</b>", "CTO, <b>Acme</b>"
    is_told = role_score(role) >= _SURE_ROLE and role_score(employer) < _SOME_ROLE
    return f"{role}, {employer}" if is_told and employer_score(employer) >= _MAY_BE_EMPLOYER else text
