"""The file: one SQLite file, readable by any tool that reads SQLite.

    conferences 1-n editions 1-n appearances n-1 speakers
                              |    |- sightings   verbatim, as each pull read them; `current` marks the present one
                              |    |- links, appearance_topics -> topics
                              |    '- talk_speakers -> talks
                              |- left_out         names that were seen and not taken, with the rule
                              '- pulls            every run: target, counts per field, verdict, receipt
    companies 1-n spellings   each employer as it was written
    reviews                   what is unsure, asked of a person, and the answers
    shortlist                 the people chosen
    speaker_text, search      what full-text search reads: everything folded (scraper.store.folding)

`speakers` holds what is true of a person now (their newest appearance that names a job), `appearances` what was true
that day. Views for people who open the file with another tool: `directory`, `who_spoke_where`, `company_counts`.

write.py makes and changes it (sqlite-utils), query.py reads it (standard library only, so that a reading command
starts fast). settle.py takes a person's answers.
Rooms of write: migrations, matching, rows, talks, present, reviews. Rooms of query: filters, counts, finding.
"""
