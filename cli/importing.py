"""`govledger import`: take in a register from another system, chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cli.exits import Exit
from cli.params import Edtf, EntryNumber, OneOf
from cli.session import Session, ledger_option, session_of
from cli.terminal import progress_bar, say
from ledger.refusals import Refusal
from ledger.vocabulary.dates import When
from ledger.vocabulary.provenance import Standing

if TYPE_CHECKING:
    from ledger.imports import Tally

_LISTED: Final = 10
"""Contradictions; `flags` has them all."""
_REMEDY: Final = "name a file with --report to have them all"


class FormatName(click.ParamType[str]):
    """One of the formats that can be imported; the table of them is read when it is needed."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it was written, if there is such a format."""
        from ledger.imports import FORMATS

        if value not in FORMATS:
            self.fail(f"'{value}' is no format; there are {', '.join(FORMATS)}", param, ctx)
        return value


class _WithFormats(click.Command):
    """A command whose help ends with the table of formats."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from ledger.imports import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl([(name, each.meaning) for name, each in FORMATS.items()])


@click.command("import", cls=_WithFormats)
@click.argument("form", type=FormatName(), metavar="FORMAT")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option("--register", default="", metavar="NAME", help="The register's name, first part of every id from it.")
@click.option(
    "--complete", is_flag=True, help="The source is all there is: what it leaves out has ended or was not so."
)
@click.option(
    "--snapshot", type=Edtf(), metavar="DAY", help="The source has no dates: it is the whole list of that day."
)
@click.option(
    "--standing",
    type=OneOf([Standing.REPORTED, Standing.MINUTED, Standing.ASSERTED]),
    default=Standing.REPORTED,
    show_default=True,
    help="With what authority it tells what it only tells; give it with each import of the register.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be recorded and refused, and record nothing.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to list all that was left out: a page (.html, .docx, .pdf) or a table (.csv, .jsonl).",
)
@click.option("--chunk", type=EntryNumber(1, 100_000), default=1_000, show_default=True, help="Entries at once.")
@click.option("--recorder", metavar="NAME", help="Who records. [env: GOVLEDGER_RECORDER]")
@ledger_option
@click.pass_context
def command(
    ctx: click.Context,
    form: str,
    path: Path,
    register: str,
    complete: bool,
    snapshot: When | None,
    standing: Standing,
    dry_run: bool,
    report: Path | None,
    chunk: int,
    recorder: str | None,
) -> None:
    """Take in a register: a file, a packed file, an archive or a folder, in one of the formats below.

    What means something is recorded, chunk by chunk; what does not is refused and listed, and the command ends with
    exit code 4; with 1 if nothing of the source could be used. An import that was stopped is resumed by giving
    the same command again: what is in the ledger is recognised, and nothing is recorded twice.

    \b
    govledger import ods succession.csv --dry-run
    govledger import ods succession.csv --report left-out.html
    """
    session = session_of(ctx)
    session.recorder_option = recorder
    before = session.ledger.book.last_position()
    if snapshot is not None and not snapshot.is_exact:
        raise Refusal(f"'{snapshot.text}' is no day", "say of which day the list is: 2024-05-16")
    if standing is not Standing.REPORTED and form == "entries":
        raise Refusal("entries have a standing of their own, each", "leave --standing out")
    how = {"complete": complete, "snapshot": snapshot, "standing": standing}
    tally = _imported(session, form, path, register, dry_run, report, chunk, how)
    for line in (
        *_account(tally, dry_run, complete or snapshot is not None, report),
        *_contradictions(session, before if tally.recorded else None),
    ):
        say(line)
    if tally.came_to_nothing:
        raise _of_no_use(form, path)
    ctx.exit(Exit.CONTRADICTED if tally.left_out else Exit.FINE)


def _imported(
    session: Session,
    form: str,
    path: Path,
    register: str,
    dry_run: bool,
    report: Path | None,
    chunk: int,
    how: Mapping[str, Any],
) -> Tally:
    from cli.import_page import page_forms
    from ledger.imports import reader_for, report_to, run

    reader = reader_for(form, path, register)
    ledger = session.ledger
    with report_to(report, page_forms(path.name)) as kept, progress_bar(f"Importing {path.name}") as tell:
        return run(
            reader,
            ledger,
            report=kept,
            dry_run=dry_run,
            progress=tell,
            chunk=chunk,
            **how,
        )


def _contradictions(session: Session, before: int | None) -> Iterator[str]:
    """What the import recorded though it contradicts itself or other entries: nobody was asked about it."""
    from projections.flags.checking import contradictions_since

    if before is None:
        return
    found = contradictions_since(session.ledger.datastore, before)
    if found:
        yield f"contradictions: {len(found)} recorded; `govledger flags` shows them as long as they stand"
    for flag in found[:_LISTED]:
        yield f"{flag.lapse.name}: {flag.says} (entries {', '.join(map(str, flag.entries))})"
    if len(found) > _LISTED:
        yield f"... and {len(found) - _LISTED} more."


def _of_no_use(form: str, path: Path) -> Refusal:
    """Why a source may have come to nothing: most often it is of another format."""
    from ledger.imports import FORMATS, looks_like

    likely = looks_like(path)
    problem = f"nothing of '{path.name}' could be used as {form}"
    if likely and likely != form:
        return Refusal(f"{problem}; it looks like {likely}", f"try: govledger import {likely} {path}")
    return Refusal(problem, f"{form} is {FORMATS[form].meaning}; look into the file, or see `govledger import --help`")


def _entries(number: int) -> str:
    return f"{number} entry" if number == 1 else f"{number} entries"


def _account(tally: Tally, dry_run: bool, complete: bool, report: Path | None) -> Iterator[str]:
    """What became of the source, a line for each thing that there is to say."""
    yield f"{_sum_of(tally, dry_run)}."
    if tally.corrected or tally.unsaid:
        unsaid = f"{tally.unsaid} retracted that it does not say any more"
        yield f"changed in the source: {_entries(tally.corrected)} corrected, {unsaid}"
    if tally.vanished:
        beyond = f"not in the source: {_entries(tally.vanished)} of earlier imports, left alone"
        yield f"{beyond}, as what was registered stays" if complete else f"{beyond}; --complete: it is all there is"
    yield from _counted("found", tally.found)
    yield from _counted("set aside", tally.aside)
    for left in tally.first:
        place, remedy = f"{left.place}: " if left.place else "", f"; {left.remedy}" if left.remedy else ""
        yield f"{place}{left.what}: {left.problem}{remedy}"
    more = tally.left_out - len(tally.first)
    if more:
        yield f"... and {more} more; {f'all are in {report}' if report else _REMEDY}."


def _sum_of(tally: Tally, dry_run: bool) -> str:
    verb = "would be recorded" if dry_run else "recorded"
    counts = {
        verb: tally.recorded,
        "there already": tally.already,
        "refused": tally.refused,
        "against what is recorded": tally.contradicted,
        "kept, though the source says otherwise now": tally.kept,
        "withdrawn by the source and retracted": tally.withdrawn,
        "withdrawn by the source and not in the ledger": tally.unknown_withdrawn,
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count or what in (verb, "refused"))


def _counted(what: str, counts: Mapping[str, int]) -> Iterator[str]:
    for name, count in sorted(counts.items()):
        yield f"{what}: {count} {name}"
