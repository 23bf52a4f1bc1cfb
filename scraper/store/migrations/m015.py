"""Step 15: a changed person costs the same in a large file as in a small one.

The counts a person was among were looked for by pairs (facet, value), for which SQLite read all counts there are, twice:
as many as there are companies. Each by itself is found by the key.
"""

from __future__ import annotations

from scraper.store.migrations import m008

SCHEMA = """
DROP TRIGGER total_gone;

DROP TRIGGER total_before
"""
_THEIRS = """(facet = 'company' AND value = old.company_key
  OR facet = 'kind' AND value = CASE WHEN old.employer IS NOT NULL THEN ifnull(old.kind, 'other') END
  OR facet = 'family' AND value = CASE WHEN old.role IS NOT NULL THEN ifnull(old.role_family, 'other') END
  OR facet = 'seniority' AND value = old.seniority)"""
TRIGGERS = tuple(
    trigger.replace(m008.AMONG_THEIRS, _THEIRS) for trigger in m008.TRIGGERS if m008.AMONG_THEIRS in trigger
)
