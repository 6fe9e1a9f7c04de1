"""Fuzz one reader with atheris, for as long as you like.

    python -m tests.fuzz.with_atheris receipt -max_total_time=600

See docs/how-to/fuzz-the-parsers.md.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found,unused-ignore]

with atheris.instrument_imports(include=["ledger.audit"]):
    from tests.fuzz.targets import TARGETS, check_target


def main() -> None:
    """Begin from the good example, which the fuzzer changes as it learns which branches there are."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"name what to fuzz: {', '.join(TARGETS)}")
    name = sys.argv.pop(1)

    def once(octets: bytes) -> None:
        check_target(name, octets)

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
