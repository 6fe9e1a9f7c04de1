"""`govledger export`: the register, or the log, in formats that other people's tools read."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from functools import wraps
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final

import click

from cli.asking import as_at_option, known_at_option
from cli.lazy import Verbs
from cli.params import EVER, PROJECT
from cli.session import F, ledger_option, session_of
from cli.terminal import put, say
from ledger.refusals import Refusal
from projections.answers.known_subjects import known_subject

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.exports.exempt import Public


Pieces = Iterable[bytes]
_PUBLIC: Final = "--public"


def out_option(command: F) -> F:
    """`--out`: the file to write, where stdout will not do."""
    option = click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write to a file, which is replaced only once the new one is whole; default: stdout.",
    )
    return option(command)


def write(pieces: Iterable[bytes], out: Path | None) -> None:
    """Write the pieces one after the other.

    Raises:
        Refusal: the file cannot be written; one that was there stays as it was.
    """
    if out is None:
        for piece in pieces:
            put(piece)
        return
    with whole_file(out) as file:
        file.writelines(pieces)


@contextmanager
def whole_file(out: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its name only when everything has been written.

    Raises:
        Refusal: its folder is not there or not to be written, or the disk is full.
    """
    try:
        with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                _make_readable(file.name, out)
                Path(file.name).replace(out)
            except BaseException:
                with suppress(OSError):
                    Path(file.name).unlink()
                raise
    except OSError as failed:
        raise Refusal(
            f"cannot write '{out}': {failed.strerror}", "name a file in a folder that you may write"
        ) from failed


def _make_readable(written: str, out: Path) -> None:
    """Give the file the permissions of the one it replaces, or those that new files have here."""
    mask = os.umask(0)
    os.umask(mask)
    Path(written).chmod(out.stat().st_mode & 0o777 if out.exists() else 0o666 & ~mask)


def exempt_option(command: F) -> F:
    """`--with-exempt`: whether to write what is not for the public."""
    option = click.option(
        "--with-exempt", is_flag=True, help="Also what is exempt from publication; not for the public then."
    )
    return option(command)


@click.group("export", cls=Verbs)
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
            from projections.exports.exempt import Public

            session = session_of(click.get_current_context())
            register = register_at(session.datastore, None if as_at == EVER else as_at, known_at)
            for note in register.notes:
                say(f"Note: {note}.")
            public = Public(register, everything=with_exempt)
            write(function(register, public, **params), out)
            if public.kept_back:
                entries = "1 exempt entry" if public.kept_back == 1 else f"{public.kept_back} exempt entries"
                say(f"Note: what rests on {entries} is left out; --with-exempt writes all.")

        options = (ledger_option, out_option, exempt_option, known_at_option, *((as_at_option(EVER),) if dated else ()))
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
    from projections.exports.entries import entries

    return entries(register, public)


@command.command("popolo")
@exporting()
def popolo(register: Register, public: Public) -> Pieces:
    """Write persons, organisations, bodies, posts and memberships as Popolo JSON.

    What Popolo has no word for, such as a date between two bounds, stands under `govledger` in each object.

    \b
    govledger export popolo --as-at 2018-06-01 --out members.json
    """
    from projections.exports.popolo import popolo

    return popolo(register, public)


@command.command("oparl")
@click.argument("project", type=PROJECT, required=False)
@click.option("--base", metavar="URL", default="", help="What ids begin with; default: relative to the document.")
@exporting()
def oparl(register: Register, public: Public, project: str | None, base: str) -> Pieces:
    """Write the register, or the route of one project, as OParl 1.1: a page of objects.

    All that OParl has a word for: organisations, persons with seats and offices, meetings with their agenda, papers
    with their consultations. Only steps that are shown are consultations; what was claimed or is open stands under
    `govledger:notShown`. `govledger import oparl FILE` reads it into another ledger.

    \b
    govledger export oparl --base https://northmoor.gov.uk/oparl/ --out council.json
    govledger export oparl care-homes --base https://northmoor.gov.uk/oparl/
    """
    from projections.exports.oparl import oparl

    return oparl(register, public, known_subject(register, project, ("project",)) if project else "", base)


@command.command("atom")
@click.option(
    "--authority",
    required=True,
    envvar="GOVLEDGER_AUTHORITY",
    metavar="DOMAIN,YEAR",
    help="Who publishes, for ids that last: a domain, and a year in which it was yours. [env: GOVLEDGER_AUTHORITY]",
)
@click.option("--title", default="Decisions", show_default=True, help="The title of the feed.")
@click.option("--url", metavar="URL", default="", help="Where the feed will be read.")
@exporting()
def atom(register: Register, public: Public, authority: str, title: str, url: str) -> Pieces:
    """Write what was decided as an Atom feed (RFC 4287), what was recorded last first.

    \b
    govledger export atom --authority northmoor.gov.uk,2024 --out public/decisions.atom
    """
    from projections.exports.atom import atom, publisher

    return atom(register, public, publisher(authority, title, url))


@command.command("csv", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("question", nargs=-1, required=True, type=click.UNPROCESSED, metavar="QUESTION...")
@exempt_option
@out_option
@ledger_option
@click.pass_context
def csv(ctx: click.Context, question: tuple[str, ...], with_exempt: bool, out: Path | None) -> None:
    """Write the answer to any question as CSV: the same as the question with `--public --format csv`.

    With --with-exempt, which stands before the question, as the council itself is answered, without `--public`.

    \b
    govledger export csv --out members.csv body members icb --as-at 2018-06-01
    """
    if "--" in question:  # what follows it is no option, so neither would be ours
        raise click.UsageError("a question to be exported has no '--' in it")
    root, session = ctx.find_root(), session_of(ctx)
    before = ["--ledger", session.ledger_option] if session.ledger_option else []

    def ask() -> None:
        words = [*before, *question, *([] if with_exempt else [_PUBLIC]), "--format", "csv"]
        try:
            code = root.command.main(words, prog_name=root.info_name, standalone_mode=False)
        except click.NoSuchOption as no_question:
            if no_question.option_name != _PUBLIC:
                raise
            what = f"'{' '.join(question)}' is no question that is answered for the public"
            raise Refusal(what, "--with-exempt writes what it says; not for the public then") from no_question
        if code:
            ctx.exit(code)

    if out is None:
        ask()
        return
    with whole_file(out) as file, redirect_stdout(io.TextIOWrapper(file, encoding="utf-8", write_through=True)) as text:
        ask()
        text.detach()
