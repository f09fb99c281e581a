"""May this person apply, from when, until when, and what is missing."""
