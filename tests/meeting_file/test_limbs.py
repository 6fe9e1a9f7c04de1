"""Resolutions with one limb can be written shorter."""

from collections.abc import Callable

import pytest

from ledger.meeting_file import MeetingFile
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb

MINUTES = """
source: Minutes
meeting: {body: icb}
statements:
"""


@pytest.fixture
def resolved(read: Callable[..., MeetingFile]) -> Callable[[str], ResolutionPassed]:
    def read_resolution(text: str) -> ResolutionPassed:
        event = read(MINUTES + text).drafts[-1].event
        assert isinstance(event, ResolutionPassed)
        return event

    return read_resolution


def test_limbs_alone_make_the_words_of_the_resolution(resolved: Callable[[str], ResolutionPassed]) -> None:
    event = resolved("- resolved: [{verb: noted, text: the report}, {verb: agreed, text: the plan, projects: icn}]")

    assert event.text == "the report; the plan"
    assert event.limbs == (
        Limb(verb=Verb.NOTED, text="the report"),
        Limb(verb=Verb.AGREED, text="the plan", projects=("project:icn",)),
    )


def test_one_limb_needs_no_list(resolved: Callable[[str], ResolutionPassed]) -> None:
    event = resolved("- resolved: {verb: noted, text: the report}")

    assert (event.text, event.limbs) == ("the report", (Limb(verb=Verb.NOTED, text="the report"),))


def test_one_verb_beside_the_words_makes_the_only_limb(resolved: Callable[[str], ResolutionPassed]) -> None:
    event = resolved("- resolved: That the report be noted.\n  verb: noted\n  projects: [icn]\n  mover: paul-feven\n")

    assert event.text == "That the report be noted."
    assert event.limbs == (Limb(verb=Verb.NOTED, text=event.text, projects=("project:icn",)),)
    assert event.mover == "person:paul-feven"


def test_exact_words_and_limbs_can_both_be_given(resolved: Callable[[str], ResolutionPassed]) -> None:
    event = resolved(
        "- resolved: RESOLVED that it is noted.\n  limbs: [{verb: noted, text: the report, number: 1.1}]\n"
    )

    assert event.text == "RESOLVED that it is noted."
    assert event.limbs == (Limb(verb=Verb.NOTED, text="the report", number="1.1"),)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (
            "- resolved: That the report be noted.",
            "the resolution has no verb; say what it does, for example 'verb: noted', or give its limbs",
        ),
        (
            "- resolved: {text: the report}",
            "'verb' is missing in a limb; add 'verb: ' and one of noted, agreed, approved, endorsed, supported, "
            "recommended, referred, delegated, deferred, requested, rejected, not moved",
        ),
        ("- resolved: [{verb: noted}]", "'text' is missing in a limb; add 'text: ' and a text"),
        ("- resolved: []", "an empty list; give a mapping ('key: value' lines), or more than one"),
        (
            "- {resolved: [{verb: noted, text: x}], verb: noted}",
            "the limbs are given twice; give them under 'resolved' or under 'limbs'",
        ),
        (
            "- {resolved: x, verb: noted, limbs: [{verb: noted, text: x}]}",
            "both 'limbs' and a limb of its own are given; move 'verb' into a limb",
        ),
        (
            "- {resolved: x, verbs: noted}",
            "the resolution has no verb; say what it does, for example 'verb: noted', or give its limbs",
        ),
    ],
)
def test_a_resolution_that_does_nothing_is_told(mistakes: Callable[..., list[str]], text: str, mistake: str) -> None:
    assert mistakes(MINUTES + text) == [f"minutes.yaml:5: {mistake}"]


def test_the_clerks_word_is_kept_beside_the_verb_that_it_comes_to(
    resolved: Callable[[str], ResolutionPassed],
) -> None:
    event = resolved("- resolved: That planning permission be refused.\n  verb: refused\n")

    assert [(limb.verb, limb.verb_as_given) for limb in event.limbs] == [(Verb.REJECTED, "refused")]


def test_a_limb_is_addressed_and_due_and_deferred(resolved: Callable[[str], ResolutionPassed]) -> None:
    event = resolved("""- resolved:
    - {verb: recommended, verb as given: commended, text: a, to: lbb-executive}
    - {verb: recommended, text: b, to: lbb-executive, due: 2018-08-05}
    - {verb: held over, text: c, until: 2018-07, until words: the July meeting}
""")

    first, second, third = event.limbs
    assert (first.verb_as_given, first.to) == ("commended", "body:lbb-executive")
    assert (second.due, second.verb_as_given) == ("2018-08-05", "")
    assert (third.verb, third.until, third.until_words) == (Verb.DEFERRED, "2018-07", "the July meeting")


def test_a_file_has_words_of_its_own(read: Callable[..., MeetingFile]) -> None:
    minutes = read("""
        source: Minutes
        verbs: {let to: approved}
        meeting: {body: icb}
        statements:
          - {resolved: That the hall be let to the Guides., verb: let to}
    """)

    event = minutes.drafts[-1].event
    assert isinstance(event, ResolutionPassed)
    assert (event.limbs[0].verb, event.limbs[0].verb_as_given) == (Verb.APPROVED, "let to")
