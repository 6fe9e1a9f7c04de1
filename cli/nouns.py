"""The commands after `govledger` that are nouns of the register: questions, and verbs that record, put together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import click

from cli.lazy import Noun, Verbs
from cli.recording_verbs import RECORDING, RecordingVerb
from projections.answers.directory import Entry, questions

ASK, RECORD = "Ask", "Record"


def nouns() -> Iterator[Noun]:
    """Every noun with a question or a verb that records; those of which nothing is asked are for recording."""
    words = dict.fromkeys(words.split()[0] for words in questions())
    only_recorded = dict.fromkeys(verb.noun for verb in RECORDING if verb.noun not in words)
    for noun in only_recorded:
        yield Noun(noun, partial(_command, noun), _said_of(noun), RECORD)
    for noun in words:
        yield Noun(noun, partial(_command, noun), _said_of(noun), ASK)


def _said_of(noun: str) -> str:
    """What a noun stands for, and what can be recorded of it."""
    asked = [entry.noun for entry in _questions(noun) if entry.noun]
    recorded = [verb.says for verb in _recording(noun) if verb.says]
    return "; ".join([*asked, *recorded])


def _command(noun: str) -> click.Command:
    from cli.question_commands import command_of

    asked = {entry.words: entry for entry in _questions(noun)}
    itself = asked.pop(noun, None)
    verbs = (*(command_of(each.load()) for each in asked.values()), *(verb.command() for verb in _recording(noun)))
    if itself is not None:
        return command_of(itself.load(), verbs)
    said = _said_of(noun)
    group = Verbs(noun, help=f"{said[:1].upper()}{said[1:]}.")
    for verb in verbs:
        group.add_command(verb)
    return group


def _questions(noun: str) -> list[Entry]:
    return [entry for words, entry in questions().items() if words.split()[0] == noun]


def _recording(noun: str) -> list[RecordingVerb]:
    return [verb for verb in RECORDING if verb.noun == noun]
