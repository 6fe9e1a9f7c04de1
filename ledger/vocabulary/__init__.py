"""The vocabulary: one module for each part of the language, every event a frozen struct.

A module that is put into this folder belongs to it; its events are found by the lines that name them.
"""

from ledger.vocabulary.event import CATALOGUE, Event, recorded_as

__all__ = ["CATALOGUE", "Event", "recorded_as"]
