"""What can be wrong with a time stamp, each with what to do about it.

Refusal
|-- NotInstalled           the package that reads time stamps is an extra, and is not here
`-- AuditError
    |-- Malformed
    |   |-- MalformedTimestamp     no answer of a time-stamp authority
    |   |   `-- UnsortedCertificates   one whose certificates stand in an order that no reader of DER takes
    |   `-- MalformedCertificates  a file without a certificate in it
    |-- NotGranted             the authority's answer is that it does not stamp
    `-- Untrusted
        |-- OtherFile              a stamp of other octets
        |-- OtherQuestion          an answer to somebody else
        `-- UntrustedAuthority     nobody who is trusted made it, or they may not
"""

from __future__ import annotations

from typing import Final

from ledger.refusals import Refusal
from ledger.transparency.errors import AuditError, Malformed, Untrusted

_WITHOUT_CERTIFICATES: Final = (
    "ask for one without certificates (`openssl ts -query -data FILE -sha256`), and give the authority's own "
    "certificate together with its root; or verify this one with `openssl ts -verify`"
)


class NotInstalled(Refusal):
    """What reads time stamps is not here; everything else of the audit trail does without it."""

    def __init__(self) -> None:
        super().__init__(
            "time stamps need the package rfc3161-client, which is not installed",
            "pip install 'govledger[timestamps]'",
        )


class MalformedTimestamp(Malformed):
    """Octets that are no answer of a time-stamp authority."""

    format = "time stamp (RFC 3161)"

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.remedy = "keep the authority's answer (.tsr) as it came, whole and in DER; ask for it again"


class UnsortedCertificates(MalformedTimestamp):
    """Several certificates in an order other than DER's, as OpenSSL's own authority writes those of a `certs` file."""

    def __init__(self) -> None:
        super().__init__("it brings several certificates, not in the order that DER prescribes")
        self.remedy = _WITHOUT_CERTIFICATES


class MalformedCertificates(Malformed):
    """A file that holds no certificate, or one that cannot be read."""

    format = "file of certificates (PEM or DER)"

    def __init__(self) -> None:
        super().__init__("no certificate in it can be read")
        self.remedy = "get the authority's root certificate from its owner"


class NotGranted(AuditError):
    """An answer by which the authority says that it does not stamp, with its own words where it has any."""

    def __init__(self, status: str, words: str = "") -> None:
        said = f": {words}" if words else ""
        super().__init__(
            f"the authority did not grant a time stamp ({status}){said}", "ask again, or ask another authority"
        )


class OtherFile(Untrusted):
    """A time stamp of other octets than those of the file that it is held against."""

    def __init__(self, stamped: bytes, found: bytes) -> None:
        super().__init__(
            f"the time stamp is of another file: it is of the digest {stamped.hex()[:16]}..., "
            f"and this file's is {found.hex()[:16]}...",
            "find the file that was stamped, unchanged: one line more, a cosignature too, makes it another",
        )


class OtherQuestion(Untrusted):
    """An answer whose nonce is not the one that was sent."""

    def __init__(self) -> None:
        super().__init__(
            "the authority answered somebody else: its answer has another nonce than the one that was sent",
            "ask again; if it stays so, something between you and the authority hands out old answers",
        )


class UntrustedAuthority(Untrusted):
    """A time stamp that is not borne out by the certificates that the reader trusts; `why` says in which way."""

    def __init__(self, authority: str, why: str, remedy: str) -> None:
        super().__init__(f"the time stamp of {authority} does not hold: {why}", remedy)
        self.authority, self.why = authority, why
