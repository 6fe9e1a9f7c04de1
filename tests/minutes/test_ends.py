"""A statement with `until` also states its end."""

import pytest

from ledger.dates import UNKNOWN, When, when
from ledger.entry import Draft
from ledger.events.membership import MembershipEnded, MembershipStarted
from ledger.minutes.circumstances import Circumstances, Inherited
from ledger.minutes.ends import ended
from ledger.minutes.form import FORM
from ledger.minutes.mistakes import Mistakes
from ledger.minutes.names import Known, Names
from ledger.minutes.typed import Typed
from ledger.minutes.yaml_nodes import Fields, Text
from ledger.provenance import Source
from ledger.refusals import Refusal

FILE = Inherited(source=Source(document="Minutes"))
NODE = Fields(((Text("until", 9), Text("2017", 9)),), 7)


@pytest.fixture
def typed(ledger: Known) -> Typed:
    return Typed(Names(ledger, FORM.kinds), Mistakes("minutes.yaml"))


def membership(since: When) -> Draft:
    event = MembershipStarted(body="body:icb", member="person:paul-feven", on_behalf_of="organisation:lbb")
    return FILE.draft(event, Circumstances(), since, "minutes.yaml:7")


@pytest.mark.parametrize("since", [UNKNOWN, when("2016"), when("2017"), when("2017-12-31"), when("[..2019]")])
def test_the_end_names_what_it_ends_and_lies_where_until_stands(typed: Typed, since: When) -> None:
    (end,) = ended(FORM, membership(since), NODE, Circumstances(until="2017"), FILE, typed)

    assert end.event == MembershipEnded(body="body:icb", member="person:paul-feven")
    assert (end.occurred, end.place) == (when("2017"), "minutes.yaml:9")


def test_what_has_no_last_day_has_no_end(typed: Typed) -> None:
    assert ended(FORM, membership(when("2016")), NODE, Circumstances(), FILE, typed) == []


def test_nothing_ends_before_it_began(typed: Typed) -> None:
    with pytest.raises(Refusal, match="it ends in 2017 and begins on 2018-01-01; 'until' is its last day"):
        ended(FORM, membership(when("2018-01-01")), NODE, Circumstances(until="2017"), FILE, typed)
