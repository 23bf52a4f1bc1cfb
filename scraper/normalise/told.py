"""What a text tells about somebody's job: the value headlines, phrases and biographies give back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Headline:
    """What a text tells about somebody's job; either may be None. Both are verbatim parts of the text."""

    role: str | None = None
    employer: str | None = None

    @property
    def empty(self) -> bool:
        """Was nothing found?"""
        return self.role is None and self.employer is None


NOTHING = Headline()
