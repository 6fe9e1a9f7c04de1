"""`govledger targets`: the dates and amounts that projects aim at, and how firmly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.asking import question
from cli.params import BODY, PROJECT, OneOf
from ledger.vocabulary.dates import when
from ledger.vocabulary.targets import TargetStatus
from projections.answers.from_register import listing, named, row_of
from projections.answers.known_subjects import refuse_unknown_ones
from projections.answers.listing import Column, Listing, dated

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.command("targets")
@click.option("--project", type=PROJECT, help="Only those of a project.")
@click.option("--body", type=BODY, help="Only those that a body set, or of projects that it leads.")
@click.option("--status", type=OneOf(list(TargetStatus)), help="Only the confirmed ones, the unconfirmed ...")
@question
def command(register: Register, project: str | None, body: str | None, status: TargetStatus | None) -> Listing:
    """List the targets as they stand on a day; with `--as-at ever`, each in every wording that it had."""
    from projections import projects, targets

    refuse_unknown_ones(register, project, body)
    led = {answer.stream for answer in projects.projects(register, lead=body)} if body else set()
    found = [
        answer
        for answer in targets.targets(register, project)
        if status in (None, answer.row.status) and (body is None or answer.row.by == body or answer.stream in led)
    ]
    rows = [row_of(each, project=each.stream, due=when(each.row.due) if each.row.due else None) for each in found]
    columns = (
        *(named("project"), "text", dated("due"), Column("amount", text=pounds), "status", named("by", "set by")),
        *(dated("since", "as told"), dated("until"), "reason", "standing", named("stated_by", "said by"), "target"),
    )
    return listing(register, rows, *columns)


def pounds(amount: str | None) -> str:
    """An amount as people write it."""
    if not amount:
        return ""
    whole, _, pence = amount.lstrip("-").partition(".")
    minus = "-" if amount.startswith("-") else ""
    return f"{minus}£{int(whole):,}" + (f".{pence:0<2}" if pence else "")
