"""Qualify: where you stand, and your answer."""
