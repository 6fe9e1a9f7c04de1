"""What was in the register and was taken back: its address says so for good, and leads to what was known before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.vocabulary.corrections import EntryRetracted
from register.addresses import shown_by
from register.asking import Replied
from register.frame import Link
from register.pages import message_page
from register.site import Site

if TYPE_CHECKING:
    from ledger.entries.entry import Entry


def taken_back(found: Replied) -> Entry | None:
    """The entry that took back the last of what told of the subject of a page; None where something still does."""
    [kind, *verbs] = found.question.words.split()
    if verbs != ["show"] or found.question is not shown_by(kind) or any(part.rows for part in found.answer.all_rows):
        return None
    subject, register = f"{kind}:{found.given[kind]}", found.register
    standing = (entry for entry in register.entries(tag=subject) if entry.stream == subject)
    if not all(isinstance(entry.event, ABOUT_ENTRIES) for entry in standing):
        return None
    told = register.entries(tag=subject, raw=True)
    return next((entry for entry in reversed(told) if isinstance(entry.event, EntryRetracted)), None)


def gone_page(site: Site, found: Replied, by: Entry) -> str:
    """What the page says of it, and where what was known before stands."""
    [kind, _] = found.question.words.split()
    why = f": {by.event.why}" if isinstance(by.event, EntryRetracted) and by.event.why else ""
    text = f"'{found.given[kind]}' was in the register until entry {by.position} took back what told of it{why}"
    remedies = [
        Link("As it was known before", found.links.before(by.position).asking(found.question, found.given)),
        Link(f"Entry {by.position}", found.links.entry(by.position)),
    ]
    return message_page(site, found.links, "No longer in the register", text, remedies)
