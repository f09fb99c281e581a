"""The views of renewal."""
