"""Trust files: the specification's example, every kind of bad line, quorums, fuzzing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.transparency.checkpoint import cosign
from ledger.transparency.errors import BadSignature, MalformedPolicy, QuorumNotMet, WrongOrigin
from ledger.transparency.keys import COSIGNATURE, SigningKey
from ledger.transparency.note import Note
from ledger.transparency.policy import Policy, parse_policy
from tests.transparency.mangling import mangled
from tests.transparency.trees import BOARD, BOARD_KEY, numbered, signed

LOG = BOARD_KEY.verifier.text
WITNESSES = [SigningKey(f"w{i}.example", bytes([i]) * 32, COSIGNATURE) for i in range(1, 7)]
W = [key.verifier.text for key in WITNESSES]
NOTE = signed(numbered(3))

TWO_OF_THREE_AND_ONE_OF_THREE = f"""\
# Councils and auditors
log {LOG}

witness X1 {W[0]}
witness X2 {W[1]}
\twitness \t X3   {W[2]} https://w3.example/  \t
group X-witnesses 2 X1 X2 X3

witness Y1 {W[3]}
witness Y2 {W[4]}
witness Y3 {W[5]}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def cosigned(*numbers: int) -> Note:
    """The checkpoint with cosignatures of the witnesses of these numbers."""
    return NOTE.signed_by(*(cosign(NOTE, WITNESSES[number], 1_700_000_000 + number) for number in numbers))


@pytest.mark.parametrize("numbers", [(0, 1, 3), (0, 2, 5), (0, 1, 2, 3, 4, 5)])
def test_a_quorum_of_groups_is_met(numbers: tuple[int, ...]) -> None:
    verdict = parse_policy(TWO_OF_THREE_AND_ONE_OF_THREE.encode()).judge(cosigned(*numbers).text)

    assert (verdict.checkpoint.origin, verdict.checkpoint.size) == (BOARD, 3)
    assert [seen.at - 1_700_000_000 for seen in verdict.cosignatures] == list(numbers)


@pytest.mark.parametrize("numbers", [(), (0,), (0, 1), (0, 1, 2), (3, 4, 5), (0, 3, 4, 5)])
def test_a_quorum_that_is_not_met_says_who_is_there(numbers: tuple[int, ...]) -> None:
    names = ("X1", "X2", "X3", "Y1", "Y2", "Y3")

    with pytest.raises(QuorumNotMet, match="X-and-Y") as refusal:
        parse_policy(TWO_OF_THREE_AND_ONE_OF_THREE.encode()).judge(cosigned(*numbers))

    assert refusal.value.present == tuple(names[number] for number in numbers)


def test_a_policy_without_witnesses_needs_the_logs_signature_only() -> None:
    policy = parse_policy(f"log {LOG}\nquorum none".encode())

    assert policy == Policy.trusting(BOARD_KEY.verifier)
    assert policy.judge(NOTE).cosignatures == ()


def test_a_ledger_that_the_policy_does_not_list_is_refused() -> None:
    policy = Policy.trusting(SigningKey.generate("elsewhere.example").verifier)

    with pytest.raises(WrongOrigin, match=r"not of 'elsewhere\.example'"):
        policy.judge(NOTE)


def test_a_forged_cosignature_is_refused_even_where_it_is_not_needed() -> None:
    policy = parse_policy(f"log {LOG}\nwitness w {W[0]}\nquorum none\n".encode())
    elsewhere = cosign(signed(numbered(4)), WITNESSES[0], 1)

    with pytest.raises(BadSignature):
        policy.judge(NOTE.signed_by(elsewhere))


def test_a_policy_is_written_back_as_it_was_meant() -> None:
    policy = parse_policy(TWO_OF_THREE_AND_ONE_OF_THREE.encode())

    assert parse_policy(policy.text.encode()) == policy
    assert "witness X3 " + W[2] + " https://w3.example/\n" in policy.text


def test_names_are_octets() -> None:
    kelvin = "\N{KELVIN SIGN}".encode()
    policy = parse_policy(
        b"witness K %s\nwitness %s %s\nwitness \xff %s\nquorum \xff\n"
        % (W[0].encode(), kelvin, W[1].encode(), W[2].encode())
    )

    assert list(policy.witnesses) == ["K", "\N{KELVIN SIGN}", "\udcff"]
    assert policy.is_met_by(["\udcff"])


def test_words_of_the_format_are_names_too() -> None:
    policy = parse_policy(f"witness all {W[0]}\nwitness any {W[1]}\ngroup group 2 all any\nquorum group".encode())

    assert policy.is_met_by(["all", "any"])
    assert not policy.is_met_by(["all"])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("\x01", "control character"),
        ("log\r", "control character"),
        ("quibble w1", "none of log, witness, group, quorum"),
        (f"witness w9 {W[3]} https://w.example # comment", "takes 2 to 3 words"),
        ("log", "takes 1 to 2 words"),
        ("log garbage", "name\\+id\\+base64"),
        (f"log {W[3]}", "needs a key of kind 0x01"),
        (f"log {LOG} https://again.example", "is given twice"),
        ("witness w9", "takes 2 to 3 words"),
        (f"witness w9 {LOG}", "needs a key of kind 0x04"),
        (f"witness none {W[3]}", "'none' is taken"),
        (f"witness w1 {W[3]}", "'w1' is taken"),
        (f"witness w9 {W[0]}", "same key as witness w1"),
        ("witness w9 " + SigningKey("else.example", bytes([1]) * 32, COSIGNATURE).verifier.text, "same key"),
        ("group w1 any w3", "'w1' is taken"),
        ("group g9 1", "takes 3 to"),
        ("group none any w3", "'none' is taken"),
        ("group g9 0 w3", "from 1 to 1"),
        ("group g9 -1 w3", "from 1 to 1"),
        ("group g9 2 w3", "from 1 to 1"),
        ("group g9 01 w3", "from 1 to 1"),
        ("group g9 most w3", "from 1 to 1"),
        ("group g9 any later", "'later' is not defined above"),
        ("group g9 any none w3", "'none' is not defined above"),
        ("group g9 any w3 w3", "more than once"),
        ("group g9 any w1", "more than once"),
        ("quorum g1", "already"),
        ("quorum none", "already"),
        ("quorum nobody", "'nobody' is not defined above"),
        ("quorum", "takes 1 to 1"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong_in_it(line: str, problem: str) -> None:
    good = f"log {LOG}\nwitness w1 {W[0]}\nwitness w2 {W[1]}\nwitness w3 {W[2]}\ngroup g1 any w1 w2\nquorum g1\n"
    assert parse_policy(good.encode()).quorum == "g1"

    with pytest.raises(MalformedPolicy, match=problem) as refusal:
        parse_policy((good + line + "\n").encode())

    assert [number for number, _ in refusal.value.faults] == [7]


def test_all_bad_lines_are_named_at_once() -> None:
    with pytest.raises(MalformedPolicy, match=r"line 1: .*; line 3: .*; there is no quorum line"):
        parse_policy(b"log x\n# fine\nwitness\n")


@given(st.binary() | st.text("logwitnesgroupqm none1 \n\t").map(str.encode))
def test_arbitrary_octets_raise_nothing_but_refusals(octets: bytes) -> None:
    try:
        policy = parse_policy(octets)
    except MalformedPolicy:
        return

    assert policy.quorum == "none"


@given(mangled(f"log {LOG}\nwitness w1 {W[0]}\nwitness w2 {W[1]}\ngroup g all w1 w2\nquorum g\n".encode()))
def test_a_mangled_policy_trusts_no_other_keys(octets: bytes) -> None:
    try:
        policy = parse_policy(octets)
    except MalformedPolicy:
        return

    assert {log.key.text for log in policy.logs} <= {LOG}
    assert {witness.key.text for witness in policy.witnesses.values()} <= set(W[:2])
