"""Drawings that templates make of drawn data."""
