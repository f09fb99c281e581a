"""The sentences: one gettext catalogue a language, and the functions that fill it with values."""
