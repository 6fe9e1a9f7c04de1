"""The tamper matrix: every attack on both databases, what finds it, and which entry is named."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from itertools import chain
from pathlib import Path

import pytest

from ledger import store
from ledger.audit.signer import Signer
from ledger.audit.verification import Check, Evidence, Trust, Verdict, VerificationReport, read_evidence, verify
from ledger.store import Datastore
from ledger.transparency.policy import Policy
from projections import Projector
from projections.bodies import BODIES
from projections.engine.comparison import derived, differences, reach
from tests.audit.attacks import ATTACKS, SIZE, STRANGER, Attack
from tests.audit.forger import Forger
from tests.audit.sealed import key_in, record, recorder, sealed
from tests.postgresql import Server

ANSWERS = (BODIES,)
"""The one table of answers that is there."""


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """One key for all, so that every test attacks a copy of one ledger."""
    return key_in(tmp_path_factory.mktemp("attacked"))


@pytest.fixture(scope="session")
def sound_file(signer: Signer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sound") / "ledger.db"
    store.create(f"sqlite:///{file}").close()
    _fill(f"sqlite:///{file}", signer)
    return file


@pytest.fixture(scope="session")
def sound_database(signer: Signer, postgresql: Server) -> Iterator[str]:
    with postgresql.database(like=postgresql.ledger_template()) as url:
        _fill(url, signer)
        yield postgresql.template_of(url)


def _fill(url: str, signer: Signer) -> None:
    with closing(sealed(url, signer)) as opened:
        made = recorder(opened, Signer(signer.key))  # without a mark: two ledgers have one key here
        for number in range(1, 11):
            record(made, f"board-{number}")
        for first in range(11, SIZE, 5):
            record(made, *(f"board-{number}" for number in range(first, first + 5)))
        Projector(opened, ANSWERS).catch_up()


@pytest.fixture(params=["sqlite", "postgresql"])
def board(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Datastore]:
    """A copy of the ledger, on each database in turn."""
    with ExitStack() as over:
        if request.param == "sqlite":
            url = f"sqlite:///{shutil.copy(request.getfixturevalue('sound_file'), tmp_path)}"
        else:
            server = request.getfixturevalue("postgresql")
            url = over.enter_context(server.database(like=request.getfixturevalue("sound_database")))
        yield over.enter_context(closing(store.open(url)))


@pytest.fixture
def kept(board: Datastore, tmp_path: Path) -> Evidence:
    """The last checkpoint, kept by an auditor before anything was done to the ledger."""
    with board.read() as connection:
        [(note,)] = board.execute(connection, "SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1")
    (tmp_path / "kept.checkpoint").write_text(note)
    return read_evidence(tmp_path / "kept.checkpoint")


def verified(board: Datastore, signer: Signer, *evidence: Evidence) -> VerificationReport:
    trust = Trust(Policy.trusting(signer.key.verifier), "the key that was written down")
    return verify(board, trust, evidence, derived=partial(derived, board, ANSWERS))


def compared(board: Datastore, signer: Signer, *evidence: Evidence) -> VerificationReport:
    """The same with the tables of answers folded afresh, which every change of an entry makes differ, too."""
    trust = Trust(Policy.trusting(signer.key.verifier), "the key that was written down")
    return verify(
        board,
        trust,
        evidence,
        derived=partial(derived, board, ANSWERS),
        besides=lambda: chain(reach(board, ANSWERS), differences(board, ANSWERS)),
    )


def test_a_ledger_that_nobody_touched_is_consistent_and_anchored_by_what_was_kept(
    board: Datastore, signer: Signer, kept: Evidence
) -> None:
    alone, anchored = verified(board, signer), verified(board, signer, kept)

    assert (alone.verdict, alone.findings, alone.entries, alone.signed) == (Verdict.NOT_ANCHORED, (), SIZE, SIZE)
    assert (anchored.verdict, anchored.findings, anchored.anchored) == (Verdict.ANCHORED, (), SIZE)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.what)
def test_each_attack_is_found_by_its_checks_and_its_first_entry_named(
    attack: Attack, board: Datastore, signer: Signer, kept: Evidence
) -> None:
    if attack.only_on not in ("", board.backend):
        pytest.skip(f"only {attack.only_on} knows such a thing")
    attack.do(Forger(board), signer.key)

    look = compared if Check.PROJECTIONS in attack.found_by else verified
    alone, anchored = look(board, signer), look(board, signer, kept)

    assert alone.verdict is attack.alone, alone.findings
    assert tuple(dict.fromkeys(finding.check for finding in alone.wrong)) == attack.found_by, alone.findings
    assert alone.first_wrong_entry == attack.entry, alone.findings
    assert [anchor.matches for anchor in anchored.anchors] == [not attack.is_contradicted], anchored
    assert anchored.verdict is (Verdict.ANCHORED if attack.is_harmless else Verdict.WRONG)


def test_on_the_ledgers_own_word_a_strangers_signature_passes_and_that_is_said(
    board: Datastore, signer: Signer, kept: Evidence
) -> None:
    attack = next(each for each in ATTACKS if "named as the ledger's own" in each.what)
    attack.do(Forger(board), STRANGER)

    trusting, holding = verify(board, Trust()), verify(board, Trust(), [kept])

    assert trusting.verdict is Verdict.NOT_ANCHORED
    noted = [finding.says for finding in trusting.findings if not finding.aloud]
    assert ["the ledger's own word" in says for says in noted] == [True]
    assert holding.verdict is Verdict.WRONG
