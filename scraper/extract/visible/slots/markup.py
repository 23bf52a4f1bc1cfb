"""What the markup says of a line: that a speaker's name stands there, that it stands out, that a picture shows it."""

from __future__ import annotations

from scraper.extract.visible.outline import Outline
from scraper.extract.visible.place import heading_level
from scraper.extract.visible.texts import path_parts

ACCOUNT = "username"
EMPHASIS = frozenset(("strong", "b", "a", "dt"))
_SPEAKING = ("speaker", "presenter", "panelist", "lecturer", "keynoter", "person", "referent", "ponente", "palestrante")
_SPEAKERS_FOLDERS = frozenset(
    ("speakers", "speaker", "presenters", "people", "sprecher", "referenten", "ponentes", "palestrantes", "intervenants",
     "relatori", "prelegenci", "spreker", "sprekers", "talare", "konusmacilar", "panelists", "ponents")
)  # fmt: skip


class Markup:
    """Answers for one page, each question of a node asked once."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._speakers: dict[int, bool] = {}
        self._pictures: set[str | None] | None = None

    def is_speakers(self, node: int) -> bool:
        """Does the markup say that a speaker's name stands here?"""
        found = self._speakers.get(node)
        if found is None:
            found = self._speakers[node] = is_speakers_name(self.outline, node)
        return found

    def is_pictured(self, text: str) -> bool:
        """Is there a picture that shows what the text names?"""
        if self._pictures is None:
            self._pictures = {
                attrs.get("alt")
                for tag, attrs in zip(self.outline.tag, self.outline.attrs, strict=True)
                if tag == "img"
            }
        return text in self._pictures

    def is_account(self, node: int) -> bool:
        """Does its class say that it is what somebody is called on this site, or the link to it?"""
        return ACCOUNT in self.outline.hint(node)

    def is_heading(self, node: int) -> bool:
        """Is it a heading, or in one?"""
        return heading_level(self.outline, node) > 0

    def stands_out(self, node: int) -> bool:
        """Is it a heading, in bold, a link, or called a name?"""
        own = self.outline.hint(node)
        return "name" in own or "speaker" in own or self.outline.tag[node] in EMPHASIS or self.is_heading(node)

    def is_called_name(self, node: int) -> bool:
        """Do the classes of the node or of what holds it say "name"?"""
        parent = self.outline.parent[node]
        return "name" in self.outline.hint(node) or (parent >= 0 and "name" in self.outline.hint(parent))


def is_speakers_name(outline: Outline, node: int) -> bool:
    """Does the markup say that a speaker's name stands here: by class, or by a link to the page of a speaker?"""
    parent = outline.parent[node]
    hint = outline.hint(node)
    above = outline.hint(parent) if parent >= 0 else ""
    if "name" in hint and any(one in hint or one in above for one in _SPEAKING):
        return True
    if any(one.rstrip("s").endswith(_SPEAKING) for one in hint.split()):
        return True
    link = node if outline.tag[node] == "a" else parent
    if link < 0 or outline.tag[link] != "a":
        return False
    folders = path_parts(outline.attrs[link].get("href") or "")
    return len(folders) >= 2 and folders[-2] in _SPEAKERS_FOLDERS
