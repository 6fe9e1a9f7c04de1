"""Asking at the terminal: for subjects by name, by how it begins, or by their number in the list that `?` shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import click

from cli.provenance_options import Clerk
from cli.terminal import say
from ledger.refusals import Refusal
from ledger.vocabulary.dates import When
from ledger.vocabulary.motions import is_office
from ledger.vocabulary.naming import folded
from ledger.vocabulary.subjects import name_of

if TYPE_CHECKING:
    from projections.engine.register import Register

LISTED: Final = 20
"""Of how many that are known a list shows; the beginning of a name finds the others."""
Candidates: TypeAlias = Mapping[str, Sequence[str]]
"""Those who may be meant, by id, each with the name that is shown and then all others."""
T = TypeVar("T")


def ask(words: str, **how: Any) -> Any:
    """A prompt on stderr, since the answer of the command is on stdout."""
    return click.prompt(words, err=True, show_default=bool(how.get("default")), **how)


def ask_in_words(words: str, read: Callable[[str], T], known: Iterable[str], default: str | None = None) -> T:
    """Ask for something that is read from words, of which `?` lists those that are known, if any are."""
    listed = ", ".join(known)
    hints = "; ".join(filter(None, ("? lists" if listed else "", "Enter: not said" if default == "" else "")))
    while True:
        typed = str(ask(f"{words} ({hints})" if hints else words, default=default)).strip()
        if typed == "?" and listed:
            say(listed)
            continue
        try:
            return read(typed)
        except (Refusal, click.UsageError) as wrong:
            say(f"Error: {wrong.format_message() if isinstance(wrong, click.UsageError) else wrong}")


class Choosing:
    """Subjects of some kinds to be asked for; `likely` ones are all that `?` lists where there are any."""

    def __init__(self, clerk: Clerk, kinds: Sequence[str], likely: Candidates | None = None) -> None:
        self._clerk, self._kinds, self._likely = clerk, kinds, likely or {}
        self._listed: Sequence[str] = ()

    def ask(self, words: str, without: str = "") -> str:
        """The id of the one that the clerk names; empty where Enter alone may be typed, to say what `without` says."""
        while True:
            typed = str(ask(f"{words} (? lists{f'; Enter: {without}' if without else ''})", default="")).strip()
            if not typed and without:
                return ""
            if typed in ("", "?"):
                self._list(self._likely or names_of(self._clerk, self._kinds))
            elif found := self._found(typed):
                return found

    def _found(self, typed: str) -> str:
        """The id of the one that is meant; empty where it is nobody, or several, who are listed."""
        if typed.isdecimal() and 0 < int(typed) <= len(self._listed):
            return self._listed[int(typed) - 1]
        try:
            return self._clerk.completed(typed, self._kinds)
        except Refusal as refusal:
            if "person" in self._kinds and is_office(typed):
                return typed
            begun = self._begun(typed, self._likely) or self._begun(typed, names_of(self._clerk, self._kinds))
            if len(begun) > 1:
                self._list(begun)
            elif not begun:
                is_near = refusal.remedy.startswith("did you mean")
                say(f"Error: {refusal.problem}; {refusal.remedy if is_near else 'what there is, ? lists'}")
            for subject, (shown, *_) in begun.items() if len(begun) == 1 else ():
                say(f"{shown}.")
                return subject
        return ""

    def _begun(self, typed: str, among: Candidates) -> Candidates:
        """Those with a word in one of their names that begins so, or whose id does."""
        sought = f" {folded(typed)}".rstrip()
        return {
            subject: names
            for subject, names in among.items()
            if (sought and any(sought in f" {folded(name)}" for name in names))
            or name_of(subject).startswith(typed.lower())
        }

    def _list(self, among: Candidates) -> None:
        self._listed = list(among)[:LISTED]
        for number, subject in enumerate(self._listed, 1):
            say(f"  {number:>2}  {among[subject][0]}")
        if (more := len(among) - len(self._listed)) > 0:
            say(f"  and {more} more: type how the name begins")
        if not among:
            say(f"  The register has no {' or '.join(self._kinds)}.")


def names_of(clerk: Clerk, kinds: Sequence[str]) -> Candidates:
    """Everybody, or everything, of some kinds, in the order of their names."""
    from projections.answers.names import Names

    found: dict[str, list[str]] = {}
    for name, subject in clerk.session.directory.names_in_use(kinds):
        found.setdefault(subject, []).append(name)
    shown = Names(_register(clerk)).told_apart(found) or ()
    return {subject: (name, *found[subject]) for name, subject in sorted(zip(shown, found, strict=True))}


def members_of(clerk: Clerk, body: str, on: When | None) -> Candidates:
    """Who sits, or may sit, on a body on a day."""
    members, names = clerk.session.directory.members(body, on) if body else {}, names_of(clerk, ("person", "post"))
    return {each: names[each] for each in names if each in members}


def days_of_meetings(clerk: Clerk, body: str) -> Candidates:
    """The meetings of a body that are known, each with its day and its title, the last one first."""
    from projections.meeting_stages import MeetingStatus, known_meetings

    known = known_meetings(_register(clerk), body=body)
    shown = [each.shown for each in known if each.status is not MeetingStatus.CANCELLED]
    named = {each.stream: (f"{each.row.since[:10]} {each.event.title}".strip(),) for each in shown}
    return dict(sorted(named.items(), key=lambda each: each[1], reverse=True))


def items_of(clerk: Clerk, meeting: str) -> dict[str, str]:
    """The items of the agenda of a meeting by number, or else by title, each with both."""
    from projections.meetings import agenda

    items = [each.event for each in agenda(_register(clerk), meeting)]
    return {each.number or each.title: f"{each.number} {each.title}".strip() for each in items}


def item_in(items: Mapping[str, str], typed: str) -> str:
    """The item that is meant by its number, or by the beginning of its title; as typed where it is none of them."""
    begun = [key for key, name in items.items() if typed and folded(name, "").find(folded(typed, "")) >= 0]
    return typed if typed in items or len(begun) != 1 else begun[0]


def _register(clerk: Clerk) -> Register:
    from projections import register_at

    return register_at(clerk.session.ledger.datastore)
