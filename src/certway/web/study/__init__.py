"""Pages of study: today, the questions, topics, skills, scenarios, progress."""
