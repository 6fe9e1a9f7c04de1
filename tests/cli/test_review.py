"""From a document to confirmed entries: drafted, reviewed at the terminal, recorded, held against the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Govledger

MINUTES = """\
Minutes of a meeting of the Parks Panel held at the Bandstand on 6 June 2023 at 7.00 pm

Present: Councillors Ada Wray (Chair), Lee Orme and May Iqbal

1. Boating lake

It was proposed by Councillor Orme, seconded by Councillor Iqbal and

RESOLVED that the boating lake be drained.

The Clerk to obtain three quotations before the next meeting.
"""


@pytest.fixture
def draft(call: Govledger, tmp_path: Path) -> Path:
    (tmp_path / "parks.txt").write_text(MINUTES)
    call("init")
    call("draft", tmp_path / "parks.txt", "--into", tmp_path / "drafts")
    return tmp_path / "drafts" / "parks.yaml"


def test_a_draft_that_was_reviewed_is_recorded_with_who_confirmed_it(call: Govledger, draft: Path) -> None:
    call("review", draft, "--by", "M. Okafor", typed="a\na\na\na\na\na\nd\nnot ours to do\n")

    assert "# dropped by M. Okafor: not ours to do" in draft.read_text()
    call("record", draft)
    [passed] = [line for line in call("log", "--format", "csv").stdout.splitlines() if "resolution.passed" in line]
    told = call("entry", "show", passed.split(",")[0]).stdout
    assert "rule words of decision: resolved" in told
    assert "M. Okafor" in told


def test_a_review_can_be_left_and_gone_on_with(call: Govledger, draft: Path) -> None:
    left = call("review", draft, typed="a\nl\na\nq\n")

    assert "5 still to be checked" in left.stderr
    assert "[1 of 5]" in call("review", draft, typed="q\n").stdout
    call("review", draft, typed="a\n" * 5)
    assert "Nothing is left to check" in call("review", draft).stderr


ASKED = "Councillor Iqbal asked who owned the jetty. Councillor Orme said that he would find out."


def test_what_a_statement_lacks_is_asked_for_when_it_is_accepted(call: Govledger, tmp_path: Path) -> None:
    (tmp_path / "parks.txt").write_text(MINUTES.replace("RESOLVED that the boating lake be drained.", ASKED))
    call("init")
    call("draft", tmp_path / "parks.txt", "--into", tmp_path / "drafts")

    reviewed = call("review", tmp_path / "drafts" / "parks.yaml", typed="a\n" * 8 + "deferred\na\na\n" + "a\n" * 4)

    assert "'completeness' (one of full, partial, deflected, deferred, declined, none)" in reviewed.stderr
    assert "Nothing is left to check" in reviewed.stderr
    call("record", tmp_path / "drafts" / "parks.yaml")
    assert "deferred" in call("questions", "--as-at", "2023-07-01").stdout


def test_what_is_wrong_with_the_whole_file_keeps_nobody_from_reviewing_it(
    call: Govledger, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.meeting_file.reader.LARGEST_FILE", 10)

    assert "Nothing is left to check" in call("review", draft, typed="a\n" * 7).stderr
    assert "the file is larger" in call("record", draft, code=1).stderr


def test_whoever_the_register_knows_is_chosen_by_a_number(call: Govledger, draft: Path, tmp_path: Path) -> None:
    call("review", draft, typed="a\n" * 7)
    call("record", draft)
    (tmp_path / "july.txt").write_text(MINUTES.replace("6 June", "4 July").replace("Ada Wray", "Wray"))
    call("draft", tmp_path / "july.txt", "--into", tmp_path / "drafts")
    july = tmp_path / "drafts" / "july.yaml"

    asked = call("review", july, typed="1\n" + "a\n" * 3)

    assert "1: it is ada-wray" in asked.stdout
    assert "Nothing is left to check" in asked.stderr
    assert "register:" not in july.read_text()
    assert "- ada-wray:" in july.read_text()
    call("record", july)


def test_what_would_be_refused_is_not_accepted(call: Govledger, draft: Path) -> None:
    draft.write_text(draft.read_text().replace("mover: lee-orme", "mover: lee-oram"))

    told = call("review", draft, typed="a\n" * 5 + "a\na\nq\n").stderr

    assert "unknown person or post 'lee-oram'; did you mean 'lee-orme'?" in told
    assert "Not accepted: edit it (e), drop it (d), or leave it for later (l)." in told
    assert "mover: lee-oram" in draft.read_text()


def test_each_statement_is_shown_with_its_sentence(call: Govledger, draft: Path) -> None:
    told = call("review", draft, typed="l\n" * 7).stdout

    assert "“RESOLVED that the boating lake be drained.”" in told
    assert "mover: lee-orme" in told
    assert "quote:" not in told


def test_a_quotation_is_held_against_its_document(call: Govledger, draft: Path, tmp_path: Path) -> None:
    call("review", draft, typed="a\n" * 7)
    call("record", draft)
    passed = next(n for n in range(1, 20) if "resolution.passed" in call("entry", "show", str(n)).stdout)

    found = call("entry", "check", str(passed), "--document", tmp_path / "parks.txt").stdout
    assert f"holds what entry {passed} quotes, paragraph 5; it is that file, by its SHA-256" in found
    (tmp_path / "other.txt").write_text(MINUTES.replace("drained", "filled"))
    refused = call("entry", "check", str(passed), "--document", tmp_path / "other.txt", code=1).stderr
    assert f"is not the document of entry {passed}" in refused
    assert "quotes nothing of" in call("entry", "check", "1", "--document", tmp_path / "parks.txt", code=1).stderr


def test_a_document_that_does_not_hold_the_words_is_refused(call: Govledger, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "source: {document: A}\nregister: {bodies: {b: {name: Parks, quote: the Parks\u00a0Panel met}}}\n"
    )
    (tmp_path / "a.txt").write_text("On that day the Parks\nPanel met.\n")
    (tmp_path / "b.txt").write_text("On that day the Parks Board met.\n")
    call("init")
    call("record", tmp_path / "a.yaml")

    assert "holds what entry 1 quotes" in call("entry", "check", "1", "--document", tmp_path / "a.txt").stdout
    refused = call("entry", "check", "1", "--document", tmp_path / "b.txt", code=1).stderr
    assert "does not hold what entry 1 quotes" in refused


def test_who_presided_and_that_all_agreed_are_drafted_as_such(call: Govledger, tmp_path: Path) -> None:
    (tmp_path / "parks.txt").write_text(MINUTES.replace("RESOLVED that", "RESOLVED unanimously that"))
    call("init")
    drafted = call("draft", tmp_path / "parks.txt").stdout

    assert "    - ada-wray:\n        capacity: Chair\n        presiding: true\n" in drafted
    assert "      manner: unanimous\n" in drafted


def test_what_ended_without_a_beginning_is_asked_when_it_began(call: Govledger, tmp_path: Path) -> None:
    resigned = "Councillor Orme resigned as Vice-Chair."
    (tmp_path / "parks.txt").write_text(MINUTES.replace("The Clerk to obtain", f"{resigned}\n\nThe Clerk to obtain"))
    call("init")
    call("draft", tmp_path / "parks.txt", "--into", tmp_path / "drafts")
    draft = tmp_path / "drafts" / "parks.yaml"

    asked = call("review", draft, typed="a\n" * 7 + "a\n2021-05\na\n")

    assert "the office of 'lee-orme' as vice-chair of 'parks-panel' has not begun" in asked.stderr
    assert "Begun on (Enter: not known)" in asked.stderr
    call("record", draft)
    assert "vice-chair" in call("body", "offices", "--as-at", "2023-01-01").stdout


def test_a_body_that_nobody_knows_is_registered_where_it_is_typed(call: Govledger, tmp_path: Path) -> None:
    (tmp_path / "parks.txt").write_text(MINUTES.replace("meeting of the Parks Panel", "meeting"))
    call("init")
    call("draft", tmp_path / "parks.txt", "--into", tmp_path / "drafts")
    draft = tmp_path / "drafts" / "parks.yaml"

    asked = call("review", draft, typed="a\n" * 4 + "Bandstand Friends\ny\n" + "a\n" * 2)

    assert "'body' (a body)" in asked.stderr
    assert "unknown body 'Bandstand Friends'" in asked.stderr
    assert "Nothing is left to check" in asked.stderr
    call("record", draft)
    assert "Bandstand Friends" in call("body", "list", "--as-at", "2023-07-01").stdout


def test_a_second_meeting_on_one_day_is_asked_what_tells_it_apart(call: Govledger, draft: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(MINUTES.replace("meeting of the Parks Panel", "second meeting"))
    call("review", draft, typed="a\n" * 7)
    call("record", draft)
    call("draft", tmp_path / "more.txt", "--into", tmp_path / "drafts")

    asked = call("review", tmp_path / "drafts" / "more.yaml", typed="a\nParks Panel\n2\nit met twice\na\na\n")

    assert "Its time, or its number on that day" in asked.stderr
    call("record", tmp_path / "drafts" / "more.yaml")
    assert "parks-panel/2023-06-06-2" in call("meeting", "list", "--format", "csv").stdout


def test_what_contradicts_the_record_is_asked_about_and_told_why(call: Govledger, draft: Path) -> None:
    call("review", draft, typed="a\n" * 5 + "q\n")
    draft.write_text(draft.read_text().replace("    mover:", "    vote: {for: 4, against: 2}\n    mover:"))

    refused = call("review", draft, typed="a\n\nq\n").stderr
    asked = call("review", draft, typed="a\nthe minutes say so\na\n").stderr

    assert "6 voted or abstained, and 3 are recorded as present" in refused
    assert "Not accepted" in refused
    assert "Nothing is left to check" in asked
    call("record", draft)


def test_somebody_whom_the_register_has_under_another_name_is_not_accepted_as_new(
    call: Govledger, draft: Path, tmp_path: Path
) -> None:
    call("person", "add", "Ada Gray", "--id", "ada-wray", "--document", "List of members")
    draft.write_text(draft.read_text().replace("  body: parks-panel\n", ""))

    told = call("review", draft, typed="a\na\nd\nshe is known\nq\n").stderr

    assert "name is 'Ada Gray' there and 'Councillor Ada Wray' here" in told
    assert "Not accepted" in told


def test_whoever_is_new_gets_another_name_wherever_they_stand(call: Govledger, draft: Path) -> None:
    asked = call("review", draft, typed="n\nParks and Ponds Panel\na\na\nn\nCllr Lee O'Orme\n" + "a\n" * 5)

    assert "Accept, name, edit, drop, later, quit" in asked.stderr
    assert "Nothing is left to check" in asked.stderr
    text = draft.read_text()
    assert "id: parks-and-ponds-panel/2023-06-06" in text
    assert "mover: lee-oorme" in text
    assert "parks-panel" not in text
    call("record", draft)
    assert "Cllr Lee O'Orme" in call("person", "list").stdout


def test_a_name_that_the_register_has_puts_whom_it_knows_in_the_place(call: Govledger, draft: Path) -> None:
    call("person", "add", "Lee Orme", "--id", "l-orme", "--document", "List of members")

    asked = call("review", draft, typed="a\na\nn\nLee Orme\n" + "a\n" * 4)

    assert "That is l-orme, whom the register has." in asked.stderr
    assert "mover: l-orme" in draft.read_text()
    assert "lee-orme" not in draft.read_text()


def test_whom_the_lists_have_in_a_post_is_put_in_by_their_number(call: Govledger, tmp_path: Path) -> None:
    told = MINUTES.replace("\n\n1. Boating", "\n\nIn attendance: Ros Keld, Director of Place\n\n1. Boating").replace(
        "The Clerk to obtain three quotations", "The Director of Place would obtain three quotations"
    )
    (tmp_path / "parks.txt").write_text(told)
    call("init")
    call("draft", tmp_path / "parks.txt", "--into", tmp_path / "drafts")
    draft = tmp_path / "drafts" / "parks.yaml"

    asked = call("review", draft, typed="a\n" * 7 + "1\n")

    assert "1: by: ros-keld" in asked.stdout
    assert "Nothing is left to check" in asked.stderr
    assert "    by: ros-keld\n" in draft.read_text()


def test_minutes_that_are_the_newer_version_of_others_are_asked_about_once(
    call: Govledger, draft: Path, tmp_path: Path
) -> None:
    call("review", draft, typed="a\n" * 7)
    call("record", draft)
    (tmp_path / "signed.txt").write_text(MINUTES.replace("drained", "dredged"))
    call("draft", tmp_path / "signed.txt", "--into", tmp_path / "drafts")
    signed = tmp_path / "drafts" / "signed.yaml"
    signed.write_text(signed.read_text().replace("document: Minutes", "document: Signed minutes"))

    asked = call("review", signed, typed="a\ny\n" + "a\n" * 2)

    assert "has told of this meeting before. Is this its newer version" in asked.stderr
    assert f"record it with `govledger record {signed} --correct --why '...'`" in asked.stderr
    told = call("record", signed, "--correct", "--why", "as signed").stderr
    assert "dredged" in told
    assert "1 corrected, 0 gone, 0 new" in told


def test_what_was_corrected_is_proposed_for_the_style_and_nothing_is_written(
    call: Govledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "parks.txt").write_text(MINUTES.replace("that the boating lake be drained", "to accept the tender"))
    call("init")
    call("draft", tmp_path / "parks.txt", "--into", tmp_path / "drafts")
    draft, files = tmp_path / "drafts" / "parks.yaml", sorted(tmp_path.rglob("*"))
    monkeypatch.setattr("click.edit", lambda text, **_: text.replace("verb: agreed", "verb: approved"))

    left = call("review", draft, typed="a\n" * 5 + "e\nq\n")
    again = call("review", draft, typed="a\na\n")

    assert left.stdout.endswith("verbs:\n  accept: approved\n")
    assert "Nothing was learnt from your corrections" in left.stderr
    assert "draft --style FILE" in left.stderr
    assert "verbs:" not in again.stdout
    assert "Nothing was learnt" not in again.stderr
    assert {each for each in tmp_path.rglob("*") if each.is_file() and "ledger" not in each.name} <= {*files}
