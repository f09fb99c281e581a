"""Pages of renewal: the ledger of credits, and the ways in which credits come into it."""
