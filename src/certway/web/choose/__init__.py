"""Choose: the credentials side by side."""
