"""Records invented histories through the front door, asks govledger and the checker, and compares their answers.

python -m tests.checker.comparison --seed 7 --histories 20
"""

import contextlib
import datetime
import json
import os
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import freezegun
from click.testing import CliRunner

from cli.main import govledger as front_door
from tests.checker import checker
from tests.checker.histories import BODIES, PEOPLE, PROJECTS, Invention, days_worth_asking
from tests.json_rows import whole_with_texts
from tests.kept_open import kept_open

REGISTERED = 19  # entries of the first file: who and what there is


CONTRADICTS = 6
"""The code of a command that is asked why it contradicts what is recorded."""


class Clerk:
    """Somebody who gives commands, all in this process, about one ledger."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.ledger = str(self.folder / "ledger.db")
        self.runner = CliRunner(env={"GOVLEDGER_URL": self.ledger, "GOVLEDGER_RECORDER": "A. Clerk"})
        self.ledgers = None
        self.outcomes = Counter()
        self.broken = []

    def run(self, *words):
        done = self.runner.invoke(front_door, list(words))
        if done.exit_code == 70 or (done.exception and not isinstance(done.exception, SystemExit)):
            self.broken.append((words, done.output))
        return done

    def give(self, command):
        """Give a command that records something; whether it was recorded."""
        done = self.run(*command)
        if done.exit_code == CONTRADICTS:
            done = self.run(*command, "--although", "so it is minuted")
        self.outcomes[command[0], int(done.exit_code)] += 1
        return done.exit_code == 0

    def hand_in(self, lines):
        """Record a file, contradictions too; statements that are refused are left out, and the rest is tried again."""
        lines = [lines[0], "although: so it is minuted", *lines[1:]]
        file = self.folder / "meeting.yaml"
        for _ in range(4):
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            done = self.run("record", str(file))
            self.outcomes["record", int(done.exit_code)] += 1
            wrong = {int(number) for number in re.findall(r"meeting\.yaml:(\d+): ", done.stderr)}
            if done.exit_code == 0 or not wrong:
                return
            lines = [line for number, line in enumerate(lines, 1) if number not in wrong]
            if lines[-1] == "statements:":
                return

    def log(self):
        done = self.run("export", "entries")
        if done.exit_code != 0:
            raise AssertionError(f"govledger export entries ended with {done.exit_code}: {done.output}")
        return checker.read(done.stdout.splitlines())

    @contextlib.contextmanager
    def asking_only(self):
        """While nothing is recorded, the ledger stays open."""
        with kept_open(self.runner) as self.ledgers:
            yield
        self.ledgers = None

    def ask(self, *words):
        words = (*words, "--format", "json")
        done = self.ledgers.ask(self.ledger, *words) if self.ledgers else self.run(*words)
        if done.exit_code != 0:
            raise AssertionError(f"govledger {' '.join(words)} ended with {done.exit_code}: {done.output}")
        return whole_with_texts(json.loads(done.stdout))


def recorded(seed, folder, files=24):
    """A ledger with a history, and its log."""
    clerk, invention = Clerk(folder), Invention(seed)
    clerk.run("init", *([] if seed % 4 == 0 else ["--unsealed"]))  # one of four seals what it records
    clerk.hand_in(invention.register())
    for phase in range(3):
        with jumping_clock(seed, phase):
            for _ in range(files // 3):
                clerk.hand_in(invention.meeting_file())
            for _ in range(2):
                clerk.give(invention.command())
            log = clerk.log()
            for _ in range(4 + 4 * phase):
                clerk.give(invention.second_thought(log))
    return clerk, clerk.log()


def jumping_clock(seed, phase):
    """For every other history, a clock that jumps by days, back too, and stands about midnight."""
    if seed % 2 == 0:
        return contextlib.nullcontext()
    dice = random.Random(f"clock of {seed}, {phase}")
    now = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=dice.choice([-3, 1, 30, 200]))
    about = {"hour": dice.choice([0, 22, 23]), "minute": dice.choice([0, 59]), "second": dice.choice([0, 59])}
    edge = now.replace(**about, microsecond=0)
    return freezegun.freeze_time(edge)


# --- one shape for both ----------------------------------------------------------------------------------------------


def kept(row, *keys):
    return {key: row[key] for key in keys}


SEAT = ("seat", "on_behalf_of", "since", "until", "standing", "certainty", "entries")
POST = ("post", "since", "until", "standing", "certainty", "entries")
STEP = ("date", "by", "evidence", "happened", "standing", "stated_by", "certainty", "entries")


def of_body(facts):
    """A body; which of its acts bears out that it is there is the program's choice, and not compared."""
    being = {p for fact in facts if fact["type"] in ("body.established", "body.dissolved") for p in fact["entries"]}

    def shape(row):
        entries = [p for p in row["entries"] if p in being] if row["there_by"] else row["entries"]
        shown = kept(row, "id", "name", "since", "until", "standing", "certainty")
        return shown | {"kind": row["kind"] or "", "entries": entries}

    return shape


def of_member(row):
    return kept(row, "member", "held_by", "voting", *SEAT)


def of_person_seat(row):
    return kept(row, "body", *SEAT)


def of_post(row):
    return kept(row, *POST)


def of_decision(row):
    shown = kept(row, "id", "since", "by", "verb", "text", "standing", "certainty", "mover")
    return shown | {"projects": sorted(row["projects"])}


def of_vote(row):
    shown = kept(
        row, "id", "since", "for", "against", "abstained", "absent", "present", "quorum", "carried",
        "standing", "certainty", "entries",
    )  # fmt: skip
    return shown | {"ballots": sorted((b["member"], b["choice"]) for b in row["ballots"])}


def of_step(row):
    return kept(row, *STEP)


def of_question(row):
    answers = [(a["completeness"], a["date"], a["certainty"], a["entries"]) for a in row["answers"]]
    keys = ("id", "text", "since", "by", "to", "completeness", "standing", "certainty", "entries")
    return kept(row, *keys) | {"answers": sorted(answers)}


def of_commitment(row):
    dues = {due for due in [row["due"], *row["or_due"]] if due}
    shown = kept(row, "id", "text", "by", "since", "until", "state", "standing", "certainty", "entries")
    return shown | {"due": sorted(dues), "rescheduled": sorted(moved["date"] for moved in row["rescheduled"])}


def of_flag(row):
    return kept(row, "kind", "about", "certainty", "entries")


def plain(rows):
    """Rows as sorted lines, so that equal answers are equal whatever their order."""
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def compared_questions(facts, day):
    """Every question: its name, the words that ask it, where in the answer it stands, its shape, our own answer."""
    yield "bodies", ["body", "list"], None, of_body(facts), checker.body_list(facts, day)
    for body in BODIES:
        yield "members", ["body", "members", body], None, of_member, checker.members(facts, day, f"body:{body}")
    yield "decisions", ["decisions"], None, of_decision, checker.decisions(facts, day)
    yield "votes", ["votes"], None, of_vote, checker.votes(facts, day)
    for project in PROJECTS:
        ours = [kept(row, *STEP) for row in checker.route_steps(facts, day, f"project:{project}")]
        yield "steps", ["project", "route", project], "steps", of_step, ours
    yield "questions", ["questions"], None, of_question, checker.questions(facts, day)
    yield "unanswered", ["questions", "--unanswered"], None, of_question, checker.questions(facts, day, True)
    yield "commitments", ["commitments"], None, of_commitment, checker.commitments(facts, day)
    kinds = ("carried at a tie", "lost with a majority", "vote without a quorum", "vote on another day")
    kinds += ("step after the project was closed", "two chairs at once")
    yield "flags", ["flags"], kinds, of_flag, checker.flags(facts, day)


def compare(clerk, log, seed, moments):
    """Ask both at some moments; yields (question, as at, words, their rows, our rows)."""
    dice = random.Random(f"moments of {seed}")
    for as_at in days_worth_asking(log, dice, moments):
        known_at = dice.choice([len(log), dice.randrange(REGISTERED, len(log) + 1)])
        known_words = str(known_at)
        if dice.random() < 0.2:  # the same, by the moment
            moment = log[known_at - 1]["recorded_at"] + dice.choice([0, 1])
            known_at = checker.known_by(log, moment)
            at = datetime.datetime.fromtimestamp(0, datetime.UTC) + datetime.timedelta(microseconds=moment)
            known_words = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
        elif dice.random() < 0.2:  # or by the end of a day in London
            recorded_on = datetime.datetime.fromtimestamp(log[known_at - 1]["recorded_at"] // 10**6, datetime.UTC)
            by_then = checker.known_by(log, checker.end_of_day(str(recorded_on.date())))
            if by_then >= REGISTERED:
                known_words, known_at = str(recorded_on.date()), by_then
        facts, day = checker.known(log, known_at), checker.day_of(as_at)
        when = ["--as-at", as_at or "ever", "--known-at", known_words]
        for name, words, where, shape, ours in compared_questions(facts, day):
            answer = clerk.ask(*words, *when)
            if answer["asked"]["known_at"] != known_at or answer["asked"]["as_at"] != as_at:
                raise AssertionError(f"govledger {' '.join([*words, *when])} answered for {answer['asked']}")
            rows = answer[where] if isinstance(where, str) else answer["rows"]
            if isinstance(where, tuple):
                rows = [row for row in rows if row["kind"] in where]
            yield name, as_at, [*words, *when], [shape(row) for row in rows], ours
        person = dice.choice(PEOPLE)
        words = ["person", "show", person, *when]
        answer = clerk.ask(*words)
        shown = answer["rows"][0] if answer["rows"] else {"seats": [], "posts": []}
        kept = checker.one(facts, f"person:{person}")
        seats, posts = checker.person_seats(facts, day, kept), checker.person_posts(facts, day, kept)
        yield "seats of a person", as_at, words, [of_person_seat(row) for row in shown["seats"]], seats
        yield "posts of a person", as_at, words, [of_post(row) for row in shown["posts"]], posts


def differences(clerk, log, seed, moments, answers):
    """What differs, in words; `answers` counts by question what was compared: the rows of either."""
    found = [f"entry {position}: {occurred} is read otherwise" for position, occurred in dates_that_differ(log)]
    found += [f"broken: {words}: {output}" for words, output in clerk.broken]
    with clerk.asking_only():
        compared = list(compare(clerk, log, seed, moments))
    for name, _, words, theirs, ours in compared:
        theirs, ours = Counter(plain(theirs)), Counter(plain(ours))
        answers[name] += max(theirs.total(), ours.total())
        if theirs != ours:
            lines = [f"seed {seed}: govledger {' '.join(words)}"]
            lines += [f"  product: {line}" for line in (theirs - ours).elements()]
            lines += [f"  checker: {line}" for line in (ours - theirs).elements()]
            found.append("\n".join(lines))
    return found


def dates_that_differ(log):
    """Entries whose bounds the checker reads otherwise than the export has them."""
    found = []
    for entry in log:
        if checker.bounds(entry["occurred"]) != (entry["occurred_earliest"], entry["occurred_latest"]):
            found.append((entry["position"], entry["occurred"]))
    return found


def main(arguments):
    """Compare so many histories, and tell what differs."""
    options = {"--seed": "1", "--histories": "5", "--moments": "20"}
    options |= dict(zip(arguments[::2], arguments[1::2], strict=True))
    answers, outcomes, entries, found = Counter(), Counter(), 0, []
    for seed in range(int(options["--seed"]), int(options["--seed"]) + int(options["--histories"])):
        with tempfile.TemporaryDirectory() as folder:
            clerk, log = recorded(seed, folder)
            found += differences(clerk, log, seed, int(options["--moments"]), answers)
            outcomes.update(clerk.outcomes)
            entries += len(log)
    print("\n\n".join(found[:40]))
    print(f"{len(found)} differences; {answers.total()} answers compared, on {entries} entries: {dict(answers)}")
    print("commands by exit code:", {" ".join(map(str, key)): count for key, count in sorted(outcomes.items())})


if __name__ == "__main__":
    os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()
    started = datetime.datetime.now(datetime.UTC)
    main(sys.argv[1:])
    print(datetime.datetime.now(datetime.UTC) - started, os.times()[:2])
