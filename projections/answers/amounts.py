"""How amounts of money are written for people."""

from __future__ import annotations


def pounds(amount: str | None) -> str:
    """An amount as people write it."""
    if not amount:
        return ""
    whole, _, pence = amount.lstrip("-").partition(".")
    minus = "-" if amount.startswith("-") else ""
    return f"{minus}£{int(whole):,}" + (f".{pence:0<2}" if pence else "")
