"""One call of the command: which ledger it is about, who makes it, and the ledger once it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cli.config import Chosen, read_verbs, which_ledger, who_records
from ledger.refusals import Refusal

if TYPE_CHECKING:
    from ledger.meeting_file.form import Form
    from ledger.recording.ledger import Ledger
    from ledger.store import Datastore
    from projections.answers.bearers import RegisteredNames

F = TypeVar("F", bound=Callable[..., Any] | click.Command)


@dataclass
class Session:
    """What the options said; what they left open is looked up when it is first needed."""

    ctx: click.Context
    ledger_option: str | None = None
    recorder_option: str | None = None
    today: str | None = None
    traceback: bool = False

    @cached_property
    def where(self) -> Chosen:
        """The URL of the ledger, and who chose it."""
        return which_ledger(self.ledger_option)

    @cached_property
    def recorder(self) -> Chosen:
        """Who records, and who said so."""
        return who_records(self.recorder_option)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, open for recording until the command ends; recordings bring the projections up with them.

        Raises:
            StoreRefusal: it does not open.
        """
        from cli.keys import find_signer
        from ledger.recording.ledger import Ledger
        from projections import ALL, Projector
        from projections.flags.checking import ContradictionCheck

        found = Ledger(
            self.where.value,
            recorder=self.recorder.value,
            find_key=find_signer,
            alongside=lambda datastore: Projector(datastore, ALL),
            check=ContradictionCheck,
        )
        found.datastore.clock_is_confirmed = self._clock_is_confirmed()
        return self.ctx.with_resource(found)

    def _clock_is_confirmed(self) -> bool:
        from ledger.store.append import london_day, now_micros

        if self.today is None:
            return False
        if self.today.strip() != (clock := london_day(now_micros())):
            raise Refusal(
                f"you say that it is {self.today}, and the clock of this machine says {clock}", "set it right"
            )
        return True

    @cached_property
    def directory(self) -> RegisteredNames:
        """Who bears which name in the ledger that is recorded in."""
        from projections import register_at
        from projections.answers.bearers import RegisteredNames

        return RegisteredNames(lambda: register_at(self.ledger.datastore))

    @cached_property
    def form(self) -> Form:
        """The form of the council's files: with the words of its own for what is resolved."""
        from ledger.meeting_file.form import FORM, Form
        from ledger.vocabulary.verbs import with_own

        own = read_verbs()
        return Form(verbs=with_own(own)) if own else FORM

    @cached_property
    def datastore(self) -> Datastore:
        """The ledger's database, open for questions and proofs until the command ends.

        One of an earlier release that may not be changed is read in a copy, to which nothing is written.

        Raises:
            StoreRefusal: it does not open.
        """
        from ledger import store

        found = store.open_to_read(self.where.value, _made_ready)
        self.ctx.call_on_close(found.close)
        return found


def _made_ready(copy: Datastore) -> None:
    """Fill the tables of the answers in a copy of a ledger that an earlier release made, and say that it is one."""
    from cli.terminal import say
    from projections import ALL, Projector

    say(f"{copy.address.shown} is of an earlier release and may not be changed here: a copy of it is read.")
    Projector(copy, ALL).catch_up()


def session_of(ctx: click.Context) -> Session:
    """The session of this call."""
    root = ctx.find_root()
    if not isinstance(root.obj, Session):
        root.obj = Session(root)
    return root.obj


def _note_ledger(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        session_of(ctx).ledger_option = value


def ledger_option(command: F) -> F:
    """`--ledger`, where it may also stand: after the command's own words."""
    option = click.option(
        "--ledger",
        metavar="URL|PATH",
        expose_value=False,
        callback=_note_ledger,
        help="Which ledger. [env: GOVLEDGER_URL]",
    )
    return option(command)
