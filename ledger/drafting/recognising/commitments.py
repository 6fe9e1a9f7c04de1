"""Commitments: who is to do what by when, from sentences, from 'Action:' labels and from sheets of actions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.drafting.days import MONTH
from ledger.drafting.name_patterns import PERSON, NameMatch
from ledger.drafting.names import BARE, PEOPLE, Names
from ledger.drafting.sections import MeetingText, Passage, Section
from ledger.drafting.statements import Commitment, Support
from ledger.drafting.style import Style, either
from ledger.drafting.tables import Table

_DUE = re.compile(
    r"\b(?P<d>(?:by|before|ahead of|for|at|to|in time for)\s+(?:the\s+)?(?:(?:end|close|middle|beginning|start)\s+of\s+[\w ]{3,25}|next\s+(?:\w+\s+){0,3}?meeting|following\s+(?:\w+\s+)?meeting|"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s*,?\s*)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:\s+\d{{4}})?|{MONTH}(?:\s+\d{{4}})?(?:\s+meeting)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|"
    rf"as soon as (?:possible|practicable)|asap|ASAP|immediately|within\s+(?:the next\s+)?[\w-]+\s+(?:working\s+)?(?:days?|weeks?|months?)|in\s+(?:the\s+)?{MONTH}(?:\s+\d{{4}})?|next\s+(?:week|month|meeting)|"
    r"(?:this|tomorrow)\s+(?:week|month|evening|afternoon|morning)|on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+evening)?|in the (?:coming|next few) (?:days|weeks|months)|at a future [Mm]eeting(?: of the \w+)?|in due course|by (?:the )?(?:half[- ]term|Christmas|Easter|spring|summer|autumn|winter|year[- ]end))\b",
)
_LABEL = re.compile(
    r"(?:^|[.;)\]]\s+|\(|\[|–\s|-\s)(?P<label>ACTIONS?|Actions?|AP\d*|Action [Pp]oint)\s*(?:\d+(?:\.\d+)?|[A-Z]{2}\d*)?\s*[:–-]\s*(?P<rest>[^\])]+)"
)
_NOT_TASK = re.compile(r"(?i)\b(?:if|whether|when|had been|would like|wishes|is able|in order)\s*$")
_IMPERATIVES = frozenset(
    ["re-agenda", "discuss", "arrange", "liaise", "chase", "write", "ask", "obtain", "invite", "circulate"]
)
_NOUNS = frozenset(
    [
        "report",
        "update",
        "email",
        "contact",
        "work",
        "visit",
        "request",
        "issue",
        "review",
        "place",
        "order",
        "post",
        "draft",
        "call",
        "share",
        "sign",
        "return",
        "reply",
    ]
)

# What stands at the end of minutes, below a list of actions that is the last of its items.
_OF_THE_MEETING = re.compile(
    r"(?i)(?:there being no (?:further|other)\b|(?:the |this )?(?:meeting|business|chair\w*|mayor)\b[^.]{0,60}\b(?:closed|ended|concluded|finished|adjourned|rose)\b"
    r"|(?:the )?(?:(?:date|time|venue|place)s?(?:,| and| &|/)? ?){1,3}(?:of|for) (?:the )?(?:next|future)\b|(?:the )?next (?:\w+ )?meetings?\b|(?:signed|chair\w*)\s*[:.…_])"
)
_SHEETS = ("sheet of actions", "list of actions")
_BY_BELOW = re.compile(r"^By:\s*(?P<who>[^;]+?)(?:;\s*due\s+(?P<due>.+?))?\.?$")


class CommitmentFinder:
    """Finds the commitments of the items of one document."""

    def __init__(self, style: Style, names: Names) -> None:
        self.style = style
        self.names = names
        task = rf"(?:{either(style.tasks)})"
        roles = (
            r"(?:[Tt]he\s+)?(?:[A-Z][\w’'/-]*\s+|(?:of|and|for|&|to|the)\s+){0,6}(?:Officers?|Director|Manager|Engineer|Clerk|Secretary|Head|Chief Executive|Superintendent|Leader|Planner|Solicitor|Lead|"
            r"Chair(?:man|person|woman)?|Commissioner|Inspector|Surveyor|Architect|Auditor|Registrar|Advis[eo]r|Mayor|Governor|Administrator|Accountant|Consultant|Team|Service|Department|Nurse|Coordinator|Co-ordinator|Treasurer|Warden|Headteacher|Executive)(?:\s+(?:of|for)\s+[A-Z][\w&]*(?:\s+(?:and|&|of)\s+[A-Z]\w*|\s+[A-Z]\w*){0,5})?"
        )
        self.who = rf"(?:{PEOPLE}|(?:\b(?i:{either(style.actors)})\b)|\b{roles})"
        self.who = rf"(?:{self.who}|\b[Tt]he (?:[a-z]+ ){{0,2}}(?:officer|adviser|clerk|manager|director|solicitor|engineer|inspector|secretary|treasurer|warden|surveyor|caretaker)\b)"
        self.who_known = self.who
        self.who = (
            rf"(?:{self.who}|^(?:[A-Z]\w+|{PERSON})(?: [A-Z][\w’'-]+)?(?=\s+(?:to|will|agreed|undertook|offered)\b))"
        )
        both = rf"(?P<who>{self.who}(?:\s*(?:and|&|/|,)\s*{self.who})*)"
        any_verb = r"(?P<what>(?:also\s+|then\s+)?(?!be\b|have\b|its\b|their\b|his\b|her\b|this\b|these\b|that\b|the\b|a\b|an\b|accept\b|note\b|defer\b|approve\b)[a-z-]{2,}\b.*)$"
        self.agreed_to = names.pattern(
            rf"(?P<who>{PEOPLE}|^(?:[A-Z]\w+|{PERSON}) [A-Z][\w’'-]+|\b[Tt]he (?:Vice[- ]?)?Chair(?:man|person|woman)?(?: and Vice[- ]?Chair\w*)?|\b(?:[Tt]he )?(?:Clerk|Town Clerk|Parish Clerk)|\b{roles})\s+(?:also\s+|has\s+)*(?:agreed|undertook|offered|volunteered|promised)\s+to\s+{any_verb}",
            re.DOTALL,
        )
        ahead = rf"(?P<what>(?:(?:also|then|therefore|now|formally|either)\s+)?{task}\b.*)$"
        self.to = names.pattern(
            rf"(?:^|[:;–-]\s+|\.\s+|,\s+(?:and\s+|therefore\s+)?|\b[Aa]greed\s+(?:that\s+)?){both}\s+to\s+{ahead}",
            re.DOTALL,
        )
        self.will = names.pattern(
            rf"{both}\s*,?\s+(?:also\s+|therefore\s+|then\s+|kindly\s+|both\s+|has\s+|have\s+|further\s+|in turn\s+)*(?:will(?:\s+now|\s+also|\s+then)?|shall|(?:agreed|undertook|undertaken|offered|volunteered|promised|committed|agree|is|are|was|were|would be|be|has been)"
            rf"(?:\s+(?:asked|requested|instructed|tasked|authorised|directed|happy|due))?\s+to)\s+{ahead}",
            re.DOTALL,
        )
        self.said = names.pattern(
            rf"{both}\s+(?:\w+ly\s+)?(?:stated|advised|said|agreed|confirmed|undertook|reported|indicated|responded|replied|explained|noted|suggested)\b[^.]{{0,30}}?\s+(?:that\s+)?(?:he|she|they|it|officers|this)\s+(?:would|will)\s+(?:also\s+|then\s+|be\s+)?{ahead}",
            re.DOTALL,
        )
        self.would = names.pattern(rf"^{both}\s+would\s+(?:also\s+|then\s+|now\s+)?{ahead}", re.DOTALL)
        self.promised = names.pattern(
            rf"{both}\s+(?:then\s+|also\s+)?(?:promised|undertook)\s+(?P<what>(?:an?|the|to)\s+(?:written\s+|full\s+)?(?:answer|reply|response|report|update|note|figures?|{task})\b.*)$",
            re.DOTALL,
        )
        self.to_any = names.pattern(rf"^(?P<who>{PEOPLE})\s+to\s+{any_verb}", re.DOTALL)
        self.surely = names.pattern(
            rf"^(?P<who>{PEOPLE})\s+would\s+(?:also\s+|then\s+)?(?P<what>(?:circulate|recirculate|send|email|share|write to|contact|report back|let|obtain|arrange|reply|respond)\b.*)$",
            re.DOTALL,
        )
        self.asked_that = names.pattern(
            rf"\b(?:agreed|suggested and agreed|resolved|RESOLVED)\s+(?:that\s+)?{both}\s+(?:should|would|will|shall)?\s*{ahead}",
            re.DOTALL,
        )
        self.several = names.pattern(PEOPLE)
        self.bare = names.pattern(
            rf"(?:^|[:;–-]\s+|\.\s+|&\s+|,\s+)(?P<who>(?i:clerk|chair(?:man)?|rfo)|{PERSON})\s+(?P<what>{task}\b(?!\s*[:–-]|\s+(?:of|was|is|has|had)\b).*)$",
            re.DOTALL,
        )
        self.to_action = names.pattern(
            rf"^\W*{both}\s+(?:to|will|would)\s+action(?:\s+(?:this|these|it))?\W*$", re.IGNORECASE
        )
        self.and_other = names.pattern(
            rf"\s*(?:&|,?\s*and)\s+{both}\s+(?:to|will|would)\s+(?P<what>{task}\b.*)$", re.DOTALL
        )
        self.behind = names.pattern(rf"\((?P<w>{self.who}|[A-Z]{{2,3}})\)\s*$|[–-]\s*(?P<w2>{self.who}|{BARE})\s*$")
        self.subject = names.pattern(
            rf"(?P<who>{self.who_known})\s+(?:(?:also|then|both|\w+ly)\s+)?(?:[a-z]+ed|said|gave|took|told|was|is|has|had|would|will)\b"
        )
        self.besides = names.pattern(rf"{self.who}|\b(?:and|all|&)\b|[\W]+")
        self.later = re.compile(
            rf"\b(?:but|and|she|he|they)\s+(?:will|would|undertook\s+to|promised\s+to|offered\s+to)\s+(?:also\s+)?(?P<what>(?:do so|{task})\b.*)$",
            re.DOTALL,
        )
        self.passive = re.compile(
            rf"\b(?:will|to|should|must)\s+(?:also\s+|now\s+|therefore\s+)?be\s+(?:\w+ly\s+)?(?P<v>{either(style.tasks_passive)})\b",
            re.DOTALL,
        )
        self.task_first = re.compile(rf"^(?P<v>{either(style.tasks)})\b", re.IGNORECASE)
        self.person_first = names.pattern(rf"^{both}\s*(?:to\s+|[-–:]\s*(?:to\s+)?|will\s+)?(?P<what>.*)$", re.DOTALL)

    def part(self, part: MeetingText) -> list[Commitment]:
        """The commitments of a meeting; what a list of actions repeats is taken once, as the list has it."""
        sheet = [c for table in part.tables if table.purpose == "actions" for c in self._table(table)]
        found: list[Commitment] = []
        for section in part.sections:
            if section.about & {"actions"} and "minutes" not in section.about:
                sheet += list(self._sheet(section))
            elif "next" not in section.about or len(section.passages) > 2:
                found += list(self._section(section))
        out = list(sheet)
        for commitment in found:
            said = [other for other in out if other.item == commitment.item or other.basis.rule in _SHEETS]
            if not any(_alike(commitment, other) for other in said):
                out.append(commitment)
        return out

    def _section(self, section: Section) -> Iterator[Commitment]:
        for passage in section.passages:
            if re.match(r"^(?:To\s+(?:receive|consider|note|approve|agree|discuss)\b)", passage.text):
                continue
            before = ""
            for sentence in passage.sentences():
                yield from self._sentence(section, passage, sentence.text, before)
                before = sentence.text

    def _sentence(self, section: Section, passage: Passage, text: str, before: str) -> Iterator[Commitment]:
        if before and (bare := self.to_action.match(text)):
            both = f"{before} {text}"
            yield self._made(section, passage, both if both in passage.text else text, bare["who"], before, "to action")
            return
        label = _LABEL.search(text)
        if label:
            yield from self._labelled(section, passage, text, label["rest"], text[: label.start()].strip() or before)
            return
        if text.endswith("?") or re.match(r"(?i)(?:if|should|when|whether)\b", text):
            return
        for rule, pattern in (
            ("said they would", self.said),
            ("agreed that somebody would", self.asked_that),
            ("somebody agreed to", self.agreed_to),
            ("somebody will", self.will),
            ("somebody promised", self.promised),
            ("somebody would, by a day", self.would),
            ("somebody would send", self.surely),
            ("somebody to", self.to),
            ("somebody to", self.to_any),
            ("somebody, a bare verb", self.bare),
        ):
            match = pattern.search(text)
            if not match or not self._is_task(match, text, rule):
                continue
            what = match["what"]
            more = self.and_other.search(what)
            yield self._made(section, passage, text, match["who"], what[: more.start()] if more else what, rule)
            if more:
                yield self._made(section, passage, text, more["who"], more["what"], rule)
            return
        later = self.later.search(text) if "keep an open mind" not in text else None
        subjects = [match["who"] for match in self.subject.finditer(text[: later.start()])] if later else []
        if later and subjects:
            yield self._made(section, passage, text, subjects[-1], later["what"], "and will")
            return
        pronoun = re.match(
            rf"(?:She|He|They)\s+(?:will|undertook\s+to|agreed\s+to|promised\s+to|offered\s+to)\s+(?:also\s+)?(?P<what>(?:{either(self.style.tasks)})\b.*)$",
            text,
            re.DOTALL,
        )
        if pronoun:
            yield self._made(
                section, passage, text, None, pronoun["what"], "a pronoun will", "the minutes say 'she', 'he' or 'they'"
            )
            return
        passive = self.passive.search(text)
        if (
            passive
            and re.match(r"(?i)will\b", passive.group())
            and not re.search(r"(?i)\b(?:as and when|if) (?:they|it) aris", text)
            and not (
                passive["v"].lower() in ("asked", "invited", "requested", "consulted", "informed", "advised")
                and re.search(
                    r"(?i)\b(?:council|committee|forum|board|cabinet|panel|members|governors)\s+$",
                    text[: passive.start()],
                )
            )  # what others will ask of a body
            and not re.search(
                r"(?i)\b(?:that|which|who|if|would|decisions?|declarations?|interests|matters|hoped|residents|applicant|developer|announced|notices?|meetings?|agendas?|questions?)\b[^-–,]*$",
                text[: passive.start()],
            )
        ):
            yield self._made(section, passage, text, None, text, "will be done", "the minutes do not say by whom")
            return
        if (
            passive
            and re.match(r"(?i)to\b", passive.group())
            and not re.match(r"(?i)(?:to|no|not)\b|.*\bno\b.*\bto be\b", text)
            and not re.search(r"\b(?:is|are|was|were|attached)\b", text)
            and not re.search(
                r"\b(?:is|are|was|were|has|had|have|need\w*|would|will|can|could|that|who|asked|requested|agreed|proposed)\b",
                text[: passive.start()],
            )
            and len(text.split()) < 40
        ):
            yield self._made(section, passage, text, None, text, "to be done", "the minutes do not say by whom")
            return
        first = self.task_first.match(text)
        if first and first["v"].lower() in _IMPERATIVES and first["v"][0].isupper() and len(text.split()) <= 20:
            yield self._made(section, passage, text, None, text, "a bare verb", "the minutes do not say by whom")

    def _is_task(self, match: NameMatch, text: str, rule: str) -> bool:
        who, what = match["who"].strip(), match["what"]
        if re.match(
            r"keep an open mind\b|(?:make|reach|take)\s+(?:their|his|her|its)\s+(?:own\s+)?(?:comments|decisions?|views?)\b",
            what,
        ):
            return False  # what the law asks of them at every meeting
        if rule == "somebody would, by a day" and not _DUE.search(what):
            return False  # without a day it may be no more than what somebody expects
        before = text[: match.start("who")]
        verb = re.split(r"\W", what.strip())[0].lower()
        if _NOT_TASK.search(before) or (
            re.search(
                r"(?i)\b(?:request\w*|asked|invited|allow\w*|enabl\w*|for|requir\w*|by|wanted|encourag\w*|authorise\w*|propos\w*|of|with|about|from)\s+$",
                before,
            )
            and rule != "agreed that somebody would"
        ):
            return False
        if rule == "somebody, a bare verb" and (
            (verb in ("report", "update", "email") and re.match(r"(?i)\w+\s+(?:from|received|was|is|on|of)\b", what))
            or verb.endswith("s")
        ):
            return False
        if (
            rule == "somebody to"
            and re.search(r"(?i)\b(?:council|committee|board|members|councillors|governors)$", who)
            and not text.lower().startswith(who.lower())
        ):
            return False
        if (
            rule == "somebody will"
            and re.search(r"(?i)(?:council|committee|board|cabinet)$", who)
            and verb in ("consider", "work", "meet", "pay", "include", "provide", "monitor", "ensure", "continue")
        ):
            return False
        if (
            rule in ("somebody will", "somebody agreed to")
            and re.search(r"(?i)(?:council|committee|board|cabinet|panel|members|governors)$", who)
            and "agreed" in text[match.end("who") : match.start("what")]
        ):
            return False  # what a body agrees to do is its decision
        if (
            rule == "somebody will"
            and re.search(r"\b(?:was|were)\s+(?:authorised\s+)?to\s+$", text[match.end("who") : match.start("what")])
            and not re.search(
                r"(?i)asked|requested|instructed|tasked|authorised|directed",
                text[match.end("who") : match.start("what")],
            )
        ):
            return False
        if who[:1].isupper() and re.fullmatch(r"[A-Z]\w+(?: [A-Z][\w’'-]+)?", who) and who not in self.names.known:
            if " " in who and not self.names.is_name(who) and not self.names.pattern(self.who_known).match(who):
                return False
            if (
                " " not in who
                and not self.names.pattern(self.who_known).match(who)
                and not re.search(rf"\b{who} [A-Z][a-z]+\b", self.names.text)
            ):
                return False
        if re.search(r"\bbe authorised to\s+$", text[match.end("who") : match.start("what")]):
            return False  # a power is no promise
        if re.match(r"(?i)sign\b", what) and re.search(r"(?i)\bchair\w*$", who):
            return False
        if re.search(r"(?i)^(?:the\s+)?(?:report|application|applicant|scheme|project)", who):
            return False
        return not re.search(r"(?i)\b(?:last|previous) meeting\b", before)

    def _made(
        self, section: Section, passage: Passage, text: str, who: str | None, what: str, rule: str, *unsure: str
    ) -> Commitment:
        what = re.sub(r"^(?:that|to|and|also)\s+", "", what.strip(" .;,"))
        due = _DUE.search(what)
        at = section.passages.index(passage) + 1 if passage in section.passages else 0
        below = _BY_BELOW.match(section.passages[at].text) if at and at < len(section.passages) else None
        if below and who is None:
            named = None if below["who"].startswith("nobody") else below["who"]
            return Commitment(what, passage.basis(rule, text, *unsure), named, below["due"], section.number)
        first, others = self._people(who)
        return Commitment(
            what, passage.basis(rule, text, *unsure), first, due["d"] if due else None, section.number, others
        )

    def _people(self, who: str | None) -> tuple[str | None, tuple[str, ...]]:
        """Who is to do it, and who else: each of several people by name, or the words as they are."""
        people = self.names.in_prose(who) if who and self.several.fullmatch(who.strip(" ,.;:")) else []
        if len(people) < 2:
            return self._person(who), ()
        first, *others = (self.names.full(person.name) for person in people)
        return first, tuple(others)

    def _person(self, who: str | None) -> str | None:
        if not who:
            return None
        words = who.strip(" ,.;:")
        if words in self.names.known:
            return self.names.known[words]
        return re.sub(r"^(?:and|that)\s+", "", words)

    def _labelled(self, section: Section, passage: Passage, text: str, rest: str, before: str) -> Iterator[Commitment]:
        rest = rest.strip(" .")
        match = self.person_first.match(rest)
        if match and self._names_only(match["who"] + " " + match["what"]):
            if before:
                yield self._made(
                    section,
                    passage,
                    before + " " + text if before + " " + text in passage.text else text,
                    rest,
                    before,
                    "Action: who",
                )
            return
        if re.fullmatch(r"[A-Z]{2,3}(?:\s*(?:/|&|,|and)\s*[A-Z]{2,3})*", rest):
            if not before:
                return
            both = f"{before} {text}"
            yield self._made(section, passage, both if both in passage.text else text, rest, before, "Action: who")
        elif match and match["what"]:
            yield self._made(section, passage, text, match["who"], match["what"], "Action: who and what")
        else:
            who = self.behind.search(rest)
            yield self._made(
                section,
                passage,
                text,
                (who["w"] or who["w2"]) if who else None,
                rest[: who.start()] if who else rest,
                "Action: what",
            )

    def _names_only(self, text: str) -> bool:
        rest = self.besides.without(text)
        return len(rest) < 3 or (
            bool(re.fullmatch(rf"{BARE}(?:\s*(?:/|&|and|,)\s*{BARE})*", text.strip())) and not self.names.roles_in(text)
        )

    def _sheet(self, section: Section) -> Iterator[Commitment]:
        """An item 'Actions' that lists them, one a paragraph."""
        for passage in section.passages:
            if re.match(r"[^.]*\b(?:was|were|had|has|have)\b[^.]*\. [A-Z]", passage.text):
                for sentence in passage.sentences():  # told in prose, and no list
                    yield from self._sentence(section, passage, sentence.text, "")
                continue
            text = re.sub(r"^(?:\(?\d{1,3}[.)]|[•●*·–-]|(?i:actions?)\s*[:–-])\s*", "", passage.text)
            if (
                len(text.split()) < 3
                or len(text.split()) > 60
                or _OF_THE_MEETING.match(text)
                or not (
                    self.person_first.match(text) or self.task_first.match(text) or re.match(r"[A-Z][a-z]+\b", text)
                )
            ):
                continue
            match = self.person_first.match(text)
            who, what = (match["who"], match["what"]) if match and match["what"] else (None, text)
            yield self._made(section, passage, text, who, what, "list of actions")

    def _table(self, table: Table) -> Iterator[Commitment]:
        for row in table.rows:
            what, who = table.text(row, "what"), table.text(row, "who")
            if len(what.split()) < 2:
                continue
            block = next(block for block in row[table.columns["what"]])
            basis = Support(block.text, block.place, block.start, block.end, "sheet of actions")
            yield Commitment(
                what.strip(" ."),
                basis,
                self._person(who),
                table.text(row, "due") or None,
                table.text(row, "item") or None,
            )


def _alike(one: Commitment, other: Commitment) -> bool:
    if len(_words(one.what)) < 5 and one.basis.place != other.basis.place and other.basis.rule not in _SHEETS:
        return False
    first, second = _words(one.what), _words(other.what)
    if not first or not second:
        return False
    return len(first & second) >= 0.75 * min(len(first), len(second))


def _words(text: str) -> set[str]:
    return {
        word
        for word in re.findall(r"[a-z]{3,}", text.lower())
        if word not in ("the", "and", "for", "that", "will", "with", "this")
    }
