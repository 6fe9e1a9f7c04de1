"""`govledger correct`: the record was wrong; the entry stays, and what is right is recorded beside it."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from cli.params import EntryNumber
from cli.provenance_options import Clerk, recording
from ledger.entries.entry import Entry
from ledger.refusals import Refusal, Refusals
from ledger.vocabulary.corrections import EntryCorrected
from ledger.vocabulary.field_types import AnyType, FieldType, ListType, MappingType, StructType
from ledger.vocabulary.provenance import Source


@click.command("correct")
@click.argument("entry", type=EntryNumber(min=1), metavar="ENTRY")
@click.option("--set", "changes", multiple=True, metavar="FIELD=VALUE", help="A field that differs; empty: none.")
@click.option("--why", "--reason", "why", required=True, help="Why it is corrected, in a sentence.")
@recording
def command(clerk: Clerk, entry: int, changes: tuple[str, ...], why: str) -> None:
    """Record that an entry was wrong and what is right; `--known-at` still shows what was recorded before.

    Of the other options, give those that differ: --on is the right date, --at the right place in the document.

    \b
    govledger correct 12 --on 2018-04-01 --why 'the minutes say April'
    govledger correct 12 --set role=observer --set voting=no --why 'read the list again'
    """
    ledger = clerk.session.ledger
    told = ledger.entry(entry)
    correction = EntryCorrected(
        entry=entry,
        why=why,
        fields=dict(_change(change, told, clerk) for change in changes),
        occurred=clerk.occurred.text if clerk.occurred else None,
        source=_source(told.source, clerk),
        standing=clerk.standing,
        stated_by=clerk.completed(clerk.stated_by, ()) if clerk.stated_by else None,
        note=clerk.note,
        visibility=clerk.visibility,
        date_standing=clerk.date_standing,
    )
    clerk.account_for(
        ledger.correct(correction, although=clerk.although or "", erasable=clerk.personal, dry_run=clerk.dry_run)
    )


def _source(told: Source, clerk: Clerk) -> Source | None:
    return msgspec.structs.replace(told, **clerk.source_said) if clerk.source_said else None


def _change(change: str, told: Entry, clerk: Clerk) -> tuple[str, Any]:
    """A field by its stored name, and its value as the vocabulary has it; None takes it away."""
    from ledger.meeting_file.mistakes import did_you_mean
    from ledger.vocabulary.fields import key_name, keys_of

    name, equals, text = change.partition("=")
    keys = keys_of(type(told.event))
    field = keys.get(key_name(name))
    if not equals or field is None:
        what = f"{told.event.TYPE} has no field '{name}'" if equals else f"'{change}' is not FIELD=VALUE"
        raise Refusal(what, did_you_mean(key_name(name), keys), "--set")
    return field.stored, _value(name, text, field.type, clerk) if text else None


def _value(name: str, text: str, holds: FieldType, clerk: Clerk) -> Any:
    """What a text means as a field: a text as it stands, a list or mapping as YAML or JSON."""
    from ledger.aggregates import KINDS
    from ledger.meeting_file.id_lookup import IdLookup
    from ledger.meeting_file.mistakes import Mistakes
    from ledger.meeting_file.values import Typed
    from ledger.meeting_file.yaml_nodes import TextNode, compose

    if isinstance(holds, MappingType) and isinstance(holds.values, AnyType):
        return _fields(name, text)
    mistakes = Mistakes(f"--set {name}")
    node = compose(text, mistakes) if isinstance(holds, ListType | MappingType | StructType) else TextNode(text, 1)
    value = Typed(IdLookup(clerk.session.ledger, KINDS, clerk.session.directory), mistakes).value(node, holds)
    try:
        mistakes.raise_all()
    except Refusals as wrong:
        raise Refusals([Refusal(one.problem, one.remedy, f"--set {name}") for one in wrong.refusals]) from wrong
    return msgspec.to_builtins(value)


def _fields(name: str, text: str) -> dict[str, Any]:
    """The fields that a correction of a correction gives, which may be those of any event."""
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError as wrong:
        remedy = """write them as JSON: --set 'fields={"role": "observer"}'"""
        raise Refusal(f"'{text}' is not a mapping: {wrong}", remedy, f"--set {name}") from wrong
