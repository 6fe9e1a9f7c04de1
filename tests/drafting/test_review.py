"""A draft is reviewed line by line: what is decided is changed, and everything else stays as the clerk has it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from ledger.drafting.review import Open, accepted, dropped, meant, open_checks, replaced, shown
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
