"""What the user says of themselves: who they are, where they come from, what they want to learn. Kept in the file. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

SETTING = "profile"
LEVELS = ("student", "junior", "senior", "manager", "director")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The user, as far as they said. `about` and `learn` are by language: sentences cannot be translated here."""

    name: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    learn: Mapping[str, str] = field(default_factory=dict)
    families: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    city: str | None = None
    school: str | None = None
    background: tuple[str, ...] = ()
    level: str | None = None

    @property
    def language(self) -> str:
        """The language messages are written in unless something else is asked for."""
        return self.languages[0] if self.languages else "en"


def from_settings(settings: Mapping[str, Any]) -> Profile:
    """The profile out of the file's settings; what is not known there is left as it is by default."""
    kept = settings.get(SETTING) or {}
    known = {one.name for one in fields(Profile)}
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in known
    }
    return Profile(**told)


def as_setting(profile: Profile) -> dict[str, Any]:
    """The profile as it is kept."""
    return {name: value for name, value in asdict(profile).items() if value}
