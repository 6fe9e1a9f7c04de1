"""Writes the page on what is refused and what is recorded all the same, from the cases that the tests run.

python -m docs.refusals_and_flags
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ledger.refusals import Refusal
from projections.flags import LAPSES
from tests.aggregates.cases import Table, tables
from tests.aggregates.given import Case, given
from tests.meeting_file.test_every_statement import WRONG

PAGE: Final = Path(__file__).parent / "reference" / "refusals-and-flags.md"
_HEAD: Final = """# What is refused, and what is recorded all the same

A ledger records what happened, also when it should not have, and what the sources say, also when they disagree. So a
statement is *refused* only where it means nothing, or where it cannot be told what it is about. What merely should not
have happened is recorded, and is there to be found: most of it is *flagged* by `govledger flags`, with why it should
not have happened and the entries that show it; the rest is seen in the answers to other questions.

Four rules decide between them:

* What means nothing is refused: a subject that nobody knows, a second beginning of one thing. The refusal says what to
  do next.
* What contradicts itself, or what the ledger holds, is probably a slip, and is *asked about*: `record`, the commands,
  `correct` and `retract` stop with exit code 6 and record nothing. If the minutes say so, it is recorded with
  `although: the minutes say so`, or `--although`; an import records it and lists it. It is flagged as long as it
  stands, in whatever order it was told.
* What breaks a law, a standing order or good practice is recorded. Whether it did is not for the record to
  settle; that it happened is.
* What a source leaves open is recorded as it is. Nothing is flagged for being unknown, but where the law wants it
  on record.

This page is made from the cases that the tests run, `python -m docs.refusals_and_flags`: every sentence below is
a test, and every refusal is quoted as it is given. The cases tell of an invented borough, Marsham.

What is only expected, proposed, anticipated, inferred or disputed is never flagged: nobody says that it happened.
"""


def page() -> str:
    """The page as it should be."""
    return "\n".join([_HEAD, *_flags(), *_everywhere(), *(line for table in tables() for line in _table(table))])


def _flags() -> Iterator[str]:
    yield from ("## The flags", "", "| flag | asked about | why it should not happen |", "|---|---|---|")
    yield from (f"| {each.name} | {'yes' if each.contradicts else ''} | {each.why} |" for each in LAPSES)
    yield ""


def _everywhere() -> Iterator[str]:
    yield from ("## Every kind of statement", "", "Refused, with the file and the line:", "")
    yield from (f"* {sentence}" for sentence in WRONG)
    yield from ("* a key that stands twice", "* a statement that says nothing", "")


def _table(table: Table) -> Iterator[str]:
    yield from (f"## {table.about.capitalize()}", "", "Refused:", "")
    yield from (f"* {sentence}: *{_refusal(case)}*" for sentence, case in table.refused.items())
    yield from ("", "Recorded:", "")
    yield from (f"* {sentence}: {_found(case)}" for sentence, case in table.recorded.items())
    yield ""


def _found(case: Case) -> str:
    return f"flagged as **{case.flagged}**" if case.flagged else case.seen


def _refusal(case: Case) -> str:
    try:
        given(*case.told).decided(case.draft)
    except Refusal as refusal:
        return str(refusal)
    raise AssertionError(f"recorded, and expected to be refused: {case}")


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page())
