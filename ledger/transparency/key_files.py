"""Key files: a signing key in its text form, on one line, readable by its owner alone, outside the database.

A file that is there is never written over: whoever loses a ledger's key can never again record into it.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from ledger.transparency.errors import BadKeyFile, Malformed
from ledger.transparency.keys import ED25519, SigningKey, parse_signing_key

OWNER_ALONE: Final = 0o600


def write_key(path: Path, key: SigningKey) -> None:
    """Make a file for a key, in a folder that is made too if it is not there.

    Raises:
        BadKeyFile: there is a file of that name already, or the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    except FileExistsError as taken:
        raise BadKeyFile(path, "is there already", "name another place with --key: no key is written over") from taken
    except OSError as refused:
        raise BadKeyFile(path, f"cannot be written: {refused.strerror}", "name another place with --key") from refused
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{key.text}\n")
        file.flush()
        os.fsync(descriptor)
    sync_folder(path.parent)


def read_key(path: Path, kind: int = ED25519) -> SigningKey:
    """The key in a file: a ledger's, or with the other kind a witness's.

    Raises:
        BadKeyFile: it is absent, others than its owner may read it, or it holds no key of that kind.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8")
    except FileNotFoundError as absent:
        raise BadKeyFile(path, "is not there", "name the file with GOVLEDGER_KEY or --key") from absent
    except (OSError, UnicodeDecodeError) as unreadable:
        why = unreadable.strerror if isinstance(unreadable, OSError) else "it is not UTF-8"
        raise BadKeyFile(path, f"cannot be read: {why}", "check its owner and its mode") from unreadable
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise BadKeyFile(path, "may be read by others than its owner", f"run `chmod 600 {path}`")
    try:
        key = parse_signing_key(text.strip())
    except Malformed as broken:
        raise BadKeyFile(path, f"holds {broken.problem}", "restore it from where you keep a copy") from broken
    if key.kind != kind:
        kept, wanted = ("a witness's", "the ledger's own") if kind == ED25519 else ("a ledger's", "a witness's")
        raise BadKeyFile(path, f"holds {kept} key", f"name {wanted} signing key")
    return key


def sync_folder(folder: Path) -> None:
    """See that what was made or renamed in a folder outlives a power cut, where the system can promise it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
