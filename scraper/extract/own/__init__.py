"""A page of one person's own: found among a page's links, cut into zones, read."""
