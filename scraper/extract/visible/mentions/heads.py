"""Names before a mark: "Ada Kovač - CTO", "Ada Kovač (Acme): Talk", "Ada Kovač, Acme"."""

from __future__ import annotations

from scraper.extract.visible.mentions.marks import head_marks, kind_of
from scraper.extract.visible.mentions.mention import Mention
from scraper.extract.visible.persons import HANDLE, LONGEST, ORG_BEHIND, is_alias, people

MOST_MARKS = 4
LONGEST_NAME = 90
_DASHES = (" - ", " – ")
LISTED = {2: 0.8, 3: 0.75}
"""How sure a list of so many names must be: a short one could be a name and where somebody works."""


def heads(text: str, bare: str, said: str | None, found: list[Mention]) -> None:
    """Names before a mark: "Ada Kovač - CTO", "Ada Kovač (Acme): Talk", "Ada Kovač, Acme"."""
    is_list = _is_list(found)
    if several := _several_before_mark(text, bare, said):
        found.append(several)
        return
    for mark in head_marks(bare, MOST_MARKS):
        head = bare[: mark.start()]
        if len(head) > LONGEST_NAME:
            return
        if is_list and mark[0].strip() in (",", "，"):
            continue
        who, score = people(head)
        if not who or score < 0.25 or not bare[mark.end() :].strip(" )"):
            continue
        kind = "head" + kind_of(mark[0])
        after = bare[mark.start() :]
        if kind == "head(" and (behind := ORG_BEHIND.match(bare)):
            rest = behind["rest"].strip()
            with_aside, more = people(bare[: len(bare) - len(behind["rest"])])
            if with_aside and more >= score and not rest[:1].isalnum():
                who = with_aside
                is_told = (
                    with_aside[0].aside
                    or is_alias(behind["name"], behind["aside"])
                    or HANDLE.match(behind["aside"].strip())
                )
                after = rest if is_told else f"({behind['aside']}){rest}"
        found.append(Mention(text, kind, who, score, after=after, billing=said))
        if len(head.split()) > 1:
            return


def _several_before_mark(text: str, bare: str, said: str | None) -> Mention | None:
    """Several names and where all of them come from: "Ada Kovač - Milo Tanaka / Acme", "Ada Kovač | Milo Tanaka - Acme"."""
    for mark in (" / ", " | ", " - ", " – "):
        at = bare.rfind(mark)
        if not 0 < at <= LONGEST or (mark in _DASHES and not any(one in bare[:at] for one in "/|")):
            continue
        who, score = people(bare[:at])
        if len(who) > 1 and score >= LISTED[3]:
            return Mention(text, "head" + kind_of(mark), who, score, after=bare[at:], billing=said)
    return None


def _is_list(found: list[Mention]) -> bool:
    """Does the whole line read as several names, so that what follows the first comma is no employer?"""
    return any(
        one.kind == "whole" and len(one.people) > 1 and one.score >= LISTED.get(len(one.people), 0.6) for one in found
    )
