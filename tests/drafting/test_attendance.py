"""Lists of people in the head of minutes are read whatever their label says, which decides only where they go."""

from __future__ import annotations

import pytest

from ledger.drafting.document import Builder
from ledger.drafting.drafting import draft
from ledger.drafting.reading import read_content
from ledger.drafting.statements import Meeting


def read(text: str) -> Meeting:
    """The first meeting of a plain text."""
    return draft(read_content(text.encode(), "minutes.txt")).meetings[0]


def lists(meeting: Meeting) -> dict[str, list[str]]:
    """The names in each list, with a question mark where the clerk is asked in what capacity they came."""
    found: dict[str, list[str]] = {}
    for person in meeting.attendance:
        found.setdefault(person.list, []).append(person.name + "?" * bool(person.basis.unsure))
    return found


HEAD = "Minutes of the Harbour Committee held on 3 June 2025\n\n"
ITEMS = "\n1. Minutes\nThe minutes were approved.\n2. Dredging\nNo report had come.\n3. Close\nThe meeting ended.\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Sederunt: Councillors Ann Baird (Convener), Tom Kerr and Iona Muir\n"
            "Regrets: Councillor Bell\n"
            "Officials: D. Lamont, Head of Planning",
            {
                "present": ["Councillor Ann Baird", "Councillor Tom Kerr", "Councillor Iona Muir"],
                "apologies": ["Councillor Bell"],
                "in_attendance": ["D. Lamont"],
            },
        ),
        (
            "Before: Cllr Edie Marsh (presiding), Mr J. Keel and Cllr Pat O'Dowd\n"
            "The Appellant: Mrs Olive Barton\n"
            "Note taker: Hattie Cole",
            {
                "present": ["Cllr Edie Marsh?", "Mr J. Keel?", "Cllr Pat O'Dowd?"],
                "in_attendance": ["Mrs Olive Barton?", "Hattie Cole"],
            },
        ),
        (
            "Trustees - Sir Alan Ash, Dame Beryl Birch\nAssisting: E. East, F. Finch\nNot able to be with us - G. Gale",
            {
                "present": ["Sir Alan Ash", "Dame Beryl Birch"],
                "in_attendance": ["E. East?", "F. Finch?"],
                "apologies": ["G. Gale"],
            },
        ),
        (
            "Elected commissioners\n"
            "Mr T Alder\n"
            "Mrs Q Coates (Chair)\n"
            "Nominees of the district council\n"
            "Cllr R Dent\n"
            "Employees\n"
            "Miss V Gill",
            {"present": ["Mr T Alder", "Mrs Q Coates", "Cllr R Dent?"], "in_attendance": ["Miss V Gill"]},
        ),
        (
            "A. Ash (Chair), B. Birch, Wm. Cole and D. Dunn\nWITHOUT: Cllrs Quinn (ill) and Rudd",
            {"present": ["A. Ash", "B. Birch", "Wm. Cole", "D. Dunn"], "absent": ["Cllr Quinn", "Cllr Rudd"]},
        ),
        (
            "Members: Cllr Ann Ash, Cllr Bob Birch (did not attend)\nCounty: County Cllr Dora Ware",
            {"present": ["Cllr Ann Ash"], "absent": ["Cllr Bob Birch"], "in_attendance": ["County Cllr Dora Ware"]},
        ),
        (
            "Employers:                 Members of the scheme:\n"
            "Ms K Larwood               Mr B Zeal\n"
            "Mr P Vine                  Mrs C Orme",
            {"present": ["Ms K Larwood?", "Mr P Vine?", "Mr B Zeal", "Mrs C Orme"]},
        ),
        (
            "Sent apologies: Jane Cottle (Chief Nurse), with Beth Amos deputising; Raj Pannu",
            {"apologies": ["Jane Cottle", "Raj Pannu"], "present": ["Beth Amos"]},
        ),
        (
            "Elected Members: R. A. Crowson Esq (Chairman), J. Farrow Esq.\n"
            "From the Council: Director of Homes - Harriet Vane; Repairs Manager - Joe Strand\n\n"
            "Leave of absence was granted to Mr. G. Kime and Cllr Rudkin.",
            {
                "present": ["R. A. Crowson", "J. Farrow"],
                "in_attendance": ["Harriet Vane?", "Joe Strand?"],
                "apologies": ["Mr. G. Kime", "Cllr Rudkin"],
            },
        ),
        (
            "Authority Members\nCouncillors C Adair (Chair), F Bould and Y Deane. Also Councillor H Edge\n"
            "Independent persons\n"
            "Mr P Fane and Ms R Gough\nService officers\n"
            "Chief Fire Officer S Hale, Ms T Ings (Treasurer)",
            {
                "present": [
                    *("Councillor C Adair", "Councillor F Bould", "Councillor Y Deane", "Councillor H Edge"),
                    *("Mr P Fane", "Ms R Gough"),
                ],
                "in_attendance": ["S Hale", "Ms T Ings"],
            },
        ),
        (
            "Present      Capt. M. Trewin (Harbour Office) - chairing\n             Mrs. A. Bice (Sailing Club)\n"
            "             P. Gilbert (Charter boats)\nApologies    Dr. S. Hosking (Wildlife Trust)",
            {"present": ["Capt. M. Trewin", "Mrs. A. Bice", "P. Gilbert"], "apologies": ["Dr. S. Hosking"]},
        ),
        (
            "Present:\nCouncillor Rohan Iyer, Finance\nCouncillor Sally Moule, Adults\n\n"
            "Also present: Cllr Boyd, Crane and Ellis",
            {
                "present": ["Councillor Rohan Iyer", "Councillor Sally Moule"],
                "in_attendance": ["Cllr Boyd", "Cllr Crane", "Cllr Ellis"],
            },
        ),
        (
            "Cllrs Inman and Jupe\nOfficers: Town Clerk - Mrs B Gale. Deputy Clerk - Mr C Hext.\n"
            "Absent without apologies: Cllr Knott",
            {
                "present": ["Cllr Inman", "Cllr Jupe"],
                "in_attendance": ["Mrs B Gale", "Mr C Hext"],
                "absent": ["Cllr Knott"],
            },
        ),
        (
            "Venue: Alder House\n"
            "Report author: Mr T Alder\n"
            "Contact: Ann Ash, Democratic Services Officer\n"
            "Wards affected: Nether Vale",
            {},
        ),
    ],
)
def test_a_list_is_read_whatever_its_label(head: str, expected: dict[str, list[str]]) -> None:
    assert lists(read(HEAD + head + "\n" + ITEMS)) == expected


def test_a_table_of_people_has_its_groups_in_rows_and_their_initials() -> None:
    rows = [
        ("Name", "Initials", "Role"),
        ("Voting members",),
        ("Dame Rosa Hythe", "RH", "Chair"),
        ("Dr Kwame Asante", "KA", "Chief Executive"),
        ("Participants without a vote",),
        ("Colm Daly", "CD", "Healthwatch"),
        ("Ada Ling", "AL", "Director of Strategy"),
    ]
    builder = Builder("minutes.docx")
    builder.add("Minutes of the Wealdmoor Care Board held on 19 March 2025")
    builder.add_table([[[cell] for cell in row] for row in rows])
    builder.add("1. Welcome")
    meeting = draft(builder.document()).meetings[0]

    assert lists(meeting) == {
        "present": ["Dame Rosa Hythe", "Dr Kwame Asante"],
        "in_attendance": ["Colm Daly", "Ada Ling"],
    }
    assert [person.initials for person in meeting.attendance] == ["RH", "KA", "CD", "AL"]


def test_who_sits_in_the_place_of_somebody_is_a_substitute() -> None:
    meeting = read(
        HEAD
        + "Present: Cllr Ash\n\n1. Apologies\nFrom Cllr Moss. Cllr Gill sat in place of Cllr Moss.\n2. Fees\n3. Close\n"
    )

    assert [(p.name, p.substitute_for) for p in meeting.attendance if p.substitute_for] == [("Cllr Gill", "Cllr Moss")]


def test_items_may_be_numbered_by_letters_and_a_year() -> None:
    text = "TC25.31 PUBLIC SESSION\nNobody spoke.\n"
    text += "TC25.32 MINUTES\nRESOLVED that they be signed.\nTC25.33 CLOSE\nAt nine.\n"
    meeting = read(HEAD + "Present: Cllr Ash\n\n" + text)

    assert [item.number for item in meeting.items] == ["TC25.31", "TC25.32", "TC25.33"]
    assert [resolution.item for resolution in meeting.resolutions] == ["TC25.32"]


def test_a_cell_holds_a_group_with_a_line_for_each_person() -> None:
    builder = Builder("minutes.docx")
    builder.add("Note of the meeting of the Joint Health Group held on 6 November 2025")
    people = [
        ["Cllr Ravi Soni (Chair)", "Cllr Ellen Teal"],
        ["Dr Amir Wahid (Hospitals)", "Clare Yates (ICB Director)"],
    ]
    builder.add_table([[["Elected members"], ["Health bodies and officers"]], people])
    builder.add("1. Notes")

    assert lists(draft(builder.document()).meetings[0]) == {
        "present": ["Cllr Ravi Soni", "Cllr Ellen Teal"],
        "in_attendance": ["Dr Amir Wahid", "Clare Yates"],
    }


def test_items_are_numbered_without_a_stop() -> None:
    meeting = read(
        HEAD + "Present: Cllr Ash and Cllr Birch\n\n12   ABSENCE\nNone.\n13   INTERESTS\nNone.\n14   FEES\nFees rise.\n"
    )

    assert [(item.number, item.title) for item in meeting.items] == [
        ("12", "ABSENCE"),
        ("13", "INTERESTS"),
        ("14", "FEES"),
    ]
    assert lists(meeting) == {"present": ["Cllr Ash", "Cllr Birch"]}


def test_paragraphs_that_count_through_the_minutes_are_items() -> None:
    told = (
        "Cllr Ash was welcomed.",
        "It was resolved to go on.",
        "Ms Lock told of it.",
        "Mrs Orme spoke.",
        "It was agreed to stop.",
    )
    meeting = read(
        HEAD + "Before: Cllr Ash and Cllr Birch\n\n" + "\n\n".join(f"0{n}. {text}" for n, text in enumerate(told, 1))
    )

    assert [(decision.item, decision.limbs[0].text) for decision in meeting.resolutions] == [
        ("02", "to go on."),
        ("05", "to stop."),
    ]
    assert lists(meeting) == {"present": ["Cllr Ash", "Cllr Birch"]}


def test_an_item_in_a_row_of_a_table_has_a_title_and_what_happened() -> None:
    builder = Builder("minutes.docx")
    builder.add("Minutes of Ashcombe Parish Council held on 12 May 2025")
    rows = [
        (
            "25/01",
            "Interests. Cllr Tranter declared a pecuniary interest in 25/02, as a plot holder. He left the room.",
            "",
        ),
        (
            "25/02",
            "Allotments. Cllr Shah moved that rents rise to £38; seconded by Cllr Ravenhill. The motion was carried.",
            "Clerk to write to plot holders",
        ),
        ("25/03", "Playground. It was agreed to accept the quotation of Hollis Ltd.", ""),
    ]
    builder.add_table([[[cell] for cell in row] for row in rows])
    meeting = draft(builder.document()).meetings[0]

    assert [(item.number, item.title) for item in meeting.items] == [
        ("25/01", "Interests"),
        ("25/02", "Allotments"),
        ("25/03", "Playground"),
    ]
    assert [interest.person for interest in meeting.interests] == ["Cllr Tranter"]
    assert [limb.text for resolution in meeting.resolutions for limb in resolution.limbs] == [
        "that rents rise to £38",
        "to accept the quotation of Hollis Ltd.",
    ]


def test_a_description_list_of_people_is_a_table_of_them() -> None:
    page = """<h1>Reach Authority</h1><p>Minutes of the meeting held on 26 September 2025</p><h4>Who was there</h4>
    <dl><dt>Mayor Lucinda Hale</dt><dd>Reach Authority (Chair)</dd>
    <dt>Cllr Ada Pell</dt><dd>South Council (for Cllr Weir)</dd></dl>
    <h4>1 Minutes</h4><p>Agreed.</p>"""
    hale, pell = draft(read_content(page.encode(), "minutes.html")).meetings[0].attendance

    assert (hale.name, hale.presiding, hale.organisation) == ("Mayor Lucinda Hale", True, "Reach Authority")
    assert (pell.list, pell.substitute_for) == ("present", "Cllr Weir")


def test_a_part_that_hangs_under_its_mark_and_a_sentence_that_a_page_breaks_are_whole() -> None:
    parts = "Agreed:\n   * to ask for a cost at Cawthorpe\n     Green;\n   * to look at\n\n- 2 -\n\nit again.\n"
    text = f"{HEAD}Present: Cllr Ash\n\n1. Roads\n{parts}2. Close\n3. End\n"

    assert [limb.text for resolution in read(text).resolutions for limb in resolution.limbs] == [
        "to ask for a cost at Cawthorpe Green",
        "to look at it again.",
    ]
