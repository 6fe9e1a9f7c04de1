"""Provenance: where a statement comes from, who said it, and with what standing."""

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from ledger.vocabulary.dates import DateText


class Standing(StrEnum):
    """With what authority something is stated, as minutes and reports have it."""

    MINUTED = "minuted"
    ASSERTED = "asserted"
    REPORTED = "reported"
    EXPECTED = "expected"
    PROPOSED = "proposed"
    ANTICIPATED = "anticipated"
    INFERRED = "inferred"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


IN_BEING: Final = frozenset({Standing.MINUTED, Standing.ASSERTED, Standing.REPORTED})
"""Standings under which a thing is said to be so; under the others it only may be, or may come to be."""


class Source(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """The document that a statement was taken from, and the place in it."""

    document: Annotated[str, Meta(min_length=1, description="Title of the document")]
    id: Annotated[str, Meta(description="A short name of the document; absent: made of its title and date")] = ""
    at: Annotated[str, Meta(description="Place in it: item, page, paragraph")] = ""
    date: Annotated[DateText, Meta(description="Date of the document, in EDTF")] = ""
    dated_by: Annotated[str, Meta(description="Why that date is given, where the document has none")] = ""
    publisher: Annotated[str, Meta(description="Who published it")] = ""
    sha256: Annotated[str, Meta(description="SHA-256 of the file, hexadecimal")] = ""
    quote: Annotated[str, Meta(description="The words relied on, exactly as they stand")] = ""
    url: Annotated[str, Meta(description="Where it can be read")] = ""
    version: Annotated[str, Meta(description="Which version of the document: draft, confirmed, revised, ...")] = ""
    supersedes: Annotated[str, Meta(description="The version before: the title or the short name of its document")] = ""


PUBLIC: Final = ""
"""The visibility of an entry that anybody may read; any other value is the reason for exempting it."""
