"""From a shortlist to a conversation: whom to ask, what is known of them, what to ask, what is due, what was learnt. Pure."""
