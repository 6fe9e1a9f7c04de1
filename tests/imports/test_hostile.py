"""Hostile and broken files: each ends in a listed refusal with its place, in bounded memory, without a traceback."""

from __future__ import annotations

import gc
import gzip
import io
import json
import lzma
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from ledger.imports.documents import depths, parts
from ledger.imports.records import Progress
from tests.imports.conftest import SAMPLES, SOAK, Importing
from tests.imports.councils import council

HOUSE = Path(__file__).parents[2]
HEADER = b"old_code,new_code,date\n"
GOOD = b"QA1,QB1,2013-04-01\n"
MEGABYTE = 1024 * 1024
OF_FORM = {
    "oparl": "council.json",
    "popolo": "legislature.json",
    "memberships": "memberships.jsonl",
    "ods": "successions.csv",
    "csv": "spreadsheet.csv",
}


Made: TypeAlias = Callable[[str, bytes], Path]


@pytest.fixture
def file(tmp_path: Path) -> Made:
    """Makes a file of some bytes."""

    def made(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return made


@pytest.mark.parametrize(
    ("content", "place", "why"),
    [
        (HEADER + GOOD + b"QA\xff,QB1,2013-04-01\n", "x.csv:3", "it is not in UTF-8: byte 0xff"),
        (HEADER + GOOD + b'"QA2,QB1,2013-04-01\n', "x.csv:3", "a quotation mark was never closed"),
        (HEADER + GOOD + b"QA2,QB1,2013-04-01,x,y\n", "x.csv:3", "it has 5 values under 3 names"),
        (HEADER + GOOD + b"QA2,QB1,2019-02-30\n", "x.csv:3", "'2019-02-30' is no day in the calendar"),
        (HEADER + GOOD + b"QA2,QB1,0000-00-00\n", "x.csv:3", "'0000-00-00' is no day in the calendar"),
        (
            HEADER + GOOD + b"QB1,QA1,2013-04-01\n",
            "x.csv:3",
            "'QB1' would have taken over from itself, by way of 'QA1'",
        ),
    ],
)
def test_a_broken_row_is_refused_and_the_others_are_recorded(
    importing: Importing, file: Made, content: bytes, place: str, why: str
) -> None:
    tally = importing("ods", file("x.csv", content))

    assert why in importing.refused[place]
    assert tally.by_type["bodies.succeeded"] == 1


def test_a_file_in_utf_16_is_refused_at_once(importing: Importing, file: Made) -> None:
    importing("ods", file("x.csv", (HEADER + GOOD).decode().encode("utf-16")))

    assert importing.refused == {"x.csv:1": "the file is in UTF-16"}


def test_a_circle_of_successions_over_many_bodies_is_refused_where_it_closes(importing: Importing, file: Made) -> None:
    chain = b"".join(b"Q%d,Q%d,2013-04-01\n" % (number, (number + 1) % 3000) for number in range(3000))

    tally = importing("ods", file("x.csv", HEADER + chain))

    assert tally.refused == 1
    assert "x.csv:3001" in importing.refused


def test_codes_of_spaces_slashes_and_marks_that_nobody_sees_are_kept_apart(importing: Importing, file: Made) -> None:
    odd = ["A B", "A/B", "A‏B", "../B", "‮B", "a b", "A  B"]
    rows = "".join(f'"{code}",QB1,2013-04-01\n' for code in odd)

    importing("ods", file("x.csv", HEADER + rows.encode()))

    names = {entry.event.name: entry.stream for entry in importing.entries("organisation.registered")}
    assert names.keys() == {*odd, "QB1"}
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize("form", ["oparl", "popolo"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[",
        b'[{"id": "x", "type": "Paper"',
        b'{"data": [{"id": "x"}',
        b"\xff\xfe[\x00]\x00",
        b'[{"name": "\xff"}]',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"nothing of the kind",
        b"[1, 2, null, [], 1e999]",
        b"\x00" * 1000,
    ],
    ids=[
        "empty",
        "opened",
        "cut",
        "cut page",
        "utf-16",
        "latin-1",
        "deep list",
        "deep object",
        "prose",
        "odd",
        "zeros",
    ],
)
def test_what_is_no_document_of_the_format_is_refused_with_its_place(
    importing: Importing, file: Made, form: str, content: bytes
) -> None:
    tally = importing(form, file("x.json", content), "x")

    assert tally.recorded == 0
    assert importing.refused or importing.sums["aside"]
    assert all(place.startswith("x.json") for place in importing.refused)


@pytest.mark.parametrize("form", OF_FORM)
def test_every_way_of_cutting_a_sample_off_is_survived(importing: Importing, file: Made, form: str) -> None:
    sample = SAMPLES / OF_FORM[form]
    whole = sample.read_bytes()

    for length in range(0, len(whole), len(whole) // 40):
        importing(form, file(f"x{sample.suffix}", whole[:length]), "x", dry_run=True)


@pytest.mark.parametrize("value", [None, 7, True, [], {}, [[]], "", " ", "\u0000", "x" * 100_000, "2019-02-30", 1.5])
def test_any_value_in_any_field_is_read_or_refused(importing: Importing, file: Made, value: object) -> None:
    fields = ("id", "name", "start", "organization", "agendaItem", "consultation", "date", "paperType", "modified")
    objects = [{**each, field: value} for each in council(1) for field in fields]

    importing("oparl", file("x.json", json.dumps(objects).encode()), "x")

    assert all(place.startswith("x.json") for place in importing.refused)


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_packed_file_that_is_cut_off_is_refused_after_what_could_be_read(
    importing: Importing, file: Made, pack: Callable[[bytes], bytes]
) -> None:
    many = b"".join(b"QA%d,QB%d,2013-04-01\n" % (number * 7919, number) for number in range(2000))
    packed = pack(HEADER + many)

    importing("ods", file("x.csv.gz" if pack is gzip.compress else "x.csv.xz", packed[: len(packed) // 2]))

    assert any("cannot be read to its end" in left["refused"] for left in importing.left)


def test_an_archive_that_is_cut_off_is_refused_after_what_could_be_read(importing: Importing, tmp_path: Path) -> None:
    for number, each in enumerate(council(50)):
        (tmp_path / f"{number}.json").write_text(json.dumps(each))
    with tarfile.open(tmp_path / "all.tar", "w") as archive:
        for member in tmp_path.glob("*.json"):
            archive.add(member, member.name)
    cut = tmp_path / "cut.tar"
    cut.write_bytes((tmp_path / "all.tar").read_bytes()[: 20 * 1024 + 700])

    importing("oparl", cut, "x")

    assert any("cannot be read to its end" in left["refused"] for left in importing.left)


@pytest.mark.parametrize(
    ("form", "document"),
    [
        ("popolo", {"persons": [{"id": "p1", "name": "A\ud800B"}, {"id": "p2", "name": "Ada"}]}),
        ("popolo", {"persons": [{"id": "p1", "n\udc00me": "A"}, {"id": "p2", "name": "Ada"}]}),
        ("popolo", {"per\ud800sons": [], "x\ud800": 1, "persons": [{"id": "p2", "name": "Ada"}]}),
        ("popolo", {"persons": [{"id": "p1", "name": 10**30}, {"id": "p2", "name": "Ada"}]}),
        ("popolo", {"persons": ["\ud800", {"id": "p2", "name": "Ada"}]}),
    ],
    ids=["text", "key", "list", "number", "element"],
)
def test_half_a_character_or_a_number_without_bounds_costs_its_record_and_no_other(
    importing: Importing, file: Made, form: str, document: object
) -> None:
    tally = importing(form, file("x.json", json.dumps(document).encode()), "x")

    assert tally.by_type == {"person.registered": 1}
    assert importing.refused or importing.sums["aside"]


@pytest.mark.parametrize("form", ["memberships", "oparl", "popolo"])
def test_half_a_character_is_refused_in_every_form_of_json(importing: Importing, file: Made, form: str) -> None:
    line = b'{"body": "b", "person": "A\\ud800B", "id": "i", "type": "https://schema.oparl.org/1.1/Paper"}'
    content = b'{"persons": [%s]}' % line if form == "popolo" else line

    importing(form, file("x.json", content), "x")

    assert importing.refused
    assert importing.ledger.book.last_position() == 0


def test_names_of_files_that_no_encoding_has_are_reported(importing: Importing, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "all.tar", "w") as archive:
        for name in ("a\udcff.json", "b\udcff.json"):
            found = tarfile.TarInfo(name)
            content = b"{" if name < "b" else b'{"persons": [{"id": "p1"}, {"id": "p2", "name": "Ada"}]}'
            found.size = len(content)
            archive.addfile(found, io.BytesIO(content))

    tally = importing("popolo", tmp_path / "all.tar", "x")

    assert importing.refused.keys() == {r"a\udcff.json", r"b\udcff.json persons 1"}
    assert tally.recorded == 1


@pytest.mark.parametrize("form", ["oparl", "popolo", "csv", "memberships"])
@pytest.mark.parametrize("nothing", [b" ", b"\n"], ids=["spaces", "lines"])
def test_a_small_file_of_much_nothing_is_refused_quickly(
    importing: Importing, tmp_path: Path, form: str, nothing: bytes
) -> None:
    path = tmp_path / "x.json.gz"
    head = b"kind,body" if form == "csv" else b"[" if form in ("oparl", "popolo") else b""
    path.write_bytes(gzip.compress(head) + gzip.compress(nothing * MEGABYTE, compresslevel=1) * 200)
    before = time.process_time()

    importing(form, path, "x")

    assert importing.refused
    assert time.process_time() - before < 5


@pytest.mark.parametrize("form", ["oparl", "popolo"])
def test_a_long_chain_of_parents_is_read_in_one_go(importing: Importing, file: Made, form: str) -> None:
    names = {"oparl": "subOrganizationOf", "popolo": "parent_id"}
    chain = [
        {
            "id": f"https://x/{number}",
            "name": f"Body {number}",
            "type": "https://schema.oparl.org/1.1/Organization",
            "body": "https://x",
            names[form]: f"https://x/{number + 1}",
        }
        for number in range(2_000)
    ]
    members = [{"person_id": "p", "organization_id": each["id"]} for each in chain]
    document = chain if form == "oparl" else {"organizations": chain, "memberships": members}

    importing(form, file("x.json", json.dumps(document).encode()), "x")

    parents = [entry.event.parent for entry in importing.entries("body.established") if not entry.event.unnamed]
    assert len(parents) == len(set(parents)) == 2_000  # the last one's is named by nobody else, or left out


def test_depths_are_counted_once_for_each_however_long_the_chain() -> None:
    chain = {str(number): str(number + 1) for number in range(200_000)}

    assert depths(chain)["0"] == 199_999


def test_depths_of_circles_and_of_what_hangs_below_them() -> None:
    parents = {"a": "b", "b": "a", "c": "a", "d": "c", "self": "self", "e": "", "f": "e", "g": "unknown"}

    assert depths(parents) == {
        "a": None, "b": None, "c": 0, "d": 1, "self": None, "e": 0, "f": 1, "g": 0,
    }  # fmt: skip


def test_a_document_that_nobody_reads_to_its_end_is_closed_without_a_word(
    file: Made, capfd: pytest.CaptureFixture[str]
) -> None:
    found = parts(file("x.json", b"[1" + b",2" * 200_000 + b"]"), Progress())
    next(found)

    found.close()
    gc.collect()

    assert capfd.readouterr().err == ""


ENDLESS = (
    ("ods", "x.csv", HEADER + GOOD, 4),
    ("oparl", "x.json", b'[{"id": "a", "type": "Paper", "name": "', 1),
    ("popolo", "x.json", b'{"persons": [{"id": "a", "name": "', 1),
    ("memberships", "x.jsonl", b"", 1),
    ("csv", "x.csv", b"kind,body,person\nmember,b,", 1),
)
"""Formats, each with how a file without an end begins, and the exit code: 1 where nothing of it could be used."""


@pytest.mark.soak
@pytest.mark.parametrize(("form", "name", "opening", "code"), ENDLESS if SOAK else ENDLESS[:2])
def test_a_line_of_200_megabytes_is_refused_in_bounded_memory(
    tmp_path: Path, sqlite_ledger_url: str, form: str, name: str, opening: bytes, code: int
) -> None:
    """In a process of its own, so that the most memory it ever had can be told."""
    with (tmp_path / name).open("wb") as file:
        file.write(opening)
        for _ in range(200):
            file.write(b"x" * MEGABYTE)
    script = (
        "import sys\nfrom cli.main import govledger\nfrom tests.imports.peak import peak_megabytes\n"
        "try:\n    govledger(sys.argv[1:])\n"
        "finally:\n    print(peak_megabytes())"
    )
    words = ["import", form, str(tmp_path / name), "--ledger", sqlite_ledger_url]

    ran = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, cwd=HOUSE, check=False)

    assert ran.returncode == code
    assert "longer than" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert float(ran.stdout) < 300
