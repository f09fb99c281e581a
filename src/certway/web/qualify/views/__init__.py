"""The views of qualifying."""
