"""The views of the record."""
