"""A group that knows its commands by a table, and imports a command's module only when it is called."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import click

_NONE: Final[Mapping[str, Callable[[], click.Command]]] = MappingProxyType({})


class Noun(NamedTuple):
    """One word after `govledger`: where its command is, its line in the help, and its heading there."""

    name: str
    module: str | Callable[[], click.Command]
    """The module whose `command` it is, `module:name` where a module has several, or what makes the command."""
    help: str
    part: str


class LazyGroup(click.Group):
    """The words of a table, in its order; `--help` reads the table alone."""

    def __init__(self, *args: Any, nouns: Callable[[], Iterable[Noun]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told = nouns
        self._made: dict[str, click.Command] = {}

    @cached_property
    def nouns(self) -> Mapping[str, Noun]:
        """The table, made when it is first needed."""
        return {noun.name: noun for noun in self._told()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The words, as the table has them."""
        return [*self.nouns, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a word; this is where its module is imported, or it is made, once."""
        noun = self.nouns.get(cmd_name)
        if noun is None:
            return super().get_command(ctx, cmd_name)
        if cmd_name not in self._made:
            self._made[cmd_name] = noun.module() if callable(noun.module) else _named(noun.module)
        return self._made[cmd_name]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but near misses are looked for in the table."""
        word, words = args[0], self.list_commands(ctx)
        if word not in words and not word.startswith("-") and not ctx.resilient_parsing:
            raise click.NoSuchCommand(word, possibilities=words, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, part by part."""
        for part in dict.fromkeys(noun.part for noun in self.nouns.values()):
            with formatter.section(part):
                formatter.write_dl(
                    [(noun.name, noun.help) for noun in self.nouns.values() if noun.part == part],
                    col_max=20,
                )


def _named(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name or "command")


class Verbs(click.Group):
    """The verbs of one noun, each made when it is called; who forgets the verb is told how to go on."""

    def __init__(self, *args: Any, made: Mapping[str, Callable[[], click.Command]] = _NONE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made = made

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in alphabetical order."""
        return sorted({*self._made, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb."""
        if cmd_name in self._made and cmd_name not in self.commands:
            self.add_command(self._made[cmd_name]())
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but what looks like something to be shown is answered with how to show it."""
        word, words = args[0], self.list_commands(ctx)
        if word in words or word.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        unknown = click.NoSuchCommand(word, possibilities=words, ctx=ctx)
        if unknown.possibilities:
            raise unknown
        then = f"After '{ctx.command_path}' comes one of: {', '.join(words)}."
        show = self.get_command(ctx, "show")
        if show and any(isinstance(parameter, click.Argument) for parameter in show.params):
            then = f"To see '{word}': {ctx.command_path} show {shlex.quote(word)}"
        raise click.NoSuchCommand(word, f"{unknown.message} {then}", ctx=ctx)
