"""Rules that several kinds of streams share: lifecycles, terms in force, votes, sums, targets."""
