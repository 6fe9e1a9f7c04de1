"""A spreadsheet saved as CSV: members, referrals and resolutions, with the slips that people make in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.generating.csv_import import EXAMPLE
from ledger.imports import run
from ledger.imports.records import Item
from ledger.imports.spreadsheet import Spreadsheet
from ledger.imports.spreadsheet_columns import COLUMNS
from ledger.recording.ledger import Ledger
from ledger.vocabulary.provenance import Standing
from tests.imports.conftest import SAMPLES, Importing

SAMPLE = SAMPLES / "spreadsheet.csv"
BOARD = "body:spreadsheet/health-and-wellbeing-board"


@pytest.fixture
def told(importing: Importing) -> Importing:
    """The sample, imported."""
    importing("csv", SAMPLE)
    return importing


def test_a_member_has_a_body_a_name_and_dates(told: Importing) -> None:
    ruth, tom = told.entries("membership.started")

    assert (ruth.event.body, ruth.event.member) == (BOARD, "person:spreadsheet/ruth-okafor")
    assert (ruth.event.on_behalf_of, ruth.event.role) == ("organisation:spreadsheet/northmoor-council", "chair")
    assert (ruth.event.voting, tom.event.voting) == (True, None)
    assert (ruth.standing, tom.standing) == (Standing.MINUTED, Standing.REPORTED)
    assert ruth.source.document == "Membership list"


def test_ends_are_last_days_in_force_and_first_days_out_are_made_so(told: Importing) -> None:
    assert [entry.occurred.text for entry in told.entries("membership.ended")] == ["2018-03-31", "2018-03-31"]
    assert told.sums["found"] == {"ends given as the first day out, made the last day in force": 1}


def test_a_referral_goes_from_body_to_body(told: Importing) -> None:
    (referral,) = told.entries("project.referred")

    assert (referral.event.by, referral.event.to) == (BOARD, "body:spreadsheet/scrutiny-committee")
    assert (referral.event.project, referral.occurred.text) == ("project:spreadsheet/care-home-strategy", "2018-06-07")
    assert referral.source.at == "item 7"


def test_a_resolution_keeps_its_exact_words(told: Importing) -> None:
    (resolution,) = told.entries("resolution.passed")

    assert resolution.event.text == "That the strategy, as tabled, be noted."
    assert resolution.event.limbs[0].projects == ("project:spreadsheet/care-home-strategy",)


def test_slips_are_refused_by_their_lines(told: Importing) -> None:
    assert {int(place.partition(":")[2]): why for place, why in told.refused.items()} == {
        4: "its voting is 'perhaps', not yes or no",
        5: "its from: cannot read the date '2019-02-30': there is no such day in the calendar",
        6: "the membership of 'spreadsheet/ines-marsh' in 'spreadsheet/health-and-wellbeing-board' "
        "cannot end in 2018: it began in 2019",
        7: "it has no body",
        8: "both 'until' and 'left on' are filled in",
        10: "'spreadsheet/health-and-wellbeing-board' cannot refer a project to itself",
        12: "its verb is 'undone', not one of noted, agreed, approved, endorsed, supported, recommended, referred, "
        "delegated, deferred, requested, rejected, not moved",
        13: "a resolution has no 'person', which says 'Tom Hale'",
        14: "its kind is 'motion', not one of body, succession, member, vacancies, referral, resolution",
        15: "unknown person 'nobody-told-us'",
    }


def test_a_column_that_nobody_knows_is_refused_before_anything_is_recorded(
    importing: Importing, tmp_path: Path
) -> None:
    file = tmp_path / "typed.csv"
    file.write_text("kind,body,person,untl\nmember,Board,Ann,2018\n")

    importing("csv", file)

    assert importing.refused == {"typed.csv": "there is no column 'untl'; nothing was read"}
    assert importing.ledger.book.last_position() == 0


def test_rows_that_are_added_anywhere_add_only_what_is_new(told: Importing, tmp_path: Path) -> None:
    header, first, *rest = SAMPLE.read_text().splitlines()
    more = "member,Scrutiny Committee,Ruth Okafor,,,,2019,,,,,,,,,Membership list,,,"
    file = tmp_path / "spreadsheet.csv"
    file.write_text("\n".join([header, more, first, *rest]))

    tally = told("csv", file)

    assert tally.by_type == {"membership.started": 1}


def test_every_column_is_in_the_sample(told: Importing) -> None:
    assert set(SAMPLE.read_text().splitlines()[0].split(",")) == {column.name for column in COLUMNS}


def test_an_id_that_two_names_share_is_refused_where_the_second_stands(importing: Importing, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "kind,body,person,id\nmember,Panel,Ed Vance,7\nmember,Board,Fay Moss,7\nmember,Board,ED  VANCE,7\n"
    )

    importing("csv", tmp_path / "list.csv", "hallam")

    assert importing.refused == {
        "list.csv:3": "its id '7' is that of 'Ed Vance' in another row, and of 'Fay Moss' here"
    }
    assert {(e.event.body, e.event.member) for e in importing.entries("membership.started")} == {
        ("body:hallam/panel", "person:hallam/7"),
        ("body:hallam/board", "person:hallam/7"),
    }


def test_vacancies_are_seats_and_no_persons(importing: Importing, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "kind,body,person,seats,on\nbody,Panel,,9,\nmember,Panel,Ann,,\nmember,Panel,Vacancy,,\n"
        "member,Board, (vacant) ,,\nvacancies,Panel,,2,2024-05-16\nvacancies,Panel,,some,2024-05-16\n"
    )

    importing("csv", tmp_path / "list.csv", "hallam")

    told = importing

    assert [e.event.name for e in told.entries("person.registered")] == ["Ann"]
    assert [(e.event.name, e.event.seats) for e in told.entries("body.established")] == [("Panel", 9), ("Board", None)]
    (declared,) = told.entries("body.vacancies-declared")
    assert (declared.event.number, declared.occurred.text) == (2, "2024-05-16")
    assert told.sums["aside"] == {"seats that nobody has: a row of the kind vacancies tells how many": 2}
    assert [*told.refused.values()] == ["its seats is 'some', not a number of seats"]


def test_the_example_of_the_reference_can_be_imported(importing: Importing, tmp_path: Path) -> None:
    (tmp_path / "example.csv").write_text(EXAMPLE)

    importing("csv", tmp_path / "example.csv")

    assert importing.refused == {}
    assert len(importing.entries("membership.ended", "project.referred", "resolution.passed")) == 3


@pytest.mark.parametrize("chunk", [1, 2, 1_000])
@pytest.mark.parametrize("dry_run", [False, True])
def test_repeats_of_a_refused_row_are_refused_one_by_one(
    importing: Importing, tmp_path: Path, chunk: int, dry_run: bool
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("kind,body,person,from,until\n" + "member,B,P,2019-05-01,2018-01-01\n" * 3)

    tally = importing("csv", file, chunk=chunk, dry_run=dry_run)

    assert importing.refused.keys() == {"x.csv:2", "x.csv:3", "x.csv:4"}
    assert (tally.recorded, tally.already) == (2, 0)


@pytest.mark.parametrize("chunk", [1, 2, 1_000])
@pytest.mark.parametrize("dry_run", [False, True])
def test_what_a_row_disagrees_with_is_named_by_place_or_by_a_number_that_there_is(
    importing: Importing, tmp_path: Path, chunk: int, dry_run: bool
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("kind,body,person,from,until\nmember,B,P,2019-05-01,\nmember,B,P,2019-06-01,\n")

    importing("csv", file, chunk=chunk, dry_run=dry_run)

    (left,) = importing.left
    assert re.search(r"that stands at (x\.csv:2|entry 3);", left["remedy"]) or "(entry 3)" in left["refused"]
    assert not re.search(r"\d{10}", str(left))


@pytest.mark.parametrize(("separator", "called"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_separators_than_commas_are_called_by_their_name(
    importing: Importing, tmp_path: Path, separator: str, called: str
) -> None:
    file = tmp_path / "x.csv"
    file.write_text(separator.join(("kind", "body", "person")) + "\n" + separator.join(("member", "B", "P, Q")) + "\n")

    importing("csv", file)

    assert importing.refused == {"x.csv:1": f"its values are separated by {called}"}


@pytest.mark.parametrize("name", ["\u200b", "\u2800", "\u3164\u00ad", "\u202e"])
def test_a_name_that_nobody_can_see_is_refused(importing: Importing, tmp_path: Path, name: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(f"kind,body,person\nmember,B,{name}\n")

    importing("csv", file)

    assert importing.refused == {"x.csv:2": "its person holds nothing that can be seen"}


def test_dates_between_two_days_are_read(importing: Importing, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("kind,body,person,from,until\nmember,B,P,[..2018-12],[2019-01-01..2019-02-15]\n")

    importing("csv", file)

    (ended,) = importing.entries("membership.ended")
    assert ended.occurred.text == "[2019-01-01..2019-02-15]"


ROWS = """\
kind,body,person,from,until,type,id,part of,of,to,on
member,Planning,Ann Smith,2019-05-01,,,7,,,,
member,Planning,Ann Smith,2020-05-01,,,8,,,,
body,Planning,,2010-05-01,2022-05-01,committee,,Council,Hallam Borough,,
body,Council,,1974-04-01,,council,,,Hallam Borough,,
succession,Planning,,,,,,,,Place Committee,2022-05-02
"""


@pytest.fixture
def rows(importing: Importing, tmp_path: Path) -> Importing:
    """Bodies in rows of their own, after what names them; two members of one name."""
    (tmp_path / "rows.csv").write_text(ROWS)
    importing("csv", tmp_path / "rows.csv", "hallam")
    assert importing.left == []
    return importing


def test_a_body_has_its_kind_its_term_and_what_it_is_part_of_wherever_its_row_stands(rows: Importing) -> None:
    council, planning, place = rows.entries("body.established")

    assert (planning.event.kind, planning.event.parent) == ("committee", council.stream)
    assert (planning.event.of, planning.occurred.text) == (("organisation:hallam/hallam-borough",), "2010-05-01")
    assert [entry.occurred.text for entry in rows.entries("body.dissolved")] == ["2022-05-01"]
    assert place.event.name == "Place Committee"


def test_a_succession_leads_from_body_to_body(rows: Importing) -> None:
    (succession,) = rows.entries("bodies.succeeded")

    assert succession.event.predecessors == ("body:hallam/planning",)
    assert (succession.event.successors, succession.occurred.text) == (("body:hallam/place-committee",), "2022-05-02")


def test_two_members_of_one_name_are_told_apart_by_their_ids_and_said_to_be_namesakes(rows: Importing) -> None:
    assert {entry.event.member for entry in rows.entries("membership.started")} == {
        "person:hallam/7",
        "person:hallam/8",
    }
    assert list(rows.sums["found"]) == [
        "namesakes: a person of a name that another row has with another id, or with none"
    ]


def test_bodies_of_one_name_are_to_be_named_by_their_ids(importing: Importing, tmp_path: Path) -> None:
    twins = "kind,body,person,id\nbody,Twin,,1\nbody,Twin,,2\nmember,Twin,Ann,\nmember,body:spreadsheet/2,Bob,\n"
    (tmp_path / "twins.csv").write_text(twins)
    importing("csv", tmp_path / "twins.csv")

    assert importing.refused == {"twins.csv:4": "'Twin' is what 2 bodies are called"}
    assert importing.entries("membership.started")[0].event.body == "body:spreadsheet/2"


def test_bodies_within_one_another_are_refused(importing: Importing, tmp_path: Path) -> None:
    (tmp_path / "round.csv").write_text("kind,body,part of\nbody,A,B\nbody,B,A\nbody,C,A\n")
    importing("csv", tmp_path / "round.csv")

    assert len(importing.refused) == 3


@pytest.mark.parametrize(
    ("spans", "refused"),
    [
        (["2018,2019", "2019,2020", "2020,"], 0),
        (["2020,", "2019,2020", "2018,2019"], 0),
        (["2019-01-01,2020", "2020-06-01,"], 0),
        (["2019-01-01,2020-03-31", "2020,"], 0),
        (["2019-05-01,2020-05", "2020-05,"], 0),
        (["2019-05-01,2020-05-20", "2020-05-10,"], 1),
        (["2019-05-01,", "2020,"], 1),
        (["2019,2021", "2020,2022"], 1),
    ],
)
def test_a_seat_may_begin_in_the_year_in_which_the_one_before_ended(
    importing: Importing, tmp_path: Path, spans: list[str], refused: int
) -> None:
    rows = "".join(f"member,Parks,Ann Lee,{span}\n" for span in spans)
    (tmp_path / "x.csv").write_text(f"kind,body,person,from,until\n{rows}")

    importing("csv", tmp_path / "x.csv")

    assert len(importing.refused) == refused
    assert len(importing.entries("membership.started")) == len(spans) - refused
    assert importing("csv", tmp_path / "x.csv").recorded == 0


@pytest.mark.parametrize(("word", "voting"), [("Y", True), ("TRUE", True), ("no", False), ("False", False), ("", None)])
def test_who_votes_is_read_as_spreadsheets_write_it(
    importing: Importing, tmp_path: Path, word: str, voting: bool | None
) -> None:
    (tmp_path / "x.csv").write_text(f"kind,body,person,voting\nmember,Parks,Ann Lee,{word}\n")

    importing("csv", tmp_path / "x.csv")

    assert [entry.event.voting for entry in importing.entries("membership.started")] == [voting]


class Counted(Spreadsheet):
    """Counts how often it is read."""

    times = 0

    def items(self) -> Iterator[Item]:
        self.times += 1
        return super().items()


@pytest.mark.parametrize(
    ("rows", "recorded", "times"),
    [
        (["Parks,Ann Lee,2010", "Parks,Ann Lee,2011"], 3, 1),
        (["body:marsham/roads,Ann Lee,2010", "Roads,Bob Ray,2011"], 5, 2),
        (["body:marsham/roads,Ann Lee,2010"], 1, 1),
    ],
    ids=["never possible", "possible after what follows", "what it needs never comes"],
)
def test_a_source_is_read_again_only_where_that_records_more(
    ledger: Ledger, tmp_path: Path, rows: list[str], recorded: int, times: int
) -> None:
    (tmp_path / "x.csv").write_text("kind,body,person,from\n" + "".join(f"member,{row}\n" for row in rows))
    reader = Counted(tmp_path / "x.csv", "marsham")

    tally = run(reader, ledger)

    assert (tally.recorded, reader.times) == (recorded, times)
