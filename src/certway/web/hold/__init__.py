"""What one holds."""
