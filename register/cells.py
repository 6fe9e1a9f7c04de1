"""HTML of the values of an answer: names that lead to the pages of what they name, dates in words, rows within rows.

Whatever a document says is escaped, and shows what could reorder or hide text instead of doing so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from markupsafe import Markup, escape

from ledger.vocabulary.dates import When
from ledger.vocabulary.subjects import name_of
from projections.answers.harmless import unsteering
from projections.answers.names import Name
from projections.answers.question import Answer, Column, Line, columns_of, plain
from projections.answers.trees import BRANCHES
from projections.answers.wording import harmless, worded
from register.addresses import Links, is_subject

NOTHING: Final = Markup("")
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
_UNSAID: Final = ("entries", "aside")


class Cell(NamedTuple):
    """A value under a heading."""

    heading: str
    html: Markup


class Step(NamedTuple):
    """A line of a tree, so many steps in; with what is told of it."""

    depth: int
    html: Markup
    told: Sequence[Cell]


def subjects_in(row: msgspec.Struct) -> Iterator[str]:
    """The subjects that a row names, and the rows within it: whatever a page makes a link of."""
    for field in row.__struct_fields__:
        value = getattr(row, field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, msgspec.Struct) and not isinstance(each, When):
                yield from subjects_in(each)
            elif isinstance(each, str) and ":" in each and is_subject(each):
                yield each


class Cells(NamedTuple):
    """Makes HTML of rows, with the names and the links of one page."""

    links: Links
    name: Name

    def lines(
        self, part: Answer[Any], rows: Iterable[Line], keys: Collection[str] = ()
    ) -> tuple[list[str], list[list[Cell]]]:
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
            told = [[*line, self.entries(row.entries)] for line, row in zip(told, several, strict=True)]
        filled = [index for index in range(len(headings)) if any(line[index] for line in told)]
        lines = [[Cell(headings[index], line[index]) for index in filled] for line in told]
        return [headings[index] for index in filled], lines

    def facts(self, part: Answer[Any], row: Line) -> list[Cell]:
        """What is said of one thing, heading by heading; its id stands below its name already."""
        columns = [column for column in self._columns(part.columns, [row]) if column.key != _ID]
        told = [Cell(column.heading, self.value(column, row)) for column in columns]
        return [cell for cell in (*told, self._rests_on(row)) if cell.html]

    def tree(self, part: Answer[Any], rows: Iterable[Line]) -> Iterator[Step]:
        """The lines of a tree: the first column of each row in words, with whom it names as links."""
        first, *others = part.columns
        for row in rows:
            text = str(getattr(row, first.name))
            branch = len(text) - len(text.lstrip(BRANCHES))
            shown = self._columns([column for column in others if column.tabled], [row])
            told = [*(Cell(column.heading, self.value(column, row)) for column in shown), self._rests_on(row)]
            html = self._with_links(text[branch:], row, others)
            yield Step(min(branch // 2, _DEEPEST), html, [cell for cell in told if cell.html])

    # Below, Markup is made of f-strings whose parts are escaped: its own `format` takes five times as long.

    def value(self, column: Column, row: msgspec.Struct, *, in_line: bool = False) -> Markup:
        """What a row says in a column; rows within it as lines where it is itself a line of a table."""
        value = getattr(row, column.name)
        if value is None or value in _EMPTY:
            return NOTHING
        if type(value) is str and not column.kind and column.text is None and column.name != "certainty":
            # Most of what is said is text: what else it could be is not looked into.
            return self._named(value, short=False) if ":" in value and is_subject(value) else escape(harmless(value))
        if isinstance(value, When):
            return escape(str(value))
        if column.holds.struct is not None:
            rows = value if isinstance(value, tuple) else (value,)
            return self._listed(rows) if in_line else self._within(rows, column.heading)
        if column.kind and column.text is None:
            several = value if isinstance(value, tuple) else (value,)
            return Markup(", ").join(self._named(each, short=column.bare or column.short) for each in several)
        if isinstance(value, Mapping):
            return self._payload(value)
        if isinstance(value, str) and column.text is None and is_subject(value):
            return self._named(value, short=False)
        if column.key == _ENTRY:
            return self.entries((value,))
        if column.name == "certainty":
            return certainty(value)
        if isinstance(value, tuple) and value and all(isinstance(each, str) and is_subject(each) for each in value):
            return Markup(", ").join(self._named(each, short=False) for each in value)
        told = worded(column, tuple(map(plain, value)) if isinstance(value, tuple) else plain(value))
        return escape(told)

    def entries(self, positions: Iterable[int]) -> Markup:
        """The entries that something rests on, as links to them."""
        several = tuple(positions)
        links = Markup(", ").join(linked(self.links.entry(each), each) for each in several)
        if len(several) <= _AT_A_GLANCE:
            return links
        return Markup(f"<details><summary>{len(several)} entries</summary>{links}</details>")

    def _cell(self, column: Column, row: Line, of: Column | None) -> Markup:
        """A value; a name leads to the page of what it is the name `of`."""
        html, subject = self.value(column, row, in_line=True), getattr(row, of.name) if of is not None else ""
        if subject and is_subject(subject):
            return linked(self.links.subject(subject), html or self._untitled(row) or name_of(subject))
        return html

    def _untitled(self, row: Line) -> str:
        """What a meeting without a title is called: by its body, and the day."""
        body, since = getattr(row, "body", None), getattr(row, "since", None)
        return f"{self.name(body)}, {since}" if body and isinstance(since, When) else ""

    def _rests_on(self, row: Line) -> Cell:
        return Cell(_RESTS_ON, self.entries(row.entries))

    def _columns(self, columns: Iterable[Column], rows: Sequence[Line]) -> list[Column]:
        shown = [column for column in columns if column.tabled]
        if any(row.certainty != "yes" for row in rows):
            shown += [column for column in columns_of(Line) if column.name == "certainty"]
        return shown

    def _named(self, subject: str, *, short: bool) -> Markup:
        text = worded(_TEXT, (name_of(subject) or subject) if short else self.name(subject))
        if not is_subject(subject):
            return escape(text)
        return linked(self.links.subject(subject), text)

    def _within(self, rows: Iterable[msgspec.Struct], heading: str) -> Markup:
        """Rows within a row: a table of its own, which is moved sideways where there is not the room."""
        several = list(rows)
        columns = [column for column in columns_of(type(several[0])) if column.tabled and column.name not in _UNSAID]
        told = [[self.value(column, row) for column in columns] for row in several]
        if all(getattr(row, "certainty", "yes") == "yes" for row in several):
            columns, told = _without(columns, told, "certainty")
        filled = [index for index in range(len(columns)) if any(line[index] for line in told)]
        headings = [escape(columns[index].heading) for index in filled]
        head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
        body = "".join(
            "<tr>"
            + "".join(
                f'<td data-label="{heading}">{line[index]}</td>'
                for heading, index in zip(headings, filled, strict=True)
            )
            + "</tr>"
            for line in told
        )
        table = f'<table class="within"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        return Markup(f'<div class="scroll" role="group" aria-label="{escape(heading)}" tabindex="0">{table}</div>')

    def _listed(self, rows: Iterable[msgspec.Struct]) -> Markup:
        """Rows within a line of a table: a line for each, with what is told of it after its first words."""
        lines = []
        for row in rows:
            columns = [column for column in columns_of(type(row)) if column.tabled and column.name not in _UNSAID]
            told = [(column, self.value(column, row, in_line=True)) for column in columns]
            said = [(escape(each.heading), html) for each, html in told if html and (each.name, html) != _AS_USUAL]
            parts = [f"{heading} {html}" if number else html for number, (heading, html) in enumerate(said)]
            lines.append(f"<li>{', '.join(parts)}</li>")
        return Markup(f'<ul class="within">{"".join(lines)}</ul>')

    def _payload(self, told: Mapping[str, Any]) -> Markup:
        """Fields by their names, as the payload of an entry has them."""
        lines = (
            Markup("<dt>{}</dt><dd>{}</dd>").format(key.replace("_", " "), self._told(value))
            for key, value in told.items()
            if value not in (None, "", [], ())
        )
        return Markup('<dl class="within">{}</dl>').format(NOTHING.join(lines))

    def _told(self, value: Any) -> Markup:
        if isinstance(value, Mapping):
            return self._payload(value)
        if isinstance(value, list | tuple) and not isinstance(value, When):
            if any(isinstance(each, Mapping) for each in value):
                items = (Markup("<li>{}</li>").format(self._told(each)) for each in value)
                return Markup("<ul>{}</ul>").format(NOTHING.join(items))
            return Markup(", ").join(map(self._told, value))
        return (
            self._named(value, short=False)
            if isinstance(value, str) and is_subject(value)
            else escape(worded(_TEXT, value))
        )

    def _with_links(self, text: str, row: Line, columns: Iterable[Column]) -> Markup:
        """A text in which each subject that the row names is a link, where its name stands first."""
        named = {
            str(self.name(subject)): subject
            for column in columns
            if column.kind and not column.holds.many and (subject := getattr(row, column.name))
        }
        parts, last = [], 0
        pattern = re.compile("|".join(re.escape(name) for name in sorted(named, key=len, reverse=True)) or r"(?!)")
        for found in pattern.finditer(text):
            parts += [_escaped(text[last : found.start()]), self._named(named[found[0]], short=False)]
            last = found.end()
        return NOTHING.join([*parts, _escaped(text[last:])])


def _escaped(text: str) -> Markup:
    return escape(unsteering(text))


def linked(address: str, text: Any) -> Markup:
    """A text as a link; as it is where there is no address."""
    return Markup(f'<a href="{escape(address)}">{escape(text)}</a>') if address else escape(text)


def certainty(value: str) -> Markup:
    """How certain something is, such that what is not certain is seen."""
    return escape(value) if value == "yes" else Markup('<strong class="tag">{}</strong>').format(value)


def _without(columns: list[Column], told: list[list[Markup]], name: str) -> tuple[list[Column], list[list[Markup]]]:
    kept = [index for index, column in enumerate(columns) if column.name != name]
    return [columns[index] for index in kept], [[line[index] for index in kept] for line in told]


_TEXT: Final = Column("A text")
