"""Shorter ways to write a vote: ballots as lists by side, one vote on several things, the words that minutes use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.counts_in_words import counts_in
from ledger.vocabulary.field_types import FieldType, MappingType
from ledger.vocabulary.fields import key_name, type_of
from ledger.vocabulary.subjects import MemberId, VotedId
from ledger.vocabulary.votes import Choice, majority_in, manner_in, whose_in

_NOBODY: Final = frozenset(("none", "nil", "nobody", "no one"))
_NUMBERS: Final = frozenset(
    (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        *("all", "both", "several", "some", "many", "most", "everybody", "everyone", "unknown", "not counted"),
    )
)
"""Words in place of a count that name nobody."""
_OF_A_NOMINEE: Final = frozenset(("person", "as given", "votes"))

SIDES: Final = tuple(str(choice.value) for choice in Choice)
"""The keys under which ballots can be listed, one for each side."""


def vote_forms() -> dict[str, FieldType]:
    """By key, what a vote may hold there instead of a count, a list of ballots or a word of the vocabulary."""
    voters, text = type_of(tuple[MemberId, ...]), type_of(str)
    sides = MappingType(values=voters)
    return {
        **dict.fromkeys(SIDES, voters),
        "ballots": sides,
        "candidates": MappingType(values=type_of(int)),
        "majority of": text,
        "manner": text,
        "majority needed": text,
        "vote": type_of(tuple[VotedId, ...]),
    }


def with_ballots(vote: MappingNode) -> MappingNode:
    """A vote in full: one thing voted on and others besides, counts, and ballots one by one.

    Raises:
        Refusal: ballots are given twice, or a majority is in words that nobody can read.
    """
    rewritten: list[tuple[TextNode, Node]] = []
    sides: list[tuple[str, ListNode]] = []
    for key, held in vote.pairs:
        name = key_name(key.value)
        if name in ("vote", "resolution") and isinstance(held, ListNode) and held.items:
            rewritten += _several(key, held)
        elif name in SIDES and isinstance(held, TextNode) and held.value.lower() in _NOBODY:
            rewritten.append((key, TextNode("0", held.line)))
        elif name in SIDES and (isinstance(held, ListNode) or _names_somebody(held)):
            sides.append((name, _listed(held)))
        elif name == "ballots" and isinstance(held, MappingNode):
            sides += _by_side(held)
        elif name == "candidates" and isinstance(held, MappingNode):
            rewritten.append((key, _nominees(held)))
        elif name == "majority of" and isinstance(held, TextNode):
            rewritten.append((key, TextNode(whose_in(held.value) or held.value, held.line)))
        elif name == "majority needed" and isinstance(held, TextNode):
            rewritten += _majority(key, held)
        elif name == "manner" and isinstance(held, TextNode):
            manner, carried = manner_in(held.value)
            rewritten.append((key, TextNode(manner or held.value, held.line)))
            if carried is not None and not any(key_name(other.value) == "carried" for other, _ in vote.pairs):
                rewritten.append((TextNode("carried", held.line), TextNode("yes" if carried else "no", held.line)))
        else:
            rewritten.append((key, held))
    return MappingNode((*rewritten, *_one_by_one(sides, vote)), vote.line)


def as_vote(words: TextNode) -> MappingNode:
    """A vote of which minutes say no more than some words: `unanimous`, `nem. con.`, `carried`, `lost`, `6 votes to 2`.

    Raises:
        Refusal: they do not tell how it went.
    """
    manner, carried = manner_in(words.value)
    pairs = [("manner", str(manner))] if manner else []
    pairs += [("carried", "yes" if carried else "no")] if carried is not None else []
    if not (pairs := pairs or list(counts_in(words.value).items())):
        remedy = "write unanimous, nem. con., carried, lost, '5 votes to 3', or a mapping: {for: 5, against: 3}"
        raise Refusal(f"'{words.value}' does not tell how a vote went", remedy)
    return MappingNode(
        tuple((TextNode(key, words.line), TextNode(value, words.line)) for key, value in pairs), words.line
    )


def _names_somebody(held: Node) -> bool:
    if not isinstance(held, TextNode) or held.is_nothing:
        return False
    return held.value.lower() not in _NUMBERS and re.search("[A-Za-z]", held.value) is not None


def _by_side(ballots: MappingNode) -> list[tuple[str, ListNode]]:
    """Ballots that are listed by side, or for each voter, by side."""
    voters: dict[str, list[Node]] = {}
    for key, held in ballots.pairs:
        side = key_name(held.value) if isinstance(held, TextNode) else ""
        if side in SIDES and key_name(key.value) not in SIDES:
            voters.setdefault(side, []).append(key)
        else:
            voters.setdefault(key_name(key.value), []).extend(_listed(held).items)
    return [(side, ListNode(tuple(nodes), ballots.line)) for side, nodes in voters.items()]


def _nominees(candidates: MappingNode) -> Node:
    """Who stood, by name, each with the votes for them."""
    if any(key_name(key.value) in _OF_A_NOMINEE for key, _ in candidates.pairs):
        return candidates
    of = [((TextNode("person", key.line), key), (TextNode("votes", key.line), held)) for key, held in candidates.pairs]
    return ListNode(tuple(MappingNode(pairs, pairs[0][1].line) for pairs in of), candidates.line)


def _several(key: TextNode, held: ListNode) -> Iterator[tuple[TextNode, Node]]:
    first, *others = held.items
    yield key, first
    if others:
        yield TextNode("also", held.line), ListNode(tuple(others), held.line)


def _listed(held: Node) -> ListNode:
    return held if isinstance(held, ListNode) else ListNode((held,), held.line)


def _one_by_one(sides: list[tuple[str, ListNode]], vote: MappingNode) -> Iterator[tuple[TextNode, Node]]:
    """The ballots of all sides; of one side alone they are those of some who voted."""
    if not sides:
        return
    given = {key_name(key.value) for key, held in vote.pairs if not isinstance(held, MappingNode)}
    if "ballots" in given:
        raise Refusal("the ballots are given twice", "list them by side, or one by one under 'ballots'")
    line = sides[0][1].line
    # In one order, whichever side the file names first: a vote told by a command comes to the same.
    sides = sorted(sides, key=lambda side: SIDES.index(side[0]) if side[0] in SIDES else len(SIDES))
    ballots = tuple(
        MappingNode(
            ((TextNode("member", voter.line), voter), (TextNode("choice", voter.line), TextNode(side, voter.line))),
            voter.line,
        )
        for side, voters in sides
        for voter in voters.items
    )
    yield TextNode("ballots", line), ListNode(ballots, line)
    listed = {side: len(voters.items) for side, voters in sides}
    if not {"for", "against"} <= set(listed) and "some named" not in given:
        yield TextNode("some named", line), TextNode("yes", line)
        if given & {"for", "against"} - set(
            listed
        ):  # the one side is counted, so who is named on the other is all of it
            yield from ((TextNode(side, line), TextNode(str(count), line)) for side, count in listed.items())


def _majority(key: TextNode, held: TextNode) -> Iterator[tuple[TextNode, Node]]:
    """A majority in words, 'two thirds of those present', as the share and of whom."""
    share, of = majority_in(held.value)
    if share is None:
        remedy = "write simple, 'two thirds of those present', 2/3 of those voting, or of all members"
        raise Refusal(f"'{held.value}' is no majority that can be counted", remedy)
    yield key, TextNode(str(share), held.line)
    if of is not None:
        yield TextNode("majority of", held.line), TextNode(of.value, held.line)
