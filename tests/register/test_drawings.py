"""What is drawn on the pages: the same as stands below it in words, and what is not known is drawn as not known."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from ledger.vocabulary.dates import NO_END, when
from projections.answers.question import Answer
from projections.nouns.body import Seat
from register.plots import MOST, Plot, plot_of
from register.plotting import plotted
from tests import dot
from tests.register.conftest import run

PAGE = {"accept": "text/html"}
SVG = "{http://www.w3.org/2000/svg}"


def route(ledger: Path, project: str, as_at: str) -> dot.Drawing:
    return dot.read(run(ledger, "project", "route", project, "--as-at", as_at, "--format", "dot"))


def drawn(client: TestClient, address: str) -> list[ElementTree.Element]:
    """The pictures on a page."""
    page = client.get(address, headers=PAGE).text
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


def texts(picture: ElementTree.Element) -> str:
    return " ".join(" ".join(picture.itertext()).split())


def test_a_route_is_drawn_with_what_was_met_and_what_was_breached(ledger: Path) -> None:
    drawing = route(ledger, "th-waste-depot", "2024-01-31")

    steps = {label.split("\n")[1]: id for id, label in drawing.nodes.items()}
    said = {(tail, head): told["label"].replace("\n", " ") for tail, head, told in drawing.edges}
    assert said == {
        (steps["Overview and Scrutiny Committee"], steps["Cabinet"]): "MET: scrutiny first, then the decision",
        (steps["Cabinet"], steps["Investment Panel"]): "BREACHED: the panel is not asked afterwards",
    }
    assert {told["style"] for _, _, told in drawing.edges} == {"solid"}


def test_what_is_only_said_is_dashed_and_what_nobody_shows_is_named(ledger: Path) -> None:
    told = run(ledger, "project", "route", "icn", "--as-at", "ever", "--format", "dot")
    drawing = dot.read(told)

    assert "only said to have happened" in " ".join(drawing.nodes.values())
    assert next(line for line in told.splitlines() if "only said" in line).endswith("style=dashed];")
    assert "NOT SHOWN: scrutiny by a governance body of the CCG" in [
        label.replace("\n", " ") for label in drawing.nodes.values()
    ]
    assert {told["style"] for _, _, told in drawing.edges} == {"dashed"}


def test_every_requirement_that_is_due_is_in_the_drawing(ledger: Path) -> None:
    projects = json.loads(run(ledger, "project", "list", "--as-at", "ever", "--format", "json"))["rows"]
    for project in projects:
        words = ("project", "route", project["id"], "--as-at", "ever", "--format")
        rows = json.loads(run(ledger, *words, "json"))["rows"]
        drawing = run(ledger, *words, "dot")
        if not drawing:
            assert all(row["result"] == "not yet" for row in rows)
            continue
        read = dot.read(drawing)
        said = [*read.nodes.values(), *(told.get("label", "") for _, _, told in read.edges)]
        told = " ".join(said).replace("\n", " ")
        for row in rows:
            drawn = f"{row['result'].upper()}: {row['text']}" in " ".join(told.split())
            assert drawn == (row["result"] != "not yet"), (project["id"], row["text"])


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/project/th-waste-depot?as-at=2024-01-31", "Project route, drawn"),
        ("/project/th-waste-depot/route?as-at=2024-01-31", "Project route, drawn"),
        ("/accountability/th-cabinet/chain?as-at=2023-09-01", "Accountability chain, drawn"),
        ("/body/icb/members?as-at=ever", "Over time"),
        ("/person/ella-frost?as-at=ever", "Over time"),
        ("/meeting/turnout?body=th-cabinet&as-at=2023-12-31", "Attendance"),
        ("/sums?as-at=2024-01-01", "Money by basis"),
        ("/questions", "How many"),
        ("/decisions", "How many"),
        ("/chronology/project:icn", "When it happened"),
    ],
)
def test_pages_have_pictures_that_say_what_they_show(client: TestClient, address: str, title: str) -> None:
    [picture] = drawn(client, address)

    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == title
    assert not [each for each in picture.iter() if each.get("style") or each.tag == f"{SVG}script"]


def test_every_mark_of_a_plot_says_what_it_is(client: TestClient) -> None:
    [picture] = drawn(client, "/body/icb/members?as-at=ever")

    said = [found.text for found in picture.iter(f"{SVG}title")][1:]
    assert "Janet Bailey, member: since by 2019-01, last told by 2019-01" in said
    assert len(said) == 3


def test_attendance_is_drawn_with_the_counts_of_the_table(client: TestClient) -> None:
    [picture] = drawn(client, "/meeting/turnout?body=th-cabinet&as-at=2023-12-31")

    assert "2 present, 1 apologies" in texts(picture)
    assert "present apologies absent in attendance" in texts(picture)


def test_sums_are_drawn_as_they_were_stated(client: TestClient) -> None:
    [picture] = drawn(client, "/sums?as-at=2024-01-01")

    assert "about £60,000,000 to £70,000,000" in texts(picture)
    assert "not given" not in texts(picture)


def test_bars_are_called_as_the_sentence_above_them_calls_what_they_count(client: TestClient) -> None:
    [picture] = drawn(client, "/questions?as-at=ever")

    assert "answered in part 12 answered in full 5" in texts(picture)


def test_what_is_drawn_is_as_wide_as_its_place_and_its_labels_stand_above_it(client: TestClient) -> None:
    [picture] = drawn(client, "/sums?as-at=2024-01-01")

    assert picture.get("width") == "100%"
    assert picture.get("viewBox") is None, "which would make the letters smaller on a small screen"
    boxes = [each for each in picture.iter(f"{SVG}rect") if each.get("stroke")]
    assert all(str(each.get("x")).endswith("%") and str(each.get("width")).endswith("%") for each in boxes)
    labels = [int(str(each.get("y"))) for each in picture.iter(f"{SVG}foreignObject")]
    assert labels == [number * 42 for number in range(len(labels))]


def seat(member: str, since: str, until: str | None = None, last_told: str | None = None) -> Seat:
    return Seat(
        member=member,
        seat="member",
        on_behalf_of=None,
        since=when(since),
        until=when(until) if until else None,
        last_told=when(last_told) if last_told else None,
        standing="minuted",
    )


def plot(*seats: Seat) -> Plot | None:
    return plot_of("body members", Answer(seats, row=Seat), str, slice(None))


def test_what_a_date_leaves_open_is_hatched_and_what_nobody_ended_is_dashed() -> None:
    made = plot(seat("a", "2020-01-01", "2021-12-31"), seat("b", "2020", last_told="2022-05-01"))

    assert made is not None
    ended, running = made.spans
    assert (ended.earliest, ended.begun, ended.told, ended.latest) == (
        *(when("2020-01-01").earliest,) * 2,
        *(when("2021-12-31").latest,) * 2,
    )
    assert (running.earliest, running.begun) == (when("2020").earliest, when("2020").latest)
    assert (running.told, running.latest) == (when("2022-05-01").latest, NO_END)
    first, second = re.findall(r"<g>.*?</g>", plotted(made))
    assert "hatch" not in first
    assert "dasharray" not in first
    assert "hatch" in second
    assert "dasharray" in second


def test_there_is_no_plot_of_what_has_no_days_or_is_only_one() -> None:
    assert plot(seat("a", "2020")) is None
    assert plot(seat("a", "XXXX"), seat("b", "XXXX")) is None
    assert plot() is None


def test_a_plot_has_room_for_so_many_and_says_how_many_it_leaves_out() -> None:
    made = plot(*(seat(f"m{number}", "2020-01-01") for number in range(MOST + 7)))

    assert made is not None
    assert (len(made.lanes), made.left_out) == (MOST, 7)


def test_what_has_no_day_at_all_stands_in_the_table_alone() -> None:
    undated = [seat(f"u{number}", "XXXX") for number in range(4)]

    made = plot(*undated, seat("a", "2020"), seat("b", "../2021-05"))

    assert made is not None
    assert list(made.lanes) == ["a, member", "b, member"]
    assert made.left_out == 4
    assert "a, member" in plotted(made)
    assert plot(*undated, *undated, seat("a", "2020"), seat("b", "2021")) is None, "what would hide more than it shows"


def test_a_name_in_a_picture_is_shown_and_not_obeyed() -> None:
    made = plot(seat("<script>", "2020"), seat("b\u202e", "0001-01-01", "9999-12-31"))

    assert made is not None
    assert "<script>" not in plotted(made)
    assert "\u202e" not in plotted(made)
