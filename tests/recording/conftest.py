"""What tests of recording into sealed ledgers have in common: a key."""

from tests.audit.conftest import signer

__all__ = ["signer"]
