"""Each format is read into the same blocks, word by word; what cannot be read is refused with advice."""

from __future__ import annotations

import io
from importlib import util
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from ledger.drafting.document import Document, plain
from ledger.drafting.drafting import draft
from ledger.drafting.reading import read, read_content
from ledger.refusals import Refusal

LINES = [
    "Minutes of a meeting of Ashcombe Town Council held on 3 June 2024",
    "Present: Cllr N Reeve (Mayor), Cllr O Salt and Cllr P Thorne",
    "1. Pavilion",
    "It was proposed by Cllr Salt, seconded by Cllr Thorne and "
    "RESOLVED that plot #4 be let – “as it stands” – for £1,200.",
]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(lines: list[str]) -> bytes:
    """The smallest PDF that shows these lines, one below the other."""
    shown = "".join(f"({line}) Tj 0 -22 Td " for line in lines).replace("–", "-").replace("“", '"').replace("”", '"')
    stream = f"BT /F 9 Tf 40 800 Td {shown}ET".encode("cp1252")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 800 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("m.txt", "\n\n".join(LINES).encode()),
        ("m.txt", "\r\n\r\n".join(LINES).encode("utf-8-sig")),
        ("m.txt", "\n\n".join(LINES).encode("cp1252")),
        ("m.md", "\n\n".join(LINES).replace("1.", "1\\.").encode()),
        ("m.html", ("<p>" + "</p><p>".join(LINES) + "</p>").encode()),
        ("m.html", ("<body>" + "<br><br>".join(LINES) + "</body>").encode()),
        ("m.docx", word(LINES)),
    ],
    ids=["text", "text with a mark", "Windows text", "Markdown", "HTML", "HTML with breaks", "Word"],
)
def test_every_format_gives_the_same_blocks(name: str, content: bytes) -> None:
    assert texts(read_content(content, name)) == LINES


def test_a_pdf_gives_the_same_words() -> None:
    document = read_content(pdf(LINES), "m.pdf")

    assert plain(document.text).split()[:12] == " ".join(LINES).split()[:12]
    assert document.blocks[0].place == "paragraph 1, page 1"
    assert [r.mover for r in draft(document).meetings[0].resolutions] == ["Cllr Salt"]


def test_a_resolution_keeps_signs_that_a_file_might_cut() -> None:
    drafted = draft(read_content("\n\n".join(LINES).encode(), "m.txt"))

    assert drafted.meetings[0].resolutions[0].limbs[0].text == "that plot #4 be let – “as it stands” – for £1,200."


def test_offsets_point_into_the_plain_text() -> None:
    document = read_content(b"First line.\n\nSecond\xc2\xa0 line.\n\n| a | b |", "m.txt")

    assert [document.text[block.start : block.end] for block in document.blocks] == texts(document)
    assert texts(document)[:2] == ["First line.", "Second line."]


def test_lines_broken_by_the_page_are_joined_and_lists_are_not() -> None:
    text = (
        "The Committee considered a report of the Director of Place on the future of the market hall and\n"
        "the square around it, which had been circulated before the meeting and published on the website,\n"
        "together with the comments of the traders who had been asked for their views in the autumn and of\n"
        "the residents of the square.\n"
        "• to keep the hall open on Saturdays and on the last Friday of the month from April to October;\n"
        "• to close it in January.\n"
        "1.\n"
        "Date of next meeting\n"
    )

    blocks = texts(read_content(text.encode(), "m.txt"))

    assert [block[:24] for block in blocks] == [
        "The Committee considered",
        "• to keep the hall open ",
        "• to close it in January",
        "1.",
        "Date of next meeting",
    ]


def test_tables_of_word_are_cells_with_their_place_and_numbers_are_counted() -> None:
    document = docx.Document()
    for text in ("that the lease be granted", "that the rent be reviewed"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells),
        ["Action", "By whom", "By when", "Mend the gate", "Clerk", "1 May"],
        strict=True,
    ):
        cell.text = text
    out = io.BytesIO()
    document.save(out)

    read_back = read_content(out.getvalue(), "m.docx")

    assert [block.marker for block in read_back.blocks[:2]] == ["1.", "2."]
    assert [block.place for block in read_back.blocks[2:]] == [*["table 1, row 1"] * 3, *["table 1, row 2"] * 3]
    assert [(c.what, c.who, c.due) for c in draft(read_back).meetings[0].commitments] == [
        ("Mend the gate", "Clerk", "1 May")
    ]


def test_word_numbers_of_the_paragraph_itself_count_too() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("first", style="List Number")
    properties = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0"), ("w:numId", "0")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        properties.append(element)
    paragraph._p.get_or_add_pPr().append(properties)
    out = io.BytesIO()
    document.save(out)

    assert [block.marker for block in read_content(out.getvalue(), "m.docx").blocks] == [""]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
        ("m.xyz", b"words", "formats that are read"),
        ("m.txt", b" \n ", "holds no text"),
        ("m.pdf", b"%PDF-1.4 broken", "cannot be read"),
        ("m.pdf", pdf([]), "have the text recognised"),
        ("m.docx", b"no zip", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(name: str, content: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_content(content, name)

    assert said in str(refused.value)


def test_a_missing_file_and_a_missing_library_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="check the name"):
        read(tmp_path / "none.txt")
    monkeypatch.setattr(util, "find_spec", lambda name: None)

    with pytest.raises(Refusal, match=r"pip install 'govledger\[drafting\]'"):
        read_content(b"<p>x</p>", "m.html")


def test_a_table_of_a_web_page_within_markdown_is_read_as_one() -> None:
    page = "# Minutes\n\n<table><tr><td>1.</td><td><b>Fees</b><div></div>It was agreed.</td></tr></table>\n\nClosed."

    assert [block.text for block in read_content(page.encode(), "m.md").blocks] == [
        "Minutes",
        "1.",
        "Fees",
        "It was agreed.",
        "Closed.",
    ]


def test_what_nobody_sees_in_a_document_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("RESOLVED that the com\u00admittee\u200e be thanked\u2060.")

    document = read(tmp_path / "a.txt")

    assert document.text == "RESOLVED that the committee be thanked."
    assert document.holds("the com\u00admittee be thanked")
