"""People as heads of minutes print them: nobody is made up, or given another's post."""

from __future__ import annotations

import pytest

from ledger.drafting.names import Names
from ledger.drafting.people import people_in
from ledger.drafting.style import built_in
from tests.drafting.test_attendance import HEAD, ITEMS, lists, read


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Dr Asha Rao AR Clinical Chair", [("Dr Asha Rao", "Clinical Chair")]),
        ("Robert Chase RCh Chief Finance Officer", [("Robert Chase", "Chief Finance Officer")]),
        (
            "Dr Colin Day CD Chief Executive Officer (part meeting)",
            [("Dr Colin Day", "Chief Executive Officer (part meeting)")],
        ),
        (
            "Dee Hale DH Director of Public Health – Thornby City Council",
            [("Dee Hale", "Director of Public Health – Thornby City Council")],
        ),
        ("D. Marsh and P. Keel (Deputy Leaders)", [("D. Marsh", "Deputy Leader"), ("P. Keel", "Deputy Leader")]),
        (
            "Clerk to Council, Mrs S Hale and Assistant Clerk to Council, Mrs R Frost were present",
            [("Mrs S Hale", "Clerk to Council"), ("Mrs R Frost", "Assistant Clerk to Council")],
        ),
        (
            "The Town Clerk, Mrs. L.M. Penn, the Town Clerk’s Assistant, Mrs. M.C. Vine and a member of the public",
            [("Mrs. L.M. Penn", "Town Clerk"), ("Mrs. M.C. Vine", "Town Clerk’s Assistant")],
        ),
        ("District Cllrs Barley and Carew", [("District Cllr Barley", None), ("District Cllr Carew", None)]),
        (
            "County Cllrs D Byrne, T Ewen and T Tull",
            [("County Cllr D Byrne", None), ("County Cllr T Ewen", None), ("County Cllr T Tull", None)],
        ),
        ("Mr D Toms, PCC Link Officer", [("Mr D Toms", "PCC Link Officer")]),
        (
            "PCO Lorna Ames and Dave Askew (Highways Locality Steward)",
            [("PCO Lorna Ames", None), ("Dave Askew", "Highways Locality Steward")],
        ),
        (
            "County Cllr David Harling, Tracy Knowles (Lengthsman & Parish Footpath Officer), and 8 other residents",
            [("County Cllr David Harling", None), ("Tracy Knowles", "Lengthsman & Parish Footpath Officer")],
        ),
        (
            "Councillors Mr Dewi James (Chair), Mr Tom Owens, Mrs Sally Barnes, Mr. Glyn Lewis & Mr J Alun Ffowc "
            "(Clerk). Also: County Councillor, Mr Brian Owens.",
            [
                ("Councillor Mr Dewi James", "Chair"),
                ("Councillor Mr Tom Owens", None),
                ("Councillor Mrs Sally Barnes", None),
                ("Councillor Mr. Glyn Lewis", None),
                ("Mr J Alun Ffowc", "Clerk"),
                ("Mr Brian Owens", "County Councillor"),
            ],
        ),
        (
            "Councillors Mrs Arwen Owens & ALSO: County Councillor Mr Peter Roderick",
            [("Councillor Mrs Arwen Owens", None), ("County Councillor Mr Peter Roderick", None)],
        ),
        (
            "Councillors Joan Puw [Chair], David Bake and Steve Whip, together with the Clerk, Erin Godwin",
            [
                ("Councillor Joan Puw", "Chair"),
                ("Councillor David Bake", None),
                ("Councillor Steve Whip", None),
                ("Erin Godwin", "Clerk"),
            ],
        ),
        ("Ann Ash (Chair), Bob Birch, Vice-Chair", [("Ann Ash", "Chair"), ("Bob Birch", "Vice-Chair")]),
        ("The Town Clerk and Deputy Town Clerk", [("The Town Clerk", "Clerk"), ("Deputy Town Clerk", "Clerk")]),
    ],
)
def test_a_post_belongs_to_whom_it_stands_beside(text: str, people: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.capacity) for person in people_in(text, Names(built_in()))] == people


NHS = (
    "Tarn and Fell ICB Board Meeting in Public\nHeld on 13th January 2022 via Microsoft Teams\nCONFIRMED\nPresent:\n"
    "Dr Asha Rao AR Clinical Chair\nDr Bruno Brook BB Secondary Care Consultant\n"
    "Robert Chase RCh Chief Finance Officer\nDr Colin Day CD Chief Executive Officer (part meeting)\n"
    "Jill Dent JD Lay Member for Governance\n"
    "Helen Dill HD Executive Director of Corporate Strategy and Delivery\nIan Gibb IG Lay Member for Audit\n"
    "Simon Mead SM Lay Member for Patient and Public Involvement\nAndrew Middle AM Lay Member for Finance\nApologies:\n"
    "Dr Penny Black PB Governing Body GP\nDee Hale DH Director of Public Health – Thornby City Council\n"
    "Suzy Pick SP Head of Governance\nIn attendance:\nHelen Hipp HH Director of Quality\n"
    "Dawn Litch DL Executive Assistant to the Board / Minute Taker\nB/2122/214: Welcome, Apologies & Quoracy\n"
    "Dr Asha Rao (AR) welcomed members to the meeting.\nApologies were received and noted as above.\n"
)


def test_people_with_their_initials_and_posts_stand_a_line_each() -> None:
    meeting = read(NHS)

    assert lists(meeting) == {
        "present": [
            *("Dr Asha Rao", "Dr Bruno Brook", "Robert Chase", "Dr Colin Day", "Jill Dent", "Helen Dill", "Ian Gibb"),
            *("Simon Mead", "Andrew Middle"),
        ],
        "apologies": ["Dr Penny Black", "Dee Hale", "Suzy Pick"],
        "in_attendance": ["Helen Hipp", "Dawn Litch"],
    }
    assert {person.name: person.capacity for person in meeting.attendance}["Ian Gibb"] == "Lay Member for Audit"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Present:\nK. Barlow (Leader)\nC. Motte and P. Nutley (Deputy Leaders)\n"
            "G. Butt, A. Carr-Hope, S. P. Joyce, M. Prior and M. Tarr-Smith",
            {
                "present": [
                    *("K. Barlow", "C. Motte", "P. Nutley", "G. Butt", "A. Carr-Hope", "S. P. Joyce", "M. Prior"),
                    "M. Tarr-Smith",
                ]
            },
        ),
        (
            "Present: Councillors A Ash and B Birch\nApologies for absence were received from Councillors "
            "M J M Barker, Miss P E Fordham, J\nD Saville and Mrs L Walk. There were two substitutes in attendance.",
            {
                "present": ["Councillor A Ash", "Councillor B Birch"],
                "apologies": [
                    *("Councillor M J M Barker", "Councillor Miss P E Fordham", "Councillor J D Saville"),
                    "Councillor Mrs L Walk",
                ],
            },
        ),
        (
            "Present\nOfficers:\nKath Tunn, Sue Colm, Matt Finn,\nSarah North, Raj Sing,\n"
            "Forum Services Clerk:\nSarah Bryce",
            {"in_attendance": ["Kath Tunn", "Sue Colm", "Matt Finn", "Sarah North", "Raj Sing", "Sarah Bryce"]},
        ),
        (
            "Present: Chair Cllr. C Edmund, Cllr. P Rudge\nApologies: Cllr. A Edmund sent his apologies.\n"
            "Cllr. C Edmund – Chair started the meeting. The meeting is held in two places under the Act of 2021",
            {"present": ["Cllr. C Edmund", "Cllr. P Rudge"], "apologies": ["Cllr. A Edmund"]},
        ),
        (
            "Present:      Rita Allen                    Patient Representative\n"
            "              Tess Archer                   Practice Manager\n"
            "              Alice Broom                   Patient Representative\n"
            "              Dr Victor Tunn                Senior Partner",
            {"present": ["Rita Allen", "Tess Archer", "Alice Broom", "Dr Victor Tunn"]},
        ),
        (
            "PRESENT: Councillor D. Mitten (chairman), who presided, Councillors Mrs G. Copp, J. Gover and C. Hinde, "
            "and the clerk A. Browne and the assistant to the clerk Mrs J. Thorn. There were apologies from "
            "Councillors P. Critch (vice chairman), R. Henry and N. Wills. There were 8 members of the public present.",
            {
                "present": [
                    *("Councillor D. Mitten", "Councillor Mrs G. Copp", "Councillor J. Gover", "Councillor C. Hinde"),
                    *("A. Browne", "Mrs J. Thorn"),
                ],
                "apologies": ["Councillor P. Critch", "Councillor R. Henry", "Councillor N. Wills"],
            },
        ),
        (
            "Present: Maggie Chadd, Bert Coll and David Turn (late arrival).\nIn Attendance: Karin King-Clerk.\n"
            "2743: Apologies for Absence:\nGiles Merry (work commitments)\n2744: Vacancy:\nNone.",
            {
                "present": ["Maggie Chadd", "Bert Coll", "David Turn"],
                "in_attendance": ["Karin King"],
                "apologies": ["Giles Merry"],
            },
        ),
        (
            "PL21/081   PRESENT\n\nCouncillors Dale, Gray and Morse.\n\nA Kepp-Green (Town Clerk)\n\n"
            "PL21/073   APOLOGIES FOR ABSENCE\n\nApologies were received from Cllr Gard (personal business).",
            {
                "present": ["Councillor Dale", "Councillor Gray", "Councillor Morse", "A Kepp-Green"],
                "apologies": ["Cllr Gard"],
            },
        ),
        (
            "Present\nJoan Maugh – Independent Chair\nMichelle Alder – Fen & Wold Foundation Trust (rep Jane Say)\n"
            "Nigel Ander – Tenancy Support Manager, Thornby City Council\nLorna Barr - Head of Service, Adult Care "
            "(also\nrep Debbie Oll)\nTerry Hick – Assistant General Manager, East of England\n"
            "Ambulance Service NHS Trust (rep Ann Hill)\nHarold Bode – Director, Community Services",
            {"present": ["Joan Maugh", "Michelle Alder", "Nigel Ander", "Lorna Barr", "Terry Hick", "Harold Bode"]},
        ),
        (
            "Attendance: Cllr B Smythe (Chairman), Cllr J Bound.\nApologies for absence approved by Council: None.\n"
            "Other apologies for absence received: A Richard, Cllr D Power.\nOther Members absent: Cllr J Johns.",
            {
                "present": ["Cllr B Smythe", "Cllr J Bound"],
                "apologies": ["A Richard", "Cllr D Power"],
                "absent": ["Cllr J Johns"],
            },
        ),
    ],
)
def test_lines_of_a_list_are_lines(head: str, expected: dict[str, list[str]]) -> None:
    assert lists(read(HEAD + head + "\n" + ITEMS)) == expected


def test_apologies_below_an_item_are_read_behind_the_number_of_their_minute() -> None:
    text = (
        "Ordle Community Council\nMinutes of Council Meeting held at Bland Hall on Thursday 17th January 2019 at 7pm.\n"
        "Present: Councillors: Roger Dale (Chair)\nTony Barrow, Colin Dean and Ian Spill.\n"
        "Item 1:Apologies for Absence.\n19/5 Councillors Bryn Dean, Ian Griff and Charles Smart.\n"
        "Item 2:Declarations of Interest.\n19/6 None.\n"
        "Item 3:Clerk\n19/7 Resolved that the pay be left as it is.\n"
    )

    assert lists(read(text))["apologies"] == [
        "Councillor Bryn Dean",
        "Councillor Ian Griff",
        "Councillor Charles Smart",
    ]


@pytest.mark.parametrize(
    ("text", "body", "place"),
    [
        (
            "Cabinet 21st October 2009\n\nMINUTES OF THE MEETING HELD ON 23RD SEPTEMBER 2009\n\nPresent:\nK. Barlow",
            "Cabinet",
            None,
        ),
        (
            "Bodwen Community Council\nMinutes of the Community Council virtual meeting held via Zoom, on\n\n"
            "Tuesday, 14th September 2021.\n\nPresent: Cllr A Ash",
            "Bodwen Community Council",
            None,
        ),
        (
            "Minutes of a Meeting of Grobley Parish Council held at 7.00pm on Monday 4 February 2008 "
            "at the Parish Rooms, Leicester Road, Grobley\n\n"
            "Cou/285/07-08 Present\nMembers: Cllr P Batt (Chairman), Cllr J Batt",
            "Grobley Parish Council",
            "the Parish Rooms, Leicester Road, Grobley",
        ),
    ],
)
def test_a_body_and_a_place_end_where_something_else_begins(text: str, body: str, place: str | None) -> None:
    meeting = read(text)

    assert (meeting.body, meeting.place) == (body, place)
