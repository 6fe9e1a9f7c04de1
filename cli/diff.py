"""`govledger diff`: what changed in the register of a subject between two dates, in the world or in the ledger.

It is written out, since a question is asked of one register and this compares two.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import click

from cli.asking import answer, format_option, public_option, register_of, sources_option
from cli.params import ANYTHING, DAY, EVER, MOMENT, today
from cli.session import ledger_option
from projections.answers.known_subjects import known_subject

Day: TypeAlias = date | str | None
Moment: TypeAlias = date | int | None


@click.command("diff")
@click.argument("subject", type=ANYTHING)
@click.option("--from", "since", type=DAY, help="In force on that day; default: the same day as --to.")
@click.option("--to", "until", type=DAY, help="And on that one; default: today, or `ever` without --from.")
@click.option(
    "--known-from", type=MOMENT, help="As known at the end of that day, at that moment, or by that entry; default: now."
)
@click.option("--known-to", type=MOMENT, help="And at that one; default: now.")
@public_option
@sources_option
@format_option
@ledger_option
def command(
    subject: str, since: Day, until: Day, known_from: Moment, known_to: Moment, public: bool, sources: bool, form: str
) -> None:
    """Show which rows about a subject were added, removed or changed between two moments, in every register.

    \b
    govledger diff icb --from 2016-12-01 --to 2019-01-31         what changed in the world
    govledger diff icb --known-from 120 --known-to 160           what was learnt or put right
    govledger diff icb --from 2018-06-01 --known-from 120 --known-to 160

    In the second and third, the days of the world are the same on both sides. What is told otherwise concerns the
    facts; what is only more or less sure on the later day concerns the certainty, and nothing changed in the world.
    """
    from projections.answers.changes import changes, compared

    since, until = _days(since, until, is_about_knowledge=known_from != known_to)
    before, after = register_of(since, known_from, public), register_of(until, known_to, public)
    if (before.as_at, before.known_at) == (after.as_at, after.known_at):
        raise click.UsageError("both moments are the same; give --from and --to, or --known-from and --known-to")
    knows = max(before, after, key=lambda register: register.known_at)
    about = known_subject(knows, subject)
    answer(knows, changes(before, after, about), compared(about, before, after), form, sources)


def _days(since: Day, until: Day, is_about_knowledge: bool) -> tuple[Day, Day]:
    """The two days, where one or both are left out."""
    if since is None:
        return (until, until) if until is not None else (EVER, EVER)
    return since, until or (since if is_about_knowledge else today())
