"""The reader: from a meeting file to its text, and to its drafts or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import msgspec
from msgspec import Struct

from ledger.entries.documents import Documents, is_same_document, name_before_dates, names_for
from ledger.entries.entry import Draft, Entry
from ledger.meeting_file.agenda import agenda, statements_under
from ledger.meeting_file.common_keys import Defaults, Inherited, visibility
from ledger.meeting_file.form import FORM, Form, NewDocument
from ledger.meeting_file.id_lookup import Directory, IdLookup, Ids, Known, name_from
from ledger.meeting_file.meeting import FileMeeting, MeetingSection, Told, stated_in
from ledger.meeting_file.mistakes import Mistakes
from ledger.meeting_file.register import RegisterSection
from ledger.meeting_file.statements import Statements, introduced_by
from ledger.meeting_file.values import WRONG, Typed, found
from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode, compose
from ledger.refusals import Refusal, Refusals
from ledger.vocabulary.dates import when
from ledger.vocabulary.fields import Field, key_name, keys_of, type_of
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.subjects import kind_of, name_of
from ledger.vocabulary.verbs import with_own

SECTIONS: Final = ("source", "verbs", "register", "meeting", "statements")

LARGEST_FILE: Final = 5_000_000
"""In bytes; the minutes of a long meeting take about 50,000."""
_AS_TEXT: Final = "a meeting file is plain text in UTF-8: save it as such"
_DRAFTED: Final = "`govledger draft` makes a meeting file of minutes"
_OTHER_FILES: Final = (
    (b"PK\x03\x04", "a Word, OpenDocument or zip file", _DRAFTED),
    (b"\xd0\xcf\x11\xe0", "an old Word file", f"save it as .docx; {_DRAFTED}"),
    (b"%PDF", "a PDF file", _DRAFTED),
    (b"{\\rtf", "a rich text file", f"save it as .docx; {_DRAFTED}"),
    (b"\xff\xfe", "a text in UTF-16", _AS_TEXT),
    (b"\xfe\xff", "a text in UTF-16", _AS_TEXT),
)
"""What clerks hand in by mistake, by its first bytes, and what to do about it."""
_OF_MINUTES: Final = frozenset({".txt", ".text", ".md", ".htm", ".html"})
"""How the names of files end in which clerks have minutes as text."""


class MeetingFile(Struct, frozen=True, kw_only=True):
    """What a meeting file says: its drafts in the order in which they can be recorded."""

    document: str
    """A short name of the document, unique among the documents that clerks record."""
    source: Source
    drafts: tuple[Draft, ...]


def read(
    path: Path,
    known: Known,
    form: Form = FORM,
    documents: Documents | None = None,
    told: Told = lambda meeting: (),
    directory: Directory | None = None,
) -> MeetingFile:
    """Read a meeting file; `known` tells what the ledger has heard of, `documents` by what names it knows documents.

    `told` gives the statements that introduce a meeting, by its id; `directory` tells who bears which name in the
    ledger: without it, names are those of the file alone.

    Raises:
        Refusals: everything that is wrong with it, in the order of its lines.
    """
    try:
        text = text_of(path)
    except Refusal as refusal:
        raise Refusals([refusal]) from refusal
    return read_text(text, str(path), known, form, documents, told, directory)


def readable(
    path: Path, known: Known, documents: Documents, told: Told, directory: Directory, form: Form = FORM
) -> tuple[Draft, ...]:
    """What a file says as far as it can be read, whatever is wrong with the rest of it."""
    mistakes = Mistakes(str(path))
    try:
        node = _mapping_in(text_of(path), mistakes)
    except Refusal:
        return ()
    typed = Typed(IdLookup(known, form.kinds, directory), mistakes, form.verbs)
    return _Reading(node, typed, form, documents, told).meeting_file().drafts


def read_text(
    text: str,
    file: str,
    known: Known,
    form: Form = FORM,
    documents: Documents | None = None,
    told: Told = lambda meeting: (),
    directory: Directory | None = None,
) -> MeetingFile:
    """Read the text of a meeting file; mistakes are said to stand in `file`.

    Raises:
        Refusals: everything that is wrong with it, in the order of its lines.
    """
    mistakes = Mistakes(file)
    try:
        node = _mapping_in(text, mistakes)
    except Refusal as refusal:
        if Path(file).suffix.lower() in _OF_MINUTES:
            refusal.remedy += f"; if these are minutes, {_DRAFTED}"
        mistakes.add(1, refusal)
        mistakes.raise_all()
        raise
    typed = Typed(IdLookup(known, form.kinds, directory), mistakes, form.verbs)
    meeting_file = _Reading(node, typed, form, documents or Documents(), told).meeting_file()
    mistakes.raise_all()
    return meeting_file


def _mapping_in(text: str, mistakes: Mistakes) -> MappingNode:
    node = compose(text, mistakes)
    if not isinstance(node, MappingNode):
        raise Refusal(
            f"expected a meeting file, found {found(node)}", "begin with 'source:'", mistakes.place(node.line)
        )
    return node


def source_keys() -> dict[str, Field]:
    """The keys of the `source:` section: those of a source, but for the quotation, which a statement gives."""
    new = Field(name="id", stored="id", written="id", type=type_of(NewDocument))
    return {**keys_of(Source, without=("quote",)), "id": new}


class _Reading:
    """One reading of one file; sections are read in the order in which they need each other."""

    def __init__(self, node: MappingNode, typed: Typed, form: Form, documents: Documents, told: Told) -> None:
        self._node = node
        self._documents = documents
        self._told_of = told
        self._form = form
        self._typed = typed
        self._parts: Mapping[str, Node] = MappingProxyType({key_name(key.value): held for key, held in node.pairs})
        self._read_verbs(self._parts.get("verbs"))

    def _read_verbs(self, node: Node | None) -> None:
        """Take in the words of the file's own section, each with the verb that it comes to."""
        if node is None:
            return
        own = self._typed.value(node, type_of(dict[str, str]))
        if own is not WRONG:
            with self._typed.noting(node):
                self._typed.verbs = with_own(own, self._typed.verbs)

    def meeting_file(self) -> MeetingFile:
        source = self._source()
        document = self._name_of(source)
        ids = Ids(
            document,
            lambda subject: self._named_apart(subject, document, source),
            lambda subject, meeting: self._is_kept(subject, meeting, source),
        )
        register = RegisterSection(
            self._form, self._typed, ids, lambda subject: self._documents.is_of_this(subject, source)
        )
        if "register" in self._parts:
            register.introduce(self._parts["register"])
        for statement in (*(each for met in self._meetings() for each in statements_under(met)), *self._statements()):
            for subject in introduced_by(self._form, statement):
                self._typed.names.introduce(subject)
        inherited = self._inherited(source)
        drafts = register.drafts(inherited) + self._told(document, ids, inherited)
        return MeetingFile(document=document, source=source, drafts=tuple(drafts))

    def _name_of(self, source: Source) -> str:
        """The name of the document for ids; where it is made of the title alone, cut as it always was."""
        name = self._documents.name(source)
        return name_from(source.document) if not source.id and name == name_before_dates(source) else name

    def _named_apart(self, subject: str, document: str, source: Source) -> str:
        """The subject, or one with the document's full name where another document has introduced it."""
        if self._documents.may_introduce(subject, source):
            return subject
        return f"{kind_of(subject)}:{names_for(source)[0]}/{name_of(subject).removeprefix(f'{document}/')}"

    def _is_kept(self, subject: str, meeting: str, source: Source) -> bool:
        """Whether this document has introduced a subject, and in that meeting, under an id made of the document."""
        if not (self._typed.names.knows(subject) and self._documents.is_of_this(subject, source)):
            return False
        return all(getattr(each.event, "meeting", meeting) == meeting for each in self._told_of(subject))

    def _told(self, document: str, ids: Ids, inherited: Inherited) -> list[Draft]:
        drafts: list[Draft] = []
        sitting: FileMeeting | None = None
        meetings = self._meetings()
        for node in meetings:
            sitting = self._met(node, document, ids, inherited, drafts)
        # What stands in no meeting's section belongs to the meeting, where the file has one.
        own = sitting if len(meetings) == 1 else None
        statements = Statements(self._form, self._typed, ids, own, self._told_by(inherited.source))
        is_known_by_it = own and own.meeting.endswith(f"/{document}")  # a meeting that nobody dates
        under = _under(own, inherited) if own and not (is_known_by_it or inherited.source.id) else inherited
        for statement in self._statements():
            drafts += statements.drafts(statement, under)
        return drafts

    def _met(self, node: Node, document: str, ids: Ids, inherited: Inherited, drafts: list[Draft]) -> FileMeeting:
        """A meeting of the file, whose drafts, and those of what stands under it, are added to those before."""

        def told(meeting: str) -> Sequence[Draft | Entry]:
            return (*self._told_of(meeting), *(draft for draft in drafts if draft.subject == meeting))

        sitting, of_meeting = MeetingSection(self._typed, document, inherited, told).read(node)
        if sitting.meeting and any(draft.subject == sitting.meeting for draft in drafts):
            name = name_of(sitting.meeting)
            remedy = f"tell them apart by 'time: 19:00' or 'number: 2', or by ids of their own, for example '{name}-2'"
            self._typed.wrong(node, Refusal(f"two meetings of this file are '{name}'", remedy))
        drafts += of_meeting
        statements = Statements(self._form, self._typed, ids, sitting, self._told_by(inherited.source))
        drafts += agenda(self._typed, node, sitting, inherited, statements)
        for statement in stated_in(node):
            drafts += statements.drafts(statement, _under(sitting, inherited))
        return sitting

    def _told_by(self, source: Source) -> Callable[[str], bool]:
        """Whether this document, when it was recorded before, was the first to tell of a meeting."""

        def is_own(meeting: str) -> bool:
            first = next((each for each in self._told_of(meeting) if isinstance(each.event, MeetingHeld)), None)
            return first is not None and is_same_document(first.source, source)

        return is_own

    def _meetings(self) -> tuple[Node, ...]:
        """The meeting of the file, or several; most files have one or none."""
        node = self._parts.get("meeting")
        if node is None:
            return ()
        return node.items if isinstance(node, ListNode) else (node,)

    def _source(self) -> Source:
        node = self._parts.get("source")
        if isinstance(node, TextNode) and not node.is_nothing:
            node = MappingNode(((TextNode("document", node.line), node),), node.line)
        values: dict[str, Any] = {}
        if isinstance(node, MappingNode):
            values = self._typed.fields(node, source_keys(), "the source")
        else:
            problem = f"expected a source, found {found(node)}" if node else "the file has no 'source'"
            self._typed.wrong(node or self._node, Refusal(problem, "add 'source:' with the title as 'document:'"))
        source = Source(**{"document": "", **values, "id": name_of(values.get("id", ""))})
        if source.document and not source.id and not name_from(source.document):
            problem = f"no short name can be made of the title '{source.document}'"
            self._typed.wrong(
                node or self._node, Refusal(problem, "add one to the source, for example 'id: minutes-7'")
            )
        return source

    def _inherited(self, source: Source) -> Inherited:
        values = self._typed.fields(self._node, keys_of(Defaults), "the file", SECTIONS)
        defaults = Defaults(**values)
        inherited = Inherited(source=source, standing=defaults.standing, stated_by=defaults.stated_by)
        with self._typed.noting(self._node):
            return Inherited(
                source=source,
                on=when(defaults.on) if defaults.on else None,
                standing=defaults.standing,
                date_standing=defaults.date_standing,
                stated_by=defaults.stated_by,
                visibility=visibility(defaults.exempt),
                although=defaults.although,
                drafted_by=defaults.drafted_by,
                confirmed_by=defaults.confirmed_by,
            )
        return inherited

    def _statements(self) -> tuple[Node, ...]:
        node = self._parts.get("statements")
        if node is None or (isinstance(node, TextNode) and node.is_nothing):
            return ()
        return node.items if isinstance(node, ListNode) else (node,)


def _under(sitting: FileMeeting, inherited: Inherited) -> Inherited:
    """What a statement inherits that stands under a meeting: ids that are made of that."""
    return msgspec.structs.replace(inherited, stem=name_of(sitting.meeting)) if sitting.meeting else inherited


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises:
        Refusal: it is absent, no plain file, unreadable, too large, or not UTF-8.
    """
    content = _content_of(path)
    if len(content) > LARGEST_FILE:
        raise Refusal(
            f"the file is larger than {LARGEST_FILE // 1_000_000} MB",
            "a meeting file holds one meeting or document; split it",
            str(path),
        )
    for beginning, what, remedy in _OTHER_FILES:
        if content.startswith(beginning):
            raise Refusal(f"this is {what}", remedy, f"{path}:1")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as undecodable:
        raise _not_utf8(content, undecodable.start, path) from undecodable


def _not_utf8(content: bytes, wrong: int, path: Path) -> Refusal:
    """The first wrong byte; most likely it comes from an old Windows program, which meant a character by it."""
    line, byte = content.count(b"\n", 0, wrong) + 1, content[wrong : wrong + 1]
    meant = byte.decode("windows-1252", "ignore")
    in_windows = f" (in Windows-1252 it is '{meant}')" if meant.isprintable() and meant else ""
    problem = f"the byte {byte[0]:#04x} is not UTF-8{in_windows}"
    return Refusal(problem, "save the file in the encoding UTF-8", f"{path}:{line}")


def _content_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refusal("this is a directory", "name the files in it, for example with *.yaml", str(path))
        if path.exists() and not path.is_file():
            raise Refusal("this is not a plain file", "name a file", str(path))
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError as absent:
        raise Refusal("there is no such file", "check the name and the folder", str(path)) from absent
    except PermissionError as forbidden:
        raise Refusal("the file may not be read", "ask its owner for permission", str(path)) from forbidden
    except (OSError, ValueError) as unreadable:
        why = getattr(unreadable, "strerror", None) or unreadable
        raise Refusal(f"the file cannot be read: {why}", "check its name and its disk", str(path)) from unreadable
