"""What a person can do: one file each, load → answer → save."""
