"""Time stamps by a real authority: what holds, and what does not and why."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from ledger.transparency.errors import AuditError
from ledger.transparency.timestamp import Query, check_answer, make_query, read_certificates, verify_timestamp
from ledger.transparency.timestamp_errors import (
    MalformedCertificates,
    MalformedTimestamp,
    NotGranted,
    NotInstalled,
    OtherFile,
    OtherQuestion,
    UnsortedCertificates,
    UntrustedAuthority,
)
from tests.transparency import tsa
from tests.transparency.tsa import KEPT, Authority, Certified, certified, made_root, needs_openssl

CHECKPOINT = (KEPT / "board.checkpoint").read_bytes()
CHECKPOINT_DIGEST = hashlib.sha256(CHECKPOINT).digest()
ANSWER = (KEPT / "board.checkpoint.tsr").read_bytes()


def stamped_by(authority: Authority, octets: bytes = CHECKPOINT, *, bring: bool = True) -> bytes:
    """An answer; without its certificates if they are not to be brought."""
    query = make_query(octets).octets
    return authority.answer(query if bring else _without_certificates(query))


def _without_certificates(query: bytes) -> bytes:
    """The query with `certReq` left out, which is its last member: three octets."""
    assert query.endswith(b"\x01\x01\xff")
    return bytes((query[0], query[1] - 3)) + query[2:-3]


def test_a_stamp_that_was_kept_holds_for_ever() -> None:
    stamp = verify_timestamp(ANSWER, CHECKPOINT, read_certificates((KEPT / "root.pem").read_bytes()))

    assert (stamp.authority, stamp.at) == ("Northmoor Time Stamps", 1_795_668_150)


@needs_openssl
@pytest.mark.parametrize("bring", [True, False])
def test_openssl_accepts_what_is_accepted_here(authority: Authority, bring: bool) -> None:
    trusted = [authority.root.certificate, authority.own.certificate]
    answer = stamped_by(authority, bring=bring)

    assert verify_timestamp(answer, CHECKPOINT, trusted).authority == tsa.NAME
    assert authority.accepts(answer, CHECKPOINT)
    with pytest.raises(AuditError):
        verify_timestamp(answer, CHECKPOINT + b"\n", trusted)
    assert not authority.accepts(answer, CHECKPOINT + b"\n")


@needs_openssl
def test_openssl_rejects_what_is_rejected_here_octet_by_octet(authority: Authority) -> None:
    answer = stamped_by(authority)
    signature = len(answer) - 10
    for place in (answer.index(CHECKPOINT_DIGEST), signature):
        changed = answer[:place] + bytes((answer[place] ^ 1,)) + answer[place + 1 :]

        with pytest.raises(AuditError):
            verify_timestamp(changed, CHECKPOINT, [authority.root.certificate])
        assert not authority.accepts(changed, CHECKPOINT)


@needs_openssl
def test_a_stamp_by_another_authority_is_refused(authority: Authority, tmp_path: Path) -> None:
    namesake = Authority.under(made_root(), tmp_path / "namesake")
    stranger = Authority.under(made_root("Somebody Else"), tmp_path / "stranger")
    for other in (namesake, stranger):
        with pytest.raises(UntrustedAuthority, match="no certificate that was given vouches for it"):
            verify_timestamp(stamped_by(other), CHECKPOINT, [authority.root.certificate])


@needs_openssl
@pytest.mark.parametrize(
    ("days", "why"), [((-900, -100), "had expired when it stamped"), ((100, 900), "was not valid yet")]
)
def test_a_certificate_must_be_valid_when_it_stamps(
    authority: Authority, root: Certified, days: tuple[int, int], why: str
) -> None:
    answer = stamped_by(authority.with_own(certified(root, days=days)))

    with pytest.raises(UntrustedAuthority, match=why):
        verify_timestamp(answer, CHECKPOINT, [root.certificate])


@needs_openssl
def test_a_certificate_must_be_one_for_time_stamps(authority: Authority, root: Certified) -> None:
    server = certified(root, stamps=False, key=authority.own)
    answer = stamped_by(authority, bring=False)

    with pytest.raises(UntrustedAuthority, match="not one for time stamps"):
        verify_timestamp(answer, CHECKPOINT, [root.certificate, server.certificate])


@needs_openssl
def test_who_signed_must_be_known_and_be_one(authority: Authority, root: Certified) -> None:
    twin = certified(root)

    with pytest.raises(UntrustedAuthority, match="neither it nor the file"):
        verify_timestamp(stamped_by(authority, bring=False), CHECKPOINT, [root.certificate])
    with pytest.raises(UntrustedAuthority, match="two certificates claim"):
        verify_timestamp(stamped_by(authority), CHECKPOINT, [root.certificate, twin.certificate])


@needs_openssl
def test_a_stamp_of_another_file_is_refused(authority: Authority) -> None:
    with pytest.raises(OtherFile, match="of another file"):
        verify_timestamp(stamped_by(authority, b"the minutes"), CHECKPOINT, [authority.root.certificate])


@needs_openssl
def test_an_answer_to_somebody_else_is_refused(authority: Authority) -> None:
    mine, theirs = make_query(CHECKPOINT), make_query(CHECKPOINT)
    answer = authority.answer(theirs.octets)

    check_answer(answer, CHECKPOINT, theirs)
    with pytest.raises(OtherQuestion, match="another nonce"):
        check_answer(answer, CHECKPOINT, mine)
    with pytest.raises(OtherQuestion):
        check_answer(answer, CHECKPOINT, Query(b"", None))


@needs_openssl
def test_an_authority_that_does_not_stamp_is_quoted(authority: Authority) -> None:
    refused = authority.answer(b"what is this?")

    with pytest.raises(NotGranted, match=r"\(rejected\): Bad request format"):
        check_answer(refused, CHECKPOINT)


@needs_openssl
def test_certificates_in_the_wrong_order_are_called_that(authority: Authority, root: Certified) -> None:
    pair = (authority.own.pem, root.pem)
    answers = [stamped_by(authority.with_own(authority.own, b"".join(beside))) for beside in (pair, pair[::-1])]

    said = [_refusal(lambda answer=answer: check_answer(answer, CHECKPOINT)) for answer in answers]

    assert sorted(type(each) for each in said if each is not None) == [UnsortedCertificates]
    assert "without certificates" in str(next(each for each in said if each is not None))
    for beside in (pair, pair[::-1]):
        bare = stamped_by(authority.with_own(authority.own, b"".join(beside)), bring=False)
        assert verify_timestamp(bare, CHECKPOINT, [root.certificate, authority.own.certificate]).authority == tsa.NAME


def _refusal(call: Callable[[], None]) -> AuditError | None:
    try:
        call()
    except AuditError as refused:
        return refused
    return None


def test_a_certificate_of_a_version_that_there_is_not_is_refused() -> None:
    version = bytes.fromhex("a003020102")
    octets = ANSWER.replace(version, version[:-1] + b"\x09")

    assert octets != ANSWER
    with pytest.raises(MalformedTimestamp):
        check_answer(octets, CHECKPOINT)


@pytest.mark.parametrize("octets", [b"", b"0", b"0\x02ab", ANSWER[:-1], ANSWER[:40], ANSWER + b"\n", CHECKPOINT])
def test_what_is_no_answer_is_refused(octets: bytes) -> None:
    with pytest.raises(MalformedTimestamp, match="keep the authority's answer"):
        check_answer(octets, CHECKPOINT)


def test_an_algorithm_that_is_none_of_three_is_named() -> None:
    sha256, sha224 = (bytes.fromhex(f"0609608648016503040{last}") for last in ("201", "204"))
    place = ANSWER.index(sha256, ANSWER.index(b"\x06\x04\x2a\x03\x04\x01"))
    octets = ANSWER[:place] + sha224 + ANSWER[place + len(sha224) :]

    with pytest.raises(MalformedTimestamp, match=r"2\.16\.840\.1\.101\.3\.4\.2\.4, not SHA-256"):
        check_answer(octets, CHECKPOINT)


def test_a_certificate_is_read_in_either_form() -> None:
    in_pem = read_certificates((KEPT / "root.pem").read_bytes())

    assert read_certificates(in_pem[0].public_bytes(Encoding.DER)) == in_pem


@pytest.mark.parametrize("pem", [b"", b"junk", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_file_without_certificates_is_refused(pem: bytes) -> None:
    with pytest.raises(MalformedCertificates, match="no certificate in it"):
        read_certificates(pem)


def test_without_the_extra_package_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ledger.transparency.timestamp")
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)

    with pytest.raises(NotInstalled, match=r"pip install 'govledger\[timestamps\]'"):
        import_module("ledger.transparency.timestamp")
