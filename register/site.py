"""What a council says about its register: its name, colour and logo, which ledger it shows, and to whom."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from ledger.refusals import Refusal
from projections.exports.atom import publisher

PREFIX: Final = "GOVLEDGER_REGISTER_"
"""What the names of the settings begin with in the environment, by which the workers of a server are told them."""
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_PREFIX: Final = re.compile(r"(/[A-Za-z0-9._~-]+)+")
_LOGOS: Final = (".svg", ".png")
_DARK_ENOUGH: Final = 4.5  # WCAG 2.2, 1.4.3: contrast of the white text on it


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """One register on the web."""

    ledger: str
    name: str = "Governance register"
    colour: str = "#1d3c5c"
    logo: str = ""
    """The file of an image; empty for none."""
    authority: str = ""
    """A domain and a year in which it was the council's, of which the ids in feeds are made; else of the address."""
    prefix: str = ""
    """Below which path a proxy shows it, as /register."""
    with_exempt: bool = False
    """Whether what is exempt is shown: for a council's own network alone."""

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.colour):
            raise Refusal(f"'{self.colour}' is not a colour", "write it as #1d3c5c", "--colour")
        if (found := contrast_with_white(self.colour)) < _DARK_ENOUGH:
            raise Refusal(
                f"white text on {self.colour} has a contrast of {found:.1f} to 1, and people need {_DARK_ENOUGH}",
                "choose a darker colour",
                "--colour",
            )
        if self.prefix and not _PREFIX.fullmatch(self.prefix):
            raise Refusal(f"'{self.prefix}' is no path to be below of", "write it as /register", "--prefix")
        if self.authority:
            publisher(self.authority, self.name, "")
        if self.logo and (not self.logo.lower().endswith(_LOGOS) or not Path(self.logo).is_file()):
            raise Refusal(f"'{self.logo}' is no logo", f"name a file that ends in {' or '.join(_LOGOS)}", "--logo")

    def as_environment(self) -> dict[str, str]:
        """The settings as a worker of a server is told them."""
        told: Mapping[str, Any] = msgspec.structs.asdict(self)
        return {f"{PREFIX}{key.upper()}": str(value) for key, value in told.items() if value not in ("", False)}


def from_environment() -> Site:
    """The settings that a server gave its worker."""
    told = {key.removeprefix(PREFIX).lower(): value for key, value in os.environ.items() if key.startswith(PREFIX)}
    return Site(**{**told, "with_exempt": told.get("with_exempt") == "True"})  # type: ignore[arg-type]  # texts, but one


def contrast_with_white(colour: str) -> float:
    """How well white text reads on a colour: the contrast ratio of WCAG 2.2."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
