"""Exams: forms, how they are taken, and what comes of them."""
