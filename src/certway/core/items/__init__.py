"""Questions, topics, skills and scenarios as values, and what makes them worth studying."""
