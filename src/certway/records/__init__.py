"""The one Django app with tables: models by stage, and the rows of a person as core values."""
