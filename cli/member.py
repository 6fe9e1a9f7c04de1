"""`govledger member`: record who joined a body and who left it."""

from __future__ import annotations

import click

from cli.event_commands import stating
from cli.lazy import Verbs
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted


@click.group("member", cls=Verbs)
def command() -> None:
    """Record that somebody joined a body, or left it."""


command.add_command(
    stating(
        "add",
        MembershipStarted,
        "body",
        "member",
        help="""Record that a person, or whoever holds a post, is a member of a body; --on is the first day.

        \b
        govledger member add icb janet-bailey --on '[..2019-01]' --document 'Minutes' --at 'paragraph 12'
        """,
    )
)
command.add_command(
    stating(
        "end",
        MembershipEnded,
        "body",
        "member",
        help="""Record that a membership ended; --on is the last day in force.

        \b
        govledger member end icb janet-bailey --on 2019-03-31 --document 'Minutes of 2 April' --reason resigned
        """,
    )
)
