"""From the ids of a register to ids of subjects: readable where they can be, and never two for one.

An id that is a name already stays as it is; whatever else it may hold (spaces, slashes at odd places, capitals,
letters of any script, marks that nobody sees) becomes a readable part, `~` and 64 bits of its SHA-256. As no id
with `~` in it stays as it is, an id that was kept and one that was digested cannot fall together.
"""

from __future__ import annotations

from hashlib import sha256

from ledger.refusals import Refusal
from ledger.vocabulary.subjects import LONGEST_NAME, is_name, kind_of, name_of, slug

_READABLE = 40


class Naming:
    """Names the subjects of one register.

    `base` is what its ids begin with, and is left out; `capitals` says that the register writes its ids in
    capitals, so that `07Q` may be called `07q` (and an id with small letters in it is digested).
    """

    def __init__(self, register: str, base: str = "", *, capitals: bool = False) -> None:
        if not is_name(register):
            raise Refusal(
                f"'{register}' cannot be the name of a register",
                f"use small letters, digits and hyphens, for example '{slug(register)}'",
            )
        self.register, self._base, self._capitals = register, base, capitals

    def subject(self, kind: str, foreign: str) -> str:
        """The subject that an id of the register stands for."""
        return f"{kind}:{self.register}/{self.local(foreign)}"

    def short(self, foreign: str) -> str:
        """An id as people may read it: without the base that all ids of the register share."""
        return foreign.removeprefix(self._base)

    def local(self, foreign: str) -> str:
        """The name within the register; `~` never stands in it but before a digest."""
        local = self.short(foreign)
        plain = local.lower() if self._capitals and local == local.upper() else local
        room = LONGEST_NAME - len(self.register) - 1
        if is_name(plain) and "~" not in plain and len(plain) <= room and foreign.startswith(self._base):
            return plain
        return digested(foreign, local)


def digested(foreign: str, readable: str = "") -> str:
    """A name for an id that cannot be one itself."""
    digest = sha256(foreign.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{slug(readable or foreign)[:_READABLE].strip('-') or 'unnamed'}~{digest}"


def own_subject(foreign: str, kind: str) -> str:
    """The id itself where it is that of a subject of the kind, as our own exports write it; else nothing."""
    return foreign if kind_of(foreign) == kind and is_name(name_of(foreign)) else ""
