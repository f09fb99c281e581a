"""Facts about people: one record from a file, or columns for a million."""
