"""Questions as a CSV table."""
