"""`govledger`: nouns, then verbs."""

from __future__ import annotations

import os
import re
import sys
from typing import Any, Final

import click

from cli.exits import OUT_OF_MEMORY, Exit, apologise, as_help, code_for, say_refused
from cli.lazy import LazyGroup, Noun
from cli.nouns import ASK, RECORD, nouns
from cli.session import session_of
from cli.terminal import say
from ledger.refusals import Refusal
from projections.answers.harmless import unsteering

_WRITE, _KEEP = "Write out", "Keep"
WRITTEN_OUT: Final = (
    Noun("record", "cli.record", "record meeting files, all or nothing", RECORD),
    Noun("new", "cli.new", "begin a meeting file from what the register knows", RECORD),
    Noun("draft", "cli.draft", "draft meeting files from minutes: text, HTML, Word, PDF", RECORD),
    Noun("review", "cli.review", "go through a draft: accept, edit or drop each statement", RECORD),
    Noun("correct", "cli.correct", "record that an entry was wrong, and what is right", RECORD),
    Noun("retract", "cli.retract", "withdraw an entry that should not be in the record", RECORD),
    Noun("fetch", "cli.fetching", "ask another system for its answers, and keep them to be imported", RECORD),
    Noun("import", "cli.importing", "take in a register from another system, however large", RECORD),
    Noun("erase", "cli.erase", "erase a value for good, on a legal basis", RECORD),
    Noun("diff", "cli.diff", "what changed in the register of a subject between two dates", ASK),
    Noun("serve", "cli.serve", "open the register in a browser: pages, data, feeds, for reading only", _KEEP),
    Noun("publish", "cli.publish", "write the register as files for any web host, or a USB stick", _KEEP),
    Noun("minutes", "cli.papers:minutes", "the minutes of a meeting, written out of the record", _WRITE),
    Noun("notice", "cli.papers:notice", "the record of a decision that the law asks for", _WRITE),
    Noun("actions", "cli.papers:actions", "the action sheet of a body", _WRITE),
    Noun("agenda", "cli.papers:agenda", "what is due at a meeting of a body", _WRITE),
    Noun("export", "cli.exporting", "write the register or the log for other people's tools", _KEEP),
    Noun("demo", "cli.demo", "record example documents into a ledger of their own, and ask it", _KEEP),
    Noun("init", "cli.init", "make a new ledger", _KEEP),
    Noun("audit", "cli.audit", "seal, verify and prove that nothing was changed", _KEEP),
    Noun("projections", "cli.projections", "how far the tables of answers have come; make them anew", _KEEP),
)
"""Commands that are neither questions nor made of one event."""


def all_nouns() -> list[Noun]:
    """Every word after `govledger`; those of the register are found by being there."""
    parts = (RECORD, ASK, _WRITE, _KEEP)
    found = sorted((*WRITTEN_OUT, *nouns()), key=lambda noun: noun.name if noun.part == ASK else "")
    return sorted(found, key=lambda noun: parts.index(noun.part))


_MOST_SHOWN: Final = 160
_LONG_WORD: Final = re.compile(rf"\S{{{_MOST_SHOWN + 1},}}")


class Govledger(LazyGroup):
    """The front door: whatever goes wrong behind it ends in a sentence on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; a refusal is said, anything unforeseen is apologised for."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            say_refused(refusal)
            ctx.exit(code_for(refusal))
        except MemoryError:
            say_refused(OUT_OF_MEMORY)
            ctx.exit(code_for(OUT_OF_MEMORY))
        except (KeyboardInterrupt, click.Abort, EOFError):
            say("\nStopped.")
            ctx.exit(Exit.STOPPED)
        except BrokenPipeError:
            _say_no_more()
        except click.ClickException as wrong:
            wrong.message = _readable(wrong.message)  # type: ignore[misc]  # click says it, and has no other place
            raise
        except click.exceptions.Exit:
            raise
        except Exception as error:
            apologise(error, session_of(ctx).traceback)
            ctx.exit(Exit.BROKEN)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The exit codes, from their one table."""
        with formatter.section("Exit codes"):
            formatter.write(as_help() + "\n")


@click.command(cls=Govledger, nouns=all_nouns, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--ledger", metavar="URL|PATH", help="Which ledger; also after each command. [env: GOVLEDGER_URL]")
@click.option("--today", metavar="YYYY-MM-DD", help="Which day it is, where the last entry is years old.")
@click.option("--traceback", is_flag=True, envvar="GOVLEDGER_TRACEBACK", help="Show where govledger itself went wrong.")
@click.version_option(package_name="govledger", message="%(prog)s %(version)s")
@click.pass_context
def govledger(ctx: click.Context, ledger: str | None, today: str | None, traceback: bool) -> None:
    """Record what boards and committees did, and ask for any date and any state of knowledge."""
    session = session_of(ctx)
    session.ledger_option, session.today, session.traceback = ledger, today, traceback


def _readable(message: str) -> str:
    """What click says is wrong, without what would steer the terminal or fill it: click repeats what was written."""
    return _LONG_WORD.sub(lambda found: f"{found[0][: _MOST_SHOWN // 2]}...", unsteering(message))


def _say_no_more() -> None:
    """Whoever read our output has read enough (`| head`); what is still buffered goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        govledger(prog_name="govledger")
    except KeyboardInterrupt:
        sys.exit(Exit.STOPPED)
