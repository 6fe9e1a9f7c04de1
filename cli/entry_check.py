"""`govledger entry check`: whether a document holds the words that an entry quotes from it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import click

from cli.asking import public_option, register_of
from cli.params import EntryNumber
from cli.session import ledger_option
from ledger.refusals import NoSuchEntry, Refusal, Withheld


@click.command("check")
@click.argument("entry", type=EntryNumber(min=1))
@click.option(
    "--document", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The document."
)
@public_option
@ledger_option
def command(entry: int, file: Path, public: bool) -> None:
    """Hold the quotation of an entry against the document that it is taken from: minutes as text, HTML, Word or PDF.

    White space is all that may differ. Where the entry's source gives the SHA-256 of its document, the file has to be
    that one, byte by byte.

    \b
    govledger entry check 17 --document minutes/june.docx
    """
    from ledger.drafting.document import plain
    from ledger.drafting.reading import read

    found = _entry(entry, public)
    source = found.source
    if not source.quote:
        remedy = "the words that an entry rests on are given by `quote` in a meeting file"
        raise Refusal(f"entry {entry} quotes nothing of '{source.document}'", remedy)
    document = read(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if source.sha256 and source.sha256.lower() != digest:
        raise Refusal(
            f"'{file}' is not the document of entry {entry}: its SHA-256 is {digest}",
            f"the document is '{source.document}', with the SHA-256 {source.sha256}",
        )
    sought = plain(source.quote)
    if sought not in plain(document.text):
        raise Refusal(
            f"'{file}' does not hold what entry {entry} quotes: '{source.quote}'",
            f"the document is '{source.document}'; if it is this one, the record is wrong: see `govledger correct`",
        )
    place = next((block.place for block in document.blocks if sought in block.text), "over several paragraphs")
    same = "; it is that file, by its SHA-256" if source.sha256 else ""
    click.echo(f"'{file}' holds what entry {entry} quotes, {place}{same}.")


def _entry(position: int, public: bool) -> Any:
    register = register_of(None, None, public)
    if (reason := register.withheld.get(position)) is not None:
        raise Withheld(position, reason)
    found = register.entry(position)
    if found is None:
        raise NoSuchEntry(position, register.known_at)
    return found
