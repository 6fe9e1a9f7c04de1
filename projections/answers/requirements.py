"""Requirements of rules as rows: what was required, what is shown, and what that comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import msgspec

from ledger.vocabulary.accountability import Sense, Step
from ledger.vocabulary.dates import When
from ledger.vocabulary.projects import Role
from ledger.vocabulary.subjects import name_of
from projections.answers.columns import Happened, Standing, StatedBy
from projections.answers.names import Name
from projections.answers.question import Column, Line, column_of

if TYPE_CHECKING:
    from projections.routes.route import Required as Judged
    from projections.routes.steps import Taken as TakenStep


_BUT: Final = {
    "said to be": "only said to have happened",
    "expected": "only expected",
    "not sure": "who told of it was not sure",
    "said not to be": "said not to have happened",
    "no": "said not to have happened",
}


def but(happened: Any) -> str:
    """What did not happen, or nobody shows to have, must not look as if it had."""
    return _BUT.get(happened, "")


def _denied(happened: Any) -> str:
    """That a step did not happen; how well it is evidenced otherwise stands beside it."""
    return {"no": "did not happen", "said not to be": "said not to have happened"}.get(happened, "")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of step that a rule speaks of; what is empty does not matter."""

    by: Annotated[tuple[str, ...], column_of(Step, "by", bare=True)]
    of: Annotated[tuple[str, ...], column_of(Step, "of", bare=True)]
    kind_of_body: Annotated[str, column_of(Step, "kind_of_body")]
    roles: Annotated[tuple[Role, ...], column_of(Step, "roles")]
    report: Annotated[str, column_of(Step, "report")]


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A step as a requirement was judged by it."""

    date: Annotated[When, Column("When")]
    by: Annotated[str, Column("Whose step it was", "any", bare=True)]
    role: Annotated[Role, Column("In what role")]
    evidence: Annotated[str, Column("How well it is evidenced")]
    standing: Standing
    stated_by: Annotated[str | None, Column("Who said so", "any", bare=True)]
    outcome: Annotated[str, Column("What came of it")]
    reports: Annotated[tuple[str, ...], Column("The reports before it")]
    happened: Happened
    entries: Annotated[tuple[int, ...], Column("The entries that it rests on")]


class Taken(Line, frozen=True, kw_only=True):
    """A step that a project took, or is said to have taken."""

    date: Annotated[When, Column("When")]
    by: Annotated[str, Column("Whose step it was", "any")]
    role: Annotated[Role, Column("In what role")]
    evidence: Annotated[str, Column("How well it is evidenced")]
    standing: Standing
    stated_by: StatedBy
    outcome: Annotated[str, Column("What came of it")]
    reports: Annotated[tuple[str, ...], Column("The reports before it")]
    happened: Annotated[str, Column("Whether it happened: yes, no, only said to ...", label="but", text=_denied)]


class Required(Line, frozen=True, kw_only=True):
    """A requirement laid beside what is shown."""

    rule: Annotated[str, Column("The rule that requires it", "rule", bare=True)]
    text: Annotated[str, Column("What it requires", label="requirement")]
    result: Annotated[str, Column("Met, breached, not shown, or not yet due")]
    reason: Annotated[str, Column("Why it comes to that")]
    rule_in_force: Annotated[str, Column("Whether it is shown that the rule was in force then", tabled=False)]
    doubt: Annotated[str, Column("Whether that is in doubt", label="rule in force then", scripted=False)]
    required_a: Annotated[Wanted, Column("The step that is required", tabled=False)]
    required_b: Annotated[Wanted, Column("The step that it has to do with", tabled=False)]
    sense: Annotated[Sense, Column("How the two must stand to each other", tabled=False)]
    shown_a: Annotated[tuple[Shown, ...], Column("The steps of the first kind that were found", tabled=False)]
    shown_b: Annotated[tuple[Shown, ...], Column("The steps of the second kind that were found", tabled=False)]


class Gap(Required, frozen=True, kw_only=True):
    """A requirement that is breached or not shown to be met."""

    project: Annotated[str, Column("Of which project it is required", "project")]


R = TypeVar("R", Required, Gap)


class GapInWords(Line, frozen=True, kw_only=True):
    """A project, or what one rule lacks of it, as people are shown the gaps: one line each."""

    gap: Annotated[str, Column("The project; below it, by rule, what is breached or not shown, and why")]


def gaps_in_words(gaps: Iterable[Gap], name: Name) -> list[GapInWords]:
    """Under each project one line a rule: what is breached or not shown of it, with the reasons."""
    by_project: dict[str, dict[tuple[str, str], list[Gap]]] = {}
    for gap in gaps:
        by_project.setdefault(gap.project, {}).setdefault((gap.rule, gap.result), []).append(gap)
    lines = []
    for project, by_rule in by_project.items():
        lines.append(GapInWords(gap=str(name(project))))
        lines += [_gap_line(rule, result, own) for (rule, result), own in by_rule.items()]
    return lines


def _gap_line(rule: str, result: str, gaps: list[Gap]) -> GapInWords:
    said = "; ".join(f"{gap.text} ({'; '.join(filter(None, (gap.reason, gap.doubt)))})" for gap in gaps)
    return GapInWords(
        gap=f"└ {result.upper()} ({name_of(rule)}): {said}",
        certainty="yes" if all(gap.certainty == "yes" for gap in gaps) else "possibly",
        entries=tuple(sorted({position for gap in gaps for position in gap.entries})),
    )


def required_rows(found: Iterable[Judged], name: Name, row: type[R]) -> Iterator[R]:
    """What is required, laid beside what is shown; a doubt that is about all of them `explained` tells once."""
    found = list(found)
    of_all = _is_of_all(found)
    for each in found:
        requirement, judgment = each.requirement, each.judgment
        of_which: dict[str, Any] = {"project": each.project} if row is Gap else {}
        yield row(
            **of_which,
            rule=each.rule.rule,
            text=requirement.text or in_words(each, name),
            sense=requirement.sense,
            required_a=wanted(requirement.a),
            required_b=wanted(requirement.b),
            result=judgment.result.value,
            reason=judgment.reason,
            rule_in_force="shown" if judgment.rule_in_force else "not shown",
            doubt="" if judgment.rule_in_force or of_all else "not shown",
            shown_a=tuple(Shown(**_step(step), entries=step.entries) for step in judgment.a),
            shown_b=tuple(Shown(**_step(step), entries=step.entries) for step in judgment.b),
            entries=each.entries,
        )


def explained(found: Iterable[Judged]) -> tuple[str, ...]:
    """What has to be said about results once, rather than in every line."""
    found = list(found)
    unshown = any(each.judgment.result.value == "not shown" for each in found)
    accuses_nobody = ("not shown: the record proves neither that it was met nor that it was breached",)
    doubt = ("whether the rules were in force when the steps were taken is not shown",)
    return (accuses_nobody if unshown else ()) + (doubt if _is_of_all(found) else ())


def _is_of_all(found: Collection[Judged]) -> bool:
    """Whether of no requirement that came to something it is shown that its rule was in force."""
    due = [each.judgment for each in found if each.judgment.result.value in ("not shown", "breached")]
    return bool(due) and not any(judgment.rule_in_force for judgment in due)


def taken_rows(steps: Iterable[TakenStep]) -> list[Taken]:
    """The steps that a project took, each with how well it is evidenced."""
    return [Taken(**_step(step), certainty=step.certainty.value, entries=step.entries) for step in steps]


def in_words(required: Judged, name: Name) -> str:
    """A requirement that has no words of its own, put into words."""
    a, b = (_step_in_words(step, name) for step in (required.requirement.a, required.requirement.b))
    if not b:
        return a
    if required.requirement.sense is Sense.NONE_AFTER:
        return f"no {a} after {b}"
    return f"{a} before {b}"


def _step_in_words(step: Step, name: Name) -> str:
    who = " or ".join(name(step.by)) if step.by else step.kind_of_body
    if step.of:
        who = f"{who or 'a body'} of {' or '.join(name(step.of))}"
    role = " or ".join(role.value for role in step.roles) or ("step" if step.report and not who else "")
    what = f"{role} by {who}" if role and who else role or who
    return f"{what} with a {step.report}" if step.report else what


def wanted(step: Step) -> Wanted:
    """A kind of step that a rule speaks of."""
    return Wanted(by=step.by, of=step.of, kind_of_body=step.kind_of_body, roles=step.roles, report=step.report)


def _step(step: TakenStep) -> dict[str, Any]:
    from projections.routes.happened import happened

    return {
        "date": step.on,
        "by": step.by,
        "role": step.role,
        "evidence": step.evidence.value,
        "standing": step.standing.value,
        "stated_by": step.stated_by or None,
        "outcome": step.outcome,
        "reports": step.reports,
        "happened": happened(step.standing, step.stated_by, step.by, step.happened).value,
    }
