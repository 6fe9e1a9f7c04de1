"""The outline of minutes: which meeting and which item of the agenda each piece of text belongs to.

1. A block that is headed 'Minutes of ... held ...' begins a meeting; the second such block begins the second one.
2. A number before a title, a heading, or a short label before a colon begins an item; the number of a paragraph
   within an item ('19.1') does not.
3. What stands in an item before 'Minutes:' on a saved page, and what begins 'To receive ...' right under a title,
   is the agenda, not what happened; where a page gives a decision and minutes, the minutes count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledger.drafting.agenda import DECISION, MINUTES, SKIP, leave_out_agenda
from ledger.drafting.document import Block, Document
from ledger.drafting.meeting_heads import heads_a_meeting
from ledger.drafting.names import Names
from ledger.drafting.sections import MeetingText, Passage, Section
from ledger.drafting.style import Style
from ledger.drafting.tables import tables_of

_NUMBER = re.compile(
    r"^(?:(?:Agenda\s+)?Item\s*(?:No\.?)?\s*|Minute\s*(?:No\.?)?\s*)?"
    r"(?P<n>(?:[A-Z]{1,5}[/ ]?)?\d{1,5}[a-z]?\d?\)?(?:[/-]\d{2,4}){1,2}(?:[-/]\d{1,4})?|[A-Z]{1,4}\d{1,4}|[A-Z]{2,6}[/-]\d{1,4}|\d{1,4}[A-Z]?)"
    r"(?P<stop>\s*[.):]\s*|\s*[-–—]\s+|\s{1,}|$)(?P<rest>.*)$",
    re.DOTALL,
)
_SUB = re.compile(
    r"^\(?(?P<n>\d{1,4}(?:\.\d{1,3}){1,3}|\d{1,3}\s?\([a-z]\)|[A-Z]\.?\d{1,2})\.?\s+(?P<rest>.+)$", re.DOTALL
)
_LABEL = re.compile(r"^(?P<t>[A-Z“\"'‘][^:.?!;]{2,110}?)\s*:\s*[-–—]*\s*(?P<rest>.*)$", re.DOTALL)
_LIST_LABEL = re.compile(r"^(?P<t>[A-Za-z][A-Za-z ’'/-]{2,40}?)\s*(?::|$)")
_TITLE = re.compile(r"^[A-Z0-9‘“\"'(£][^.!;]{2,140}$")
_ICON = re.compile(r"\s*(?:pdf icon\s*)?PDF\s+\d+\s*[KM]B.*$", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"^(?:And\s+)?(?:Resolved|It was|It is|Repl(?:y|ies)|Answers?|Response|Signed|Dated?|Action|Agreed|Noted|Carried|Cllrs?|Councillors?|Mrs?|Ms|Dr|For|"
    r"Against|Abst\w*|Until|From|Via|Crs?|Hon|Conflict of|Casting|Motion|Proposed|Seconded|Proposer|Voting|Vote|Venue|Time|Place|Present|That|Reasons?|Options?|Alternative|Date|Draft|Unanim|The (?:meeting|Chair)|"
    r"All |None|No |Not |Moved|On (?:a|the)|Nominated|Amendment|Substantive|Procedural|Confirmed|Unconfirmed|Final|Approved|Voting|Recorded|\d[\d &]*\s+(?:Councillor|Cllr)|Mayor |The (?:Mayor|Clerk|Town Clerk))\b"
    r"|^[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]*)+ \([A-Z][A-Za-z]{1,3}\)",
    re.IGNORECASE,
)


_CAPITALS = re.compile(
    r"^(?P<t>[A-Z][A-Z0-9 ,.’'&()/?“”\"–-]{3,200}?[A-Z0-9)’'?])\s*(?:[–—-]\s*|:\s*|\.\s+|\s+)(?P<rest>(?:(?:[A-Z]|To )[a-z’'\u2019]|[A-Z] [a-z]).*)$",
    re.DOTALL,
)


_TITLE_THEN_TEXT = re.compile(r"^(?P<t>[A-Z][^.:;?!]{2,70})[.:]\s+(?P<rest>[A-Z].*)$", re.DOTALL)
_HEADED = re.compile(r"^(?:(?P<n>\d{1,4}[a-z]?)[.)]\s+(?P<t>\S.*)|Item (?P<alone>\d{1,4}[a-z]?(?:\.\d+)*))$")


def _is_item_text(rest: str) -> bool:
    label = _LABEL.match(rest)
    return not rest or bool(label) or bool(_CAPITALS.match(rest)) or not rest.rstrip().endswith((".", ";", ",", "and"))


class Outliner:
    """Walks over the blocks of one meeting and cuts them into sections."""

    def __init__(self, blocks: Iterable[Block], style: Style, names: Names) -> None:
        self.style = style
        self.names = names
        self.blocks = list(blocks)
        self.sections = [Section(None, "", None)]
        self.last_number: int | None = None
        self.in_list = False
        self.one_line_house = False
        self.letters = self._letters()
        self.prefix = self._house()
        page = next((m[1] for b in self.blocks[:6] if (m := re.search(r"^Meeting:.*\(Item\s+(\w+)\)", b.text))), "")
        self.item_of_page = page
        self.numbers_pages = sum(bool(re.fullmatch(r"\d{1,3}", block.text)) for block in self.blocks) >= 2
        self.by_minute = sum(bool(re.match(r"(?i)minute\s+(?:no\.?\s*)?\d", block.text)) for block in self.blocks) >= 3
        self._heads = sum(block.kind == "heading" for block in self.blocks) >= 4

    def _letters(self) -> str:
        """The letters before the numbers of all items ('HWB 22', 'LSC/11.'), or nothing."""
        runs: dict[str, list[int]] = {}
        for block in self.blocks:
            if match := re.match(
                r"^([A-Z]{2,6}(?:[ ./-]?\d{2,4}[./-](?=\d))?)[ ./-]{0,2}(\d{1,4})\b(?![/\d])\W{0,3}(?=[A-Z])",
                block.text,
            ):
                run = runs.setdefault(match[1], [])
                if not run or run[-1] < int(match[2]) <= run[-1] + 3:
                    run.append(int(match[2]))
        return (
            max(runs, key=lambda letters: len(runs[letters]), default="")
            if max(map(len, runs.values()), default=0) > 2
            else ""
        )

    def _house(self) -> str:
        """How this document numbers its items: `plain` ('5.', '3291.'), `slash` ('64/2122'), or `none`."""
        slash = 0
        run: list[int] = []
        bare: list[int] = []
        counted: list[int] = []
        for block in self.blocks:
            match = _NUMBER.match(f"{block.marker} {block.text}".strip() if block.kind != "item" else block.text)
            if not match or _SUB.match(block.text):
                continue
            if re.search(r"\d[a-z]?\d?\)?[/]\d", match["n"]) and not re.fullmatch(
                r"\d{1,2}/\d{1,2}/\d{2,4}", match["n"]
            ):
                slash += 1
            elif _is_item_text(match["rest"]) and (
                match["stop"].strip()[:1] in (".", ")", ":")
                or (
                    match["rest"][:1].isupper()
                    and len(match["rest"]) < 90
                    and ((not run and match["n"] == "1") or (run and match["n"] == str(run[-1] + 1)))
                )
            ):
                value = int(re.sub(r"\D", "", match["n"]))
                if not run or run[-1] < value <= run[-1] + 3:
                    run.append(value)
            if re.fullmatch(r"\d{1,4}", match["n"]):
                if match["stop"].strip() == ".":
                    counted.append(int(match["n"]))
                elif not match["stop"].strip() and match["rest"].isupper() and len(match["rest"]) < 90:
                    bare.append(int(match["n"]))
        if len(run) < 3 and (_count_up(bare, 3) or (_count_up(counted, 5) and counted[0] == 1)):
            return "slash" if slash >= 3 else "plain"
        return "plain" if self.letters else "slash" if slash >= 3 else "plain" if len(run) >= 3 else "none"

    def run(self) -> list[Section]:
        """The sections, the first being what stands before any item."""
        waiting: Section | None = None
        for block in self.blocks:
            label = _LIST_LABEL.match(block.text)
            if (label and self.style.list_of(label["t"])) or re.search(r"(?i)\bwere present\s*:$", block.text):
                self.in_list = True
            elif len(block.text) > 110 or re.match(r"^\d", block.text) or block.kind == "heading":
                self.in_list = False
            if self._one_line(block):
                continue
            if waiting and not waiting.title and (self._may_be_title(block) or _next_cell(waiting, block)):
                waiting.title = _clean_title(block.text)
                waiting.title_block = block
                told = _TITLE_THEN_TEXT.match(block.text) if _next_cell(waiting, block) else None
                label = told or _LABEL.match(block.text)
                if label:
                    waiting.title = _clean_title(label["t"])
                    self._add(block, label.start("rest"))
                waiting = None
                continue
            waiting = None
            section = self._begins(block)
            if section is not None and not section.title and len(self.sections) > 2:
                above = self.sections[-2]
                if (
                    above.title
                    and above.number is None
                    and not above.passages
                    and not self.style.about(above.title) & {"motions"}
                ):
                    # The number stands below its title.
                    above.number = section.number
                    self.sections.pop()
                    continue
            if section is not None:
                waiting = section if not section.title else None
                continue
            self._add(block, 0)
        for section in self.sections:
            first = section.passages[0].text[:70].split(".")[0] if section.title == "-" and section.passages else ""
            section.about = self.style.about(first or section.title)
            leave_out_agenda(section)
        return self.sections

    def _one_line(self, block: Block) -> bool:
        """An item whose title, purpose and minutes stand in one line, as some exports of pages have them."""
        if self.one_line_house and re.match(r"^Minutes:\s+\S.{20,}", block.text):
            self._open(None, "-", block)
            self._add(block, len("Minutes:"))
            return True
        match = re.match(
            r"^(?P<t>[A-Z].{0,90}?)\s*(?P<p>\bTo [a-z]+ .{5,400}?)?\s+Minutes:\s+(?P<rest>\S.+)$", block.text, re.DOTALL
        )
        if not match or not (match["p"] or match["t"].startswith("To ") or self.style.about(match["t"])):
            return False
        self._open(None, _clean_title(match["t"]), block)
        self._add(block, match.start("rest"))
        self.one_line_house = True
        return True

    def _may_be_title(self, block: Block) -> bool:
        label = _LABEL.match(block.text)
        if label and len(label["t"]) < 90 and not MINUTES.match(block.text):
            return True
        return len(block.text) < 160 and not block.text.rstrip().endswith((".", ";")) and not MINUTES.match(block.text)

    def _add(self, block: Block, offset: int) -> None:
        text = block.text[offset:]
        if self.numbers_pages and re.fullmatch(r"\d{1,3}", text.strip()):
            return
        sub = _SUB.match(text)
        if sub and "." in sub["n"] and re.match(r"\d", text):
            offset += sub.start("rest")
            text = block.text[offset:]
        if text.strip():
            self.sections[-1].passages.append(Passage(block, offset + len(text) - len(text.lstrip()), text.strip()))

    def _open(self, number: str | None, title: str, block: Block) -> Section:
        section = Section(number, title, block)
        self.sections.append(section)
        return section

    def _begins(self, block: Block) -> Section | None:
        """The section that a block begins; what stands behind its title on the same line is its first passage."""
        text = block.text
        if SKIP.match(text):
            return None
        numbered = self._numbered(block)
        if numbered:
            number, rest, offset = numbered
            label = _LABEL.match(rest)
            if not rest:
                return self._open(number, "", block)
            if (capitals := _CAPITALS.match(rest)) and not re.match(r"(?:RESOLVED|AGREED|NOTED)\b", rest):
                section = self._open(number, _clean_title(capitals["t"]), block)
                self._add(block, offset + capitals.start("rest"))
                return section
            if label and len(label["t"]) < 130:
                section = self._open(number, _clean_title(label["t"]), block)
                self._add(block, offset + label.start("rest"))
                return section
            if (
                len(rest) < 150
                and not rest.rstrip().endswith((".", ";"))
                and not re.match(r"There (?:was|were)\b", rest)
            ):
                return self._open(number, _clean_title(rest), block)
            dash = re.match(r"^(?P<t>[A-Z][^.:;]{2,90}?)\s+[–—-]\s+(?P<rest>[A-Z].*)$", rest, re.DOTALL)
            if dash and not dash["t"].lower().startswith(("councillor", "cllr")):
                section = self._open(number, _clean_title(dash["t"]), block)
                self._add(block, offset + dash.start("rest"))
                return section
            short = re.match(r"^(?P<t>[A-Z][^.:;]{2,70})\.\s+(?P<rest>[A-Z].*)$", rest, re.DOTALL)
            if short and _is_title_case(short["t"]):
                section = self._open(number, _clean_title(short["t"]), block)
                self._add(block, offset + short.start("rest"))
                return section
            if re.fullmatch(r"[A-Z][^.:;]{2,70}\.", rest) and not re.search(
                r"\b(?:was|were|is|are|be|has|had|have|will|to)\b", rest
            ):
                return self._open(number, _clean_title(rest), block)
            section = self._open(number, "", block)
            section.title = "-"
            self._add(block, offset)
            return section
        if block.kind == "heading" and not self.style.list_of(text) and not heads_a_meeting(text):
            label = _LABEL.match(text)
            if label and label["rest"]:
                section = self._open(None, _clean_title(label["t"]), block)
                self._add(block, label.start("rest"))
                return section
            if headed := _HEADED.match(text):
                return self._open(headed["n"] or headed["alone"], _clean_title(headed["t"] or "") or "-", block)
            return self._open(None, _clean_title(text), block)
        if block.cell is not None:
            return None
        if self._is_short_title(block):
            return self._open(None, _clean_title(text), block)
        label = _LABEL.match(text)
        counted = label and re.fullmatch(r"(?i)(?:none|nil)\s+0", label["rest"].strip())  # a line of a recorded vote
        if label and not counted and len(label["t"]) < 75 and self._is_known_label(label["t"]):
            section = self._open(None, _clean_title(label["t"]), block)
            self._add(block, label.start("rest"))
            return section
        return None

    def _is_known_label(self, title: str) -> bool:
        if self.style.list_of(title) and self.style.list_of(title) != "apologies":
            return False
        return (
            bool(self.style.about(title))
            and len(title.split()) <= 9
            and not re.match(
                r"(?i)action|resol|(?:(?:substantive )?motion|amendment)(?:\s*\([^()]*\))?$|motion (?:status|to|that)\b|question(?: \d+)?$|answer$|(?:(?:members|councillors|those) )?(?:voting|voted|votes?|for|against|abst)\b",
                title,
            )
        )

    def _is_short_title(self, block: Block) -> bool:
        text = block.text.strip()
        if block.kind == "item" or len(text) > 90 or not _TITLE.match(text):
            return False
        if self.style.list_of(text) and not (text.isupper() and self.style.list_of(text) == "apologies"):
            return False
        if (
            _NO_TITLE.match(text.lstrip("“\"‘'"))
            or re.search(r"\s[–—-]\s", text)
            or (self.in_list and not self.style.about(text))
        ):
            return False
        if self.names.labels_person(text) or heads_a_meeting(text) or re.fullmatch(r"The \w+:", text):
            return False
        if re.match(r"^(?:[a-z]\)|\(|[•●])", text) or MINUTES.match(text) or DECISION.match(text):
            return False
        words = [w for w in re.findall(r"[A-Za-z’'-]+", text) if len(w) > 3]
        if not text.isupper() and re.search(
            r"\b(?:RESOLVED|AGREED|APPROVED|NOTED|REFUSED|DEFERRED|RECOMMENDED|GRANTED|ORDERED|DECIDED)\b", text
        ):
            return False
        if not words or text.endswith(","):
            return False
        if (
            text.isupper()
            and len(words) >= 1
            and len(text) > 5
            and not re.match(r"^(?:RESOLVED|AGREED|ACTION|CARRIED|LOST|RECOMMENDED|NOTED|QUESTIONS?$|REPLY)", text)
        ):
            return True
        known = self.style.about(text) & {"actions", "decisions"}
        if (known and len(text.split()) <= 4 and not re.match(r"(?i)actions?:?$", text)) or re.match(
            r"(?i)actions:?$", text
        ):
            return True
        if self.prefix != "none" or self.house_of_headings():
            return False
        if (
            heads_a_meeting(text)
            or (self.style.list_of(text) and not text.isupper())
            or (re.search(r"\d{4}\s*$", text) and not self.style.about(text))
        ):
            return False
        if text.endswith(":") and re.search(r"(?i)\b(?:resolved|agreed|decided|recommended)\b", text):
            return False
        if text.endswith(":"):
            return len(words) <= 7 and sum(w[0].isupper() for w in words) >= len(words) * 0.5
        if len(self.sections) == 1 and not self.style.about(text):
            return False
        return sum(w[0].isupper() for w in words) >= len(words) * 0.6 and not text.endswith((")", "?"))

    def house_of_headings(self) -> bool:
        """Whether the document marks its headings itself."""
        return self._heads

    def _numbered(self, block: Block) -> tuple[str, str, int] | None:
        text = (block.marker + " " if block.marker and block.kind != "item" else "") + block.text
        shift = len(text) - len(block.text)
        if block.cell is not None and (block.cell.column > 0 or not _NUMBER.match(text)):
            return None
        lettered = re.match(r"^(?P<n>\d{1,4}\s?(?:\([a-z]\)|[a-z])[.)]?)\s+(?P<rest>[A-Z].{2,120})$", text)
        if lettered and not text.rstrip().endswith("."):
            return (
                lettered["n"].rstrip(".)") + (")" if "(" in lettered["n"] else ""),
                lettered["rest"],
                max(lettered.start("rest") - shift, 0),
            )
        if _SUB.match(text) or re.fullmatch(r"\d{1,3}", text):
            return None
        if self.house_of_headings() and block.kind not in ("heading", "cell"):
            return None
        if (
            self.prefix == "none"
            and len(self.sections) > 1
            and self.sections[-1].number is None
            and not (self.item_of_page and text.startswith(self.item_of_page))
        ):
            return None
        if self.style.about(self.sections[-1].title) & {"actions", "decisions"} and re.match(r"^\d{1,2}[.)]?\s", text):
            own = re.match(r"^(\d{1,2})\.\s+[A-Z]", text)
            goes_on = own and self.last_number is not None and int(own[1]) == self.last_number + 1
            if not own or not goes_on or text.rstrip().endswith(".") or len(text) > 90 or self._in_list(int(own[1])):
                return None
        if self.letters:
            match = re.match(
                rf"^(?P<n>{re.escape(self.letters)}[ ./-]{{0,2}}\d{{1,4}})[.:)]?\s*[–-]?\s*(?P<rest>.*)$",
                text,
                re.DOTALL,
            )
            if not match:
                return None
            self.last_number = int(re.sub(r"\D", "", match["n"]))
            return match["n"], match["rest"].strip(), max(match.start("rest") - shift, 0)
        match = _NUMBER.match(text)
        if match and self.last_number is not None and re.match(r"(?i)minute\s", text) and not self.by_minute:
            return None  # 'Minute 6: ...' under matters arising tells of an item of the last meeting
        if not match or (self.prefix == "slash" and not re.search(r"\d[a-z]?\d?\)?[/]\d", match["n"])):
            return None
        number, rest = match["n"], match["rest"].strip()
        stop = match["stop"].strip()
        digits = re.match(r"[A-Z/ ]*(\d+)", number)
        value = int(digits[1]) if digits else 0
        slash = bool(re.search(r"\d[a-z]?[/-]\d", number)) and not re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}", number)
        if not slash:
            if re.match(r"(?i)(?:for|against|abst\w*|votes?)\b|&|(?:and\s+\d)", rest):
                return None
            if not stop and re.match(r"(?:Councillor|Cllr)\b", rest):
                return None
            if (
                not stop
                and number != self.item_of_page
                and (
                    not re.fullmatch(r"\d{1,4}", number)
                    or not rest
                    or not rest[0].isupper()
                    or not self._follows(value)
                    or (self.last_number is None and value > 400)
                )
            ):
                return None
            if (
                not stop
                and number != self.item_of_page
                and block.kind != "heading"
                and not (_is_title_case(rest) or rest.isupper() or _CAPITALS.match(rest))
            ):
                return None
            if rest and not (
                rest[0].isupper() or rest[0] in "“\"‘'(£" or (stop and rest[0].isdigit() and _is_title_case(rest))
            ):
                return None
            if not self._follows(value):
                return None
            if rest and rest.rstrip().endswith((";", ", and", "; and")):
                return None
            if (
                self.sections[-1].passages
                and _opens_list(self.sections[-1].passages[-1].text)
                and value <= 2
                and value != (self.last_number or 0) + 1
            ):
                return None
            if self.sections[-1].passages and self._in_list(value):
                return None
            if re.match(r"^(?:19|20)\d\d$", number) or re.match(r"^(?:members? of the public|%|pm\b|am\b)", rest):
                return None
        self.last_number = value
        offset = max(match.start("rest") - shift, 0)
        offset += len(match["rest"]) - len(match["rest"].lstrip())
        return number, rest, offset

    def _follows(self, value: int) -> bool:
        """Whether a number can be that of the next item: lists within an item begin again with 1."""
        if self.last_number is None:
            return True
        return self.last_number < value <= self.last_number + 12

    def _in_list(self, value: int) -> bool:
        """Whether the passages of the item are in the middle of a list that this number continues."""
        passages = self.sections[-1].passages
        if value == 1 and _opens_list(passages[-1].text) and not self.style.list_of(passages[-1].text):
            return True
        for passage in reversed(passages[-12:]):
            match = re.match(r"^\(?(\d{1,2})[.)]\s", passage.text)
            if match:
                return int(match[1]) == value - 1
        return False


def _count_up(numbers: list[int], least: int) -> bool:
    """Whether these are the numbers of a whole document: each one more than the last, none of them twice."""
    return len(numbers) >= least and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _next_cell(section: Section, block: Block) -> bool:
    """Whether the block stands in the cell beside the number of the section."""
    number = section.title_block
    if number is None or number.cell is None or block.cell is None:
        return False
    return (number.cell.table, number.cell.row) == (block.cell.table, block.cell.row)


def _opens_list(text: str) -> bool:
    return bool(re.search(r"(?:[:;]|:\s*[-–—]|\bthat)\s*$", text))


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z’'-]+", text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= len(words) * 0.5


def _clean_title(text: str) -> str:
    return _ICON.sub("", text).strip(" :.-–—*|_")


def parts_of(document: Document, style: Style, names: Names) -> list[MeetingText]:
    """The meetings of a document: each with the blocks before its first item, and its items."""
    groups: list[list[Block]] = [[]]
    tables = list(tables_of(document, names))
    apart = {table.number for table in tables}
    for block in document.blocks:
        again = heads_a_meeting(block.text) and len(groups[-1]) > 8
        if again and any(heads_a_meeting(earlier.text) for earlier in groups[-1]):
            groups.append([])
        groups[-1].append(block)
    out = []
    for group in groups:
        running = [block for block in group if block.cell is None or block.cell.table not in apart]
        sections = Outliner(running, style, names).run()
        inside = {block.start for block in group}
        head = []
        for block in running:
            if len(sections) > 1 and block is sections[1].title_block:
                break
            head.append(block)
        out.append(MeetingText(head, sections, tuple(table for table in tables if table.start in inside)))
    return out
