"""What somebody reviewed, in files: her history in Anki, and the log that FSRS's optimizer reads."""
