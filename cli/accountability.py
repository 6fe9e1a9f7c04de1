"""`govledger accountability`: who answers to whom, and where the record breaks off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from cli.asking import question
from cli.lazy import Verbs
from cli.params import SubjectType
from cli.rendering import FORMATS
from projections.answers.chains import CHAIN, chain_rows, drawn
from projections.answers.from_register import listing, named, rows_of, short_id
from projections.answers.known_subjects import known_subject
from projections.answers.listing import Listing, dated
from projections.answers.names import naming

if TYPE_CHECKING:
    from projections.engine.register import Register

_ANSWERABLE: Final = SubjectType("body", "organisation", "person", "post", "project")


@click.group("accountability", cls=Verbs)
def command() -> None:
    """Who answers to whom; where nobody has said so, that none is recorded."""


@command.command("list")
@click.option("--who", type=_ANSWERABLE, help="Only for whom this one answers.")
@click.option("--to", type=_ANSWERABLE, help="Only what is owed to this one.")
@question
def list_(register: Register, who: str | None, to: str | None) -> Listing:
    """List the accountability that was declared and is in force on a day."""
    from projections.accountability.declared import ACCOUNTABILITIES

    who = who and known_subject(register, who, _ANSWERABLE.kinds)
    to = to and known_subject(register, to, _ANSWERABLE.kinds)
    found = register.rows(ACCOUNTABILITIES, who=who, to=to)
    about = (named("who"), "kind", named("to"), "in_respect_of", dated("since"), dated("until"), "standing")
    return listing(register, rows_of(found), short_id(), *about, named("stated_by", "said by"))


@command.command("chain")
@click.argument("subject", type=_ANSWERABLE)
@click.option("--to", type=_ANSWERABLE, help="Only the paths that lead to this one.")
@click.option("--ties", is_flag=True, help="Also every tie of everybody on the way that is no accountability.")
@question(formats=(*FORMATS, "dot"))
def chain(register: Register, subject: str, to: str | None, ties: bool) -> Listing:
    """Follow to whom a subject answers, step by step, and say where nothing is recorded.

    Where a link was asked about and never given, the question and the answer that avoided it stand in its
    place. What ties subjects together without making a link stands apart, and no chain runs through it: seats on
    a board, whose body it is, what is only proposed, and functions that have nothing to do with the subject; without
    --ties, only the ties of the subject itself. `--format dot` draws it with Graphviz.
    """
    from projections.accountability import chains

    subject = known_subject(register, subject, _ANSWERABLE.kinds)
    to = to and known_subject(register, to, _ANSWERABLE.kinds)
    links, name = chains.chain(register, subject, to), naming(register)
    found = chains.ties(register, subject)
    shown = [tie for tie in found if ties or (tie.who == subject and to in (None, tie.to))]
    more = len(found) - len(shown)
    apart = listing(register, chain_rows(shown, name), *CHAIN, tree=True, title=_APART)
    return listing(
        register,
        chain_rows(links, name),
        *CHAIN,
        tree=True,
        drawn=drawn([*links, *shown], name),
        below={"ties": apart},
        notes=(f"{more} more {'tie is' if more == 1 else 'ties are'} shown with --ties",) if more else (),
    )


_APART: Final = "Not accountability, but ties that are recorded"
