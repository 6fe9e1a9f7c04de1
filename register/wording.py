"""What refusals and notes say, in the words of a page: a command is a link to where its answer stands here.

They are written for the terminal, by whoever refuses or notes; what an option is called there is a field here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup, escape

from projections.answers.harmless import unsteering
from projections.answers.question import Question
from register.addresses import Links, all_questions
from register.cells import linked
from register.frame import heading

_COMMAND: Final = re.compile(r"`govledger ([^`]+)`")
_OPTION: Final = re.compile(r"`?--([a-z][a-z-]*[a-z])(?: ([^`;,]+))?`|--([a-z][a-z-]*[a-z])")
_RECEIPT: Final = "audit receipt "
_SAID: Final[Mapping[str, str]] = {
    "the council itself asks its ledger without --public": "only the council itself can read it",
}


def on_page(text: str, links: Links) -> Markup:
    """A refusal or a note as a page says it, with links in place of commands."""
    parts, last = [], 0
    for found in _COMMAND.finditer(text):
        parts += [_plain(text[last : found.start()]), _linked(found[1], links)]
        last = found.end()
    return Markup("").join([*parts, _plain(text[last:])])


def in_data(text: str) -> str:
    """The same for scripts: options are parameters; a command stays one, which answers them as well."""
    parts = _COMMAND.split(text)
    told = (f"`govledger {part}`" if number % 2 else _said(part, "'") for number, part in enumerate(parts))
    return "".join(told)


def _plain(text: str) -> Markup:
    return escape(unsteering(_said(text, "“", "”")))


def _said(text: str, before: str, after: str = "") -> str:
    """A text with each option as what it is called here, within quotation marks."""
    for said, here in _SAID.items():
        text = text.replace(said, here)
    return _OPTION.sub(lambda found: f"{before}{_option(found)}{after or before}", text)


def _option(found: re.Match[str]) -> str:
    return " ".join(filter(None, ((found[1] or found[3]).replace("-", " "), found[2])))


def _linked(command: str, links: Links) -> Markup:
    """A command as a link to the question, narrowed as the command is; as it is where it asks nothing."""
    words = command.split(" --")[0].split()
    asked = next((each for each in all_questions() if each.words.split() == words), None)
    asked = asked or next((each for each in all_questions() if each.words.split() == [*words, "list"]), None)
    if command.startswith(_RECEIPT):
        entry = command.removeprefix(_RECEIPT)
        return linked(links.plain(f"/entry/{entry}/receipt"), f"the receipt of entry {entry}")
    if asked is None or any(each.required for each in asked.parameters):
        return escape(f"govledger {command}")
    given, shown = _narrowing(asked, command), heading(asked.words)
    at = links.of_any_time() if "--as-at ever" in command else links
    narrowed = "".join(f", {key.replace('_', ' ')}" for key in given)
    return Markup("“{}”").format(linked(at.asking(asked, given), f"{shown}{narrowed}"))


def _narrowing(asked: Question, command: str) -> dict[str, str]:
    own = {each.option: each.key for each in asked.parameters}
    told = (each.partition(" ") for each in command.split(" --")[1:])
    return {own[option]: value or "yes" for option, _, value in told if option in own}
