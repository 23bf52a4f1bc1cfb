"""The user's own side: the log of contacts, how things stand with somebody, and the people the user knows."""
