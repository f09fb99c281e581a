"""What the pages of study answer."""
