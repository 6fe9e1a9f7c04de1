"""Another document that relies on an imported subject."""

from __future__ import annotations

from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.vocabulary.projects import StageReached
from ledger.vocabulary.provenance import Source


def rely_on(ledger: Ledger, project: str) -> None:
    """Have a clerk record something about a project from minutes of their own."""
    event = StageReached(project=project, scheme="Marsham gateways", stage="Gate 1")
    ledger.record([Draft(event=event, source=Source(document="Minutes of the programme board"))])
