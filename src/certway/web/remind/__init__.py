"""Reminders: how one is reminded, the feed of one's calendar, and the way to stop it all."""
