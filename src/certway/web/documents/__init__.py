"""Documents: kept, shown to their owner alone, and linked to what they prove."""
