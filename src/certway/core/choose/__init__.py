"""Choosing: rank credentials for one person, every point with its reason, and say what would change the order."""
