"""Attendance: lists under a label or in a line, grids with letters, apologies and substitutes in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ledger.drafting.document import Block
from ledger.drafting.name_patterns import PERSON
from ledger.drafting.names import TWO_WORDS, Names, Person
from ledger.drafting.people import people_in, public_in
from ledger.drafting.recognising.apologies import TELLS, attendee_of, in_sentences, substitutes_below
from ledger.drafting.recognising.attendance_tables import group_of, in_tables
from ledger.drafting.sections import MeetingText
from ledger.drafting.statements import Attendee, Meeting, Support

_KIND_OF_MEMBER = re.compile(
    r"^(?:(?:non|co-opted|voting|school|elected|parent|staff|lay|independent|other|nominated|appointed|academy|maintained|partner)[- ])+"
    r"(?:school )?(?:members|representatives|governors|subs|substitutes|trustees|headteachers)\s*(?::\s*(?P<rest>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)
_WHEN_THERE = re.compile(
    r"(?i)^\(?(?:from|until|via|arrived|left|joined|for items?|items? \d|remotely|by telephone|virtually)\b[^;]{0,60}\)?$"
)
_LABEL_WITHIN = re.compile(
    r"(?<!Parish)(?<!Town)(?<!Community)(?<!City)(?<!County)(?<!District)(?<!Borough)(?<!Ward)\s+(?=(?:Chair(?:man|woman|person)?|Vice[- ]Chair\w*|Councillors|Cllrs|Clerk|Officers|Apologies|In [Aa]ttendance|Also [Pp]resent|Absent|Members of (?:the )?[Pp]ublic)\s*:\s*\S)"
)
_PRESIDING = "in the Chair"
_COUNCILLORS = ("councillors", "cllrs")
# Two capitals that are in minutes for something else, or are a word.
_ABBREVIATIONS = frozenset(
    [
        "PC",
        "MP",
        "IT",
        "HR",
        "AM",
        "PM",
        "UK",
        "EU",
        "JP",
        "QC",
        "KC",
        "AI",
        "TV",
        "PR",
        "PA",
        "CE",
        "US",
        "AN",
        "AS",
        "AT",
        "BE",
        "BY",
        "DO",
        "GO",
        "HE",
        "IF",
        "IN",
        "IS",
        "ME",
        "MY",
        "NO",
        "OF",
        "ON",
        "OR",
        "SO",
        "TO",
        "UP",
        "WE",
    ]
)
_ACTS = (
    "asked|explained|presented|reported|advised|noted|said|to|will|queried|confirmed|agreed|updated|gave|stated|introduced|suggested|"
    "thanked|replied|responded|proposed|seconded|raised|declared|left|joined|expressed|highlighted|commented|requested|informed"
)
_OF_COUNCILLORS = re.compile(
    r"^(?:(?:parish|town|community|city|county|district|borough|ward)(?: (?:&|and) |/| ))+(?P<who>councillors|cllrs)\b"
)
_TOOK = re.compile(
    r"\b(?:in the chair\b|presided\b|chaired the meeting|(?:took|assumed|was in|occupied) the chair\b(?! (?:for|at) (?:this|item)))",
    re.IGNORECASE,
)


def attendance(part: MeetingText, names: Names, meeting: Meeting) -> None:
    """Fill the attendance of a meeting, each person once in a list, and teach the names to the recogniser."""
    found: list[Attendee] = []
    found += _grids(part, names)
    found += in_tables(part.tables, names)
    found += _labelled(part, names, meeting)
    for section in part.sections:
        if "apologies" in section.about or section is part.sections[0]:
            for passage in section.passages:
                found += in_sentences(passage, names, "apologies" in section.about)
            found += substitutes_below(section.passages, names)
        elif section in part.sections[:12]:
            for passage in section.passages:
                if re.match(
                    r"(?i)(?:it was (?:noted|reported) that )?(?:there (?:was|were) )?(?:an )?apolog(?:y|ies) (?:for \S+ )?(?:was|were|had been|from) ",
                    passage.text,
                ):
                    found += in_sentences(passage, names, in_section=False)
    seen: dict[tuple[str, str], int] = {}
    kept: list[Attendee] = []
    for attendee in found:
        bare = _key(names.bare(attendee.name))
        key = (bare, attendee.list)
        if attendee.substitute_for and " " not in bare:
            same = [k for k in seen if k[1] == attendee.list and k[0].split()[-1] == bare]
            key = same[0] if len(same) == 1 else key
        if key in seen:
            earlier = kept[seen[key]]
            kept[seen[key]] = replace(
                earlier,
                capacity=earlier.capacity or attendee.capacity,
                substitute_for=earlier.substitute_for or attendee.substitute_for,
                presiding=earlier.presiding or attendee.presiding,
            )
            continue
        seen[key] = len(kept)
        kept.append(attendee)
    away = {_key(names.bare(a.name)) for a in kept if a.list == "apologies"}
    meeting.attendance = [
        a for a in kept if not (a.list == "present" and _key(names.bare(a.name)) in away and a.basis.rule == "grid")
    ]
    names.learn((a.name, a.initials) for a in meeting.attendance if not a.unnamed)
    names.learn(_by_initials(meeting.attendance, names))
    _chair(part, names, meeting)


def _by_initials(people: list[Attendee], names: Names) -> Iterator[tuple[str, str | None]]:
    """Those whom the text calls by their initials without having said so, each the only one to whom they can belong."""
    short: dict[str, list[str]] = {}
    for attendee in people:
        words = names.bare(attendee.name).split()
        if len(words) > 1 and not attendee.unnamed:
            short.setdefault("".join(word[0] for word in words), []).append(attendee.name)
    for letters, found in short.items():
        acts = rf"(?i:proposed|seconded|moved|prop|sec|by)\W{{1,3}}(?:by\W)?{letters}\b|\b{letters}\b,? (?:(?:also|then|has|had) )?(?:{_ACTS})\b|(?m:^{letters}$)"
        known = letters in names.known or letters in _ABBREVIATIONS
        if len(set(found)) == 1 and letters.isupper() and not known and re.search(acts, names.text):
            yield found[0], letters


def _key(name: str) -> str:
    return re.sub(r"[^a-zà-ÿ]+", " ", name.lower()).strip()


def _labelled(part: MeetingText, names: Names, meeting: Meeting) -> Iterator[Attendee]:
    """Lists under labels, in the head of the minutes and in the items about attendance."""
    current: str | None = None
    post: str | None = None
    labelled = grouped = False
    head = {block.start for block in part.head}
    pieces = [(each, piece) for each in _head_blocks(part) for piece in _LABEL_WITHIN.split(each.text)]
    groups = _groups(part, pieces, names)
    one_a_line = {at for at, (_, text) in enumerate(pieces) if re.match(rf"{names.titled}(?:$|\s*[,(–-])", text)}
    for at, (block, text) in enumerate(pieces):
        label = _label(text, names) or _kind_of_member(text, current, names)
        if label is None and at in groups:
            label = group_of(text.strip(" :"), names), None, ""
        if label:
            current, post, rest = label
            labelled, grouped = True, at in groups
        elif (
            current is None
            and not labelled
            and block.start in head
            and (re.match(rf"^{names.titled}\s*(?:\([^()]*\)\.?|\.)?$", text) or _lists_members(text, names))
        ):
            # Some minutes list those present right under their head, without a word before.
            current, post, rest = "present", None, text
        elif current is None or _ends_list(block, names):
            current = None
            continue
        else:
            rest = text
        _, public = public_in(text)
        if public is not None and meeting.public is None:
            meeting.public = public
        if not rest or (current == "apologies" and TELLS.search(rest)) or _WHEN_THERE.match(rest):
            continue
        people = people_in(rest, names)
        if len(people) > 1 and (grouped or {at - 1, at + 1} & one_a_line):
            people = _one_of(people, names)
        basis = Support(block.text, block.place, block.start, block.end, "list under a label")
        deputised = {person.substitute_for for person in people}
        for person in people:
            attendee = attendee_of(person, current or "present", basis)
            if current == "present" and person.name in deputised:
                unsure = ("the list names a deputy in the place of this member",)
                attendee = replace(attendee, list="absent", presiding=False, basis=replace(basis, unsure=unsure))
            if post and len(people) == 1:
                presiding = attendee.presiding or post == _PRESIDING
                attendee = replace(attendee, presiding=presiding, capacity=attendee.capacity or post)
            yield attendee


def _one_of(people: list[Person], names: Names) -> list[Person]:
    """'Dr R Salter, Oldcastle High (Chair)' among lines of one person each: what has no title is where the first is from."""
    first, *rest = people
    if not re.match(names.titled, first.name) or any(re.match(names.title, other.name) for other in rest):
        return people
    posts = [post for person in people if (post := person.capacity)]
    return [
        replace(
            first,
            capacity=", ".join(posts) or None,
            organisation=first.organisation or ", ".join(other.name for other in rest),
        )
    ]


def _groups(part: MeetingText, pieces: list[tuple[Block, str]], names: Names) -> set[int]:
    """Which lines of the head are labels of groups ('Primary headteachers', 'Academies'): people stand below each, a line each."""
    first = min((s.title_block.start for s in part.sections if s.number and s.title_block), default=10**9)
    before = [text for block, text in pieces if block.start < first]
    people = [names.begins_with_person(text) and not text.isupper() and not TELLS.search(text) for text in before]
    labels = {
        at
        for at, text in enumerate(before[:-1])
        if people[at + 1]
        and not people[at]
        and _GROUP.fullmatch(text)
        and not _NO_GROUP.search(text)
        and len(text.split()) <= 6
    }
    return labels if len(labels) > 1 and sum(people) > len(labels) else set()


def _lists_members(text: str, names: Names) -> bool:
    """Whether a line without a label is a list of members and nothing else: 'Councillors A. Ash, B. Birch and C. Cole.'"""
    return (
        bool(re.match(r"(?:Councillors|Cllrs|Crs|Members)\b", text))
        and not TELLS.search(text)
        and len(people_in(text, names)) > 2
        and text.count(",") + text.count(" and ") + 1 <= len(people_in(text, names)) + 2
    )


def _head_blocks(part: MeetingText) -> Iterator[Block]:
    """Blocks in which lists of people stand: before the first item, and within items about attendance."""
    seen: set[int] = set()
    sections = (
        part.sections[:3]
        + [s for s in part.sections[3:8] if s.number is None and "apologies" not in s.about]
        + [s for s in part.sections[3:] if "apologies" in s.about]
    )
    head = list(part.head)
    for section in sections:
        if section.title_block is not None:
            head.append(section.title_block)
        head += [passage.block for passage in section.passages]
    for block in sorted(head, key=lambda b: b.start):
        if block.start not in seen:
            seen.add(block.start)
            yield block


def _kind_of_member(text: str, current: str | None, names: Names) -> tuple[str, str | None, str] | None:
    """A label within a list ('School members:'), or words that open a list of apologies below them."""
    if re.search(r"(?i)\bapolog\w*\b.*\bfrom\s*:?\s*[-–]*$", text):
        return "apologies", None, ""
    if current and names.style.list_of(text) == current and text.strip(" :").lower() not in ("minutes",):
        return current, None, ""
    match = _KIND_OF_MEMBER.match(text)
    return (current, None, match["rest"] or "") if match and current in ("present", "apologies") else None


def _label(text: str, names: Names) -> tuple[str, str | None, str] | None:
    """The list that a label opens, the post of whom it names ('in the Chair', 'Locum Clerk'), and what stands behind it."""
    text = re.sub(r"^\(?(?:\d{1,4}|[a-z])[.)]\s*|^[-•*]\s*", "", text)
    if re.search(
        r"(?i)\b(?:when|at which|and) (?:there were |the following (?:members )?were )?present\s*[:–-]*$", text
    ):
        return "present", None, ""
    match = re.match(
        r"^(?P<label>[A-Za-z][A-Za-z’' ()&/-]{2,48}?)\s*(?::\s*[-–]?|\s[-–—]\s|[–—]\s*(?=[A-Z])|\.\s*$|$)\s*(?P<rest>.*)$",
        text,
        re.DOTALL,
    )
    if not match:
        match = re.match(
            r"^(?P<label>PRESENT|IN ATTENDANCE|APOLOGIES|Present|In attendance|In Attendance|Also present|Also in attendance)\s+(?P<rest>(?:Councillor|Cllr|Mr|Mrs|Ms|Dr|[A-Z]\.|The Mayor|The Chair|Chair).*)$",
            text,
            re.DOTALL,
        )
    if not match:
        return None
    printed = re.sub(r"\s*\(.*?\)\s*", " ", match["label"]).strip().lower()
    label, elsewhere = (
        _OF_COUNCILLORS.sub(r"\g<who>", printed),
        re.match(r"(?:city|county|district|borough)\b", printed),
    )
    clerk = re.fullmatch(r"(?:(?:locum|acting|deputy|assistant|temporary|interim|parish|town) )*clerk", label)
    where = "in_attendance" if elsewhere and label in _COUNCILLORS else names.style.list_of("clerk" if clerk else label)
    if where is None:
        return None
    rest = match["rest"]
    if label in _COUNCILLORS and rest.strip() and not re.search(r"\b(?:Cllr|Councillor|Cr)s?\b", rest):
        rest = f"Councillors {rest.strip()}"
    if label in ("minutes", "members", "councillors", "staff", "attendance") and label == printed and not rest.strip():
        return None
    if label == "minutes" or (label in ("clerk", "chair", "chairman") and TELLS.search(rest)):
        return None
    chair = bool(re.search(r"\bchair|presiding|cathaoirleach", label)) and "vice" not in label and "deputy" not in label
    return where, _PRESIDING if chair else match["label"].strip() if clerk else None, rest


def _ends_list(block: Block, names: Names) -> bool:
    text = re.sub(r"^[\s•●▪·*–-]+", "", block.text)
    if _WHEN_THERE.match(text):
        return False
    if re.match(names.titled, text) and "," in text:
        text = re.sub(r"\([^()]*\)", "", text)  # what brackets tell of one of them
    if (len(text) > 300 and not (re.search(names.titled, text) and text.count(",") > 4)) or re.match(
        r"^\(?\d{1,4}[.)]", text
    ):
        return True
    if block.kind == "heading" or re.search(r"\b(?:was|were|had|agreed|resolved)\b", text):
        return True
    first = re.split(r"\s[-–—]\s|[,(\t;]", text, maxsplit=1)[0].strip()
    if re.match(names.titled, text) and not TELLS.search(text):
        return False
    if names.is_name(first) and not TELLS.search(text):
        return False
    return not _NUMBER_OF_PUBLIC.search(text) and not (
        names.roles_in(first) and re.search(names.titled, text) and not TELLS.search(text)
    )


_NUMBER_OF_PUBLIC = re.compile(r"members? of (?:the )?public", re.IGNORECASE)


_GROUP = re.compile(r"[A-Z][^\d.,;]{2,60}(?:\([^()\d]*\))?:?")
_NO_GROUP = re.compile(
    r"(?i)^(?:to|cc|by|from|signed|minutes|agenda|date|time|venue)\b|\b(?:copies|distribution|circulation|decision|maker|report|author|contact|ward|"
    r"applicant|agent|question|petition|apolog\w*|meeting|council|committee|board)\b"
)
_MARKS = {
    **dict.fromkeys(("p", "l", "x", "y", "✓", "✔", "√", "present"), "present"),
    **dict.fromkeys(("s", "ap", "apol", "apols", "apologies"), "apologies"),
    **dict.fromkeys(("a", "absent"), "absent"),
}


def _grids(part: MeetingText, names: Names) -> Iterator[Attendee]:
    """A grid of names and letters: the last column in which a letter stands is that of this meeting."""
    for grid in part.tables:
        if grid.purpose != "grid":
            continue
        table = [[" ".join(block.text for block in cell) for cell in row] for row in grid.rows]
        people = [
            (next((i for i, c in enumerate(row) if c), 0), row, cells)
            for row, cells in zip(table, grid.rows, strict=True)
        ]
        people = [entry for entry in people if names.is_name(entry[1][entry[0]])]
        last = max((i for first, row, _ in people for i, cell in enumerate(row) if i > first and cell), default=0)
        # Merged cells of a PDF shift a mark by a column: the one before is the same where no row has marks in both.
        shift = 0 if any(row[last - 1] and row[last] for _, row, _ in people) else 1
        for first, row, blocks in people:
            mark = (row[last] or (row[last - shift] if last - shift > first else "")).strip().lower()
            where = _MARKS.get(mark)
            if where:
                block = blocks[first][0]
                yield Attendee(
                    row[first],
                    where,
                    Support(
                        block.text,
                        block.place,
                        block.start,
                        block.end,
                        "grid",
                        ("the column of this meeting is the last that is filled",),
                    ),
                )


def _chair(part: MeetingText, names: Names, meeting: Meeting) -> None:
    """Who presided, from a sentence that says so, where the lists do not."""
    told: list[str] = []
    chaired_by = names.pattern(rf"(?i:\bchaired by)\s+({PERSON}|{TWO_WORDS})")
    acted_as = names.pattern(
        rf"(?:(?:The|In the absence of [^,]+,) )?(?:Vice[- ]?|Deputy )?(?:Chair\w* )?,?\s*({PERSON})\s+(?:acted as|was|took over as) Chair(?:man|person|woman)?\b(?! of| for (?:this|the) item)"
    )
    took_it = names.pattern(rf"({PERSON})[^.]{{0,40}}?{_TOOK.pattern}")
    for section in part.sections[:6]:
        for passage in section.passages:
            chaired = chaired_by.search(passage.text)
            acted = acted_as.match(passage.text)
            if acted:
                told.append(acted[1])
                continue
            took = took_it.search(passage.text)
            if chaired:
                told.append(chaired[1])
            elif took and "took" not in took.group().lower():
                told.append(took[1])
    presiding = [a for a in meeting.attendance if a.presiding]
    if len(presiding) > 1:
        first = next((a for a in presiding if a.capacity and "in the chair" in a.capacity.lower()), None)
        if first:
            meeting.attendance = [replace(a, presiding=a is first) if a.presiding else a for a in meeting.attendance]
    elif not presiding and len(set(told)) == 1:
        name = names.bare(names.full(told[0]))
        meeting.attendance = [
            replace(a, presiding=True) if names.bare(a.name) == name and a.list == "present" else a
            for a in meeting.attendance
        ]


def everybody(meetings: Iterable[Meeting]) -> Iterator[Attendee]:
    """All people of all meetings of a document."""
    for meeting in meetings:
        yield from meeting.attendance
