"""Attendance: lists under a label or in a line, grids with letters, apologies and substitutes in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ledger.drafting.name_patterns import PERSON
from ledger.drafting.names import TWO_WORDS, Names
from ledger.drafting.recognising.apologies import in_sentences, substitutes_below
from ledger.drafting.recognising.attendance_lists import labelled
from ledger.drafting.recognising.attendance_tables import in_grids, in_tables
from ledger.drafting.sections import MeetingText
from ledger.drafting.statements import Attendee, Meeting

# Two capitals that are in minutes for something else, or are a word.
_ABBREVIATIONS = re.compile(
    r"PC|MP|IT|HR|AM|PM|UK|EU|JP|QC|KC|AI|TV|PR|PA|CE|US|AN|AS|AT|BE|BY|DO|GO|HE|IF|IN|IS|ME|MY|NO|OF|ON|OR|SO|TO|UP|WE"
)
_ACTS = (
    "asked|explained|presented|reported|advised|noted|said|to|will|queried|confirmed|agreed|updated|gave|stated|introduced|suggested|"
    "thanked|replied|responded|proposed|seconded|raised|declared|left|joined|expressed|highlighted|commented|requested|informed"
)
_INITIALS_ACT = re.compile(
    rf"(?i:propos(?:ed|al|er)|second(?:ed|er)|moved|prop|sec|by)\W{{1,3}}(?:by\W)?([A-ZÀ-Þ]{{2,5}})\b|\b([A-ZÀ-Þ]{{2,5}})(?=,? (?:(?:also|then|has|had) )?(?:{_ACTS})\b)|(?m:^([A-ZÀ-Þ]{{2,5}})$)"
)
_TOOK = re.compile(
    r"\b(?:in the chair\b|presided\b|chaired the meeting|(?:took|assumed|was in|occupied) the chair\b(?! (?:for|at) (?:this|item)))",
    re.IGNORECASE,
)


def attendance(part: MeetingText, names: Names, meeting: Meeting) -> None:
    """Fill the attendance of a meeting, each person once in a list, and teach the names to the recogniser."""
    found: list[Attendee] = []
    found += in_grids(part.tables, names)
    found += in_tables(part.tables, names)
    found += labelled(part, names, meeting)
    for section in part.sections:
        if "apologies" in section.about or section is part.sections[0]:
            for passage in section.passages:
                found += in_sentences(passage, names, "apologies" in section.about)
            found += substitutes_below(section.passages, names)
        elif section in part.sections[:12]:
            for passage in section.passages:
                if re.match(
                    r"(?i)leave of absence was|(?:it was (?:noted|reported) that )?(?:there (?:was|were) )?(?:an )?apolog(?:y|ies) (?:for \S+ )?(?:was|were|had been|from) ",
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
    acting = {letters for match in _INITIALS_ACT.finditer(names.text) for letters in match.groups() if letters}
    for letters, found in short.items():
        known = letters in names.known or _ABBREVIATIONS.fullmatch(letters)
        if len(set(found)) == 1 and letters in acting and not known:
            yield found[0], letters


def _key(name: str) -> str:
    return re.sub(r"[^a-zà-ÿ]+", " ", name.lower()).strip()


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
