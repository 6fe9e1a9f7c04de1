"""Minutes of a meeting out of the record: who was there, then item by item what was done, in exact words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.entry import Entry
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import (
    AgendaItemListed,
    AttendanceRecorded,
    MeetingCalled,
    MeetingHeld,
    Presence,
)
from ledger.vocabulary.motions import MotionDetermined
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.questions import AnswerGiven
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.resolutions import Verb
from ledger.vocabulary.votes import VoteRecorded
from projections import bodies
from projections.answers.decision_parts import ballots_in_short, in_short, vote
from projections.answers.entries import says
from projections.answers.layout import within
from projections.answers.names import Names, in_words
from projections.decisions.votes import votes
from projections.engine.register import Register
from projections.papers.paper import Block, Heading, Paper, Paragraph, Points, day_in_words, paper

_ITEM: Final = re.compile(r"\b(?:item|minute)\s+(\d+[a-z]?(?:\.\d+)*)", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"\bpara(?:graph)?\s+(\d+[a-z]?(?:\.\d+)*)", re.IGNORECASE)
_LISTS: Final = MappingProxyType(
    {
        Presence.PRESENT: "Present",
        Presence.APOLOGIES: "Apologies for absence",
        Presence.ABSENT: "Absent",
        Presence.IN_ATTENDANCE: "In attendance",
    }
)


def minutes(register: Register, meeting: str) -> Paper:
    """The minutes of a meeting, as far as it is recorded."""
    return _Minutes(register, meeting).paper()


class _Done(NamedTuple):
    """Something that was done there, with the number of the item under which it stands."""

    item: str
    entry: Entry


class _Minutes:
    """Composes the minutes of one meeting of the entries that count, as they were corrected."""

    def __init__(self, register: Register, meeting: str) -> None:
        self._meeting = meeting
        self._told = register.entries(tag=meeting)
        self._held = self._first(MeetingHeld) or self._first(MeetingCalled)
        self._body: str = getattr(self._held.event, "body", "") if self._held else ""
        day = self._held.occurred if self._held else None
        then = day.earliest if day and day.is_exact else None
        self._register = replace(register, as_at=then)
        self._ever = replace(register, as_at=None)
        self._said = Names(self._register)
        self._said.learn(subject for entry in self._told for subject in entry.event.subjects())
        self._entries = {position for entry in self._told for position in entry.positions}

    def _first(self, event: type[Event]) -> Entry | None:
        return next((e for e in self._told if isinstance(e.event, event) and e.stream == self._meeting), None)

    def paper(self) -> Paper:
        """The paper: headed as minutes are, so that they can be read back."""
        body = self._body
        verb = "called for" if self._held and isinstance(self._held.event, MeetingCalled) else "held on"
        day = f" {verb} {day_in_words(self._held.occurred)}" if self._held else ""
        title = f"Minutes of the meeting of the {self._said(body) if body else self._said(self._meeting)}{day}"
        blocks = list(self._blocks())
        return paper(self._register, title, blocks, self._entries, publisher=self._publisher(body))

    def _publisher(self, body: str) -> str:
        found = bodies.body(self._ever, body) if body else None
        return " and ".join(self._said(found.event.of) or ()) if found else ""

    def _blocks(self) -> Iterator[Block]:
        if self._held:
            yield Paragraph(self._opening(self._held))
        yield from self._attendance()
        items = {e.event.number: e.event for e in self._told if isinstance(e.event, AgendaItemListed)}
        done = list(self._done())
        for number in sorted({*items, *(each.item for each in done)}, key=_in_order):
            listed = items.get(number)
            yield Heading(_headed(number, listed.title if listed else ""))
            if listed and listed.result:
                yield Paragraph(listed.result)
            for each in done:
                if each.item == number:
                    yield from self._in_words(each.entry)

    def _opening(self, held: Entry) -> str:
        event: Any = held.event
        verb = "was called for" if isinstance(event, MeetingCalled) else "was held on"
        time = held.occurred.text.partition("T")[2]
        told = f"The meeting {verb} {day_in_words(held.occurred)}{f' at {time}' if time else ''}"
        told += f" at {event.place}." if event.place else "."
        told += {True: " It was open to the public.", False: " It was not open to the public.", None: ""}[
            event.in_public
        ]
        told += f" It ended at {event.ended}." if getattr(event, "ended", None) else ""
        return told + _standing(held)

    def _attendance(self) -> Iterator[Block]:
        told = [(e, e.event) for e in self._told if isinstance(e.event, AttendanceRecorded)]
        for presence, label in _LISTS.items():
            people = [self._attendee(event) + _standing(e) for e, event in told if event.presence is presence]
            if people:
                yield Paragraph("; ".join(people), f"{label}:")

    def _attendee(self, event: AttendanceRecorded) -> str:
        about = ["in the chair"] if event.presiding and not event.items else []
        about += [f"in the chair for item {', '.join(event.items)}"] if event.presiding and event.items else []
        about += [event.capacity] if event.capacity else []
        about += [f"substitute for {self._said(event.substitute_for)}"] if event.substitute_for else []
        about += ["remotely"] if event.remote else []
        about += [f"from {event.arrived}"] if event.arrived else []
        about += [f"until {event.left}"] if event.left else []
        about += [f"for item {', '.join(event.items)}"] if event.items and not event.presiding else []
        return f"{self._said(event.person)} ({', '.join(about)})" if about else str(self._said(event.person))

    def _done(self) -> Iterator[_Done]:
        """What was done there, as it stands in the log; what is told within something else is told with it."""
        told_within = (AnswerGiven, VoteRecorded, MotionDetermined)
        aside = (MeetingHeld, MeetingCalled, AttendanceRecorded, AgendaItemListed, *told_within, *ABOUT_ENTRIES)
        for entry in self._told:
            if not isinstance(entry.event, aside):
                yield _Done(str(getattr(entry.event, "item", "") or self._item_of(entry)), entry)

    def _item_of(self, entry: Entry) -> str:
        """The item, by the place in the document; a paragraph is one where people say so, while drafts count them."""
        if self._is_later(entry.event):
            return ""
        found = _ITEM.search(entry.source.at) or (None if entry.drafted_by else _PARAGRAPH.search(entry.source.at))
        return found[1] if found else ""

    def _is_later(self, event: Event) -> bool:
        """Whether something is said of the meeting by the minutes of a later one, whose items these are not."""
        return isinstance(event, MinutesConfirmed) and event.meeting == self._meeting

    def _in_words(self, entry: Entry) -> Iterator[Block]:
        compose = _WORDS.get(entry.event.TYPE)
        found: Iterable[Block] = compose(self, entry) if compose else [Paragraph(self._otherwise(entry))]
        for number, block in enumerate(found):
            doubt = _standing(entry) if number == 0 else ""
            yield Paragraph(f"{block.text}{doubt}", block.label) if isinstance(block, Paragraph) else block

    def _otherwise(self, entry: Entry) -> str:
        """An event that minutes have no words of their own for: what the record says of it."""
        what = entry.event.SAID_AS or entry.event.TYPE.replace(".", " ").replace("-", " ")
        about = f" {self._said(entry.stream)}" if entry.stream != self._meeting else ""
        told = [part for part in says(entry.event).split("; ") if not part.startswith("meeting: ")]
        text = in_words(self._said)("; ".join(told))
        return f"{what[:1].upper()}{what[1:]}{about}{f': {text}' if text else ''}."

    def _confirmed(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        if event.meeting == self._meeting and event.confirmed_at not in (None, self._meeting):
            yield Paragraph(f"These minutes were confirmed at {self._meeting_of(event.confirmed_at)}.")
        else:
            yield Paragraph(f"The minutes of {self._meeting_of(event.meeting)} were confirmed.")
        if event.amendments:
            yield Paragraph("They were confirmed with these amendments:")
            yield Points(tuple(("", text) for text in event.amendments))

    def _meeting_of(self, meeting: str) -> str:
        from projections import meetings

        found = meetings.meeting(self._ever, meeting)
        return f"the meeting of {day_in_words(when(found.row.since))}" if found else str(self._said(meeting))

    def _interest(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        kind = f" ({event.kind})" if event.kind else ""
        about = f" in {', '.join(self._said(event.about))}" if event.about else ""
        nature = f": {event.nature.rstrip('.')}" if event.nature else ""
        action = f"; {event.action}" if event.action else ""
        yield Paragraph(f"{self._said(event.person)} declared an interest{kind}{about}{nature}{action}.")

    def _question(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        by = event.from_public or (self._said(event.by) if event.by else "")
        yield Paragraph(f"{event.text}{f' ({by})' if by else ''}", "Question:")
        told = [e for e in self._register.entries(tag=entry.stream) if isinstance(e.event, AnswerGiven)]
        for answer in told:
            self._entries.update(answer.positions)
            given: Any = answer.event
            who = f" ({self._said(given.by)})" if given.by else ""
            text = given.text or ("no answer is recorded as given" if given.completeness.value == "none" else "")
            yield Paragraph(f"{text}{who} [{given.completeness.value}]{_standing(answer)}".strip(), "Answer:")
        if not told:
            yield Paragraph("none is recorded.", "Answer:")

    def _remark(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        yield Paragraph(
            f"{event.text}{f' ({self._said(event.by)})' if event.by else ''}", f"{event.kind.value.capitalize()}:"
        )

    def _motion(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        what = "amendment" if event.amends else "motion"
        yield Paragraph(event.text, f"{what.upper()}:")
        yield from self._moved(event)
        for told in self._register.entries(tag=entry.stream):
            if isinstance(told.event, MotionDetermined):
                self._entries.update(told.positions)
                yield Paragraph(f"The {what} was {told.event.outcome.value}. {told.event.text}".strip())
        yield from self._votes(entry.stream)

    def _resolution(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        passed = any(limb.verb is not Verb.NOT_MOVED for limb in event.limbs)
        yield from _words(event, "RESOLVED:" if passed else "NOT MOVED:")
        yield from self._moved(event)
        yield from self._votes(entry.stream)

    def _decision(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        yield from _words(event, "DECIDED:")
        yield Paragraph(f"Decided by {self._said(event.by)}.")
        for label, text in (("Reasons:", event.reasons), ("Alternatives rejected:", "; ".join(event.alternatives))):
            if text:
                yield Paragraph(text, label)
        yield from self._votes(entry.stream)

    def _moved(self, event: Any) -> Iterator[Block]:
        mover = self._said(event.mover) or event.mover_as_given
        seconder = self._said(event.seconder) or event.seconder_as_given
        told = [f"Moved by {mover}"] if mover else []
        told += [f"seconded by {seconder}" if told else f"Seconded by {seconder}"] if seconder else []
        if told:
            yield Paragraph(f"{', '.join(told)}.")

    def _votes(self, subject: str) -> Iterator[Block]:
        for each in votes(self._ever, subject):
            self._entries.update(each.row.entries)
            shown = within(vote(each), self._said)
            yield Paragraph(f"{in_short(shown).removesuffix('.')}.", "Vote:")
            if shown["ballots"]:
                yield Paragraph(f"{ballots_in_short(shown['ballots'])}.", "Voting by name:")

    def _commitment(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        by = str(self._said(event.by)) if event.by else "nobody is named"
        due = day_in_words(when(event.due)) if event.due else event.due_words
        yield Paragraph(event.text, "ACTION:")
        yield Paragraph(f"{by}{f'; due {due}' if due else ''}.", "By:")

    def _considered(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        if event.happened is not True or event.authoritative is not None:
            yield Paragraph(self._otherwise(entry))
            return
        role = event.role_as_given or ("" if event.role is Role.UNKNOWN else event.role.value)
        told = [f"Considered{f' for {role}' if role else ''}{self._by(event.by)}: {self._said(event.project)}"]
        told += [f"report: {event.report}"] if event.report else []
        told += [f"outcome: {event.outcome}"] if event.outcome else []
        yield Paragraph(f"{'; '.join(told)}.")

    def _options(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        yield Paragraph(f"Options considered{self._by(event.by)} for {self._said(event.project)}:")
        yield Points(
            tuple(
                (option.number, f"{option.text} ({option.verdict.value}{f': {option.why}' if option.why else ''})")
                for option in event.options
            )
        )

    def _by(self, who: str | None) -> str:
        """By whom, where that is not the body that met."""
        return f" by {self._said(who)}" if who and who != self._body else ""

    def _adjourned(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        to = f" to {day_in_words(when(event.to))}" if event.to else " sine die" if event.sine_die else ""
        why = f": {event.reason}" if event.reason else ""
        yield Paragraph(f"The meeting was adjourned{to}{why}.")

    def _resumed(self, entry: Entry) -> Iterator[Block]:
        yield Paragraph(f"The meeting was resumed on {day_in_words(entry.occurred)}.")

    def _cancelled(self, entry: Entry) -> Iterator[Block]:
        event: Any = entry.event
        yield Paragraph(f"The meeting was cancelled{f': {event.reason}' if event.reason else ''}.")


_Compose = Callable[[_Minutes, Entry], Iterator[Block]]
_WORDS: Final[Mapping[str, _Compose]] = MappingProxyType(
    {
        "minutes.confirmed": _Minutes._confirmed,
        "interest.declared": _Minutes._interest,
        "question.asked": _Minutes._question,
        "remark.made": _Minutes._remark,
        "motion.moved": _Minutes._motion,
        "resolution.passed": _Minutes._resolution,
        "decision.made": _Minutes._decision,
        "commitment.made": _Minutes._commitment,
        "project.considered": _Minutes._considered,
        "options.appraised": _Minutes._options,
        "meeting.adjourned": _Minutes._adjourned,
        "meeting.resumed": _Minutes._resumed,
        "meeting.cancelled": _Minutes._cancelled,
    }
)


def _words(event: Any, label: str) -> Iterator[Block]:
    """What was resolved in its words; the limbs with their verbs, unless the words have each on a line of its own."""
    if event.limbs and all(f"\n({limb.number}) {limb.text}" in event.text for limb in event.limbs):
        head, *parts = re.split(r"\n(?=\([^()\s]+\) )", event.text)
        yield Paragraph(head, label)
        yield Points(tuple((part.partition(" ")[0], part.partition(" ")[2]) for part in parts))
        return
    yield Paragraph(event.text, label)
    if [limb.text for limb in event.limbs] != [event.text]:
        yield Points(tuple((f"({limb.number})", f"{limb.text} [{limb.verb.value}]") for limb in event.limbs))


def _headed(number: str, title: str) -> str:
    if not number:
        return title or "Recorded besides"
    return f"{number}. {title}" if title else f"Item {number}"


def _standing(entry: Entry) -> str:
    """How firmly it is said, where that is less than minuted."""
    return "" if entry.standing is Standing.MINUTED else f" [{entry.standing.value}]"


def _in_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """Numbers in the order of people, 9 before 10; what has none comes last."""
    if not number:
        return ((2, 0, ""),)
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|[^\d.\s]+", number)
    )
