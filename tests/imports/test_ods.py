"""NHS successions: pairs of codes with a date become organisations and successions, or are listed."""

from __future__ import annotations

import csv
import re
import shutil
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.recording.ledger import Ledger
from tests.imports.conftest import SAMPLES, SOAK, Importing, Real

SAMPLE = SAMPLES / "successions.csv"


def test_organisations_are_registered_once_under_their_codes_before_the_successions_that_name_them(
    importing: Importing,
) -> None:
    importing("ods", SAMPLE)

    registered = [entry.stream for entry in importing.entries("organisation.registered")]
    assert len(registered) == len(set(registered))
    assert "organisation:ods/qb1" in registered
    for entry in importing.entries("bodies.succeeded"):
        assert all(subject in registered for subject in entry.event.subjects() if subject.startswith("organisation:"))


def test_each_pair_is_one_succession_on_its_day(importing: Importing) -> None:
    importing("ods", SAMPLE)

    told = {
        (entry.event.predecessors[0], entry.event.successors[0], entry.occurred.text)
        for entry in importing.entries("bodies.succeeded")
    }
    assert ("organisation:ods/qa1", "organisation:ods/qb1", "2013-04-01") in told
    assert ("organisation:ods/qb1", "organisation:ods/qc2", "2020-04-01") in told
    assert len(told) == 6


def test_what_cannot_be_true_is_refused_by_its_line_and_the_rest_is_recorded(importing: Importing) -> None:
    tally = importing("ods", SAMPLE)

    assert importing.refused == {
        "successions.csv:6": "on 2015-10-01 'QD1' would have taken over from itself",
        "successions.csv:7": "'2019-02-30' is no day in the calendar",
        "successions.csv:9": "on 2021-04-01 'QG1' would have taken over from itself, by way of 'QC1'",
        "successions.csv:11": "it has no old_code",
    }
    assert tally.refused == 4


def test_a_code_that_comes_back_on_another_day_is_no_circle(importing: Importing) -> None:
    importing("ods", SAMPLE)

    assert "succession:ods/qc1~to~qb1~2022-04-01" in {entry.stream for entry in importing.entries("bodies.succeeded")}


def test_importing_twice_records_once(importing: Importing) -> None:
    first = importing("ods", SAMPLE)
    again = importing("ods", SAMPLE)

    assert (again.recorded, again.already, again.refused) == (0, first.recorded, first.refused)


def test_a_dry_run_says_what_would_come_of_it_and_records_nothing(importing: Importing) -> None:
    would = importing("ods", SAMPLE, dry_run=True)

    assert importing.ledger.book.last_position() == 0
    assert would.by_type == importing("ods", SAMPLE).by_type


@pytest.fixture(scope="module")
def pairs(real: Real) -> list[tuple[str, str, str]]:
    """The rows of the real register; in a soak all of them, else those since 2013."""
    with tarfile.open(real("nhs_ods_succession.tar.xz")) as archive:
        member = next(member for member in archive if member.name.endswith(".csv"))
        content = archive.extractfile(member)
        assert content is not None
        lines = content.read().decode().splitlines()
    return [(old, new, day) for old, new, day in csv.reader(lines[1:]) if SOAK or day >= "2013"]


@pytest.fixture(scope="module")
def nhs(
    pairs: list[tuple[str, str, str]], _made_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Importing]:
    """The real successions, imported once for the tests of this module."""
    folder = tmp_path_factory.mktemp("nhs")
    shutil.copy(_made_sqlite, folder / "ledger.db")
    with (folder / "succession.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("old_code", "new_code", "date"), *pairs])
    with Ledger(f"sqlite:///{folder / 'ledger.db'}") as ledger:
        importing = Importing(ledger)
        importing("ods", folder / "succession.csv")
        yield importing


def told_in(importing: Importing) -> Counter[tuple[str, str, str]]:
    """The successions that were recorded, as the source writes them."""

    codes = {entry.stream: entry.event.name for entry in importing.entries("organisation.registered")}
    return Counter(
        (codes[entry.event.predecessors[0]], codes[entry.event.successors[0]], entry.occurred.text)
        for entry in importing.entries("bodies.succeeded")
    )


@pytest.mark.soak
def test_every_pair_of_the_real_register_is_recorded_but_bodies_that_would_succeed_themselves(
    nhs: Importing, pairs: list[tuple[str, str, str]]
) -> None:
    themselves = [pair for pair in pairs if pair[0] == pair[1]]

    assert told_in(nhs) == Counter(pairs) - Counter(themselves)
    assert len(nhs.refused) == len(themselves)
    assert all("would have taken over from itself" in why for why in nhs.refused.values())


@pytest.mark.soak
def test_bromley_leads_to_south_east_london_on_1_april_2020(nhs: Importing) -> None:
    bromley = [
        (entry.event.successors, entry.occurred.text)
        for entry in nhs.ledger.book.entries(types=["bodies.succeeded"], tag="organisation:ods/07q")
        if "organisation:ods/07q" in entry.event.predecessors
    ]
    assert bromley == [(("organisation:ods/72q",), "2020-04-01")]


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="all of the 25,480 rows are read in a soak only")
def test_pairs_with_two_dates_stay_two_successions(nhs: Importing) -> None:
    dates = Counter(pair[:2] for pair in told_in(nhs))

    assert sum(count > 1 for count in dates.values()) == 35


@pytest.mark.soak
@pytest.mark.parametrize(
    ("day", "before", "after"),
    [("2017-04-01", 209, 207), ("2018-04-01", 207, 195), ("2019-04-01", 195, 191), ("2021-04-01", 135, 106)],
)
def test_clinical_commissioning_groups_become_fewer_as_published(
    nhs: Importing, day: str, before: int, after: int
) -> None:
    """The source has no kinds of body and none that never merged: it tells the change of a year, not the count.

    In 2015, 2016 and 2020 commissioning hubs, whose codes look alike, changed on the same day.
    """
    is_group = re.compile(r"[0-9]{2}[A-Z]")
    merged = [(old, new) for old, new, on in told_in(nhs) if on == day and is_group.fullmatch(old)]

    assert len({new for _, new in merged}) - len({old for old, _ in merged}) == after - before
