"""What comes next: the ladder, step by step."""
