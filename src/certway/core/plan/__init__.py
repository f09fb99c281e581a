"""The dated, costed plan to one credential, and its alternatives."""
