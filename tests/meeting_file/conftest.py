"""What the tests of meeting files share: a small ledger's names, and reading a text as a file of that name."""

from collections.abc import Callable, Collection
from textwrap import dedent

import pytest

from ledger.meeting_file import MeetingFile, read_text
from ledger.refusals import Refusals


class SmallLedger:
    """The names that a ledger knows, by kind."""

    def __init__(self, **names: tuple[str, ...]) -> None:
        self._names = names

    def names(self, kind: str) -> Collection[str]:
        return self._names.get(kind, ())


@pytest.fixture
def ledger() -> SmallLedger:
    return SmallLedger(
        organisation=("lbb", "bromley-ccg"),
        body=("icb", "jice", "lbb-executive", "bromley-hwb"),
        person=("ade-adetosoye", "angela-bhan", "paul-feven", "graham-mackenzie", "clerk"),
        post=("director-of-commissioning", "clerk"),
        project=("icn", "bromley-well"),
        meeting=("bromley-hwb/2015-10-08",),
    )


@pytest.fixture
def read(ledger: SmallLedger) -> Callable[..., MeetingFile]:
    def read_minutes(text: str, **form: object) -> MeetingFile:
        return read_text(dedent(text), "minutes.yaml", ledger, **form)

    return read_minutes


@pytest.fixture
def mistakes(read: Callable[..., MeetingFile]) -> Callable[..., list[str]]:
    def mistakes_in(text: str, **form: object) -> list[str]:
        with pytest.raises(Refusals) as refused:
            read(text, **form)
        return [str(refusal) for refusal in refused.value.refusals]

    return mistakes_in
