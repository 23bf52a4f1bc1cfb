"""Everything that can be expected to go wrong, as one tree.

    CoffeechatError                 exit
     +- InputError                    2   what was typed or given cannot be used
     |   +- UnknownConference, UnknownSpeaker, AmbiguousSpeaker, UnknownAdapter, ImpossibleJump
     |   +- BadFile, BadReference, BadTemplate, DoNotContact
     +- FetchError(url)               3   the page could not be had
     |   +- NotAllowed                    robots.txt, or a site we never fetch
     |   +- Gone                          404, 410
     |   +- Blocked                       401, 403, 429 for good, a challenge page
     |   +- Unreachable                   no such host, refused, timed out, cut off, 5xx after retries
     |   +- NotAPage                      not http(s), not text, a status without a page
     |   +- TooLarge                      more bytes, redirects or nesting than we take
     |   +- Unreadable                    hung, crashed or filled the process that read it
     |   +- NotArchived                   asked to stay offline, and never seen before
     +- ExtractError(url)             4   the page is there, the people are not
     |   +- NoSpeakers (NotAnnounced), NeedsJavaScript, FewerSpeakers
     +- AdapterError                  5   an adapter is broken: named, isolated, the rest goes on
     +- StoreError                    6   the file cannot be opened, read or written
     |   +- NewerSchema, NotWritable, Locked, NotOurFile
     +- PartlyRead(url)               7   the people are stored; of some, a page could not be had
     +- OurFault                      1   a bug of ours, where it cost one of several conferences
     +- Interrupted                 130   Ctrl-C; what was finished is kept

Each is *expected*: shown as one line and a hint, never with a traceback. Any other exception is a bug of ours and is
reported as one. Errors carry what was being done, never a value to return, and do not log.

Exit code 0 says that nothing was lost. Of a run over several conferences it is the worst one's (see `worst`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar


class CoffeechatError(Exception):
    """The root. ``message`` is one line; ``hint`` says what the user can do next (may be empty)."""

    exit_code: ClassVar[int] = 1
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = self.default_hint if hint is None else hint

    @property
    def kind(self) -> str:
        """The class's name, stable for ``--json`` and receipts."""
        return type(self).__name__


class InputError(CoffeechatError):
    """What was typed or given cannot be used."""

    exit_code = 2


class UnknownConference(InputError):
    """No conference goes by that name."""

    default_hint = "see `coffeechat conferences`, or give the conference's address"


class UnknownSpeaker(InputError):
    """Nobody in the file goes by that name or id."""

    default_hint = "try a part of the name: `coffeechat speakers NAME`"


class AmbiguousSpeaker(InputError):
    """Several people answer to that name."""


class UnknownAdapter(InputError):
    """No adapter goes by that name."""

    default_hint = "see `coffeechat adapters list`"


class ImpossibleJump(InputError):
    """What is to be logged cannot follow what was logged before."""


class BadFile(InputError):
    """A file that is missing, empty, or not of the kind it should be."""


class BadReference(InputError):
    """A table in data/ (or the user's own) has a row that cannot be used."""


class BadTemplate(InputError):
    """A message's template that cannot be read, or does more than filling in facts."""

    default_hint = "see `coffeechat draft --templates`"


class DoNotContact(InputError):
    """Somebody who is not to be written to."""

    default_hint = "if that is over: coffeechat log NAME contact-again"


class FetchError(CoffeechatError):
    """The page at ``url`` could not be had. ``unheard``: not a word came from its host, so that it says nothing of the page."""

    exit_code = 3

    def __init__(self, message: str, *, url: str = "", hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.url = url
        self.unheard = False


SAVE_BY_HAND = "open it in your browser, save the page, then: coffeechat pull URL --page saved.html"


class NotAllowed(FetchError):
    """The site asks robots not to read this, or it is one that is never fetched."""

    default_hint = SAVE_BY_HAND


class Gone(FetchError):
    """404 or 410."""

    default_hint = "check the address in your browser; the conference may have moved its pages"


class Blocked(FetchError):
    """The site refuses programs: 401, 403, 429 after waiting, or a challenge page."""

    default_hint = SAVE_BY_HAND


class Unreachable(FetchError):
    """No such host, no answer, an answer cut short, or a server error that stayed."""

    default_hint = "check the address and your connection, then run the same command again"


class NotAPage(FetchError):
    """Not an http(s) address, or an answer that is no page (a PDF, a picture, an empty body)."""

    default_hint = "give the address of the page that lists the speakers"


class TooLarge(FetchError):
    """More bytes, redirects or nesting than a speaker list ever needs."""

    default_hint = "give the address of the speaker list itself"


class Unreadable(FetchError):
    """A page that hung, crashed or filled the process that read it (`--workers`): given up, and the others kept."""

    default_hint = "nothing else was lost; please report the page's address"


class NotArchived(FetchError):
    """Asked to stay offline, and this page was never fetched before."""

    default_hint = "run it once without --offline"


class ExtractError(CoffeechatError):
    """The page is there, the people are not."""

    exit_code = 4

    def __init__(self, message: str, *, url: str = "", hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.url = url


class NoSpeakers(ExtractError):
    """A page was read and nobody was found on it. Zero is an error, never a result."""

    default_hint = "give the address of the page that shows the speakers"


class NotAnnounced(NoSpeakers):
    """The conference has not said yet who speaks."""

    default_hint = "pull again when the speakers are announced"


class NeedsJavaScript(ExtractError):
    """The people are drawn by scripts; the page as served does not hold them."""

    default_hint = f"run it again with --render (a browser draws the page); or {SAVE_BY_HAND}"


class FewerSpeakers(ExtractError):
    """Far fewer people than the last pull found: the old rows are kept."""

    default_hint = "look at the page; if the list really shrank: coffeechat pull ... --accept-fewer"


class AdapterError(CoffeechatError):
    """An adapter raised, yielded nonsense, or does not load."""

    exit_code = 5

    def __init__(self, message: str, *, adapter: str = "", hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.adapter = adapter


class StoreError(CoffeechatError):
    """The file cannot be opened, read or written."""

    exit_code = 6


class NewerSchema(StoreError):
    """Written by a newer coffeechat than this one."""

    default_hint = "upgrade: pip install -U coffeechat"


class NotWritable(StoreError):
    """The folder or the file cannot be written to."""

    default_hint = "choose another place: --db PATH"


class Locked(StoreError):
    """Another program holds the file."""

    default_hint = "close the other program, or wait for the other pull to end"


class NotOurFile(StoreError):
    """Not an SQLite file, or not one of ours."""

    default_hint = "choose another place: --db PATH"


class PartlyRead(CoffeechatError):
    """Partial success: who was found is stored, and something about them, or some of them, could not be had."""

    exit_code = 7

    def __init__(self, message: str, *, url: str = "", hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.url = url


class OurFault(CoffeechatError):
    """A bug of ours that cost one of several conferences: the others go on. Alone it is no expected error."""

    default_hint = "please report this line; nothing you had stored is lost, and the other conferences went on"


class Interrupted(CoffeechatError):
    """Ctrl-C. What was finished is kept; nothing half-done is."""

    exit_code = 130
    default_hint = "what was finished is kept; run the same command again to go on"


def worst(errors: Iterable[CoffeechatError | None]) -> int:
    """The exit code of a run in which these went wrong: the highest, but a partial success counts least; 0 for none."""
    codes = {error.exit_code for error in errors if error is not None}
    return max(codes - {PartlyRead.exit_code}, default=max(codes, default=0))
