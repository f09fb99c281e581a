"""Credits against a cycle: what counts, what is missing, until when, and the way back."""
