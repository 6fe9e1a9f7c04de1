"""`govledger export`: the register, or the log, in formats that other people's tools read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cli.out import out_option, write
from cli.params import DAY, EVER, MOMENT
from cli.session import ledger_option, session_of

if TYPE_CHECKING:
    from projections.exporting.exempt import Public
    from projections.register import Register

Pieces = Iterable[bytes]

_as_at_option: Final[Any] = click.option(
    "--as-at", type=DAY, default=EVER, show_default=True, help="What is in force on that day; `ever`: at some time."
)
_known_at_option: Final[Any] = click.option(
    "--known-at", type=MOMENT, help="As the ledger knew it at the end of that day, or by that entry; default: now."
)
_exempt_option: Final[Any] = click.option(
    "--with-exempt", is_flag=True, help="Also what is exempt from publication; not for the public then."
)


@click.group("export")
def command() -> None:
    """Write the register, or the log, in a format that other people's tools read.

    What rests on an exempt entry is left out unless --with-exempt asks for it; how much that was is said on stderr.
    """


def exporting(*, dated: bool = True) -> Callable[[Callable[..., Pieces]], Callable[..., None]]:
    """Make a command of a function of a register and of what of it is public; with `dated`, it takes `--as-at`."""

    def decorated(function: Callable[..., Pieces]) -> Callable[..., None]:
        @wraps(function)
        def exported(out: Path | None, with_exempt: bool, known_at: Any, as_at: Any = EVER, **params: Any) -> None:
            from projections import register_at
            from projections.exporting.exempt import Public

            session = session_of(click.get_current_context())
            register = register_at(session.datastore, None if as_at == EVER else as_at, known_at)
            public = Public(register, everything=with_exempt)
            write(function(register, public, **params), out)
            if public.kept_back:
                click.echo(f"Note: {public.kept_back} left out as exempt; --with-exempt writes all.", err=True)

        options = (ledger_option, out_option, _exempt_option, _known_at_option, *((_as_at_option,) if dated else ()))
        for option in options:
            exported = option(exported)
        return exported

    return decorated


@command.command("entries")
@exporting(dated=False)
def entries(register: Register, public: Public) -> Pieces:
    """Write the log as JSON Lines: every entry with its whole envelope, as the audit trail hashes it.

    `govledger import entries FILE` reads them into another ledger; corrections in it keep what they are about.

    \b
    govledger export entries --with-exempt --out entries.jsonl
    """
    from projections.exporting.entries import entries

    return entries(register, public)
