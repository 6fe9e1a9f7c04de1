"""The minutes of meetings, taken out of the answers about these and left beside them as pages: `minutes/4711.html`.

A clerk drafts from them with `govledger draft`, which says what to check. They are never imported; what is, such as
who attended, is left out of them.
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

from ledger.imports.moderngov.answers import plain_text, read_answer, record, records
from ledger.imports.moderngov.british_dates import british
from ledger.imports.moderngov.folder import SavedAnswer
from ledger.imports.records import Record
from ledger.refusals import Refusal
from ledger.vocabulary.dates import day_text


def leave_minutes(folder: Path, brought: Collection[str]) -> int:
    """Write the minutes of the meetings that a fetch has brought; how many there were.

    Raises:
        Refusal: the folder is not to be written.
    """
    titles = _committees(folder)
    written = 0
    for file in sorted(name for name in brought if name.startswith("GetMeeting/")):
        path = folder / file
        try:
            root = read_answer(SavedAnswer("GetMeeting", path.stem, 0, file, path), "meeting").root
        except Refusal:
            continue
        text = _page(next(root.iter("meeting"), root), titles.get(path.stem, ""))
        if text:
            minutes = folder / "minutes" / f"{path.stem}.html"
            minutes.parent.mkdir(exist_ok=True)
            minutes.write_text(text, "utf-8")
            written += 1
    return written


def _committees(folder: Path) -> dict[str, str]:
    """The titles of the committees of meetings, as the lists have them."""
    found: dict[str, str] = {}
    for file in sorted((folder / "GetAllMeetingsByDate").rglob("*.xml"), key=lambda each: each.name):
        root = read_answer(SavedAnswer("", "", 0, str(file), file), "getmeetingsbydate").root
        for each, _ in records(str(file), root, "meeting"):
            found[each.optional("meetingid")] = each.optional("committeetitle")
    return found


def _page(meeting: Element, committee: str) -> str:
    """The minutes as a page; empty where an answer has none."""
    given = record("", meeting)
    items = [(each, _html(element)) for each, element in records("", meeting, "agendaitem")]
    if not any(body for _, body in items):
        return ""
    on = british(given.optional("meetingdate"))
    day = day_text(on.earliest) if on else given.optional("meetingdate")
    told = "".join(f"<h2>{escape(_heading(each))}</h2>\n{body}\n" for each, body in items)
    title = escape(committee or given.optional("meetingid"))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}, {day}</title></head><body>\n'
        f"<h1>{title}</h1>\n<p>Minutes of the meeting held on {day}</p>\n{told}</body></html>\n"
    )


def _heading(item: Record) -> str:
    number = item.optional("minutesitemnumber") or item.optional("agendaitemnumber")
    title = item.optional("agendaitemtitle")
    return f"{number}. {title}" if number not in ("", "0") else title


def _html(item: Element) -> str:
    """The minute of an item; none of one that is restricted, which a draft would make public."""
    if plain_text(item.findtext("isrestricted") or "").lower() == "true":
        return ""
    return plain_text(item.findtext("minutesnonemptyhtmlbody") or "")
