"""What is found by words: names first, then whatever was said, written or decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Final

from ledger.vocabulary.dates import when
from ledger.words import Phrase, phrases, placed_words
from projections.answers.columns import MeetingId, OnDay, Standing
from projections.answers.question import Answer, CannotAsk, Column, Line, Parameter, question

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register
    from projections.search import Hit

_MOST_WORDS: Final = 20
_SHORTEST_BEGINNING: Final = 2
_SHORTEST_PLURAL: Final = 4
_LONGEST: Final = 160
"""Characters of a text that are shown around what was found."""
_BEFORE: Final = 50
"""Characters of these that stand before it."""
MARKS: Final = ("«", "»")
"""What stands around each word that was found."""


def _kinds() -> Sequence[str]:
    from ledger.vocabulary.event import CATALOGUE, topic_of

    return sorted({topic_of(type_name) for type_name in CATALOGUE})


class Found(Line, frozen=True, kw_only=True):
    """An entry in which the words stand, and where they do."""

    kind: Annotated[str, Column("What it is: a resolution, a remark, an answer, a person")]
    text: Annotated[str, Column("The text around the words, which are «marked»", label="where it says")]
    found_in: Annotated[str, Column("In which text of the entry: name, text, quote, note", label="in")]
    subject: Annotated[str, Column("Whom or what the entry is of", "any", label="of")]
    bodies: Annotated[
        tuple[str, ...], Column("The bodies that it mentions, or at whose meeting it was", "body", tabled=False)
    ]
    meeting: MeetingId
    since: OnDay
    standing: Standing
    entry: Annotated[int, Column("The entry")]


class Facet(Line, frozen=True, kw_only=True):
    """How many of those found have something in common."""

    value: Annotated[str | None, Column("What they have in common; none where it is not told")]
    count: Annotated[int, Column("How many there are")]


class BodyFacet(Line, frozen=True, kw_only=True):
    """How many of those found are of a body."""

    body: Annotated[str | None, Column("The body; none where no body is told", "body")]
    count: Annotated[int, Column("How many there are")]


@question(
    "search",
    noun="names, exact words, quotations and notes, by the words in them",
    as_at="ever",
    example="waste-depot",
    below={"kinds": Facet, "years": Facet, "by_body": BodyFacet},
)
def search(
    register: Register,
    words: Annotated[str, Parameter("The words to look for.", label="WORDS...", rest=True)],
    kind: Annotated[str | None, Parameter("Only what is of that kind.", choices=_kinds, label="KIND")] = None,
    body: Annotated[str | None, Parameter("Only what mentions a body, or was at its meetings.", "body")] = None,
    year: Annotated[
        int | None, Parameter("Only what is dated in that year for certain.", least=1, label="YEAR")
    ] = None,
    limit: Annotated[int, Parameter("No more than so many.", least=1, label="N")] = 20,
    after: Annotated[int, Parameter("Pass over so many.", label="N")] = 0,
) -> Answer[Found]:
    """Find names, exact words, quotations and notes by the words in them: all the words have to be there.

    waste depot finds both words, anywhere in a text; '"waste depot"' or waste-depot finds them next to each other; dep*
    finds every word that begins so. In a name the beginning of each word is enough. Capitals, accents and punctuation
    count for nothing. Names come first, then texts in which the words stand together, then what was recorded last.

    With `--as-at`, only what may have been so, or said, by that day.
    """
    from projections import search as passages

    wanted = _wanted(words)
    found, more = passages.search(register, wanted, kind=kind, body=body, year=year)
    shown = found[after : after + limit]
    notes = [] if found else _near(register, wanted, kind, body, year)
    notes += [f"more than {passages.MOST} were found, of which the last ones are shown and counted; say more"] * more
    last = after + len(shown)
    if last < len(found) or after:
        part = f"{after + 1} to {last} of {len(found)} are shown" if shown else "no further ones"
        notes.append(f"{part}; `--after {last}` goes on" if last < len(found) else part)
    return Answer(
        _rows(register, shown, wanted),
        _sentence(found, more),
        tuple(notes),
        complete=not more and len(shown) == len(found),
        empty="nothing is recorded in which all of these words stand",
        below={
            "kinds": _facets(each.kind for each in found),
            "years": _facets(None if each.year is None else str(each.year) for each in found),
            "by_body": Answer(
                [
                    BodyFacet(body=body, count=count)
                    for body, count in _counted(body for each in found for body in each.bodies or (None,))
                ],
                tabled=False,
            ),
        },
    )


def _wanted(words: str) -> tuple[Phrase, ...]:
    wanted = phrases(words)
    if not wanted:
        raise CannotAsk("there is no word to look for; write one or more, as in: waste depot")
    if sum(len(phrase.words) for phrase in wanted) > _MOST_WORDS:
        raise CannotAsk(f"those are more than {_MOST_WORDS} words; leave some out")
    for phrase in wanted:
        if phrase.begins and len(phrase.words[-1]) < _SHORTEST_BEGINNING:
            raise CannotAsk(f"'{phrase.words[-1]}*' is the beginning of too many words; write one more letter")
    return wanted


def _near(
    register: Register, wanted: Sequence[Phrase], kind: str | None, body: str | None, year: int | None
) -> list[str]:
    """What is found by words that only begin so, without the s of a plural: words are not changed unasked."""
    from projections import search as passages

    looser = tuple(Phrase((*phrase.words[:-1], _without_plural(phrase.words[-1])), begins=True) for phrase in wanted)
    if any(len(phrase.words[-1]) < _SHORTEST_BEGINNING for phrase in looser):
        return []
    found, more = passages.search(register, looser, kind=kind, body=body, year=year)
    if not found:
        return []
    words = " ".join(f'"{" ".join(each.words)}*"' if each.words[1:] else f"{each.words[0]}*" for each in looser)
    count = f"more than {passages.MOST}" if more else str(len(found))
    return [f"no text has exactly these words; {count} found with `search '{words}'`, by how words begin"]


def _without_plural(word: str) -> str:
    """A word without what probably makes it a plural: resolutions, parties; not business."""
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return word.removesuffix("ies")
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) >= _SHORTEST_PLURAL else word


def _sentence(found: Sequence[Hit], more: bool) -> str:
    if not found:
        return ""
    kinds = ", ".join(f"{kind} {count}" for kind, count in _counted(each.kind for each in found))
    return f"{'More than ' if more else ''}{len(found)} found: {kinds}."


def _facets(values: Iterable[str | None]) -> Answer[Facet]:
    return Answer([Facet(value=value, count=count) for value, count in _counted(values)], tabled=False)


def _counted(values: Iterable[str | None]) -> list[tuple[str | None, int]]:
    """How many there are of each, the most frequent first; last those of which it is not told."""
    return sorted(Counter(values).items(), key=lambda each: (each[0] is None, -each[1], each[0] or ""))


def _rows(register: Register, hits: Sequence[Hit], wanted: Sequence[Phrase]) -> list[Found]:
    entries = register.log.at(position for hit in hits for position in hit.row.row.entries)
    return [_row(hit, _as_known(hit, entries), wanted) for hit in hits]


def _as_known(hit: Hit, entries: Mapping[int, Entry]) -> Entry:
    """The entry with the corrections that were known."""
    from ledger.entries.corrections import as_corrected

    its = [entries[position] for position in hit.row.row.entries if position in entries]
    return as_corrected(its, hit.position) or entries[hit.position]


def _row(hit: Hit, entry: Entry, wanted: Sequence[Phrase]) -> Found:
    from ledger.entries.disclosures import field_of
    from projections import passages

    event, row = type(entry.event), hit.row.row
    texts = {
        place: text
        for place, text in passages.texts(entry).items()
        if passages.is_name(place, event) == hit.is_name and field_of(place) not in entry.gone
    }
    phrases = [phrase._replace(begins=True) for phrase in wanted] if hit.is_name else wanted
    best = max(texts, key=lambda place: _fits(texts[place], phrases), default="")
    return Found(
        kind=hit.kind,
        text=excerpt(texts.get(best, ""), phrases),
        found_in="name" if hit.is_name else field_of(best).replace("_", " ") if best else "",
        subject=hit.row.stream,
        bodies=hit.bodies,
        meeting=row.meeting or None,
        since=when(row.since),
        standing=row.standing.value,
        certainty=hit.row.certainty.value,
        entries=row.entries,
        entry=hit.position,
    )


def _fits(text: str, wanted: Sequence[Phrase]) -> int:
    """How many of the phrases stand in a text."""
    words = [word for word, _, _ in placed_words(text)]
    return sum(next(phrase.places(words), None) is not None for phrase in wanted)


def excerpt(text: str, wanted: Sequence[Phrase]) -> str:
    """A text around the first place at which a phrase stands in it, with every word of a phrase marked."""
    placed = placed_words(text)
    words = [word for word, _, _ in placed]
    marked = {
        place + number for phrase in wanted for place in phrase.places(words) for number in range(len(phrase.words))
    }
    start, end = _part(text, placed[min(marked)][1] if marked else 0)
    shown, at = [], start
    for number in sorted(marked):
        _, begins, ends = placed[number]
        if start <= begins and ends <= end:
            shown += [text[at:begins], MARKS[0], text[begins:ends], MARKS[1]]
            at = ends
    shown.append(text[at:end])
    cut = " ".join("".join(shown).split())
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}".replace("» «", " ")


def _part(text: str, place: int) -> tuple[int, int]:
    """From where to where a text is shown, around a place: at the ends of words, where there are any near."""
    if len(text) <= _LONGEST:
        return 0, len(text)
    start = max(0, min(place - _BEFORE, len(text) - _LONGEST))
    end = min(len(text), max(start + _LONGEST, place + 1))
    if start:
        start = text.find(" ", start, place) + 1 or start
    if end < len(text):
        end = text.rfind(" ", place, end) if text.rfind(" ", place, end) > place else end
    return start, end
