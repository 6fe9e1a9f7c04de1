"""Ends: a thing that is said to have lasted `until` a day comes to two drafts, its beginning and its end."""

from __future__ import annotations

from msgspec.structs import replace

from ledger.entries.entry import Draft
from ledger.erasure.redaction import erasable_fields
from ledger.meeting_file.common_keys import Circumstances, Inherited, refuse_lasting
from ledger.meeting_file.form import Form
from ledger.meeting_file.values import Typed
from ledger.meeting_file.yaml_nodes import MappingNode
from ledger.refusals import Refusal
from ledger.vocabulary.dates import when
from ledger.vocabulary.fields import key_name


def ended(
    form: Form, begun: Draft, node: MappingNode, given: Circumstances, inherited: Inherited, typed: Typed
) -> list[Draft]:
    """The end of what a draft begins, where the statement tells its last day.

    Raises:
        Refusal: it would end before it began, or its last day is a duration.
    """
    if not given.until:
        return []
    last = when(given.until)
    refuse_lasting("until", last)
    if last.latest < begun.occurred.earliest:
        raise Refusal(f"it ends {last.on} and begins {begun.occurred.on}", "'until' is its last day")
    ending = form.catalogue[type(begun.event).ENDED_BY]
    fields = {name: getattr(begun.event, name) for name in ending.IDENTITY}
    given = replace(given, personal=tuple(name for name in given.personal if name in erasable_fields(ending)))
    line = next(key.line for key, _ in node.pairs if key_name(key.value) == "until")
    return [inherited.draft(ending(**fields), given, last, typed.mistakes.place(line))]
