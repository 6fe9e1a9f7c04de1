"""Who answers to whom, and where the record breaks off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from ledger.vocabulary.accountability import AccountabilityKind
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.provenance import IN_BEING
from projections.answers.chains import ChainLink, chain_rows, drawn, sentence_of
from projections.answers.columns import ACTOR, LastTold, Since, StaleAfter, Standing, StatedBy, Until
from projections.answers.layout import row_from
from projections.answers.names import naming
from projections.answers.other_subjects import OF_PREDECESSORS
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question, unless_stale

if TYPE_CHECKING:
    from projections.engine.register import Register, RowAsAt

_ANSWERABLE: Final = "body|organisation|person|post|project"
_APART: Final = "Not accountability, but ties that are recorded"


class Declared(Line, frozen=True, kw_only=True):
    """An accountability that was declared."""

    id: Annotated[str, Column("The accountability", "accountability", bare=True)]
    who: Annotated[str, Column("Who answers", ACTOR)]
    kind: Annotated[AccountabilityKind, Column("In what way")]
    to: Annotated[str, Column("To whom", ACTOR)]
    in_respect_of: Annotated[str, Column("For what")]
    since: Since
    until: Until
    last_told: LastTold
    standing: Standing
    stated_by: StatedBy


@question(
    "accountability list",
    lasting=True,
    one="declared accountability/declared accountabilities",
    noun="who answers to whom, link by link, and where nobody said",
    example="--as-at 2023-09-01",
    below={OF_PREDECESSORS: Declared},
)
def declared(
    register: Register,
    who: Annotated[str | None, Parameter("Only for whom this one answers.", _ANSWERABLE)] = None,
    to: Annotated[str | None, Parameter("Only what is owed to this one.", _ANSWERABLE)] = None,
    stale_after: StaleAfter = None,
) -> Answer[Declared]:
    """List the accountability that was declared and is in force on a day."""
    from projections.accountability.declared import ACCOUNTABILITIES

    rows = (row_from(Declared, each) for each in register.rows(ACCOUNTABILITIES, who=who, to=to))
    return Answer(unless_stale(register, rows, stale_after))


class Unanswerable(Line, frozen=True, kw_only=True):
    """A body of which nobody has said to whom it answers."""

    body: Annotated[str, Column("The body", "body")]
    kind: Annotated[str, column_of(BodyEstablished, "kind")]
    of: Annotated[tuple[str, ...], column_of(BodyEstablished, "of")]
    would_answer_to: Annotated[tuple[str, ...], Column("To whom it is only proposed, expected or thought to", ACTOR)]
    standing: Standing


@question(
    "accountability gaps",
    one="body of which nobody has said to whom it answers/bodies of which nobody has said to whom they answer",
    example="--as-at 2023-09-01",
)
def gaps(
    register: Register,
    of: Annotated[str | None, Parameter("Only the bodies of an organisation.", "organisation")] = None,
) -> Answer[Unanswerable]:
    """List the bodies in being on a day of which nobody has said to whom they answer.

    That one is a body of an organisation, or that its members sit for one, says of neither that it answers to it. What
    is only proposed answers nothing; it is named beside the body.
    """
    from projections.accountability.declared import ACCOUNTABILITIES, delegations
    from projections.being import borne_out, certainty_with
    from projections.bodies import bodies

    said: set[str] = {each.event.to for each in delegations(register) if each.row.standing in IN_BEING}
    only: dict[str, list[RowAsAt[Any]]] = {}
    for each in register.rows(ACCOUNTABILITIES):
        if each.row.standing in IN_BEING:
            said.add(each.event.who)
        else:
            only.setdefault(each.event.who, []).append(each)
    left = [found for found in bodies(register, of=of) if found.stream not in said]
    acts, rows = borne_out(register, left), []
    for found in left:
        thought = only.get(found.stream, [])
        certainty, shown = certainty_with(acts.get(found.stream), found)
        entries = {*shown, *(position for each in thought for position in each.row.entries)}
        to = tuple(dict.fromkeys(each.event.to for each in thought))
        more: dict[str, Any] = {"would_answer_to": to, "entries": tuple(sorted(entries))}
        rows.append(row_from(Unanswerable, found, certainty, body=found.stream, **more))
    return Answer(rows, empty="of every body somebody has said to whom it answers")


@question("accountability chain", example="th-cabinet --as-at 2023-09-01", drawn=True, below={"ties": ChainLink})
def chain(
    register: Register,
    subject: Annotated[str, Parameter("Who is to answer.", _ANSWERABLE)],
    to: Annotated[str | None, Parameter("Only the paths that lead to this one.", _ANSWERABLE)] = None,
    ties: Annotated[bool, Parameter("Also every tie of everybody on the way that is no accountability.")] = False,
) -> Answer[ChainLink]:
    """Follow to whom a subject answers, step by step, and say where nothing is recorded.

    Where a link was asked about and never given, the question and the answer that avoided it stand in its
    place. What ties subjects together without making a link stands apart, and no chain runs through it: seats on
    a board, whose body it is, what is only proposed, and functions that have nothing to do with the subject; without
    --ties, only the ties of the subject itself. `--format dot` draws it with Graphviz.
    """
    from projections.accountability import chains

    links, name = chains.chain(register, subject, to), naming(register)
    found = chains.ties(register, subject)
    name.learn(each for link in (*links, *found) for each in (link.who, link.to, link.through) if each)
    shown = [tie for tie in found if ties or (tie.who == subject and to in (None, tie.to))]
    more = len(found) - len(shown)
    return Answer(
        list(chain_rows(links, name)),
        sentence_of(links, subject, to, name),
        layout="tree",
        drawing=drawn([*links, *shown], name),
        below={"ties": Answer(list(chain_rows(shown, name)), layout="tree", title=_APART)},
        notes=(f"{more} more {'tie is' if more == 1 else 'ties are'} shown with --ties",) if more else (),
    )
