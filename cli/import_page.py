"""The report of an import as a paper: what came in, what was left out and why, for the officer who mends the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import IO, Any, Final

from ledger.imports import ImportReport, Left, ReportForm
from projections.answers.harmless import unsteering
from projections.papers.paper import Block, Grid, Heading, Paper, Paragraph
from projections.papers.rendering import BY_SUFFIX, rendered

_SHOWN: Final = 2_000
"""The rows of a section: a page of more is read by nobody, and a table lists them all."""
_SECTIONS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "refused": (
            "Refused",
            "This cannot be true, or cannot be read. Correct it in the source and import it again: "
            "only what is new will be recorded.",
        ),
        "contradicts": (
            "Against what is recorded",
            "The ledger says something else of the same subject. Either the source or the ledger is wrong.",
        ),
        "kept": (
            "Kept as somebody corrected it",
            "The source says otherwise than before of what was corrected or retracted by hand, or does not hold any "
            "more what others rest on. Nothing was undone.",
        ),
        "vanished": (
            "Not in the source any more",
            "Earlier imports recorded this, and this source says nothing of it. It was left as it is.",
        ),
    }
)
_COUNTED: Final = MappingProxyType(
    {
        "aside": ("Set aside", "The source holds this, and a ledger has no word for it. It was not recorded."),
        "found": ("How the source was read", "What the source does not say, and shows."),
        "by_type": ("Recorded", ""),
    }
)


class ImportPage(ImportReport):
    """Collects what was left out, and writes a paper of it when the import is done."""

    def __init__(self, stream: IO[bytes], form: str, source: str) -> None:
        self._stream, self._form, self._source = stream, form, source
        self.afresh()

    def afresh(self) -> None:
        """Begin with an empty page."""
        self._lefts: dict[str, list[Left]] = {what: [] for what in _SECTIONS}
        self._counts = dict.fromkeys(_SECTIONS, 0)

    def left(self, left: Left) -> None:
        """Keep one thing that was left out, as far as a page of them can be read."""
        self._counts[left.what] += 1
        if self._counts[left.what] <= _SHOWN:
            self._lefts[left.what].append(left)

    def sums(self, sums: Mapping[str, Any]) -> None:
        """Write the paper."""
        blocks = (*self._summary(sums), *self._left_out(), *_counted(sums))
        foot = f"Written by `govledger import`. {'Nothing was recorded: it was a trial.' if sums['dry_run'] else ''}"
        paper = Paper(title=f"Import of {self._source}", blocks=blocks, rests_on=(), beside=foot.strip())
        self._stream.write(rendered(paper, self._form))

    def _summary(self, sums: Mapping[str, Any]) -> Iterator[Block]:
        counts = {
            "would be recorded" if sums["dry_run"] else "recorded": sums["recorded"],
            "in the ledger already": sums["already"],
            "corrected, since the source says otherwise now": sums["corrected"],
            "retracted, since the source does not say so any more": sums["unsaid"] + sums["withdrawn"],
            **{title.lower(): self._counts[what] for what, (title, _) in _SECTIONS.items()},
        }
        yield Grid(("Entries", "What became of them"), tuple((f"{n:,}", what) for what, n in counts.items() if n))
        if not any(self._counts.values()):
            yield Paragraph("Nothing was left out.")

    def _left_out(self) -> Iterator[Block]:
        for what, (title, meaning) in _SECTIONS.items():
            if count := self._counts[what]:
                yield Heading(f"{title}: {count:,}")
                yield Paragraph(meaning)
                rows = ((each.place, each.problem, each.remedy) for each in self._lefts[what])
                told = tuple(tuple(map(unsteering, row)) for row in rows)
                yield Grid(("Where", "What is wrong" if what == "refused" else "What", "What to do"), told)
            if count > _SHOWN:
                yield Paragraph(f"and {count - _SHOWN:,} more: `--report left-out.csv` lists them all.")


def _counted(sums: Mapping[str, Any]) -> Iterator[Block]:
    for name, (title, meaning) in _COUNTED.items():
        if sums[name]:
            yield Heading(title)
            yield from (Paragraph(meaning),) if meaning else ()
            most = sorted(sums[name].items(), key=lambda each: (-each[1], each[0]))
            yield Grid(
                ("How many", "What"), tuple((f"{count:,}", _words(what)) for what, count in islice(most, _SHOWN))
            )


def _words(what: str) -> str:
    """The name of an event, or words of the source, as people read them."""
    return unsteering(what if " " in what else what.replace(".", " ").replace("-", " "))


def page_forms(source: str) -> dict[str, ReportForm]:
    """The forms of the page, by the ends of their files' names."""
    return {suffix: partial(ImportPage, form=form, source=source) for suffix, form in BY_SUFFIX.items()}
