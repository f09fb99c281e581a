"""The pages: Django apps by stage, without tables of their own."""
