"""`govledger`: nouns, then verbs."""

from __future__ import annotations

import os
import sys
from typing import Any, Final

import click

from cli.exits import OUT_OF_MEMORY, Exit, apologise, as_help, code_for, say_refused
from cli.lazy import LazyGroup, Noun
from cli.session import session_of
from cli.terminal import say
from ledger.refusals import Refusal
from projections.answers.harmless import unsteering

_RECORD, _ASK, _KEEP = "Record", "Ask", "Keep"
NOUNS: Final = (
    Noun("record", "cli.record", "record meeting files, all or nothing", _RECORD),
    Noun("member", "cli.member", "record who joined a body and who left it", _RECORD),
    Noun("correct", "cli.correct", "record that an entry was wrong, and what is right", _RECORD),
    Noun("retract", "cli.retract", "withdraw an entry that should not be in the record", _RECORD),
    Noun("import", "cli.importing", "take in a register from another system, however large", _RECORD),
    Noun("erase", "cli.erase", "erase a value for good, on a legal basis", _RECORD),
    Noun("body", "cli.body", "boards and committees, who sits on them, what came before them", _ASK),
    Noun("person", "cli.person", "persons, their names, posts and seats", _ASK),
    Noun("project", "cli.project", "projects and their steps; record a referral or scrutiny", _ASK),
    Noun("resolution", "cli.resolution", "what bodies resolved; record a resolution", _ASK),
    Noun("decision", "cli.decision", "decisions of individuals and executives; record one, or its call-in", _ASK),
    Noun("decisions", "cli.decisions", "who approved what, limb by limb, and how each was reached", _ASK),
    Noun("meeting", "cli.meeting", "meetings: who was there, what they decided; confirm their minutes", _ASK),
    Noun("reports", "cli.reports", "which reports were presented, and what they ask for", _ASK),
    Noun("votes", "cli.votes", "how votes went, and how somebody voted", _ASK),
    Noun("notices", "cli.notices", "of which decisions notice was given beforehand", _ASK),
    Noun("call-ins", "cli.call_ins", "what was called in, and what became of it", _ASK),
    Noun("referrals", "cli.referrals", "what was sent to whom, by whom", _ASK),
    Noun("scrutiny", "cli.scrutiny", "what was scrutinised, by whom; `gaps`: what is not shown to have been", _ASK),
    Noun("accountability", "cli.accountability", "who answers to whom, link by link, and where nobody said", _ASK),
    Noun("questions", "cli.questions", "what was asked, and how far it was answered, if at all", _ASK),
    Noun("remarks", "cli.remarks", "concerns, comments, requests, recommendations, and the responses", _ASK),
    Noun("rules", "cli.rules", "which rules were in force for routes", _ASK),
    Noun("delegations", "cli.delegations", "who may exercise whose functions, and who stays accountable", _ASK),
    Noun("agreements", "cli.agreements", "what organisations agreed on, and its terms", _ASK),
    Noun("flags", "cli.flags", "what happened and should not have, and why", _ASK),
    Noun("commitments", "cli.commitments", "who undertook what by when; `--overdue`: what is late", _ASK),
    Noun("targets", "cli.targets", "what projects aim at, by when, how firmly", _ASK),
    Noun("sums", "cli.sums", "money, on what basis, and what its parts come to", _ASK),
    Noun("options", "cli.appraisals", "options appraised: preferred, rejected and why, by whom", _ASK),
    Noun("interests", "cli.interests", "interests declared, conflicts acknowledged, dispensations", _ASK),
    Noun("chronology", "cli.chronology", "everything about a subject, in the order of the world", _ASK),
    Noun("diff", "cli.diff", "what changed in the register of a subject between two dates", _ASK),
    Noun("log", "cli.log", "the entries, in the order of recording", _ASK),
    Noun("entry", "cli.entry", "one entry, whole", _ASK),
    Noun("export", "cli.exporting", "write the register or the log for other people's tools", _KEEP),
    Noun("init", "cli.init", "make a new ledger", _KEEP),
    Noun("audit", "cli.audit", "seal, verify and prove that nothing was changed", _KEEP),
    Noun("projections", "cli.projections", "how far the tables of answers have come; make them anew", _KEEP),
)


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
            wrong.message = unsteering(wrong.message)  # type: ignore[misc]  # click says it, and has no other place
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


@click.command(cls=Govledger, nouns=NOUNS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--ledger", metavar="URL|PATH", help="Which ledger; also after each command. [env: GOVLEDGER_URL]")
@click.option("--traceback", is_flag=True, envvar="GOVLEDGER_TRACEBACK", help="Show where govledger itself went wrong.")
@click.version_option(package_name="govledger", message="%(prog)s %(version)s")
@click.pass_context
def govledger(ctx: click.Context, ledger: str | None, traceback: bool) -> None:
    """Record what boards and committees did, and ask for any date and any state of knowledge."""
    session = session_of(ctx)
    session.ledger_option, session.traceback = ledger, traceback


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
