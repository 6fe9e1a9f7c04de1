"""Files begun for decisions and for the register of a council hold what the ledger knows, and no guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Govledger
from tests.cli.test_names import recorded

COUNCIL = """\
    source: {document: Annual meeting, publisher: Ashby Council, date: 2018-05-14}
    register:
      organisations: [Ashby Council]
      bodies: [{name: Cabinet, kind: executive, of: Ashby Council}]
      people: [Cllr Ann Smith]
      posts: {waters: {title: Cabinet Member for Waters, organisation: Ashby Council}}
      projects: [The ferry]
    statements:
      - {appointed: Cllr Ann Smith, post: waters, since: 2018-05-14}
      - {notice: The ferry, by: waters, due: 2018-07-02, key: yes, urgency: general exception, on: 2018-06-20}
      - {notice: The ferry, by: waters, due: 2018-05-30, key: no, on: 2018-05-20}
"""


@pytest.fixture
def council(call: Govledger, tmp_path: Path) -> Path:
    recorded(call, tmp_path, COUNCIL)
    return tmp_path


def test_a_decision_is_begun_with_what_its_notice_tells(call: Govledger, council: Path) -> None:
    begun = call("new", "decision", "Cabinet Member for Waters", "--on", "2018-07-02").stdout.splitlines()

    for line in (
        '  document: "Record of a decision of the Cabinet Member for Waters, 2 July 2018"',
        "  publisher: Ashby Council",
        "    by: Cabinet Member for Waters  # Cllr Ann Smith",
        "    projects: [ferry]  # The ferry: notice of it was given on 2018-06-20, due 2018-07-02",
        "    key: yes",
        "    urgency: general exception",
        "    # reasons:  # why; the law asks for them",
    ):
        assert line in begun
    assert "    key: no" not in begun


def test_a_decision_without_words_is_not_recorded(call: Govledger, council: Path) -> None:
    file = council / "ferry.yaml"
    call("new", "decision", "Cabinet Member for Waters", "--on", "2018-07-02", "--out", file)

    assert "still to be checked" in call("record", file, code=1).stderr
    checked = "\n".join(line for line in file.read_text().splitlines() if "check:" not in line)
    file.write_text(checked)
    assert "expected a text, found nothing" in call("record", file, code=1).stderr
    file.write_text(checked.replace("decided:", "decided: That the ferry be sold."))
    assert "Recorded 1 entry" in call("record", file).stderr


def test_a_register_is_begun_with_what_is_known(call: Govledger, council: Path) -> None:
    known = call("new", "register", "Ashby Council", "--on", "2018-07-02").stdout.splitlines()
    unknown = call("new", "register", "Beeton Council", "--on", "2018-07-02").stdout.splitlines()

    assert "  organisations:" not in known
    assert "    # known: Cabinet, no member recorded" in known
    assert "    # known: Cabinet Member for Waters, Cllr Ann Smith" in known
    assert "    - {name: Beeton Council, kind: council}" in unknown
    assert not any("known:" in line for line in unknown)
