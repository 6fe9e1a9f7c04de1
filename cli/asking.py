"""What every question has in common: the two dates, the format, the sources; and the answer it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec.structs import replace

from cli.params import DAY, MOMENT
from cli.rendering import FORMATS, render
from cli.session import F, ledger_option, session_of
from ledger.vocabulary.dates import When, day_text
from projections.answers.entries import source_of
from projections.answers.formats import Said
from projections.answers.listing import Listing
from projections.answers.question import AS_AT, KNOWN_AT, SOURCES

if TYPE_CHECKING:
    from projections.engine.register import Register

_MOST_REASONS: Final = 3


def format_option(command: F, formats: Sequence[str] = FORMATS) -> F:
    """`--format`: which of the renderings."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default="table",
        show_default=True,
        help="How to write the answer.",
    )
    return option(command)


def asking_options(as_at: str, formats: Sequence[str]) -> list[click.Parameter]:
    """The options that every question takes."""

    def all_of_them() -> None:
        """Carries the options while they are put on it."""

    marks = (ledger_option, partial(format_option, formats=formats), sources_option, public_option)
    for mark in (*marks, known_at_option, as_at_option(as_at)):
        mark(all_of_them)
    found: list[click.Parameter] = all_of_them.__click_params__  # type: ignore[attr-defined]  # click keeps them there
    return found[::-1]


def answer(
    register: Register, listing: Listing, asked: Mapping[str, Any], form: str, with_sources: bool = False
) -> None:
    """Write an answer, by choice with the sources of the entries that it rests on, as the register knows them.

    That something is withheld is said with every answer of a ledger in which anything is: one that said it only where
    it would have been an answer would tell what it is.
    """
    listing = replace(listing, notes=(*listing.notes, *register.notes, *withheld_note(register.withheld)))
    render(listing, Said(asked, _sources(register, listing) if with_sources else None), form)


def withheld_note(withheld: Mapping[int, str]) -> tuple[str, ...]:
    """The note on what is withheld; it is the same with every question."""
    if not withheld:
        return ()
    reasons = list(dict.fromkeys(withheld.values()))
    more = [f"{len(reasons) - _MOST_REASONS} more reasons"] if len(reasons) > _MOST_REASONS else []
    why = "; ".join([*reasons[:_MOST_REASONS], *more])
    left_out = f"exempt entries are withheld, with whatever rests on one: {why}."
    return (f"{left_out} What is said to be none, or is not here, may be among it",)


def as_at_option(default: str) -> Callable[[F], F]:
    """`--as-at`: the day in the world; `default` where it is not given."""
    return click.option("--as-at", type=DAY, default=default, show_default=True, help=AS_AT.meaning)


def known_at_option(command: F) -> F:
    """`--known-at`: the state of knowledge."""
    return click.option("--known-at", type=MOMENT, help=KNOWN_AT.meaning)(command)


def public_option(command: F) -> F:
    """`--public`: to answer as to a reader from outside."""
    option = click.option(
        "--public", is_flag=True, envvar="GOVLEDGER_PUBLIC", help="Withhold what is exempt, as from any reader outside."
    )
    return option(command)


def sources_option(command: F) -> F:
    """`--sources`: whether to name what the rows rest on."""
    return click.option("--sources", is_flag=True, help=SOURCES.meaning)(command)


def register_of(as_at: date | str | None, known_at: date | int | None, public: bool = False) -> Register:
    """The register at the two dates, with the projections caught up where whoever asks may write."""
    from ledger.store import Showing
    from projections import register_at

    session = session_of(click.get_current_context())
    showing = Showing.PUBLIC if public else Showing.EVERYTHING
    return register_at(session.datastore, as_at if isinstance(as_at, date) else None, known_at, showing)


def asked(register: Register, params: Mapping[str, Any]) -> dict[str, Any]:
    """The question as it can be asked again with the same answer: the state of knowledge as a position."""
    words = click.get_current_context().command_path.split()[1:]
    given = {key: _plain(value) for key, value in params.items() if value not in (None, (), False, "")}
    as_at = None if register.as_at is None else day_text(register.as_at)
    public = {"public": True} if register.is_public else {}
    return {"question": " ".join(words), **given, **public, "as_at": as_at, "known_at": register.known_at}


def _plain(value: Any) -> Any:
    if isinstance(value, When):
        return value.text
    return value.isoformat() if isinstance(value, date) else value


def _sources(register: Register, listing: Listing) -> dict[int, Mapping[str, Any]]:
    """For every entry that the answer rests on: document, place, standing, who said it, who recorded it."""
    found = ((position, register.entry(position, raw=True)) for position in listing.positions)
    return {position: source_of(entry) for position, entry in found if entry is not None}
