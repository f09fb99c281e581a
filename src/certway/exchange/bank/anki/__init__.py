"""Anki's packages, .apkg."""
