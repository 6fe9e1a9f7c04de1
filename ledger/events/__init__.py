"""The vocabulary: one module for each part of the language, every event a frozen struct."""

from ledger.events import corrections, meetings, membership, organisations, people, projects, resolutions
from ledger.events.base import CATALOGUE, Event, recorded_as

__all__ = [
    "CATALOGUE",
    "Event",
    "corrections",
    "meetings",
    "membership",
    "organisations",
    "people",
    "projects",
    "recorded_as",
    "resolutions",
]
