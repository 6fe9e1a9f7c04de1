"""The parts of minutes: what belongs to one meeting, its items, and the passages of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.drafting.document import Block
from ledger.drafting.sentences import Sentence, sentences
from ledger.drafting.statements import Support
from ledger.drafting.tables import Table


@dataclass(frozen=True)
class Passage:
    """A piece of a block that tells what happened: its text, its offset in the block, and its sentences."""

    block: Block
    offset: int
    text: str

    def sentences(self) -> list[Sentence]:
        """The sentences of the passage, with offsets in it."""
        return list(sentences(self.text))

    def basis(self, rule: str, quote: str | None = None, *unsure: str) -> Support:
        """The basis of a statement: the quotation as it stands in this passage, or the whole passage."""
        words = self.text if quote is None else quote
        at = self.text.find(words)
        start = self.block.start + self.offset + max(at, 0)
        return Support(words, self.block.place, start, start + len(words), rule, tuple(unsure))


@dataclass
class Section:
    """An item of the agenda, or what stands before the first: a title and its passages."""

    number: str | None
    title: str
    title_block: Block | None
    passages: list[Passage] = field(default_factory=list)
    about: frozenset[str] = frozenset()
    agenda: list[Passage] = field(default_factory=list)
    decision: list[Passage] = field(default_factory=list)
    """What a page gives as the decision beside the minutes of the item."""

    @property
    def text(self) -> str:
        """The passages as one text."""
        return "\n".join(passage.text for passage in self.passages)


@dataclass
class MeetingText:
    """What the document holds of one meeting: the blocks before the first item, and the items."""

    head: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
