"""Asking a clerk step by step, for `--interactive`; a wrong answer is explained and asked for again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from cli.params import EDTF, OneOf
from cli.provenance_options import Clerk
from ledger.refusals import Refusal
from ledger.vocabulary.resolutions import Verb


def ask_for_resolution(clerk: Clerk, given: dict[str, Any]) -> None:
    """Fill in what the options of `resolution record` left out; what they gave is not asked again."""
    if not clerk.source_said.get("document"):
        clerk.source_said = {**clerk.source_said, "document": _ask("Document (title)")}
    if clerk.occurred is None:
        clerk.occurred = _ask("Date (EDTF)", default="XXXX", type=EDTF)
    if not given["body"] and not given["meeting"]:
        given["body"] = _ask_for_subject(clerk, "Body", ("body",))
    if not given["limbs"]:
        given["limbs"] = tuple(_ask_for_limbs())
    given["text"] = given["text"] or _ask("Exact words", default="; ".join(text for _, text in given["limbs"]))
    for key, words in (("mover", "Moved by (empty: not said)"), ("seconder", "Seconded by (empty: not said)")):
        given[key] = given[key] or _ask_for_subject(clerk, words, ("person",), optional=True)
    if not clerk.dry_run and not click.confirm("Record this?", default=True, err=True):
        raise click.Abort


def _ask_for_limbs() -> Sequence[tuple[Verb, str]]:
    limbs: list[tuple[Verb, str]] = []
    while not limbs or click.confirm("Another limb?", default=False, err=True):
        verb = _ask(f"Limb {len(limbs) + 1}, verb", type=OneOf(list(Verb)), show_choices=len(limbs) == 0)
        limbs.append((verb, _ask(f"Limb {len(limbs) + 1}, words")))
    return limbs


def _ask_for_subject(clerk: Clerk, words: str, kinds: Sequence[str], optional: bool = False) -> str:
    return str(_ask(words, default="" if optional else None, value_proc=_known(clerk, kinds, optional)))


def _known(clerk: Clerk, kinds: Sequence[str], optional: bool) -> Callable[[str], str]:
    def check(written: str) -> str:
        if optional and not written:
            return ""
        try:
            return clerk.completed(written.strip(), kinds)
        except Refusal as refusal:
            raise click.UsageError(str(refusal)) from refusal

    return check


def _ask(words: str, **how: Any) -> Any:
    """A prompt on stderr, since the answer of the command is on stdout."""
    return click.prompt(words, err=True, show_default=bool(how.get("default")), **how)
