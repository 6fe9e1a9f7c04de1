"""The law of keeping in step: importing A and then B gives the register that importing B alone gives.

So it is for every A that is a part of B or an earlier state of it; and what A said stays known.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.entries.entry import Draft
from ledger.imports import Tally, reader_for, run
from ledger.recording.ledger import Ledger
from ledger.refusals import Refusal
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.provenance import Source, Standing
from tests.imports.conftest import SOAK
from tests.imports.oparl_councils import BASE, DAYS, SCHEMA, Object, councils, earlier
from tests.imports.registers import answers, differing
from tests.imports.small_sources import popolo, spreadsheet

SOURCES = {"csv": spreadsheet, "popolo": popolo}
FILES = {"oparl": "source.json", "popolo": "source.json", "csv": "source.csv", "memberships": "source.jsonl"}
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


@pytest.fixture(name="blank")
def _blank(_made_sqlite: Path) -> Path:
    """The file of a ledger in which nothing is recorded."""
    return _made_sqlite


@contextmanager
def opened(blank: Path) -> Iterator[Ledger]:
    """A new ledger that is gone afterwards."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.db"
        copy(blank, file)
        with Ledger(f"sqlite:///{file}", recorder="importer") as ledger:
            yield ledger


def imported(ledger: Ledger, source: Any, form: str = "oparl", *, complete: bool = False) -> Tally:
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILES[form]
        file.write_text(source if isinstance(source, str) else json.dumps(source))
        return run(reader_for(form, file, "marsham"), ledger, complete=complete)


@pytest.mark.soak
@settings(max_examples=400 if SOAK else 8, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_a_council_that_was_imported_earlier_or_in_part_is_as_if_it_had_not_been(
    data: st.DataObject, blank: Path
) -> None:
    council: list[Object] = data.draw(councils())
    before: list[Object] = data.draw(earlier(council))

    with opened(blank) as ledger, opened(blank) as once, opened(blank) as then:
        imported(ledger, before)
        told = ledger.book.last_position()
        imported(ledger, council)
        imported(once, council)
        imported(then, before)

        assert differing(answers(ledger.datastore, DAYS[1]), answers(once.datastore, DAYS[1])) == {}
        assert differing(answers(ledger.datastore, known_at=told), answers(then.datastore)) == {}
        assert imported(ledger, council).recorded == 0


@pytest.mark.soak
@settings(max_examples=200 if SOAK else 5, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_a_council_that_comes_object_by_object_in_any_order_is_the_whole_of_it(
    data: st.DataObject, blank: Path
) -> None:
    council: list[Object] = data.draw(councils())

    with opened(blank) as ledger, opened(blank) as once:
        for each in data.draw(st.permutations(council)):
            imported(ledger, [each])
        imported(once, council)

        assert differing(answers(ledger.datastore, DAYS[1]), answers(once.datastore, DAYS[1])) == {}


@pytest.mark.parametrize("seed", range(150 if SOAK else 6))
@pytest.mark.parametrize("form", ["csv", "popolo"])
def test_a_list_that_was_imported_earlier_or_in_part_is_as_if_it_had_not_been(
    form: str, seed: int, blank: Path
) -> None:
    before, now = SOURCES[form](Random(seed))

    with opened(blank) as ledger, opened(blank) as once, opened(blank) as then:
        imported(ledger, before, form)
        told = ledger.book.last_position()
        imported(ledger, now, form)
        imported(once, now, form)
        imported(then, before, form)

        assert differing(answers(ledger.datastore, "2016-06-01"), answers(once.datastore, "2016-06-01")) == {}
        assert differing(answers(ledger.datastore, known_at=told), answers(then.datastore)) == {}
        assert imported(ledger, now, form).recorded == 0


@pytest.mark.parametrize("seed", range(150 if SOAK else 6))
def test_a_part_of_a_document_takes_nothing_back_of_the_rest(seed: int, blank: Path) -> None:
    chance = Random(seed)
    whole = json.loads(popolo(chance)[1])
    whole["events"] = [{"id": "term", "start_date": "2009-01-01", "end_date": "2030-12-31"}]
    for each in whole["memberships"]:
        if chance.random() < 0.4:
            each["legislative_period_id"] = "term"
            each.pop("end_date", None)
    part = {
        key: [each for each in told if chance.random() < 0.6] for key, told in whole.items() if chance.random() < 0.7
    }

    with opened(blank) as ledger:
        imported(ledger, whole, "popolo")
        before = answers(ledger.datastore, "2016-06-01")
        tally = imported(ledger, {"persons": [], **part}, "popolo")

        assert differing(answers(ledger.datastore, "2016-06-01"), before) == {}
        assert (tally.recorded, tally.corrected, tally.unsaid) == (0, 0, 0)


SEAT = {"id": "m1", "person_id": "p", "organization_id": "c", "start_date": "2010-05-01", "end_date": "2012-05-01"}
NEXT = {**SEAT, "id": "m2", "role": "deputy", "start_date": "2012-05-01", "end_date": None}
CHAIRED = {**SEAT, "id": "m3", "role": "Chair", "start_date": "2011-01-01", "end_date": "2011-12-31"}
TERM = {"id": "t", "start_date": "2013-01-01", "end_date": "2016-12-31"}


@pytest.mark.parametrize(
    ("memberships", "left_out"),
    [
        ([SEAT, NEXT], ["m2"]),
        ([{**SEAT, "end_date": None}, CHAIRED], ["m1"]),
        ([{"id": "m4", "person_id": "p", "organization_id": "c", "legislative_period_id": "t"}], ["t"]),
    ],
    ids=["how ends are meant", "the seat of who presides", "a legislative period"],
)
def test_what_a_delivery_leaves_out_is_as_it_was_told_before(
    ledger: Ledger, memberships: list[Object], left_out: list[str]
) -> None:
    whole = {"organizations": [{"id": "c", "name": "Council"}], "persons": [{"id": "p", "name": "Ann Lee"}]}
    whole |= {"memberships": memberships, "events": [TERM]}
    imported(ledger, whole, "popolo")
    before = stands(ledger, "body:marsham/c")

    part = {key: [each for each in told if each["id"] not in left_out] for key, told in whole.items()}
    tally = imported(ledger, part, "popolo")

    assert stands(ledger, "body:marsham/c") == before
    assert (tally.recorded, tally.left_out) == (0, 0)


SHEET = """\
kind,body,person,role,voting,on behalf of,from,until
member,Parks,Ann Lee,chair,yes,Party,2010-05-01,2012-05-01
member,Parks,Ann Lee,member,yes,,2013-01-01,
member,Parks,Bob Ray,,no,Party,2011-01-01,
"""


@pytest.mark.parametrize(
    "left_out", [["role"], ["voting", "on behalf of"], ["until"], ["from", "until"], ["from"]], ids=str
)
def test_a_column_that_is_left_out_takes_nothing_back(ledger: Ledger, left_out: list[str]) -> None:
    imported(ledger, SHEET, "csv")
    before = stands(ledger, "body:marsham/parks")

    rows = list(csv.DictReader(SHEET.splitlines()))
    columns = [name for name in rows[0] if name not in left_out]
    lines = [columns, *([row[name] for name in columns] for row in rows)]
    tally = imported(ledger, "".join(",".join(line) + "\n" for line in lines), "csv")

    assert stands(ledger, "body:marsham/parks") == before
    assert (tally.recorded, tally.left_out) == (0, 0)


WITH_IDS = """\
kind,body,person,id,from
body,Parks,,r1,
member,Parks,Ann Lee,17,2010-05-01
member,Parks,Bob Ray,18,2011-01-01
"""


def test_without_the_column_of_ids_names_stand_for_whom_they_stood_for(ledger: Ledger) -> None:
    imported(ledger, WITH_IDS, "csv")

    tally = imported(ledger, "kind,body,person,from\nbody,Parks,,\nmember,Parks,Ann Lee,2010-05-01\n", "csv")

    assert (tally.recorded, tally.left_out) == (0, 0)
    assert ledger.book.streams("person") == ["person:marsham/17", "person:marsham/18"]


@pytest.mark.parametrize("row", ["member,Parks,Ann Lee,2010-05-01", "body,Parks,,"])
def test_a_name_that_two_ids_bore_needs_the_column_of_ids(ledger: Ledger, row: str) -> None:
    imported(
        ledger, f"{WITH_IDS}member,Parks,Ann Lee,19,2012-01-01\nbody,Parks,,r2,\n".replace("r,Parks", "r,r1"), "csv"
    )

    tally = imported(ledger, f"kind,body,person,from\n{row}\n", "csv")

    assert (tally.recorded, tally.refused) == (0, 1)
    assert "give the spreadsheet its column id again" in tally.first[0].remedy


def test_an_empty_cell_says_that_it_is_not_so_any_more(ledger: Ledger) -> None:
    imported(ledger, SHEET, "csv")

    imported(ledger, SHEET.replace("2012-05-01", "2012-06-01").replace(",no,Party", ",,"), "csv")

    assert "2012-06-01" in {day for _, day, _ in stands(ledger, "body:marsham/parks")}
    bob = next(e.event for e in ledger.streams().stream("body:marsham/parks").counted() if "bob" in str(e.event))
    assert (bob.voting, bob.on_behalf_of) == (None, None)


BODY = {"id": f"{BASE}/organizations/1", "type": f"{SCHEMA}Organization", "name": "Hauptausschuss"}


def meeting(start: str, modified: str, **said: Any) -> Object:
    return {
        "id": f"{BASE}/meetings/5",
        "type": f"{SCHEMA}Meeting",
        "name": "Sitzung",
        "organization": [BODY["id"]],
        "start": f"{start}T18:00:00+01:00",
        "modified": f"{modified}T09:00:00+01:00",
        **said,
    }


ANNOUNCED, MOVED = meeting("2024-03-01", "2024-02-01"), meeting("2024-03-08", "2024-02-20")
HELD = meeting("2024-03-08", "2024-03-20", agendaItem=[{"id": f"{BASE}/items/1", "name": "A", "result": "vertagt"}])
CANCELLED = meeting("2024-03-08", "2024-03-05", cancelled=True)


def stands(ledger: Ledger, subject: str) -> list[Any]:
    """What a subject's story comes to: type, day, standing."""
    told = ledger.streams().stream(subject).counted()
    return [(entry.event.TYPE, entry.occurred.text, str(entry.standing)) for entry in told]


def test_an_announced_meeting_is_moved_and_held_as_its_source_says_so(ledger: Ledger) -> None:
    imported(ledger, [BODY, ANNOUNCED])
    moved = imported(ledger, [BODY, MOVED])
    held = imported(ledger, [BODY, HELD])

    assert (moved.corrected, held.corrected, held.left_out) == (1, 1, 0)
    assert stands(ledger, "meeting:marsham/meetings/5") == [
        ("meeting.held", "2024-03-08", "reported"),
        ("agenda-item.listed", "2024-03-08", "reported"),
    ]


PERSON = {"id": f"{BASE}/persons/1", "type": f"{SCHEMA}Person", "name": "Ann Lee"}
MEMBERSHIP = {
    "id": f"{BASE}/ms/1",
    "type": f"{SCHEMA}Membership",
    "organization": BODY["id"],
    "startDate": "2020-01-01",
}
CONSULTED = {"id": f"{BASE}/consultations/1", "organization": [BODY["id"]], "meeting": HELD["id"], "role": "Beratung"}
PAPER = {"id": f"{BASE}/papers/1", "type": f"{SCHEMA}Paper", "name": "Bad", "consultation": [CONSULTED]}


@pytest.mark.parametrize(
    "slip",
    [
        {**PERSON, "membership": [{**MEMBERSHIP, "startDate": "2020-13-01"}]},
        {**PAPER, "consultation": [{**CONSULTED, "organization": [], "meeting": None}]},
        {**HELD, "agendaItem": [{**HELD["agendaItem"][0], "public": "perhaps"}]},
        {**HELD, "organization": []},
    ],
    ids=["a seat", "a consultation", "an item", "a meeting"],
)
def test_what_is_refused_now_and_was_told_before_stays(ledger: Ledger, slip: Object) -> None:
    imported(ledger, [BODY, HELD, {**PERSON, "membership": [MEMBERSHIP]}, PAPER])

    tally = imported(ledger, [slip])

    assert (tally.recorded, tally.refused > 0) == (0, True)


def test_an_announced_meeting_that_is_called_off_was_called_and_never_held(ledger: Ledger) -> None:
    imported(ledger, [BODY, ANNOUNCED])
    tally = imported(ledger, [BODY, CANCELLED])

    assert tally.unsaid == 1
    assert {what for what, *_ in stands(ledger, "meeting:marsham/meetings/5")} == {
        "meeting.called",
        "meeting.cancelled",
    }


def test_a_correction_has_the_day_of_the_change_at_the_source(ledger: Ledger) -> None:
    imported(ledger, [BODY, ANNOUNCED])
    imported(ledger, [BODY, MOVED])

    (correction,) = ledger.book.entries(types=["entry.corrected"])
    assert (correction.source.date, correction.event.source.date) == ("2024-02-20", "2024-02-20")


def test_what_a_source_says_again_after_it_said_otherwise_is_the_last_word(ledger: Ledger) -> None:
    for each in (ANNOUNCED, MOVED, ANNOUNCED, MOVED, ANNOUNCED):
        imported(ledger, [BODY, each])

    assert stands(ledger, "meeting:marsham/meetings/5") == [("meeting.held", "2024-03-01", "expected")]


def test_a_meeting_has_the_same_id_with_and_without_its_body(ledger: Ledger) -> None:
    imported(ledger, [ANNOUNCED])
    tally = imported(ledger, [BODY, ANNOUNCED])

    assert ledger.book.streams("meeting") == ["meeting:marsham/meetings/5"]
    assert ledger.book.streams("body") == ["body:marsham/organizations/1"]
    assert tally.left_out == 0


def test_a_body_that_was_only_named_gets_its_name_when_it_is_described(ledger: Ledger) -> None:
    imported(ledger, [ANNOUNCED])
    imported(ledger, [BODY])

    (body,) = ledger.introductions("body:marsham/organizations/1")
    assert (body.event.name, body.event.unnamed) == ("Hauptausschuss", False)


def test_what_a_clerk_corrected_stays_and_is_told_only_when_the_source_changes(ledger: Ledger) -> None:
    imported(ledger, [BODY, ANNOUNCED])
    (held,) = ledger.introductions("meeting:marsham/meetings/5")
    ledger.correct(EntryCorrected(entry=held.position, why="a slip of the office", fields={"title": "Sondersitzung"}))

    again = imported(ledger, [BODY, ANNOUNCED])
    after = imported(ledger, [BODY, MOVED])

    assert (again.kept, again.recorded, after.kept, after.recorded) == (0, 0, 1, 0)
    assert "was changed by hand" in after.first[0].problem
    assert ledger.introductions("meeting:marsham/meetings/5")[0].event.title == "Sondersitzung"


def test_what_a_clerk_retracted_is_not_brought_back_by_a_change_at_the_source(ledger: Ledger) -> None:
    imported(ledger, [BODY, ANNOUNCED])
    (held,) = ledger.introductions("meeting:marsham/meetings/5")
    ledger.retract(EntryRetracted(entry=held.position, why="another council's"))

    tally = imported(ledger, [BODY, MOVED])

    assert (tally.kept, tally.recorded) == (1, 0)


def person(*seats: str) -> Object:
    seats_in = [{"id": f"{BASE}/memberships/{seat}", "organization": BODY["id"]} for seat in seats]
    return {"id": f"{BASE}/persons/1", "type": f"{SCHEMA}Person", "name": "Ada", "membership": seats_in}


def test_what_is_not_in_a_delivery_is_counted_and_left_as_it_is(ledger: Ledger) -> None:
    imported(ledger, [BODY, person("1"), HELD])
    tally = imported(ledger, [BODY])

    assert (tally.recorded, tally.vanished, tally.left_out) == (0, 5, 0)


def test_a_seat_that_its_person_does_not_have_any_more_is_retracted(ledger: Ledger) -> None:
    imported(ledger, [BODY, person("1")])
    tally = imported(ledger, [BODY, person()])

    assert (tally.unsaid, tally.vanished) == (1, 0)


def test_of_a_complete_source_what_lasts_has_ended_and_what_happened_was_not_so(ledger: Ledger) -> None:
    imported(ledger, [BODY, person("1"), HELD])
    tally = imported(ledger, [BODY], complete=True)

    assert tally.unsaid == 3  # the meeting, its item and what was resolved
    assert tally.by_type["membership.ended"] == 1
    assert stands(ledger, "person:marsham/persons/1") == [("person.registered", "XXXX", "reported")]
    assert imported(ledger, [BODY], complete=True).recorded == 0


def test_a_source_that_could_not_be_read_whole_is_not_complete(ledger: Ledger) -> None:
    imported(ledger, [BODY, person("1")])
    broken = {**person("1"), "membership": "all", "name": 7}
    tally = imported(ledger, [BODY, broken], complete=True)

    assert (tally.recorded, tally.refused) == (0, 1)


def test_of_an_object_that_is_there_twice_the_newer_state_counts_in_whatever_order(ledger: Ledger) -> None:
    imported(ledger, [MOVED, BODY, ANNOUNCED])

    assert stands(ledger, "meeting:marsham/meetings/5") == [("meeting.held", "2024-03-08", "expected")]


@pytest.mark.parametrize("state", ["durchgeführt", "Beendet"])
def test_a_state_says_that_a_meeting_was_held(ledger: Ledger, state: str) -> None:
    imported(ledger, [BODY, {**ANNOUNCED, "meetingState": state}])

    assert stands(ledger, "meeting:marsham/meetings/5") == [("meeting.held", "2024-03-01", "reported")]


def test_memberships_and_agenda_items_may_stand_by_themselves(ledger: Ledger) -> None:
    item = {"id": f"{BASE}/items/1", "type": f"{SCHEMA}AgendaItem", "name": "A", "meeting": ANNOUNCED["id"]}
    seat = {"id": f"{BASE}/memberships/1", "type": f"{SCHEMA}Membership", "person": f"{BASE}/persons/1"}
    imported(ledger, [BODY, ANNOUNCED, person()])
    tally = imported(ledger, [item, {**seat, "organization": BODY["id"]}])
    gone = imported(ledger, [{**item, "deleted": True}, {**seat, "deleted": True}])

    assert (tally.by_type["agenda-item.listed"], tally.by_type["membership.started"], tally.left_out) == (1, 1, 0)
    assert gone.unsaid == 2


LIST = "kind,body,person,from,until\nmember,Panel,Ann,2019-05-01,{}\nmember,Panel,Bob,2019-05-01,2021-04-30\n"


def test_an_end_that_a_list_does_not_say_any_more_is_retracted(ledger: Ledger) -> None:
    imported(ledger, LIST.format("2020-04-30"), "csv")
    tally = imported(ledger, LIST.format(""), "csv")

    assert (tally.unsaid, tally.vanished) == (1, 0)


def test_rows_that_cite_a_document_leave_what_a_clerk_has_recorded_of_it_alone(ledger: Ledger) -> None:
    cited = "kind,body,person,from,document\nmember,Panel,Ann,2019-05-01,Minutes\n"
    imported(ledger, cited, "csv")
    panel, cai = "body:marsham/panel", "person:cai"
    minutes = Source(document="Minutes")
    ledger.record(
        [
            Draft(event=PersonRegistered(person=cai, name="Cai"), source=minutes),
            Draft(event=MembershipStarted(body=panel, member=cai), source=minutes, occurred=when("2019-06-01")),
        ]
    )

    tally = imported(ledger, cited.replace("2019-05-01", "2019-05-02"), "csv", complete=True)

    assert (tally.corrected, tally.recorded, tally.vanished) == (1, 1, 0)


def test_a_body_stays_a_body_in_a_later_document_without_its_members(ledger: Ledger) -> None:
    organization = {"organizations": [{"id": "o", "name": "Panel"}]}
    seat = {"person_id": "p", "organization_id": "o"}
    imported(ledger, {**organization, "persons": [{"id": "p", "name": "Ann"}], "memberships": [seat]}, "popolo")
    tally = imported(ledger, organization, "popolo")

    assert (tally.recorded, ledger.book.streams("organisation")) == (0, [])


def test_a_part_of_a_document_takes_nothing_back_of_what_the_rest_of_it_described(ledger: Ledger) -> None:
    parts = {
        "organizations": [{"id": "c", "name": "Council"}, {"id": "s", "name": "Panel", "parent_id": "c"}],
        "posts": [{"id": "w", "label": "Clerk", "organization_id": "c"}],
        "persons": [{"id": "p", "name": "Ann"}],
        "memberships": [{"person_id": "p", "organization_id": each} for each in ("c", "s")],
    }
    imported(ledger, parts, "popolo")
    for part in ({"organizations": parts["organizations"][1:]}, {"organizations": parts["organizations"][:1]}):
        tally = imported(ledger, {**part, "posts": parts["posts"]}, "popolo")

        assert (tally.recorded, tally.kept, tally.refused, tally.vanished > 0) == (0, 0, 0, True)


def test_a_source_has_the_standing_that_is_asked_for_where_it_only_tells(ledger: Ledger) -> None:
    def told(standing: Standing) -> Tally:
        with TemporaryDirectory() as folder:
            (Path(folder) / "source.json").write_text(json.dumps([BODY, ANNOUNCED]))
            return run(reader_for("oparl", Path(folder) / "source.json", "marsham"), ledger, standing=standing)

    told(Standing.MINUTED)
    again = told(Standing.MINUTED)

    assert (again.recorded, [standing for _, _, standing in stands(ledger, "body:marsham/organizations/1")]) == (
        0,
        ["minuted"],
    )
    assert [standing for _, _, standing in stands(ledger, "meeting:marsham/meetings/5")] == ["expected"]


@pytest.mark.parametrize("seed", [0, 4, 7])
def test_an_import_of_a_changed_source_that_was_stopped_goes_on_where_it_was(seed: int, blank: Path) -> None:
    before, now = popolo(Random(seed))

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with opened(blank) as stopped, opened(blank) as once, TemporaryDirectory() as folder:
        source = Path(folder) / "source.json"
        for ledger in (stopped, once):
            imported(ledger, before, "popolo")
        source.write_text(now)

        for chunk in (2, 5):
            with suppress(InterruptedError):
                run(reader_for("popolo", source, "marsham"), stopped, chunk=chunk, progress=stop)
        imported(stopped, now, "popolo")
        imported(once, now, "popolo")

        assert differing(answers(stopped.datastore), answers(once.datastore)) == {}


def listed(ledger: Ledger, on: str, *members: str) -> Tally:
    """Import an undated list of a panel as it was on a day."""
    rows = "".join(f"member,Panel,{member}\n" for member in members)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        file.write_text("kind,body,person\n" + rows)
        return run(reader_for("csv", file, "marsham"), ledger, snapshot=when(on))


def test_undated_lists_say_between_which_days_somebody_came_and_went(ledger: Ledger) -> None:
    listed(ledger, "2024-01-10", "Ann", "Bob")
    listed(ledger, "2024-02-10", "Ann", "Bob")
    listed(ledger, "2024-03-10", "Ann", "Cai")
    again = listed(ledger, "2024-03-10", "Ann", "Cai")

    told = ledger.streams().stream("body:marsham/panel").counted()
    seats = [(e.event.TYPE, e.event.member, e.occurred.text) for e in told if e.event.TYPE.startswith("membership")]
    assert sorted(seats) == [
        ("membership.ended", "person:marsham/bob", "[2024-01-10..2024-03-10]"),
        ("membership.started", "person:marsham/ann", "[..2024-01-10]"),
        ("membership.started", "person:marsham/bob", "[..2024-01-10]"),
        ("membership.started", "person:marsham/cai", "[2024-01-11..2024-03-10]"),
    ]
    assert again.recorded == 0


def test_who_is_on_the_list_again_sits_again(ledger: Ledger) -> None:
    listed(ledger, "2024-01-10", "Ann", "Bob")
    listed(ledger, "2024-02-10", "Ann")
    tally = listed(ledger, "2024-03-10", "Ann", "Bob")

    assert tally.by_type == {"membership.started": 1}
    assert listed(ledger, "2024-04-10", "Ann", "Bob").recorded == 0


def test_lists_are_imported_in_the_order_of_their_days(ledger: Ledger) -> None:
    listed(ledger, "2024-02-10", "Ann")

    with pytest.raises(Refusal, match="a list of 2024-02-10 has been imported, and this one is of 2024-01-10"):
        listed(ledger, "2024-01-10", "Ann", "Bob")
