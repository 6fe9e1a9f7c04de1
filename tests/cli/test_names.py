"""Whoever is called by name is found, by every door; nobody is taken for somebody else."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from tests.cli.conftest import Govledger

ASHBY = """\
    source: {document: "Planning Committee, minutes", publisher: Ashby Council, date: 2018-05-14}
    register:
      organisations: [Ashby Council]
      bodies: [{name: Planning Committee, of: Ashby Council}, Leisure Board]
      people: [Cllr Ann Smith, {name: Cllr J. O'Brien, also: [Jane O’Brien]}, Llŷr ap Gwynn]
      projects: [Swimming pool]
    meeting: {body: Planning Committee, date: 2018-05-14, present: [Ann Smith, JANE O'BRIEN, Llyr ap Gwynn]}
    statements:
      - {member: Ann Smith, body: the planning committee, since: 2018-05-01}
      - {resolved: That the pool be referred., verb: referred, projects: swimming pool, mover: Cllr. Ann Smith}
"""
BEETON = """\
    source: {document: "Planning Committee, minutes", publisher: Beeton Council, date: 2018-06-14}
    register:
      organisations: [Beeton Council]
      bodies: {beeton-planning: {name: Planning Committee, of: Beeton Council}}
      people: {beeton-smith: Cllr Ann Smith}
    meeting: {body: Planning Committee, date: 2018-06-14, present: [Ann Smith]}
    statements:
      - {member: Ann Smith, body: Planning Committee, since: 2018-06-01}
"""


def recorded(call: Govledger, folder: Path, *texts: str) -> None:
    call("init")
    for number, text in enumerate(texts):
        call("record", written(folder, f"{number}.yaml", text))


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(dedent(text))
    return folder / name


def test_a_file_of_names_is_recorded_with_ids_that_nobody_invented(call: Govledger, tmp_path: Path) -> None:
    recorded(call, tmp_path, ASHBY)

    people = call("person", "list", "--format", "csv").stdout
    assert all(each in people for each in ("ann-smith,", "j-obrien,", "llyr-ap-gwynn,"))
    assert "Nothing new" in call("record", tmp_path / "0.yaml").stderr


def test_questions_and_commands_take_names_and_aliases(call: Govledger, tmp_path: Path) -> None:
    recorded(call, tmp_path, ASHBY)

    assert "Ann Smith" in call("body", "members", "planning committee", "--as-at", "2018-06-01").stdout
    assert "O'Brien" in call("person", "show", "Jane O'Brien").stdout
    assert "pool" in call("project", "show", "Swimming Pool").stdout
    call("member", "add", "Planning Committee", "Cllr Llŷr ap Gwynn", "--document", "Minutes", "--on", "2018-06")
    assert "gwynn" in call("body", "members", "planning-committee", "--as-at", "ever", "--format", "csv").stdout


def test_of_two_namesakes_it_is_whom_the_file_lists_or_who_sits_on_the_body(call: Govledger, tmp_path: Path) -> None:
    recorded(call, tmp_path, ASHBY, BEETON)
    later = written(
        tmp_path,
        "later.yaml",
        """\
        source: {document: Later minutes, publisher: Beeton Council, date: 2018-07-14}
        meeting: {body: beeton-planning, date: 2018-07-14, present: [Ann Smith]}
        """,
    )

    call("record", later)
    shown = call("meeting", "show", "beeton-planning/2018-07-14", "--format", "json").stdout
    assert "beeton-smith" in shown
    assert '"person:ann-smith"' not in shown


def test_namesakes_whom_nothing_tells_apart_are_named_with_what_does(call: Govledger, tmp_path: Path) -> None:
    recorded(call, tmp_path, ASHBY, BEETON)

    refused = call("person", "show", "Ann Smith", code=1).stderr
    assert "person:ann-smith, member of Planning Committee of Ashby Council" in refused
    assert "person:beeton-smith, member of Planning Committee of Beeton Council" in refused


def test_a_name_that_the_register_has_is_not_registered_again_unasked(call: Govledger, tmp_path: Path) -> None:
    recorded(call, tmp_path, ASHBY)
    again = written(tmp_path, "b.yaml", "source: Other minutes\nregister: {people: [Mrs Ann Smith]}\n")

    refused = call("record", again, code=1).stderr
    assert "'Mrs Ann Smith' is in the register already: person:ann-smith, member of Planning Committee" in refused
    assert "'ann-smith-2: Mrs Ann Smith'" in refused


def test_near_misses_are_of_names_and_who_is_new_is_listed(call: Govledger, tmp_path: Path) -> None:
    recorded(call, tmp_path, ASHBY)
    slip = written(
        tmp_path,
        "slip.yaml",
        """\
        source: Slip
        meeting:
          {body: Planning Committee, date: 2018-07-14, present: [Anne Smith, Cllr Zed Quill], absent: [the Vice-Chair]}
        statements: [{dissolved: Planing Committee}]
        """,
    )

    refused = call("record", slip, code=1).stderr
    assert "did you mean 'Planning Committee' (body:planning-committee, of Ashby Council)?" in refused
    assert "did you mean 'Cllr Ann Smith' (person:ann-smith" in refused
    assert "unknown person 'Cllr Zed Quill'; if this is new, add '- Cllr Zed Quill' to 'people:'" in refused
    assert "unknown person 'the Vice-Chair'; that is an office: name the person who held it" in refused


def test_a_name_that_is_exempt_finds_nobody_for_the_public(call: Govledger, tmp_path: Path) -> None:
    recorded(call, tmp_path, ASHBY, "source: S\nregister: {people: [{name: Una Pell, exempt: paragraph 1}]}\n")

    assert "Una Pell" in call("person", "show", "Una Pell").stdout
    for words in ("Una Pell", "Una Pel", "U. Pell"):
        assert "una-pell" not in call("person", "show", words, "--public", code=1).stderr
