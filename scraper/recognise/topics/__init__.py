"""What talks are about: the topics of data/topics.toml, found in texts with weights, and understood when asked for.

`table` reads the table, `evidence` finds and weighs, `asking` understands. Reading commands import `asking` alone, and
that only where a topic is asked for.
"""

NAMED = 50
"""The weight from which on a text is about the topic, not beside it."""
