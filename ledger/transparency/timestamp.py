"""Time stamps, RFC 3161: an authority's signed word that some octets were there by some time.

The stamp speaks of a file's digest only; that the file is a checkpoint, and of which ledger, is for `checkpoint` to
say. Certificates count as they were when the authority stamped. Answers and certificates are somebody else's octets:
an answer is read as a whole before anything of it is believed, and whatever the two packages that read them make of
malformed ones, here it is a refusal in a sentence.

The package that reads stamps is the extra `timestamps`: without it this module refuses to be imported, so import it
where it is needed.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from cryptography import x509

from ledger.transparency.strict_text import on_one_line
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

try:
    import rfc3161_client as tsp
except ImportError as absent:
    raise NotInstalled from absent

_DIGESTS: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {
        "2.16.840.1.101.3.4.2.1": lambda octets: hashlib.sha256(octets).digest(),
        "2.16.840.1.101.3.4.2.2": lambda octets: hashlib.sha384(octets).digest(),
        "2.16.840.1.101.3.4.2.3": lambda octets: hashlib.sha512(octets).digest(),
    }
)
_PEM: Final = b"-----BEGIN CERTIFICATE-----"
_CHAIN: Final = re.compile(r'Verify error: (?P<reason>[^"]+)')
_REASONS: Final = (
    (
        "expired",
        "its certificate, or one above it, had expired when it stamped",
        "such a stamp shows nothing; ask an authority whose certificate is valid",
    ),
    (
        "not yet valid",
        "its certificate, or one above it, was not valid yet when it stamped",
        "such a stamp shows nothing; ask an authority whose certificate is valid",
    ),
    (
        "purpose",
        "its certificate is not one for time stamps",
        "give the certificate with which the authority stamps (extended key usage: time stamping, and no other)",
    ),
)


@dataclass(frozen=True, slots=True)
class Query:
    """The question to send to an authority, in DER, and the number that its answer must repeat."""

    octets: bytes
    nonce: int | None


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A time stamp that holds: whose, by its certificate, and the latest second (since 1970) that it allows for."""

    authority: str
    at: int


def make_query(octets: bytes) -> Query:
    """The question for a stamp of these octets, by their SHA-256, that brings the authority's certificate along."""
    request = tsp.TimestampRequestBuilder(octets, tsp.HashAlgorithm.SHA256).build()
    return Query(request.as_bytes(), request.nonce)


def read_certificates(octets: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates in a file, PEM or DER: an authority's root, and any between it and whoever stamps.

    Raises:
        MalformedCertificates: there is none, or one cannot be read.
    """
    try:
        if _PEM in octets:
            return tuple(map(whole, x509.load_pem_x509_certificates(octets)))
        return (whole(x509.load_der_x509_certificate(octets)),)
    except (ValueError, x509.InvalidVersion) as wrong:
        raise MalformedCertificates from wrong


def check_answer(answer: bytes, octets: bytes, query: Query | None = None) -> None:
    """Refuses unless the answer grants a stamp of these octets, and answers this query; whose it is stays open.

    Raises:
        MalformedTimestamp: it is no answer.
        NotGranted: the authority does not stamp.
        OtherFile: the stamp is of other octets.
        OtherQuestion: it has another nonce.
    """
    read = read_answer(answer)
    _check_digest(read, octets)
    if query is not None and read.nonce != query.nonce:
        raise OtherQuestion


def verify_timestamp(answer: bytes, octets: bytes, trusted: Sequence[x509.Certificate]) -> Timestamp:
    """The time stamp, if a trusted authority made it of these octets.

    Raises:
        MalformedTimestamp, NotGranted, OtherFile: as `check_answer` does.
        UntrustedAuthority: it does not lead to a trusted certificate, or to none that may stamp.
    """
    read = read_answer(answer)
    _check_digest(read, octets)
    signer = _signer(read, trusted)
    own = None if read.certificates else signer
    try:
        tsp.VerifierBuilder(tsa_certificate=own, roots=list(trusted)).build().verify_message(read.response, octets)
    except Exception as refused:  # a certificate that is odd in a way of its own has an exception of its own
        raise _untrusted(_name(signer), str(refused)) from refused
    return Timestamp(_name(signer), read.at)


def _check_digest(read: TimestampReply, octets: bytes) -> None:
    digest = _DIGESTS.get(read.algorithm)
    if digest is None:
        raise MalformedTimestamp(f"its digest is by the algorithm {read.algorithm}, not SHA-256, SHA-384 or SHA-512")
    if digest(octets) != read.digest:
        raise OtherFile(read.digest, digest(octets))


def _signer(read: TimestampReply, trusted: Iterable[x509.Certificate]) -> x509.Certificate:
    """The certificate of whoever signed: from the answer, or from what the reader gave.

    The signature names it by issuer and serial number; of two that answer to them, one is there to deceive.
    """
    with legible():
        found = {each for each in (*read.certificates, *trusted) if (each.issuer, each.serial_number) in read.signers}
    if len(found) == 1:
        return found.pop()
    raise UntrustedAuthority(
        "an authority",
        "two certificates claim to be that of whoever signed it"
        if found
        else "neither it nor the file of certificates has the certificate of whoever signed it",
        "put the certificate with which the authority stamps into the file, beside its root",
    )


def _untrusted(authority: str, refused: str) -> UntrustedAuthority:
    """Why the package refused it, in words for who asks for another stamp."""
    chain = _CHAIN.search(refused)
    for words, why, remedy in _REASONS:
        if chain and words in chain["reason"]:
            return UntrustedAuthority(authority, why, remedy)
    if chain:
        why = f"no certificate that was given vouches for it ({chain['reason']})"
        return UntrustedAuthority(
            authority, why, "get the root certificate of the authority that made it, from its owner"
        )
    altered = "signature failure" in refused or "digest failure" in refused
    why = "its signature does not fit what it says" if altered else f"it is not in order: {on_one_line(refused)[:100]}"
    return UntrustedAuthority(authority, why, "compare it with another copy, or ask for another stamp")


def _name(certificate: x509.Certificate) -> str:
    """What the authority is called: its common name, or all that its certificate calls it."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return on_one_line(str(names[0].value) if names else certificate.subject.rfc4514_string())


_GRANTED: Final = 0
_STATUSES: Final = ("granted", "granted with changes", "rejected", "waiting", "revocation is near", "revoked")


@dataclass(frozen=True, slots=True)
class TimestampReply:
    """What a granted answer says, before anything of it is believed; `at` is the latest second since 1970 it allows."""

    response: tsp.TimeStampResponse
    algorithm: str
    digest: bytes
    nonce: int | None
    at: int
    certificates: tuple[x509.Certificate, ...]
    signers: tuple[tuple[x509.Name, int], ...]


def read_answer(answer: bytes) -> TimestampReply:
    """Everything that is used of a granted answer, read at once.

    Raises:
        MalformedTimestamp: it is no answer.
        NotGranted: the authority does not stamp.
    """
    response = _granted(answer)
    with legible():
        told, signed = response.tst_info, response.signed_data
        return TimestampReply(
            response,
            told.message_imprint.hash_algorithm.dotted_string,
            told.message_imprint.message,
            told.nonce,
            int(told.gen_time.timestamp()) + _allowance(told.accuracy),
            tuple(whole(x509.load_der_x509_certificate(each)) for each in signed.certificates),
            tuple((each.issuer, each.serial_number) for each in signed.signer_infos),
        )


@contextmanager
def legible() -> Iterator[None]:
    """What is malformed raises, or warns of, anything in two packages; here it is refused."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except Exception as wrong:
        if "InvalidSetOrdering" in str(wrong):
            raise UnsortedCertificates from wrong
        raise MalformedTimestamp("its octets are cut short, altered, or something else altogether") from wrong


def whole(certificate: x509.Certificate) -> x509.Certificate:
    """A certificate of which all that is used can be read: names are read only when they are asked for."""
    _ = certificate.issuer, certificate.subject, certificate.serial_number
    return certificate


def _granted(answer: bytes) -> tsp.TimeStampResponse:
    with legible():
        response = tsp.decode_timestamp_response(answer)
        status, words = response.status, " ".join(response.status_string)
    if status != _GRANTED:
        raise NotGranted(_status(status), on_one_line(words).rstrip("."))
    return response


def _allowance(accuracy: tsp.Accuracy | None) -> int:
    """By how many seconds, rounded up, the authority's clock may be slow."""
    if accuracy is None:
        return 0
    return (accuracy.seconds or 0) + bool(accuracy.millis or accuracy.micros)


def _status(number: int) -> str:
    return _STATUSES[number] if number < len(_STATUSES) else f"status {number}"
