"""A draft as a meeting file: people once, a quotation and a check on each statement, recorded when all is checked."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from cli.main import govledger
from ledger.drafting.candidates import Candidate, KnownNames, mentioned, resolve
from ledger.drafting.document import plain
from ledger.drafting.drafting import draft_file
from ledger.drafting.meeting_file import written
from ledger.refusals import Refusal
from ledger.vocabulary.naming import short_name

FOLDER = Path(__file__).parent / "minutes"
REEVE = Candidate("nora-reeve", "Councillor Nora Reeve", ("N. Reeve",), of_body=True)
OTHERS = (Candidate("p-salt", "Peter Salt"), Candidate("pamela-salt", "Pamela Salt", of_body=True))


@pytest.mark.parametrize("name", ["Cllr Nora Reeve", "NORA REEVE", "N Reeve", "Nora Réeve"])
def test_an_exact_name_or_alias_settles(name: str) -> None:
    assert resolve(name, (REEVE, *OTHERS)).settled == REEVE


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Cllr Reeve", [("nora-reeve", "the same surname; a member of the body")]),
        ("Nora Reve", [("nora-reeve", "spelt nearly the same; a member of the body")]),
        ("Mary Reeve", []),
        (
            "Cllr P. Salt",
            [
                ("pamela-salt", "the same surname, and the initial agrees; a member of the body"),
                ("p-salt", "the same surname, and the initial agrees"),
            ],
        ),
        ("Ann Oakes", []),
    ],
)
def test_anything_else_is_proposed_and_never_settled(name: str, proposed: list[tuple[str, str]]) -> None:
    found = resolve(name, (REEVE, *OTHERS))

    assert found.settled is None
    assert [(p.candidate.id, p.why) for p in found.proposals] == proposed


def test_whom_the_lists_have_with_a_post_is_proposed_where_a_text_says_the_post(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text(
        "Minutes of a meeting of Ashcombe Council held on 3 May 2021\n\n"
        "Present: Cllr Nora Reeve (Chairman), Cllr Peter Salt, Mrs D Pike (Clerk)\n\n"
        "1. Roads\n\nThe Clerk will write to the county council.\n"
    )

    (file,) = written(draft_file(minutes))

    told = "'The Clerk' is not clearly one of those present; the lists have d-pike as that"
    assert told in re.sub(r"\s+", " ", file)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (
            "RESOLVED: That the minutes of 9 March 2021 be approved as a correct record and signed.",
            ["minutes confirmed"],
        ),
        (
            "RESOLVED: That the minutes of 9 March 2021 be approved subject to an amendment.",
            ["resolved", "minutes confirmed"],
        ),
        (
            "RESOLVED: That the minutes of 9 March 2021 be approved and the clerk publish them.",
            ["resolved", "minutes confirmed"],
        ),
        (
            "Proposed by Cllr Salt, seconded by Cllr Reeve and resolved that the minutes of 9 March 2021 be approved.",
            ["resolved", "minutes confirmed"],
        ),
        ("Cllrs Reeve and Salt will write to the owner.", ["commitment", "commitment"]),
    ],
)
def test_minutes_are_confirmed_once_and_a_task_of_two_is_of_each(tmp_path: Path, words: str, kinds: list[str]) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text(
        "Minutes of a meeting of Ashcombe Council held on 3 May 2021\n\n"
        f"Present: Cllr Nora Reeve, Cllr Peter Salt\n\n1. Minutes\n\n{words}\n"
    )

    (file,) = written(draft_file(minutes))

    statements = YAML(typ="safe").load(file)["statements"]
    assert [next(iter(statement)) for statement in statements] == kinds
    assert len({(next(iter(statement)), statement["at"]) for statement in statements}) == len(kinds)


def test_who_voted_by_name_and_stands_in_no_list_is_a_new_person(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text(
        "Minutes of a meeting of Ashcombe Planning Committee held on 3 May 2021\n\n1. Hill Farm\n\n"
        "Motion to defer the application:\n\nMotion status: Rejected\n\nFor: D Ash and M B Cole 2\n\n"
        "Against: J Dale and N Oak 2\n\nConflict Of Interests: None 0\n\nCasting vote: N Oak 1\n"
    )

    (file,) = written(draft_file(minutes))
    told = YAML(typ="safe").load(file)

    assert list(told["register"]["people"]) == ["d-ash", "m-b-cole", "j-dale", "n-oak"]
    assert told["statements"][0]["vote"]["casting"] == {"choice": "against", "member": "n-oak"}
    assert [(b["member"], b["choice"]) for b in told["statements"][0]["vote"]["ballots"]] == [
        ("d-ash", "for"),
        ("m-b-cole", "for"),
        ("j-dale", "against"),
        ("n-oak", "against"),
    ]


def test_namesakes_settle_nothing() -> None:
    twins = (Candidate("j-smith", "John Smith"), Candidate("j-smith-2", "John Smith", of_body=True))

    found = resolve("Cllr John Smith", twins)

    assert found.settled is None
    assert [p.candidate.id for p in found.proposals] == ["j-smith-2", "j-smith"]


@pytest.mark.parametrize(
    ("name", "short"),
    [("Cllr Llŷr O’Brien", "llyr-obrien"), ("Councillor J. Smith", "j-smith"), ("An Café", "an-cafe")],
)
def test_ids_are_readable_and_in_latin_letters(name: str, short: str) -> None:
    assert short_name(name) == short
    assert short_name(name, taken=[short]) == f"{short}-2"


def loaded(name: str, people: tuple[Candidate, ...] = ()) -> tuple[dict[str, Any], str]:
    text = written(draft_file(FOLDER / name), lambda meeting: KnownNames(people=people))[0]
    return YAML(typ="safe").load(text), text


def test_every_statement_has_its_place_its_quotation_and_a_check() -> None:
    document = draft_file(FOLDER / "scrutiny.txt").document
    told, _ = loaded("scrutiny.txt")

    assert len(told["statements"]) == 9
    for statement in told["statements"]:
        assert document.holds(plain(statement["quote"]))
        assert statement["at"]
        assert statement["check"].startswith("drafted by the rule")


def test_people_are_listed_once_and_whom_the_register_knows_not_at_all() -> None:
    known = (Candidate("ruth-oakes", "Ruth Oakes"), Candidate("s-patel", "Dr S Patel"))

    told, _ = loaded("scrutiny.txt", known)

    assert "ruth-oakes" in [next(iter(p)) if isinstance(p, dict) else p for p in told["meeting"]["present"]]
    assert "ruth-oakes" not in told["register"]["people"]
    assert told["register"]["people"]["samir-patel"]["check"].startswith("new person, or one of these: s-patel")
    names = [person["name"] for person in told["register"]["people"].values()]
    assert len(names) == len(set(names))


def test_what_is_unsure_is_said_and_left_out() -> None:
    told, text = loaded("undated.txt")

    assert "date" not in told["meeting"]
    assert "the year of 'Thursday 9th May' is not printed" in told["meeting"]["check"]
    assert "mover" not in told["statements"][0]
    assert "'The Chairman' is not clearly one of those present" in told["statements"][0]["check"]
    assert "2019" not in text


def test_a_member_in_whose_place_a_deputy_came_is_absent_and_asked_about() -> None:
    told, _ = loaded("forum.txt")

    assert [*told["meeting"]["absent"][0]] == ["i-drew"]
    assert "Mr I Drew: the list names a deputy in the place of this member" in told["meeting"]["check"]


def test_who_stood_and_who_was_co_opted_are_told_as_votes_and_a_member(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text(
        "Minutes of a meeting of Ashcombe Council held on 3 May 2021\n\n"
        "Present: Cllr Nora Reeve (Chairman), Cllr Peter Salt\n\n"
        "1. Co-option\n\nOn a ballot Mr Ivo Dane received 1 vote and Mrs Jean Holt none.\n\n"
        "It was RESOLVED that Mr Ivo Dane be co-opted.\n"
    )

    resolved, member = YAML(typ="safe").load(written(draft_file(minutes))[0])["statements"]

    assert resolved["vote"]["candidates"] == [
        {"as given": "Mr Ivo Dane", "votes": 1},
        {"as given": "Mrs Jean Holt", "votes": 0},
    ]
    assert (member["member"], member["since"]) == ("ivo-dane", "2021-05-03")


def test_sentences_without_a_statement_stand_at_the_end_as_comments() -> None:
    _, text = loaded("parish.txt")

    assert re.search(r"# Sentences that gave no statement \(\d+\):\n#   paragraph", text)


def run(tmp_path: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(govledger, [*words], env={"GOVLEDGER_URL": str(tmp_path / "ledger.db")})
    return done.exit_code, done.output


def test_a_draft_is_refused_while_a_check_is_left_and_recorded_without(tmp_path: Path) -> None:
    run(tmp_path, "init")
    code, _ = run(tmp_path, "draft", str(FOLDER / "council.txt"), "--into", str(tmp_path))
    file = tmp_path / "council.yaml"

    drafted = file.read_text("utf-8")
    refused = run(tmp_path, "record", "--dry-run", str(file))
    told = YAML(typ="safe").load(file.read_text("utf-8"))
    YAML().dump(unchecked(told), file)
    recorded = run(tmp_path, "record", "--dry-run", str(file))

    assert code == 0
    assert refused[0] == 1
    assert re.search(r"council\.yaml:\d+: still to be checked: '.*'; accept it by deleting `check`", refused[1])
    assert refused[1].count("still to be checked") == drafted.count(" check: ")
    assert "unknown key" not in refused[1]
    assert recorded[0] == 0, recorded[1]
    assert "that £50,000 be added to the libraries budget" in recorded[1]


def test_a_notice_of_a_decision_is_of_no_meeting(tmp_path: Path) -> None:
    run(tmp_path, "init")
    told, _ = loaded("notice.txt")
    file = tmp_path / "notice.yaml"
    YAML().dump(unchecked(told), file)

    code, said = run(tmp_path, "record", "--dry-run", str(file))

    assert "meeting" not in told
    assert told["statements"][0]["by"] == "meera-dhillon"
    assert code == 0, said


def unchecked(told: Any) -> Any:
    if isinstance(told, dict):
        return {key: unchecked(value) for key, value in told.items() if key != "check"}
    return [unchecked(value) for value in told] if isinstance(told, list) else told


def test_a_file_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text("mine", "utf-8")

    code, said = run(tmp_path, "draft", str(FOLDER / "council.txt"), "--into", str(tmp_path))

    assert code == 1
    assert "is there already" in said
    assert (tmp_path / "council.yaml").read_text("utf-8") == "mine"


def test_what_cannot_be_drafted_is_a_refusal_and_no_traceback(tmp_path: Path) -> None:
    code, said = run(tmp_path, "draft", str(tmp_path / "none.docx"))

    assert code == 1
    assert "check the name of the file" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["ruamel.yaml", "rapidfuzz"])
def test_a_library_that_is_not_installed_is_refused_with_how_to_install_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(Refusal, match=r"needs the library .* install it with: pip install 'govledger\[drafting\]'"):
        loaded("scrutiny.txt", (REEVE, *OTHERS))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("that the Boating Lake Strategy be approved", ["lake"]),
        ("that the boating lake be drained", []),
        ("that parks be open", []),
        ("the Old Mill scheme", []),
    ],
)
def test_a_project_is_what_a_limb_calls_by_its_whole_name(text: str, found: list[str]) -> None:
    projects = (
        Candidate("lake", "Boating Lake Strategy", ("Lake Plan",)),
        Candidate("parks", "Parks"),
        Candidate("mill", "Old Mill"),
        Candidate("mill-2", "Old Mill"),
    )

    assert mentioned(text, projects) == found


REGISTER = """
source: Register of members
register:
  organisations: {council: Example Council}
  bodies:
    scrutiny:
      name: Health Scrutiny Committee
      of: council
      also: [Health and Care Overview and Scrutiny Committee]
  people:
    r-oakes: {name: Ruth Oakes}
    ruth-oakes: {name: Ruth Oakes-Brown}
  projects: {lake: {title: Boating Lake Strategy}}
statements:
  - {member: r-oakes, body: scrutiny, since: 2019}
"""


@pytest.mark.parametrize("named", [("--body", "scrutiny"), ()])
def test_the_register_settles_what_it_knows_by_its_exact_name(tmp_path: Path, named: tuple[str, ...]) -> None:
    run(tmp_path, "init")
    (tmp_path / "register.yaml").write_text(REGISTER, "utf-8")
    recorded = run(tmp_path, "record", str(tmp_path / "register.yaml"))

    code, said = run(tmp_path, "draft", str(FOLDER / "scrutiny.txt"), *named, "--into", str(tmp_path))
    told = YAML(typ="safe").load((tmp_path / "scrutiny.yaml").read_text("utf-8"))

    assert recorded[0] == 0, recorded[1]
    assert code == 0, said
    assert told["meeting"]["body"] == "scrutiny"
    assert "bodies" not in told["register"]
    assert "r-oakes" in [next(iter(p)) if isinstance(p, dict) else p for p in told["meeting"]["present"]]
    assert not {"r-oakes", "ruth-oakes"} & set(told["register"]["people"])


def test_a_body_that_the_ledger_does_not_know_is_refused(tmp_path: Path) -> None:
    run(tmp_path, "init")

    code, said = run(tmp_path, "draft", str(FOLDER / "scrutiny.txt"), "--body", "scrutinny")

    assert code == 1
    assert "unknown body 'scrutinny'" in said
