"""docs/reference/commands.md: every command as its own help has it.

A command whose own help has no example gets one here: questions, about the documents in `examples`, have their own.
`tests/docs/test_reference.py` asks each of them; none has an empty answer.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import click

from cli.main import govledger
from docs.generating.markdown import block, code, page, table
from ledger.vocabulary.dates import When
from projections.answers.directory import questions
from projections.answers.question import Column, columns_of

EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {words: example for words, entry in questions().items() if (example := entry.load().example)}
    | {
        "audit key show": "",
        "projections status": "",
        "projections rebuild": "memberships tenures",
    }
)
"""What follows the command, by the command."""

_INTRODUCTION = """\
Every command, in the order of `govledger --help`. A command that asks writes its answer to stdout and whatever else
it has to say to stderr; [exit-codes.md](exit-codes.md) lists how commands end. How ids and dates are written is in
[meeting-file.md](meeting-file.md), and is the same on the command line."""

_PLAIN: Final[Mapping[Any, str]] = {When: "date", bool: "yes or no", int: "number", dict: "mapping", Any: "any"}


def commands() -> str:
    """The page."""
    ctx = click.Context(govledger, info_name="govledger")
    return page("Commands", _INTRODUCTION, [_index(), _options_of(govledger, ctx), *_parts(govledger, ctx)])


def _index() -> str:
    return table(
        ("command", "to"),
        ((f"[`{noun.name}`](#govledger-{noun.name})", noun.help) for noun in govledger.nouns.values()),
    )


def _parts(group: click.Group, ctx: click.Context) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        if command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=ctx)
        yield f"## {inner.command_path}" if ctx.parent is None else f"### {inner.command_path}"
        yield from _command(command, inner)
        if isinstance(command, click.Group):
            yield from _parts(command, inner)


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield code(" ".join((ctx.command_path, *command.collect_usage_pieces(ctx))))
    yield from _paragraphs(command.help or "")
    path = ctx.command_path.partition(" ")[2]
    if path in EXAMPLES:
        yield block("sh", f"{ctx.command_path} {EXAMPLES[path]}")
    if options := _options_of(command, ctx):
        yield options
    if path in questions():
        question = questions()[path].load()
        for name, row in {"": question.row, **question.beside, **question.below}.items():
            where = f"`{name}` in JSON" if name else "JSON, JSON Lines and CSV"
            yield f"The keys of each row of {where}; a name stands beside each id, the bounds of a date beside it:"
            yield table(("key", "holds", "meaning"), (_column(each) for each in columns_of(row) if each.scripted))


def _column(column: Column) -> tuple[str, str, str]:
    return code(column.key), _held(column), column.meaning


def _held(column: Column) -> str:
    """What a column holds: a date, yes or no, the id of a body, rows with these keys."""
    held = column.holds
    if held.struct is not None:
        keys = ", ".join(code(each.key) for each in columns_of(held.struct))
        return f"{'rows' if held.many else 'a row'} of {keys}"
    if column.kind:
        kinds = " or ".join(column.kinds) or "subject"
        return f"ids: {kinds}" if held.many else f"id: {kinds}"
    if isinstance(held.type, type) and issubclass(held.type, Enum):
        return "one of " + ", ".join(code(each.value) for each in held.type)
    one = _PLAIN.get(held.type, "text")
    return f"a list: {one}" if held.many else one


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text; those that are not to be wrapped are examples."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith("\b"):
            yield block("sh", paragraph.removeprefix("\b\n"))
        elif paragraph:
            yield " ".join(paragraph.split())


def _options_of(command: click.Command, ctx: click.Context) -> str:
    options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
    return table(("option", "value", "meaning", "default"), (_option(option, ctx) for option in options))


def _option(option: click.Option, ctx: click.Context) -> tuple[str, str, str, str]:
    names = ", ".join(map(code, (*option.opts, *option.secondary_opts)))
    value = "" if option.is_flag or option.count else code(option.make_metavar(ctx))
    more = [word for word, is_so in (("required", option.required), ("may be repeated", option.multiple)) if is_so]
    meaning = " ".join((option.help or "").split())
    default = str(option.default) if option.show_default and option.default is not None else ""
    return names, value, f"{meaning} ({', '.join(more)})" if more else meaning, code(default)
