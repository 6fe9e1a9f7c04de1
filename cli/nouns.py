"""The commands after `govledger` that are nouns of the register: questions, and verbs that record, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    made: dict[str, Callable[[], click.Command]] = {verb.verb: verb.command for verb in _recording(noun)}
    made |= {words.split()[-1]: partial(_asked, entry) for words, entry in asked.items()}
    if itself is not None:
        return command_of(itself.load(), made)
    said = _said_of(noun)
    return Verbs(noun, made=made, help=f"{said[:1].upper()}{said[1:]}.")


def _asked(entry: Entry) -> click.Command:
    from cli.question_commands import command_of

    return command_of(entry.load())


def _questions(noun: str) -> list[Entry]:
    return [entry for words, entry in questions().items() if words.split()[0] == noun]


def _recording(noun: str) -> list[RecordingVerb]:
    return [verb for verb in RECORDING if verb.noun == noun]
