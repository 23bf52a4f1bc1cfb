"""Step 13: by which appearance a former number was known, so that its person has it again when a merge is undone."""

from __future__ import annotations

SCHEMA = """
ALTER TABLE former_ids ADD COLUMN appearance_id INTEGER REFERENCES appearances(id) ON DELETE SET NULL;

CREATE INDEX former_ids_appearance ON former_ids(appearance_id) WHERE appearance_id IS NOT NULL
"""
