"""Recording: from drafts to entries; `ledger.Ledger` is the one door for writing."""
