"""Who is asked for, and what they come to, counted: filters, topics, facets. Reading only."""
