"""What the ledger says of its own audit trail: another key seals it, a backup was restored, a clock was wrong."""

from typing import Annotated, Final

from msgspec import Meta

from ledger.vocabulary.corrections import Why
from ledger.vocabulary.dates import DateText
from ledger.vocabulary.event import Event, recorded_as

OWN_STREAM: Final = "ledger:trail"
"""The stream of the ledger itself; there is one in each."""
Verifier = Annotated[str, Meta(min_length=1, description="A verifier key (c2sp.org/signed-note)")]
Stream = Annotated[str, Meta(pattern=f"^{OWN_STREAM}$", description="The ledger itself")]


@recorded_as("key.rotated", stream="ledger")
class KeyRotated(Event, frozen=True):
    """Another key seals the ledger from the next entry on; the checkpoint over this one is signed by both."""

    old: Verifier
    new: Verifier
    why: Why
    ledger: Stream = OWN_STREAM


@recorded_as("backup.restored", stream="ledger")
class BackupRestored(Event, frozen=True):
    """The ledger goes on from an older state than had been seen; what came after that is not in it any more."""

    seen_size: Annotated[int, Meta(ge=1, description="How many entries had been seen")]
    seen_root: Annotated[str, Meta(description="The root of the tree over those, in base64")]
    restored_size: Annotated[int, Meta(ge=0, description="How many entries there were after the restoration")]
    why: Why
    ledger: Stream = OWN_STREAM


@recorded_as("clock.corrected", stream="ledger")
class ClockCorrected(Event, frozen=True):
    """Entries say that they were recorded later than they were, as the clock of the machine was wrong.

    It is stamped with the time of a clock that is right again, which is earlier than theirs.
    """

    first: Annotated[int, Meta(ge=1, description="The first entry that was stamped so")]
    last: Annotated[int, Meta(ge=1, description="The last of them")]
    were: Annotated[DateText, Meta(description="When they were recorded in truth, as far as is known")]
    why: Why
    ledger: Stream = OWN_STREAM
