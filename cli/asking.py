"""What every question has in common: the two dates, the format, the sources; and the answer it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from cli.params import DAY, DAY_OR_PERIOD, MOMENT, Day, DayOrPeriod
from cli.rendering import FORMATS, render
from cli.session import F, ledger_option, session_of
from projections.answers.envelope import completed
from projections.answers.question import AS_AT, KNOWN_AT, SOURCES, Answer

if TYPE_CHECKING:
    from ledger.vocabulary.date_times import Moment
    from ledger.vocabulary.dates import When
    from projections.engine.register import Register


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
    for mark in (*marks, known_at_option, as_at_option(as_at, DAY_OR_PERIOD, AS_AT.meaning)):
        mark(all_of_them)
    found: list[click.Parameter] = all_of_them.__click_params__  # type: ignore[attr-defined]  # click keeps them there
    return found[::-1]


def answer(
    register: Register, found: Answer[Any], asked: Mapping[str, Any], form: str, with_sources: bool = False
) -> None:
    """Write an answer, by choice with the sources of the entries that it rests on, as the register knows them."""
    render(*completed(register, found, asked, with_sources), form)


def as_at_option(
    default: str, kind: Day | DayOrPeriod = DAY, meaning: str = "In force on that day; `ever`: at some time."
) -> Callable[[F], F]:
    """`--as-at`: the day in the world; `default` where it is not given."""
    return click.option("--as-at", type=kind, default=default, show_default=True, help=meaning)


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


def register_of(as_at: date | When | str | None, known_at: Moment | None, public: bool = False) -> Register:
    """The register at the two dates, with the projections caught up where whoever asks may write."""
    from ledger.store import Showing
    from projections import register_at

    session = session_of(click.get_current_context())
    showing = Showing.PUBLIC if public else Showing.EVERYTHING
    return register_at(session.datastore, None if isinstance(as_at, str) else as_at, known_at, showing)
