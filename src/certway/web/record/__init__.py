"""Pages of the record: every section with all of its fields, its history, and what goes in and out of it."""
