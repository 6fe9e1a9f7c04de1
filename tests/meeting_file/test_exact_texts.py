"""A text is kept as it stands or refused with the reason; nothing of it is cut, and nothing invisible comes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledger.meeting_file import MeetingFile
from ledger.vocabulary.resolutions import ResolutionPassed

HEAD = "source: M\nmeeting: {body: icb, on: 2018-06-11}\nstatements:\n"


def resolved(text: str) -> str:
    return f"{HEAD}  - resolved: {text}\n    verb: noted\n"


def words_of(found: MeetingFile) -> list[str]:
    return [draft.event.text for draft in found.drafts if isinstance(draft.event, ResolutionPassed)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("That plot #4 be sold", "#4 be sold"),
        ("That plots A, B and (C) #1, be sold: now", "#1, be sold: now"),
        ("That the motion #MeToo be heard", "#MeToo be heard"),
    ],
)
def test_a_number_behind_a_hash_is_not_left_out(mistakes: Callable[..., list[str]], text: str, cut: str) -> None:
    [mistake, *_] = mistakes(resolved(text.replace(": now", "")))

    assert f"'{cut.replace(': now', '')}' would be left out of the text before it" in mistake
    assert "put the whole text in quotation marks" in mistake


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('"That plot #4 be sold: now"', "That plot #4 be sold: now"),
        ("That all be well  # my remark", "That all be well"),
        ("That plot#4 be sold", "That plot#4 be sold"),
        ("That “Ann\u00a0Smith” – or O’Neill – be thanked", "That “Ann\u00a0Smith” – or O’Neill – be thanked"),
        (">-\n      That plot #4\n      be sold: now", "That plot #4 be sold: now"),
    ],
)
def test_what_is_quoted_or_remarked_on_is_kept(read: Callable[..., MeetingFile], text: str, kept: str) -> None:
    assert words_of(read(resolved(text))) == [kept]


@pytest.mark.parametrize(
    ("lines", "mistake"),
    [
        ("  - resolved:\u00a0That all be well\n", "a no-break space stands after the colon; put a space in its place"),
        ("  -\u00a0resolved: That all be well\n", "a no-break space stands after the hyphen; put a space in its place"),
        ("\u00a0 - resolved: That all be well\n", "a no-break space indents this line; put a space in its place"),
        ("  – resolved: That all be well\n", "a dash or a bullet begins an item; write a hyphen, '- '"),
        ("  • resolved: That all be well\n", "a dash or a bullet begins an item; write a hyphen, '- '"),
        ("  —resolved: That all be well\n", "a dash or a bullet begins an item; write a hyphen, '- '"),
        ("  * resolved: That all be well\n", "a star or a number begins an item; write a hyphen, '- '"),
        ("  1. resolved: That all be well\n", "a star or a number begins an item; write a hyphen, '- '"),
        ("  -\u2003resolved: That all be well\n", "a no-break space stands after the hyphen; put a space in its place"),
        ("  - resolved\uff1a That all be well\n", "a wide colon stands after the key; write a colon and a space"),
    ],
)
def test_what_word_puts_in_is_named(mistakes: Callable[..., list[str]], lines: str, mistake: str) -> None:
    assert mistakes(f"{HEAD}{lines}    verb: noted\n") == [f"minutes.yaml:4: broken YAML: {mistake}"]


@pytest.mark.parametrize("letter", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u200e"])
def test_what_nobody_sees_is_refused(mistakes: Callable[..., list[str]], letter: str) -> None:
    assert mistakes(resolved(f"That Ann{letter} be thanked")) == [
        f"minutes.yaml:4: the invisible character U+{ord(letter):04X} cannot be kept; delete it"
    ]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("That plot # 4 be sold", "'# 4 be sold' would be left out of the text before it"),
        ("&c be approved", "'&c' would be left out of the text behind it"),
        ("*That it be so", "'*That' is an alias; write out what it stands for"),
        ("!Note that it be so", "'!Note' is a tag"),
        ("> 5 trees be felled", "put a text that begins with > or | in quotation marks"),
        ("[1] That it be so", "put a text that begins with a bracket in quotation marks"),
    ],
)
def test_what_yaml_would_read_otherwise_is_never_cut(
    mistakes: Callable[..., list[str]], text: str, mistake: str
) -> None:
    [told] = mistakes(resolved(text))

    assert mistake in told
    assert "quotation marks" in told
