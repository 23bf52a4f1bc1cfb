"""Who is whom: the same appearance in two pulls, the same person over editions, and what is asked of a person about it."""
