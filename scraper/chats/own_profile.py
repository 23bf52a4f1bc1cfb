"""What the user says of themselves: who they are, where they come from, what they want to learn. Kept in the file. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

SETTING = "profile"
SINGLE = ("name", "city", "school", "level")
TEXTS = ("about", "learn")
SEVERAL = ("families", "topics", "languages", "background")
"""The parts of a profile: a word or two; sentences, by language; lists."""
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


def changed(known: Profile, given: Mapping[str, Any], language: str | None = None) -> Profile:
    """The profile with what was said now; an empty text takes away. Sentences are in `language`, else in the user's first."""
    changes: dict[str, Any] = {name: tuple(one for one in given[name] if one) for name in SEVERAL if name in given}
    changes |= {name: given[name] or None for name in SINGLE if name in given}
    now = replace(known, **changes)
    tongue = language or now.language
    for name in TEXTS:
        if name in given:
            texts = {**getattr(now, name), tongue: given[name]}
            sentence: dict[str, Any] = {name: {key: text for key, text in texts.items() if text}}
            now = replace(now, **sentence)
    return now
