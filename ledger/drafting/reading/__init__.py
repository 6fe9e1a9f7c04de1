"""Reading: one module a format, each to the same `Document`; a library is imported only when its format is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from zipfile import BadZipFile

from ledger.drafting.document import Builder, Document
from ledger.drafting.libraries import library
from ledger.refusals import Refusal

# Suffix -> module that reads it, and the library that the module needs.
FORMATS: dict[str, tuple[str, str]] = {
    ".txt": ("plain_text", ""),
    ".text": ("plain_text", ""),
    ".md": ("markdown", ""),
    ".markdown": ("markdown", ""),
    ".html": ("html", "selectolax"),
    ".htm": ("html", "selectolax"),
    ".docx": ("word", "docx"),
    ".pdf": ("pdf", "pdfplumber"),
}

_OTHER = {
    ".doc": "open it in a word processor and save it as .docx",
    ".odt": "open it in a word processor and save it as .docx",
    ".rtf": "open it in a word processor and save it as .docx",
    ".jpg": "have the text recognised first",
    ".png": "have the text recognised first",
}


def read(path: Path) -> Document:
    """The document in a file, by what its name ends in and by how its content begins."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refusal(f"cannot read '{path}': {error.strerror}", "check the name of the file") from error
    return read_content(content, path.name)


def read_content(content: bytes, name: str) -> Document:
    """The document that the content of a file holds."""
    suffix = _suffix(content, name)
    if suffix not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise Refusal(f"'{name}' is in no format that is read", _OTHER.get(suffix, f"formats that are read: {known}"))
    module, needed = FORMATS[suffix]
    if needed:
        library(needed, f"reading '{name}'")
    builder = Builder(name)
    reader: Callable[[bytes, Builder], None] = import_module(f"ledger.drafting.reading.{module}").read
    try:
        reader(content, builder)
    except Refusal as refusal:
        raise refusal.at(name) from refusal.__cause__
    except (KeyError, ValueError, OSError, BadZipFile) as error:
        raise Refusal(f"'{name}' cannot be read as {suffix}: {error}", "save it again, or as text") from error
    document = builder.document()
    if not document.blocks:
        raise Refusal(f"'{name}' holds no text", "check that it is the file that you meant")
    return replace(document, sha256=sha256(content).hexdigest())


def _suffix(content: bytes, name: str) -> str:
    if content.startswith(b"%PDF-"):
        return ".pdf"
    suffix = Path(name).suffix.lower()
    if suffix in ("", ".txt", ".text") and content.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return ".html"
    return suffix or ".txt"
