"""Value types that every stage shares: days and windows, located values, verdicts, messages."""
