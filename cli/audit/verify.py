"""`govledger audit verify`: whether the record is intact, and what it is anchored by."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import click
import msgspec

from cli.asking import format_option
from cli.audit.trust import CERTIFICATE, certificate_option, given_trust, own_trust, refuse_malformed, trust_options
from cli.exits import Exit
from cli.rendering import render
from cli.session import ledger_option, session_of
from cli.terminal import progress_bar, say
from projections.answers.formats import Said
from projections.answers.question import Answer, Column, Line

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from ledger.audit.verification import Evidence, Finding, VerificationReport
    from ledger.store import Datastore

MOST_WORKERS: Final = 4


class FindingLine(Line, frozen=True, kw_only=True):
    """What a check found."""

    check: Annotated[str, Column("Which check")]
    entry: Annotated[int | None, Column("The first entry that it is about")]
    finding: Annotated[str, Column("What it found")]


class AnchorLine(Line, frozen=True, kw_only=True):
    """What was kept outside, or made by somebody else."""

    anchor: Annotated[str, Column("Whose it is")]
    kind: Annotated[str, Column("What it is")]
    size: Annotated[int, Column("Of how many entries it speaks", label="entries")]
    time: Annotated[str, Column("When it was made, by the clock of whoever made it")]
    says: Annotated[str, Column("Whether it bears the ledger out")]


@click.command("verify")
@click.option(
    "--against",
    "files",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="A checkpoint, receipt or bundle that was kept outside; may be given several times.",
)
@trust_options
@certificate_option
@click.option("--projections", is_flag=True, help="Fold the log afresh, too, and compare every row of the answers.")
@click.option("--without-mark", is_flag=True, help="Leave out this machine's high-water mark: for an old backup.")
@click.option("-v", "--verbose", is_flag=True, help="Say also what is in order, and what was noted.")
@partial(format_option, formats=("table", "json"))
@ledger_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    policy: Any,
    key: str | None,
    authorities: tuple[Certificate, ...] | None,
    projections: bool,
    without_mark: bool,
    verbose: bool,
    form: str,
) -> None:
    """Hash every entry again, and find out whether anything was altered, dropped, inserted or reordered, and where.

    Ends with 0 if all is well and something kept outside bears it out, with 3 if all is well but nothing outside
    does, with 1 if anything was altered or contradicts. Three attacks cannot be seen from inside a ledger: give
    with --against what you kept, and with --key the verifier key that was written down. A time stamp that lies beside
    such a file (FILE.tsr) counts, too, if you trust whoever made it.

    \b
    govledger audit verify --key verifier-key.txt --against last-year.checkpoint
    govledger audit verify --key verifier-key.txt --against last-year.checkpoint --tsa-certificate tsa-root.pem
    govledger audit verify --policy council.policy --projections --verbose
    """
    from ledger.audit.verification import verify
    from projections.engine.comparison import derived

    datastore = session_of(ctx).datastore
    evidence = [_evidence(file) for file in files]
    if authorities:
        _refuse_unstamped(evidence)
    own, mark = own_trust(datastore)
    trust = replace(given_trust(policy, key) or own, authorities=authorities or ())
    evidence += [mark] if mark is not None and not without_mark else []
    workers, now = min(os.cpu_count() or 1, MOST_WORKERS), int(time.time())
    with progress_bar("Verifying") as tell:
        report = verify(
            datastore,
            trust,
            evidence,
            derived=partial(derived, datastore),
            besides=partial(_besides, datastore, compared=projections),
            now=now,
            workers=workers,
            progress=tell,
        )
    tell_report(report, form, verbose=verbose)
    ctx.exit(code_of(report))


def code_of(report: VerificationReport) -> Exit:
    """The code with which a verification ends."""
    from ledger.audit.verification import Verdict

    codes = {Verdict.ANCHORED: Exit.FINE, Verdict.NOT_ANCHORED: Exit.NOT_ANCHORED, Verdict.WRONG: Exit.REFUSED}
    return codes[report.verdict]


def tell_report(report: VerificationReport, form: str, *, verbose: bool) -> None:
    """Findings on stdout; the verdict on stderr, unless all is well and nobody asked."""
    if form == "json":
        told = msgspec.json.encode(_as_json(report))
        click.echo(msgspec.json.format(told, indent=2) + b"\n", nl=False)
    else:
        shown = [finding for finding in report.findings if finding.wrong or finding.aloud or verbose]
        anchors = report.anchors if verbose or report.wrong else ()
        render(_answer(shown, anchors), Said({}), "table")
    if report.verdict != "verified and anchored" or verbose or sys.stderr.isatty():
        from cli.tables import wrapped

        say(wrapped(_sentence(report)))


def _evidence(file: Path) -> Evidence:
    from ledger.audit.verification import read_evidence
    from ledger.transparency.errors import BadEvidence

    try:
        return read_evidence(file)
    except BadEvidence as wrong:
        raise click.BadParameter(str(wrong), param_hint="--against") from wrong


def _refuse_unstamped(evidence: list[Evidence]) -> None:
    stamped = [each for each in evidence if each.stamp]
    if not stamped:
        raise click.UsageError(f"{CERTIFICATE} is for time stamps beside --against, as FILE.tsr; there is none")
    for each in stamped:
        refuse_malformed(each)


def _besides(datastore: Datastore, *, compared: bool) -> Iterator[Finding]:
    from ledger.audit.verification import Check, Finding
    from ledger.audit.verification.schema import durability
    from ledger.database.errors import Damaged
    from projections.engine.comparison import differences, reach

    yield from durability(datastore)
    try:
        yield from reach(datastore)
        if compared:
            with progress_bar("Folding afresh") as tell:
                yield from differences(datastore, progress=tell)
    except Damaged as refusal:
        yield Finding(Check.PROJECTIONS, f"they cannot be read to the end: {refusal.problem}")


def _answer(findings: list[Finding], anchors: Any) -> Answer[FindingLine]:
    held = [
        AnchorLine(anchor=each.holder, kind=each.kind, size=each.size, time=_moment(each.at), says=_says(each))
        for each in anchors
    ]
    found = [FindingLine(check=each.check.value, entry=each.entry, finding=_told(each)) for each in findings]
    return Answer(found, row=FindingLine, empty="", beside={"anchors": Answer(held, row=AnchorLine)} if held else {})


def _told(finding: Finding) -> str:
    return finding.says if finding.wrong else f"noted: {finding.says}"


def _says(anchor: Any) -> str:
    if not anchor.matches:
        return "CONTRADICTS"
    return "matches" if anchor.is_outside else "matches, but does not lie outside"


def _moment(at: int | None) -> str:
    from ledger.audit.verification.times import moment

    return "" if at is None else moment(at)


def _sentence(report: VerificationReport) -> str:
    parts = [f"{report.verdict.value[:1].upper()}{report.verdict.value[1:]}"]
    read = f"{report.entries} entries of {report.ledger or 'a ledger without a name'}"
    parts += [read if report.root else "the ledger cannot be read to the end"]
    if report.wrong:
        parts += [_counted(len(report.wrong), "finding"), _first_wrong(report)]
    elif report.anchored:
        later = report.entries - report.anchored
        parts += [f"anchored up to entry {report.anchored}", f"{later} later not yet anchored" if later else ""]
    else:
        parts += ["nothing kept outside was given that bears it out; see `govledger audit verify --help`"]
    return "; ".join(part for part in parts if part) + "."


def _first_wrong(report: VerificationReport) -> str:
    low, high = report.first_wrong_among or (0, 0)
    if low == high:
        return f"the first wrong entry is {low}" if low else ""
    return f"the first wrong entry is one of {low} to {high}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _as_json(report: VerificationReport) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(report)
    return {
        "verdict": report.verdict.value,
        "anchored": report.anchored,
        "first_wrong_entry": report.first_wrong_entry,
        "first_wrong_among": report.first_wrong_among,
        **told,
    }
