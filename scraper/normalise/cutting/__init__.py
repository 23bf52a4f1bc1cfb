"""Cutting a phrase at its marks, and cutting what stands on either side of a joiner down to a role or an employer."""

from scraper.normalise.cutting.kinds import is_apposition, is_function, is_job, is_known
from scraper.normalise.cutting.marks import ARTICLE, EDGE, HOW, Part, clean, heads_of, parts, words_of
from scraper.normalise.cutting.organisation import employer_of, head_of, is_called, slashed

__all__ = [
    "ARTICLE",
    "EDGE",
    "HOW",
    "Part",
    "clean",
    "employer_of",
    "head_of",
    "heads_of",
    "is_apposition",
    "is_called",
    "is_function",
    "is_job",
    "is_known",
    "parts",
    "slashed",
    "words_of",
]
