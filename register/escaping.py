"""Texts as HTML, as plain texts that are joined at last: joining `Markup` takes five times as long."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import escape

from projections.answers.harmless import unsteering

_SPECIAL: Final = re.compile("[&<>'\"]")
"""The characters that mean something in HTML."""


def escaped(text: str) -> str:
    """A text as HTML."""
    return text if _SPECIAL.search(text) is None else str(escape(text))


def harmless_html(text: str) -> str:
    """A text as HTML, with what could reorder or hide it written out."""
    return escaped(unsteering(text))


def link(address: str, inner: str) -> str:
    """HTML as a link; as it is where there is no address."""
    return f'<a href="{escaped(address)}">{inner}</a>' if address else inner
