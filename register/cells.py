"""HTML of the values of an answer: names that lead to the pages of what they name, dates in words, rows within rows.

Whatever a document says is escaped, and shows what could reorder or hide text instead of doing so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import msgspec
from markupsafe import Markup, escape

from ledger.vocabulary.dates import When
from ledger.vocabulary.subjects import name_of
from projections.answers.names import Name, ids_in, in_words
from projections.answers.question import Answer, Column, Line, columns_of, plain
from projections.answers.trees import BRANCHES
from projections.answers.wording import harmless, worded
from register.addresses import Links, is_subject
from register.escaping import escaped, harmless_html, link

_EMPTY: Final[tuple[Any, ...]] = ("", (), {})
_DEEPEST: Final = 8
"""How many steps further in the stylesheet knows."""
_ENTRY: Final = "entry"
"""The column of a row that is an entry, and so rests on itself."""
_ID: Final = "id"
_NAMES: Final = ("name", "title", "text")
"""By which a row of a list leads to the page of the subject that it is about."""
_AS_USUAL: Final = ("certainty", "yes")
"""What is not said of a row within a line."""
_AT_A_GLANCE: Final = 4
"""How many entries stand in a cell before they are folded away."""
_RESTS_ON: Final = "entries"
_SAYS: Final = "says"
"""The column of what an entry says, in which names stand in place of ids."""
_UNSAID: Final = ("entries", "aside")


class Step(NamedTuple):
    """A line of a tree, so many steps in; with what is told of it."""

    depth: int
    html: Markup
    told: Markup


def subjects_in(row: msgspec.Struct) -> Iterator[str]:
    """The subjects that a row names, and the rows within it: whatever a page makes a link of."""
    for field in row.__struct_fields__:
        value = getattr(row, field)
        if isinstance(value, When) or not value:
            continue
        if field == _SAYS:
            yield from ids_in(value)
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str):
                if ":" in each and is_subject(each):
                    yield each
            elif isinstance(each, msgspec.Struct):
                yield from subjects_in(each)


class Cells:
    """Makes HTML of rows, with the names and the links of one page.

    Within, HTML is plain texts whose parts are escaped.
    """

    def __init__(self, links: Links, name: Name) -> None:
        self.links, self.name = links, name
        self._named_as: dict[str, str] = {}
        self._entry_links: dict[int, str] = {}

    def lines(
        self, part: Answer[Any], rows: Iterable[Line], keys: Collection[str] = ()
    ) -> tuple[list[str], list[Markup]]:
        """The headings of a table, and the cells of each row; columns in which nothing is said are left out.

        With `keys`, only the columns of those.
        """
        several = list(rows)
        columns = [each for each in self._columns(part.columns, several) if not keys or each.key in keys]
        of_itself = next((column for column in columns if column.key == _ID), None)
        named = next((column for key in _NAMES for column in columns if column.key == key and not column.kind), None)
        if of_itself is not None and named is not None:
            columns = [column for column in columns if column is not of_itself]
        else:
            of_itself = named = None
        told = [
            [self._cell(column, row, of_itself if column is named else None) for column in columns] for row in several
        ]
        headings = [column.heading for column in columns]
        if all(column.key != _ENTRY for column in columns):
            headings.append(_RESTS_ON)
            told = [[*line, self._entries(row.entries)] for line, row in zip(told, several, strict=True)]
        filled = [index for index in range(len(headings)) if any(line[index] for line in told)]
        return [headings[index] for index in filled], list(map(Markup, _table_cells(headings, filled, told)))

    def facts(self, part: Answer[Any], row: Line) -> Markup:
        """What is said of one thing, heading by heading; its id stands below its name already."""
        told = self._told_of(row, (column for column in self._columns(part.columns, [row]) if column.key != _ID))
        return Markup("".join(f"  <div><dt>{heading}</dt><dd>{html}</dd></div>\n" for heading, html in told))

    def tree(self, part: Answer[Any], rows: Iterable[Line]) -> Iterator[Step]:
        """The lines of a tree: the first column of each row in words, with whom it names as links."""
        first, *others = part.columns
        for row in rows:
            text = str(getattr(row, first.name))
            branch = len(text) - len(text.lstrip(BRANCHES))
            told = self._told_of(row, self._columns([column for column in others if column.tabled], [row]))
            html = self._with_links(text[branch:], row, others)
            said = "; ".join(f"{heading}: {html}" for heading, html in told)
            yield Step(min(branch // 2, _DEEPEST), Markup(html), Markup(said))

    def _told_of(self, row: Line, columns: Iterable[Column]) -> Iterator[tuple[str, str]]:
        """What a row says at all, each under its heading, and what it rests on."""
        for column in columns:
            if html := self._value(column, row):
                yield _heading(column.heading), html
        if html := self._entries(row.entries):
            yield _RESTS_ON, html

    def _value(self, column: Column, row: msgspec.Struct, *, in_line: bool = False) -> str:
        """What a row says in a column; rows within it as lines where it is itself a line of a table."""
        value = getattr(row, column.name)
        if value is None or value in _EMPTY:
            return ""
        if type(value) is str and not column.kind and column.text is None and column.name != "certainty":
            # Most of what is said is text: what else it could be is not looked into.
            return self._named(value) if ":" in value and is_subject(value) else escaped(harmless(value))
        if isinstance(value, When):
            return escaped(str(value))
        if column.holds.struct is not None:
            rows = value if isinstance(value, tuple) else (value,)
            return self._listed(rows) if in_line else self._within(rows, column.heading)
        if column.kind and column.text is None:
            said = self._short if column.bare or column.short else self._named
            return ", ".join(map(said, value)) if isinstance(value, tuple) else said(value)
        if isinstance(value, Mapping):
            return self._payload(value)
        if isinstance(value, str) and column.text is None and is_subject(value):
            return self._named(value)
        if column.name == _SAYS and column.text is not None:
            value = in_words(self.name)(value)
        if column.key == _ENTRY:
            return self._entries((value,))
        if column.name == "certainty":
            return escaped(value) if value == "yes" else f'<strong class="tag">{escaped(value)}</strong>'
        if isinstance(value, tuple) and value and all(isinstance(each, str) and is_subject(each) for each in value):
            return ", ".join(map(self._named, value))
        return escaped(str(worded(column, tuple(map(plain, value)) if isinstance(value, tuple) else plain(value))))

    def _entries(self, positions: Sequence[int]) -> str:
        """The entries that something rests on, as links to them."""
        links = ", ".join(map(self._entry, positions))
        if len(positions) <= _AT_A_GLANCE:
            return links
        return f"<details><summary>{len(positions)} entries</summary>{links}</details>"

    def _entry(self, position: int) -> str:
        if position not in self._entry_links:
            self._entry_links[position] = link(self.links.entry(position), str(position))
        return self._entry_links[position]

    def _cell(self, column: Column, row: Line, of: Column | None) -> str:
        """A value; a name leads to the page of what it is the name `of`."""
        html, subject = self._value(column, row, in_line=True), getattr(row, of.name) if of is not None else ""
        if subject and is_subject(subject):
            return link(self.links.subject(subject), html or escaped(self._untitled(row) or name_of(subject)))
        return html

    def _untitled(self, row: Line) -> str:
        """What a meeting without a title is called: by its body, and the day."""
        body, since = getattr(row, "body", None), getattr(row, "since", None)
        return f"{self.name(body)}, {since}" if body and isinstance(since, When) else ""

    def _columns(self, columns: Iterable[Column], rows: Sequence[Line]) -> list[Column]:
        shown = [column for column in columns if column.tabled]
        if any(row.certainty != "yes" for row in rows):
            shown += [column for column in columns_of(Line) if column.name == "certainty"]
        return shown

    def _named(self, subject: str) -> str:
        """A subject by its name, which leads to its page."""
        if subject not in self._named_as:
            self._named_as[subject] = self._called(subject, self.name(subject))
        return self._named_as[subject]

    def _short(self, subject: str) -> str:
        """The same by its short id."""
        return self._called(subject, name_of(subject) or subject)

    def _called(self, subject: str, name: str) -> str:
        said = escaped(str(worded(_TEXT, name)))
        return link(self.links.subject(subject), said) if is_subject(subject) else said

    def _within(self, rows: Sequence[msgspec.Struct], heading: str) -> str:
        """Rows within a row: a table of its own, which is moved sideways where there is not the room."""
        columns = _columns_within(type(rows[0]))
        if all(getattr(row, "certainty", "yes") == "yes" for row in rows):
            columns = tuple(column for column in columns if column.name != "certainty")
        told = [[self._value(column, row) for column in columns] for row in rows]
        filled = [index for index in range(len(columns)) if any(line[index] for line in told)]
        headings = [column.heading for column in columns]
        head = "".join(f'<th scope="col">{_heading(headings[index])}</th>' for index in filled)
        body = "".join(f"<tr>{cells}</tr>" for cells in _table_cells(headings, filled, told))
        table = f'<table class="within"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        return f'<div class="scroll" role="group" aria-label="{_heading(heading)}" tabindex="0">{table}</div>'

    def _listed(self, rows: Iterable[msgspec.Struct]) -> str:
        """Rows within a line of a table: a line for each, with what is told of it after its first words."""
        lines = []
        for row in rows:
            told = [(each, self._value(each, row, in_line=True)) for each in _columns_within(type(row))]
            said = [(_heading(each.heading), html) for each, html in told if html and (each.name, html) != _AS_USUAL]
            parts = [f"{heading} {html}" if number else html for number, (heading, html) in enumerate(said)]
            lines.append(f"<li>{', '.join(parts)}</li>")
        return f'<ul class="within">{"".join(lines)}</ul>'

    def _payload(self, told: Mapping[str, Any]) -> str:
        """Fields by their names, as the payload of an entry has them."""
        lines = (
            f"<dt>{escaped(key.replace('_', ' '))}</dt><dd>{self._told(value)}</dd>"
            for key, value in told.items()
            if value not in (None, "", [], ())
        )
        return f'<dl class="within">{"".join(lines)}</dl>'

    def _told(self, value: Any) -> str:
        if isinstance(value, Mapping):
            return self._payload(value)
        if isinstance(value, list | tuple) and not isinstance(value, When):
            if any(isinstance(each, Mapping) for each in value):
                return f"<ul>{''.join(f'<li>{self._told(each)}</li>' for each in value)}</ul>"
            return ", ".join(map(self._told, value))
        is_named = isinstance(value, str) and is_subject(value)
        return self._named(value) if is_named else escaped(str(worded(_TEXT, value)))

    def _with_links(self, text: str, row: Line, columns: Iterable[Column]) -> str:
        """A text in which each subject that the row names is a link, where its name stands first."""
        named = {
            str(self.name(subject)): subject
            for column in columns
            if column.kind and not column.holds.many and (subject := getattr(row, column.name))
        }
        parts, last = [], 0
        pattern = re.compile("|".join(re.escape(name) for name in sorted(named, key=len, reverse=True)) or r"(?!)")
        for found in pattern.finditer(text):
            parts += [harmless_html(text[last : found.start()]), self._named(named[found[0]])]
            last = found.end()
        return "".join([*parts, harmless_html(text[last:])])


@cache
def _columns_within(row: type[msgspec.Struct]) -> tuple[Column, ...]:
    """The columns that are shown of rows within a row."""
    return tuple(column for column in columns_of(row) if column.tabled and column.name not in _UNSAID)


def _table_cells(headings: Sequence[str], filled: Sequence[int], told: Iterable[Sequence[str]]) -> Iterator[str]:
    """The cells of each line of a table in the columns that are `filled`, each with its heading."""
    opened = [(f'<td data-label="{_heading(headings[index])}">', index) for index in filled]
    return ("".join([f"{tag}{line[index]}</td>" for tag, index in opened]) for line in told)


@cache
def _heading(text: str) -> str:
    return escaped(text)


def linked(address: str, text: Any) -> Markup:
    """A text as a link; as it is where there is no address."""
    return Markup(link(address, str(escape(text))))


_TEXT: Final = Column("A text")
