"""Messages, prepared and never sent: facts of two people, a template, and checks before a draft counts as ready. Pure.

facts     what a message may say: of the person, of the user, of what happened between them
template  the user's and our templates, in a sandbox that has no loops, no calls and no attributes
checks    blanks, facts that are not theirs, length, subject, one clear ask, phrases, copies
letter    a finished draft as an .eml file or a mailto: link
"""

from __future__ import annotations

KINDS = {"ask": "sent", "nudge": "nudged", "thanks": "thanked", "referral": "sent", "report-back": "told"}
"""The kinds of messages, each with the word of the log for having sent one."""
LANGUAGES = ("en", "de", "es", "fr")
