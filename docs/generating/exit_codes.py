"""docs/reference/exit-codes.md: what a script may rely on."""

from __future__ import annotations

from cli.exits import MEANING
from docs.generating.markdown import page, table

_INTRODUCTION = """\
How a command ended, for scripts; the same table for every command. Whatever went wrong is said on stderr: what is
wrong with the value in it, where, and what to do next. Lines about a file begin with `file:line:`, as editors expect.
Only code 70 is a fault of govledger itself; then `govledger --traceback ...` shows where."""


def exit_codes() -> str:
    """The page."""
    rows = ((str(code.value), meaning) for code, meaning in MEANING.items())
    return page("Exit codes", _INTRODUCTION, [table(("code", "meaning"), rows)])
