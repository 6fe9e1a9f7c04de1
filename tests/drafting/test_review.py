"""A draft is reviewed line by line: what is decided is changed, and everything else stays as the clerk has it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from ledger.drafting.additions import additions
from ledger.drafting.drafting import draft_file
from ledger.drafting.meeting_file import written
from ledger.drafting.review import Open, accepted, dropped, meant, open_checks, replaced, shown
from ledger.drafting.style import with_own
from ledger.refusals import Refusal

DRAFT = dedent("""\
    # my own remark
    source: Minutes   # and another
    register:
      people:
        ada-wray:
          name: Councillor Ada Wray
          check: new person
    meeting:
      body: parks
      check: the lists

    statements:
      - resolved: "That plot #4 be sold: now"
        verb: agreed

        at: item 1
        quote: 'RESOLVED: That plot #4 be sold: now'
        check: "drafted by the rule 'words of decision: resolved';
          unsure: the mover"
      - commitment: a fence
        check: drafted by the rule 'somebody to'
    # the end
    """)


def third(text: str = DRAFT) -> Open:
    return open_checks(text)[2]


def test_every_check_is_found_with_its_sentence_and_its_rule() -> None:
    found = open_checks(DRAFT)

    assert [each.rule for each in found] == ["", "", "words of decision: resolved", "somebody to"]
    assert [each.is_droppable for each in found] == [True, False, True, True]
    assert third().quote == "RESOLVED: That plot #4 be sold: now"
    assert third().at == "item 1"
    assert shown(DRAFT, third()).splitlines()[0] == '  - resolved: "That plot #4 be sold: now"'
    assert "check" not in shown(DRAFT, third())


def test_what_is_accepted_says_who_confirmed_it_and_which_rule_drafted_it() -> None:
    lines = accepted(DRAFT, third(), "M. Okafor", "govledger 1").splitlines()

    at = lines.index('    drafted by: "govledger 1, rule words of decision: resolved"')
    assert lines[at + 1 : at + 3] == ["    confirmed by: M. Okafor", "  - commitment: a fence"]
    others = DRAFT.splitlines()
    assert [line for line in lines if " by: " not in line or "rule 'some" in line] == others[:17] + others[19:]


def test_what_is_dropped_stays_as_a_comment_with_the_reason() -> None:
    left = dropped(DRAFT, open_checks(DRAFT)[3], "M. Okafor", "said  by nobody")

    assert left.splitlines()[-4:] == [
        "  # dropped by M. Okafor: said by nobody",
        "  # - commitment: a fence",
        "  #   check: drafted by the rule 'somebody to'",
        "# the end",
    ]
    assert len(open_checks(left)) == 3


def test_the_meeting_itself_cannot_be_dropped() -> None:
    with pytest.raises(Refusal, match="the meeting itself cannot be dropped"):
        dropped(DRAFT, open_checks(DRAFT)[1], "M. Okafor", "why")


def test_what_is_rewritten_is_still_to_be_checked() -> None:
    changed = replaced(DRAFT, third(), '  - resolved: "That plot #4 be kept"\n    verb: agreed\n')

    assert third(changed).check == third().check
    assert "be kept" in shown(changed, third(changed))
    assert changed.endswith("  - commitment: a fence\n    check: drafted by the rule 'somebody to'\n# the end\n")


def test_all_can_be_accepted_one_after_the_other() -> None:
    text = DRAFT
    while found := open_checks(text):
        text = accepted(text, found[0], "M. Okafor", "govledger 1")

    assert text.count("confirmed by: M. Okafor") == 4
    assert text.startswith("# my own remark\nsource: Minutes   # and another\n")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("statements:\n  - {resolved: x, check: y}\n", "the check on line 2 stands in braces"),
        ("source: [\n", "the file is no YAML"),
    ],
)
def test_what_cannot_be_changed_line_by_line_is_refused(text: str, problem: str) -> None:
    with pytest.raises(Refusal, match=problem):
        open_checks(text)


def test_a_file_without_checks_or_without_anything_has_none() -> None:
    assert open_checks("source: Minutes\n") == []
    assert open_checks("") == []


PROPOSED = dedent("""\
    register:
      people:
        wray:
          name: Cllr Wray
          check: 'new person, or one of these: ada-wray (Cllr Ada Wray: the same surname, and the initial agrees;
            a member of the body), alan-wray (Alan Wray (Labour): the same surname); in the Chair'
    meeting:
      body: parks
      present:
        - wray:
            presiding: true
        - may-iqbal
    statements:
      - resolved: wray is a word of this resolution
        mover: wray
        quote: wray
        check: "unsure: by: 'The Chair' is not clearly one of those present; the
          lists have wray as that"
    """)


def test_who_is_known_takes_the_place_of_somebody_new() -> None:
    (wray, _) = open_checks(PROPOSED)

    assert wray.proposed == ("ada-wray", "alan-wray")
    assert open_checks(PROPOSED)[1].proposed == ()
    assert meant(PROPOSED, wray, "ada-wray") == dedent("""\
        meeting:
          body: parks
          present:
            - ada-wray:
                presiding: true
            - may-iqbal
        statements:
          - resolved: wray is a word of this resolution
            mover: ada-wray
            quote: wray
            check: "unsure: by: 'The Chair' is not clearly one of those present; the
              lists have ada-wray as that"
        """)


def test_several_drafts_in_one_file_are_to_be_files_of_their_own() -> None:
    with pytest.raises(Refusal, match="several drafts in the file; draft them with --into"):
        open_checks("---\nmeeting: a\n---\nmeeting: b\n")


MOOT = dedent("""\
    Minutes of a meeting of the Moot Panel held at the Staple on 6 June 2023

    Present: Councillor Ada Wray and Councillor May Iqbal
    Keepers: Mr Joe Hale and Ann Bell

    1. Interests

    Councillor Iqbal declared a personal interest of a family kind in item 2 as a tenant.

    2. Lake

    RESOLVED to accept the tender of Hull Ltd.

    RESOLVED:
    (a) to ordain the fees; and
    (b) that Mr Hale be thanked.

    RESOLVED that the accounts be received.

    RESOLVED that the plan be received.
    """)
MOOT_OF_THREE = "statements:\n" + "".join(
    f"""\
  - resolved: that the {what} be {done}.
    verb: agreed
    at: item {number}
    quote: RESOLVED that the {what} be {done}.
    check: "drafted by the rule 'words of decision: resolved'"
"""
    for number, (what, done) in enumerate([("lake", "drained"), ("gate", "mended"), ("hall", "painted")])
)
FAMILY = "personal interest of a family kind"
FIRST_LIMB = "        verb: agreed\n        text: to ordain"


@pytest.fixture
def moot(tmp_path: Path) -> str:
    (tmp_path / "moot.txt").write_text(MOOT)
    return written(draft_file(tmp_path / "moot.txt"))[0]


@pytest.mark.parametrize(
    ("was", "now", "proposed"),
    [
        ("    verb: agreed\n", "    verb: approved\n", {"verbs": {"accept": "approved"}}),
        (FIRST_LIMB, FIRST_LIMB.replace("agreed", "approved"), {"verbs": {"ordain": "approved"}}),
        ("kind: personal interest", f"kind: {FAMILY}", {"interest_kinds": [FAMILY]}),
        ("    - may-iqbal\n  in attendance:\n", "    - may-iqbal\n", {"lists": {"present": ["keepers"]}}),
    ],
)
def test_a_correction_is_proposed_as_lines_with_which_the_draft_is_as_corrected(
    moot: str, tmp_path: Path, was: str, now: str, proposed: dict[str, object]
) -> None:
    assert was in moot
    corrected = moot.replace(was, now, 1)

    lines = additions(moot, corrected)

    assert yaml.safe_load(lines) == proposed
    (tmp_path / "style.yaml").write_text(lines)
    [again] = written(draft_file(tmp_path / "moot.txt", with_own(tmp_path / "style.yaml")))
    parts = [yaml.safe_load(each) for each in (again, corrected)]
    for each in parts:
        each["meeting"].pop("check")
    assert parts[0] == parts[1]


def test_what_a_correction_does_not_tell_for_certain_is_not_proposed(moot: str) -> None:
    one_of_two = moot.replace("verb: noted", "verb: agreed", 1)
    other_words = moot.replace("to accept the tender", "to take the tender").replace(
        "    verb: agreed", "    verb: noted", 1
    )
    one_below = moot.replace("  in attendance:\n    - joe-hale\n", "    - joe-hale\n  in attendance:\n")
    every = MOOT_OF_THREE.replace("agreed", "approved")

    for corrected in (moot, one_of_two, other_words, one_below, "statements: ["):
        assert additions(moot, corrected) == ""
    assert moot not in (one_of_two, other_words, one_below)
    assert additions(MOOT_OF_THREE, every) == ""  # it may be 'resolved' that is read otherwise
    assert additions(MOOT_OF_THREE, MOOT_OF_THREE.replace("agreed", "approved", 1)) == "verbs:\n  drained: approved\n"
    determined = every.replace("resolved: that the lake be drained", "resolved: determined that the lake be drained")
    assert additions(determined.replace("approved", "agreed"), determined) == "verbs:\n  determined: approved\n"
