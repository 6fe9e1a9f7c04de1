"""Time stamps at the command line: asked for over HTTP or by a file, checked offline, and what goes wrong."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.audit import timestamp as asking
from ledger.transparency.timestamp import make_query
from tests.cli.conftest import Govledger
from tests.transparency import tsa
from tests.transparency.tsa import KEPT, Answering, Authority, made_root, needs_openssl, served


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.under(made_root(), tmp_path / "tsa")


@pytest.fixture
def kept(recorded: Path, call: Govledger, tmp_path: Path) -> Path:
    """A checkpoint of a ledger with a meeting in it; its verifier key was written down in a file beside it."""
    keys = json.loads(call("audit", "key", "show", "--format", "json").stdout)["rows"]
    (tmp_path / "verifier-key.txt").write_text(keys[-1]["verifier_key"] + "\n")
    call("audit", "checkpoint", "--out", tmp_path / "kept.checkpoint")
    return tmp_path / "kept.checkpoint"


def answering(answered: Callable[[Answering, bytes], None]) -> type[Answering]:
    return type("Answers", (Answering,), {"answered": answered})


def stamp_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.tsr")


@needs_openssl
def test_an_authority_is_asked_and_what_it_says_is_kept_checked_and_counted(
    kept: Path, call: Govledger, authority: Authority
) -> None:
    root, key = authority.root_file, kept.parent / "verifier-key.txt"
    with served(answering(lambda server, query: server.say(authority.answer(query)))) as url:
        said = call("audit", "timestamp", kept, "--tsa", url, "--tsa-certificate", root).stderr
        again = call("audit", "timestamp", kept, "--tsa", url, code=2).stderr
        other = call("audit", "timestamp", kept, "--tsa", url, "--out", kept.parent / "second.tsr").stderr

    assert f"was there by {time.gmtime().tm_year}-" in said
    assert f"says {tsa.NAME}" in said
    assert "an older time stamp shows more" in again
    assert "Whose it is was not verified" in other
    checked = call("audit", "check", stamp_of(kept), "--tsa-certificate", root, "--key", key).stderr
    assert f"says {tsa.NAME}" in checked
    assert "Verified a checkpoint" in checked
    call("audit", "check", kept.parent / "second.tsr", "--of", kept, "--tsa-certificate", root)
    told = call("audit", "verify", "--key", key, "--against", kept, "--tsa-certificate", root, "--verbose").stdout
    assert tsa.NAME in told
    assert "time stamp" in told


@needs_openssl
def test_a_query_is_written_for_somebody_to_send(kept: Path, call: Govledger, authority: Authority) -> None:
    query = kept.parent / "kept.tsq"

    assert "application/timestamp-query" in call("audit", "timestamp", kept, "--request", query).stderr
    stamp_of(kept).write_bytes(authority.answer(query.read_bytes()))
    call("audit", "check", stamp_of(kept), "--tsa-certificate", authority.root_file)


@needs_openssl
def test_a_receipt_is_stamped_too(kept: Path, call: Govledger, authority: Authority) -> None:
    receipt, key = kept.parent / "entry-7.tlog-proof", kept.parent / "verifier-key.txt"
    call("audit", "receipt", "7", "--out", receipt)
    stamp_of(receipt).write_bytes(authority.answer(make_query(receipt.read_bytes()).octets))

    checked = call("audit", "check", stamp_of(receipt), "--tsa-certificate", authority.root_file, "--key", key)

    assert "this is entry 7" in checked.stderr
    against = call(
        "audit", "verify", "--key", key, "--against", receipt, "--tsa-certificate", authority.root_file, "-v"
    )
    assert tsa.NAME in against.stdout


@needs_openssl
@pytest.mark.parametrize(
    ("wrong", "code", "says"),
    [
        (lambda good, other: other, 1, "is of another file"),
        (lambda good, other: good[:-9], 2, "cut short, altered"),
        (lambda good, other: b"<html>not found</html>", 2, "cut short, altered"),
        (lambda good, other: good[:-3] + bytes((good[-3] ^ 1,)) + good[-2:], 1, "does not fit what it says"),
        (lambda good, other: bytes.fromhex("30053003020102"), 1, "did not grant a time stamp (rejected)"),
    ],
)
def test_a_stamp_that_does_not_hold_is_refused_by_check_and_by_verify(
    wrong: Callable[[bytes, bytes], bytes], code: int, says: str, kept: Path, call: Govledger, authority: Authority
) -> None:
    good, other = (authority.answer(make_query(octets).octets) for octets in (kept.read_bytes(), b"another file"))
    stamp_of(kept).write_bytes(wrong(good, other))
    trusted = ("--tsa-certificate", authority.root_file)

    assert says in call("audit", "check", stamp_of(kept), *trusted, code=code).stderr
    refused = call("audit", "verify", "--against", kept, *trusted, code=code)
    assert says in " ".join((refused.stdout + refused.stderr).split())
    call("audit", "verify", "--against", kept)


@needs_openssl
def test_a_stamp_by_another_authority_is_refused(kept: Path, call: Govledger, authority: Authority) -> None:
    stranger = Authority.under(made_root("Somebody Else"), kept.parent / "stranger")
    stamp_of(kept).write_bytes(stranger.answer(make_query(kept.read_bytes()).octets))

    said = call("audit", "check", stamp_of(kept), "--tsa-certificate", authority.root_file, code=1).stderr

    assert "no certificate that was given vouches for it" in said
    assert "get the root certificate of the authority that made it" in said


@needs_openssl
def test_an_answer_to_somebody_elses_question_is_not_kept(kept: Path, call: Govledger, authority: Authority) -> None:
    old = authority.answer(make_query(kept.read_bytes()).octets)
    with served(answering(lambda server, query: server.say(old))) as url:
        assert "another nonce" in call("audit", "timestamp", kept, "--tsa", url, code=1).stderr

    assert not stamp_of(kept).exists()


def _drip(server: Answering, query: bytes) -> None:
    server.send_response(200)
    server.end_headers()
    try:
        for _ in range(100):
            server.wfile.write(b"0")
            time.sleep(0.05)
    except OSError:
        pass  # they have hung up


def _stay_silent(server: Answering, query: bytes) -> None:
    time.sleep(1)


@pytest.mark.parametrize(
    ("answered", "says"),
    [
        (lambda server, query: server.say(b"no", 503), "answered 503 Service Unavailable"),
        (
            lambda server, query: server.say(b"", 302, Location="http://127.0.0.1:9/"),
            "has moved to http://127.0.0.1:9/",
        ),
        (lambda server, query: server.say(b"0" * 100_001), "more than 100,000 octets"),
        (lambda server, query: server.say(b"<html>hello</html>"), "cut short, altered"),
        (lambda server, query: server.say(bytes.fromhex("30053003020102")), "did not grant"),
        (_drip, "did not answer within 0.5 seconds"),
        (_stay_silent, "did not answer within 0.5 seconds"),
        (lambda server, query: server.wfile.write(b"what?\n"), "cannot be asked"),
    ],
)
def test_an_authority_that_answers_anything_else_is_refused_in_a_sentence(
    answered: Callable[[Answering, bytes], None],
    says: str,
    kept: Path,
    call: Govledger,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "TIMEOUT", 0.5)
    with served(answering(answered)) as url:
        said = call("audit", "timestamp", kept, "--tsa", url, code=1).stderr

    assert says in said
    assert not stamp_of(kept).exists()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:9/", "cannot be asked"),
        ("file:///etc/passwd", "no address of the web"),
        ("tsa.example", "no address of the web"),
        ("http://[::1/", "cannot be asked"),
        ("http://a b/", "cannot be asked"),
    ],
)
def test_an_authority_that_is_not_there_is_refused_in_a_sentence(
    url: str, says: str, kept: Path, call: Govledger
) -> None:
    assert says in call("audit", "timestamp", kept, "--tsa", url, code=1).stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("timestamp", "kept.checkpoint"), "give --tsa"),
        (("timestamp", "kept.checkpoint", "--request", "a", "--tsa", "http://b/"), "give --tsa"),
        (("timestamp", "verifier-key.txt", "--request", "a"), "not a signed note"),
        (("timestamp", "kept.checkpoint", "--request", "no/such/folder"), "cannot be written"),
        (("check", "lone.tsr"), "say with --of"),
        (("check", "lone.tsr", "--of", "kept.checkpoint"), "say whom to trust: --tsa-certificate"),
        (("check", "kept.checkpoint", "--tsa-certificate", "root.pem", "--key", "verifier-key.txt"), "time stamp"),
        (("check", "lone.tsr", "--of", "nowhere", "--tsa-certificate", "root.pem"), "say with --of"),
        (
            ("check", "lone.tsr", "--of", "kept.checkpoint", "--tsa-certificate", "lone.tsr"),
            "not a file of certificates",
        ),
        (("check", "lone.tsr", "--of", "kept.checkpoint", "--tsa-certificate", "nowhere"), "cannot be read"),
        (("verify", "--against", "kept.checkpoint", "--tsa-certificate", "root.pem"), "there is none"),
    ],
)
def test_wrong_words_are_refused_with_what_is_wrong(
    words: tuple[str, ...], says: str, kept: Path, call: Govledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kept.parent)
    shutil.copy(KEPT / "root.pem", "root.pem")
    Path("lone.tsr").write_bytes(b"junk")

    assert says in call("audit", *words, code=2).stderr


def test_without_the_extra_package_it_is_said_how_to_install_it_and_all_else_works(
    kept: Path, call: Govledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "ledger.transparency.timestamp")
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    shutil.copy(KEPT / "board.checkpoint.tsr", stamp_of(kept))

    for words in (
        ("timestamp", kept, "--request", kept.parent / "kept.tsq"),
        ("check", stamp_of(kept), "--tsa-certificate", KEPT / "root.pem"),
        ("verify", "--against", kept, "--tsa-certificate", KEPT / "root.pem"),
    ):
        assert "pip install 'govledger[timestamps]'" in call("audit", *words, code=1).stderr
    call("audit", "verify", "--against", kept)
