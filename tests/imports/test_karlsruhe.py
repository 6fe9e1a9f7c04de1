"""The council information system of Karlsruhe: counts, routes and gaps as in the source, found there independently.

A soak imports the whole of it; else those papers that have two or more consultations, with their meetings.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from cli.main import govledger
from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.vocabulary.accountability import Requirement, RuleAdopted, Sense, Step
from ledger.vocabulary.dates import when
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import Source
from projections import ALL, Projector, register_at
from projections.routes import route as routes
from projections.routes.verdict import Result
from tests.imports.conftest import SOAK, Importing, Real

BASE = "https://web1.karlsruhe.de/oparl/bodies/0001/"
SCRUTINY = ("Vorberatung", "Beratung", "Anhörung")
AFTER_ALL_SCRUTINY = RuleAdopted(
    rule="rule:scrutiny-first",
    text="no scrutiny after the decision",
    requires=(Requirement(a=Step(roles=(Role.SCRUTINY,)), b=Step(roles=(Role.DECISION,)), sense=Sense.NONE_AFTER),),
)

pytestmark = pytest.mark.soak


class Council:
    """The objects of the source as they were read, and what can be seen in them by eye."""

    def __init__(self, papers: list[Any], meetings: list[Any], organisations: list[Any]) -> None:
        self.papers, self.meetings, self.organisations = papers, meetings, organisations
        self.day_of = {meeting["id"]: meeting["start"][:10] for meeting in meetings}

    @property
    def consultations(self) -> list[Any]:
        return [consultation for paper in self.papers for consultation in paper.get("consultation", ())]

    @property
    def results(self) -> list[str]:
        return [
            item["result"] for meeting in self.meetings for item in meeting.get("agendaItem", ()) if item.get("result")
        ]

    def days(self, paper: Any, *roles: str) -> list[str]:
        """The days of a paper's consultations in some roles; empty text where none is known."""
        return [self.day_of.get(c.get("meeting"), "") for c in paper.get("consultation", ()) if c["role"] in roles]

    def decided_before_scrutiny(self) -> set[str]:
        found = set()
        for paper in self.papers:
            decided = [day for day in self.days(paper, "Entscheidung") if day]
            scrutinised = [day for day in self.days(paper, *SCRUTINY) if day]
            if decided and scrutinised and min(decided) < max(scrutinised):
                found.add(subject(paper))
        return found


def subject(paper: Any) -> str:
    return "project:karlsruhe/" + paper["id"].removeprefix(BASE)


def read(path: Path) -> tuple[list[Any], list[Any], list[Any]]:
    """The papers, meetings and organisations of the archive."""
    papers, meetings, organisations = [], [], []
    with tarfile.open(path) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is None:
                continue
            if "/papers/" in member.name:
                papers.append(json.load(content))
            elif "/meetings/" in member.name:
                meetings.append(json.load(content))
            elif member.name.endswith("organizations.json"):
                organisations = json.load(content)
    return papers, meetings, organisations


@pytest.fixture(scope="module")
def source(real: Real) -> Council:
    """The real source; but in a soak only papers with two stages or more, and of meetings what concerns them."""
    papers, meetings, organisations = read(real("karlsruhe_oparl.tar.xz"))
    if not SOAK:
        papers = [paper for paper in papers if len(paper.get("consultation", ())) > 1 or paper.get("deleted")]
        about = {c["id"] for paper in papers for c in paper.get("consultation", ())}
        for meeting in meetings:
            items = meeting.get("agendaItem", ())
            meeting["agendaItem"] = [item for item in items if item.get("consultation") in about]
        meetings = [meeting for meeting in meetings if meeting["agendaItem"]]
        for paper in papers:
            paper.pop("superordinatedPaper", None)
            paper.pop("subordinatedPaper", None)
    return Council(papers, meetings, organisations)


@pytest.fixture(scope="module")
def karlsruhe(
    source: Council, real: Real, _made_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Importing]:
    """The ledger into which the source was imported, and in which the rule is adopted."""
    folder = tmp_path_factory.mktemp("karlsruhe")
    shutil.copy(_made_sqlite, folder / "ledger.db")
    path = real("karlsruhe_oparl.tar.xz")
    if not SOAK:
        path = folder / "share.json"
        path.write_text(json.dumps([*source.papers, *source.meetings, *source.organisations]))
    with Ledger(f"sqlite:///{folder / 'ledger.db'}") as ledger:
        importing = Importing(ledger)
        importing("oparl", path, "karlsruhe")
        rule = Draft(event=AFTER_ALL_SCRUTINY, source=Source(document="A rule to test by"), occurred=when("1980"))
        ledger.record([rule])
        Projector(ledger.datastore, ALL).catch_up()
        yield importing


def test_each_role_counts_as_often_as_in_the_source_but_for_what_names_neither_body_nor_meeting(
    karlsruhe: Importing, source: Council
) -> None:
    nobody = [
        c["role"] for c in source.consultations if not c.get("organization") and c.get("meeting") not in source.day_of
    ]

    recorded = Counter(entry.event.role_as_given for entry in karlsruhe.entries("project.considered"))
    assert recorded == Counter(c["role"] for c in source.consultations) - Counter(nobody)
    assert [why for why in karlsruhe.refused.values() if "neither" in why] == [
        "it names neither an organization nor a known meeting"
    ] * len(nobody)


def test_each_result_counts_as_often_as_in_the_source(karlsruhe: Importing, source: Council) -> None:
    items = karlsruhe.entries("agenda-item.listed")

    assert Counter(entry.event.result for entry in items if entry.event.result) == Counter(source.results)


def test_what_was_resolved_is_said_in_the_words_of_the_result(karlsruhe: Importing, source: Council) -> None:
    resolved = Counter(entry.event.text for entry in karlsruhe.entries("resolution.passed"))

    assert resolved["mehrheitlich abgelehnt"] == source.results.count("mehrheitlich abgelehnt") > 0
    assert resolved["einstimmig zugestimmt"] == source.results.count("einstimmig zugestimmt") > 0
    assert resolved["erledigt"] == 0


def test_papers_that_the_source_deleted_before_the_ledger_knew_of_them_are_counted(
    karlsruhe: Importing, source: Council
) -> None:
    deleted = [paper for paper in source.papers if paper.get("deleted")]

    assert karlsruhe.sums["unknown_withdrawn"] == len(deleted) == 268
    assert len(karlsruhe.entries("project.opened")) == len(source.papers) - 268


def test_the_route_of_every_paper_with_two_or_more_stages_has_its_bodies_and_days(
    karlsruhe: Importing, source: Council
) -> None:
    taken = routes.taken(register_at(karlsruhe.ledger.datastore, None))

    checked = 0
    for paper in source.papers:
        stages = [
            (source.day_of.get(c.get("meeting"), "XXXX"), f"body:karlsruhe/{body.removeprefix(BASE)}")
            for c in paper.get("consultation", ())
            for body in c.get("organization", ())
        ]
        if len(stages) > 1:
            steps = [(step.on.text, step.by) for step in taken[subject(paper)] if step.kind == "consideration"]
            assert set(steps) >= set(stages)
            assert [day for day, _ in steps if day != "XXXX"] == sorted(day for day, _ in steps if day != "XXXX")
            checked += 1
    assert checked > 1_000


def test_gaps_that_are_breached_are_exactly_the_27_papers_decided_before_their_last_scrutiny(
    karlsruhe: Importing, source: Council
) -> None:
    gaps = routes.gaps(register_at(karlsruhe.ledger.datastore, None))

    breached = {gap.project for gap in gaps if gap.judgment.result is Result.BREACHED}
    assert breached == source.decided_before_scrutiny()
    assert len(breached) == 27


def test_gaps_that_are_not_shown_are_papers_one_of_whose_stages_has_no_date(
    karlsruhe: Importing, source: Council
) -> None:
    undated = {
        subject(paper)
        for paper in source.papers
        if "" in source.days(paper, "Entscheidung", *SCRUTINY)
        and source.days(paper, "Entscheidung")
        and source.days(paper, *SCRUTINY)
    }

    gaps = routes.gaps(register_at(karlsruhe.ledger.datastore, None))
    not_shown = {gap.project for gap in gaps if gap.judgment.result is Result.NOT_SHOWN}
    assert len(not_shown) > 0
    assert not_shown <= undated


def test_the_command_line_names_the_27_and_the_route_of_one(karlsruhe: Importing, source: Council) -> None:
    url = str(karlsruhe.ledger.datastore.address.text)

    def rows(*words: str) -> list[dict[str, Any]]:
        result = CliRunner().invoke(govledger, [*words, "--ledger", url, "--as-at", "ever", "--format", "json"])
        assert result.exit_code == 0, result.output
        found: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
        return found

    gaps = rows("scrutiny", "gaps", "--result", "breached")
    assert {row["project"] for row in gaps} == source.decided_before_scrutiny()
    assert any(row["result"] == "breached" for row in rows("project", "route", gaps[0]["project"]))


def test_ten_deliveries_cut_at_random_places_come_to_the_register_of_the_whole(
    source: Council, ledger: Ledger, tmp_path: Path
) -> None:
    """A meeting may come before its papers or after them; nothing is doubled, and nothing is left that is not so."""
    papers = source.papers if SOAK else source.papers[::8]
    about = {consultation["id"] for paper in papers for consultation in paper.get("consultation", ())}
    meetings = [m for m in source.meetings if any(i.get("consultation") in about for i in m.get("agendaItem", ()))]
    objects = [*papers, *meetings, *source.organisations]
    chance = Random(20240612)
    chance.shuffle(objects)
    cuts = sorted(chance.sample(range(1, len(objects)), 9))
    with Ledger.create(f"sqlite:///{tmp_path / 'whole.db'}", recorder="importer") as whole:
        _deliver(whole, objects, tmp_path)
        for first, last in zip([0, *cuts], [*cuts, len(objects)], strict=True):
            _deliver(ledger, objects[first:last], tmp_path)

        assert _standing(ledger) == _standing(whole)


def _deliver(ledger: Ledger, objects: list[Any], folder: Path) -> None:
    (folder / "delivery.json").write_text(json.dumps(objects))
    Importing(ledger)("oparl", folder / "delivery.json", "karlsruhe")


def _standing(ledger: Ledger) -> Counter[tuple[object, ...]]:
    """All that stands, however it came to."""
    streams = ledger.streams()
    told = (entry for stream in ledger.book.streams() for entry in streams.stream(stream).counted())
    return Counter(
        (e.stream, e.event.TYPE, repr(e.event), e.occurred.text, e.standing, e.stated_by, e.note, e.source.at)
        for e in told
    )


@pytest.mark.skipif(not SOAK, reason="the whole register is imported in a soak only")
def test_the_whole_register_is_imported_in_little_memory_and_no_slower_at_the_end(
    real: Real, sqlite_ledger_url: str
) -> None:
    """In a process of its own; compared is the processor time of chunks of a thousand entries about agenda items.

    They are the last 26 thousand; what comes before them are other kinds of statements, some of them quicker.
    """
    measured = subprocess.run(
        [sys.executable, "-c", MEASURED, str(real("karlsruhe_oparl.tar.xz")), sqlite_ledger_url],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    megabytes, first, last = map(float, measured.stdout.split())
    assert megabytes < 300
    assert last < 1.6 * first


MEASURED = """
import sys, time
from pathlib import Path
from random import Random
from ledger.recording.ledger import Ledger
from ledger.imports import reader_for, run
from tests.imports.peak import peak_megabytes

marks = []
with Ledger(sys.argv[2]) as ledger:
    reader = reader_for("oparl", Path(sys.argv[1]), "karlsruhe")
    run(reader, ledger, progress=lambda done, total: marks.append(time.process_time()))
spent = [after - before for before, after in zip(marks, marks[1:-1])][-26:]
print(peak_megabytes())
print(sum(spent[:6]) / 6, sum(spent[-6:]) / 6)
"""
