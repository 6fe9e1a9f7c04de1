"""Requirements of rules as rows: what was required, what is shown, and what that comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from projections.answers.from_register import named, short_id
from projections.answers.listing import Column, Row, dated
from projections.answers.names import Name

if TYPE_CHECKING:
    from ledger.vocabulary.accountability import Step
    from projections.routes.route import Required
    from projections.routes.rules import RuleVersion
    from projections.routes.steps import Taken


def _denied(happened: Any) -> str:
    """That a step did not happen; how well it is evidenced otherwise stands beside it."""
    return {"no": "did not happen", "said not to be": "said not to have happened"}.get(happened, "")


REQUIRED: Final = (
    *(short_id("rule"), Column("text", "requirement"), "result", "reason"),
    *(Column("rule_in_force", tabled=False), Column("doubt", "rule in force then", scripted=False)),
    *(Column("required_a", tabled=False), Column("required_b", tabled=False), Column("sense", tabled=False)),
    *(Column("shown_a", tabled=False), Column("shown_b", tabled=False)),
)
GAP: Final = (named("project"), *REQUIRED)
TAKEN: Final = (
    *(dated("date"), named("by"), "role", "evidence", "standing", named("stated_by", "said by")),
    *("outcome", "reports", Column("happened", "but", text=_denied)),
)
STAGE: Final = (dated("since", "date"), "stage", "scheme", "evidence", named("report"), "standing")
RULE: Final = (
    *(short_id("rule"), "text", named("by", "adopted by"), dated("since"), dated("until"), "standing"),
    *named("stated_by", "said by"),
    *(named("projects"), "kinds_of_project", "saving", "repeal_saving"),
    *(Column("version", tabled=False), Column("requires", tabled=False)),
)


def required_rows(found: Iterable[Required], name: Name) -> Iterator[Row]:
    """What is required, laid beside what is shown; a doubt that is about all of them `explained` tells once."""
    found = list(found)
    of_all = _is_of_all(found)
    for each in found:
        requirement, judgment = each.requirement, each.judgment
        cells = {
            "project": each.project,
            "rule": each.rule.rule,
            "text": requirement.text or in_words(each, name),
            "sense": requirement.sense.value,
            "required_a": _wanted(requirement.a),
            "required_b": _wanted(requirement.b),
            "result": judgment.result.value,
            "reason": judgment.reason,
            "rule_in_force": "shown" if judgment.rule_in_force else "not shown",
            "doubt": "" if judgment.rule_in_force or of_all else "not shown",
            "shown_a": tuple(map(_step, judgment.a)),
            "shown_b": tuple(map(_step, judgment.b)),
        }
        yield Row(cells, each.entries)


def explained(found: Iterable[Required]) -> tuple[str, ...]:
    """What has to be said about results once, rather than in every line."""
    found = list(found)
    unshown = any(each.judgment.result.value == "not shown" for each in found)
    accuses_nobody = ("not shown: the record proves neither that it was met nor that it was breached",)
    doubt = ("whether the rules were in force when the steps were taken is not shown",)
    return (accuses_nobody if unshown else ()) + (doubt if _is_of_all(found) else ())


def _is_of_all(found: Collection[Required]) -> bool:
    """Whether of no requirement that came to something it is shown that its rule was in force."""
    due = [each.judgment for each in found if each.judgment.result.value in ("not shown", "breached")]
    return bool(due) and not any(judgment.rule_in_force for judgment in due)


def taken_rows(steps: Iterable[Taken]) -> Iterator[Row]:
    """The steps that a project took, each with how well it is evidenced."""
    for step in steps:
        yield Row(_step(step), step.entries, step.certainty.value)


def rule_rows(versions: Iterable[RuleVersion], day: int | None) -> Iterator[Row]:
    """Rules in the wording of a day."""
    from ledger.vocabulary.dates import when

    for version in versions:
        row = version.row
        cells = {
            **{name: getattr(row, name) for name in row.__struct_fields__},
            "rule": version.rule,
            "version": version.number,
            "since": when(row.since),
            "until": when(row.until) if row.until else None,
            "standing": row.standing.value,
            "stated_by": row.stated_by or None,
            "requires": tuple(
                {"a": _wanted(each.a), "b": _wanted(each.b), "sense": each.sense.value, "text": each.text}
                for each in row.requires
            ),
        }
        yield Row(cells, row.entries, version.certainty(day).value)


def in_words(required: Required, name: Name) -> str:
    """A requirement that has no words of its own, put into words."""
    from ledger.vocabulary.accountability import Sense

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


def _wanted(step: Step) -> Mapping[str, Any]:
    return {
        "by": step.by,
        "of": step.of,
        "kind_of_body": step.kind_of_body,
        "roles": tuple(role.value for role in step.roles),
        "report": step.report,
    }


def _step(step: Taken) -> dict[str, Any]:
    from projections.routes.happened import happened

    return {
        "date": step.on,
        "by": step.by,
        "role": step.role.value,
        "evidence": step.evidence.value,
        "standing": step.standing.value,
        "stated_by": step.stated_by or None,
        "outcome": step.outcome,
        "reports": step.reports,
        "happened": happened(step.standing, step.stated_by, step.by, step.happened).value,
        "entries": step.entries,
    }
