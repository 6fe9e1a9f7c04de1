"""AQ28: what is the chronology of a matter? In the order of the world; what has no date is bounded or set apart."""

from __future__ import annotations

from tests.acceptance.conftest import Call, Rows, cells


def test_the_chronology_of_the_integrated_care_networks(rows: Rows) -> None:
    found = rows("chronology", "icn")

    assert cells(found, "date", "type", "subject", "standing") == [
        ("[2015-07..2015-11]", "question.asked", "question:ooh/q16-final-decision", "minuted"),
        ("[2015-07..2015-11]", "answer.given", "question:ooh/q16-final-decision", "minuted"),
        ("[2015-07..2015-11]", "question.asked", "question:ooh/q17-savings", "minuted"),
        ("[2015-07..2015-11]", "answer.given", "question:ooh/q17-savings", "minuted"),
        ("[2015-07..2015-11]", "answer.given", "question:ooh/q17-savings", "minuted"),
        ("[2015-07..2015-11]", "question.asked", "question:ooh/q18-gps", "minuted"),
        ("[2015-07..2015-11]", "answer.given", "question:ooh/q18-gps", "minuted"),
        ("[2015-07..2015-11]", "remark.made", "remark:ooh/c-outcomes", "minuted"),
        ("[2015-07..2015-11]", "remark.made", "remark:ooh/c-incentives", "minuted"),
        ("[2015-07..2015-11]", "remark.made", "remark:ooh/c-catalyst", "minuted"),
        ("[2015-07..2015-11]", "remark.made", "remark:ooh/c-leadership", "minuted"),
        ("[2015-07..2015-11]", "remark.made", "remark:ooh/c-prevention", "minuted"),
        ("[2015-07..2015-11]", "remark.made", "remark:ooh/c-voluntary", "minuted"),
        ("[2015-07..2015-11]", "remark.made", "remark:ooh/c-pharmacists", "minuted"),
        ("[2015-07..2015-11]", "remark.made", "remark:ooh/c-bureaucracy", "minuted"),
        ("[2015-07..2015-11]", "answer.given", "remark:ooh/c-bureaucracy", "minuted"),
        ("[2015-07..2015-11]", "target.set", "project:icn", "minuted"),
        ("[..2015-11]", "project.derived", "project:icn", "asserted"),
        ("[2016-12..2019-01]", "remark.made", "remark:jcu/c-geography", "minuted"),
        ("[..2019-01]", "project.considered", "project:icn", "unknown"),
        ("[..2019-01]", "project.considered", "project:icn", "asserted"),
        ("[..2019-01]", "rule.adopted", "rule:dual-scrutiny", "asserted"),
        ("XXXX", "project.opened", "project:icn", "minuted"),
    ]
    assert cells(found, "order") == [
        *("later", *["same day"] * 15),
        *("not certain", "not certain", "later", *["not certain"] * 3),
        "unknown",
    ]
    considered = [row for row in found if row["type"] == "project.considered"]
    assert cells(considered, "date_earliest", "date_latest", "certainty") == [
        (None, "2019-01-31", "possibly"),
        (None, "2019-01-31", "yes"),
    ]


def test_what_certainly_came_first_stands_first(rows: Rows) -> None:
    found = rows("chronology", "kmsc-development")

    assert cells(found, "date", "order")[:3] == [
        ("2018-06", "later"),
        ("2018-06", "not certain"),
        ("[2018-07..2019-05]", "later"),
    ]
    assert [row["subject"] for row in found if row["order"] == "unknown"] == [
        "project:kmsc-development",
        "project:kmsc-next-steps",
        "project:kmsc-operating-framework",
        "project:kmsc-development",
    ]


def test_nothing_that_mentions_the_matter_is_dropped(rows: Rows) -> None:
    mentioned = {row["entry"] for row in rows("log", "--subject", "project:co-commissioning")}

    assert mentioned <= set(cells(rows("chronology", "co-commissioning"), "entry"))


def test_between_two_dates_stands_all_that_may_lie_there(rows: Rows) -> None:
    found = rows("chronology", "icn", "--from", "2016", "--to", "2016")

    assert cells(found, "date") == ["[2016-12..2019-01]"] + ["[..2019-01]"] * 3 + ["XXXX"]


def test_a_person_a_body_and_a_document_have_chronologies_too(rows: Rows) -> None:
    bhan = rows("chronology", "angela-bhan")
    assert cells(bhan, "date")[0] == "[2014-10..2015-03]"
    assert len(set(cells(bhan, "document"))) == 3
    assert ("[..2019-01]", "bodies.succeeded") in cells(rows("chronology", "jice"), "date", "type")
    assert len(rows("chronology", "document:kmsc")) == len(rows("log", "--subject", "document:kmsc"))


def test_people_read_dates_in_words_and_names_instead_of_ids(call: Call) -> None:
    table = call("chronology", "bromley-well").stdout

    assert "by 2019-01" in table
    assert "considered by Commissioning Board" in table
    assert "body:lbb-commissioning-board" not in table


def test_people_read_one_line_an_entry_below_the_document_in_the_order_of_its_paragraphs(call: Call) -> None:
    lines = call("chronology", "icn").stdout.splitlines()

    heads = [line for line in lines if line and not line.startswith(("├", "└"))][1:]
    assert [line.partition(": ")[0] for line in heads] == [
        "some day 2015-07 to 2015-11",
        "by 2015-11",
        "some day 2016-12 to 2019-01",
        "by 2019-01",
        "unknown",
    ]
    assert sum(line.startswith(("├", "└")) for line in lines) == 23
    assert sum(line.startswith("└") for line in lines) == len(heads)
    said = "it may not be prudent to speak of one; rather of a journey, and a direction of travel"
    assert f"├ paragraph 12: Dr Angela Bhan declined to answer: {said}" in lines
    considered = "Integrated Care Networks considered by Commissioning Board (so Paul Feven said) (possibly)"
    assert f"├ paragraph 4: NOT SURE: {considered}" in lines
    assert [line[2:].split(":")[0] for line in lines if line[1:].startswith(" paragraph 1")] == [
        *["paragraph 12"] * 2,
        *["paragraph 14"] * 3,
        *["paragraph 15"] * 2,
        *["paragraph 16"] * 2,
        "paragraph 12",
        "paragraph 10",
    ]
