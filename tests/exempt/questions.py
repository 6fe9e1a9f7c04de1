"""Every question that the command answers, with every choice of words that a ledger gives for its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final

import click

from cli.main import govledger

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("body", "organisation"),
    "subject": ("project", "body", "person", "meeting", "question", "commitment", "remark"),
}
"""Of which kinds the subjects are that an argument takes, where its name is not that of the kind."""
WORDS: Final = ("quillby", "the cabinet", "market", '"market is small"', "sale*", "paragraph 3", "th*")
"""What is looked for in texts: in public ones, in withheld ones, in both."""
TIMES: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("diff",): ("--from", "1974-12-31", "--to", "2026-01-01"),
    ("chronology",): (),
    ("flags",): (),
}


def questions() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The words and the command of everything that can be asked for the public."""
    yield from _below(govledger, click.Context(govledger), ())


def formats_of(command: click.Command) -> tuple[str, ...]:
    """The formats in which a question is answered."""
    (form,) = (param for param in command.params if param.name == "form")
    assert isinstance(form.type, click.Choice)
    return tuple(map(str, form.type.choices))


def asked(words: tuple[str, ...], command: click.Command, ids: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """The question about each subject that its arguments can name."""
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    named = [ids[str(each.name)] if each.name in ids else [] for each in arguments]
    for chosen in product(*named):
        yield (*words, *chosen, *TIMES.get(words, ()))


def by_argument(streams: list[str], entries: int) -> dict[str, list[str]]:
    """The ids that arguments take, by their names."""
    kinds = ("body", "organisation", "person", "post", "project", "meeting", "motion", "resolution", "decision")
    found = {kind: [each for each in streams if each.startswith(f"{kind}:")] for kind in kinds}
    for name, wanted in KINDS.items():
        found[name] = [each for each in streams if each.split(":")[0] in wanted]
    return {**found, "words": list(WORDS), "entry": [str(number) for number in range(1, entries + 1)]}


def _below(command: Any, context: click.Context, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    names = {param.name for param in command.params}
    if {"public", "form"} <= names:
        yield words, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _below(below, click.Context(below, parent=context, info_name=name), (*words, name))
