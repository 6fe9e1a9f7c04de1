"""The JSON Schema accepts what the reader accepts."""

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ledger.meeting_file import MeetingFile, json_schema
from ledger.meeting_file.form import FORM
from ledger.meeting_file.mistakes import Mistakes
from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, compose

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.yaml"))
DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(
    page for page in DOCS.rglob("*.md") if re.search(r"^```yaml \S+$", page.read_text("utf-8"), re.MULTILINE)
)

GOOD = {
    "a bare title": "source: Minutes",
    "a register": """
        source: {document: Minutes, id: jcu, date: [2016-12..2019-01]}
        register:
          organisations: {oxleas: {name: Oxleas, identifiers: {ods: RPG}}}
          bodies: {care-board: {name: Care Board, of: lbb, unnamed: true, until: 2019}}
          people: {doug-patterson: Doug Patterson}
    """,
    "a meeting": """
        source: Minutes
        on: 2018
        standing: reported
        meeting:
          body: icb
          date: 2018-01-16
          in public: no
          present: [clerk, paul-feven: {substitute for: graham-mackenzie, items: [7]}]
          apologies: angela-bhan
    """,
    "statements": """
        source: Minutes
        meeting: {body: icb}
        statements:
          - office: chair
            body: icb
            holder: paul-feven
            on_behalf_of: lbb
            since: 2016
            until: 2017-03-31
          - took over: icb
            from: [jice]
          - resolved: That it be noted.
            verb: noted
            number: 1
          - resolved: [{verb: noted, text: the report}, {verb: agreed, text: the plan, projects: [icn]}]
          - resolved: That it be agreed.
            limbs: [{verb: agreed, text: the plan}]
            id: minutes/3
            vote: {for: 5, against: 3, casting: {member: paul-feven, choice: for}}
          - question: why
            by: paul-feven
            answer: {completeness: none}
            meeting: ~
    """,
}

BAD = {
    "no source": "statements: []",
    "an empty source": "source:",
    "an unknown key": "{source: M, statement: []}",
    "an unknown section": "{source: M, register: {peple: {}}}",
    "a name with capitals": "{source: M, register: {people: {Ade: Ade}}}",
    "a registered body without a name": "{source: M, register: {bodies: {b: {kind: board}}}}",
    "a meeting without a body": "{source: M, meeting: {on: 2018}}",
    "an attendance with an unknown key": "{source: M, meeting: {body: icb, present: [clerk: {for: icb}]}}",
    "a bare text as a statement": "{source: M, statements: [text]}",
    "an unknown statement": "{source: M, statements: [{ofice: chair}]}",
    "a statement with an unknown key": "{source: M, statements: [{closed: icn, buy: clerk}]}",
    "a statement without a required key": "{source: M, statements: [{took over: icb}]}",
    "a standing that is none": "{source: M, statements: [{closed: icn, standing: minute}]}",
    "neither yes nor no": "{source: M, statements: [{members declared: icb, complete: nearly}]}",
    "a limb without a verb": "{source: M, meeting: {body: icb}, statements: [{resolved: [{text: x}]}]}",
    "a last day of what cannot end": "{source: M, statements: [{closed: icn, until: 2013}]}",
    "an empty list where something must stand": "{source: M, statements: [{took over: [], from: jice}]}",
    "a number that is none": "{source: M, statements: [{resolved: x, verb: noted, vote: {for: five}}]}",
    "a list where one value stands": "{source: M, statements: [{closed: [icn, bromley-well]}]}",
}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


def as_editors_see(text: str) -> Any:
    """A file as YAML 1.2 reads it (its core schema): numbers, booleans and null are told from texts."""
    return _value(compose(dedent(text), Mistakes("minutes.yaml")), dedent(text).splitlines())


def _value(node: Node, lines: list[str]) -> Any:
    match node:
        case MappingNode():
            return {key.value: _value(held, lines) for key, held in node.pairs}
        case ListNode():
            return [_value(item, lines) for item in node.items]
    if node.is_nothing:
        return None
    if re.fullmatch(r"[-+]?[0-9]+", node.value):
        return int(node.value)
    if re.fullmatch(r"[-+]?[0-9]*\.[0-9]+", node.value):
        return float(node.value)
    return {"true": True, "false": False}.get(node.value, node.value)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_pleases_the_schema_and_the_reader(
    validator: Draft202012Validator, read: Callable[..., MeetingFile], name: str
) -> None:
    assert [error.message for error in validator.iter_errors(as_editors_see(GOOD[name]))] == []
    assert read(GOOD[name]).source.document == "Minutes"


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_pleases_neither(
    validator: Draft202012Validator, mistakes: Callable[..., list[str]], name: str
) -> None:
    assert not validator.is_valid(as_editors_see(BAD[name]))
    assert mistakes(BAD[name])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_pleases_the_schema(validator: Draft202012Validator, example: Path) -> None:
    instance = as_editors_see(example.read_text(encoding="utf-8"))

    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_meeting_files_in_the_guides_please_the_schema(validator: Draft202012Validator, page: Path) -> None:
    files = re.findall(r"^```yaml \S+\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)

    assert files
    for text in files:
        assert [error.message for error in validator.iter_errors(as_editors_see(text))] == []


def test_every_statement_and_every_key_of_it_is_in_the_schema() -> None:
    statements = json_schema()["$defs"]

    for said, event in FORM.said.items():
        properties = statements[said.replace(" ", "-")]["properties"]
        assert {said, *FORM.statement_keys(event)} <= set(properties)


def test_editors_show_what_an_event_and_its_keys_mean() -> None:
    defined = json_schema()["$defs"]

    assert defined["resolved"]["description"].startswith("A body decided; `text` is the exact wording")
    assert defined["circumstance-until"]["description"] == "The last day that it was so, in EDTF"
    assert defined["office"]["properties"]["until"] == {"$ref": "#/$defs/circumstance-until"}
