"""What people are called online, beside a name or in the place of half of one."""

from __future__ import annotations

from scraper.recognise.employers import employer_score
from scraper.recognise.roles import role_score

_NO_JOB = 0.3
_NO_EMPLOYER = 0.6


def is_handle(text: str) -> bool:
    """Could a word behind a bar be a handle: in small letters, and neither a job nor an organisation ("kovtnm")?"""
    return text.islower() and " " not in text and role_score(text) < _NO_JOB and employer_score(text) < _NO_EMPLOYER


def is_half_a_name(head: str, tail: str) -> bool:
    """Is one word, a bar and a handle the whole of how somebody is called ("Ada | kovtnm")? A full name needs none."""
    return head[:1].isupper() and " " not in head and is_handle(tail)
