"""A question is one function of a register; everything that shows it to somebody is made from the function.

A function that is marked with `question`, its typed and described parameters, the type of its rows and its docstring
say all that there is to say once. Made from that are the command with its options and help (`cli/question_commands`),
the table, JSON, JSON Lines and CSV (`formats`), its part of the reference and its JSON Schema (`schema`).
A question is found by standing in a module of `projections/nouns` (`directory`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from importlib import import_module
from inspect import Parameter as Signature
from inspect import getdoc, signature
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeAlias, TypeVar, cast, get_args, get_type_hints

import msgspec
from msgspec.structs import force_setattr, replace

from ledger.vocabulary.dates import When
from projections.answers.deferred import Deferred
from projections.answers.sentences import NOT_RECORDED, counted, none_of, sentence

if TYPE_CHECKING:
    from projections.engine.register import Register

REQUIRED: Final = Signature.empty
"""The default of a parameter without which a question cannot be asked."""


_NO_MEANING: Final = "'{name}' of {where} has no meaning: write Annotated[..., {by}('what it is')]"


_RowType: TypeAlias = type[msgspec.Struct]


class Holds(msgspec.Struct, frozen=True):
    """What a type comes to: one value or several (`many`), and whether there may be none (`optional`).

    What follows from that is worked out once: it is asked for with every value that is shown.
    """

    type: Any
    many: bool
    optional: bool
    struct: _RowType | None = None
    """The type of the rows within a row, if it holds such."""
    is_date: bool = False
    """Whether it is an imprecise date."""

    def __post_init__(self) -> None:
        is_struct = isinstance(self.type, type) and issubclass(self.type, msgspec.Struct)
        force_setattr(self, "struct", self.type if is_struct else None)
        force_setattr(self, "is_date", self.type is When and not self.many)


@cache
def holds(annotated: Any) -> Holds:
    """What an annotated type comes to."""
    inner = get_args(annotated)
    if hasattr(annotated, "__metadata__"):
        return holds(inner[0])
    if type(None) in inner:
        given = [each for each in inner if each is not type(None)]
        return replace(holds(given[0] if len(given) == 1 else Any), optional=True)
    if getattr(annotated, "__origin__", None) is tuple and inner[1:] == (...,):
        return Holds(inner[0], many=True, optional=False)
    return Holds(annotated, many=False, optional=False)


class Description(msgspec.Struct, frozen=True):
    """What is said of a column and of a parameter alike; its name and type are those of the field that it stands at."""

    meaning: str = ""
    kind: str = ""
    """Which kinds of subjects it names: `body`, `person|post`, `any`; empty where it names none."""
    label: str = ""
    """What people see in place of the name."""
    name: str = ""
    holds: Holds = Holds(str, many=False, optional=False)
    key: str = ""
    """Its name in JSON and in addresses; an underscore at the end only keeps a word apart from Python's."""

    def __post_init__(self) -> None:
        force_setattr(self, "key", self.name.rstrip("_"))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of subjects that it may name; none are said where it may be any."""
        return () if self.kind in ("", "any") else tuple(self.kind.split("|"))


class Column(Description, frozen=True, kw_only=True):
    """What a field of a row means: a kind of subject puts names beside the ids."""

    bare: bool = False
    """Ids without names beside them: tables show the short id."""
    short: bool = False
    """Tables show the short id; the names beside it are for scripts."""
    tabled: bool = True
    """False: for scripts only; tables leave it out."""
    scripted: bool = True
    """False: for people only, who see in it what scripts find in other columns."""
    text: Callable[[Any], str] | None = None
    """How tables write a value."""
    heading: str = ""
    """What stands over it in a table."""

    def __post_init__(self) -> None:
        super().__post_init__()
        force_setattr(self, "heading", self.label or self.key.replace("_", " "))


class Parameter(Description, frozen=True, kw_only=True):
    """What a parameter of a question means; one that names subjects takes short ids and knows only what is recorded."""

    also: tuple[str, ...] = ()
    """Other options of the command for it."""
    least: int = 0
    """The smallest number that can be meant."""
    choices: Callable[[], Sequence[str]] | None = None
    """The words that can be meant, where no type says them."""
    default: Any = REQUIRED
    rest: bool = False
    """Whether it is all the words that follow a command."""
    required: bool = True
    """Whether the question cannot be asked without it."""
    option: str = ""
    """How it is written in an address and, after two hyphens, in a command."""

    def __post_init__(self) -> None:
        super().__post_init__()
        force_setattr(self, "required", self.default is REQUIRED)
        force_setattr(self, "option", self.key.replace("_", "-"))


AS_AT: Final = Parameter(
    "In force on that day; of a month or a year, at some time in it; `ever`: at some time.",
    name="as_at",
    default="today",
)
KNOWN_AT: Final = Parameter(
    "As the ledger knew it at the end of that day, at that moment, or by that entry; `there:DATE`: as the ledger "
    "that entries were moved from knew it; default: now.",
    name="known_at",
    default=None,
)
SOURCES: Final = Parameter(
    "Name the entries that each row rests on, and their sources.",
    name="sources",
    holds=Holds(bool, many=False, optional=False),
    default=False,
)
LIMIT: Final = Parameter(
    "No more than so many rows.",
    name="limit",
    label="N",
    least=1,
    holds=Holds(int, many=False, optional=True),
    default=None,
)
AFTER: Final = Parameter(
    "Only the rows after that one: its id, or how many to pass over.", name="after", label="ROW", default=None
)
SORT: Final = Parameter(
    "In the order of a column; -COLUMN: the other way round.", name="sort", label="COLUMN", default=None
)
PAGING: Final = (LIMIT, AFTER, SORT)
"""What every question that lists takes besides, each unless it has one of that name itself."""
ALWAYS: Final = (AS_AT, KNOWN_AT, SOURCES)
"""What every question takes besides its own parameters."""


def column_of(event: type[msgspec.Struct], name: str, meaning: str = "", **more: Any) -> Column:
    """A column that shows a field of an event, or of what stands in one: what the vocabulary says is not said again."""
    from ledger.vocabulary.field_types import IntroductionType, ReferenceType
    from ledger.vocabulary.fields import fields_of

    [told] = (field.type for field in fields_of(event) if field.name == name)
    kind = told.one.kind if isinstance(told.one, IntroductionType) else ""
    if isinstance(told.one, ReferenceType):
        kind = "|".join(told.one.kinds) or "any"
    return Column(meaning or told.description, kind, **more)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row of an answer; every row says how certain it is, and on which entries it rests."""

    certainty: Annotated[str, Column("Whether it is so: yes, or possibly")] = "yes"
    entries: Annotated[tuple[int, ...], Column("The entries that it rests on")] = ()
    aside: Annotated[bool, Column("Whether it only says again, for people, what is within another row")] = False


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A row within a row that says what it rests on."""

    standing: Annotated[str, Column("How firmly its source says so")]
    certainty: Annotated[str, Column("Whether it is so: yes, or possibly")]
    entries: Annotated[tuple[int, ...], Column("The entries that it rests on")]


L = TypeVar("L", bound=Line)


class Answer(msgspec.Struct, Generic[L], frozen=True):
    """What a question comes to: a sentence first, where there is one, then rows, then what is to be borne in mind.

    It is what every rendering is given, and holds all that one needs besides the names of subjects.
    """

    rows: Sequence[L]
    sentence: str = ""
    """The answer in a sentence, which never says more than the rows."""
    notes: tuple[str, ...] = ()
    complete: bool = True
    """Whether its rows are all that there are; a note says which part they are."""
    empty: str = ""
    """What is said where there are no rows, other than that none is recorded."""
    layout: str = "table"
    """`page` where it is about one thing, `tree` where its first column draws one."""
    title: str = ""
    """What stands over its table where there are several."""
    tabled: bool = True
    """False: the sentence says enough of it for people; scripts have it whole."""
    drawing: str = ""
    """The answer as a graph in Graphviz' DOT, where it has one."""
    beside: Mapping[str, Answer[Any]] = {}
    """Further rows that belong to the answer, before its own; by the name that JSON gives them.

    JSON Lines and CSV, which have one table, leave them out.
    """
    below: Mapping[str, Answer[Any]] = {}
    """The same, after its own rows: what bears on the answer without being part of it."""
    row: type[Line] = Line
    """What its rows are: their columns stand over a table without rows, too."""
    for_people: Answer[Any] | None = None
    """The same rows as people are shown them, where that is fewer or in other words: one for a person, say."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its rows, without those that every rendering adds by itself."""
        return _own_columns(cast(Hashable, self.row))

    @property
    def told(self) -> tuple[L, ...]:
        """The rows that scripts are given."""
        return tuple(row for row in self.rows if not row.aside)

    def forget_rows(self) -> None:
        """Let go of the rows of parts of it that were made."""
        for each in self.all_rows:
            if isinstance(each.rows, Deferred):
                each.rows.forget()

    @property
    def basis(self) -> Sequence[Any]:
        """Those rows, or what they are yet to be made of: each says as surely whether it is so."""
        return self.rows.found if isinstance(self.rows, Deferred) else self.told

    @property
    def all_rows(self) -> tuple[Answer[Any], ...]:
        """Itself among the further rows that belong to it, in the order in which they are read."""
        return (*self.beside.values(), self, *self.below.values())

    @property
    def parts(self) -> tuple[Answer[Any], ...]:
        """The same as people read it."""
        return tuple(part.for_people or part for part in self.all_rows if part.tabled)

    @property
    def positions(self) -> tuple[int, ...]:
        """Every entry that some row rests on, once, in order."""
        return tuple(sorted({position for part in self.all_rows for row in part.rows for position in row.entries}))


class CannotAsk(Exception):
    """Parameters that together make no question; says what to give instead."""


T = TypeVar("T", bound=Line)


def unless_stale(register: Register, rows: Iterable[T], years: int | None) -> list[T]:
    """The rows, those only possible that have no end and that nobody has mentioned for so many years, if any are given.

    Raises:
        CannotAsk: it is asked of no particular day.
    """
    if years is None:
        return list(rows)
    if register.as_at is None:
        raise CannotAsk("what is stale is so on a day; give --as-at a day, or leave --stale-after out")
    from projections.last_told import is_stale

    day = register.as_at
    return [
        replace(row, certainty="possibly")
        if (told := getattr(row, "last_told", None)) and is_stale(told, day, years)
        else row
        for row in rows
    ]


class Question(msgspec.Struct, frozen=True):
    """A function of a register, and everything that has to be known to show it."""

    words: str
    """How it is asked for: a noun, or a noun and a verb."""
    ask: Callable[..., Answer[Any]]
    as_at: str
    """The day it is asked about by default: `today`, or `ever`."""
    one: str
    """What one row of it is: `commitment`, `body/bodies` where the plural is not regular."""
    example: str
    """What may follow the words in a command, about the documents in `examples`."""
    drawn: bool
    lasting: bool
    """Whether its rows last from a day to another, so that it can be asked what was so at some time in a year."""
    beside: Mapping[str, type[Line]]
    below: Mapping[str, type[Line]]

    @property
    def help(self) -> str:
        """What it is for, from the docstring of its function."""
        return getdoc(self.ask) or ""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it can be narrowed to, and which part of a list is asked for."""
        return _parameters(self.words, self.ask, self.drawn)

    @property
    def paging(self) -> tuple[Parameter, ...]:
        """Which part of a list can be asked for; of a page, or of a list that is cut by itself, none."""
        return _paging(self.words, self.ask, self.drawn)

    @property
    def row(self) -> type[Line]:
        """What its rows hold."""
        return _signature(self.words, self.ask)[1]

    def reply(self, register: Register, given: Mapping[str, Any]) -> Answer[Any]:
        """The answer to what was given by the parameters' names, subjects by short ids or full ones.

        Raises:
            UnknownSubject: a subject of which nothing is recorded.
            CannotAsk: what was given makes no question.
        """
        from projections.answers.known_subjects import known_subject
        from projections.answers.other_subjects import OF_PREDECESSORS, not_among_these, of_predecessors

        asked = dict(given)
        for parameter in self.parameters:
            subject = asked.get(parameter.name)
            if parameter.kind and subject:
                asked[parameter.name] = known_subject(register, subject, parameter.kinds)
        for each in self.paging:  # which part of the rows is asked for is no business of the function: see `paging`
            asked.pop(each.name, None)
        at = register if self.lasting else register.on_its_last_day()
        found = self.ask(at, **asked)
        if OF_PREDECESSORS in self.below:
            rows, title = of_predecessors(at, lambda *one, **given: self.ask(*one, **given).rows, asked)
            found = replace(found, below={**found.below, OF_PREDECESSORS: Answer(rows, title=title)})
        if self.paging:
            given_subjects = [asked[each.name] for each in self.parameters if each.kind and asked.get(each.name)]
            found = replace(found, notes=(*found.notes, *not_among_these(register, given_subjects)))
        narrowed = any(
            not each.required and asked.get(each.name) not in (each.default, None) for each in self.parameters
        )
        empty = found.empty or none_of(self.one, narrowed)
        said = found.sentence or (counted(found.basis, self.one) if found.rows else sentence(empty))
        if register.is_public and register.withheld and (not found.rows or said.startswith(NOT_RECORDED)):
            said = f"Of what is public: {said}"  # the same whatever is withheld, which a note says beside it
        if register.first is not None:
            said = f"{'At some time in' if self.lasting else 'By the end of'} {register.day}: {said}"
            found = replace(found, notes=(*found.notes, *_for_all_of_it(register, found))) if self.lasting else found
        return replace(
            found,
            row=self.row,
            empty=empty,
            sentence=said,
            beside=_of_type(found.beside, self.beside),
            below=_of_type(found.below, self.below),
        )

    @property
    def path(self) -> str:
        """Where it stands in a browser: /body for the list, /body/{body} for one, /body/{body}/members."""
        return _path(self.words, self.ask, self.drawn)

    def path_of(self, given: Mapping[str, Any]) -> str:
        """Where it stands about what is given, by the parameters' keys."""
        path = self.path
        for each in self.parameters:
            if each.required:
                path = path.replace(f"{{{each.key}}}", str(given[each.key]))
        return path


def _for_all_of_it(register: Register, found: Answer[Any]) -> tuple[str, ...]:
    """Of rows that were so at some time in a month or a year, how many were certainly so for all of it."""
    first, last = register.first, register.as_at
    if first is None or last is None or not found.told:
        return ()
    spans = [(row.since, row.until) for row in found.told if row.certainty == "yes"]
    whole = sum(since.latest <= first and (until is None or last <= until.earliest) for since, until in spans)
    return (f"what was so at some time in {register.day}; {whole or 'none'} of it certainly for all of that time",)


def _of_type(answers: Mapping[str, Answer[Any]], rows: Mapping[str, type[Line]]) -> dict[str, Answer[Any]]:
    return {name: replace(each, row=rows[name]) for name, each in answers.items()}


def question(
    words: str,
    *,
    noun: str = "",
    one: str = "",
    as_at: str = "today",
    lasting: bool = False,
    example: str = "",
    drawn: bool = False,
    beside: Mapping[str, type[Line]] | None = None,
    below: Mapping[str, type[Line]] | None = None,
) -> Callable[[Callable[..., Answer[Any]]], Question]:
    """Make a question of a function of a register; `directory` reads `words` and `noun` without running it.

    `noun` is what the first word stands for, in the words of the list of commands; said by one question of each noun.
    `one` is what a row is called in the sentence that comes first, where the function says none; else the noun itself.

    Raises:
        TypeError: a parameter, or a field of the rows, has no meaning.
    """

    def made(function: Callable[..., Answer[Any]]) -> Question:
        _refuse_undescribed(words, function)
        return Question(
            words,
            function,
            as_at,
            one or words.split()[0].removesuffix("s"),
            example,
            drawn,
            lasting,
            beside or {},
            below or {},
        )

    return made


def _refuse_undescribed(words: str, function: Callable[..., Answer[Any]]) -> None:
    """Refuse what says nothing of itself, as far as the text of the annotations tells.

    They are worked out when the question is asked or shown (`_signature`, `columns_of`): doing so for every question of
    a module would take longer than the answer to one.
    """
    known = function.__globals__
    row = known.get(str(function.__annotations__["return"]).partition("[")[2].rstrip("]"), Line)
    said = {name: text for name, text in function.__annotations__.items() if name not in ("register", "return")}
    _refuse_bare(Parameter, said, f"question '{words}'", known)
    _refuse_bare(Column, vars(row).get("__annotations__", {}), f"'{row.__name__}'", vars(import_module(row.__module__)))


def _refuse_bare(by: type[Description], said: Mapping[str, Any], where: str, known: Mapping[str, Any]) -> None:
    for name, text in said.items():
        if isinstance(text, str) and not text.startswith("Annotated[") and not hasattr(known.get(text), "__metadata__"):
            raise TypeError(_NO_MEANING.format(name=name, where=where, by=by.__name__))


@cache
def _signature(words: str, function: Callable[..., Answer[Any]]) -> tuple[tuple[Parameter, ...], type[Line]]:
    """The parameters of a question and the type of its rows.

    Raises:
        TypeError: a parameter has no meaning.
    """
    hints = get_type_hints(function, localns={"Register": Any}, include_extras=True)
    [row] = get_args(hints.pop("return"))
    defaults = {name: told.default for name, told in signature(function).parameters.items()}
    parameters = tuple(
        replace(_described(Parameter, name, hint, f"question '{words}'"), default=defaults[name])
        for name, hint in hints.items()
        if name != "register"
    )
    return parameters, row


@cache
def _parameters(words: str, function: Callable[..., Answer[Any]], drawn: bool) -> tuple[Parameter, ...]:
    return (*_signature(words, function)[0], *_paging(words, function, drawn))


@cache
def _path(words: str, function: Callable[..., Answer[Any]], drawn: bool) -> str:
    noun, *verbs = (word for word in words.split() if word not in ("list", "show"))
    required = (each for each in _parameters(words, function, drawn) if each.required)
    return "/" + "/".join([noun, *(f"{{{each.key}}}" for each in required), *verbs])


@cache
def _paging(words: str, function: Callable[..., Answer[Any]], drawn: bool) -> tuple[Parameter, ...]:
    names = {each.name for each in _signature(words, function)[0]}
    if drawn or words.endswith(" show") or "limit" in names:
        return ()
    return tuple(each for each in PAGING if each.name not in names)


def columns_of(row: type[msgspec.Struct]) -> tuple[Column, ...]:
    """The columns of a type of rows: its own in the order in which they are written down, then those of its bases.

    Raises:
        TypeError: a field has no meaning; of rows within the rows, too.
    """
    return _columns_of(cast(Hashable, row))


@cache
def _own_columns(row: Any) -> tuple[Column, ...]:
    return tuple(column for column in columns_of(row) if column.name not in Line.__struct_fields__)


@cache
def _columns_of(row: Any) -> tuple[Column, ...]:
    hints = get_type_hints(row, include_extras=True)
    names = dict.fromkeys(name for each in row.__mro__ for name in vars(each).get("__annotations__", ()))
    found = tuple(_described(Column, name, hints[name], f"'{row.__name__}'") for name in names if name != "aside")
    for column in found:
        if column.holds.struct is not None:
            columns_of(column.holds.struct)
    return found


D = TypeVar("D", Column, Parameter)


def _described(by: type[D], name: str, hint: Any, where: str) -> D:
    said = next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, by)), None)
    if said is None or not said.meaning:
        raise TypeError(_NO_MEANING.format(name=name, where=where, by=by.__name__))
    return replace(said, name=name, holds=holds(hint))


def plain(value: Any) -> Any:
    """A value as it is asked with and answered: the words of an enumeration are texts."""
    return value.value if isinstance(value, Enum) else value
