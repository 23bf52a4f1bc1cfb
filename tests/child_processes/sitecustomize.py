"""Imported by every Python that a test starts (conftest.py puts this folder on its path): no network there either."""

import quiet

quiet.forbid(setattr)
