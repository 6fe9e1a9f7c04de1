"""Years with contradictions planted in them: all are found, and none in the year as it is.

Thornmere's year is one; others are made up, with other contradictions at other meetings each.

The draft minutes of another meeting have two of their own: one that the confirmed minutes mend, and one that stands.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from click.testing import CliRunner

from cli.main import govledger
from ledger import Ledger
from ledger.entries.entry import Draft
from ledger.vocabulary.dates import When, exactly
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.votes import Ballot, CastingVote, Choice, VoteRecorded
from projections import ALL, Projector, register_at
from projections.engine.register import Register
from projections.flags import contradictions
from projections.flags.flag import Flag, date_of
from projections.meetings import ATTENDANCE, MEETINGS
from tests.acceptance.conftest import EXAMPLES
from tests.acceptance.years import FOR_ALL, PLANTED, year
from tests.conftest import Ledgers

FILES: Final = sorted((EXAMPLES[0].parent / "thornmere").glob("*.yaml"))
DRAFT, CONFIRMED = sorted((FILES[0].parent / "draft-and-confirmed").glob("*.yaml"))
SLIPS: Final = Source(document="Slips of a clerk")
AT_LEAST: Final = 60
YEARS: Final = 200 if os.environ.get("GOVLEDGER_SOAK") == "1" else 5


@pytest.fixture
def thornmere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """`govledger` about a ledger of the year."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("GOVLEDGER_RECORDER", "M. Okafor")
    monkeypatch.setenv("GOVLEDGER_URL", str(tmp_path / "thornmere.db"))

    def run(*words: str | Path, code: int = 0) -> Any:
        result = CliRunner().invoke(govledger, [str(word) for word in words], prog_name="govledger")
        assert result.exit_code == code, f"{words} ended with {result.exit_code}:\n{result.output}"
        return result

    run("init", "--unsealed")
    for file in FILES:
        run("record", file)
    return run


def flagged(run: Any, *words: str) -> list[str]:
    """What contradicts what, all of it recorded with a reason."""
    rows = json.loads(run("flags", "--as-at", "ever", *words, "--format", "json").stdout)["rows"]
    assert all(row["although"] for row in rows if row["contradiction"])
    return [row["says"] for row in rows if row["contradiction"]]


def test_one_contradiction_stands_and_one_is_mended_by_the_confirmed_minutes(thornmere: Any) -> None:
    draft = ["'grace-obi' voted, recorded with apologies", "5 voted or abstained, and 3 were present"]
    thornmere("record", DRAFT)
    known = json.loads(thornmere("log", "--format", "json").stdout)["rows"][-1]["entry"]
    assert sorted(flagged(thornmere)) == draft

    done = thornmere("record", CONFIRMED, "--correct", "--why", "as confirmed on 9 July")

    assert "3 corrected, 1 gone, 1 new." in done.stderr
    assert flagged(thornmere) == ["'grace-obi' voted, recorded with apologies"]
    assert sorted(flagged(thornmere, "--known-at", str(known))) == draft
    assert "Nothing new" in thornmere("record", CONFIRMED).stderr


def planted(register: Register) -> Iterator[tuple[str, list[Draft]]]:
    """Kinds of contradictions, each with statements that make one, at every meeting of which the members are listed."""
    listed: dict[str, list[str]] = {}
    for answer in register.rows(ATTENDANCE, in_force=False):
        if answer.event.presence is Presence.PRESENT and not answer.event.items:
            listed.setdefault(answer.stream, []).append(answer.event.person)
    for answer in register.rows(MEETINGS, in_force=False):
        there, day = listed.get(answer.stream, []), date_of(answer.row)
        if len(there) > 1 and day.is_exact:
            yield from _at_a_meeting(answer.stream, day, there)


def _at_a_meeting(meeting: str, day: When, there: list[str]) -> Iterator[tuple[str, list[Draft]]]:
    one, other = there[:2]
    eve = exactly(day.earliest - 1)

    def resolved(number: int, on: When = day, **fields: Any) -> Draft:
        subject = f"resolution:planted/{meeting.partition(':')[2].replace('/', '-')}-{number}"
        limbs = (Limb(verb=Verb.AGREED, text="it"),)
        event = ResolutionPassed(
            text=f"That it be planted, {number}", limbs=limbs, meeting=meeting, resolution=subject, **fields
        )
        return Draft(event=event, source=SLIPS, occurred=on)

    def voted(number: int, **fields: Any) -> list[Draft]:
        passed = resolved(number)
        vote = VoteRecorded(resolution=passed.subject, **fields)
        return [passed, Draft(event=vote, source=SLIPS, occurred=day)]

    both = (Ballot(member=one, choice=Choice.FOR), Ballot(member=other, choice=Choice.AGAINST))
    casting = CastingVote(member=one, choice=Choice.FOR)
    confirmed = Draft(event=MinutesConfirmed(meeting=meeting), source=SLIPS, occurred=eve)
    absent = AttendanceRecorded(meeting=meeting, person=other, presence=Presence.ABSENT)
    yield "decided on another day than its meeting", [resolved(1, on=exactly(day.earliest + 400))]
    yield "seconded by the mover", [resolved(2, mover=one, seconder=one)]
    yield "counts against ballots", voted(3, ballots=both, for_=2, against=1)
    yield "two ballots of one person", voted(4, ballots=(*both, both[0]), for_=2, against=1)
    yield "more votes than members present", voted(5, for_=1, against=1, present=1)
    yield "casting vote without a tie", voted(6, for_=2, against=0, casting=casting)
    yield "result against the votes", voted(7, for_=1, against=2, carried=True)
    yield "minutes confirmed before the meeting", [confirmed]
    yield "present and absent", [Draft(event=absent, source=SLIPS, occurred=day)]


@pytest.mark.usefixtures("thornmere")
def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'thornmere.db'}"
    with Ledger(url, recorder="a clerk", alongside=lambda datastore: Projector(datastore, ALL)) as ledger:
        assert contradictions(register_at(ledger.datastore)) == []
        wanted: Counter[str] = Counter()
        for kind, drafts in planted(register_at(ledger.datastore)):
            outcome = ledger.in_bulk().record([tuple(drafts)])
            assert len(outcome.recorded) == len(drafts)
            wanted[kind] += 1

        found = Counter(flag.lapse.name for flag in contradictions(register_at(ledger.datastore)))

    assert wanted.total() >= AT_LEAST
    assert {kind: min(found[kind], count) for kind, count in wanted.items()} == wanted


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(YEARS))
def test_what_is_planted_in_a_year_that_is_made_up_is_found(seed: int, sqlite_ledgers: Ledgers) -> None:
    chance = Random(seed)
    drafts, meetings = year(chance)
    kinds = [kind for kind in PLANTED if kind not in FOR_ALL]
    chosen = chance.sample(kinds, k=12) if seed % 4 else [FOR_ALL[seed // 4 % len(FOR_ALL)]]
    sown = [(kind, chance.choice(meetings)) for kind in chosen]
    with Ledger(sqlite_ledgers(), alongside=lambda datastore: Projector(datastore, ALL)) as ledger:
        ledger.record(drafts)
        assert contradictions(register_at(ledger.datastore)) == []

        planted_at: list[tuple[str, set[int]]] = []
        for number, (kind, met) in enumerate(dict.fromkeys(sown)):
            outcome = ledger.in_bulk().record([(draft,) for draft in PLANTED[kind](met, f"planted-{number}")])
            assert (outcome.refused, outcome.contradictions) == ((), ())
            planted_at.append((kind, {entry.position for entry in outcome.recorded}))
        found = contradictions(register_at(ledger.datastore))

    missed = [each for each in planted_at if not any(_shows(flag, *each) for flag in found)]
    assert missed == []


def _shows(flag: Flag, kind: str, entries: set[int]) -> bool:
    return flag.lapse.name == kind and bool(entries.intersection(flag.entries))
