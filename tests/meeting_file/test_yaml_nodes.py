"""YAML with its line numbers; what is doubtful in it is refused."""

import pytest

from ledger.meeting_file.mistakes import Mistakes
from ledger.meeting_file.yaml_nodes import DEEPEST, ListNode, MappingNode, TextNode, compose
from ledger.refusals import Refusal


def refused(text: str) -> str:
    with pytest.raises(Refusal) as refusal:
        compose(text, Mistakes("minutes.yaml"))
    return str(refusal.value)


def noted(text: str) -> list[str]:
    mistakes = Mistakes("minutes.yaml")
    compose(text, mistakes)
    with pytest.raises(Refusal) as refusal:
        mistakes.raise_all()
    return str(refusal.value).splitlines()


def test_what_yaml_1_1_would_turn_into_something_else_stays_text() -> None:
    text = "on: 2013-09-26\nvoting: no\nnumber: 010\ncountry: NO\ntime: 12:30\nsum: 1_000\n"

    node = compose(text, Mistakes("minutes.yaml"))

    assert isinstance(node, MappingNode)
    assert [(key.value, held.value) for key, held in node.pairs if isinstance(held, TextNode)] == [
        ("on", "2013-09-26"),
        ("voting", "no"),
        ("number", "010"),
        ("country", "NO"),
        ("time", "12:30"),
        ("sum", "1_000"),
    ]


def test_every_node_knows_its_line() -> None:
    node = compose("source:\n  document: Minutes\nstatements:\n  - member: ade\n  - [a,\n     b]\n", Mistakes("m"))

    assert isinstance(node, MappingNode)
    assert [key.line for key, _ in node.pairs] == [1, 3]
    statements = node.pairs[1][1]
    assert isinstance(statements, ListNode)
    assert [item.line for item in statements.items] == [4, 5]
    inner = statements.items[1]
    assert isinstance(inner, ListNode)
    assert [item.line for item in inner.items] == [5, 6]


def test_a_value_that_was_left_out_is_nothing_and_a_quoted_one_is_not() -> None:
    node = compose("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n", Mistakes("minutes.yaml"))

    assert isinstance(node, MappingNode)
    assert [held.is_nothing for _, held in node.pairs if isinstance(held, TextNode)] == [True, True, True, False, False]


def test_the_line_break_that_ends_a_block_of_text_is_not_part_of_it() -> None:
    node = compose("text: |\n  That the report\n  be noted.\n", Mistakes("minutes.yaml"))

    assert isinstance(node, MappingNode)
    assert node.pairs[0][1] == TextNode("That the report\nbe noted.", 1)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "minutes.yaml:1: the file is empty; begin with 'source:' and the document's title"),
        (
            "# nothing but a remark\n",
            "minutes.yaml:1: the file is empty; begin with 'source:' and the document's title",
        ),
        ("---\n...\n", "minutes.yaml:1: the file is empty; begin with 'source:' and the document's title"),
        ("a: b\n---\nc: d\n", "minutes.yaml:2: a second document begins here; give each document a file of its own"),
        (
            "a: &x [b]\nc: *x\n",
            "minutes.yaml:2: '*x' is an alias; write out what it stands for; "
            "a text that begins so stands in quotation marks",
        ),
        (
            "a: !!python/object:os.system x\n",
            "minutes.yaml:1: 'tag:yaml.org,2002:python/object:os.system' is a tag; "
            "leave it out; the ledger knows which type each key has; a text that begins so stands in quotation marks",
        ),
        ("a:\n\tb: c\n", "minutes.yaml:2: broken YAML: a tab indents this line; indent with spaces"),
        ("a: b\x07c\n", "minutes.yaml:1: the character U+0007 cannot be kept; delete it"),
    ],
)
def test_what_a_meeting_file_does_not_need_is_refused(text: str, refusal: str) -> None:
    assert refused(text) == refusal


QUOTE_ALL = "put the whole text in quotation marks, and double those within it"
ALIGN = "align this line with the keys around it, with a space after each '-' and ':'"


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("resolved: RESOLVED: that it be noted\n", 1, "put a text that contains ': ' in quotation marks"),
        ("a: b\nquote: 'not sure\nc: d\n", 2, "close the quotation mark"),
        ("of: [lbb, bromley-ccg\nkind: board\n", 1, "close the bracket"),
        ("at: @7\n", 1, "put a text that begins with @ ` % or a bracket in quotation marks"),
        ("- a\nb: c\n", 2, ALIGN),
        ("- office: chair\n   body: icb\n", 2, ALIGN),
        ("- office: chair\n  body: icb\n person: feven\n", 3, ALIGN),
        ("- office:chair\n  body: icb\n", 2, ALIGN),
        ("- office: chair\n  body icb\n  person: feven\n", 2, "put a colon and a space between the key and its value"),
        ('resolved: "Plan B" be noted\nat: 3\n', 1, QUOTE_ALL),
        ('a: "\\U00110000"\n', 1, "write the character itself"),
    ],
)
def test_broken_yaml_is_refused_with_its_line_and_the_usual_remedy(text: str, line: int, remedy: str) -> None:
    refusal = refused(text)

    assert refusal.startswith(f"minutes.yaml:{line}: broken YAML: ")
    assert refusal.endswith(f"; {remedy}")


def test_all_keys_that_are_given_twice_are_named() -> None:
    assert noted("a: 1\nb: 2\na: 3\nc: {d: 4, d: 5}\n") == [
        "minutes.yaml:3: the key 'a' is given twice; it stands on line 1 already",
        "minutes.yaml:4: the key 'd' is given twice; it stands on line 4 already",
    ]


def test_a_key_must_be_a_word() -> None:
    assert noted("? [a, b]\n: c\n") == [
        "minutes.yaml:1: a list or a mapping stands as a key; write a word before the colon"
    ]


def test_an_escape_for_a_character_that_no_database_keeps_is_noted() -> None:
    assert noted('a: "b\\0c"\n') == ["minutes.yaml:1: the character U+0000 cannot be kept; delete its escape"]


def test_lists_may_lie_in_each_other_only_so_deep() -> None:
    compose("[" * DEEPEST + "]" * DEEPEST, Mistakes("minutes.yaml"))

    deeper = refused("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))
    much_deeper = refused("[" * 100_000)

    assert deeper == f"minutes.yaml:1: lists and mappings lie more than {DEEPEST} deep; check the brackets"
    assert much_deeper == deeper


def test_a_file_may_hold_only_so_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.meeting_file.yaml_nodes.MOST_NODES", 10)

    assert refused("\n".join(f"- {n}" for n in range(20))) == (
        "minutes.yaml:10: the file holds more than 10 values; split it"
    )
