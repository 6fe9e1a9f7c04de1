"""Limbs of a decision: inline '(a) ...; (b) ...' or the following paragraphs, and the verb of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ledger.drafting.sections import Passage
from ledger.drafting.style import Style

MARKER = re.compile(
    r"^\(?(?P<n>\d{1,2}(?:\.\d{1,2})?|[a-zA-Z]|[ivxIVX]{1,5})\s?[.):]\)?\s*(?=\S)|^\((?P<m>\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})\)\s*|^(?P<l>[A-H]):\s+|^(?P<d>\d{1,2})\s+(?=(?:that|to)\s)"
)
BULLET = re.compile(r"^[•●▪·○\uf0b7*–—-]\s*")
_INLINE = re.compile(
    r"(?:(?<=[\s:;,.])|^)\(?(?P<n>\d{1,2}|[a-z]|[ivx]{1,5})[.)]\)?\s+(?=\S)|(?:(?<=[\s:;,.])|^)\((?P<m>\d{1,2}|[a-zA-Z]|[ivx]{1,5})\)\s*(?=\S)"
)
_BE = re.compile(
    r"\b(?:be|is|are|was|were|been)\s+(?:and\s+(?:is|are)\s+hereby\s+)?(?:(?:\w+ly|hereby|now|not|duly|therefore|also)\s+)*(?P<v>[a-z]+(?:-[a-z]+)?)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"^(?:(?:that|the|this|full|council|board|committee|cabinet|executive|sub-committee|panel|members|governors|to|and|it|be|was)\s+)*(?P<v>[a-z]+(?:-[a-z]+)?)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\b(?:stating|noting|so that|in order (?:to|that)|which)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(r"\b(?:which|who|as|where|when|if|\w+s that|\w+ that had)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A limb before it has a verb: its number as printed, its words, and the passage it stands in."""

    number: str | None
    text: str
    passage: Passage


def inline(text: str, passage: Passage) -> tuple[str, list[Piece]]:
    """The stem and the limbs of a text that numbers its parts within a sentence; no limbs where it does not."""
    found = list(_INLINE.finditer(text))
    marks = [(match["n"] or match["m"], match.start(), match.end()) for match in found]
    run: list[tuple[str, int, int]] = []
    for mark in marks:
        if (not run and mark[0] in ("a", "1", "i", "A")) or (run and _next(run[0][0], len(run)) == mark[0]):
            run.append(mark)
    if len(run) < 2:
        return text, []
    pieces = []
    for i, (number, _, end) in enumerate(run):
        stop = run[i + 1][1] if i + 1 < len(run) else len(text)
        pieces.append(Piece(number, trimmed(text[end:stop]), passage))
    return text[: run[0][1]].strip(), pieces


ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _next(first: str, count: int) -> str:
    if first == "1":
        return str(count + 1)
    if first == "i":
        return ROMAN[min(count, 14)]
    return chr(ord(first) + count)


def listed(passages: Sequence[Passage], loose: bool) -> tuple[list[Piece], int]:
    """The limbs that the following paragraphs are, and how many paragraphs they take.

    Bullets and other marks under a numbered limb belong to it. `loose`: the words before ask for a list, so that
    paragraphs without a mark are limbs as well where they begin as limbs do.
    """
    pieces: list[Piece] = []
    style = ""
    used = 0
    for passage in passages:
        text = passage.text
        mark = MARKER.match(text)
        number = (
            (mark["n"] or mark["m"] or mark["l"] or mark["d"]) if mark else passage.block.marker.strip("().") or None
        )
        bullet = BULLET.match(text)
        kind = (
            _kind(number)
            if number and number != "•"
            else "bullet"
            if bullet or number == "•" or passage.block.kind == "item"
            else ""
        )
        if kind in ("digit", "letter", "roman") and (not style or _fits(style, number or "", pieces)):
            if (
                kind == "roman"
                and style == "letter"
                and number
                and pieces
                and pieces[-1].number
                and ord(number[0]) - ord(pieces[-1].number[0]) == 1
            ):
                kind = "letter"
            if (
                kind == "digit"
                and pieces
                and pieces[-1].number
                and number
                and number.isdigit()
                and pieces[-1].number.isdigit()
                and int(number) != int(pieces[-1].number) + 1
            ):
                break
            style = style or kind
            words = text[mark.end() :] if mark else text
            pieces.append(Piece(number, words, passage))
        elif (
            kind
            and style
            and style != "bullet"
            and pieces
            and (trimmed(pieces[-1].text).endswith((":", "-", "–")) or kind != "digit")
        ):
            pieces[-1] = Piece(pieces[-1].number, pieces[-1].text + " " + text, pieces[-1].passage)
        elif kind == "bullet" and style in ("", "bullet"):
            style = "bullet"
            pieces.append(Piece(None, BULLET.sub("", text), passage))
        elif loose and not style and re.match(r"^[“\"‘']?(?:That|To|THAT|to|that)\b", text):
            pieces.append(Piece(None, text, passage))
            used += 1
            if re.search(r"(?i)\bthat\b.*[:-]\s*$", text):
                more, count = listed(passages[used:], loose)
                if more:
                    return pieces[:-1] + more, used + count
            continue
        elif loose and not style and text[:1].islower() and (_goes_on(text) or (pieces and _goes_on(pieces[-1].text))):
            pieces.append(Piece(None, text, passage))
        elif pieces and re.fullmatch(r"(?i)(?:and|or)", text.strip()):
            pass
        else:
            break
        used += 1
    return [Piece(part.number, trimmed(part.text), part.passage) for piece in pieces for part in _parted(piece)], used


def _goes_on(text: str) -> bool:
    """Whether a part ends as those do that are not the last of a list."""
    return bool(re.search(r";(?:\s*(?:and|or))?\s*$", text))


def _parted(piece: Piece) -> list[Piece]:
    """'(ii) the words were rude; and (iii) the Code was broken' in one paragraph: a part for each number that goes on."""
    if not piece.number or not re.fullmatch(r"\d{1,2}|[a-z]|[ivx]{1,4}", piece.number):
        return [piece]
    kinds = ("i",) if piece.number in ROMAN and len(piece.number) > 1 else ("1", "a", "i")
    for first in kinds:
        following = next((_next(first, n + 1) for n in range(14) if _next(first, n) == piece.number), None)
        cut = re.search(rf"[;,.]\s*(?:and\s+)?\(?{following}[.)]\)?\s+(?=\S)", piece.text) if following else None
        if cut:
            head = Piece(piece.number, piece.text[: cut.start()], piece.passage)
            return [head, *_parted(Piece(following, piece.text[cut.end() :], piece.passage))]
    return [piece]


def in_one_sentence(words: str, style: Style) -> list[str]:
    """'to note the report, and to invite the provider', 'that A be chair and that B be clerk': two limbs in one sentence."""
    opening = re.match(r"(?i)(to|that)\s+(?P<next>\w+)", words)
    if not opening or (opening[1].lower() == "to" and not {opening["next"]} & {*style.verbs, *style.tasks}):
        return [words]  # 'to the Manager, and to make ...' goes on with 'DELEGATED'
    if ";" in words:
        parts = re.split(rf";\s*(?:and\s+)?(?={opening[1].lower()}\b)", words)
        return [words] if any(";" in part for part in parts) else parts
    again = re.compile(rf",?\s+and\s+(?=(?:also\s+)?{opening[1].lower()}\s+(?P<next>\w+))")
    cuts = [
        match
        for match in again.finditer(words)
        if opening[1].lower() == "that"
        or (words[match.start()] == "," and (match["next"] in style.verbs or match["next"] in style.tasks))
    ]
    if opening[1].lower() == "that":  # each has a verb of its own, and neither is what somebody is told
        parts = [words[a:b] for a, b in pairwise([0, *(cut.start() for cut in cuts), len(words)])]
        cuts = cuts if all(_BE.search(part) for part in parts) and not _TELLING.search(words) else []
    elif cuts and _GIVES_A_POWER.search(words[: cuts[-1].start()]):
        cuts = []  # 'to delegate to the Director the terms, and to make minor changes': what the Director may do
    edges = [(0, 0), *((cut.start(), cut.end()) for cut in cuts), (len(words), len(words))]
    return [words[begin:end].strip() for (_, begin), (end, _) in pairwise(edges)]


_GIVES_A_POWER = re.compile(
    r"(?i)\b(?:delegat|authoris|empower|ask|request|instruct|invit|require|direct|remit|recommend)\w*\b"
)
_TELLING = re.compile(
    r"(?i)\b(?:inform|advis|tell|told|not|ask|request|satisf|confirm|condition|provid)\w*\s+(?:\w+\s+){0,6}that\b"
)


def _kind(number: str) -> str:
    if re.fullmatch(r"\d{1,2}(?:\.\d{1,2})?", number):
        return "digit"
    if re.fullmatch(r"(?i)[ivx]{2,5}|[ivx]", number):
        return "roman"
    return "letter" if re.fullmatch(r"[A-Za-z]", number) else ""


def _fits(style: str, number: str, pieces: Sequence[Piece]) -> bool:
    """Whether a number goes on with the list, rather than begin one within a limb."""
    kind = _kind(number)
    if style == "letter" and kind == "roman" and len(number) == 1:
        last = pieces[-1].number if pieces else None
        return bool(last) and ord(number.lower()) - ord(str(last)[0].lower()) == 1
    return kind == style


def trimmed(text: str) -> str:
    """The words of a limb without the mark that parts it from the next."""
    text = re.sub(r"[;,]?\s*\b(?:and|or)\s*[;,]?\s*$", "", text.strip())
    marks = ' ;|“”"' if text.count("“") <= 1 and text.startswith(("“", '"')) else " ;|"
    text = text.strip(marks).rstrip(",")
    return re.sub(r"”[.;]?$", "", text) if text.count("”") > text.count("“") else text


def verb_of(text: str, lead: str, style: Style) -> tuple[str, str]:
    """The printed verb of a limb and the ledger's: its own where it has one, else that of the words before it."""
    flat = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", text))
    flat = re.sub(r",?\s*having been [^,]*,", "", flat)
    clause = re.split(r"[;:]|(?<![A-Z])\.", flat, maxsplit=1)[0]
    first = _FIRST.match(clause.lstrip("“\"'‘ "))
    if first:
        noun = re.match(
            r"\s+(?:be|is|was|shall|should)\b", clause.lstrip("“\"‘'\\ ")[first.end() :]
        )  # 'that the grant be £25,000'
        word = "" if noun else first["v"].lower()
        for form in (
            word,
            word.removesuffix("s"),
            word.removesuffix("es"),
            word.removesuffix("ing"),
            word.removesuffix("ing") + "e",
        ):
            if form in style.verbs:
                return word, style.verbs[form]
    clause = _ASIDE.split(clause, maxsplit=1)[0]
    for match in _BE.finditer(clause):
        word = match["v"].lower()
        if word in style.verbs and not _SUBORDINATE.search(clause[: match.start()]):
            return word, style.verbs[word]
    word = lead.lower()
    return word, style.verbs.get(word, "agreed")
