"""Which rules were in force for routes, as adopted, amended and repealed, and to which projects do they apply?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from ledger.entries.entry import Entry
from ledger.vocabulary.accountability import RuleAdopted, RuleAmended, RuleRepealed
from ledger.vocabulary.dates import Certainty, When, when
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.engine import Projection
from projections.engine.register import Lookup, Register, certainty
from projections.engine.row_patterns import comes_after, ended_by, points
from projections.engine.rows import Point, begun, ended, only_ended, restarted


class Rule(Point[RuleAdopted], frozen=True, kw_only=True):
    """A rule as it was adopted, and until when it is in force, with what its repeal saves."""

    repeal_saving: str = ""
    repeal_saves_begun_before: str = ""
    """Routes that took a step before this date stay under the repealed rule; empty: none do."""


class RuleVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A rule in one of its wordings: `row` holds the wording and between which days it is in force."""

    rule: str
    number: int
    """1 for the wording in which it was adopted, 2 for the first amendment ..."""
    row: Rule

    @property
    def is_claimed(self) -> bool:
        """Whether the rule is only expected, proposed, inferred or disputed: it may not be one."""
        return self.row.standing not in IN_BEING

    def certainty(self, day: int | None) -> Certainty:
        """Whether it is in force in this wording on a day, or at all."""
        return certainty(self.row, day)


def _evolve(rows: Mapping[str, Rule], entry: Entry) -> Iterator[tuple[str, Rule | None]]:
    row, event = rows.get(""), entry.event
    if isinstance(event, RuleAdopted):
        yield "", begun(Rule, entry, event=event) if row is None else restarted(row, entry, event=event)
    elif isinstance(event, RuleRepealed):
        saved = {"repeal_saving": event.saving, "repeal_saves_begun_before": event.saves_begun_before}
        unknown = RuleAdopted(rule=event.rule, text="")
        yield "", only_ended(Rule, entry, event=unknown, **saved) if row is None else ended(row, entry, **saved)


RULES = Projection(name="rules", row=Rule, handles=(RuleAdopted, RuleRepealed), evolve=_evolve, finds=("by",))
AMENDMENTS = points("rule_amendments", RuleAmended)


def rules(register: Register) -> list[RuleVersion]:
    """The wordings of rules that are or may be in force on the register's day."""
    return [version for version in all_rules(register) if version.certainty(register.as_at) is not Certainty.NO]


def all_rules(register: Register) -> list[RuleVersion]:
    """Every rule in every wording that it ever had, in force or not, as far as it is known."""
    register.read_ahead(Lookup(AMENDMENTS, in_force=False), Lookup(RULES, in_force=False))
    amended: dict[str, list[Point[RuleAmended]]] = {}
    for change in register.rows(AMENDMENTS, in_force=False):
        amended.setdefault(change.stream, []).append(change.row)
    return [
        version
        for rule in register.rows(RULES, in_force=False)
        for version in _versions(rule.stream, rule.row, amended.get(rule.stream, ()))
    ]


def _versions(name: str, rule: Rule, amendments: Iterable[Point[RuleAmended]]) -> Iterator[RuleVersion]:
    """Each wording lasts until the eve of the next, and the last one as long as the rule; a proposal ends none."""
    wordings = [rule]
    for change in amendments:
        amended = next((row for row in reversed(wordings) if row.standing in IN_BEING), rule)
        said = change if rule.standing in IN_BEING else rule
        own = replace(
            rule,
            event=_amended(amended.event, change.event),
            from_earliest=change.from_earliest,
            from_latest=change.from_latest,
            since=change.since,
            standing=said.standing,
            stated_by=said.stated_by,
            entries=tuple(sorted({*amended.entries, *change.entries})),
        )
        first, *others = wordings
        followed = [_followed(first, change, surely=True)]
        followed += [_followed(row, change, surely=comes_after(change, row) is True) for row in others]
        wordings = [*followed, own]
    for number, row in enumerate(wordings, 1):
        yield RuleVersion(rule=name, number=number, row=row)


def _followed(row: Rule, change: Point[RuleAmended], *, surely: bool) -> Rule:
    """A wording with the end that an amendment makes; what a repeal saves is saved under the last wording."""
    found = ended_by(row, change, change.entries, surely=surely)
    if found is row or not surely or change.standing not in IN_BEING:
        return found
    return replace(found, repeal_saving="", repeal_saves_begun_before="")


def _amended(rule: RuleAdopted, amendment: RuleAmended) -> RuleAdopted:
    """What an amendment leaves empty stays as it was."""
    return replace(
        rule,
        text=amendment.text or rule.text,
        requires=amendment.requires or rule.requires,
        saving=amendment.saving or rule.saving,
    )


def concerns(rule: RuleAdopted, project: str, kind: str) -> bool:
    """Whether a rule is about projects like this one, by name or by kind."""
    if rule.projects and project not in rule.projects:
        return False
    return not rule.kinds_of_project or kind in rule.kinds_of_project


def applies(rule: Rule, step: When, begun_on: When | None) -> bool | None:
    """Whether a rule applies to a step on a date, of a route begun on another; None: the dates do not tell.

    A rule applies to what is done while it is in force, but for routes that a saving provision keeps out
    (at its adoption) or keeps in (at its repeal).
    """
    saved = is_kept_out(rule, begun_on)
    if saved is not False:
        return None if saved is None else False
    started = _not_before(step, rule)
    if started is False:
        return False
    over = _after(step, rule)
    kept = is_kept_in(rule, begun_on)
    if over is not False and kept is not False:
        return started if kept else None
    if over:
        return False
    return True if started and over is False else None


def is_kept_out(rule: Rule, begun_on: When | None) -> bool | None:
    """Whether a saving provision keeps a route out of a rule for good; None: the dates do not tell."""
    if not rule.event.saves_begun_before or begun_on is None:
        return False
    return _before(begun_on, when(rule.event.saves_begun_before))


def is_kept_in(rule: Rule, begun_on: When | None) -> bool | None:
    """Whether a saving provision keeps a route under a rule after its repeal; None: the dates do not tell."""
    if not rule.repeal_saves_begun_before or begun_on is None:
        return False
    return _before(begun_on, when(rule.repeal_saves_begun_before))


def _before(date: When, bound: When) -> bool | None:
    if date.latest < bound.earliest:
        return True
    return False if date.earliest >= bound.latest else None


def _not_before(step: When, rule: Rule) -> bool | None:
    if rule.from_latest <= step.earliest:
        return True
    return False if step.latest < rule.from_earliest else None


def _after(step: When, rule: Rule) -> bool | None:
    if rule.to_latest < step.earliest:
        return True
    return False if step.latest <= rule.to_earliest else None
