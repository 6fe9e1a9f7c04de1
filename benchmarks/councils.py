"""An invented council of any size, told year after year with the usual lapses: late, imprecise, corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from ledger.entries.entry import Entry, tags_for
from ledger.vocabulary.commitments import CommitmentDischarged, CommitmentMade
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import When, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.projects import ProjectConsidered, ProjectOpened, ProjectReferred, ProjectScrutinised, Role
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.votes import VoteRecorded

FIRST_DAY = when("1990-01-01").earliest


class Council:
    """Makes up entries, the same ones for the same seed; about one body for every thousand of them."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.size = size
        self._random = Random(seed)
        self._versions: Counter[str] = Counter()
        self._told: list[tuple[str, int, Event]] = []
        self._members: list[tuple[str, str, str]] = []
        self._counts: Counter[str] = Counter()

    def entries(self) -> Iterator[Entry]:
        """The entries in the order of the log."""
        for position in range(1, self.size + 1):
            event = self._event(position)
            about = isinstance(event, EntryCorrected | EntryRetracted)
            stream = self._stream_named(event) if about else event.stream
            if not about:
                self._remember(stream, position, event)
            self._versions[stream] += 1
            yield Entry(
                stream=stream,
                version=self._versions[stream],
                position=position,
                event=event,
                occurred=self._date(position),
                source=Source(document=f"Minutes {position // 20}", at=f"item {position % 20}"),
                standing=Standing.MINUTED if self._random.random() < 0.9 else Standing.EXPECTED,
                recorded_by="clerk",
                tags=tags_for(stream, event),
            )

    def _event(self, position: int) -> Event:
        draw = self._random.random()
        if position < 12 or draw < 0.001:
            return BodyEstablished(body=self._new("body"), name=f"Board {position}", kind="board")
        for share, make in (
            (0.03, self._person),
            (0.08, self._project),
            (0.16, self._membership),
            (0.20, self._end),
            (0.22, self._office),
            (0.28, self._meeting),
            (0.46, self._attendance),
            (0.53, self._referral),
            (0.67, self._consideration),
            (0.73, self._scrutiny),
            (0.84, self._resolution),
            (0.87, self._vote),
            (0.91, self._question),
            (0.94, self._answer),
            (0.97, self._commitment),
            (0.98, self._discharge),
            (0.99, self._correction),
        ):
            if draw < share:
                return make(position)
        return self._retraction(position)

    def _person(self, position: int) -> Event:
        return PersonRegistered(person=self._new("person"), name=f"Councillor {position}")

    def _project(self, position: int) -> Event:
        return ProjectOpened(project=self._new("project"), title=f"Project {position}", lead=self._some("body"))

    def _membership(self, position: int) -> Event:
        body, person, number = self._some("body"), self._some("person"), f"m{position}"
        self._members.append((body, person, number))
        return MembershipStarted(body=body, member=person, membership=number, voting=True, role="member")

    def _end(self, position: int) -> Event:
        if not self._members:
            return self._membership(position)
        body, person, number = self._members.pop(self._random.randrange(len(self._members)))
        return MembershipEnded(body=body, member=person, membership=number)

    def _office(self, position: int) -> Event:
        return OfficeAssigned(
            body=self._some("body"), office="chair", holder=self._some("person"), tenure=f"t{position}"
        )

    def _meeting(self, position: int) -> Event:
        return MeetingHeld(meeting=self._new("meeting"), body=self._some("body"), place="Civic Centre")

    def _attendance(self, position: int) -> Event:
        return AttendanceRecorded(meeting=self._some("meeting", last=50), person=self._some("person"))

    def _referral(self, position: int) -> Event:
        return ProjectReferred(project=self._some("project"), by=self._some("body"), to=self._some("body"))

    def _consideration(self, position: int) -> Event:
        role = self._random.choice(list(Role))
        return ProjectConsidered(project=self._some("project"), by=self._some("body"), role=role, outcome="noted")

    def _scrutiny(self, position: int) -> Event:
        return ProjectScrutinised(
            project=self._some("project"), by=self._some("body"), outcome="supported", concerns=("the timetable",)
        )

    def _resolution(self, position: int) -> Event:
        limb = Limb(
            verb=self._random.choice(list(Verb)), text="That the report be noted", projects=(self._some("project"),)
        )
        return ResolutionPassed(
            resolution=self._new("resolution"),
            text="That the report be noted",
            limbs=(limb,),
            body=self._some("body"),
            mover=self._some("person"),
            seconder=self._some("person"),
        )

    def _vote(self, position: int) -> Event:
        if not self._counts["resolution"]:
            return self._resolution(position)
        return VoteRecorded(resolution=self._some("resolution", last=20), for_=9, against=4, abstained=1)

    def _question(self, position: int) -> Event:
        return QuestionAsked(
            question=self._new("question"),
            text="When will the contract be let, and who answers for it?",
            by=self._some("person"),
            about=(self._some("project"),),
            meeting=self._some("meeting", last=50),
        )

    def _answer(self, position: int) -> Event:
        if not self._counts["question"]:
            return self._question(position)
        completeness = self._random.choice(list(Completeness))
        return AnswerGiven(question=self._some("question", last=20), completeness=completeness, by=self._some("person"))

    def _commitment(self, position: int) -> Event:
        return CommitmentMade(
            commitment=self._new("commitment"), text="Report back on the contract", due_words="in due course"
        )

    def _discharge(self, position: int) -> Event:
        if not self._counts["commitment"]:
            return self._commitment(position)
        return CommitmentDischarged(commitment=self._some("commitment", last=20), how="reported")

    def _correction(self, position: int) -> Event:
        day = exactly(FIRST_DAY + self._random.randrange(10_000)).text
        return EntryCorrected(entry=self._random.choice(self._told)[1], why="misread", occurred=day)

    def _retraction(self, position: int) -> Event:
        return EntryRetracted(entry=self._random.choice(self._told)[1], why="recorded twice")

    def _stream_named(self, event: Event) -> str:
        assert isinstance(event, EntryCorrected | EntryRetracted)
        return next(stream for stream, position, _ in reversed(self._told) if position == event.entry)

    def _remember(self, stream: str, position: int, event: Event) -> None:
        self._told = [*self._told[-199:], (stream, position, event)]

    def _new(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}:{kind[:2]}-{self._counts[kind]}"

    def _some(self, kind: str, last: int = 10_000_000) -> str:
        count = max(self._counts[kind], 1)
        return f"{kind}:{kind[:2]}-{self._random.randint(max(1, count - last), count)}"

    def _date(self, position: int) -> When:
        day = FIRST_DAY + position * 10_000 // self.size
        draw = self._random.random()
        if draw < 0.90:
            return exactly(day)
        if draw < 0.94:
            return exactly(FIRST_DAY + self._random.randrange(day - FIRST_DAY + 1))
        return when(exactly(day).text[:7]) if draw < 0.98 else when("XXXX")
