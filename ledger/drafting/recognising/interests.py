"""Interests declared: who, in which item, of what kind, why, and what they did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ledger.drafting.name_patterns import NameMatch
from ledger.drafting.names import PEOPLE, Names
from ledger.drafting.people import people_in
from ledger.drafting.sections import MeetingText, Passage, Section
from ledger.drafting.statements import Interest, Support
from ledger.drafting.style import Style, either
from ledger.drafting.tables import Table

_ITEM = re.compile(
    r"\b(?:agenda\s+)?(?:items?|minutes?)\s*(?:numbers?|nos?\.?|no)?\s*(?P<n>(?:\d{1,4}[a-z]?(?:\.\d+)?(?:\([a-z]+\))?(?:/\d{2,4})?)(?:\s*(?:,|and|&|to|-)\s*\d{1,4}[a-z]?(?:\.\d+)?(?:/\d{2,4})?)*)",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"(?P<a>\b(?:(?:he|she|they|both|councillor [A-Z][\w. -]+?|cllr [A-Z][\w. -]+?|and|who|having|members?)\s+)?(?:then\s+|therefore\s+|duly\s+|would\s+|had\s+|did\s+|also\s+|subsequently\s+)*"
    r"(?:left|leave|withdrew|withdraw|withdrawn|remained|remain|stayed|stay|did not (?:take part|participate|vote|speak)|took no part|take no part|not (?:take part|participate|vote|take any part)|(?:speak|spoke|take part|took part)[^.;,]{0,20}? but (?:did )?not vote|abstain(?:ed)?(?: from)?|vacated|vacate|retired|retire)\b[^.;]*)",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"(?:,\s*|\b)(?P<w>(?:because|insofar as|in that|by virtue of|due to|on the grounds|owing to|since|as\s+(?:he|she|they|a|an|the|his|her|their|both|her|previous|former|(?:member|chair|trustee|council|governor|director|owner|tenant|resident|parent|councillor|portfolio|acted|acting|employee|friend|neighbour|landlord|landowner|freeholder|leaseholder|volunteer|patient|customer|applicant|treasurer|secretary|president|patron)s?\b|[A-Z]\w*)|being)\b[^.;]*)"
)


def interests(part: MeetingText, style: Style, names: Names) -> list[Interest]:
    """The interests of a meeting, one for each person and item."""
    numbers = [section.number for section in part.sections if section.number and not section.number.isdigit()]
    found: list[Interest] = []
    for section in part.sections:
        found += _in_section(section, style, names, numbers)
    for table in part.tables:
        if table.purpose == "interests":
            found += _in_table(table, names)
    unique: dict[tuple[str, str | None, str | None], Interest] = {}
    for interest in found:
        unique.setdefault(
            (names.bare(interest.person), interest.item, interest.about if not interest.item else None), interest
        )
    return list(unique.values())


def _in_section(section: Section, style: Style, names: Names, numbers: Sequence[str]) -> Iterator[Interest]:
    kind = rf"(?P<kind>(?:{either(style.interest_kinds)})s?)"
    declared = names.pattern(
        rf"(?P<who>(?:\b[Tt]he (?:Vice[- ]?)?Chair\w*\s+and\s+)?{PEOPLE})\s*,?\s*(?:\([^)]*\)\s*)?(?:(?:both|each|also|then|had|has|have|all|further|, as [^,]+,)\s+)*(?:declared|disclosed|registered|expressed|DECLARED|declares|gave notice of|reported|stated|noted|made a declaration of)\s+"
        rf"(?:that (?:he|she|they) had\s+)?(?:an?|their|his|her|the|his/her)?\s*[‘“'\"]?(?P<kindx>(?i:[\w-]+\s+){{0,4}}?(?i:{kind}))(?P<rest>.*)$",
        re.DOTALL,
    )
    of = names.pattern(
        rf"(?i:^(?:an?|declarations? of)\s+{kind}\s+(?:was|were)\s+(?:declared|made|received|disclosed)\s+(?:by|from))\s+(?P<who>{PEOPLE})(?P<rest>.*)$",
        re.DOTALL,
    )
    having = names.pattern(
        rf"(?i:having\s+(?:made a declaration|declared\s+(?:an?|his|her)\s+[\w -]*interest)),?\s+(?P<who>{PEOPLE})\s+(?P<rest>.*)$",
        re.DOTALL,
    )
    told = names.pattern(
        rf"(?P<who>{PEOPLE})\s*,?\s*(?:also\s+|then\s+)?(?:declared|stated|advised|reported|noted|informed the \w+)\s+that\s+(?P<rest>(?:he|she|they)\s+(?:knew|was|were|is|had|has|have|owned|lived|worked|sat|served|rented|chaired)\b.*?(?:[^.;]*;)?[^.;]*?(?i:{kind}).*)$",
        re.DOTALL,
    )
    # 'Ms Haigh told the Committee that she lives next door', and in an item about nothing else 'BA is a director of Allard Ltd'
    state = r"(?:knew|knows|owns?|owned|lives?|lived|works?|worked|sits?|sat|serves?|served|rents?|rented|chairs?|chaired|runs?|ran)"
    plainly = names.pattern(
        rf"^(?P<who>{PEOPLE})\s*,?\s*(?:(?:also\s+|then\s+)?(?:(?:declared|disclosed|stated|(?:told|informed|advised)\s+the\s+\w+)\s+that|said(?:\s+that)?)\s+(?P<rest>(?:he|she|they|(?:his|her|their)\s+[\w-]+)\s+(?:is|was|were|are|has|had|have|{state})\b.*)|(?P<alone>(?:[’']s\s+(?:\w+\s+)?(?:wife|husband|partner|son|daughter|mother|father|brother|sister|employer|company|firm)\s+(?:is|was|has|{state})|\s*(?:is|was)\s+(?:an?|the)|\s*{state})\b.*))$",
        re.DOTALL,
    )
    short = names.pattern(
        rf"^(?:\(?[\w/.]*\d[\w/.]*\)?:?\s+)?(?P<who>{PEOPLE})(?:\s*[-–—:]\s*(?P<rest>.+)|\s+(?P<matter>(?:with (?:regard|reference|respect) to|in (?:respect|relation) (?:of|to)|regarding|concerning)\s.+))$",
        re.DOTALL,
    )
    # A person on a line of their own, and below it 'Personal interest in item 7 as a trustee', once or several times.
    person, below = (
        names.pattern(PEOPLE),
        names.pattern(
            rf"^(?:[Aa]n?\s+)?(?P<kindx>(?i:{kind}))(?P<rest>\s+(?:in|on|as|regarding|:|[-–]).*)$", re.DOTALL
        ),
    )
    holder = ""
    heading_kind: str | None = None
    titled = re.match(r"(?i)[\d/.\s]*declarations? of interests?\s*[-–—:]\s*(?P<told>.+)", section.title, re.DOTALL)
    in_title = [Passage(section.title_block, 0, titled["told"])] if titled and section.title_block else []
    for passage in in_title + section.passages:
        if "interests" in section.about and person.fullmatch(passage.text.strip(" :")):
            holder = passage.text.strip(" :")
            continue
        if holder and below.match(passage.text):
            for sentence in passage.sentences():
                if below_name := below.match(sentence.text):
                    yield from _statements(below_name, passage, sentence.text, names, section, numbers, holder)
            continue
        holder = ""
        members = re.match(
            rf"(?i)^(?:\([a-z]\)\s*)?(?:the following )?members?\s+(?:also )?declared\s+(?:an?\s+)?{kind}\s+in\s+(?P<what>[^:]+)",
            passage.text,
        )
        if members:
            heading_kind = members["kind"] + " | " + members["what"]
            continue
        if (
            heading_kind
            and (listed := re.match(r"^(?P<who>[A-Z][\w. ’'-]{1,30}?)\s+[-–]\s*(?P<why>.+)$", passage.text))
            and len(passage.text) < 200
        ):
            what = heading_kind.split(" | ")
            numbers = _items(what[1])
            for number in _each(numbers):
                yield Interest(
                    listed["who"].strip(),
                    passage.basis("listed interest"),
                    number,
                    what[1].strip() if not number else None,
                    what[0].lower().removesuffix("s"),
                    listed["why"].strip(),
                )
            continue
        heading_kind = None
        row = re.match(
            rf"^(?P<n>\d{{1,4}}(?:/\d+)?(?:\s*(?:&|,|and)\s*\d{{1,4}}(?:/\d+)?)*)\s+(?P<who>{names.titled})\s+(?i:(?P<kind>{either(style.interest_kinds)}))",
            passage.text,
        )
        if row:
            for number in re.findall(r"\d{1,4}(?:/\d+)?", row["n"]):
                yield Interest(row["who"].strip(), passage.basis("row of interests"), number, None, row["kind"].lower())
            continue
        for sentence in passage.sentences():
            text = sentence.text
            if (
                re.match(
                    r"(?i)(?:there were no|no |none|nil|members (?:are|were) (?:reminded|invited|asked)|to )", text
                )
                or re.search(r"RESOLVED|(?i:\bcorrection to\b|\bto show that\b)", text)
                or re.search(r"(?i)\bwho (?:had|has|have) declared\b|if (?:a|any) member", text)
            ):
                continue
            match = (
                declared.search(text)
                or of.search(text)
                or having.search(text)
                or ("interests" in section.about and (told.search(text) or plainly.match(text)))
            )
            if match:
                yield from _statements(match, passage, text, names, section, numbers)
                continue
            if "interests" in section.about and (match := short.match(text)) and not re.search(r"(?i)\bapolog", text):
                yield from _statements(match, passage, text, names, section, numbers)


def _statements(
    match: NameMatch,
    passage: Passage,
    text: str,
    names: Names,
    section: Section,
    numbers: Sequence[str],
    holder: str = "",
) -> Iterator[Interest]:
    groups = match.groupdict()
    who = holder or match["who"]
    rest = match["rest"] or groups.get("alone") or groups.get("matter") or ""
    kind = groups.get("kindx") or groups.get("kind")
    kind = re.sub(r"(?i)^(?:an?|the)\s+", "", kind).strip() if kind else None
    kind = kind.lower() if kind and not kind.isupper() else kind
    if kind and re.fullmatch(r"interests?", kind):
        kind = None
    told = (
        re.search(
            rf",\s*(?P<kind>{either(names.style.interest_kinds)}|personal|prejudicial|pecuniary)(?: interest)?\s*[,:;–-]\s*(?P<why>.+)$",
            rest,
            re.I,
        )
        or re.search(
            rf"\(\s*(?P<kind>{either(names.style.interest_kinds)})\s*(?:[,:;–-]|\b(?:on|in|as)\b)\s*(?P<why>[^()]+(?:\([^()]*\)[^()]*)*)\)",
            rest,
            re.I,
        )
        if kind is None
        else None
    )
    action = _ACTION.search(rest) or _later_action(passage, text, who, names)
    stop = action.start() if action and action.string is rest else len(rest)
    why = _WHY.search(rest[:stop])
    known = [number for number in numbers if re.search(rf"(?<![\w/]){re.escape(number)}(?![\w/])", rest)]
    items = known or _items(rest[: why.start()] if why else rest[:stop]) or _items(rest[:stop])
    about = _about(rest[: why.start()] if why else rest[:stop])
    if not items and "interests" not in section.about and section.number:
        items = [section.number]
    unsure = () if items or about else ("the minutes do not say in which item",)
    basis = passage.basis("declared an interest", text)
    basis = replace(basis, unsure=unsure)
    beside = re.search(
        rf"\s\((?P<kind>{either(names.style.interest_kinds)}|personal|prejudicial|pecuniary|non-pecuniary)\)$",
        who,
        re.I,
    )
    if beside:  # 'Cllr Ash (Personal) - item 4': no forename
        who, kind = who[: beside.start()], kind or beside["kind"].lower()
    people = names.in_prose(who)
    if told:
        kind, rest = told["kind"].lower(), rest[: told.start()]
        about = _about(rest)
    words = action["a"].strip(" ,") if action else None
    words = re.sub(r"^(?i:and|who|having)\s+", "", words) if words else None
    plain = None
    if kind is None and (groups.get("alone") or re.match(r"(?:he|she|they|his|her|their)\b", rest)):
        plain = re.split(r",? and (?:would|will)\b|[.;]", rest)[0].strip()
    ground = re.match(r"(?P<w>As (?:an? |the )?[^,;]{3,80}), ?$", "" if holder else text[: match.start("who")])
    for person in people:
        for item in _each(items):
            yield Interest(
                person.name,
                basis,
                item,
                about,
                kind.removesuffix("s") if kind and kind.endswith("interests") else kind,
                re.sub(r",?\s+and$", "", why["w"].strip(" ,"))
                if why
                else ground["w"]
                if ground
                else told["why"].strip(" .")
                if told
                else plain,
                words,
            )


def _later_action(passage: Passage, text: str, who: str, names: Names) -> re.Match[str] | None:
    """What the person did, where the next sentence says so."""
    after = passage.text[passage.text.find(text) + len(text) :]
    first = next(iter(re.split(r"(?<=[.])\s+(?=[A-Z])", after.strip())), "")
    bare = names.bare(who).split()[-1] if names.bare(who) else who
    first = re.sub(r"^It was (?:agreed|noted|decided) that (?=he\b|she\b|they\b)", "", first)
    if re.match(rf"(?:[Hh]e|[Ss]he|[Tt]hey|Both|Councillor|Cllr|{re.escape(bare)})\b", first) and (
        bare in first or re.match(r"(?:[Hh]e|[Ss]he|[Tt]hey|Both)\b", first)
    ):
        return _ACTION.search(first)
    return None


def _each(numbers: list[str]) -> list[str | None]:
    """The items to state an interest for: one without an item where none is named."""
    return [*numbers] or [None]


def _items(text: str) -> list[str]:
    numbers: list[str] = []
    found = list(_ITEM.finditer(text))
    by_item = [match for match in found if match.group().lower().lstrip().startswith(("item", "agenda"))]
    for match in by_item or found:
        numbers += re.findall(r"\d{1,4}[a-z]?(?:\.\d+)?(?:\([a-z]+\))?(?:/\d{2,4})?", match["n"])
    brackets = re.search(r"(?i)\((?:minutes?|item)\s*\d", text)
    if brackets and len(numbers) > 1:
        inside = _items(text[: brackets.start()])
        return inside or numbers
    return list(dict.fromkeys(numbers))


def _about(text: str) -> str | None:
    match = re.match(
        r"\s*,?\s*(?:in relation to|in respect of|in|on|regarding|relating to|with reference to|with regard to|concerning|re|for|about)\s+(?:the item (?:on|regarding|relating to)\s+)?(?P<a>.+)$",
        text.strip(),
        re.DOTALL,
    )
    words = match["a"] if match else text if re.match(r"\s*(?:agenda|item|[A-Z])", text) else ""
    words = re.split(r"\.\s", words)[0].strip(" ,.;:-–")
    return words or None


def _in_table(table: Table, names: Names) -> Iterator[Interest]:
    for row in table.rows:
        who = table.text(row, "who")
        if not who or re.match(r"(?i)none|nil|member|name", who):
            continue
        block = next(block for cell in row for block in cell)
        basis = Support(block.text, block.place, block.start, block.end, "table of interests")
        numbers = re.findall(r"\d{1,4}[a-z]?(?:/\d{2,4})?", table.text(row, "item"))
        for person in people_in(who, names):
            for number in _each(numbers):
                yield Interest(
                    person.name, basis, number, table.text(row, "what") or None, table.text(row, "kind").lower() or None
                )
