"""The audit trail: a Merkle tree over the entries, signed checkpoints, receipts, bundles.

Only formats that other people's tools read: RFC 6962 trees, RFC 8785 leaves, and the C2SP texts
signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-policy and tlog-tiles (c2sp.org).
What is in this package's pure half touches no database; a `HashReader` stands for the stored tree.
"""
