"""What is in order is not flagged: cases that are near to a contradiction, and are none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from ledger import store
from ledger.entries.entry import Draft
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.membership import MembershipStarted, OfficeAssigned
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, BodySeatsSet
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.votes import VoteRecorded
from projections import register_at
from projections.flags import flags
from tests.aggregates.borough import ADA, BEN, CABINET, CORA, DEV, RESOLVED
from tests.aggregates.given import expected, given, said
from tests.aggregates.test_bodies import AUDIT, SEATS, chairs, joined, left, listed, vacant, vacated
from tests.projections.histories import record

IN_ORDER: dict[str, tuple[Draft, ...]] = {
    "a chair who begins on the last day of the one before": (
        chairs("2015-05-14"),
        vacated("2016-05-12"),
        chairs("2016-05-12", BEN),
    ),
    "two who share the chair": (chairs("2015", ADA, "co-chair"), chairs("2015", BEN, "co-chair")),
    "two vice-chairs": (chairs("2015", ADA, "vice-chair"), chairs("2015", BEN, "vice-chair")),
    "a chair of whom a list that may lack some says nothing": (
        said(BodyEstablished(body=AUDIT, name="Audit", offices_of_members=("all",)), "2014"),
        said(MembershipStarted(body=AUDIT, member=BEN), "2015"),
        said(OfficeAssigned(body=AUDIT, office="chair", holder=ADA), "2015-10-01"),
    ),
    "substitutes, observers and who has no vote, beside all seats": (
        SEATS,
        *listed(ADA, BEN),
        joined("2015-06-01", CORA, role="substitute member"),
        joined("2015-06-01", DEV, voting=False),
    ),
    "a member who begins on the last day of the one before": (
        SEATS,
        *listed(ADA, BEN),
        left("2015-11-01"),
        joined("2015-11-01", CORA),
    ),
    "as many vacancies as seats without a member": (SEATS, *listed(BEN), vacant(1)),
    "vacancies of a list that may lack some": (SEATS, joined(), vacant(0)),
    "fewer seats than members once the body is over": (
        SEATS,
        *listed(ADA, BEN),
        said(BodyDissolved(body=CABINET), "2016-03-31"),
        said(BodySeatsSet(body=CABINET, number=1), "2016-05-01"),
    ),
    "what is done beside what is only expected or unknown": (
        expected(BodyEstablished(body=AUDIT, name="Audit"), "2018"),
        said(MembershipStarted(body=AUDIT, member=BEN), "2015"),
        said(OfficeAssigned(body=AUDIT, office="chair", holder=BEN), "2015"),
        expected(MeetingHeld(meeting="meeting:audit", body=AUDIT), "2016-03-01"),
        said(MinutesConfirmed(meeting="meeting:audit"), "2016-02-01"),
        said(replace(RESOLVED, resolution="resolution:x", text="x"), "2015-10-08", Standing.UNKNOWN),
        said(VoteRecorded(resolution="resolution:x", for_=3, against=1), "2015-11-08"),
    ),
    "members since nobody knows when": (SEATS, *(joined("XXXX", each) for each in (ADA, BEN, CORA))),
}


@pytest.fixture
def datastore(blank_ledger: Path, tmp_path: Path) -> Iterator[store.Datastore]:
    file = tmp_path / "ledger.db"
    shutil.copy(blank_ledger, file)
    found = store.open(f"sqlite:///{file}")
    yield found
    found.close()


@pytest.mark.parametrize("drafts", IN_ORDER.values(), ids=list(IN_ORDER))
def test_what_is_in_order_is_not_flagged(drafts: tuple[Draft, ...], datastore: store.Datastore) -> None:
    record(datastore, given(*drafts).log)

    assert flags(register_at(datastore)) == []
