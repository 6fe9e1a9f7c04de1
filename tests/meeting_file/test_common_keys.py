"""Date, source, standing and visibility of a statement: its own, or inherited from the file."""

import msgspec
import pytest

from ledger.meeting_file.common_keys import Circumstances, Inherited, circumstances_in, visibility
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, when
from ledger.vocabulary.organisations import BodyRenamed
from ledger.vocabulary.provenance import PUBLIC, Source, Standing

RENAMED = BodyRenamed(body="body:icb", name="Integrated Care Board")
FILE = Inherited(
    source=Source(document="Minutes", at="item 7"),
    standing=Standing.REPORTED,
    stated_by="person:paul-feven",
    visibility="commercially confidential",
)


def test_a_statement_takes_from_the_file_what_it_does_not_say_itself() -> None:
    draft = FILE.draft(RENAMED, Circumstances(), None, "minutes.yaml:3")

    assert draft.occurred == UNKNOWN
    assert draft.standing is Standing.REPORTED
    assert draft.stated_by == "person:paul-feven"
    assert draft.visibility == "commercially confidential"
    assert draft.source == Source(document="Minutes", at="item 7")


def test_what_a_statement_says_itself_comes_first() -> None:
    given = Circumstances(
        at="paragraph 2", standing=Standing.DISPUTED, stated_by="body:icb", note="sic", exempt="no", quote="as was"
    )

    draft = FILE.draft(RENAMED, given, when("2013"), "minutes.yaml:3")

    assert draft.occurred == when("2013")
    assert draft.standing is Standing.DISPUTED
    assert (draft.stated_by, draft.note, draft.visibility) == ("body:icb", "sic", PUBLIC)
    assert draft.source == Source(document="Minutes", at="item 7, paragraph 2", quote="as was")


def test_a_statement_within_another_inherits_its_date_and_its_place() -> None:
    outer = FILE.draft(RENAMED, Circumstances(at="paragraph 2"), when("2013"), "minutes.yaml:3")

    within = FILE.lent_by(outer)

    assert within.outer == when("2013")
    assert within.draft(RENAMED, Circumstances(), None, "").source.at == "item 7, paragraph 2"
    assert within.draft(RENAMED, Circumstances(at="paragraph 3"), None, "").source.at == "item 7, paragraph 3"


def test_the_standing_of_the_date_goes_with_the_date_of_the_meeting_and_the_file_alone() -> None:
    dated = msgspec.structs.replace(FILE, date_standing=Standing.INFERRED)
    own, other = Circumstances(since="2013"), Circumstances(date_standing=Standing.REPORTED)

    assert dated.draft(RENAMED, Circumstances(), when("2013"), "").date_standing is Standing.INFERRED
    assert dated.draft(RENAMED, own, when("2013"), "").date_standing is None
    assert dated.draft(RENAMED, other, when("2013"), "").date_standing is Standing.REPORTED
    assert dated.draft(RENAMED, Circumstances(), None, "").date_standing is None
    within = dated.lent_by(dated.draft(RENAMED, own, when("2013"), ""))
    assert within.draft(RENAMED, Circumstances(), when("2013"), "").date_standing is None


def test_the_date_is_given_once() -> None:
    assert Circumstances().begun() is None
    assert Circumstances(on="2013").begun() == Circumstances(since="2013").begun() == when("2013")
    with pytest.raises(Refusal, match="both 'on' and 'since' are given; keep one of them"):
        Circumstances(on="2013", since="2014").begun()


def test_a_first_day_is_no_duration() -> None:
    with pytest.raises(Refusal, match="'since' is one day, and '2013-05/2014~' lasts from 2013-05 to about 2014") as no:
        Circumstances(since="2013-05/2014~").begun()
    assert no.value.remedy.startswith("write 'since: 2013-05' and 'until: 2014~', or 'since: [2013-05..2014~]'")
    for some_day in ("[2013-05..2014~]", "2013/..", "../2014"):
        assert Circumstances(since=some_day).begun() == when(some_day)


def test_exempt_gives_its_reason_or_says_no() -> None:
    assert visibility("Schedule 12A paragraph 3") == "Schedule 12A paragraph 3"
    assert visibility("no", "confidential") == PUBLIC
    assert visibility("", "confidential") == "confidential"
    with pytest.raises(Refusal) as refusal:
        visibility("yes")
    assert str(refusal.value) == (
        "'exempt: yes' gives no reason; write the reason, for example the paragraph of the Act"
    )


def test_the_fields_of_the_event_stay_behind() -> None:
    values = {"body": "body:icb", "name": "ICB", "at": "paragraph 2", "note": "sic"}

    given = circumstances_in(values, BodyRenamed)

    assert given == Circumstances(at="paragraph 2", note="sic")
    assert values == {"body": "body:icb", "name": "ICB"}
