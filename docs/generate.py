"""Writes the pages of the reference that are made of the code: `make docs`.

`tests/docs/test_reference.py` says when one is no longer what the code says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from docs.generating.attacks import attacks
from docs.generating.commands import commands
from docs.generating.csv_import import csv_import
from docs.generating.events import events
from docs.generating.exit_codes import exit_codes
from docs.generating.exports import exports
from docs.generating.man_pages import man_pages
from docs.generating.meeting_file import meeting_file
from docs.generating.memberships_import import memberships_import
from docs.generating.python_api import python_api
from docs.refusals_and_flags import page as refusals_and_flags

REFERENCE: Final = Path(__file__).parent / "reference"
MANUAL: Final = Path(__file__).parent / "man"
PAGES: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "commands.md": commands,
        "csv-import.md": csv_import,
        "events.md": events,
        "exit-codes.md": exit_codes,
        "exports.md": exports,
        "meeting-file.md": meeting_file,
        "memberships-import.md": memberships_import,
        "python-api.md": python_api,
        "refusals-and-flags.md": refusals_and_flags,
        "what-verify-finds.md": attacks,
    }
)
"""Every generated page by its name, and the function that makes it."""


def main() -> None:
    """Write them all."""
    REFERENCE.mkdir(exist_ok=True)
    for name, made in PAGES.items():
        (REFERENCE / name).write_text(made())
    MANUAL.mkdir(exist_ok=True)
    for name, text in man_pages().items():
        (MANUAL / name).write_text(text)


if __name__ == "__main__":
    main()
