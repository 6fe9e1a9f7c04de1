"""The vocabulary: one module for each part of the language, every event a frozen struct."""

from ledger.events import (
    accountability,
    commitments,
    corrections,
    decisions,
    gateways,
    interests,
    meetings,
    membership,
    organisations,
    people,
    projects,
    questions,
    reports,
    resolutions,
    trail,
    votes,
)
from ledger.events.base import CATALOGUE, Event, recorded_as

__all__ = [
    "CATALOGUE",
    "Event",
    "accountability",
    "commitments",
    "corrections",
    "decisions",
    "gateways",
    "interests",
    "meetings",
    "membership",
    "organisations",
    "people",
    "projects",
    "questions",
    "recorded_as",
    "reports",
    "resolutions",
    "trail",
    "votes",
]
