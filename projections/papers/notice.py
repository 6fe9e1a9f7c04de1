"""The record of a decision of an individual, an officer or the executive, as the law asks for it, out of the ledger.

SI 2012/2089 regs 12 and 13, SI 2014/2095 reg 7: what the law asks for and nobody recorded is named as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from ledger.refusals import UnknownSubject
from ledger.vocabulary.decisions import DecisionKind, Urgency
from ledger.vocabulary.subjects import kind_of, name_of
from projections.answers.names import Names
from projections.engine.register import Register
from projections.nouns.decision import DecisionPage, decision
from projections.papers.paper import Block, Grid, Heading, Paper, Paragraph, Points, day_in_words, paper

_TITLES: Final = MappingProxyType(
    {
        DecisionKind.EXECUTIVE: "Record of an executive decision",
        DecisionKind.OFFICER: "Record of an officer's decision",
    }
)


def notice(register: Register, subject: str) -> Paper:
    """The record of one decision.

    Raises:
        UnknownSubject: nothing is shown of what was decided, such as where it was only noticed.
    """
    rows = decision.ask(register, subject).rows
    if not rows:
        remedy = f"`govledger chronology {subject}` tells what is recorded of it"
        raise UnknownSubject([kind_of(subject)], name_of(subject), remedy=remedy)
    found = rows[0]
    blocks = list(_blocks(found, Names(register)))
    title = _TITLES.get(found.kind, "Record of a decision")
    return paper(register, title, blocks, found.entries, day=day_in_words(found.since))


def _blocks(found: DecisionPage, said: Names) -> Iterator[Block]:
    yield Paragraph(said(found.by), "Decided by:")
    if found.projects:
        yield Paragraph(", ".join(said(found.projects)), "About:")
    yield Heading("Decision")
    yield Paragraph(found.text)
    if found.limbs and [limb.text for limb in found.limbs] != [found.text]:
        yield Points(tuple((f"({limb.number})", limb.text) for limb in found.limbs))
    yield from _told("Reasons", found.reasons)
    alternatives = found.alternatives or (("None, as the record says.",) if found.no_alternatives else ())
    yield from _told("Alternatives considered and rejected", *alternatives)
    declared = (f"{', '.join(said(each.person)) or each.of}: {each.nature}; {each.done}" for each in found.declared)
    yield from _told("Conflicts of interest declared", *found.interests, *declared)
    yield from _told("Dispensations", *found.dispensations)
    yield from _told("Report considered", said(found.report) or "")
    yield Heading("How it stands")
    yield from _line("Key decision:", {True: "yes", False: "no", None: ""}[found.is_key])
    yield from _line("Urgency:", "" if found.urgency is Urgency.NONE else found.urgency.value)
    yield from _line("Power used:", found.power)
    yield from _line("Takes effect:", day_in_words(found.effective_from) if found.effective_from else "")
    yield from _line("May be called in:", {True: "yes", False: "no", None: ""}[found.callable_in])
    yield from _line("In effect:", found.force or "")
    yield from _line("Notice of a key decision:", found.notice_given or "")
    if found.record:
        yield Heading("What the law asks of this record")
        yield Grid(("What", "Law", "Here"), tuple((each.what, each.law, each.held) for each in found.record))


def _told(heading: str, *texts: str) -> Iterator[Block]:
    """A part of the record; where nothing is told, that is said."""
    told = tuple(text for text in texts if text)
    yield Heading(heading)
    if len(told) > 1:
        yield Points(tuple(("", text) for text in told))
    else:
        yield Paragraph(told[0] if told else "Not recorded.")


def _line(label: str, text: str) -> Iterator[Block]:
    if text:
        yield Paragraph(text, label)
