"""The vocabulary: one module for each part of the language, every event a frozen struct."""

from ledger.vocabulary import (
    accountability,
    commitments,
    corrections,
    decisions,
    erasures,
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
    votes,
)
from ledger.vocabulary import (
    signing_keys as trail,
)
from ledger.vocabulary.event import CATALOGUE, Event, recorded_as

__all__ = [
    "CATALOGUE",
    "Event",
    "accountability",
    "commitments",
    "corrections",
    "decisions",
    "erasures",
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
