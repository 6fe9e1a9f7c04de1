"""Questions and their answers: asked in a sentence, answered in the same or the next; or printed as question and reply."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.drafting.name_patterns import PERSON, NameMatch
from ledger.drafting.names import PEOPLE, TWO_WORDS, Names
from ledger.drafting.sections import MeetingText, Section
from ledger.drafting.statements import Question
from ledger.drafting.style import Style

_GROUPS = (
    r"(?:(?:A|One|Another|Some|Several|The)\s+)?(?:[Mm]embers?|[Cc]ouncillors?|[Gg]overnors?|[Tt]rustees?|[Rr]esidents?|[Pp]arishioners?|[Ss]peakers?|[Mm]embers? of (?:the )?(?:public|Committee|Board|Panel|Cabinet))(?:\s+of\s+the\s+(?:public|[Cc]ommittee|[Bb]oard|[Pp]anel|Sub-Committee))?"
    r"|[Tt]he (?:Vice[- ]?)?[Cc]hair(?:man|person|woman)?|[Tt]he (?:Committee|Board|Panel|Leader|Mayor)"
)
_SOMEBODY = r"(?:[Aa]|[Aa]nother|[Oo]ne)\s+(?:local\s+)?(?:resident|parishioner|member\s+of\s+the\s+public|tenant|trader|shopkeeper|objector)\s+(?:of|from|in|at)\s+[A-Z][\w’']*(?:\s+[A-Z][\w’']*){0,3}"
_POST = r"\b[Tt]he\s+(?:[A-Z][\w’'-]+|of|for|and|to the)(?:\s+(?:[A-Z][\w’'-]+|of|for|and|to the)){0,7}"
_ABOUT = r"(?:(?:to|by|from|with|for|at|on|in|under|until|since) (?:whom|which|what|when|whose)|whether|why|if|when|how|what|where|who|which|about|for\s+(?:clarification|an?\s+update|confirmation|information|details|assurance|further|more|clarity|an explanation|a detailed)|(?:a\s+)?questions?|on\b|regarding|the (?:Director|Officer|Chair|Clerk)\w* (?:whether|why|if|when|how|what))"
_ASKING = r"(?:wondered|asked|queried|questioned|enquired|inquired|wished to know|wanted to know|sought)"
_UNKNOWING = r"(?:did not know|could not (?:say|answer|tell)|(?:was|were) (?:not able|unable) to (?:say|answer|tell)|had no (?:answer|information|figures)|(?:was|were) not aware|undertook|promised|offered|declined|accepted|admitted|thought|believed|understood|would|will)"
_ANSWER_VERBS = rf"(?:{_UNKNOWING}|replied|responded|answered|advised|explained|confirmed|said|stated|clarified|reported|informed|noted|indicated|assured|commented|provided|outlined)"
_REPLY = re.compile(
    r"^(?:REPLY|Reply|RESPONSE|Response|ANSWER|Answer|A)\s*(?:\([^)]*\))?\s*[:–-]\s*(?P<rest>.*)$", re.DOTALL
)
_LABEL = r"(?:\s*(?:no\.?\s*)?\d{1,3})?\s*(?:(?:was\s+)?(?:put|asked|submitted|given)?\s*(?:from|by)?\s*\(?(?P<by>(?:the\s+)?[A-Z][^:?()]{2,80}?)\)?)?\s*[:–-]\s*"
_LABELLED = re.compile(
    rf"^(?:(?:Written|Public|Supplementary)\s+)?(?:[Qq]uestion|QUESTION|Q){_LABEL}(?P<text>.+?)(?:\s*\((?P<who>[A-Z][^()]+)\))?[.]?$",
    re.DOTALL,
)
_ANSWER = re.compile(
    rf"^(?:(?:Written|Supplementary)\s+)?(?:[Aa]nswer|ANSWER|[Rr]eply|REPLY|[Rr]esponse|RESPONSE|A)(?:{_LABEL}|(?<=A)\d{{1,3}}\s+(?=[A-Z][^:]*$))(?P<text>.+?)(?:\s*\((?P<who>[A-Z][^()]+)\))?(?:\s*\[(?P<completeness>full|partial|deflected|deferred|declined|none)\])?[.]?$",
    re.DOTALL,
)
_SUBMITTED = re.compile(
    r"(?i)^(?:\(?\w{1,3}[.)]\s*)?question\s*(?:\d+\s*)?(?:submitted|asked|put|received)?\s*(?:by|from)\s+(?P<who>.+?)(?:\s+to\s+(?P<to>.+))?$"
)
_ANSWERED = re.compile(
    rf"^(?:In (?:response|reply|answer)(?: to (?:this|the question|the query|that))?,?\s*(?:the meeting was advised|it was (?:explained|confirmed|reported|stated|noted|advised)|(?P<who2>[^,]{{3,80}}?)\s+{_ANSWER_VERBS})|(?:In (?:response|reply|replying)),?\s|(?:This was confirmed|It was (?:confirmed|explained|clarified|advised|reported)))",
)


class QuestionFinder:
    """Finds the questions of the items of one document."""

    def __init__(self, style: Style, names: Names) -> None:
        del style
        self.names = names
        self.forenames = set(re.findall(r"\b([A-Z][a-z]{2,})(?= [A-Z][a-z]+\b)", names.text))
        # A forename that begins the sentence; that the document has it with a surname is looked up in `_asking`.
        alone = rf"^(?P<alone>[A-Z][a-z]{{2,}}|{PERSON})(?: [A-Z][a-z]+)?(?=\s+(?:also\s+|then\s+)?{_ASKING}\b)"
        pronoun = r"^(?:He|She|They)(?=\s+(?:also|then|further)\s+asked\b)"
        who = (
            rf"(?P<who>{pronoun}|{PEOPLE}|{_GROUPS}|{_SOMEBODY}|{_POST}(?=\s+(?:also\s+|then\s+)?{_ASKING}\b)|{alone})"
        )
        self.asked = names.pattern(
            rf"{who}\s*,?\s*(?:\([^)]*\)\s*)?(?:(?:also|then|further|therefore|again|had|has)\s+)*(?:[a-z][^.?]{{0,140}}?,?\s+and\s+(?:also\s+|then\s+)?)??(?:(?:queried|questioned|wondered|(?:asked|enquired|inquired|ASKED)\b(?!\s+(?:to(?! (?:whom|which|what)\b)|that|the\s+\w+\s+to|for\s+(?:a|the|their|his|her)\s+(?:letter|vote|support|item|nomin))))"
            rf"(?:\s+[^.?]{{0,50}}?)??\s*(?={_ABOUT}|the\b|[A-Z“‘])|sought\s+(?:an?\s+(?:explanation|answer|update|assurance|breakdown)|clarification|assurance|confirmation|reassurance|information)|(?:raised|posed|had)\s+(?:a\s+|the\s+|several\s+)?(?:quer(?:y|ies)|questions?)\b|(?:wanted|wished|asked) to know|requested\s+(?:clarification|(?:further |more )?information (?:on|about|regarding)|an update\b(?! report)))"
            r"(?P<rest>.*)$",
            re.DOTALL,
        )
        self.responded = re.compile(
            r"\b[Ii]n (?:response|reply|answer|replying) to\s+(?P<q>(?:an?\s+|the\s+|further\s+|several\s+|some\s+)?(?:questions?|quer(?:y|ies)|concerns?|enquir(?:y|ies)|[Mm]embers[’']? (?:questions|queries)|points?)[^,]*),\s*(?P<a>.+)$",
            re.DOTALL,
        )
        self.submitted = names.pattern(
            rf"\b(?:[Aa]|[Oo]ne)\s+(?:written\s+|public\s+|further\s+)?question\s+(?:had been|was|has been)\s+(?:submitted|received|asked|put|tabled)\s+(?:by|from)\s+(?P<who>{PEOPLE}|{TWO_WORDS}|{_SOMEBODY})\s*,?\s+(?P<q>(?:on|about|regarding|concerning|relating to|in relation to|in respect of|asking|whether)\b.+)$",
            re.DOTALL,
        )
        speaker = rf"(?:{PEOPLE}|[Tt]he [A-Z][\w’'-]*(?: (?:of |for |and )?[A-Z][\w’'-]*){{0,4}})"
        self.spoken = names.pattern(
            rf"^(?P<who>{speaker}):\s+(?P<q>[A-Z][^?]+\?)(?:\s+(?P<by>{speaker}):\s+(?P<a>\S.+))?$", re.DOTALL
        )
        self.following = names.pattern(
            rf"^(?:The|A|One) (?:(?:following|written|further|public) )?question\s+(?:has been|had been|was|is) (?:asked|put|submitted|received|tabled)\s+(?:by|from)\s+(?P<who>{PEOPLE}|{TWO_WORDS})[^:?]*:\s*(?P<q>\S.*)?$",
            re.DOTALL,
        )
        self.response = names.pattern(
            rf"^(?:The )?(?:[Rr]esponse|[Rr]eply|[Aa]nswer)\s+(?:was\s+)?(?:provided\s+|given\s+)?(?:by|from)\s+(?P<who>{PEOPLE}|{TWO_WORDS}|[Tt]he [A-Z][\w’' ]{{2,60}}?)\s*:\s*(?P<a>\S.*)?$",
            re.DOTALL,
        )
        self.beginning = names.pattern(rf"^(?P<who>{PEOPLE})\b")
        self.being_asked = names.pattern(
            rf"^(?:When |On being |Being )?(?:[Aa]sked|[Qq]uestioned|[Pp]ressed)\s+by\s+(?P<who>{PEOPLE}|{_GROUPS})\s+(?P<q>{_ABOUT}[^,]*),\s+(?P<a>(?P<by>{PEOPLE}|[Tt]he [A-Z][\w’' ]{{2,60}}?|he|she|they)\s+(?:\w+ly\s+)?(?:{_ANSWER_VERBS})\b.+)$",
            re.DOTALL,
        )
        self.asker = names.pattern(rf"\b(?:from|by)\s+(?P<who>{PEOPLE}|{_GROUPS})")
        self.answer_start = names.pattern(
            rf"^(?:[Tt]he (?:answer|reply|response) (?:was|is)\b|(?:Nobody|None|No one|No [a-z]+)\b[^.;]{{0,40}}?\s(?:could|was able to|knew)\b|(?P<who>{PEOPLE}|[Tt]he [A-Z][\w’' ,]{{2,60}}?|[A-Z][a-z]+|He|She|They)\s+(?:also\s+|then\s+)?{_ANSWER_VERBS}\b|{_ANSWERED.pattern[1:]})",
            re.DOTALL,
        )
        self.replies = names.pattern(
            rf"^(?:{PEOPLE}|[Tt]he [A-Z][\w’' ]{{2,60}}?)\s+(?:then\s+)?(?:answered|replied|responded)\b"
        )
        self.answerer = names.pattern(rf"^(?P<who>{PEOPLE}|[Tt]he [A-Z][\w’', ]{{2,60}}?)\s+{_ANSWER_VERBS}\b")
        self.inside = names.pattern(
            rf"(?:,\s*(?:to which\s+)?|\band\s+|;\s*(?:to (?:which|this)\s+)?)(?P<a>(?:[Nn]obody|[Nn]one|[Nn]o [a-z]+)\b[^,;]{{0,40}}?\s+(?:could|was able to|knew)\b.*|(?:(?:he|she|they|it)\s+)?(?:was|were)\s+(?:told|advised|informed|assured|answered)\b(?:\s+by\s+(?P<told>{PEOPLE}))?.*|(?P<who>{PEOPLE}|[Tt]he [A-Z]\w+(?: \w+){{0,4}}?|[A-Z][a-z]+|he|she|they)\s+(?:{_ANSWER_VERBS})\b.*)$",
            re.DOTALL,
        )

    def part(self, part: MeetingText) -> list[Question]:
        """The questions of a meeting."""
        out: list[Question] = []
        for section in part.sections:
            labelled = list(self._labelled(section))
            announced = list(self._announced(section))
            printed = [] if announced else list(self._printed(section))
            labelled += announced
            out += labelled
            for question in printed or self._told(section):
                inside = any(other.basis.start <= question.basis.start < other.basis.end for other in labelled)
                quote = question.basis.quote
                label = _ANSWER.match(quote) or self.following.match(quote) or self.response.match(quote)
                if not inside and not (labelled and label):
                    out.append(question)
        return out

    def _announced(self, section: Section) -> Iterator[Question]:
        """'The following question was asked by A:', its words, and 'Response provided by B:' with the answer, here or below."""
        passages = [*section.agenda, *section.passages]
        for at, passage in enumerate(passages):
            asked = self.following.match(passage.text)
            below = passages[at + 1] if at + 1 < len(passages) else None
            if not asked or not (asked["q"] or below):
                continue
            words = passage if asked["q"] or below is None else below
            answer = by = None
            for k, later in enumerate(passages[at + 1 : at + 4], at + 1):
                if given := self.response.match(later.text):
                    answer = given["a"] or (passages[k + 1].text if k + 1 < len(passages) else None)
                    by = given["who"]
                    break
            text = (asked["q"] or words.text).strip(' “”"')
            yield Question(
                text,
                words.basis("following question", text),
                self._who(asked["who"]),
                answer,
                self._who(by),
                item=section.number,
            )

    def _printed(self, section: Section) -> Iterator[Question]:
        """An item that is one question, with its reply below."""
        match = _SUBMITTED.match(section.title) or re.match(
            r"(?i)^notice of question.*?(?:by|from)\s+(?P<who>.+)$", section.title
        )
        replies = [i for i, passage in enumerate(section.passages) if _REPLY.match(passage.text)]
        if not match or not section.passages:
            return
        first = section.passages[0]
        answer = None
        if replies:
            reply = section.passages[replies[0]]
            rest = _REPLY.match(reply.text)
            parts = [rest["rest"]] if rest and rest["rest"] else []
            parts += [passage.text for passage in section.passages[replies[0] + 1 :]]
            answer = " ".join(parts) or None
        who = match["who"].strip(" .:")
        yield Question(first.text, first.basis("printed question"), who, answer, item=section.number)

    def _labelled(self, section: Section) -> Iterator[Question]:
        """'Question: ... (Councillor A)' or 'Q1 Councillor A: ...', and below it 'Answer: ... (B) [deferred]' or 'A1 B: ...'."""
        for at, passage in enumerate(section.passages):
            asked = _LABELLED.match(passage.text)
            if not asked or not self._asks(asked):
                continue
            words, _, behind = (
                re.split(r"(\sA:\s)", asked["text"], maxsplit=1) if " A: " in asked["text"] else (asked["text"], "", "")
            )
            below = (
                _ANSWER.match(f"A: {behind}")
                if behind
                else _ANSWER.match(section.passages[at + 1].text)
                if at + 1 < len(section.passages)
                else None
            )
            asker, answerer = self.beginning.match(words), self.beginning.match(below["text"]) if below else None
            told = below is not None and not re.match(r"(?i)none is recorded|no answer", below["text"])
            yield Question(
                words.strip(),
                passage.basis("labelled as a question"),
                self._who(asked["by"] or asked["who"] or (asker["who"] if asker else None)),
                below["text"].strip() if below and told else None,
                self._who(below["by"] or below["who"] or (answerer["who"] if answerer else None))
                if below and told
                else None,
                below["completeness"] if below else None,
                section.number,
            )

    def _asks(self, asked: re.Match[str]) -> bool:
        """Whether a label is that of a question, not a sentence that begins with the word ('Question Time: moved to May')."""
        by = asked["by"]
        return (
            asked["text"].rstrip().endswith("?") or not by or self.names.begins_with_person(re.sub(r"^[Tt]he ", "", by))
        )

    def _told(self, section: Section) -> Iterator[Question]:
        for at, passage in enumerate(section.passages):
            below = section.passages[at + 1].text if at + 1 < len(section.passages) else ""
            if re.match(r"^To\s+(?:receive|consider|answer|ask)\b", passage.text):
                continue
            parts = passage.sentences()
            for j, sentence in enumerate(parts):
                text = sentence.text
                following = parts[j + 1].text if j + 1 < len(parts) else ""
                reply = _REPLY.match(below) if j + 1 == len(parts) else None
                responded = self.responded.search(text)
                if responded and not re.match(
                    r"the (?:Committee|Board|Council|Panel|Cabinet|Executive)\W*$", responded["a"]
                ):
                    asker = self.asker.search(responded["q"])
                    yield Question(
                        responded["q"].strip(),
                        passage.basis("in response to a question", text),
                        self._who(asker["who"] if asker else None),
                        responded["a"].strip(" ."),
                        self._answerer(responded["a"]),
                        item=section.number,
                    )
                    continue
                with_answer = self.spoken.match(f"{text} {following}") if text.endswith("?") and following else None
                if spoken := with_answer or self.spoken.match(text):
                    yield Question(
                        spoken["q"].strip(),
                        passage.basis("spoken", text),
                        self._who(spoken["who"]),
                        (spoken["a"] or "").strip() or None,
                        self._who(spoken["by"]),
                        item=section.number,
                    )
                    continue
                if being := self.being_asked.match(text):
                    yield Question(
                        being["q"].strip(" ,"),
                        passage.basis("being asked", text),
                        self._who(being["who"]),
                        being["a"].strip(" ."),
                        self._who(being["by"]),
                        item=section.number,
                    )
                    continue
                if submitted := self.submitted.search(text):
                    answered = re.search(r"(?i)\b(?:answer|response|reply)\b", following) is not None
                    yield Question(
                        submitted["q"].strip(" ."),
                        passage.basis("question submitted", text),
                        self._who(submitted["who"]),
                        following if answered else None,
                        item=section.number,
                    )
                    continue
                asked = self._asking(text)
                if not asked or re.search(
                    r"(?i)\b(?:was|were|been|be)\s+asked\b|asked (?:the )?(?:\w+ ){0,3}to\b(?! (?:whom|which|what)\b)|asked (?:for|that) (?:a (?:meeting|letter|vote)|contact|the item)",
                    text[asked.start("who") :][:90],
                ):
                    continue
                words = text[asked.end("who") :].strip(" ,.")
                inside = self.inside.search(asked["rest"])
                answer = by = None
                if inside:
                    answer, by = inside["a"].strip(" ."), inside["who"] or inside["told"]
                    words = text[asked.end("who") : asked.start("rest") + inside.start("a")].strip(" ,;")
                    words = re.sub(r",?\s+(?:and|to (?:which|this))$", "", words)
                elif following and (match := self.answer_start.match(following)) and not self._asking(following):
                    answer, by = following, match.groupdict().get("who") or match.groupdict().get("who2")
                elif not following and self.replies.match(below) and not self._asking(below):
                    answer, by = section.passages[at + 1].sentences()[0].text, self._answerer(below)
                elif reply:
                    answer, by = reply["rest"].strip(), self._answerer(reply["rest"])
                yield Question(
                    words,
                    passage.basis("asked", text),
                    self._who(asked["who"]),
                    answer,
                    self._who(by),
                    item=section.number,
                )

    def _answerer(self, text: str) -> str | None:
        match = self.answerer.match(text)
        return match["who"] if match else None

    def _asking(self, text: str) -> NameMatch | None:
        """Where a sentence says that somebody asked."""
        asked = self.asked.search(text)
        unknown = asked is not None and asked["alone"] and asked["alone"] not in self.forenames
        return self.asked.search(text, 1) if unknown else asked

    def _who(self, who: str | None) -> str | None:
        return self.names.full(who.strip(" ,")) if who and who.lower() not in ("he", "she", "they", "it") else None
