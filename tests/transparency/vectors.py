"""The public test vectors, from the data folder beside the repository; the one place that reads them.

Nothing of it is copied into the repository. Where the folder is absent the tests that need it are
skipped with its name; GOVLEDGER_SHARED names another place.
"""

from __future__ import annotations

import base64
import json
import os
import tarfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("GOVLEDGER_SHARED") or _ROOT.parent / "shared")

# The key pair of Tessera's sample log is public: it stands in that project's testdata/build_log.sh.
TESSERA_SIGNING_KEY = "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg"
TESSERA_VERIFIER_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"

TESSERA_LEAVES = tuple(b"one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".split())


@cache
def _archive(name: str) -> dict[str, bytes]:
    with tarfile.open(SHARED / "data" / f"{name}.tar.xz") as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        return {each.name.removeprefix("./"): archive.extractfile(each).read() for each in files}


def archive(name: str) -> dict[str, bytes]:
    """All files of an archive by path; skips the test that asks where the archive is absent."""
    if not (SHARED / "data" / f"{name}.tar.xz").is_file():
        pytest.skip(f"test vectors {name}.tar.xz are not in {SHARED.name}/data beside the repository")
    return _archive(name)


def merkle(kind: str) -> list[dict[str, Any]]:
    """transparency-dev/merkle's 'inclusion' or 'consistency' vectors, base64 decoded."""
    vectors = json.loads(archive("audit_vectors")["merkle-vectors.json"])[kind]
    octets = ("root", "leafHash", "root1", "root2")
    for vector in vectors:
        for name in octets:
            if name in vector:
                vector[name] = base64.b64decode(vector[name] or "")
        vector["proof"] = [base64.b64decode(found) for found in vector["proof"] or []]
    return vectors


def tessera() -> dict[str, bytes]:
    """Tessera's sample log: checkpoint.0 to checkpoint.15, tiles and entry bundles, by path."""
    prefix = "tessera/testdata/log/"
    files = archive("audit_vectors")
    return {path.removeprefix(prefix): files[path] for path in files if path.startswith(prefix)}


def canonical_json() -> dict[str, tuple[bytes, bytes]]:
    """RFC 8785's sample files by name: input and canonical output."""
    files = archive("test_vectors_merkle_jcs_ed25519")
    inputs = {path: text for path, text in files.items() if "json-canonicalization/testdata/input/" in path}
    return {
        path.rpartition("/")[2]: (text, files[path.replace("/input/", "/output/")]) for path, text in inputs.items()
    }


def ed25519_edge_cases() -> list[dict[str, Any]]:
    """C2SP/CCTV's edge cases of Ed25519 verification: key, sig, msg and flags."""
    files = archive("test_vectors_merkle_jcs_ed25519")
    return json.loads(files["cctv-ed25519/ed25519/ed25519vectors.json"])
