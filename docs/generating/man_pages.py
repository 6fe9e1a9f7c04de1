"""docs/man: a manual page for `govledger` and one for each noun, from the same help that the commands print."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from cli.exits import MEANING
from cli.main import govledger


def man_pages() -> dict[str, str]:
    """Every page by the name of its file."""
    ctx = click.Context(govledger, info_name="govledger")
    pages = {"govledger.1": _page("govledger", "record what boards and committees did, and ask", _front(ctx))}
    for noun in govledger.nouns.values():
        command = govledger.get_command(ctx, noun.name)
        assert command is not None
        inner = click.Context(command, info_name=noun.name, parent=ctx)
        name = f"govledger-{noun.name}"
        pages[f"{name}.1"] = _page(name, noun.help, _described(command, inner))
    return pages


def _page(name: str, purpose: str, parts: Iterator[str]) -> str:
    head = f'.\\" Made from the code by `make docs`; do not edit.\n.TH "{name.upper()}" "1" "" "govledger" "govledger"'
    return "\n".join([head, ".SH NAME", f"{_text(name)} \\- {_text(purpose)}", *parts]) + "\n"


def _front(ctx: click.Context) -> Iterator[str]:
    yield from _described(govledger, ctx)
    yield ".SH COMMANDS"
    for noun in govledger.nouns.values():
        yield f".TP\n\\fB{_text(f'govledger-{noun.name}')}\\fR(1)\n{_text(noun.help)}"
    yield ".SH EXIT STATUS"
    for code, meaning in MEANING.items():
        yield f".TP\n{code.value}\n{_text(meaning)}"


def _described(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield ".SH SYNOPSIS"
    yield from _usages(command, ctx)
    yield ".SH DESCRIPTION"
    yield from _paragraphs(command.help or "")
    yield from _options(command, ctx, ".SH OPTIONS")
    if isinstance(command, click.Group) and command is not govledger:
        for verb, inner in _verbs(command, ctx):
            yield f".SH {_text(inner.command_path.partition(' ')[2].upper())}"
            yield from _paragraphs(verb.help or "")
            yield from _options(verb, inner, ".PP\nOptions:")


def _usages(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield _usage(command, ctx)
    if isinstance(command, click.Group) and command is not govledger:
        yield from (f".br\n{_usage(verb, inner)}" for verb, inner in _verbs(command, ctx))


def _usage(command: click.Command, ctx: click.Context) -> str:
    return f"\\fB{_text(ctx.command_path)}\\fR {_text(' '.join(command.collect_usage_pieces(ctx)))}"


def _verbs(group: click.Group, ctx: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is not None and not command.hidden:
            inner = click.Context(command, info_name=name, parent=ctx)
            yield command, inner
            if isinstance(command, click.Group):
                yield from _verbs(command, inner)


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text; those that are not to be wrapped are examples."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith("\b"):
            yield f".PP\n.nf\n.RS 4\n{_lines(paragraph.removeprefix(chr(8)).lstrip(chr(10)))}\n.RE\n.fi"
        elif paragraph:
            yield f".PP\n{_text(' '.join(paragraph.split()))}"


def _options(command: click.Command, ctx: click.Context, heading: str) -> Iterator[str]:
    options = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    if options:
        yield heading
    for option in options:
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in (*option.opts, *option.secondary_opts))
        value = "" if option.is_flag or option.count else f" \\fI{_text(option.make_metavar(ctx))}\\fR"
        yield f".TP\n{names}{value}\n{_text(' '.join((option.help or '').split()))}"


def _lines(text: str) -> str:
    return "\n".join(_text(line) for line in text.splitlines())


def _text(text: str) -> str:
    """A text as roff takes it: no letter of it is a command."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{safe}" if safe[:1] in (".", "'") else safe
