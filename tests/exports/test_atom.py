"""The feed of decisions: valid by RFC 4287, ids that last, nothing exempt, nothing more certain than it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from projections.exports import atom
from tests.exports.atom_rules import entries, value, wrong_with
from tests.exports.conftest import SECRET, asked, run

DECIDED = ("resolution.passed", "decision.made")
AUTHORITY = ("--authority", "thornmere.gov.uk,2019")


def feed(ledger: Path, *words: str) -> str:
    """The feed, once it is known to be one."""
    text = run(ledger, "export", "atom", *AUTHORITY, *words).stdout
    assert wrong_with(text) == []
    return text


def test_every_decision_is_an_entry_with_its_words_and_its_maker(thornmere: Path) -> None:
    found = {value(entry, "id"): entry for entry in entries(feed(thornmere))}

    recorded = [row for name in DECIDED for row in asked(thornmere, "log", "--type", name)]
    exempt = [row for row in recorded if row["says"].startswith(f"text: {SECRET}")]
    assert len(exempt) == 1
    assert len(found) == len(recorded) - len(exempt)
    paved = found["tag:thornmere.gov.uk,2019:resolution/th-cabinet-2024-03-05/4"]
    assert value(paved, "title") == "Cabinet: That the market square be paved, and that the cycle route be built."
    assert "1. approved: the market square be paved" in value(paved, "content")
    assert "Date: 2024-03-05." in value(paved, "content")


def test_ids_stay_the_same_and_updated_changes_with_a_correction(thornmere: Path) -> None:
    resolution = asked(thornmere, "log", "--type", "resolution.passed")[0]
    before = {value(entry, "id"): value(entry, "updated") for entry in entries(feed(thornmere))}
    run(thornmere, "correct", resolution["entry"], "--at", "minute 5", "--why", "misnumbered")
    after = {value(entry, "id"): value(entry, "updated") for entry in entries(feed(thornmere))}

    changed = [id_ for id_ in before if before[id_] != after[id_]]
    assert list(before) != list(after), "what was told last comes first"
    assert set(before) == set(after)
    assert changed == [f"tag:thornmere.gov.uk,2019:{resolution['subject'].replace(':', '/')}"]
    assert value(entries(feed(thornmere))[0], "id") == changed[0]


def test_a_retracted_decision_is_gone_and_was_there_as_known_before(thornmere: Path) -> None:
    known = str(asked(thornmere, "log", "-n", "1")[0]["entry"])
    (last,) = (
        e for e in asked(thornmere, "log", "--type", "resolution.passed") if "market square be paved" in e["says"]
    )
    run(thornmere, "retract", last["entry"], "--reason", "it was not put to the vote")

    assert "market square be paved" not in feed(thornmere)
    assert "market square be paved" in feed(thornmere, "--known-at", known)


def test_as_at_a_day_only_what_may_have_been_decided_by_then(thornmere: Path) -> None:
    by_2023 = entries(feed(thornmere, "--as-at", "2023-12-31"))

    assert 0 < len(by_2023) < len(entries(feed(thornmere)))
    assert all("Date: 2023" in value(entry, "content") for entry in by_2023)


def test_a_decision_that_was_called_in_says_so_and_what_became_of_it(thornmere: Path) -> None:
    id_ = "tag:thornmere.gov.uk,2019:decision/th-library-hours-june"

    def text(day: str) -> str:
        found = entries(feed(thornmere, "--as-at", day))
        return next(value(entry, "content") for entry in found if value(entry, "id") == id_)

    assert "Called in" not in text("2023-06-30")
    assert "Called in: made, not yet to be acted on." in text("2023-07-05")
    assert "Called in: not to be acted on: sent back upon call-in." in text("2023-08-01")


def test_what_is_exempt_stays_out_unless_asked_for(thornmere: Path) -> None:
    assert SECRET not in feed(thornmere)
    assert SECRET in feed(thornmere, "--with-exempt")


def test_a_feed_of_an_empty_ledger_is_valid(tmp_path: Path) -> None:
    run(tmp_path / "empty.db", "init")

    assert entries(feed(tmp_path / "empty.db")) == []


def test_texts_that_xml_cannot_hold_do_not_break_the_feed(tmp_path: Path) -> None:
    hostile = "source: A & B <minutes>\nregister:\n  bodies: {b: '<Board> & \"Co\"'}\nstatements:\n"
    hostile += (
        '  - resolved: "a < b & c ]]> \\u202E \\U0001F600"\n    verb: noted\n    body: b\n    although: it says so\n'
    )
    (tmp_path / "hostile.yaml").write_text(hostile)
    run(tmp_path / "hostile.db", "init")
    run(tmp_path / "hostile.db", "record", tmp_path / "hostile.yaml")

    (entry,) = entries(feed(tmp_path / "hostile.db", "--title", "<&>", "--url", 'https://x.example/?a=1&b="2"'))

    assert value(entry, "title") == '<Board> & "Co": a < b & c ]]> \u202e \U0001f600'
    assert "Date: not recorded." in value(entry, "content")


def test_characters_that_xml_has_no_way_to_write_are_replaced() -> None:
    assert atom.clean("a\x0bb\x00c\ufffed\ud800e\tf") == "a\ufffdb\ufffdc\ufffdd\ufffde\tf"


@pytest.mark.parametrize("authority", ["thornmere", "thornmere.gov.uk", "thornmere.gov.uk,19", "a b,2019", ",2019", ""])
def test_an_authority_that_cannot_be_one_is_refused(thornmere: Path, authority: str, tmp_path: Path) -> None:
    out = tmp_path / "feed.atom"
    told = run(thornmere, "export", "atom", "--authority", authority, "--out", out, code=1)

    assert "authority" in told.stderr
    assert not out.exists()


def test_a_feed_says_where_it_is_read(thornmere: Path) -> None:
    url = "https://thornmere.gov.uk/decisions.atom"

    assert f'<link rel="self" type="application/atom+xml" href="{url}"/>' in feed(thornmere, "--url", url)
