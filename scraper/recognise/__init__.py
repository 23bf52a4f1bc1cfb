"""Telling what a short text is: a name, a role, an employer, a section's heading, a function at the conference.

Everything here looks at one text alone; where it stands on a page is weighed in scraper.extract. Driven by the tables
in data/, and remembered: a page asks the same questions of many of its texts.
"""
