"""Measurements of the ledger against the stock recorders of the `eventsourcing` package, in one run.

`python -m benchmarks` prints ratios as a table; one module for each measurement. What is compared is measured in
turns, round by round, so that a busy machine slows both sides alike; medians are reported.
"""
