"""Certway: from "which certification?" to "renewed, and one step up"."""

__version__ = "0.1.0"
