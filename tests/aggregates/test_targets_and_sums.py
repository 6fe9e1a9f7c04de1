"""Targets that are set and revised under a name, and sums: one amount or a range, and what it is part of."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.sums import Basis, SumStated
from ledger.vocabulary.targets import TargetRevised, TargetSet, TargetStatus
from tests.aggregates.borough import BRIDGE
from tests.aggregates.given import Case, decide, each, given, recorded, refused, said


def aimed(text: str = "Open to traffic", on: str = "2015-10-08", **fields: Any) -> Draft:
    return said(TargetSet(text=text, project=BRIDGE, **{"due": "2016-12", **fields}), on)


def revised(target: str, on: str = "2015-11-12", **fields: Any) -> Draft:
    return said(TargetRevised(target=target, project=BRIDGE, **{"due": "2017-06", **fields}), on)


def stated(text: str = "The repair", **fields: Any) -> Draft:
    return said(SumStated(text=text, project=BRIDGE, **{"basis": Basis.BUDGET, **fields}))


REFUSED: dict[str, Case] = {
    "a target revised that was never set": refused(
        draft=revised("open-to-traffic"),
        says=("the target 'open-to-traffic' of the project 'fen-bridge' was never set", "there is none"),
    ),
    "a target revised under a name with a slip": refused(
        aimed(), draft=revised("open-for-traffic"), says="did you mean 'open-to-traffic'?"
    ),
    "a target revised under a name that several have": refused(
        aimed("Open by winter"),
        aimed("Open by summer"),
        draft=revised("open by"),
        says="'open-by-winter' or 'open-by-s",
    ),
    "a target revised before it was set": refused(
        aimed(), draft=revised("open-to-traffic", "2015-09-01"), says="cannot be revised on 2015-09-01: it was set"
    ),
    "a target under the name of another": refused(
        aimed(), draft=aimed("Open to walkers", target="open-to-traffic"), says="'fen-bridge/open-to-traffic' is taken"
    ),
    "one target set twice": refused(aimed(), draft=aimed(due="2018"), says=("is taken", "revise it")),
    "a sum that runs from much to little": refused(
        draft=stated(low="70000000", high="60000000"), says="runs from 70000000 to 60000000"
    ),
    "an amount of what was not agreed": refused(
        draft=stated(basis=Basis.NONE_AGREED, low="1"), says="says that none is agreed, and gives 1"
    ),
    "a sum that is part of itself": refused(draft=stated(part_of="The repair"), says="cannot be a part of itself"),
    "a sum that is part of nothing stated": refused(
        stated("The bridge", low="5000000"), draft=stated(part_of="The brige"), says="did you mean 'The bridge'?"
    ),
}

RECORDED: dict[str, Case] = {
    "parts that come to more than the whole": recorded(
        stated("The bridge", low="5000000"),
        draft=stated(low="6000000", part_of="The bridge"),
        seen="`sums` shows the whole and its parts",
    ),
    "a conditional sum without its condition": recorded(
        draft=stated(basis=Basis.CONDITIONAL, low="5000000"), seen="`sums` shows no condition"
    ),
    "a sum without an amount": recorded(draft=stated(), seen="`sums` shows no amount"),
    "a share that does not agree with the amounts": recorded(
        stated("The bridge", low="42500000"),
        draft=stated(low="37200000", share="87%", part_of="The bridge"),
        seen="`sums` shows the share and the amounts",
    ),
    "a target that lies in the past": recorded(draft=aimed(due="2014-12"), seen="`targets` shows both dates"),
}


@each(REFUSED)
def test_a_target_or_sum_that_cannot_be_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_doubtful_target_or_sum_is_recorded(case: Case) -> None:
    decide(case)


def test_a_target_is_called_after_its_first_words_and_revised_by_that() -> None:
    told = given().when(aimed()).then(target="open-to-traffic")

    told.when(revised("open-to-traffic", status=TargetStatus.CONFIRMED)).then(due="2017-06")


def test_a_clerk_may_name_a_target() -> None:
    told = given(aimed(), aimed("Open to traffic in both directions", target="both-ways"))

    told.when(revised("both-ways")).then(target="both-ways")


def test_a_target_cannot_be_moved_past_its_revision() -> None:
    told = given(aimed(), revised("open-to-traffic"))

    told.corrected(TargetSet, on="2016-01").refuses("would be revised on 2015-11-12, before 2016-01")
    told.retracted(TargetSet).refuses("revised without having been set")


def test_the_whole_cannot_be_taken_from_under_its_parts() -> None:
    told = given(stated(low="1", part_of=""), stated("Its paint", low="1", part_of="The repair"))
    whole, part = told.log[-2:]

    told.when(said(_away(whole.position), stream=whole.stream)).refuses("part of 'The repair', which is not stated")
    told.when(said(_away(part.position), stream=part.stream)).then()


def _away(position: int) -> EntryRetracted:
    return EntryRetracted(entry=position, why="not so")
