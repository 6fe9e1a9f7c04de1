"""An event in words, as a line of a story: who did what. What its source leaves open is said before it, not after.

The ids in it are for `names.in_words` to put into names. An event without a wording of its own is told by its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from ledger.entries.entry import Entry
from ledger.vocabulary.accountability import Budget
from ledger.vocabulary.event import Event
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import IN_BEING, Standing
from ledger.vocabulary.sums import Basis
from projections.answers.entries import says
from projections.answers.wording import pounds

_COMPLETENESS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "full": "answered",
        "partial": "answered in part",
        "deflected": "answered something else",
        "deferred": "put off an answer",
        "declined": "declined to answer",
        "none": "gave no answer",
    }
)


def told(entry: Entry) -> str:
    """What an entry says, with its doubt first: `NOT SURE: considered by ...`, `PROPOSED: ...`."""
    event, standing = entry.event, entry.standing
    words = _WORDED[event.TYPE](event) if event.TYPE in _WORDED else f"{_type(event)}: {says(event)}"
    said_by = f" (so {entry.stated_by} said)" if entry.stated_by else ""
    note = f" [note: {entry.note}]" if entry.note else ""
    doubt = ""
    if standing not in IN_BEING:
        doubt = "NOT SURE: " if standing is Standing.UNKNOWN else f"{standing.value.upper()}: "
    elif standing is not Standing.MINUTED and not said_by:
        said_by = f" ({standing.value})"
    return f"{doubt}{words}{said_by}{note}"


def _type(event: Event) -> str:
    return event.TYPE.replace(".", " ").replace("-", " ")


def _by(event: Any, otherwise: str = "somebody") -> str:
    return str(getattr(event, "by", None) or otherwise)


def _to(event: Any) -> str:
    return f" to {event.to}" if event.to else ""


def _step(did: str, was_not: str) -> Callable[[Any], str]:
    """A step of a project: that it happened, or that it did not."""

    def words(event: Any) -> str:
        role = getattr(event, "role", None)
        what = did if event.happened else was_not
        for_what = f" for {role}" if role and role != Role.UNKNOWN else ""
        said = f"{event.project} {what} {_by(event)}{for_what}"
        return f"{said}: {event.outcome}" if event.outcome else said

    return words


def _answered(event: Any) -> str:
    return f"{_by(event)} {_COMPLETENESS[event.completeness]}: {event.text}"


def _remarked(event: Any) -> str:
    return f"{_by(event)}{_to(event)}, a {event.kind}: {event.text}"


def _promised(event: Any) -> str:
    due = f", by {event.due}" if event.due else f", {event.due_words}" if event.due_words else ""
    return f"{_by(event)} undertook{_to(event)}{due}: {event.text}"


def _referred(event: Any) -> str:
    what = "referred" if event.happened else "not referred"
    purpose = f": {event.purpose}" if event.purpose else ""
    return f"{event.project} {what} by {_by(event)} to {event.to or 'somebody'}{purpose}"


def _resolved(event: Any) -> str:
    verbs = ", ".join(dict.fromkeys(str(limb.verb) for limb in event.limbs))
    return f"{event.body} resolved{f' ({verbs})' if verbs else ''}: {event.text}"


def _voted(event: Any) -> str:
    """How a vote went: its manner, the counts, who voted how, and what was declared."""
    counts = (("for", event.for_), ("against", event.against), ("abstained", event.abstained), ("absent", event.absent))
    sides: dict[str, list[str]] = {}
    for each in event.ballots:
        sides.setdefault(str(each.choice), []).append(each.member)
    casting = event.casting
    by = casting and (casting.member or casting.as_given)
    told = (
        f"limb {', '.join(event.limbs)}" if event.limbs else "",
        f"ballot {event.round}" if event.round else "",
        str(event.manner or ""),
        ", ".join(f"{count} {side}" for side, count in counts if count is not None),
        *(f"{side}: {', '.join(members)}" for side, members in sides.items()),
        f"casting vote {casting.choice}{f' by {by}' if by else ''}" if casting else "",
        "" if event.carried is None else "carried" if event.carried else "lost",
    )
    said = "; ".join(filter(None, told))
    return f"vote on {', '.join((event.resolution, *event.also))}{f': {said}' if said else ''}"


def _sat(event: Any) -> str:
    role = f" as {event.role}" if event.role else ""
    behalf = f", on behalf of {event.on_behalf_of}" if event.on_behalf_of else ""
    return f"{event.member} on {event.body} from then on{role}{behalf}"


def _attended(event: Any) -> str:
    place = f", in the place of {event.substitute_for}" if event.substitute_for else ""
    return f"{event.person} {event.presence}{place}, at {event.meeting}"


def _reported(event: Any) -> str:
    authors = f" by {', '.join(event.authors)}" if event.authors else ""
    asks = f"; it asks: {'; '.join(event.asks)}" if event.asks else ""
    return f"report{authors}{_to(event)}: {event.title}{asks}"


def _aimed(event: Any) -> str:
    when = event.due or event.amount
    return f"target of {event.project} ({event.status}): {event.text}{f', {when}' if when else ''}"


def _named(event: Any) -> str:
    """Of what enters the register, its name and what it is: its id would be put into the same name."""
    name = getattr(event, "name", "") or event.title
    kind = getattr(event, "kind", "")
    purpose = getattr(event, "purpose", "")
    return f"{name}{f' ({kind})' if kind else ''} is told of{f': {purpose}' if purpose else ''}"


_BASES: Final = MappingProxyType({Basis.CONDITIONAL: "conditional sum", Basis.NONE_AGREED: "no sum agreed"})
"""What sums are called whose basis is no noun."""


def _amount(event: Any) -> str:
    """A sum in words: what it is, how much, for what, from whom, and on what it depends."""
    amount = " to ".join(pounds(each) for each in (event.low, event.high) if each)
    much = f" of {'about ' if event.about else ''}{amount}" if amount else ""
    much = much or (f", a share of {event.share}," if event.share else "")
    said = f"{_BASES.get(event.basis, event.basis)}{much} for {event.project}: {event.text}"
    more = (f"by {event.by}" if event.by else "", event.condition, event.period)
    return ", ".join(filter(None, (said, *more)))


def _appraised(event: Any) -> str:
    told = "; ".join(
        f"{option.number}{' ' if option.number else ''}{option.text} ({option.verdict}"
        f"{f': {option.why}' if option.why else ''})"
        for option in event.options
    )
    return f"options for {event.project}{f' appraised by {event.by}' if event.by else ''}: {told}"


def _answering(event: Any) -> str:
    of_what = f", in respect of {event.in_respect_of}" if event.in_respect_of else ""
    return f"{event.who} {event.kind} {event.to}{of_what}"


def _agreed(event: Any) -> str:
    parties = f" of {', '.join(event.parties)}" if event.parties else ""
    more = [f"host {event.host}" if event.host else "", f"lead {event.lead}" if event.lead else ""]
    more += [f"{event.budget} budgets" if event.budget != Budget.UNKNOWN else "", *event.covers, *event.functions]
    terms = ", ".join(filter(None, (*more, event.review)))
    return f"agreement{parties}: {event.title}{f' ({terms})' if terms else ''}"


def _affiliated(event: Any) -> str:
    told = ", ".join(filter(None, (event.with_, event.party, f"for {event.ward}" if event.ward else "")))
    return f"{event.person} with {told} from then on"


def _succeeded(event: Any) -> str:
    over = f": {event.carried_over}" if event.carried_over else ""
    return f"{', '.join(event.successors)} took over from {', '.join(event.predecessors)}{over}"


def _derived(event: Any) -> str:
    return f"{event.project} derives from {', '.join(event.from_)}{f': {event.what}' if event.what else ''}"


def _listed(event: Any) -> str:
    return f"the list of members of {event.body} is {'complete' if event.complete else 'known to be incomplete'}"


_WORDED: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {
        "question.asked": lambda event: f"{_by(event)} asked{f' {event.to}' if event.to else ''}: {event.text}",
        "answer.given": _answered,
        "remark.made": _remarked,
        "commitment.made": _promised,
        "project.opened": lambda event: f"{event.project}{f', a {event.kind}' if event.kind else ''}, is told of",
        "project.considered": _step("considered by", "not considered by"),
        "project.scrutinised": _step("scrutinised by", "not scrutinised by"),
        "project.referred": _referred,
        "project.stage-reached": lambda event: f"{event.project} reached {event.stage} of {event.scheme}",
        "project.closed": lambda event: f"{event.project} closed{f': {event.outcome}' if event.outcome else ''}",
        "resolution.passed": _resolved,
        "vote.recorded": lambda event: f"vote recorded: {says(event)}" if event.candidates else _voted(event),
        "decision.made": lambda event: f"{event.by} decided: {event.text}",
        "motion.determined": lambda event: f"{event.motion} {event.outcome}{f': {event.text}' if event.text else ''}",
        "recommendation.answered": lambda event: (
            f"{_by(event)} answered {event.resolution}: {event.response}{f', {event.text}' if event.text else ''}"
        ),
        "motion.moved": lambda event: f"{event.mover or event.mover_as_given or 'somebody'} moved: {event.text}",
        "report.presented": _reported,
        "target.set": _aimed,
        "target.revised": lambda event: (
            f"target of {event.project} revised ({event.status}): {event.due or event.reason}"
        ),
        "organisation.registered": _named,
        "body.established": _named,
        "person.registered": _named,
        "post.created": _named,
        "sum.stated": _amount,
        "options.appraised": _appraised,
        "agreement.entered": _agreed,
        "person.affiliated": _affiliated,
        "person.also-named": lambda event: f"{event.person} is called {event.name}",
        "bodies.succeeded": _succeeded,
        "project.derived": _derived,
        "membership.list-declared": _listed,
        "subject.same-as": lambda event: f"{event.other} is the same as {event.kept}",
        "delegation.granted": lambda event: f"{event.by} delegated to {event.to}: {event.function}",
        "meeting.held": lambda event: f"{event.body} met",
        "attendance.recorded": _attended,
        "membership.started": _sat,
        "membership.ended": lambda event: f"{event.member} no longer on {event.body} after that day",
        "office.assigned": lambda event: f"{event.holder} {event.office} of {event.body} from then on",
        "office.vacated": lambda event: f"{event.holder} no longer {event.office} of {event.body} after that day",
        "appointment.started": lambda event: f"{event.person} in the post of {event.post} from then on",
        "appointment.ended": lambda event: f"{event.person} no longer {event.post} after that day",
        "rule.adopted": lambda event: f"rule{f' of {event.by}' if event.by else ''}: {event.text}",
        "accountability.declared": _answering,
        "interest.declared": lambda event: f"{event.person} declared an interest: {event.nature}",
        "conflict.acknowledged": lambda event: f"conflict acknowledged: {event.text}",
    }
)
