"""Which subject a question names, by its id or its name; where none is known, near misses are offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ledger.refusals import Refusal, UnknownSubject
from ledger.vocabulary.subjects import is_name, kind_of, name_of

if TYPE_CHECKING:
    from ledger.store import Log
    from projections.engine.register import Register

_LISTED: Final[Mapping[str, str]] = {
    "body": "body list",
    "person": "person list",
    "project": "project list",
    "meeting": "meeting list",
    "resolution": "resolution list",
    "rule": "rules",
    "question": "questions",
    "commitment": "commitments",
    "agreement": "agreements",
    "report": "reports",
}
"""Which question lists the subjects of a kind."""


def refuse_unknown(register: Register, subject: str) -> None:
    """Refuse to answer about a subject of which nothing is recorded, rather than answer with nothing.

    Raises:
        UnknownSubject: near misses are offered.
    """
    log, kind = register.log, kind_of(subject)
    if _is_known(log, subject, register.known_at):
        return
    from ledger.vocabulary.naming import alike  # with the whole vocabulary, which who is known does not need
    from projections.answers.bearers import RegisteredNames

    known = (name_of(stream) for stream in log.streams(kind, upto=register.known_at))
    name, names = name_of(subject), RegisteredNames(lambda: register)
    raise UnknownSubject([kind], name, known, _where_to_look([kind]), alike(name, [kind], names))


def known_subject(register: Register, text: str, kinds: Sequence[str] = ()) -> str:
    """The full id of a subject, of one of some kinds or of any, that a question names: by its id or by its name.

    Of an id that turned out to be another subject's, that is the one which is kept.

    Raises:
        UnknownSubject: near misses of all the kinds are offered.
        Refusal: it is of another kind, or fits subjects of several kinds, or several bear the name.
    """
    log = register.log
    among, short = _split(text, kinds)
    if kinds and among[0] not in kinds:
        raise Refusal(f"'{text}' is no {' or '.join(kinds)}", _where_to_look(kinds))
    if short is not text and is_name(short):
        refuse_unknown(register, text)
        return register.joins.one(text)
    ids = [f"{kind}:{short}" for kind in among] if is_name(short) else []
    found = [each for each in ids if log.has(each, upto=register.known_at)]
    if len(found) > 1:
        raise Refusal(f"'{text}' may mean {' or '.join(found)}", "write which one")
    return register.joins.one(found[0]) if found else _by_name(register, short, among, kinds)


def _split(text: str, kinds: Sequence[str]) -> tuple[Sequence[str], str]:
    """Of what kinds a subject may be, and its short id or name; `body:Planning Committee` says its kind."""
    kind, _, rest = text.partition(":")
    if rest and ((is_name(rest) and is_name(kind)) or kind in (kinds or _all_kinds())):
        return (kind,), rest.strip()
    return kinds or _all_kinds(), text


def _by_name(register: Register, name: str, among: Sequence[str], kinds: Sequence[str]) -> str:
    """The only subject of a name.

    Raises:
        UnknownSubject: nobody bears it.
        Refusal: several do.
    """
    from ledger.vocabulary.naming import alike, settled
    from projections.answers.bearers import RegisteredNames

    names = RegisteredNames(lambda: register)
    if found := settled(name, names.bearers(name, among), names):
        return found
    ids = (name_of(stream) for kind in among for stream in register.log.streams(kind, upto=register.known_at))
    raise UnknownSubject(kinds, name, ids, _where_to_look(kinds or list(_LISTED)), alike(name, among, names))


def _where_to_look(kinds: Sequence[str]) -> str:
    """What to do about an unknown id in a question, which registers nothing."""
    lists = [f"`govledger {_LISTED[kind]} --as-at ever`" for kind in kinds if kind in _LISTED]
    if not lists:
        return "`govledger log` has every entry"
    return f"{' and '.join(lists[:3])} {'lists' if len(lists) == 1 else 'list'} what is recorded, with ids"


def _is_known(log: Log, subject: str, known_at: int) -> bool:
    """Whether a subject has a story of its own, or is mentioned, as a document is."""
    if log.has(subject, upto=known_at):
        return True
    return next(log.entries(tag=subject, upto=known_at, limit=1), None) is not None


def _all_kinds() -> Sequence[str]:
    """Every kind of subject; found only where a question leaves it open, since that takes all of their modules."""
    from ledger.aggregates import KINDS

    return KINDS
