"""What a pull writes: its edition, the people and talks of it, what is unsure, and what is true of everybody now."""
