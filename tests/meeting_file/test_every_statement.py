"""Every kind of statement, with everything that a clerk may get wrong in any of them: each named, with its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledger.vocabulary import CATALOGUE

Mistakes = Callable[..., list[str]]
KINDS = tuple(event.SAID_AS for event in CATALOGUE.values() if event.SAID_AS)
WRONG = {
    "a key that there is not": ("    buy: more", "unknown key 'buy'"),
    "a day that there is not": ("    on: 2024-02-30", "there is no such day in the calendar"),
    "a date that is none": ("    on: some time in June", "cannot read the date 'some time in June'"),
    "a standing that there is not": ("    standing: surely", "'surely' is none of the choices; allowed: minuted"),
    "somebody whom nobody knows": ("    stated by: nobody-known", "'nobody-known'; register the person first, as"),
    "a project that speaks": ("    stated by: project:icn", "'project:icn' is a project; expected a person"),
    "a list in the place of a text": ("    note: [a, b]", "expected a text, found a list"),
    "a mapping in the place of a quotation": ("    quote: {a: b}", "expected a text, found a mapping"),
    "a check that is left": (
        "    check: who",
        "still to be checked: 'who'; accept it by deleting `check`, or drop the",
    ),
    "a key without a value": ("    note:", "expected a text, found nothing"),
}


def statement(kind: str, line: str) -> str:
    """A statement of a kind with one line more, on line 4 of its file; what else it lacks is told besides."""
    limbs = "    verb: noted\n" if kind == "resolved" else ""
    return f"source: Minutes\nstatements:\n  - {kind}: x\n{line}\n{limbs}"


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_wrong_with_a_statement_is_named_with_its_line(mistakes: Mistakes, kind: str) -> None:
    for wrong, (line, says) in WRONG.items():
        told = mistakes(statement(kind, line))

        assert any(each.startswith("minutes.yaml:4: ") and says in each for each in told), (wrong, told)


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_stands_twice_is_named_with_both_lines(mistakes: Mistakes, kind: str) -> None:
    told = mistakes(statement(kind, "    at: item 1\n    at: item 2"))

    assert "minutes.yaml:5: the key 'at' is given twice; it stands on line 4 already" in told


@pytest.mark.parametrize("kind", KINDS)
def test_a_statement_that_says_nothing_is_refused(mistakes: Mistakes, kind: str) -> None:
    assert mistakes(f"source: Minutes\nstatements:\n  - {kind}:\n")
