"""Many people at once: rosters as CSV or Parquet into columns, partitions over processes, verdicts out."""
