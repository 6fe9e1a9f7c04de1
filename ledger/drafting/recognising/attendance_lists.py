"""Lists of people under labels, or right under the head of minutes: what a label says decides the list, never whether it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ledger.drafting.document import Block
from ledger.drafting.names import Names, Person
from ledger.drafting.people import initials_apart, people_in, public_in
from ledger.drafting.recognising.apologies import TELLS, attendee_of
from ledger.drafting.recognising.attendance_tables import group_of, unsure_of
from ledger.drafting.sections import MeetingText
from ledger.drafting.statements import Attendee, Meeting, Support

_KIND_OF_MEMBER = re.compile(
    r"^(?:(?:non|co-opted|voting|school|elected|parent|staff|lay|independent|other|nominated|appointed|academy|maintained|partner)[- ])+"
    r"(?:school )?(?:members|representatives|governors|subs|substitutes|trustees|headteachers)\s*(?::\s*(?P<rest>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_A_DASH = re.compile(r"(?:[A-Z][\w’'-]*[a-z] ){2,3}[–-] [A-Z]")
_SENTENCE_BEHIND = re.compile(r"(?<=[a-z)])\.\s+(?=(?:There (?:was|were)|An? apology|Apologies|No apologies)\b)")
_WHEN_THERE = re.compile(
    r"(?i)^\(?(?:from|until|via|arrived|left|joined|for items?|items? \d|remotely|by telephone|virtually)\b[^;]{0,60}\)?$"
)
_LABEL_WITHIN = re.compile(
    r"(?<!Parish)(?<!Town)(?<!Community)(?<!City)(?<!County)(?<!District)(?<!Borough)(?<!Ward)\s+(?=(?:Chair(?:man|woman|person)?|Vice[- ]Chair\w*|Councillors|Cllrs|Clerk|Officers|Apologies|In [Aa]ttendance|Also [Pp]resent|Absent|Absent with(?:out)? apologies|Not present|Members of (?:the )?[Pp]ublic)\s*:\s*\S)"
)
_PRESIDING = "in the Chair"
_NOWHERE = Support("", "", 0, 0, "")
_AWAY = re.compile(
    r"(?i)(?:did not attend|not present|absent|not attending|unable to attend)|(?P<apologies>(?:sent |gave |with )?apologies(?: for absence)?)"
)
_NO_LIST = re.compile(
    r"(?i)^(?:(?:signed|date|time|venue|place|location)\b|(?:to|cc|by|from|subject|title|re|wards?|wards? affected|ward councillors?)$)|\b(?:copies|distribution|circulat\w+|decision|maker|report|author|contact|agent|question|"
    r"petition|proposed|proposer|seconded|seconder|moved|mover|nominated|vote[sd]?|voting|for|against|action|interests?|resolved|agreed|portfolio|cabinet member|recommend\w*)\b"
)
_HOW = re.compile(r"(?i)(?:(?:via|by|through) |remote|online|on-line|virtual|in person|electronic)")
_ELSEWHERE = re.compile(
    r"(?i)(?:county|district|borough|city|unitary)(?:\s*[/&]\s*(?:county|district|borough|city|unitary))*(?:\s+c(?:ouncillo|ll|)rs?\b|$)"
)
_PERSON_ALONE = re.compile(
    r"[^,;:.]*(?:\b(?:[A-Z]|Cllr|Mr|Mrs|Ms|Dr|Prof|Rev|Capt|Wm)\.[^,;:.]*)*(?:\([^()]*\))?(?:\s*[,–-] [^.;:]{3,60})?\.?"
)
_COUNCILLORS = ("councillors", "cllrs")
_OF_COUNCILLORS = re.compile(
    r"^(?:(?:parish|town|community|city|county|district|borough|ward)(?: (?:&|and) |/| ))+(?P<who>councillors|cllrs)\b"
)


@dataclass(frozen=True)
class _Label:
    """What opens a list: which one, the post of whom it names ('in the Chair', 'Locum Clerk'), what stands behind it, what it leaves open."""

    where: str
    post: str | None = None
    rest: str = ""
    unsure: tuple[str, ...] = ()


def labelled(part: MeetingText, names: Names, meeting: Meeting) -> Iterator[Attendee]:
    """Lists under labels, in the head of the minutes and in the items about attendance."""
    current: _Label | None = None
    opened = grouped = False
    top = _top(part)
    pieces = [(each, piece) for each in _head_blocks(part) for piece in _LABEL_WITHIN.split(each.text)]
    groups = _groups(part, pieces, names)
    one_a_line = {at for at, (_, text) in enumerate(pieces) if re.match(rf"{names.titled}(?:$|\s*[,(–-])", text)}
    dashed = {at for at, (_, text) in enumerate(pieces) if _BEFORE_A_DASH.match(text)}
    for at, (block, text) in enumerate(pieces):
        at_top = block.start in top
        label = _label(text, names) or _kind_of_member(text, current.where if current else None, names)
        if label is None and at in groups:
            printed = text.strip(" :")
            where = (
                current.where
                if current and _HOW.match(printed)
                else "in_attendance"
                if _ELSEWHERE.match(printed)
                else group_of(printed, names)
            )
            label = _Label(where or "present", unsure=() if where else unsure_of(printed))
        if label is None and at_top:
            label = _unknown_label(text, names, first=not opened)
        if label:
            current, opened, grouped = label, True, at in groups
            rest = label.rest
        elif (
            current is None
            and not opened
            and at_top
            and (_lists_members(text, names) or at in _unlabelled(pieces, at, names))
        ):
            # Some minutes list those present right under their head, without a word before.
            current, rest = _Label("present"), text
        elif current and {at - 1, at + 1} <= dashed and not names.begins_with_person(text):
            continue  # the rest of what somebody is, between two lines of people
        elif current is None or _ends_list(block, names):
            current = None
            continue
        else:
            rest = text
        _, public = public_in(text)
        if public is not None and meeting.public is None:
            meeting.public = public
        rest = _SENTENCE_BEHIND.split(rest)[0]
        if not rest or (current.where == "apologies" and TELLS.search(rest)) or _WHEN_THERE.match(rest):
            continue
        people = people_in(rest, names)
        if len(people) > 1 and (grouped or {at - 1, at + 1} & one_a_line):
            people = _one_of(people, names)
        basis = Support(block.text, block.place, block.start, block.end, "list under a label", current.unsure)
        yield from _attendees(people, current, basis)


def _attendees(people: list[Person], label: _Label, basis: Support) -> Iterator[Attendee]:
    deputised = {person.substitute_for for person in people}
    for person in people:
        where = label.where
        if person.capacity and (away := _AWAY.fullmatch(person.capacity)):
            where = "apologies" if away["apologies"] else "absent"
            person = replace(person, capacity=None)
        attendee = attendee_of(person, where, basis)
        if where == "present" and person.name in deputised:
            unsure = ("the list names a deputy in the place of this member",)
            attendee = replace(attendee, list="absent", presiding=False, basis=replace(basis, unsure=unsure))
        if label.post and len(people) == 1:
            presiding = attendee.presiding or label.post == _PRESIDING
            attendee = replace(attendee, presiding=presiding, capacity=attendee.capacity or label.post)
        yield attendee


def _top(part: MeetingText) -> set[int]:
    """Where the blocks begin that stand before the first item: before a number, or before prose below a title."""
    top = {block.start for block in part.head}
    for section in part.sections:
        if section.number:
            break
        top |= {section.title_block.start} if section.title_block else set()
        for passage in section.passages:
            if section.title and TELLS.search(passage.text) and passage.text.rstrip().endswith("."):
                return top
            top.add(passage.block.start)
    return top


def _unknown_label(text: str, names: Names, first: bool) -> _Label | None:
    """A label that no style knows, with people behind it: its words decide the list, or leave open in what capacity they came."""
    match = re.match(
        r"^(?:The )?(?P<label>[A-Z][^:;.\d]{2,60}?)\s*(?::|\t| [–—-] )\s*[-–—]?\s*(?P<rest>[A-Z].*)$", text, re.DOTALL
    )
    if not match or _NO_LIST.search(match["label"]) or len(match["label"].split()) > 8 or TELLS.search(match["rest"]):
        return None
    label = match["label"]
    rest = re.sub(r",\s+(?:represented|accompanied|supported|assisted) by\s+", "; ", match["rest"])
    people = people_in(rest, names)
    where = group_of(label, names)
    whole = len(people) >= max(2, len(re.findall(r",|;|\band\b", re.sub(r"\(.*?\)", "", rest)))) or re.fullmatch(
        r"(?:[A-Z]\. ?)+[A-Z][\w’'-]+\.?", rest
    )
    evident = re.match(names.titled, rest) or names.roles_in(label) or whole or where in ("apologies", "absent")
    posted = any(person.capacity and names.roles_in(person.capacity) for person in people)
    if not people or not (evident or posted) or names.begins_with_person(label) or len(rest.split()) > 9 * len(people):
        return None
    post = label if len(people) == 1 and not re.search(r"(?i)s$|\bpresent\b|\battend", label) else None
    if where is None and re.search(r"(?i)\((?:ill|unwell|sick|work|holiday|(?:on )?leave|away)\b", rest):
        where = "apologies"
    elsewhere = all(_ELSEWHERE.match(person.name) for person in people)
    if where is None and elsewhere:
        return _Label("in_attendance", post, rest)
    if (
        where is None
        and all(re.match(r"(?:Cllr|Councillor|Cr)\b", person.name) for person in people)
        and len(people) > 1
    ):
        return _Label("present", None, rest)
    if where is None:
        chaired = any(attendee_of(person, "present", _NOWHERE).presiding for person in people)
        return _Label(
            "present" if chaired or (first and len(people) > 1) else "in_attendance", post, rest, unsure_of(label)
        )
    return _Label(where, post if where != "apologies" else None, rest)


def _unlabelled(pieces: list[tuple[Block, str]], at: int, names: Names) -> set[int]:
    """The lines from one on that are each a person and nothing else, if the first has a title or there are three."""
    run = []
    for k in range(at, len(pieces)):
        text = pieces[k][1]
        if not (_PERSON_ALONE.fullmatch(text) and names.begins_with_person(text)) or text.isupper() or len(text) > 90:
            break
        run.append(k)
    titled = re.match(rf"^{names.titled}\s*(?:\([^()]*\)\.?|\.)?$", pieces[at][1])
    known = sum(bool(re.match(names.titled, pieces[k][1]) or names.roles_in(pieces[k][1])) for k in run)
    return set(run) if titled or (len(run) > 2 and known) else set()


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
    people = [
        (
            names.begins_with_person(text)
            or (re.search(names.titled, text) is not None and len(people_in(text, names)) > 1)
        )
        and not text.isupper()
        and not TELLS.search(text)
        for text in before
    ]
    labels = {
        at
        for at, text in enumerate(before[:-1])
        if people[at + 1]
        and not people[at]
        and _GROUP.fullmatch(text)
        and (not _NO_GROUP.search(text) or (_NOMINATED.search(text) and not text.isupper()))
        and len(text.split()) <= 6
    }
    sure = len(labels) > 1 or any(before[at].endswith(":") for at in labels)
    whole = all(before[at].endswith(":") for at in labels)
    return labels if sure and (whole or sum(people) > len(labels)) else set()


def _lists_members(text: str, names: Names) -> bool:
    """Whether a line without a label is a list of members and nothing else: 'Councillors A. Ash, B. Birch and C. Cole.'"""
    plural = re.match(r"(?:Councillors|Cllrs|Crs|Members)\b", text)
    if not (plural or names.begins_with_person(text)) or TELLS.search(text):
        return False
    number = len(people_in(text, names))
    return number > (1 if plural else 2) and text.count(",") + text.count(" and ") + 1 <= number + 2


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


def _kind_of_member(text: str, current: str | None, names: Names) -> _Label | None:
    """A label within a list ('School members:'), or words that open a list of apologies below them."""
    if re.search(r"(?i)\bapolog\w*\b.*\bfrom\s*:?\s*[-–]*$", text):
        return _Label("apologies")
    if current and names.style.list_of(text) == current and text.strip(" :").lower() not in ("minutes",):
        return _Label(current)
    match = _KIND_OF_MEMBER.match(text)
    return _Label(current, None, match["rest"] or "") if match and current in ("present", "apologies") else None


def _label(text: str, names: Names) -> _Label | None:
    """The list that a label opens, the post of whom it names ('in the Chair', 'Locum Clerk'), and what stands behind it."""
    text = re.sub(
        r"^\(?(?:\d{1,4}|[a-z])[.)]\s*|^\d{1,3}\s+(?=[A-Z])|^[A-Z]{0,4}\d{1,4}(?:[./]\d{1,4})+[:.]?\s+|^[-•*]\s*",
        "",
        text,
    )
    if re.search(
        r"(?i)\b(?:when|at which|and) (?:there were |the following (?:members )?were )?present\s*[:–-]*$", text
    ):
        return _Label("present")
    match = re.match(
        r"^(?P<label>[A-Za-z][A-Za-z’' ()&/-]{2,48}?)\s*(?::\s*[-–]?|\s[-–—]\s|[–—]\s*(?=[A-Z])|\.\s*$|$)\s*(?P<rest>.*)$",
        text,
        re.DOTALL,
    )
    if not match:
        match = re.match(
            r"^(?P<label>PRESENT|IN ATTENDANCE|APOLOGIES|Apologies|Absent|Officers|Present|In attendance|In Attendance|Also present|Also in attendance)\s+(?P<rest>(?:[A-Z]\.|The Mayor|The Chair|Chair|Councillors?\b|Cllrs?\b|Capt|Mr|Mrs|Ms|Dr|Prof|Rev|Sir|Dame|Lord|Lady).*)$",
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
    where = where or names.style.list_of(re.sub(r"^(?:other|further|additional|late) ", "", label))
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
    return _Label(where, _PRESIDING if chair else match["label"].strip() if clerk else None, rest)


def _ends_list(block: Block, names: Names) -> bool:
    text = initials_apart(re.sub(r"^[\s•●▪·*–-]+", "", block.text))
    if _WHEN_THERE.match(text):
        return False
    if re.match(names.titled, text) and "," in text:
        text = re.sub(r"\([^()]*\)", "", text)  # what brackets tell of one of them
    if (len(text) > 300 and not (re.search(names.titled, text) and text.count(",") > 4)) or re.match(
        r"^\(?\d{1,4}(?:[.)]|/\d)", text
    ):
        return True
    if block.kind == "heading" or re.search(r"\b(?:was|were|had|agreed|resolved)\b", text):
        return True
    if re.search(r"[a-z]\. (?:The|It|This|He|She|They|In) ", text):
        return True
    first = re.split(r"\s[-–—]\s|[,(\t;]|\s(?:and|&)\s", text, maxsplit=1)[0].strip()
    if re.match(names.titled, text) and not TELLS.search(text):
        return False
    if names.is_name(first) and not TELLS.search(text):
        return False
    if len(text) < 80 and not TELLS.search(text):
        alone = people_in(text, names)
        if len(alone) == 1 and alone[0].capacity and text.startswith(alone[0].name):
            return False  # 'Tess Archer Practice Manager'
    return not _NUMBER_OF_PUBLIC.search(text) and not (
        names.roles_in(first) and re.search(names.titled, text) and not TELLS.search(text)
    )


_NUMBER_OF_PUBLIC = re.compile(r"members? of (?:the )?public", re.IGNORECASE)


_GROUP = re.compile(r"[A-Z][^\d.,;]{2,60}(?:\([^()\d]*\))?:?")
_NOMINATED = re.compile(r"(?i)\b(?:nomin\w+|appoint\w+|representatives?|representing|members|councillors|delegates)\b")
_NO_GROUP = re.compile(
    r"(?i)^(?:to|cc|by|from|signed|minutes|agenda|date|time|venue)\b|\b(?:copies|distribution|circulation|decision|maker|report|author|contact|ward|"
    r"applicant|agent|question|petition|apolog\w*|meeting|council|committee|board)\b"
)
