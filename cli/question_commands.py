"""Commands made of questions: an argument or option for each parameter, and those that all questions take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, Literal, get_args, get_origin

import click

from cli.asking import asking_options, register_of
from cli.lazy import Verbs
from cli.params import EDTF, EntryNumber, OneOf, SubjectType
from cli.rendering import FORMATS, ONE_TABLE, render
from ledger.vocabulary.dates import When
from projections.answers.envelope import replied
from projections.answers.formats import parts_of
from projections.answers.question import CannotAsk, Parameter, Question

_MOMENT: Final = ("as_at", "known_at", "public")
_PART: Final = "With --format csv or jsonl: not the rows, but a table beside them, or the rows within them."


def command_of(question: Question, verbs: Mapping[str, Callable[[], click.Command]] | None = None) -> click.Command:
    """The command that asks a question; with verbs, a group of them that asks it where no verb is given."""

    def ask(**given: Any) -> None:
        if verbs and click.get_current_context().invoked_subcommand is not None:
            return
        moment, form, with_sources = {key: given.pop(key) for key in _MOMENT}, given.pop("form"), given.pop("sources")
        part = given.pop("part", None) or ""
        if part and form not in ONE_TABLE:
            raise click.UsageError(f"--part is for {' and '.join(ONE_TABLE)}, which have one table: add --format csv")
        register = register_of(**moment)
        try:
            found, said = replied(register, question, given, with_sources)
        except CannotAsk as wrong:
            raise click.UsageError(str(wrong)) from wrong
        render(found, said, form, part)

    name = question.words.split()[-1]
    own: list[click.Parameter] = [_parameter(parameter) for parameter in question.parameters]
    common = asking_options(question.as_at, (*FORMATS, "dot") if question.drawn else FORMATS)
    if parts := parts_of(question):
        common.append(click.Option(["--part"], type=click.Choice(parts), help=_PART))
    if not verbs:
        return click.Command(name, callback=ask, params=[*own, *common], help=question.help)
    params = [*own, *common]
    return Verbs(name, made=verbs, callback=ask, params=params, help=question.help, invoke_without_command=True)


def _parameter(parameter: Parameter) -> click.Parameter:
    kind, many = _type(parameter), parameter.holds.many
    if parameter.rest:
        return click.Argument([parameter.name], nargs=-1, required=True, metavar=parameter.label, callback=_in_a_row)
    if parameter.required:
        return click.Argument([parameter.name], type=kind, metavar=parameter.label or None)
    flag = f"--{parameter.option}"
    short = [each for each in parameter.also if not each.startswith("--")]
    names = [*short, flag, *(each for each in parameter.also if each not in short), parameter.name]
    if parameter.holds.type is bool:
        return click.Option(names, is_flag=True, help=parameter.meaning)
    default = None if many else parameter.default
    more: dict[str, Any] = {"metavar": parameter.label or None, "multiple": many, "help": parameter.meaning}
    return click.Option(names, type=kind, default=default, **more)


def _type(parameter: Parameter) -> click.ParamType[Any]:
    held = parameter.holds.type
    if parameter.kind:
        return SubjectType(*parameter.kinds)
    if parameter.choices is not None:
        return click.Choice(list(parameter.choices()))
    if get_origin(held) is Literal:
        return click.Choice(get_args(held))
    if held is When:
        return EDTF
    if held is int:
        return EntryNumber(min=parameter.least)
    return OneOf(list(held)) if isinstance(held, type) and issubclass(held, Enum) else click.STRING


def _in_a_row(context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> str:
    return " ".join(words)
