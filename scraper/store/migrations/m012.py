"""Step 12: a new topic of somebody's costs the same in a large file as in a small one.

Counting a topic looks whether the speaker had it already. Since step 11 SQLite read all that is told of the topic for
it, in place of the speaker's own few rows: a unary plus keeps a column out of an index
(https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
"""

from __future__ import annotations

from scraper.store.migrations import m011

SCHEMA = """
DROP TRIGGER total_subject;

DROP TRIGGER total_subject_gone
"""

TRIGGERS = tuple(trigger.replace("AND x.topic_id = ", "AND +x.topic_id = ") for trigger in m011.TRIGGERS)
