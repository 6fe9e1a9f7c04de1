"""Exit codes, in one table, and how what went wrong is said on stderr."""

from __future__ import annotations

from enum import IntEnum
from types import MappingProxyType
from typing import Final

from cli.terminal import say
from ledger.database.errors import Busy, Full
from ledger.refusals import Refusal, Refusals, StoreRefusal, Unexplained


class Exit(IntEnum):
    """What a script may rely on; `MEANING` says it in words."""

    FINE = 0
    REFUSED = 1
    USAGE = 2
    NOT_ANCHORED = 3
    CONTRADICTED = 4
    NO_LEDGER = 5
    UNEXPLAINED = 6
    BUSY = 7
    FULL = 8
    BROKEN = 70
    STOPPED = 130


MEANING: Final = MappingProxyType(
    {
        Exit.FINE: "done; an answer may be empty",
        Exit.REFUSED: "refused, or problems were found; nothing was recorded",
        Exit.USAGE: "the command line or the config file cannot be read",
        Exit.NOT_ANCHORED: "audit: consistent, but not anchored by anything kept outside",
        Exit.CONTRADICTED: "recorded, but what contradicts the ledger, or (import) cannot be true, was left out",
        Exit.NO_LEDGER: "the ledger cannot be opened, or its database is gone",
        Exit.UNEXPLAINED: "nothing was recorded: entries contradict one another, and nobody says why (`although`)",
        Exit.BUSY: "others kept the ledger busy for too long; nothing was recorded, try again",
        Exit.FULL: "there is no room left for the ledger; nothing was recorded",
        Exit.BROKEN: "an error of govledger itself",
        Exit.STOPPED: "stopped by Ctrl-C or at a prompt",
    }
)


OUT_OF_MEMORY: Final = StoreRefusal(
    "this machine has no memory left for that",
    "close other programs or raise its limit (`ulimit -v`), then try again, in smaller parts if it is a recording; "
    "what was not acknowledged may be recorded again",
)
"""Made beforehand: when it is needed there may be no room to make it."""


class WrongConfig(Refusal):
    """A config file that cannot be read, or says what nobody understands."""


def code_for(refusal: Refusal) -> Exit:
    """With which code a refusal ends the command."""
    if isinstance(refusal, Busy | Full):
        return Exit.BUSY if isinstance(refusal, Busy) else Exit.FULL
    if isinstance(refusal, StoreRefusal):
        return Exit.NO_LEDGER
    each = refusal.refusals if isinstance(refusal, Refusals) else (refusal,)
    if each and all(isinstance(one, Unexplained) for one in each):
        return Exit.UNEXPLAINED
    return Exit.USAGE if isinstance(refusal, WrongConfig) else Exit.REFUSED


def say_refused(refusal: Refusal) -> None:
    """Print each refusal on a line of stderr; those of a file begin with `file:line:`, as editors expect.

    What is to be done about contradictions is the same for all of them, and said once, at the end.
    """
    each = refusal.refusals if isinstance(refusal, Refusals) else (refusal,)
    are_alike = len(each) > 1 and all(isinstance(one, Unexplained) for one in each)
    for one in each:
        text = one.in_short() if are_alike else str(one)
        say(text if one.place else f"Refused: {text}")
    if are_alike:
        say(f"All of them: {each[0].remedy}")
    if len(each) > 1:
        say(f"{len(each)} problems.")


def apologise(error: Exception, with_traceback: bool) -> None:
    """Say that something broke which is not the user's fault, and how to see more."""
    if with_traceback:
        import traceback

        say("".join(traceback.format_exception(error)), nl=False)
    said = " ".join(str(error).split())[:300]
    say(f"Sorry, govledger broke: {type(error).__name__}: {said}")
    if not with_traceback:
        say("Run it again as `govledger --traceback ...` and send us what it prints.")


def as_help() -> str:
    """The table as it stands at the foot of `govledger --help`."""
    return "\n".join(f"  {code.value:>3}  {meaning}" for code, meaning in MEANING.items())
