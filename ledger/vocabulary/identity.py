"""Two ids that turned out to be one subject."""

from typing import Annotated, Final, TypeAlias

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.subjects import refers

JOINABLE: Final = ("person", "body", "organisation", "project")
"""The kinds of subjects of which two ids can turn out to be one."""

JoinableId: TypeAlias = Annotated[str, refers(*JOINABLE)]


@recorded_as("subject.same-as", stream="other", said_as="same as", head="other", identity=("other", "kept"))
class SubjectSameAs(Event, frozen=True):
    """Two ids are one subject, of which one is kept; where somebody only thinks so, the standing says it."""

    other: JoinableId
    kept: JoinableId
