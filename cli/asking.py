"""What every question has in common: the two dates, the format, the sources; and the answer it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from cli.params import DAY, MOMENT
from cli.rendering import FORMATS, Said, render
from cli.session import F, ledger_option, session_of
from ledger.vocabulary.dates import When, day_text
from projections.answers.listing import Listing

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


def question(
    command: Callable[..., Listing] | None = None,
    *,
    as_at: str = "today",
    group: bool = False,
    formats: Sequence[str] = FORMATS,
) -> Callable[..., Any]:
    """Make a command of a function of a `Register` that returns a `Listing`; `as_at` is the date by default.

    A `group` that is a question itself asks it only where no further word is given.
    """

    def asking(function: Callable[..., Listing]) -> Callable[..., None]:
        @wraps(function)
        def ask(**params: Any) -> None:
            if group and click.get_current_context().invoked_subcommand is not None:
                return
            moment = {name: params.pop(name) for name in ("as_at", "known_at", "public")}
            form, with_sources = params.pop("form"), params.pop("sources")
            register = register_of(**moment)
            answer(register, function(register, **params), asked(register, params), form, with_sources)

        in_format = partial(format_option, formats=formats)
        for option in (
            *(ledger_option, in_format, sources_option, public_option, _known_at_option, _as_at_option(as_at)),
        ):
            ask = option(ask)
        return ask

    return asking if command is None else asking(command)


def asking_options(as_at: str, formats: Sequence[str]) -> list[click.Parameter]:
    """The options that every question takes."""

    def all_of_them() -> None:
        """Carries the options while they are put on it."""

    marks = (ledger_option, partial(format_option, formats=formats), sources_option, public_option)
    for mark in (*marks, _known_at_option, _as_at_option(as_at)):
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
    listing = replace(listing, notes=(*listing.notes, *withheld_note(register.withheld)))
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


def _as_at_option(default: str) -> Any:
    return click.option(
        "--as-at", type=DAY, default=default, show_default=True, help="In force on that day; `ever`: at some time."
    )


_known_at_option: Final[Any] = click.option(
    "--known-at",
    type=MOMENT,
    help="As the ledger knew it at the end of that day, at that moment, or by that entry; default: now.",
)


def public_option(command: F) -> F:
    """`--public`: to answer as to a reader from outside."""
    option = click.option(
        "--public", is_flag=True, envvar="GOVLEDGER_PUBLIC", help="Withhold what is exempt, as from any reader outside."
    )
    return option(command)


def sources_option(command: F) -> F:
    """`--sources`: whether to name what the rows rest on."""
    option = click.option("--sources", is_flag=True, help="Name the entries that each row rests on, and their sources.")
    return option(command)


def register_of(as_at: date | str | None, known_at: date | int | None, public: bool = False) -> Register:
    """The register at the two dates, with the projections caught up."""
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


def source_of(entry: Any) -> Mapping[str, Any]:
    """Where an entry comes from, as JSON has it."""
    told: dict[str, Any] = msgspec.to_builtins(entry.source)
    return {
        **told,
        "standing": entry.standing.value,
        "stated_by": entry.stated_by or None,
        "note": entry.note or None,
        "recorded_by": entry.recorded_by,
    }
