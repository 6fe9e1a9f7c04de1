"""What is told by file, command or import, in any order and with corrections, makes one register and one refusal.

Statements of an invented panel are told twice, each time in an order and through doors of their own; what is said of
them afterwards, by `correct` and `retract`, comes at some time later. Then the register, as at every day, and its flags
are the same. What means nothing is refused by every door, whenever it is told.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

import msgspec
import pytest
from click.testing import CliRunner, Result

from cli.main import govledger
from ledger import Ledger
from ledger.meeting_file import read_together
from ledger.refusals import Refusals
from ledger.vocabulary.dates import when
from projections import ALL, Projector, Register, register_at
from projections.answers.bearers import RegisteredNames
from projections.flags import flags
from tests.conftest import Ledgers

SOAK: Final = os.environ.get("GOVLEDGER_SOAK") == "1"
EXAMPLES: Final = 60 if SOAK else 2
DAYS: Final = (None, "2024-03-12", "2024-04-09", "2024-05-14")
PEOPLE: Final = ("ann", "bob", "cai", "dee")
MEETINGS: Final = {"panel/march": "2024-03-12", "panel/april": "2024-04-09"}
ALTHOUGH: Final = "the minutes say so"
FOUNDED: Final = """
source: {document: Constitution of the panel, date: 2024-01-01}
register:
  organisations: {town: Town Council}
  bodies: {panel: {name: Panel, of: town, since: 2024-01-01, offices of members: [chair]}}
  people: {ann: Ann Bell, bob: Bob Cole, cai: Cai Dale, dee: Dee Eyre}
  projects: {bridge: Bridge}
"""
HELD: Final = """
source: {document: Agenda of %(meeting)s, date: %(on)s}
meeting: {id: %(meeting)s, body: panel, on: %(on)s, although: the minutes say so}
statements:
  - {resolved: That the bridge be built in %(meeting)s, id: %(meeting)s/1, verb: agreed, projects: bridge,
     mover: ann, seconder: cai, although: the minutes say so}
"""


class Telling(NamedTuple):
    """One statement as a meeting file has it and, where there is one, the command for it; what is told is `key`."""

    key: str
    file: str
    command: str = ""
    change: str = ""
    """How it is corrected afterwards; empty: it is retracted."""
    row: str = ""
    """The same as a row of a spreadsheet, where one can say it."""


def tellings(chance: Random) -> list[Telling]:
    """Statements about the panel and its two meetings, which agree or disagree as chance has it."""
    made = (_telling(chance) for _ in range(chance.randint(6, 14)))
    return list({telling.key: telling for telling in made}.values())


def _telling(chance: Random) -> Telling:
    meeting, on = chance.choice([*MEETINGS.items()])
    who, other = chance.sample(PEOPLE, 2)
    match chance.randint(0, 7):
        case 0 | 1:
            presence = chance.choice(("present", "apologies", "absent"))
            told = f"meeting: {{id: {meeting}, body: panel, on: {on}, {presence}: {who}}}"
            return Telling(f"{meeting} {presence} {who}", told, change="presence=in attendance")
        case 2:
            voters = PEOPLE[: chance.randint(1, 4)]
            sides = {side: [voter for voter in voters if chance.random() < 0.5] for side in ("for", "against")}
            votes = " ".join(f"--{side} {voter}" for side, their in sides.items() for voter in their)
            if not votes:
                return _telling(chance)
            carried = chance.choice(("yes", "no"))
            listed = chance.sample([*sides.items()], k=len(sides))
            told = ", ".join(f"{side}: [{', '.join(their)}]" for side, their in listed if their)
            return Telling(
                f"vote {meeting} {votes} {carried}",
                f"statements: [{{vote: {meeting}/1, {told}, carried: {carried}, on: {on}}}]",
                f"vote record resolution:{meeting}/1 {votes} --{'carried' if carried == 'yes' else 'lost'} --on {on}",
                change=f"present={chance.randint(1, 3)}",
            )
        case 3:
            since = chance.choice(("2024-02-01", "2024-03-20"))
            return Telling(
                f"member {who}",
                f"statements: [{{member: {who}, body: panel, since: {since}}}]",
                f"member add panel {who} --on {since}",
                change="voting=yes",
                row=f"member,body:panel,person:{who},{since},minuted",
            )
        case 4:
            at = chance.choice((on, "2024-05-14", "2024-03-11"))
            return Telling(
                f"confirmed {meeting} {at}",
                f"statements: [{{minutes confirmed: {meeting}, signed by: {who}, on: {at}}}]",
                f"meeting confirm {meeting} --signed-by {who} --on {at}",
            )
        case 5:
            office = chance.choice(("chair", "vice-chair"))
            return Telling(
                f"{office} {who}", f"statements: [{{office: {office}, body: panel, holder: {who}, since: 2024-02-01}}]"
            )
        case 6:
            text = chance.choice(("That a toll be charged", "That the bridge be painted"))
            name = f"{meeting}/{text[-4:]}"
            return Telling(
                f"moved {text} {meeting}",
                f"statements: [{{motion: {text}, id: {name}, meeting: {meeting}, mover: {who}, on: {on}}}]",
                f"motion record {text!r} --motion {name} --meeting {meeting} --mover {who} --on {on}",
                change=f"seconder={other}",
            )
    number = chance.choice((3, 4, 9))
    statement = chance.choice(
        (
            f"{{seats: panel, number: {number}, on: 2024-02-01}}",
            "{members declared: panel, complete: yes, on: 2024-02-01}",
            f"{{vacancies: panel, number: {number - 3}, on: {on}}}",
            "{dissolved: panel, on: 2024-03-31}",
        )
    )
    return Telling(statement.partition(",")[0], f"statements: [{statement}]")


MEANINGLESS: Final = (
    Telling("", "statements: [{vote: panel/march/1}]", "vote record resolution:panel/march/1"),
    Telling(
        "", "statements: [{vote: panel/march/1, limbs: ['9'], for: 3}]", "vote record panel/march/1 --limb 9 --for 3"
    ),
    Telling("", "statements: [{member: eve, body: panel, since: 2024}]", "member add panel eve --on 2024"),
    Telling(
        "", "statements: [{minutes confirmed: panel/may, on: 2024-05-14}]", "meeting confirm panel/may --on 2024-05-14"
    ),
    Telling("", "statements: [{seats: panel, number: -1, on: 2024}]"),
)


class Doors:
    """A ledger, and every way of telling it something; entries are known by what they tell."""

    def __init__(self, url: str, folder: Path, chance: Random) -> None:
        self.url, self.places = url, dict[str, int]()
        self._folder, self._chance, self._files = folder, chance, count(1)
        self._folder.mkdir()

    def found(self) -> None:
        for text in (FOUNDED, *(HELD % {"meeting": meeting, "on": on} for meeting, on in MEETINGS.items())):
            assert self._by_file(text).exit_code == 0

    def tell(self, telling: Telling) -> None:
        """Through one door or another; it has to be taken."""
        door = self._chance.choice((self._by_command, self._by_import, self._by_text, self._by_spreadsheet))
        result = door(telling, although=ALTHOUGH)
        if isinstance(result, Result):
            assert result.exit_code == 0, (telling, result.output)
            result = int(re.findall(r"Recorded \d+ entr[a-z]+: (?:\d+(?: to |, ))*(\d+)", result.stderr)[0])
        self.places[telling.key] = result

    def tell_later(self, telling: Telling) -> None:
        """What is said afterwards of a statement."""
        entry = self.places[telling.key]
        about = f"correct {entry} --set {shlex.quote(telling.change)}" if telling.change else f"retract {entry}"
        result = self.run(f"{about} --why misread --although 'so it is'")
        assert result.exit_code == 0, (telling, result.output)

    def refuses(self, telling: Telling) -> None:
        """Every door refuses it, and nothing is recorded."""
        last = self.last
        for result in (self._by_text(telling), self._by_command(telling)):
            assert isinstance(result, Result)
            assert (result.exit_code, self.last) == (1, last) or result.exit_code == 2, (telling, result.output)
        with pytest.raises(Refusals):
            self._by_import(telling)
        assert self.last == last

    @property
    def last(self) -> int:
        with Ledger(self.url, recorder="clerk") as ledger:
            return ledger.book.last_position()

    def run(self, command: str) -> Result:
        return CliRunner().invoke(govledger, [*shlex.split(command), "--ledger", self.url])

    def _by_command(self, telling: Telling, although: str = "") -> Any:
        if not telling.command:
            return self._by_text(telling, although)
        why = f" --although {shlex.quote(although)}" if although else ""
        return self.run(f"{telling.command}{why} --document Minutes --source-date 2024-05-14")

    def _by_text(self, telling: Telling, although: str = "") -> Result:
        return self._by_file(self._file_of(telling, although))

    def _by_file(self, text: str) -> Result:
        return self.run(f"record {shlex.quote(str(self._written(text)))}")

    def _by_import(self, telling: Telling, although: str = "") -> int:
        """Each for itself, as imports record, and nobody is asked."""
        file = self._written(self._file_of(telling, although))
        with Ledger(self.url, recorder="clerk", alongside=lambda store: Projector(store, ALL)) as ledger:
            names = RegisteredNames(lambda: register_at(ledger.datastore))
            outcome = ledger.in_bulk().record([(draft,) for draft in read_together((file,), ledger, names)])
            if outcome.refused:
                raise Refusals(list(outcome.refused))
            return outcome.recorded[-1].position

    def _by_spreadsheet(self, telling: Telling, although: str = "") -> Any:
        """As a delivery of a register in a format of its own; what no spreadsheet can say, in another import."""
        if not telling.row:
            return self._by_import(telling, although)
        file = self._folder / f"{next(self._files)}.csv"
        file.write_text(f"kind,body,person,from,standing\n{telling.row}\n")
        result = self.run(f"import csv {shlex.quote(str(file))} --register town")
        assert (result.exit_code, result.output.startswith("1 recorded")) == (0, True), result.output
        return self.last

    def _file_of(self, telling: Telling, although: str) -> str:
        told = telling.file.replace("}]", f", although: {although}}}]") if although else telling.file
        if told.startswith("meeting:") and although:
            told = re.sub(r": (\w+)}$", rf": {{\1: {{although: {although}}}}}}}", told)
        return f"source: {{document: Minutes {next(self._files)}, date: 2024-05-14}}\n{told}\n"

    def _written(self, text: str) -> Path:
        file = self._folder / f"{next(self._files)}.yaml"
        file.write_text(text)
        return file


def told(doors: Doors, tellings: Sequence[Telling], chance: Random) -> None:
    """Everything in a random order, and some time later what is said of a third of it; nonsense in between."""
    order = chance.sample(tellings, k=len(tellings))
    later: list[Telling] = []
    amended = {telling.key for telling in sorted(tellings)[::3]}
    doors.found()
    while order or later:
        if later and (not order or chance.random() < 0.3):
            doors.tell_later(later.pop(chance.randrange(len(later))))
        else:
            telling = order.pop()
            doors.tell(telling)
            later += [telling] if telling.key in amended else []
        if chance.random() < 0.15:
            doors.refuses(chance.choice(MEANINGLESS))


def register_and_flags(url: str) -> Iterator[tuple[Any, ...]]:
    """What the tables answer as at some days, and the flags; without the places in the log, which differ."""
    with Ledger(url, recorder="clerk") as ledger:
        now = register_at(ledger.datastore)
        for day in DAYS:
            register = Register(None if day is None else when(day).earliest, now.known_at, ledger.datastore)
            for projection in ALL:
                for answer in register.rows(projection):
                    row = msgspec.structs.asdict(answer.row)
                    shown = {name: row[name] for name in row if name != "entries"}
                    yield day, projection.name, answer.stream, answer.certainty.value, repr(shown)
            for flag in flags(register):
                yield day, flag.lapse.name, flag.about, flag.says, flag.certainty.value, flag.on.text


@pytest.fixture(params=["sqlite", "postgresql"])
def ledgers(request: pytest.FixtureRequest) -> Ledgers:
    made: Ledgers = request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_ledgers")
    return made


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_whatever_the_order_and_the_door_register_flags_and_refusals_are_the_same(
    seed: int, ledgers: Ledgers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    chance = Random(seed)
    stated, found = tellings(chance), []
    for number in range(2):
        doors = Doors(ledgers(), tmp_path / f"told-{number}", chance)
        told(doors, stated, chance)
        found.append(sorted(register_and_flags(doors.url), key=repr))

    assert found[0] == found[1]
