"""What the pages of exams answer."""
