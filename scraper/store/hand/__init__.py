"""What a person does to the file: answers, verdicts, corrections, lessons, kept searches, forgetting."""
