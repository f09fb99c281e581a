"""Plan: a dated, costed way."""
