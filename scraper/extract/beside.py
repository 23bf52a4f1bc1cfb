"""Where the rest of the same data lies: the talks in a file beside that of the speakers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def beside(url: str, this: str, other: str) -> str | None:
    """The address of a file named as this one, with the word `other` for `this` ("2031/speakers.json", "sessions").

    For addresses of the web and of saved files. None where the last part of the path does not hold the word.
    """
    path = urlsplit(url).path
    folder, slash, name = path.rstrip("/").rpartition("/")
    renamed, times = re.subn(rf"(?<![a-z]){re.escape(this)}(?![a-z])", other, name)
    return (
        urlsplit(url)._replace(path=f"{folder}{slash}{renamed}{path[len(path.rstrip('/')) :]}").geturl()
        if times
        else None
    )
