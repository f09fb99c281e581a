"""QTI 2.1, 2.2 and 3.0 packages in, 3.0 out."""
