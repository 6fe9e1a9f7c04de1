"""Elections, appointments, co-options and resignations, and minutes that were confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ledger.drafting.days import MONTH, days
from ledger.drafting.names import BARE, PEOPLE, TWO_WORDS, Names
from ledger.drafting.recognising.movers import MoverPatterns
from ledger.drafting.sections import MeetingText, Passage, Section
from ledger.drafting.statements import EarlierMinutes, Office, Resolution

_OFFICE = (
    r"(?P<office>(?:(?:Acting|Deputy|Lord|Vice|Assistant|Joint|Interim|Honorary|Leas)[ -])*(?:[Cc]hair(?:man|woman|person)?|Mayor|Leader(?: of the \w+)?|[Vv]ice[- ][Cc]hair(?:man|woman|person)?|Cathaoirleach|Provost|Convener|Treasurer|"
    r"(?:Parish |Town |District )?Councillor|(?:Council )?Representative|(?:[Ll]ead [Mm]ember|[Cc]hampion)(?: for [a-z]+(?: (?:and )?[a-z]+){0,2})?|Clerk|Auditor|Governor|Trustee|Member)(?:\s+of\s+(?:the\s+)?(?:Council|Committee|Board|Sub-Committee|Panel|\w+ Committee))?)"
)
_ELECTED = r"(?:(?:be|to be|was|were|is)\s+)?(?:therefore\s+|duly\s+|unanimously\s+|re-?)*(?P<event>elected|appointed|co-?opted|re-elected|re-appointed|reappointed|installed)(?:\s+to\s+the\s+(?:position|post|office)\s+of|\s+to serve as|\s+as|\s+to be|\s+to fill the vacancy of|\s+to)?\s+(?:the\s+)?(?:position of\s+|new\s+)?"
_OF_TITLE = re.compile(
    r"(?i)(?:election|appointment|elect|appoint|nomination)\s*(?:of)?\s*(?:an?\s+|the\s+)?(?P<office>(?:[A-Za-z-]+\s+){0,3}?(?:chair\w*|mayor|leader|vice[- ]chair\w*|cathaoirleach|leas[- ]chathaoirleach|provost|convener|treasurer))\b"
)
_CONFIRMED = re.compile(
    r"(?i)\b(?:approv|agree|confirm|adopt|accept|sign|ratif|taken as read|true record|correct record|accurate record)",
    re.IGNORECASE,
)
_CONFIRMED_IN_TITLE = re.compile(r"(?i)\bminutes\b.*\s[-–—]\s*(?:agreed|approved|accepted|adopted|confirmed)\W*$")
_PUT_OFF = re.compile(
    r"(?i)\b(?:defer|tabled|(?:will|would|to|should) be (?:\w+ ){0,2}(?:approv|agree|confirm|adopt|consider|presented)|(?<!record, and )(?<!record and )(?:will|would|to|should) be (?:\w+ ){0,2}sign|(?:next|future) (?:\w+ )?meeting)"
)
_DECIDED = re.compile(
    r"(?i)\b(?:elected|appointed|agreed|carried|resolved|approved|accepted|unanimous\w*|all in favour)\b"
)
_CO_OPTING = re.compile(r"(?i)\bco[- ]?opt")
# 'the meetings held on 2 and 9 February 2021': one month and year for two days.
_SHARED_MONTH = re.compile(
    rf"(?<=meetings )((?:held )?(?:on |of )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?) (?:and|&) (\d{{1,2}}(?:st|nd|rd|th)?) ({MONTH} \d{{4}})"
)
_RESIGNED = re.compile(r"(?i)\bresign(?:ed|ing|ations?)\b")


def offices(part: MeetingText, names: Names, resolutions: list[Resolution]) -> list[Office]:
    """Who was elected, appointed or co-opted, and who resigned."""
    patterns = MoverPatterns(names)
    found: list[Office] = []
    for section in part.sections:
        found += _in_section(section, names, patterns)
    unique: dict[tuple[str, str, str], Office] = {}
    for office in found:
        key = (
            names.bare(office.holder).split()[-1].lower(),
            re.sub(r"\W", "", office.office.lower())[:9],
            "left" if office.event == "resigned" else "in",
        )
        unique.setdefault(key, office)
    found = [_with_movers(office, resolutions) for office in unique.values()]
    undecided = [
        (r.basis.start, r.basis.end) for r in resolutions if r.form in ("motion", "amendment") and not r.carried
    ]
    return [
        office
        for office in found
        if not any(start < office.basis.end and office.basis.start < end for start, end in undecided)
    ]


def _with_movers(office: Office, resolutions: list[Resolution]) -> Office:
    """The office with those who moved and seconded the resolution that it was filled by, where its sentence names none."""
    whole = [r for r in resolutions if r.basis.start <= office.basis.start < r.basis.end]
    if office.mover or office.seconder or len(whole) != 1:
        return office
    return replace(office, mover=whole[0].mover, seconder=whole[0].seconder)


def _in_section(section: Section, names: Names, patterns: MoverPatterns) -> Iterator[Office]:
    elected = names.pattern(rf"(?P<who>{PEOPLE}|{TWO_WORDS})\s+{_ELECTED}{_OFFICE}", re.DOTALL)
    would_be = names.pattern(
        rf"\b(?:that|[Tt]hat)\s+(?P<who>{PEOPLE})\s+(?:would|will|should|shall)?\s*(?P<event>be|becomes?|(?:takes?\s+(?:up|on)|continues?|remains?|serves?|acts?)\s+(?:in\s+)?(?:the\s+(?:position|office|role|post)\s+of|as))\s+(?:the\s+)?{_OFFICE}",
        re.DOTALL,
    )
    co_opted = names.pattern(
        rf"(?P<who>{PEOPLE}|{TWO_WORDS})\s+(?:be|was|were|is)\s+(?:duly\s+|unanimously\s+|hereby\s+)*(?P<event>co-?opted)\b(?!\s+(?:as|to the (?:post|position|office)))",
        re.DOTALL,
    )
    to_co_opt = names.pattern(
        rf"\b[Tt]o\s+(?P<event>co-?opt|appoint|elect)\s+(?P<who>{PEOPLE})(?:\s+(?:as|to be)\s+(?:the\s+)?{_OFFICE}|(?=\s+(?:on|on\s?to|to)\s))",
        re.DOTALL,
    )
    unopposed = names.pattern(
        rf"(?P<who>{PEOPLE})\s+(?:was|were)\s+nominated\b.{{0,120}}?\b(?:was|were|and)\s+(?:duly\s+|therefore\s+|unanimously\s+)*(?P<event>elected|appointed)\b",
        re.DOTALL,
    )
    put_forward = names.pattern(
        rf"^(?P<who>{PEOPLE}|{BARE})\s*[-–—:,]\s*(?i:proposed|nominated)\b.*\b(?P<event>appointed|co-?opted|elected)\b",
        re.DOTALL,
    )
    fragments = names.pattern(rf"^(?P<who>{PEOPLE})\s*(?:[.,;–-]|\(|was\b|$)")
    resigned = names.pattern(
        rf"(?P<who>{PEOPLE})\s+(?:\w+\s+){{0,8}}?(?:resign(?:ed|ing)|(?:had\s+)?(?:also\s+)?tendered (?:his|her|their) resignation)\s+(?:as|from)\s+(?:the\s+)?(?:post\s+of\s+|position\s+of\s+)?(?P<office>[A-Z][\w -]{{2,40}})"
    )
    resignations = names.pattern(
        rf"(?i:resignations?\s+(?:was|were|had been|has been|have been)?\s*received\s+from)\s+(?P<who>{PEOPLE})"
    )
    title = _OF_TITLE.search(section.title)
    co_opting = _CO_OPTING.search(section.title) is not None
    for passage in section.passages:
        co_opting = co_opting or _CO_OPTING.search(passage.text) is not None
        for j, sentence in enumerate(passage.sentences()):
            text = sentence.text
            match = elected.search(text) or would_be.search(text) or co_opted.search(text) or to_co_opt.search(text)
            movers = patterns.find(text)
            if match and not re.search(
                r"(?i)\b(?:had been|has been|not)\s+$|nomination",
                text[max(match.start("event") - 12, 0) : match.start("event")],
            ):
                told = match["event"].lower()
                if re.match(r"be\w|take|cont|rem|serv|act", told) and not _DECIDED.search(passage.text):
                    continue
                if re.match(r"be|take|cont|rem|serv|act", told) and re.search(r"(?i)\belected\b", passage.text):
                    told = "elected"  # as a sentence behind the proposal says
                event = "co-opted" if re.match(r"co-?opt", told) else "elected" if "elect" in told else "appointed"
                for person in names.in_prose(match["who"]):
                    yield Office(
                        match.groupdict().get("office") or "member",
                        person.name,
                        passage.basis(event, text),
                        event,
                        movers.mover if movers else None,
                        movers.seconder if movers else None,
                    )
            elif co_opting and (chosen := put_forward.match(text)):
                basis = passage.basis("co-opted", text)
                mover, seconder = (movers.mover, movers.seconder) if movers else (None, None)
                yield Office("member", chosen["who"], basis, "co-opted", mover, seconder)
            elif title and (chosen := unopposed.search(text)):
                for person in names.in_prose(chosen["who"]):
                    basis = passage.basis("election in the title", text)
                    mover, seconder = (movers.mover, movers.seconder) if movers else (None, None)
                    yield Office(title["office"], person.name, basis, chosen["event"], mover, seconder)
            elif title and j == 0 and (alone := fragments.match(text)):
                basis = passage.basis("election in the title", text)
                movers = patterns.find(passage.text)
                for person in names.in_prose(alone["who"]):
                    yield Office(
                        title["office"],
                        person.name,
                        basis,
                        "elected",
                        movers.mover if movers else None,
                        movers.seconder if movers else None,
                    )
            if _RESIGNED.search(text):
                gone = resigned.search(text)
                several = resignations.search(text)
                if gone:
                    for person in names.in_prose(gone["who"]):
                        yield Office(gone["office"].strip(), person.name, passage.basis("resigned", text), "resigned")
                elif several:
                    for person in names.in_prose(several["who"]):
                        yield Office("member", person.name, passage.basis("resigned", text), "resigned")


def minutes_confirmed(part: MeetingText, resolutions: list[Resolution]) -> list[EarlierMinutes]:
    """Earlier minutes that the meeting confirmed, by the days that are printed with them."""
    found: dict[str | None, EarlierMinutes] = {}
    for section in part.sections:
        if section.title.lower().startswith("matters arising"):
            continue
        in_title = (
            [Passage(section.title_block, 0, section.title)]
            if _CONFIRMED_IN_TITLE.search(section.title) and section.title_block
            else []
        )
        titled = [day.edtf for day in days(section.title) if day.edtf] if "minutes" in section.about else []
        printed: list[str] = []  # the days that sentences of this item have, which its title may contradict
        for j, passage in enumerate(in_title + section.passages):
            for sentence in passage.sentences():
                text = sentence.text
                here = re.search(r"(?i)\b(?:the |draft |of )?minutes\b(?! ?(?:silence|\d))", text) is not None
                decided = re.match(
                    r"(?i)^\W*(?:\(?\w\)\s*)?(?:it was )?(?:unanimously )?(?:resolved|agreed|recommended|approved|confirmed|adopted|accepted)",
                    text,
                )
                of_minutes = "minutes" in section.about and j < 6 and len(text.split()) < 60
                if not _CONFIRMED.search(text) or not (
                    (here and (of_minutes or decided or re.search(r"(?i)correct|true|accurate|as read", text)))
                    or (of_minutes and decided)
                ):
                    continue
                if re.match(r"(?i)\s*(?:to |subject|apolog)", text) or _PUT_OFF.search(text):
                    continue
                found_days = [day.edtf for day in days(_SHARED_MONTH.sub(r"\1 \3 and \2 \3", text)) if day.edtf]
                doubts = [f"the title has {day}" for day in titled] if not {*titled} & {*found_days} else []
                if not found_days:
                    if printed:
                        continue  # 'The minutes were signed': those of the sentence before
                    doubts = []
                    around = (
                        section.title
                        + " "
                        + " ".join(p.text for p in section.agenda)
                        + " "
                        + " ".join(p.text for p in section.passages[:j])
                    )
                    found_days = [day.edtf for day in days(around) if day.edtf] if "minutes" in section.about else []
                else:
                    for borrowed in {*titled} - {*printed, *found_days} if doubts else ():
                        found.pop(borrowed, None)
                    printed += found_days
                named: list[str | None] = [*found_days]
                for day in named or [None]:
                    unsure = doubts if day else ("the day of those minutes is not printed",)
                    found.setdefault(day, EarlierMinutes(passage.basis("minutes confirmed", text, *unsure), day))
    for section in part.sections:
        moved = [r for r in resolutions if r.carried and r.mover and _within(r, section) and "minutes" in section.about]
        if moved and not found and _CONFIRMED.search(moved[0].basis.quote):
            printed = [day.edtf for day in days(section.title + " " + section.text) if day.edtf]
            found |= {day: EarlierMinutes(moved[0].basis, day) for day in printed}
    if len(found) > 1:
        found.pop(None, None)
    return list(found.values())


def _within(resolution: Resolution, section: Section) -> bool:
    return any(passage.block.start <= resolution.basis.start < passage.block.end for passage in section.passages)
