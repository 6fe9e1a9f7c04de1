"""Where the signing key of a ledger is: where the environment or the config file says, or in its default place.

The default place is `keys/` in the user's config folder; a file there is called after the ledger and the key's id,
so the keys of several ledgers lie side by side.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs

from cli.config import Chosen, read_keys

if TYPE_CHECKING:
    from ledger.audit.keys import VerifierKey
    from ledger.audit.signer import Signer

KEY_VARIABLE: Final = "GOVLEDGER_KEY"
_NOT_IN_FILES: Final = re.compile(r"[^A-Za-z0-9.]+")


def find_signer(verifier: VerifierKey) -> Signer:
    """The signer whose key a ledger names.

    Raises:
        KeyRequired: its file is nowhere where keys are looked for.
        WrongKey, BadKeyFile: what is there is not it, or cannot be read.
    """
    from ledger.audit.errors import KeyRequired
    from ledger.audit.signer import Signer

    where = which_key(verifier)
    path = Path(where.value)
    if not path.exists():
        raise KeyRequired(
            verifier.text,
            f"its signing key is not at '{path}' (from {where.by}); say where it is with {KEY_VARIABLE}=FILE, "
            f'or in the config file under [keys] as "{verifier.name}" = "FILE"',
        )
    return Signer.in_file(path).for_key(verifier)


def which_key(verifier: VerifierKey) -> Chosen:
    """The file in which the signing key of a ledger should be, and who says so."""
    if given := os.environ.get(KEY_VARIABLE):
        return Chosen(str(Path(given).expanduser()), KEY_VARIABLE)
    if given := read_keys().get(verifier.name):
        return Chosen(str(Path(given).expanduser()), "the config file")
    return Chosen(str(default_place(verifier)), "the default")


def default_place(verifier: VerifierKey) -> Path:
    """Where a key lies that nobody has put elsewhere."""
    name = _NOT_IN_FILES.sub("-", verifier.name).strip("-.") or "ledger"
    return platformdirs.user_config_path("govledger") / "keys" / f"{name[:80]}-{verifier.key_id:08x}.key"
