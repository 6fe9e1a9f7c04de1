"""Lines to paragraphs: joins what was broken to fit a page, and keeps apart what is a list.

A text with blank lines between paragraphs needs no guess. In others a line was broken by the width of the page if
the first word of the next line would not have fitted any more; every other break is the writer's own. A text that
lost its breaks altogether is cut before the numbers of its items, which count up, and before the labels of its lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_MARKER = re.compile(
    r"\s*(?:[•●▪·○\uf0b7*\-–—]\s|\(?(?:\d{1,4}|[a-z]|[ivx]{1,4})[.)](?:\s|$)|\((?:\d{1,3}|[a-z]|[ivx]{1,4})\)|\d{1,3}\.\d{1,2}\s|Item \d{1,3}\s*[:.–-]|\d{2,4}/\d{3,5}/[A-Z])",
    re.IGNORECASE,
)
_BARE_MARKER = re.compile(r"\s*(?:[•●▪·○\uf0b7]|\(?(?:[a-z]|[ivx]{1,4})\)|\d{1,3}\.?)\s*$", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:\b(?:the|a|an|of|to|by|for|and|or|in|on|at|with|from|that|cllr|cllrs|councillors?|mr|mrs|ms|dr|is|was|be|its|"
    r"their|this|these|which)\.?|[,&–-])\s*$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\s*[A-Z]\S+(?: \S+){1,3} \([A-Z][A-Za-z]{1,3}\)")
_LABEL = re.compile(r"\s*[A-Z][\w’' /&-]{1,38}:(?:\s|$)")
_IN_COLUMN = re.compile(r"(?:[A-Z](?:[\w’'-]*|\.)\s?){2,5}(?:\([^()]{2,40}\))?")
_PAGE_NUMBER = re.compile(r"\s*(?:[-–—]\s*(?:Page )?\d{1,3}\s*[-–—]|(?i:page) \d{1,3}(?: of \d{1,3})?)\s*")
_POST = re.compile(
    r"(?i)\b(?:chair\w*|director|officer|manager|partner|secretary|clerk|member|governor|lead|mayor|representative|treasurer|trustee|nurse|observer)\b"
)
_CHUNK = re.compile(r"[^\s](?:[^\s]| {1,2}(?=[^\s]))*")
_LABEL_ALONE = re.compile(r"[A-Z][A-Za-z’' /&-]{2,40}:")
_WITH_INITIALS = re.compile(
    r"\s*(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Rev|Sir|Dame|Cllr|Councillor)\.? )?(?P<a>[A-Z])[\w’'-]+(?: [A-Z][\w’'-]+)? (?P<b>[A-Z])[\w’'-]+"
    r" \(?(?P=a)[A-Z]?(?P=b)[a-z]{0,2}\)?(?:\s+[A-Z]|\s*$)"
)  # 'Dr Asha Rao AR Clinical Chair'
_BEFORE_A_DASH = re.compile(r"\s*(?:[A-Z][\w’'-]*[a-z] ){2,3}[–-] [A-Z]")  # 'Joan Marsh – Independent Chair'
_REFERENCE = re.compile(r"\s*[A-Z][A-Za-z]{0,5}/\d{1,5}/\S+\s")  # 'Cou/285/07-08 Present'
_PERSON_ALONE = re.compile(r"\s*(?:[A-Z][\w’'-]*\.?\s){2,5}\([^()]{2,40}\)\s*(?:[-–]\s[^.]{2,30})?")
_BEFORE_A_GAP = re.compile(r"[A-Z][A-Za-z]+(?: [A-Za-z]+){0,2}(?:\s{4,}|\t)\S")  # a label in a column of its own
_CHANGE = re.compile(r"\s*(?:Proposed by|Seconded by|And Resolved|Resolved|Signed|Dated)\b", re.IGNORECASE)


_INLINE_ITEM = re.compile(r"(?<=[\w.)\]:?!])\s+(?P<n>\d{1,3})(?P<year>/\d{2,4})?(?P<stop>\.?)\s+(?=[A-Z“\"‘])")
_INLINE_LABEL = re.compile(
    r"\s+(?=(?:(?:DRAFT |Draft )?(?:MINUTES|Minutes) (?:of|OF) (?:the|THE|an?)\b|Also,? in [Aa]ttendance\b)|(?:Present|PRESENT|In [Aa]ttendance|IN ATTENDANCE|Also [Pp]resent|Apologies(?: for [Aa]bsence)?|Absent)\s*:)"
)
_PAGE = re.compile(r"(?:^|\s)Page \d{1,3} of \d{1,3}(?:\s|$)")


def unfolded(paragraph: str) -> list[str]:
    """The paragraphs of a text that has lost its line breaks, or the paragraph as it is.

    1. Numbers that stand before a capital and count up, at least three of them, are those of items: '1. Apologies',
       '128/20 To receive'. A number that breaks the count belongs to a sentence.
    2. What stands before the first of them is the head: the labels of lists begin lines there.
    3. Within an item its number with a further one ('2.1', '2.2') begins a line.
    """
    if len(paragraph) < 500:
        return [paragraph]
    paragraph = _PAGE.sub(" ", paragraph).strip()
    cuts: list[tuple[int, int]] = []
    for house in (lambda m: m["year"], lambda m: m["stop"] and not m["year"]):
        found: list[tuple[int, int]] = []
        for match in filter(house, _INLINE_ITEM.finditer(paragraph)):
            number = int(match["n"])
            if (not found and (match["year"] or number == 1)) or (found and found[-1][1] < number <= found[-1][1] + 3):
                found.append((match.start("n"), number))
        if len(found) >= 3:
            cuts = found
            break
    if not cuts:
        return [paragraph]
    head = paragraph[: cuts[0][0]]
    out = [part.strip() for part in _INLINE_LABEL.split(head)]
    for (start, number), end in zip(cuts, [at for at, _ in cuts[1:]] + [len(paragraph)], strict=True):
        out += re.split(rf"\s+(?={number}\.\d{{1,2}}\.?\s+[A-Z])", paragraph[start:end].strip())
    return out


def without_columns(lines: Iterable[str]) -> Iterator[str]:
    """Lines of people that wide spaces set apart ('Ann Ash (Chair)     Bob Birch'), one below the other; other lines as they are.

    Where labels stand beside one another ('Members:     Officers:'), each comes before the people below it.
    """
    labelled: list[tuple[int, list[str]]] = []
    for line in lines:
        found = [(match.start(), match.group()) for match in _CHUNK.finditer(line)]
        parts = [part for _, part in found]
        if not labelled and _is_with_post(parts):
            yield "\t".join((" ".join(parts[:-1]), parts[-1]))
            continue
        people = bool(parts) and all(map(_IN_COLUMN.fullmatch, parts))
        if labelled and people:
            for start, part in found:
                min(labelled, key=lambda column: abs(column[0] - start))[1].append(part)
            continue
        yield from (entry for _, column in labelled for entry in column)
        labelled = []
        if len(parts) > 1 and all(map(_LABEL_ALONE.fullmatch, parts)):
            labelled = [(start, [part]) for start, part in found]
        elif len(parts) > 2 and parts[0].endswith(":") and all(map(_IN_COLUMN.fullmatch, parts[1:])):
            yield from (" ".join(parts[:2]), *parts[2:])
        elif len(parts) > 1 and people:
            yield from parts
        else:
            yield line
    yield from (entry for _, column in labelled for entry in column)


def _is_with_post(parts: list[str]) -> bool:
    """Whether a person stands in one column and the post in that beside it, perhaps behind a label."""
    if len(parts) not in (2, 3) or (len(parts) == 3 and not parts[0].endswith(":")):
        return False
    return bool(_POST.search(parts[-1])) and "(" not in parts[-1] and bool(_IN_COLUMN.fullmatch(parts[-2]))


def tabulated(lines: list[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Runs of lines, each with the table behind it that wide spaces lay out: three rows or more of as many cells, or none."""
    run: list[str] = []
    at = 0
    while at < len(lines):
        rows = _rows_from(lines, at)
        if len(rows) > 2:
            yield run, [[text for _, text in row] for row in rows]
            run, at = [], at + len(rows)
        else:
            run.append(lines[at])
            at += 1
    yield run, []


def _rows_from(lines: list[str], at: int) -> list[list[tuple[int, str]]]:
    rows: list[list[tuple[int, str]]] = []
    for line in lines[at:]:
        row = [(match.start(), match.group()) for match in _CHUNK.finditer(line)]
        first = rows[0] if rows else row
        below = len(row) == len(first) and all(abs(a - b) < 3 for (a, _), (b, _) in zip(row, first, strict=True))
        if (
            len(row) < 3
            or not below
            or _MARKER.match(line)
            or row[0][1].endswith(":")
            or any(len(text) > 60 for _, text in row)
        ):
            break
        rows.append(row)
    return rows


def width_of(lines: Iterable[str]) -> int | None:
    """The width at which lines were broken, or None where they were not: the text has whole paragraphs as lines."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < 8 or lengths[-1] > 160:
        return None
    width = lengths[int(len(lengths) * 0.97) - 1]
    near = sum(1 for length in lengths if length >= width * 0.8)
    return width if width >= 50 and near >= len(lengths) * 0.15 else None


def paragraphs(lines: list[str], width: int | None = None) -> list[str]:
    """Paragraphs made of the lines: `width` is where lines were broken, None where breaks are all meant."""
    out: list[str] = []
    previous, hanging = "", -1
    for line in without_page_numbers(lines):
        if not line.strip():
            previous, hanging = "", -1
            continue
        indent = len(line) - len(line.lstrip())
        hangs = indent == hanging and not _MARKER.match(line)  # below the words of a list's part, not below its mark
        if previous and out and (hangs or _continues(previous, line, width)):
            out[-1] += " " + line.strip()
        else:
            out.append(line.strip())
            mark = _MARKER.match(line)
            hanging = mark.end() + len(line[mark.end() :]) - len(line[mark.end() :].lstrip()) if mark and indent else -1
        previous = line
    return out


def without_page_numbers(lines: Iterable[str]) -> Iterator[str]:
    """The lines without those that number pages ('- 2 -', 'Page 2 of 7'); a sentence that a page breaks goes on."""
    kept: list[str] = []
    at_break = False
    for line in lines:
        if _PAGE_NUMBER.fullmatch(line):
            at_break = True
            continue
        if at_break and line.strip():
            before = next((k for k in range(len(kept) - 1, -1, -1) if kept[k].strip()), -1)
            if before >= 0 and line.strip()[0].islower() and not kept[before].rstrip().endswith((".", ":", "?", "!")):
                del kept[before + 1 :]
            at_break = False
        kept.append(line)
    yield from kept


def _continues(previous: str, line: str, width: int | None) -> bool:
    ended = previous.rstrip()
    if _BARE_MARKER.match(previous) and not re.match(r"\s*\d", previous):
        return not _MARKER.match(line)
    if _MARKER.match(line) and not _OPEN.search(ended):
        return False
    is_label = _LABEL_ALONE.fullmatch(line.strip()) and not re.search(r"[a-z]$", ended)
    if _CHANGE.match(line) or _REFERENCE.match(line) or is_label:
        return False
    if _WITH_INITIALS.match(line) or _BEFORE_A_DASH.match(line):
        return False
    if re.search(r"(?:,|\band)\s(?:[A-Z]\.?\s?){1,3}$", ended) and re.match(r"\s*(?:[A-Z]\.?\s)*[A-Z][a-z]", line):
        return True  # within a name: 'Miss P E Fordham, J' and 'D Saville'
    if _PERSON.match(line) or _PERSON_ALONE.fullmatch(line) or _BEFORE_A_GAP.match(line):
        return False
    begin = line.lstrip()[:1]
    if begin.islower() and not ended.endswith((".", "?", "!", ":", ";")):
        return True
    if begin in "€£(" and len(ended) > 60 and not ended.endswith((".", "?", "!", ":", ";")):
        return True
    if _OPEN.search(ended) and not ended.endswith(("–", "-")):
        return True
    if width is None or ended.endswith(":"):
        return False
    if re.search(r"\([^()]*$|(?<!\.)\b[A-Z]\.$", ended):
        return True
    word = line.split()[0]
    full = len(ended) + 1 + len(word) > width * 0.93
    if ended.endswith((".", "?", "!")):
        return full and not _LABEL.match(line) and len(ended) > width * 0.85
    return full and not _LABEL.match(line)
