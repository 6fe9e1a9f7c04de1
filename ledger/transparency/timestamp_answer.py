"""What a time-stamp authority answered (RFC 3161), read whole before anything of it is believed.

Answers and certificates are somebody else's octets: whatever the two packages that read them make of those that are
malformed, here it is a refusal in a sentence.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from cryptography import x509

from ledger.transparency.strict_text import on_one_line
from ledger.transparency.timestamp_errors import MalformedTimestamp, NotGranted, NotInstalled, UnsortedCertificates

try:
    import rfc3161_client as tsp
except ImportError as absent:
    raise NotInstalled from absent

_GRANTED: Final = 0
_STATUSES: Final = ("granted", "granted with changes", "rejected", "waiting", "revocation is near", "revoked")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a granted answer says, before anything of it is believed; `at` is the latest second since 1970 it allows."""

    response: tsp.TimeStampResponse
    algorithm: str
    digest: bytes
    nonce: int | None
    at: int
    certificates: tuple[x509.Certificate, ...]
    signers: tuple[tuple[x509.Name, int], ...]


def read_answer(answer: bytes) -> Answer:
    """Everything that is used of a granted answer, read at once.

    Raises:
        MalformedTimestamp: it is no answer.
        NotGranted: the authority does not stamp.
    """
    response = _granted(answer)
    with legible():
        told, signed = response.tst_info, response.signed_data
        return Answer(
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
