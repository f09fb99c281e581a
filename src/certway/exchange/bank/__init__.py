"""Questions in files: the bank's own, and those of other tools."""
