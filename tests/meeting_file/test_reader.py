"""A whole meeting file becomes drafts, or every mistake in it is named at once."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.meeting_file import Known, MeetingFile, read, read_text
from ledger.meeting_file.form import FORM
from ledger.refusals import Refusals
from ledger.vocabulary.provenance import Source, Standing

Mistakes = Callable[..., list[str]]
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))

MINUTES = """
source:
  id: jcu
  document: Joint commissioning update
  publisher: London Borough of Bromley
  date: [2016-12..2019-01]
  dated by: the posts that officers held
standing: reported
stated by: paul-feven
exempt: Schedule 12A paragraph 3
register:
  bodies:
    the-committee: {name: the Committee, unnamed: yes, of: lbb}
  people:
    paul-feven: Paul Feven
meeting:
  body: the-committee
  present: paul-feven
statements:
  - office: chair
    body: icb
    holder: ade-adetosoye
    exempt: no
  - members declared: icb
    complete: no
    standing: minuted
"""


class Nothing:
    """A ledger that has not heard of anything."""

    def names(self, kind: str) -> tuple[str, ...]:
        return ()


def test_a_file_is_read_as_register_then_meeting_then_statements(tmp_path: Path, ledger: Known) -> None:
    path = tmp_path / "minutes.yaml"
    path.write_text(MINUTES, encoding="utf-8")

    minutes = read(path, ledger)

    assert minutes.document == "jcu"
    assert minutes.source == Source(
        id="jcu",
        document="Joint commissioning update",
        publisher="London Borough of Bromley",
        date="[2016-12..2019-01]",
        dated_by="the posts that officers held",
    )
    assert [(type(draft.event).TYPE, draft.place) for draft in minutes.drafts] == [
        ("body.established", f"{path}:13"),
        ("person.registered", f"{path}:15"),
        ("meeting.held", f"{path}:17"),
        ("attendance.recorded", f"{path}:18"),
        ("office.assigned", f"{path}:20"),
        ("membership.list-declared", f"{path}:24"),
    ]


def test_what_the_file_says_once_stands_for_every_statement_that_says_nothing_else(ledger: Known) -> None:
    drafts = read_text(MINUTES, "minutes.yaml", ledger).drafts

    assert {draft.stated_by for draft in drafts} == {"person:paul-feven"}
    assert [draft.standing for draft in drafts] == [Standing.REPORTED] * 5 + [Standing.MINUTED]
    assert [draft.visibility for draft in drafts] == ["Schedule 12A paragraph 3"] * 4 + ["", "Schedule 12A paragraph 3"]


def test_a_bare_text_is_the_title_of_the_source(ledger: Known) -> None:
    minutes = read_text("source: Minutes of the Board, 16 January 2018", "minutes.yaml", ledger)

    assert minutes == MeetingFile(
        document="minutes-of-the-board-16-january-2018",
        source=Source(document="Minutes of the Board, 16 January 2018"),
        drafts=(),
    )


def test_reading_twice_gives_the_same_drafts(ledger: Known) -> None:
    assert read_text(MINUTES, "minutes.yaml", ledger) == read_text(MINUTES, "minutes.yaml", ledger)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("just a text", "expected a meeting file, found the text 'just a text'; begin with 'source:'"),
        ("- source", "expected a meeting file, found a list; begin with 'source:'"),
        ("on: 2018", "the file has no 'source'; add 'source:' with the title as 'document:'"),
        ("source:", "expected a source, found nothing; add 'source:' with the title as 'document:'"),
        ("source: [a]", "expected a source, found a list; add 'source:' with the title as 'document:'"),
        ("source: {publisher: LBB}", "'document' is missing in the source; add 'document: ' and a text"),
        (
            "source: {document: M, id: JCU 1}",
            "'JCU 1' cannot be the name of a document; use small letters, digits and hyphens, for example 'jcu-1'",
        ),
        (
            "source: 議事録",
            "no short name can be made of the title '議事録'; add one to the source, for example 'id: minutes-7'",
        ),
        (
            "{source: M, statement: []}",
            "unknown key 'statement' in the file; did you mean 'statements'? "
            "allowed: on, standing, date standing, stated by, exempt, although, drafted by, confirmed by, "
            "source, verbs, register, meeting, statements",
        ),
        (
            "{source: M, standing: minute}",
            "'minute' is none of the choices; did you mean 'minuted'? allowed: minuted, asserted, reported, "
            "expected, proposed, anticipated, inferred, disputed, unknown",
        ),
        ("{source: M, stated by: nobody}", "unknown person or post or body or organisation 'nobody'; "),
        ("{source: M, exempt: yes}", "'exempt: yes' gives no reason; "),
    ],
)
def test_a_mistake_in_the_head_of_the_file_is_told(mistakes: Mistakes, text: str, mistake: str) -> None:
    told = mistakes(text)

    assert len(told) == 1
    assert told[0].startswith(f"minutes.yaml:1: {mistake}")


def test_every_mistake_of_a_file_is_told_at_once_with_its_line(mistakes: Mistakes) -> None:
    told = mistakes("""\
        source: {document: Minutes, date: 2013-02-30, publsher: LBB}
        register:
          peple: {}
          bodies:
            Care Board: {name: Care Board}
        meeting: {body: ibc, on: yesterday}
        standing: minutedd
        statements:
          - ofice: co-chair
            body: icb
          - member: clerk
            body: icb
            voting: maybe
          - resolved: that it be noted
          - considered: icb
            by: icb
    """)

    assert [mistake.partition("; ")[0] for mistake in told] == [
        "minutes.yaml:1: cannot read the date '2013-02-30': there is no such day in the calendar",
        "minutes.yaml:1: unknown key 'publsher' in the source",
        "minutes.yaml:3: unknown section 'peple' in the register",
        "minutes.yaml:5: 'Care Board' cannot be the name of a body",
        "minutes.yaml:6: unknown body 'ibc'",
        "minutes.yaml:6: cannot read the date 'yesterday': it is not a date in EDTF",
        "minutes.yaml:7: 'minutedd' is none of the choices",
        "minutes.yaml:9: unknown statement 'ofice'",
        "minutes.yaml:11: 'clerk' may be a person or a post",
        "minutes.yaml:13: expected yes or no, found the text 'maybe'",
        "minutes.yaml:14: the resolution has no verb",
        "minutes.yaml:15: 'icb' is a body",
    ]


def test_broken_yaml_and_what_was_wrong_before_it_are_told_together(mistakes: Mistakes) -> None:
    assert mistakes("a: {b: 1, b: 2}\nc: d: e\n") == [
        "minutes.yaml:1: the key 'b' is given twice; it stands on line 1 already",
        "minutes.yaml:2: broken YAML: mapping values are not allowed in this context; "
        "put a text that contains ': ' in quotation marks",
    ]


def test_a_file_that_is_not_there_is_one_refusal_among_possibly_many(tmp_path: Path) -> None:
    with pytest.raises(Refusals) as refused:
        read(tmp_path / "absent.yaml", Nothing())

    assert len(refused.value.refusals) == 1
    assert refused.value.refusals[0].place == str(tmp_path / "absent.yaml")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_can_be_read_by_a_ledger_that_knows_nothing(example: Path) -> None:
    others = [draft.subject for path in EXAMPLES if path != example for draft in _registered(path)]
    known = _Registered(others)

    minutes = read(example, known)

    assert minutes.drafts


def _registered(path: Path) -> tuple[object, ...]:
    with suppress(Refusals):
        return read(path, Nothing()).drafts
    return ()


class _Registered:
    """What other files have registered."""

    def __init__(self, subjects: list[str]) -> None:
        self._subjects = subjects

    def names(self, kind: str) -> set[str]:
        return {subject.partition(":")[2] for subject in self._subjects if subject.startswith(f"{kind}:")}


FREQUENT = """source register meeting statements document bodies people icb body:icb lbb id member resolved verb noted
limbs text on since until 2013 [..2019] no question answer body by of name present exempt yes at ~ vote"""
WORDS = st.sampled_from([*re.split(r"\s+", FREQUENT), "", *FORM.said])
VALUES = st.recursive(
    WORDS | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)


def meeting_file_or_refusals(text: str) -> None:
    with suppress(Refusals):
        assert isinstance(read_text(text, "minutes.yaml", _Registered(["body:icb", "organisation:lbb"])), MeetingFile)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_a_meeting_file_or_refused(text: str) -> None:
    meeting_file_or_refusals(text)


@settings(deadline=None)
@given(st.text(alphabet="ab: -[]{},'\"|>&*!?#%@`\n\t\\x0~", max_size=80))
def test_any_text_of_the_signs_of_yaml_is_a_meeting_file_or_refused(text: str) -> None:
    meeting_file_or_refusals(text)


@settings(max_examples=100, deadline=None)
@given(st.fixed_dictionaries({"source": VALUES}, optional=dict.fromkeys(("register", "meeting", "on", "id"), VALUES)))
def test_any_mapping_of_the_words_of_the_form_is_a_meeting_file_or_refused(sections: dict[str, object]) -> None:
    meeting_file_or_refusals(as_yaml(sections))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(WORDS, VALUES, min_size=1, max_size=6), max_size=4))
def test_any_statements_of_the_words_of_the_form_are_read_or_refused(statements: list[dict[str, object]]) -> None:
    meeting_file_or_refusals(as_yaml({"source": "Minutes", "meeting": {"body": "icb"}, "statements": statements}))


@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_meeting_file_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)

    with suppress(Refusals):
        assert isinstance(read(path, Nothing()), MeetingFile)


def as_yaml(value: object) -> str:
    """Values in brackets, texts quoted where they would not stay texts."""
    match value:
        case dict():
            return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(held)}" for key, held in value.items()) + "}"
        case list():
            return "[" + ", ".join(as_yaml(item) for item in value) + "]"
    return "'" + str(value).replace("'", "''") + "'" if value != "~" else "~"
