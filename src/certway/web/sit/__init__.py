"""Pages of exams: the lobby, the exam itself, the report."""
