"""Bundles: written by us, verified by us and by an independent program, good and tampered.

The program is tests/audit/go/verify.go on Debian's golang.org/x/mod: no code of ours is in what it
trusts. Where Go is absent its tests are skipped with the command that installs it (see conftest.py).
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger.audit.bundle import write_bundle
from ledger.audit.bundle_check import check_bundle, check_continues, tile_reader
from ledger.transparency.checkpoint import Checkpoint, cosign, sign_checkpoint
from ledger.transparency.errors import AuditError, BadBundle
from ledger.transparency.keys import COSIGNATURE, SigningKey
from ledger.transparency.merkle_proofs import check_consistency, consistency_path
from ledger.transparency.note import Note
from ledger.transparency.policy import Policy
from ledger.transparency.tree import load_root
from tests.transparency.trees import BOARD, BOARD_KEY, grown, numbered, reader

SIZE = 700  # three bundles of entries, the last one partial, and a tile at level 1
LEAVES = numbered(SIZE)
STORED, PEAKS = grown(LEAVES)
TRUST = Policy.trusting(BOARD_KEY.verifier)
WITNESS = SigningKey("auditor.example/w1", bytes(range(1, 33)), COSIGNATURE)


def head(size: int = SIZE, key: SigningKey = BOARD_KEY) -> Note:
    return sign_checkpoint(Checkpoint(BOARD, size, load_root(size, reader(STORED))), key)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    note = head()
    note = note.signed_by(cosign(note, WITNESS, 1_700_000_000))
    old = {"old/400.checkpoint": head(400).text.encode()}
    write_bundle(tmp_path / "bundle", iter(LEAVES), reader(STORED), note, old)
    return tmp_path / "bundle"


def test_a_bundle_with_another_beginning_than_was_kept_is_refused(bundle: Path) -> None:
    found = check_bundle(bundle, TRUST).checkpoint

    for size in (1, 255, 256, 400, SIZE):
        kept = Checkpoint(BOARD, size, load_root(size, reader(STORED)))
        check_continues(bundle, found, kept)
        with pytest.raises(BadBundle, match=f"its first {size} entries are not those"):
            check_continues(bundle, found, Checkpoint(BOARD, size, bytes(32)))
    with pytest.raises(BadBundle, match=r"another\.example/board"):
        check_continues(bundle, found, Checkpoint("another.example/board", 1, bytes(32)))


def flip(path: Path, at: int = -1) -> None:
    octets = bytearray(path.read_bytes())
    octets[at] ^= 1
    path.write_bytes(octets)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def forget_the_last_entry(folder: Path) -> None:
    path = folder / "tile/entries/002.p/188"
    path.write_bytes(path.read_bytes()[: -2 - len(LEAVES[-1])])


def sign_with_another_key(folder: Path) -> None:
    (folder / "checkpoint").write_bytes(head(key=SigningKey(BOARD, bytes(32))).text.encode())


def serve_an_older_tree(folder: Path) -> None:
    (folder / "checkpoint").write_bytes(head(400).text.encode())


def swap_two_entries(folder: Path) -> None:
    path = folder / "tile/entries/001"
    content, (one, two) = path.read_bytes(), LEAVES[300:302]
    path.write_bytes(content.replace(one, b"#").replace(two, one).replace(b"#", two))


def rewritten(folder: Path, key: SigningKey) -> None:
    """The bundle of a ledger in which entry 300 was altered and everything after it recomputed."""
    shutil.rmtree(folder)
    altered = [*LEAVES[:299], b'{"text":"never resolved"}', *LEAVES[300:]]
    stored, peaks = grown(altered)
    write_bundle(folder, altered, reader(stored), sign_checkpoint(Checkpoint(BOARD, SIZE, peaks.root), key))


def rewrite_everything_but_the_signature(folder: Path) -> None:
    signed = (folder / "checkpoint").read_bytes()
    rewritten(folder, BOARD_KEY)
    (folder / "checkpoint").write_bytes(signed)


# What was done to the bundle, and the first entry that both verifiers must name, if any.
TAMPERED: dict[str, tuple[Callable[[Path], None], int | None]] = {
    "a bit of an entry": (lambda folder: flip(folder / "tile/entries/001", 1000), None),
    "the last octet of an entry": (lambda folder: flip(folder / "tile/entries/001"), 512),
    "two entries swapped": (swap_two_entries, 301),
    "a bit of a leaf tile": (lambda folder: flip(folder / "tile/0/001"), None),
    "a bit of the partial leaf tile": (lambda folder: flip(folder / "tile/0/002.p/188"), None),
    "a bit of a tile above": (lambda folder: flip(folder / "tile/1/000.p/2"), None),
    "the checkpoint's origin": (lambda folder: flip(folder / "checkpoint", 0), None),
    "the checkpoint's size": (lambda folder: flip(folder / "checkpoint", len(BOARD) + 1), None),
    "the checkpoint's root": (lambda folder: flip(folder / "checkpoint", len(BOARD) + 8), None),
    "entries cut short": (lambda folder: truncate(folder / "tile/entries/002.p/188"), None),
    "an entry missing at the end": (forget_the_last_entry, None),
    "a tile cut short": (lambda folder: truncate(folder / "tile/0/000"), None),
    "a tile missing": (lambda folder: (folder / "tile/1/000.p/2").unlink(), None),
    "entries missing": (lambda folder: (folder / "tile/entries/000").unlink(), None),
    "the checkpoint missing": (lambda folder: (folder / "checkpoint").unlink(), None),
    "another key": (sign_with_another_key, None),
    "everything but the signature": (rewrite_everything_but_the_signature, None),
    "the tree of another size": (serve_an_older_tree, None),
}


def test_a_good_bundle_is_verified_by_both(
    bundle: Path, verify: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    ran = verify(
        "-old", bundle / "old/400.checkpoint", "-witness", WITNESS.verifier.text, bundle, BOARD_KEY.verifier.text
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "all 700 entries hash to the tiles" in ran.stdout
    assert "continues the older checkpoint of 400 entries" in ran.stdout
    assert "cosigned by auditor.example/w1 at 1700000000" in ran.stdout
    assert check_bundle(bundle, TRUST).checkpoint.size == SIZE


@pytest.mark.parametrize("tampering", TAMPERED)
def test_a_tampered_bundle_is_rejected_by_the_independent_program(
    bundle: Path, verify: Callable[..., subprocess.CompletedProcess[str]], tampering: str
) -> None:
    tamper, entry = TAMPERED[tampering]
    tamper(bundle)

    ran = verify(bundle, BOARD_KEY.verifier.text)

    assert ran.returncode == 1
    assert ("FAILED: " + (f"entry {entry} " if entry else "")) in ran.stdout


@pytest.mark.parametrize("tampering", TAMPERED)
def test_a_tampered_bundle_is_rejected_by_us(bundle: Path, tampering: str) -> None:
    tamper, entry = TAMPERED[tampering]
    (bundle / "entries.jsonl").unlink()
    tamper(bundle)

    with pytest.raises(AuditError) as refusal:
        check_bundle(bundle, TRUST)

    if entry:
        assert isinstance(refusal.value, BadBundle)
        assert refusal.value.entry == entry


def test_the_independent_program_rejects_an_older_checkpoint_that_contradicts(
    bundle: Path, verify: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    other = sign_checkpoint(Checkpoint(BOARD, 400, bytes(32)), BOARD_KEY)
    (tmp_path / "kept").write_text(other.text, encoding="utf-8")

    ran = verify("-old", tmp_path / "kept", bundle, BOARD_KEY.verifier.text)

    assert (ran.returncode, "400 entries are not how the bundle begins" in ran.stdout) == (1, True)


def test_only_a_checkpoint_kept_outside_finds_what_a_stolen_key_rewrote(
    bundle: Path, verify: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(head(400).text.encode())
    rewritten(bundle, BOARD_KEY)

    assert verify(bundle, BOARD_KEY.verifier.text).returncode == 0
    assert check_bundle(bundle, TRUST)
    ran = verify("-old", kept, bundle, BOARD_KEY.verifier.text)
    assert (ran.returncode, "400 entries are not how the bundle begins" in ran.stdout) == (1, True)


def test_the_independent_program_asks_for_the_witness_it_was_told(
    bundle: Path, verify: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    other = SigningKey.generate("auditor.example/w1", COSIGNATURE)

    assert verify("-witness", other.verifier.text, bundle, BOARD_KEY.verifier.text).returncode == 1
    assert verify(bundle, other.verifier.text).returncode == 2


def test_one_entry_is_a_bundle_too(tmp_path: Path, verify: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    for size in (1, 255, 256, 257):
        folder = tmp_path / str(size)
        write_bundle(folder, LEAVES[:size], reader(STORED), head(size))

        assert verify(folder, BOARD_KEY.verifier.text).returncode == 0
        assert check_bundle(folder, TRUST).checkpoint.size == size


def test_the_readable_copy_has_an_entry_to_a_line_and_must_agree(bundle: Path) -> None:
    lines = (bundle / "entries.jsonl").read_bytes().splitlines()
    assert lines == LEAVES

    flip(bundle / "entries.jsonl", len(LEAVES[0]) + 5)

    with pytest.raises(BadBundle, match="entry 2 differs"):
        check_bundle(bundle, TRUST)


def test_a_file_that_does_not_belong_is_refused(bundle: Path) -> None:
    shutil.copy(bundle / "tile/0/000", bundle / "tile/0/003")

    with pytest.raises(BadBundle, match="tile/0/003: this file does not belong"):
        check_bundle(bundle, TRUST)


def test_proofs_can_be_made_from_a_bundles_tiles(bundle: Path) -> None:
    read = tile_reader(bundle, SIZE)

    for old in (1, 255, 256, 400, 512, 699, 700):
        path = consistency_path(old, SIZE, read)
        check_consistency(old, SIZE, load_root(old, reader(STORED)), PEAKS.root, path)
        assert load_root(old, read) == load_root(old, reader(STORED))


def test_a_bundle_that_would_not_verify_is_not_finished(tmp_path: Path) -> None:
    damaged = list(STORED)
    damaged[STORED.index(PEAKS.hashes[0])] = bytes(32)
    altered = [*LEAVES[:299], b'{"text":"never resolved"}', *LEAVES[300:]]
    cases = {
        "entry 300 contradicts the stored tree in its hash": (altered, STORED),
        "entry 512 contradicts the stored tree in a node": (LEAVES, damaged),
        "entry 700 of the checkpoint's 700 is missing": (LEAVES[:-1], STORED),
        "more entries than the checkpoint's": ([*LEAVES, b"{}"], STORED),
    }

    for number, (problem, (leaves, stored)) in enumerate(cases.items()):
        with pytest.raises(BadBundle, match=problem):
            write_bundle(tmp_path / str(number), leaves, reader(stored), head())
        assert not list((tmp_path / str(number)).iterdir()), "nothing half written stays"


def test_a_bundle_whose_root_is_not_the_checkpoints_is_not_finished(tmp_path: Path) -> None:
    other = sign_checkpoint(Checkpoint(BOARD, SIZE, bytes(32)), BOARD_KEY)

    with pytest.raises(BadBundle, match="do not have the checkpoint's root"):
        write_bundle(tmp_path / "bundle", LEAVES, reader(STORED), other)


def test_of_two_that_write_into_one_folder_the_second_takes_nothing_from_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bundle"

    def leaves_and_another_bundle() -> Iterator[bytes]:
        yield from LEAVES[:300]
        monkeypatch.setattr("ledger.audit.bundle._check_folder", lambda *_: None)  # it looked when all was empty
        with pytest.raises(FileExistsError):
            write_bundle(folder, LEAVES, reader(STORED), head())
        yield from LEAVES[300:]

    write_bundle(folder, leaves_and_another_bundle(), reader(STORED), head())

    assert check_bundle(folder, TRUST).checkpoint.size == SIZE


def test_a_bundle_is_not_written_over_something_else(bundle: Path) -> None:
    with pytest.raises(BadBundle, match="not empty"):
        write_bundle(bundle, LEAVES, reader(STORED), head())


@pytest.mark.parametrize("name", ["checkpoint", "tile/0/000", "../above", "/etc/passwd", "", "entries.jsonl"])
def test_additional_files_cannot_take_the_place_of_others(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadBundle, match="cannot be the name"):
        write_bundle(tmp_path / "bundle", LEAVES, reader(STORED), head(), {name: b""})
