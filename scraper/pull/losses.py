"""What a reading lacks, told as one error, and what an earlier pull knew in its place. Pure.

Nothing is lost silently: a page that could not be read, a person's own page that is gone or tells nothing of them, a
budget that was spent. And nothing that was known is lost to it: a person whose own page fails today keeps what it said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scraper.crawl import joining
from scraper.errors import PartlyRead
from scraper.model import Sighting, Speaker
from scraper.normalise import normalise
from scraper.reading import Reading, beside_colleagues
from scraper.recognise.names import name_key

_AGAIN = "what was read is kept; run the same command again for the rest"
_LOOK = "what the list says of them is kept; does that page open in your browser?"
_MORE = "what was read is kept; let it cost more pages: --budget N"


def partly(reading: Reading) -> PartlyRead | None:
    """What was lost, in one line with the first page of each kind; None when nothing was."""
    failed, missed, unread = reading.failed, reading.missed, reading.unread
    told = []
    if failed:
        told.append(
            f"{len(failed)} of {len(reading.pages)} pages could not be read; "
            f"first: {failed[0].url} ({failed[0].message})"
        )
    if missed:
        own = "one person's own page tells" if len(missed) == 1 else f"{len(missed)} people's own pages tell"
        why = missed[0].message or "it does not name them"
        told.append(f"{own} nothing of them; first: {missed[0].about}, {missed[0].url} ({why})")
    if unread:
        told.append(f"the budget of pages was spent: {len(unread)} more were not read")
    if not told:
        return None
    hint = _AGAIN if failed else _MORE if unread else _LOOK
    return PartlyRead("; ".join(told), url=(*failed, *missed, *unread)[0].url, hint=hint)


def completed(reading: Reading, known: Mapping[str, Sighting]) -> Reading:
    """The reading, in which whoever's own page could not be had keeps what an earlier pull read of them.

    `known` are the sightings of the same edition, by the key of the name.
    """
    pages = (*reading.failed, *reading.missed, *reading.unread)
    lacking = {name_key(page.about) for page in pages if page.about}
    speakers = tuple(_completed(one, known) if _keys(one) & lacking else one for one in reading.speakers)
    return replace(reading, speakers=beside_colleagues(speakers, reading.edition))


def _keys(speaker: Speaker) -> set[str]:
    return {speaker.name_key, name_key(speaker.sighting.name)}


def _completed(speaker: Speaker, known: Mapping[str, Sighting]) -> Speaker:
    """Today's card laid over what was read before: the card's words win, what it leaves open is filled."""
    before = known.get(speaker.name_key)
    if before is None:
        return speaker
    made = normalise(joining.laid_over(speaker.sighting, before))
    return next((one for one in made if isinstance(one, Speaker) and one.name_key == speaker.name_key), speaker)
