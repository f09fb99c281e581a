"""Pages of renewal: what keeps each credential and licence one holds; the ledger of credits, and the ways into it."""
