"""From a shortlist to a conversation: who the user is and knows, whom to ask, how it stands, what is due and learnt. Pure."""
