"""Made-up but realistic entries to measure with, always the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from ledger.dates import exactly
from ledger.entry import Entry, tags_for
from ledger.events import Event
from ledger.events.membership import MembershipStarted
from ledger.events.projects import ProjectReferred
from ledger.events.resolutions import Limb, ResolutionPassed, Verb
from ledger.provenance import Source, Standing
from ledger.store import StoredEntry, row_of

_FIRST_DAY = 735_000
_TEXT = (
    "That the revised outline business case for the integrated reablement service be noted, that the preferred "
    "option be recommended to the Executive for approval, and that a further report be brought on the contract."
)


def entries(count: int, seed: int = 1) -> Iterator[Entry]:
    """Memberships, referrals and resolutions of a few hundred bodies and projects, each its own stream."""
    chance = Random(seed)
    versions: Counter[str] = Counter()
    for number in range(count):
        event = _event(chance, number)
        document = f"Minutes of {chance.randrange(2000)}"
        versions[event.stream] += 1
        yield Entry(
            stream=event.stream,
            version=versions[event.stream],
            event=event,
            occurred=exactly(_FIRST_DAY + chance.randrange(3_650)),
            source=Source(document=document, at=f"item {chance.randrange(12)}", date="2018-04-12"),
            standing=Standing.MINUTED,
            recorded_by="clerk",
            event_id=f"{chance.getrandbits(128):032x}",
            correlation_id=f"{chance.getrandbits(128):032x}",
            tags=tags_for(event.stream, event),
        )


def stored(entry: Entry) -> StoredEntry:
    """The entry as it goes to a recorder."""
    row = row_of(entry)
    return StoredEntry(row.stream, row.version, row.type, row.body.encode(), row)


def _event(chance: Random, number: int) -> Event:
    body, project = f"body:board-{chance.randrange(400)}", f"project:service-{chance.randrange(800)}"
    kind = chance.randrange(3)
    if kind == 0:
        person, council = f"person:councillor-{chance.randrange(3000)}", f"organisation:council-{chance.randrange(40)}"
        return MembershipStarted(body=body, member=person, on_behalf_of=council, voting=True, membership=str(number))
    if kind == 1:
        return ProjectReferred(project=project, to=body, purpose="pre-decision scrutiny of the outline business case")
    return ResolutionPassed(
        resolution=f"resolution:board/{number}",
        body=body,
        text=_TEXT,
        limbs=(Limb(number="1", verb=Verb.NOTED, text=_TEXT[:60], projects=(project,)),),
    )
