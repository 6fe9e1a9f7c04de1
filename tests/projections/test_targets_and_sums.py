"""Targets in the wording of each day, sums as they were stated, and what their parts come to; on both clocks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.sums import Basis, SumStated
from ledger.vocabulary.targets import TargetRevised, TargetSet, TargetStatus
from projections import Register
from projections.sums import Adding, parts, sums
from projections.targets import targets
from tests.projections.conftest import AskedOf

BRIDGE, WELL = "project:bridge", "project:well"
OPENING = TargetSet(text="open to traffic", project=BRIDGE, target="opening", due="2016-12", amount="5", by="body:hwb")
LATER = TargetRevised(project=BRIDGE, target="opening", due="2017-06", status=TargetStatus.UNCONFIRMED, reason="rain")


def aims(register: Register) -> list[tuple[str, str, str, Certainty]]:
    return [(a.row.text, a.row.due, a.row.status.value, a.certainty) for a in targets(register)]


def test_a_target_stands_as_revised_and_keeps_what_the_revision_leaves_out(asked_of: AskedOf) -> None:
    at = asked_of([(OPENING, "2015-10-08"), (LATER, "2016-11-01")])

    assert aims(at("2015-10-07")) == []
    assert aims(at("2016-10-31")) == [("open to traffic", "2016-12", "anticipated", Certainty.YES)]
    assert aims(at("2016-11-01")) == [("open to traffic", "2017-06", "unconfirmed", Certainty.YES)]
    assert aims(at("2016-11-01", known_at=1)) == [("open to traffic", "2016-12", "anticipated", Certainty.YES)]
    (revised,) = targets(at("2016-11-01"), BRIDGE)
    assert (revised.row.amount, revised.row.by, revised.row.reason, revised.row.entries) == (
        "5",
        "body:hwb",
        "rain",
        (1, 2),
    )
    assert [due for _, due, _, _ in aims(at())] == ["2016-12", "2017-06"], "at all times, in every wording"


def test_a_revision_that_is_only_expected_leaves_both_possible(asked_of: AskedOf) -> None:
    at = asked_of([(OPENING, "2015-10-08"), (LATER, "2016-11-01", Standing.EXPECTED)])

    assert {(due, certainty) for _, due, _, certainty in aims(at("2017-01-01"))} == {
        ("2016-12", Certainty.POSSIBLY),
        ("2017-06", Certainty.POSSIBLY),
    }


def test_a_target_revised_does_not_touch_another_of_the_project(asked_of: AskedOf) -> None:
    other = TargetSet(text="paint it", project=BRIDGE, target="paint")
    at = asked_of([(OPENING, "2015-10-08"), (other, "XXXX"), (LATER, "2016-11-01")])

    assert {text: due for text, due, _, _ in aims(at("2017-01-01"))} == {"open to traffic": "2017-06", "paint it": ""}


def test_a_target_set_on_an_unknown_day_comes_before_its_revisions(asked_of: AskedOf) -> None:
    at = asked_of([(LATER, "2016-11-01"), (OPENING, "XXXX"), (EntryRetracted(entry=1, why="hearsay"), "XXXX")])

    assert aims(at("2016-12-01", known_at=2)) == [("open to traffic", "2017-06", "unconfirmed", Certainty.YES)]
    assert aims(at("2016-12-01")) == [("open to traffic", "2016-12", "anticipated", Certainty.POSSIBLY)]


def stated(text: str, low: str | None = None, high: str | None = None, part_of: str = "", about: bool = False) -> Event:
    basis = Basis.CONTRIBUTION if part_of else Basis.BUDGET
    return SumStated(text=text, project=BRIDGE, basis=basis, low=low, high=high, part_of=part_of, about=about)


@pytest.mark.parametrize(
    ("total", "shares", "comes_to", "result"),
    [
        (("100", None), [("60", None), ("40", None)], ("100", "100"), Adding.ADDS_UP),
        (("100", None), [("60", None), ("40.01", None)], ("100.01", "100.01"), Adding.DOES_NOT),
        (("100", None), [("60", None), (None, None)], ("60", "60"), Adding.MAY_ADD_UP),
        (("100", None), [("101", None), (None, None)], ("101", "101"), Adding.DOES_NOT),
        (("100", None), [("50", "60"), ("40", None)], ("90", "100"), Adding.MAY_ADD_UP),
        (("100", "120"), [("50", None), ("40", None)], ("90", "90"), Adding.DOES_NOT),
        ((None, None), [("60", None)], ("60", "60"), Adding.NOT_SHOWN),
        (("100", None), [(None, None)], None, Adding.NOT_SHOWN),
    ],
)
def test_parts_are_laid_beside_their_total_and_never_put_right(
    asked_of: AskedOf,
    total: tuple[str | None, str | None],
    shares: list[tuple[str | None, str | None]],
    comes_to: tuple[str, str] | None,
    result: Adding,
) -> None:
    told = [(stated("the bridge", *total), "2015")]
    told += [(stated(f"part {n}", *share, part_of="the bridge"), "2015") for n, share in enumerate(shares)]
    register = asked_of(told)("2016-01-01")

    ((name, found),) = parts(register, sums(register)).items()

    assert name == (BRIDGE, "the bridge")
    assert found.comes_to == (comes_to and tuple(map(Decimal, comes_to)))
    assert found.result is result
    assert len(found.without_amount) == sum(low is None for low, _ in shares)
    assert found.entries == tuple(range(2, len(told) + 1))


def test_a_rough_total_is_never_said_not_to_add_up(asked_of: AskedOf) -> None:
    told = [(stated("the bridge", "100", about=True), "2015"), (stated("steel", "90", part_of="the bridge"), "2015")]
    register = asked_of(told)("2016-01-01")

    (found,) = parts(register, sums(register)).values()

    assert found.result is Adding.MAY_ADD_UP


def test_parts_stand_under_their_total_and_a_part_restated_counts_once(asked_of: AskedOf) -> None:
    at = asked_of(
        [
            (stated("steel", "50", part_of="the bridge"), "2014"),
            (stated("a well", "1"), "2014-06"),
            (stated("the bridge", "100"), "2015"),
            (stated("steel", "60", part_of="the bridge"), "2016"),
            (EntryCorrected(entry=4, why="misread", fields={"low": "55"}), "XXXX"),
        ]
    )
    register = at("2017-01-01")

    assert [(a.event.text, a.event.low) for a in sums(register)] == [
        ("a well", "1"),
        ("the bridge", "100"),
        ("steel", "50"),
        ("steel", "55"),
    ]
    (found,) = parts(register, sums(register)).values()
    assert found.comes_to == (Decimal(55), Decimal(55))
    before = at("2015-12-31", known_at=4)
    assert [each.comes_to for each in parts(before, sums(before)).values()] == [(Decimal(50), Decimal(50))]


def test_sums_are_found_by_project_payer_and_basis(asked_of: AskedOf) -> None:
    saving = SumStated(text="fewer lamps", project=WELL, basis=Basis.SAVING, low="3", by="body:hwb")
    register = asked_of([(stated("the bridge", "100"), "2015"), (saving, "2015")])("2016-01-01")

    def found(**asked: object) -> list[str]:
        return [a.event.text for a in sums(register, **asked)]  # type: ignore[arg-type]

    assert found() == ["the bridge", "fewer lamps"]
    assert found(project=WELL) == found(by="body:hwb") == found(basis=Basis.SAVING) == ["fewer lamps"]
    assert found(project=BRIDGE, by="body:hwb") == []
