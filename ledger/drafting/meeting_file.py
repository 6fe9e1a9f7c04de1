"""Writes a draft as a meeting file: people once, lists of attendance, statements with `quote` and `check`.

This is the one module that knows how a meeting file looks. Every statement keeps a `check`, which says by which rule
it was drafted, where it stands, and what is unsure; a file in which one is left is not recorded.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ledger.drafting.candidates import Candidate, KnownNames, Resolved, mentioned, resolve
from ledger.drafting.days import days
from ledger.drafting.drafting import DraftedMinutes
from ledger.drafting.libraries import library
from ledger.drafting.statements import DraftedLimb, EarlierMinutes, Meeting, Resolution, Support, Vote
from ledger.drafting.style import built_in, either
from ledger.vocabulary.naming import folded, short_name

Mapping = dict[str, Any]
_MANY = 4
"""From how many people on a doubt is said without their names."""
_LISTS = (("present", "present"), ("apologies", "apologies"), ("in_attendance", "in attendance"), ("absent", "absent"))


def written(draft: DraftedMinutes, known: Callable[[Meeting], KnownNames] = lambda meeting: KnownNames()) -> list[str]:
    """The meeting files of a draft, one for each meeting; sentences without a statement stand below the last.

    `known` tells whom and what the register knows on the day of a meeting; without it, everybody is new.
    """
    files = [_Writer(draft, meeting, known(meeting)).text() for meeting in draft.meetings]
    if draft.left_over:
        lines = [f"#   {sentence.place}: {sentence.text}" for sentence in draft.left_over]
        files[-1] += f"\n# Sentences that gave no statement ({len(lines)}):\n" + "\n".join(lines) + "\n"
    return files


class _Writer:
    """Writes one meeting; collects the people whom nobody knows yet."""

    def __init__(self, draft: DraftedMinutes, meeting: Meeting, known: KnownNames) -> None:
        self.draft, self.meeting = draft, meeting
        self.known, self.bodies, self.projects, self.given = known.people, known.bodies, known.projects, known.body
        self.meetings = known.meetings
        self.here: dict[str, Candidate] = {}
        self.new: dict[str, Mapping] = {}

    def text(self) -> str:
        """The file as YAML."""
        yaml = library("ruamel.yaml", "writing a meeting file").YAML()
        yaml.width, yaml.allow_unicode = 110, True
        yaml.indent(mapping=2, sequence=4, offset=2)
        out = io.StringIO()
        yaml.dump(self._file(), out)
        return out.getvalue()

    def _file(self) -> Mapping:
        meeting = self.meeting
        body, body_entry = self._body()
        lists: Mapping = {}
        for name, title in _LISTS:
            members = [self._attendee(person) for person in meeting.attendance if person.list == name]
            if members:
                lists[title] = members
        statements = list(self._statements())
        source: Mapping = {"document": meeting.title or self.draft.document.name}
        if meeting.date:
            source["date"] = meeting.date
        if self.draft.document.sha256:
            source["sha256"] = self.draft.document.sha256
        register = {key: value for key, value in (("bodies", body_entry), ("people", self.new)) if value}
        head: Mapping = {
            "id": self._meeting_id(body),
            "body": body,
            "date": meeting.date,
            "place": meeting.place,
        }
        told: Mapping = {"source": source}
        if register:
            told["register"] = register
        if not meeting.attendance and not body and all(r.form == "decided" for r in meeting.resolutions):
            # A notice of one person's decision: there was no meeting.
            return {**told, **({"on": meeting.date} if meeting.date else {}), "statements": statements}
        told["meeting"] = {
            **{key: value for key, value in head.items() if value},
            **lists,
            "check": self._meeting_check(),
        }
        told["statements"] = statements
        return told

    def _meeting_id(self, body: str | None) -> str | None:
        """The id of the one meeting that the register knows, so that the minutes are of it; else a new one."""
        if len(self.meetings) == 1:
            return self.meetings[0]
        return f"{body}/{self.meeting.date}" if body and self.meeting.date else None

    def _body(self) -> tuple[str | None, Mapping]:
        if self.given or not self.meeting.body:
            return self.given, {}
        found = resolve(self.meeting.body, self.bodies)
        if found.settled:
            return found.settled.id, {}
        short = short_name(self.meeting.body, "body", [candidate.id for candidate in self.bodies])
        return short, {short: {"name": self.meeting.body, "check": _new(found, "body")}}

    def _meeting_check(self) -> str:
        doubts = list(self.meeting.unsure)
        if not self.meeting.presiding:
            doubts.append("nobody is said to have presided, or more than one")
        unsure: dict[str, list[str]] = {}
        for attendee in self.meeting.attendance:
            for doubt in attendee.basis.unsure:
                unsure.setdefault(doubt, []).append(attendee.name)
        doubts += [f"{', '.join(who)}: {doubt}" if len(who) < _MANY else doubt for doubt, who in unsure.items()]
        if self.given and self.meeting.body and not self._is_called(self.given, self.meeting.body):
            doubts.append(f"the minutes call the body '{self.meeting.body}'")
        if len(self.meetings) > 1:
            doubts.append(f"the register has {len(self.meetings)} meetings on that day: {', '.join(self.meetings)}")
        told = "the lists of people, the body, the day and the place"
        return "; ".join([told, *(f"unsure: {doubt}" for doubt in doubts)])

    def _is_called(self, body: str, name: str) -> bool:
        return resolve(name, [candidate for candidate in self.bodies if candidate.id == body]).settled is not None

    # ------------------------------------------------------------------ people

    def _attendee(self, person: Any) -> Any:
        short = self._person(person.name, person.unnamed, person.capacity or person.organisation)
        more: Mapping = {}
        if person.capacity:
            more["capacity"] = person.capacity
        if person.presiding:
            more["presiding"] = True
        if person.substitute_for:
            # Those who sent apologies stand in a later list: the register has to hold them by now.
            away = (a for a in self.meeting.attendance if folded(a.name) == folded(person.substitute_for))
            if (listed := next(away, None)) is not None and listed is not person:
                more["substitute for"] = self._person(listed.name, listed.unnamed)
            elif absent := self._named(person.substitute_for):
                more["substitute for"] = absent
        return {short: more} if more else short

    def _person(self, name: str, unnamed: bool = False, about: str | None = None) -> str:
        """The id of somebody in the lists: the register's, or a new one, listed once."""
        key = folded(name)
        if key in self.here:
            return self.here[key].id
        found = resolve(name, self.known)
        if found.settled:
            self.here[key] = found.settled
            return found.settled.id
        taken = [candidate.id for candidate in (*self.known, *self.here.values())]
        short = short_name(name, taken=taken)
        entry: Mapping = {"name": name}
        if unnamed:
            entry["unnamed"] = True
        entry["check"] = _new(found, "person") + (f"; {about}" if about else "")
        self.new[short] = entry
        self.here[key] = Candidate(short, name, of_body=True)
        return short

    def _named(self, name: str | None) -> str | None:
        """The id of somebody named in the text: of the lists, the only one whom the name fits; else nobody."""
        if not name:
            return None
        found = resolve(name, self.here.values())
        if found.settled:
            return found.settled.id
        fitting = [proposal for proposal in found.proposals if proposal.likeness >= 90]
        return fitting[0].candidate.id if len(fitting) == 1 else None

    def _who(self, key: str, name: str | None, doubts: list[str]) -> Mapping:
        if not name:
            return {}
        short = self._named(name)
        if short is None and _is_person(name) and not resolve(name, self.here.values()).proposals:
            short = self._person(name.split(",")[0], about="named in a statement, not in the lists")
        if short is None:
            doubts.append(f"{key}: '{name}' is not clearly one of those present{self._listed_as(name)}")
        return {key: short} if short else {}

    def _voter(self, name: str) -> str | None:
        """The id of somebody who voted by name: of the lists, or a new person whom they do not resemble."""
        short = self._named(name)
        in_full = _is_person(name) or re.fullmatch(r"(?:[A-Z]\.? ?){1,4}(?: [A-Z]\w*)? ?[A-Z][\w’'-]+", name)
        if short is None and in_full and not resolve(name, self.here.values()).proposals:
            short = self._person(name, about="named in a statement, not in the lists")
        return short

    def _listed_as(self, post: str) -> str:
        """Whom the lists have with a post; who was meant by it in the text remains the clerk's to say."""
        listed = {
            self._named(each.name)
            for each in self.meeting.attendance
            if any(folded(held, "post") == folded(post, "post") for held in re.split(r"[,;/]", each.capacity or ""))
        }
        return f"; the lists have {' and '.join(sorted(filter(None, listed)))} as that" if any(listed) else ""

    # ------------------------------------------------------------------ statements

    def _statements(self) -> Iterator[Mapping]:
        meeting = self.meeting
        for interest in meeting.interests:
            doubts: list[str] = []
            who = self._who("interest", interest.person, doubts) or {"interest": None}
            more: Mapping = {
                "item": interest.item,
                "kind": interest.kind,
                "nature": interest.nature,
                "action": interest.action,
            }
            yield _statement({**who, **more}, interest.basis, doubts)
        for resolution in meeting.resolutions:
            if not any(_merely_confirms(resolution, confirmed) for confirmed in meeting.minutes_confirmed):
                yield self._resolution(resolution)
        for commitment in meeting.commitments:
            for actor in (commitment.who, *commitment.others):
                doubts = []
                by = self._who("by", actor, doubts)
                basis = commitment.basis  # the same words of two people are two commitments by where they are told
                if actor is not commitment.who:
                    basis = replace(basis, place=f"{basis.place}, {actor}")
                yield _statement(
                    {"commitment": commitment.what, **by, **_due(commitment.due)},
                    basis,
                    doubts,
                    commitment.item,
                )
        for question in meeting.questions:
            doubts = []
            told: Mapping = {"question": question.text, **self._who("by", question.by, doubts)}
            if question.answer:
                told["answer"] = {"text": question.answer, **self._who("by", question.answered_by, doubts)}
                if question.completeness:
                    told["answer"]["completeness"] = question.completeness
                else:
                    doubts.append("say how complete the answer is (completeness)")
            yield _statement(told, question.basis, doubts, question.item)
        for remark in meeting.remarks:
            doubts = []
            yield _statement(
                {"remark": remark.text, "kind": remark.kind, **self._who("by", remark.by, doubts)},
                remark.basis,
                doubts,
                remark.item,
            )
        for office in meeting.offices:
            doubts = []
            if office.office == "member" and office.event != "resigned":
                told = {**self._who("member", office.holder, doubts), "since": self.meeting.date}
                yield _statement(told, office.basis, doubts)
                continue
            key = "office vacated" if office.event == "resigned" else "office"
            holder = self._who("holder", office.holder, doubts)
            yield _statement({key: office.office.lower(), **holder}, office.basis, doubts)
        for confirmed in meeting.minutes_confirmed:
            earlier = confirmed.of if self._body()[0] else None
            yield _statement({"minutes confirmed": earlier}, confirmed.basis, [])

    def _resolution(self, resolution: Resolution) -> Mapping:
        doubts: list[str] = []
        if resolution.form in ("motion", "amendment") and (resolution.amends or not resolution.carried):
            return self._motion(resolution)
        decided = resolution.form == "decided"
        limbs = [{key: value for key, value in self._limb(limb).items() if value} for limb in resolution.limbs]
        told: Mapping = {
            "decided" if decided else "resolved": resolution.text or "\n".join(limb.text for limb in resolution.limbs)
        }
        if decided:
            told |= {**self._who("by", resolution.by, doubts), "reasons": resolution.reasons}
            told["alternatives"] = [resolution.alternatives] if resolution.alternatives else None
        single = len(limbs) == 1 and not decided
        told |= {key: limbs[0].get(key) for key in ("verb", "number", "projects")} if single else {"limbs": limbs}
        told |= {**self._who("mover", resolution.mover, doubts), **self._who("seconder", resolution.seconder, doubts)}
        if resolution.carried is None:
            doubts.append("the minutes do not say whether it was carried")
        if resolution.carried is False:
            doubts.append("a motion that was lost")
        vote = self._vote(resolution.vote, resolution.carried, doubts)
        if vote:
            told["vote"] = vote
        return _statement(told, resolution.basis, doubts, resolution.item)

    def _motion(self, resolution: Resolution) -> Mapping:
        """An amendment, or a motion that was not carried or of which the minutes do not say what became: no resolution."""
        doubts: list[str] = []
        told: Mapping = {"motion": "\n".join(limb.text for limb in resolution.limbs)}
        told |= {**self._who("mover", resolution.mover, doubts), **self._who("seconder", resolution.seconder, doubts)}
        if resolution.amends:
            doubts.append("an amendment: put it under the motion that it amends")
        if resolution.carried is None:
            doubts.append("the minutes do not say whether it was carried")
        if resolution.vote is None:
            outcome = {True: "carried", False: "lost", None: None}[resolution.carried]
            told |= {"outcome": outcome} if outcome else {}
        else:
            told["vote"] = self._vote(resolution.vote, resolution.carried, doubts)
        return _statement(told, resolution.basis, doubts, resolution.item)

    def _limb(self, limb: DraftedLimb) -> Mapping:
        projects = mentioned(limb.text, self.projects)
        return {"number": limb.number, "verb": limb.verb, "text": limb.text, "projects": projects}

    def _vote(self, vote: Vote | None, carried: bool | None, doubts: list[str]) -> Mapping:
        if vote is None:
            return {"carried": False} if carried is False else {}
        counts = {"for": vote.votes_for, "against": vote.against, "abstained": vote.abstained, "carried": carried}
        told: Mapping = {key: value for key, value in counts.items() if value is not None}
        choices = {"for": "for", "against": "against", "abstained": "abstained"}
        ballots = [
            {"member": short, "choice": choices[side]}
            for side, names in vote.ballots.items()
            for name in names
            if (short := self._voter(name))
        ]
        if len(ballots) < sum(map(len, vote.ballots.values())):
            doubts.append("some who voted are not clearly among those present")
        if ballots:
            told["ballots"] = ballots
        if vote.candidates:
            told["candidates"] = [
                {**({"person": short} if (short := self._named(name)) else {"as given": name}), "votes": votes}
                for name, votes in vote.candidates.items()
            ]
        if vote.casting and carried is not None:
            member = self._voter(vote.casting)
            who = {"member": member} if member else {"as given": vote.casting}
            told["casting"] = {"choice": "for" if carried else "against", **who}
        elif vote.casting:
            doubts.append(f"a casting vote, by {vote.casting}")
        if vote.nem_con or vote.unanimous:
            told["manner"] = "nem. con." if vote.nem_con else "unanimous"
        return told


# What a resolution says of earlier minutes and no more: nothing that somebody else is to do stands behind an 'and'.
_OF_MINUTES = re.compile(
    r"(?is)\W*(?:that\s+)?(?:to\s+\w+(?:\s+and\s+sign)?\s+)?(?:the\s+)?(?:(?:draft|public|open|previous|unconfirmed)\s+)*minutes\b"
    r"(?:(?!\band\b)[^;])*(?:\band\s+(?:(?:be|are|were|is|was|they|that|be\s+duly|duly|then|also)\s+)*(?:sign|confirm|approv|adopt|agree|accurate|true|correct|complete|proper|\d|(?-i:(?!Cl|Cou)[A-Z][a-z])|"
    r"(?:the\s+)?(?:vice[- ]?)?(?:chair|mayor|leader)[^;]{0,60}?\bsign)(?:(?!\band\b)[^;])*)*"
)


def _merely_confirms(resolution: Resolution, confirmed: EarlierMinutes) -> bool:
    """Whether a decision is no more than the sentence by which minutes were confirmed, told without a resolution, a mover or a vote."""
    told = resolution.basis
    more = resolution.mover or resolution.seconder or resolution.vote or len(resolution.limbs) > 1
    by_rule = re.match(r"was |the body |title and ", told.rule) is not None
    in_words = told.rule.startswith("words of decision") and _OF_MINUTES.fullmatch(resolution.limbs[0].text) is not None
    plainly = (by_rule or in_words) and not re.search(r"(?i)\bsubject to\b|\bamend|\bcorrected\b", told.quote)
    same = told.start < confirmed.basis.end and confirmed.basis.start < told.end
    signed = told.rule == "was signed" and "minutes" in told.quote.lower()  # which the chair does behind a confirmation
    return bool(plainly and not more and (same or signed))


def _due(words: str | None) -> Mapping:
    """The day by which something is to be done, or the words where no day with a year is printed."""
    printed = [day.edtf for day in days(words or "")]
    return {"due": printed[0]} if len(printed) == 1 and printed[0] else {"due words": words}


def _statement(told: Mapping, basis: Support, doubts: list[str], item: str | None = None) -> Mapping:
    """A statement without empty keys, with its place, its quotation and what is to be checked."""
    first = next(iter(told))
    place = f"item {item}, {basis.place}" if item else basis.place
    checks = [f"drafted by the rule '{basis.rule}'", *(f"unsure: {doubt}" for doubt in (*basis.unsure, *doubts))]
    kept = {key: value for key, value in told.items() if value is not None or key == first}
    return {**kept, "at": place, "quote": basis.quote, "check": "; ".join(checks)}


def _is_person(name: str) -> bool:
    """Whether a name is that of a person, not of an office ('the Chairman') or a group ('Members')."""
    return bool(re.match(rf"^(?:{either(built_in().titles)})\b", name)) and not re.match(r"(?i)^deputy\b", name)


def _new(found: Resolved, kind: str) -> str:
    if not found.proposals:
        return f"new {kind}"
    near = ", ".join(f"{p.candidate.id} ({p.candidate.name}: {p.why})" for p in found.proposals)
    return f"new {kind}, or one of these: {near}"
