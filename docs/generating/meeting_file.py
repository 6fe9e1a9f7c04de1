"""docs/reference/meeting-file.md: the sections of a meeting file and every key that may stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from docs.generating.events import holds, means
from docs.generating.markdown import block, code, page, sentence, table
from docs.generating.statements import OWN
from ledger.meeting_file.agenda import item_keys
from ledger.meeting_file.attendance import ATTENDANCE, PRESIDING, attendee_keys
from ledger.meeting_file.common_keys import Circumstances, Defaults
from ledger.meeting_file.form import FORM, NESTED, REGISTER_SECTIONS
from ledger.meeting_file.meeting import STAGES, UNDER, meeting_keys, stage_keys
from ledger.meeting_file.reader import source_keys
from ledger.vocabulary import CATALOGUE
from ledger.vocabulary.field_types import IntroductionType, ReferenceType
from ledger.vocabulary.fields import Field, introduced_kind, keys_of
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import Verb
from ledger.vocabulary.verbs import VERBS

_INTRODUCTION: Final = """\
A meeting file is how a clerk records one document or one meeting: YAML in UTF-8, recorded by
`govledger record FILE`, all or nothing. `govledger record --schema` prints its JSON Schema, with which an editor
completes keys and checks them while one writes; put `# yaml-language-server: $schema=meeting.schema.json` in the
first line. [Record a meeting](../how-to/record-a-meeting.md) shows the way from a minute to a recorded file."""
_NAMES: Final = """\
## Names, texts and dates

A section of the register lists names, `- Cllr Ann Smith` or `- {name: Cllr Ann Smith, also: [A. Smith]}`, of which the
ledger makes ids, `ann-smith`; or it gives the ids itself, `ann-smith: Cllr Ann Smith`: small letters, digits and
`- . _ ~`, in parts parted by `/`. Whom the ledger knows need not be listed.

Wherever somebody or something is referred to, the id or a name will do, that of this file, of files recorded with it,
or of the ledger. Titles, accents, capitals and stops make no difference between names. Of several who bear a name, it
is the one whom the file lists, or who sits on the body of its meeting; otherwise it is refused, with what tells them
apart.
Where an id or a name could be of several kinds, the kind stands before it: `body:icb`.

A key may be written with spaces or with underscores. Where a list may stand, a single value stands for a list of one.
`~` says that there is nothing: `meeting: ~` keeps a statement out of the file's meeting. `yes` and `no` are yes and no.

Dates are EDTF (ISO 8601-2), as exact as the source and no more. No quotation marks are needed."""
_VERBS: Final = """\
What a limb does is one of a few verbs. A clerk writes the word of the minutes, `verb: adopted`; it is kept as `verb as
given` beside the verb that it comes to. A word that is not in the table is refused, and so is one that only says what
became of a motion, such as carried. A council adds its own words under `verbs:`, `{let to: approved}`, or for all files
under `[verbs]` in the config file: `"let to" = "approved"`."""
_DATES: Final = (
    ("2018-06-07", "that day"),
    ("2018-06", "some day in that month"),
    ("2018", "some day in that year"),
    ("2019-22", "summer 2019 (21 spring, 22 summer, 23 autumn, 24 winter)"),
    ("2013~", "about 2013: a year either side; a month, a season, three days of a month, a season, a day"),
    ("2018-06-07T19:30", "that day, at half past seven in London; Z or +01:00 after it tells another zone"),
    (
        "2018-06-07/2018-06-08",
        "from one day to the other, as a meeting of two days; `since` and `until` are one day each",
    ),
    ("[..2018-12]", "by the end of 2018"),
    ("[2016-12..2019-01]", "some day between the two, both included"),
    ("[2018-05..]", "May 2018 or later"),
    ("XXXX", "nobody knows"),
)
_STANDINGS: Final = {
    Standing.MINUTED: "the minutes of the body itself say so",
    Standing.ASSERTED: "somebody said so",
    Standing.REPORTED: "a report says so",
    Standing.EXPECTED: "it is to come",
    Standing.PROPOSED: "somebody proposes it",
    Standing.ANTICIPATED: "it is thought to come",
    Standing.INFERRED: "it follows from something else that is said",
    Standing.DISPUTED: "somebody says otherwise",
    Standing.UNKNOWN: "the source does not say, or somebody was not sure",
}


def meeting_file() -> str:
    """The page."""
    return page("The meeting file", _INTRODUCTION, [*_sections(), *_dates(), *_statements()])


def _sections() -> Iterator[str]:
    beginning = OWN.read_text().partition("\n")[2].partition("statements:")[0]
    yield block("yaml", f"{beginning}statements:\n  - ...")
    yield "## source: the document (required)"
    yield "A title alone may stand there, or:"
    yield _keys(source_keys())
    yield "## register: who and what it is about"
    for section, name in REGISTER_SECTIONS.items():
        event = CATALOGUE[name]
        yield f"### {section}"
        yield f"{sentence(event.__doc__)} A name alone may stand for the mapping."
        own = {name: key for name, key in FORM.register_keys(event).items() if name not in keys_of(Circumstances)}
        yield _keys(own)
    yield "## meeting: the meeting that it is of"
    yield (
        "Left out where the document is of none, or nobody says of which. A document of several meetings has a list of "
        f"them here, each with its own statements under `{UNDER}`; their ids are made of the meeting."
    )
    yield _keys({name: key for name, key in meeting_keys().items() if name not in keys_of(Circumstances)})
    yield (
        "`time` goes with the day: the two are `on: 2024-03-12T19:00`. A meeting without an id is called after its "
        "body and day; where the body met twice on that day, after its time or number too."
    )
    yield "What became of it. A meeting that is only called or cancelled was not held; `yes` states the bare fact."
    stages = (
        (
            key,
            f"{sentence(event.__doc__)} A text alone is `{short}`.",
            ", ".join(code(name) for name in stage_keys(event) if name not in keys_of(Circumstances)),
        )
        for key, (event, short) in STAGES.items()
    )
    yield table(("key", "says", "may also hold"), ((code(key), says, holding) for key, says, holding in stages))
    yield "The items of its `agenda`, each a title or:"
    yield _keys({name: key for name, key in item_keys().items() if name not in keys_of(Circumstances)})
    yield (
        f"Under `{UNDER}` of an item stand the statements that belong to it. They take its number, ids that are made "
        "of it and, where the public is excluded for it, the reason as that for which they are exempt."
    )
    lists = ", ".join(map(code, (*ATTENDANCE, PRESIDING)))
    yield f"Who attended stands under {lists}, each a list of names. A name may hold:"
    yield _keys({name: key for name, key in attendee_keys().items() if name not in keys_of(Circumstances)})
    yield "## verbs: words of a council's own"
    yield _VERBS
    comes_to = ((code(verb.value), ", ".join(word for word in VERBS if VERBS[word] is verb)) for verb in Verb)
    yield table(("verb", "words that come to it"), comes_to)
    yield "## Said once for the whole file"
    yield "Beside the sections; a statement that says otherwise goes before."
    yield _keys(keys_of(Defaults))


def _dates() -> Iterator[str]:
    yield _NAMES
    yield table(("date", "means"), ((code(date), means) for date, means in _DATES))
    yield "## What every statement may say"
    yield "In statements, in the register and in the meeting; `until` only where something can end."
    yield _keys(keys_of(Circumstances))
    yield table(("standing", "means"), ((code(str(each)), means) for each, means in _STANDINGS.items()))


def _statements() -> Iterator[str]:
    yield "## statements: what it says, in its order"
    yield (
        "Each begins with the key that says what it is. `meeting` and `body` are those of the file's meeting where a "
        "statement leaves them out. [events.md](events.md) has an example of each."
    )
    said = FORM.said.items()
    rows = ((f"[`{key}`](#{key.replace(' ', '-')})", sentence(event.__doc__), code(event.TYPE)) for key, event in said)
    yield table(("first key", "says", "recorded as"), rows)
    for key, event in said:
        yield f"### {key}"
        head = FORM.head(event).type
        is_id = isinstance(head, ReferenceType | IntroductionType)
        about = f": {head.description}" if head.description and not is_id else ""
        yield f"{sentence(event.__doc__)} Under `{key}:` stands {head.expected}{about}."
        keys = FORM.statement_keys(event, in_meeting=True)
        own = {name: key for name, key in keys.items() if name not in keys_of(Circumstances)}
        yield _keys(own)
        shorthand = FORM.shorthands.get(event.TYPE)
        if shorthand and shorthand.spares:
            yield f"Where it has only one part, instead of `{shorthand.spares}`:"
            yield _keys({name: key for name, key in shorthand.keys.items() if name not in own})
        if introduced := introduced_kind(event):
            yield f"`id` names the {introduced}, for other statements; without it the ledger makes a name."
        for inner, within in NESTED.get(event.TYPE, {}).items():
            said_as = FORM.catalogue[within.event].SAID_AS
            keys_of_it = f"with the keys of [{said_as}](#{said_as.replace(' ', '-')})"
            yield f"`{inner}:` may stand in it, one or several: `{within.event}`, {keys_of_it}."


def _keys(keys: Mapping[str, Field]) -> str:
    return table(("key", "what it holds", "", "meaning"), (_row(name, key) for name, key in keys.items()))


def _row(name: str, key: Field) -> tuple[str, str, str, str]:
    return code(name), holds(key), "required" if key.required else "", means(key)
