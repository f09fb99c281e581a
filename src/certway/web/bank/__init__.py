"""The bank of questions, to look through: by exam and outline, by topic, by words."""
