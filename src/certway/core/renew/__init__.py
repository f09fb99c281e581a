"""Keeping what one holds: the days by which something must be done, and who is reminded of them when."""
