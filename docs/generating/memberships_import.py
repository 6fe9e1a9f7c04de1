"""docs/reference/memberships-import.md: the JSON Lines in which memberships can be imported."""

from __future__ import annotations

from docs.generating.markdown import block, code, page, table
from ledger.imports.memberships import FIELDS, NAMED

_INTRODUCTION = """\
`govledger import memberships FILE.jsonl` takes in who was a member of what, from any publisher: one JSON object a line,
in UTF-8. A line that is none of these, or has a field that is not in the table, is refused, so that a slip in a name
loses nothing."""
_KINDS = """\
* **A dated membership** has `from`, `until` or neither, and no `snapshot`. A date that is left out is not known.
* **A line of a list** has a `snapshot`, the day of the list. All lines of one body and day are its whole list; a list
  that nobody is on is one line without `person`.
* **A change between two lists** has a `snapshot` and a `change`. It compares one list of all bodies of the register
  with the one before it, as the histories of published rosters do."""
_LISTS = """\
Lists stand in the order of their days. They say between which days somebody came or went, and not on which day:

* who is on the first list of a body was a member *by* its day, or since its `from`;
* who is new on a later list became one after the list before, and by the day of this one;
* who is gone was one for the last time on some day from the list before to the day of this one;
* an `office` began and ended likewise. That a role changed, or whom somebody represents, is counted and not recorded.

Where a line of a list is refused, who is missing on that list is not taken as gone; mend the line and import again.

A list that is published later is added at the foot of the same file, and the file is imported again: what is there
is recognised, and only what is new is recorded."""
_NAMES = """\
`body`, `person` and `on_behalf_of` are a name, or an object with at least an id or a name:"""
_NAMES_AFTER = """\
Within one register (`--register NAME`; `memberships` if you give none) an id, or a name without an id, stands for one
body, one person, one organisation. Dates are written as in a meeting file: `2018-06-07`, `2018-06`, `[..2018-12]`."""
EXAMPLE = """\
{"body": "Works Committee", "person": "Ruth Okafor", "role": "member", "from": "2016-05-20", "until": "2018-03-31"}
{"body": "Works Committee", "person": "Ruth Okafor", "office": "Chair", "from": "2017"}
{"snapshot": "2020-01-15", "body": {"id": "aud", "name": "Audit Committee"}, "person": {"id": "p7", "name": "Tom Hale"}}
{"snapshot": "2020-03-15", "body": {"id": "aud"}, "person": {"id": "p8", "name": "Ines Marsh"}, "office": "Chair"}
{"snapshot": "2020-05-15", "change": "left", "body": {"id": "aud"}, "person": {"id": "p8"}}"""


def memberships_import() -> str:
    """The page."""
    return page(
        "Memberships that can be imported",
        _INTRODUCTION,
        [
            "## What a line says",
            _KINDS,
            table(("field", "what it holds"), ((code(name), meaning) for name, meaning in FIELDS.items())),
            "## Names and dates",
            _NAMES,
            table(("field", "what it holds"), ((code(name), meaning) for name, meaning in NAMED.items())),
            _NAMES_AFTER,
            "## What lists say",
            _LISTS,
            "## Example",
            block("json", EXAMPLE),
        ],
    )
