"""Whom a verifier believes at the command line: a policy, a key that was written down, or this machine's own key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.session import F

if TYPE_CHECKING:
    from ledger.audit.verification import Evidence, Trust
    from ledger.store import Datastore
    from ledger.transparency.policy import Policy


class VerifierKeyType(click.ParamType[str]):
    """A verifier key as it was written down, or a file that holds it."""

    name = "key|file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The key's text, once it reads as one."""
        from ledger.transparency.errors import MalformedKey
        from ledger.transparency.keys import parse_verifier_key

        text = str(value).strip()
        try:
            text = Path(text).read_text("utf-8").strip() if Path(text).is_file() else text
            return parse_verifier_key(text).text
        except (OSError, UnicodeDecodeError) as unreadable:
            self.fail(f"the file '{value}' cannot be read: {unreadable}", param, ctx)
        except MalformedKey as wrong:
            self.fail(f"'{value}' is no verifier key and no file with one: {wrong.problem}", param, ctx)


class PolicyType(click.ParamType[Any]):
    """A trust file (c2sp.org/tlog-policy): ledgers' keys, witnesses and their quorum."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The policy and the file that it is from."""
        from ledger.transparency.errors import MalformedPolicy
        from ledger.transparency.policy import parse_policy

        try:
            return parse_policy(Path(value).read_bytes()), str(value)
        except OSError as unreadable:
            self.fail(f"'{value}' cannot be read: {unreadable.strerror}", param, ctx)
        except MalformedPolicy as wrong:
            self.fail(f"{value}: {wrong}", param, ctx)


def trust_options(command: F) -> F:
    """`--policy` and `--key`: whom to believe."""
    policy = click.option("--policy", type=PolicyType(), help="Your own trust file: keys, witnesses, quorum.")
    key = click.option("--key", type=VerifierKeyType(), help="The ledger's verifier key, as it was written down.")
    return policy(key(command))


def given_trust(policy: tuple[Policy, str] | None, key: str | None) -> Trust | None:
    """What the options say; None where they say nothing.

    Raises:
        UsageError: they say two different things.
    """
    from ledger.audit.verification import Trust
    from ledger.transparency.keys import parse_verifier_key
    from ledger.transparency.policy import Policy

    if policy and key:
        raise click.UsageError("--policy names the keys already; leave out --key")
    if policy:
        return Trust(policy[0], f"the policy in {policy[1]}")
    return Trust(Policy.trusting(parse_verifier_key(key)), "--key") if key else None


def own_trust(datastore: Datastore) -> tuple[Trust, Evidence | None]:
    """This machine's own signing key for the ledger, and its high-water mark; the ledger's own word without them."""
    from cli.keys import which_key
    from ledger.audit.signer import mark_beside
    from ledger.audit.verification import Trust, read_evidence
    from ledger.audit.verification.keys import named_keys, readable
    from ledger.transparency.errors import AuditError
    from ledger.transparency.policy import Policy

    keys, _ = readable(named_keys(datastore))
    if not keys:
        return Trust(), None
    from ledger.transparency.key_files import read_key
    from ledger.transparency.keys import parse_verifier_key

    where = Path(which_key(parse_verifier_key(keys[-1][1])).value)
    try:
        trust = Trust(Policy.trusting(read_key(where).verifier), f"the key file {where}")
    except AuditError:
        return Trust(), None
    mark = mark_beside(where)
    return trust, read_evidence(mark, "mark") if mark.exists() else None
