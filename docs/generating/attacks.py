"""docs/reference/what-verify-finds.md: every attack that is tried in the tests, and what finds it."""

from __future__ import annotations

from docs.generating.markdown import page, table
from ledger.audit.verification import Verdict
from tests.audit.attacks import AT, ATTACKS, SIZE, Attack
from tests.audit.edits import Edit, Outcome, edits_of

_INTRODUCTION = f"""\
What somebody can do to whom the database belongs, and what `govledger audit verify` makes of it. Each line is a test
on SQLite and on PostgreSQL, where both know such a thing (`tests/audit/test_attacks.py`): a ledger of {SIZE} entries,
the triggers dropped first, entry {AT} attacked, where one entry is. The verifier has the ledger's verifier key, as it
was written down; in the last column also one checkpoint of all {SIZE} entries that was kept outside.

*storage*: whether the database finds by each index what its tables hold. *schema*: whether tables, columns, indexes,
triggers and what else stands between the tables and a reader are as the migrations make them. *structure*: numbers,
versions, tags, the head row. *content*: rows and nodes of the tree, hashed again. *signatures*: the ledger's own
checkpoints. *keys*: whose they are. *times*: the ledger's clock.
*disclosures*: the texts that are kept apart. *projections*: how far the tables of answers have come, and, with
`--projections`, each of their rows against the log folded afresh. What the trail proves, and what it cannot, is
explained in [What the trail proves](../explanation/what-the-trail-proves.md)."""

_OF_EDITS = """\
## Edits of schema, storage, rights and settings

Each is a test, too (`tests/audit/test_edits.py`, with the statements beside it), here with all triggers in place.
*Found*: somebody reads, or the database keeps, something else than what was recorded; exit 1. *Named*: nobody reads
anything else for it yet, and an auditor is told of it without asking. *Nothing*: no answer depends on it. *Refused*:
the ledger does not open, and it is said why. *Cannot be seen*: a server whose own functions lie also lies to whoever
verifies there; a copy on another server, or a bundle (`govledger audit bundle`), does not."""
_COMES_TO = {
    Outcome.FOUND: "found",
    Outcome.NAMED: "named",
    Outcome.NOTHING: "nothing",
    Outcome.REFUSED: "refused",
    Outcome.UNSEEN: "**cannot be seen**",
}
_TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def attacks() -> str:
    """The page."""
    headings = ("what is done", "alone, exit", "found by", "first wrong entry", "with a checkpoint kept outside, exit")
    edits = [
        part
        for backend, title in _TITLES.items()
        for part in (f"### On {title}", table(("what is done", "what it comes to"), map(_edit, edits_of(backend))))
    ]
    return page("What verify finds", _INTRODUCTION, [table(headings, map(_line, ATTACKS)), _OF_EDITS, *edits])


def _edit(edit: Edit) -> tuple[str, str]:
    by = f", {edit.found_by.value}" if edit.found_by else ""
    return edit.what, f"{_COMES_TO[edit.outcome]}{by}"


def _line(attack: Attack) -> tuple[str, ...]:
    alone = "1" if attack.alone is Verdict.WRONG else "3: **cannot be seen**"
    if attack.is_harmless:
        return attack.what, "3: as before", "", "", "0: the entries themselves are those that were signed"
    outside = "1: contradicted" if attack.is_contradicted else "1: the entries themselves are those that were signed"
    found_by = ", ".join(check.value for check in attack.found_by)
    what = f"{attack.what} ({_TITLES[attack.only_on]} only)" if attack.only_on else attack.what
    return what, alone, found_by, str(attack.entry or ""), outside
