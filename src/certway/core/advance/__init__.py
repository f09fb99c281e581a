"""What comes next: the ladder of credentials and jobs, and where a person stands on it."""
