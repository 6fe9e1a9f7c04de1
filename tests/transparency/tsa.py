"""A time-stamp authority on this machine: certificates of its own, and OpenSSL to answer with (`openssl ts -reply`)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAME: Final = "Northmoor Time Stamps"
INSTALL: Final = "apt-get install -y --no-install-recommends openssl"
SERIAL: Final = 77
KEPT: Final = Path(__file__).parent / "stamped"
"""A checkpoint, its stamp and the root that it leads to, made once."""
needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason=f"an authority needs OpenSSL: {INSTALL}")
_NOW: Final = datetime.now(UTC)
_CONFIG: Final = """\
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
{certificates}
"""


@dataclass(frozen=True)
class Certified:
    """A key, and a certificate for it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def made_root(name: str = "Northmoor Root") -> Certified:
    """A root that was made eight years ago."""
    key = ec.generate_private_key(ec.SECP256R1())
    built = _certificate(name, name, key, -3_000, 3_000).serial_number(x509.random_serial_number())
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return Certified(key, built.sign(key, hashes.SHA256()))


def certified(
    root: Certified, *, days: tuple[int, int] = (-10, 1_000), stamps: bool = True, key: Certified | None = None
) -> Certified:
    """A certificate for time stamps, or for a web server, under a root; valid between two days from now."""
    own = key.key if key else ec.generate_private_key(ec.SECP256R1())
    purpose = ExtendedKeyUsageOID.TIME_STAMPING if stamps else ExtendedKeyUsageOID.SERVER_AUTH
    issuer = root.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    built = _certificate(NAME, str(issuer), own, *days).serial_number(SERIAL)
    built = built.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return Certified(own, built.sign(root.key, hashes.SHA256()))


def _certificate(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, first: int, last: int
) -> x509.CertificateBuilder:
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (subject, issuer)]
    return x509.CertificateBuilder(
        subject_name=names[0],
        issuer_name=names[1],
        public_key=key.public_key(),
        not_valid_before=_NOW + timedelta(days=first),
        not_valid_after=_NOW + timedelta(days=last),
    )


@dataclass(frozen=True)
class Authority:
    """Answers queries with a certificate; `beside` are those that its answers bring along."""

    folder: Path
    root: Certified
    own: Certified
    beside: bytes = b""

    @classmethod
    def under(cls, root: Certified, folder: Path) -> Authority:
        return cls(folder, root, certified(root))

    def with_own(self, own: Certified, beside: bytes = b"") -> Authority:
        return replace(self, own=own, beside=beside)

    @cached_property
    def root_file(self) -> Path:
        return self._file("root.pem", self.root.pem)

    def answer(self, query: bytes) -> bytes:
        """What it answers, in DER; a query that is none is answered with a refusal."""
        key = self.own.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        beside = f"certs = {self._file('beside.pem', self.beside)}" if self.beside else ""
        config = _CONFIG.format(folder=self.folder, certificates=beside)
        self._file("serial", b"01\n")
        words = {
            "-config": self._file("tsa.conf", config.encode()),
            "-queryfile": self._file("query.tsq", query),
            "-inkey": self._file("tsa.key", key),
            "-signer": self._file("tsa.pem", self.own.pem),
            "-out": self.folder / "answer.tsr",
        }
        called = ["openssl", "ts", "-reply", *(str(word) for pair in words.items() for word in pair)]
        subprocess.run(called, check=True, capture_output=True)
        return (self.folder / "answer.tsr").read_bytes()

    def accepts(self, answer: bytes, stamped: bytes) -> bool:
        """Whether OpenSSL, which has read none of our code, takes a stamp for what it is."""
        words = {
            "-in": self._file("held.tsr", answer),
            "-data": self._file("held", stamped),
            "-CAfile": self.root_file,
            "-untrusted": self._file("own.pem", self.own.pem),
        }
        called = ["openssl", "ts", "-verify", *(str(word) for pair in words.items() for word in pair)]
        ran = subprocess.run(called, check=False, capture_output=True, text=True)
        return ran.returncode == 0 and "Verification: OK" in ran.stdout

    def _file(self, name: str, octets: bytes) -> Path:
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_bytes(octets)
        return self.folder / name


@contextmanager
def served(answers: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server on this machine that answers as the class does."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), answers)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Answering(BaseHTTPRequestHandler):
    """Reads a query, and answers by `answered`; says nothing of it on stderr."""

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/timestamp-query"
        self.answered(query)

    def answered(self, query: bytes) -> None:
        raise NotImplementedError

    def say(self, octets: bytes, code: int = 200, **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content-Length": str(len(octets)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *_: object) -> None:
        pass
