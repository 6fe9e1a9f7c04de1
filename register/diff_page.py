"""The page of what changed in the register of a subject between any two moments."""

from __future__ import annotations

from typing import Final

from ledger.vocabulary.date_wording import in_words
from projections.answers.names import for_people
from projections.answers.parameters import EVER
from register.addresses import DATA
from register.asking import PAGE
from register.cells import Cells
from register.comparing import FROM, KNOWN_FROM, KNOWN_TO, TO, Compared
from register.frame import pager_of, pages_of, part_of, render
from register.site import Site

_DAY: Final = "A day as 2018-06-01, or ever"
_KNOWN: Final = "A day, or the number of an entry"
_FIELDS: Final = (
    (FROM, "In force on", _DAY),
    (KNOWN_FROM, "as known at", _KNOWN),
    (TO, "and in force on", _DAY),
    (KNOWN_TO, "as known at", _KNOWN),
)


def diff_page(site: Site, found: Compared, number: int) -> str:
    """What changed between two moments, with a form for two others."""
    cells = Cells(found.links, for_people(found.said.name))
    pages = pages_of(found.answer)
    return render(
        "diff.html",
        site,
        found.links,
        title=str(found.said.name(found.subject)),
        subject=found.subject,
        overview=found.links.subject(found.subject),
        sentence=found.answer.sentence,
        moments=[_moment(found.texts[day], found.texts[known]) for day, known in ((FROM, KNOWN_FROM), (TO, KNOWN_TO))],
        part=part_of(found.answer.parts[0], cells, number) if found.answer.rows else None,
        notes=found.answer.notes,
        fields=[(option, label, hint, found.texts[option]) for option, label, hint in _FIELDS],
        data=[(form, found.address(f".{form}")) for form in DATA] if found.answer.rows else [],
        pager=pager_of(number, pages, lambda page: found.address(**{PAGE: str(page)})),
        clock=None,
        path=found.links.plain(f"/diff/{found.subject}"),
    )


def _moment(day: str, known_at: str) -> str:
    what = "in force at any time" if day == EVER else f"in force on {in_words(day)}"
    return f"{what}, as the ledger knew it by entry {known_at}"
