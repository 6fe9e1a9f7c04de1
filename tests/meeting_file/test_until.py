"""A statement with `until` also states its end."""

import pytest

from ledger.entries.entry import Draft
from ledger.meeting_file.common_keys import Circumstances, Inherited
from ledger.meeting_file.form import FORM
from ledger.meeting_file.id_lookup import IdLookup, Known
from ledger.meeting_file.mistakes import Mistakes
from ledger.meeting_file.statements import ended
from ledger.meeting_file.values import Typed
from ledger.meeting_file.yaml_nodes import MappingNode, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, when
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.provenance import Source

FILE = Inherited(source=Source(document="Minutes"))
NODE = MappingNode(((TextNode("until", 9), TextNode("2017", 9)),), 7)


@pytest.fixture
def typed(ledger: Known) -> Typed:
    return Typed(IdLookup(ledger, FORM.kinds), Mistakes("minutes.yaml"))


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


def test_a_last_day_is_no_duration(typed: Typed) -> None:
    with pytest.raises(Refusal, match="'until' is one day, and '2017/2018' lasts from 2017 to 2018") as refused:
        ended(FORM, membership(when("2016")), NODE, Circumstances(until="2017/2018"), FILE, typed)
    assert refused.value.remedy.endswith("or 'until: [2017..2018]' for some day between")


def test_nothing_ends_before_it_began(typed: Typed) -> None:
    with pytest.raises(Refusal, match="it ends in 2017 and begins on 2018-01-01; 'until' is its last day"):
        ended(FORM, membership(when("2018-01-01")), NODE, Circumstances(until="2017"), FILE, typed)
