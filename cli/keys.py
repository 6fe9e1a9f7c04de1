"""Where the signing key of a ledger is: where the environment or the config file says, or in its default place.

The default place is `keys/` in the user's config folder; a file there is called after the ledger and the key's id,
so the keys of several ledgers lie side by side.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
import platformdirs

from cli.config import Chosen, in_full, read_keys, remember_key
from cli.terminal import say
from ledger.vocabulary.subjects import slug

if TYPE_CHECKING:
    from ledger.audit.signer import Signer
    from ledger.transparency.keys import VerifierKey

KEY_VARIABLE: Final = "GOVLEDGER_KEY"
F = TypeVar("F", bound=Callable[..., Any])
_LONGEST_WORDS: Final = 60
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
    _finish_rotation(path, verifier)
    if not path.exists():
        raise KeyRequired(verifier.text, _where_else(path, where.by, verifier))
    return Signer.in_file(path).for_key(verifier)


def _where_else(path: Path, by: str, verifier: VerifierKey) -> str:
    """What to do where a key is not found; a retired one is needed to go on from a backup."""
    retired = path.with_name(f"{path.name}.retired-{verifier.key_id:08x}")
    if retired.exists():
        return f"that key was retired; if a backup was restored, give it once: {KEY_VARIABLE}='{retired}'"
    return (
        f"its signing key is not at '{path}' (from {by}); say where it is with {KEY_VARIABLE}=FILE, "
        f'or in the config file under [keys] as "{verifier.name}" = "FILE"'
    )


def _finish_rotation(path: Path, verifier: VerifierKey) -> None:
    """Put a new key into its place where a rotation was recorded and then broken off."""
    from ledger.recording.key_custody import WAITING, retire
    from ledger.transparency.keys import read_key

    waiting = path.with_name(path.name + WAITING)
    if waiting.exists() and read_key(waiting).verifier == verifier:
        if path.exists():
            retire(path, f"{read_key(path).verifier.key_id:08x}")
        waiting.rename(path)


def which_key(verifier: VerifierKey) -> Chosen:
    """The file in which the signing key of a ledger should be, and who says so."""
    if given := os.environ.get(KEY_VARIABLE):
        return Chosen(str(in_full(given)), KEY_VARIABLE)
    if given := read_keys().get(verifier.name):
        return Chosen(str(in_full(given)), "the config file")
    return Chosen(str(default_place(verifier)), "the default")


def default_place(verifier: VerifierKey) -> Path:
    """Where a key lies that nobody has put elsewhere."""
    name = _NOT_IN_FILES.sub("-", verifier.name).strip("-.") or "ledger"
    return platformdirs.user_config_path("govledger") / "keys" / f"{name[:80]}-{verifier.key_id:08x}.key"


def key_options(command: F) -> F:
    """`--origin` and `--key`: what a new ledger is called, and where its key goes."""
    origin = click.option("--origin", metavar="NAME", help="Its name in checkpoints: ledger.example.gov.uk/board.")
    return origin(key_option(command))


def key_option(command: F) -> F:
    """`--key`: where a new key goes."""
    place = click.Path(path_type=Path, dir_okay=False)
    return click.option("--key", "key_file", type=place, metavar="FILE", help="Where to put the signing key.")(command)


def new_signer(origin: str, key_file: Path | None) -> Signer:
    """A new key for a ledger, in the file that is named or in its default place.

    Raises:
        BadOrigin: no ledger can be called so.
        BadKeyFile: there is a file already, or it cannot be written.
    """
    from ledger.audit.signer import Signer
    from ledger.transparency.checkpoint import check_origin
    from ledger.transparency.keys import SigningKey

    check_origin(origin)
    key = SigningKey.generate(origin)
    if key_file is None and (given := os.environ.get(KEY_VARIABLE)):
        key_file = Path(given)
    return Signer.make(in_full(key_file).absolute() if key_file else default_place(key.verifier), key)


def discard(signer: Signer | None) -> None:
    """Take away a key that was made for nothing."""
    if signer is not None and signer.path is not None:
        with suppress(OSError):
            signer.path.unlink()


def tell_key(signer: Signer, key_file: Path | None) -> None:
    """Say where the key is, note it where it is not in its default place, and print the verifier key on stdout."""
    say(f"Its signing key is in {signer.path}: keep a copy of that file where the database is not.")
    if key_file is not None and signer.path is not None:
        noted = remember_key(signer.key.name, signer.path)
        say(f"Noted so in {noted}.")
    say("Its verifier key, to be written down and given to whoever audits:")
    click.echo(signer.key.verifier.text)


def name_for(chosen: Chosen) -> str:
    """A name for a ledger to which nobody gave one; no two are alike."""
    words = slug(Path(chosen.value.partition("?")[0]).stem, words=4)[:_LONGEST_WORDS].rstrip("-")
    return f"localhost/{words}-{token_hex(4)}"
