"""The file: one SQLite file, readable by any tool that reads SQLite.

    conferences 1-n editions 1-n appearances n-1 speakers
                              |    |- sightings   verbatim, as each pull read them; `current` marks the present one
                              |    |- links, appearance_topics -> topics
                              |    '- talk_speakers -> talks
                              |- left_out         names that were seen and not taken, with the rule
                              '- pulls            every run: target, counts per field, verdict, receipt
    companies 1-n spellings   each employer as it was written
    reviews                   what is unsure, asked of a person, and the answers
    told_apart                what a person said of who is whom, by appearance
    corrections               what a person corrected, by appearance
    own_companies             spellings that are one company, as a person has it
    evidence                  why an appearance is somebody's who has others
    name_keys                 what an appearance is found by when people are put together
    shortlist                 the people chosen
    speaker_text, search      what full-text search reads: everything folded (scraper.store.folding)

`speakers` holds what is true of a person now (their newest appearance that names a job), `appearances` what was true
that day. Views for people who open the file with another tool: `directory`, `who_spoke_where`, `company_counts`.

write.py makes and changes it (sqlite-utils), query.py reads it (standard library only, so that a reading command
starts fast), again.py makes people of what was read once more. Rooms:

    migrations    from each form of the file to the next
    pulling       what a pull writes: edition, people, talks, what is unsure, what is true of everybody now
    whom          the same appearance, the same person, and what is asked of a person about it
    contacts      the user's own side: the log, how things stand, whom the user knows
    hand          what a person does: answers, verdicts, corrections, lessons, kept searches, forgetting
    choice        who is asked for, and what they come to, counted
    sight         what is shown beside the people themselves

Tables that hold names of people: speakers, speaker_text, appearances, sightings, left_out, reviews (name, name_key,
said), corrections (value, was), name_keys (key, of links and pictures only). All but left_out, and reviews of people
never listed, go with the speaker by foreign keys; a review of two people goes with either.
"""
