"""Lists of people as minutes print them: by commas or lines, titles shared, posts before, behind or in brackets."""

from __future__ import annotations

import re
from dataclasses import replace

from ledger.drafting.names import Names, Person

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_PARTIES = re.compile(
    r"^(?:con|conservative|lab|labour|lib ?dem|ld|liberal democrats?|green|ind|independent|ukip|snp|plaid cymru|reform)$",
    re.I,
)
_SUBSTITUTE_IN = re.compile(
    r"^(?:(?:as\s+)?(?:a\s+)?(?:named\s+)?(?:substitut(?:e|ing|ion)|deputising|deputy|sub|standing in|attending)\s*(?:for|on behalf of|-)|in place of|"
    r"vice|on behalf of|representing)\s+(?P<who>.+)$",
    re.IGNORECASE,
)
_SUBSTITUTED_BY = re.compile(
    r"^(?P<who>.+?)\s+(?:attend(?:ed|ing)|substitut(?:ed|ing|e)|deputis(?:ed|ing)|as (?:a )?substitute|was substituting|in attendance|present)\b.*$|"
    r"^(?:substituted by|substitute:|represented by|replaced by|deputy:|sub:)\s+(?P<who2>.+)$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"(?:,|;|\band\b|&|\bplus\b)?\s*(?:there (?:were|was)\s+)?(?:approximately |about |\()?\b(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no|a|several|some|the|\d+\s*x)?\s*"
    r"\(?(?:\d+\)?\s*)?(?:other\s+)?(?:members?|representatives?)\s+of\s+(?:the\s+)?(?:public|press|parish|community)\b[^,;]*",
    re.IGNORECASE,
)
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_DASH = re.compile(r"\s+[-–—]\s*|\s*[–—]\s+|\t+|(?<=[a-z])-\s+")


def public_in(text: str) -> tuple[str, int | None]:
    """The text without its members of the public, and how many they were if that is said."""
    match = _NUMBER_OF.search(text)
    if not match:
        return text, None
    word = (match["n"] or "").lower()
    number = int(re.sub(r"\D", "", word)) if re.search(r"\d", word) else _WORDS.index(word) if word in _WORDS else None
    return text[: match.start()] + text[match.end() :], number


def people_in(text: str, names: Names) -> list[Person]:
    """The people of a list; what is neither a name nor belongs to one is passed over."""
    text, _ = public_in(text)
    text = re.sub(r"^[\s•●·*:–-]+", "", text).rstrip(" .:;")
    by_post = _posts_before_names(text, names)
    if by_post:
        return by_post
    single = _one_with_dash(text, names)
    if single:
        return single
    out: list[Person] = []
    title = ""
    extra: list[Person] = []
    for separator, piece in _pieces(text):
        notes = [note.strip() for note in _BRACKETS.findall(piece)]
        base = _BRACKETS.sub(" ", piece).strip(" .:")
        base = (
            re.sub(r"^(?:the|and)\s+(?=[A-Z][a-z]+\.?\s)", "", base, flags=re.IGNORECASE)
            if re.match(rf"(?:the|and)\s+{names.titled}", base)
            else base
        )
        cut = _DASH.split(base, maxsplit=1)
        left, right = (
            (cut[0].strip(), cut[1].strip())
            if len(cut) == 2 and (names.roles_in(cut[1]) or not re.fullmatch(r"[A-Z][a-z]+", cut[1].strip()))
            else (base, "")
        )
        match = re.match(rf"^({names.title})[\s:]*(?=\S)", left)
        person: Person | None = None
        if match and re.fullmatch(names.titled, left):
            if (
                re.fullmatch(r"(?:Mrs|Ms|Miss|Dr)", match[1].strip(" :."))
                and title in _PLURAL
                and separator != ";"
                and not any(_POST.search(note) and not re.search(r"(?i)chair", note) for note in notes)
            ):
                person = Person(f"{_single(title)} {left}")
            else:
                title = (
                    match[1].strip(" :.").split()[0].strip(".")
                    if match[1].startswith(("Cllrs", "Councillors"))
                    else match[1].strip(" :.")
                )
                person = _titled(left, names)
        elif not match and len(notes) >= 1 and names.roles_in(base) and re.fullmatch(names.titled, notes[0]):
            person = replace(
                _titled(notes.pop(0), names), capacity=re.sub(r"\s+", " ", re.sub(r"^[Tt]he\s+", "", base))
            )
            title = ""
        elif match and (inner := re.match(rf"^({names.titled})\s+(?=[A-Z])(.+)$", left)) and names.roles_in(inner[2]):
            title = match[1].strip(" :.")
            person = replace(_titled(inner[1], names), capacity=inner[2])
        elif (
            (late := re.search(rf"^(.{{3,60}}?)[\s:]+({names.titled})$", left))
            and names.roles_in(late[1])
            and not re.match(names.titled, late[1])
        ):
            title = ""
            person = replace(_titled(late[2], names), capacity=late[1].strip(" :"))
        elif (
            (bare := re.match(r"^([A-Z][\w’'-]+ (?:[A-Z]\.? )?[A-Z][\w’'-]+)\s+(?=[A-Z])(.+)$", left))
            and names.is_name(bare[1])
            and _POST.search(bare[2])
        ):
            person = Person(bare[1], capacity=bare[2])
        elif names.is_name(left):
            person = Person(
                f"{_single(title)} {left}" if title in _PLURAL or (title in _SHARED and left[1:2] in ". ") else left
            )
        elif (
            title in _SHARED
            and re.fullmatch(r"[A-ZÀ-Þ][\w’'-]+(?:\s?-\s?[A-Z]\w+)?(?:\s[A-Z][\w’'-]+)?", left)
            and not names.roles_in(left)
        ):
            person = Person(f"{_single(title)} {left}")
        elif (
            re.fullmatch(
                r"(?i)(?:the\s+)?(?:parish\s+|town\s+|assistant\s+|deputy\s+)?clerk(?:\s+to the (?:parish )?council)?(?:/rfo)?",
                left,
            )
            and separator != "("
        ):
            if out and out[-1].capacity is None and not left.lower().startswith("the") and separator in (",", ""):
                out[-1] = replace(out[-1], capacity=left)
            else:
                out.append(Person(left, capacity="Clerk", unnamed=True))
            continue
        if person is None:
            if out and left and not out[-1].unnamed and names.roles_in(left):
                before = out[-1].capacity
                joiner = {",": ", ", "&": " & ", "and": " and "}.get(separator, ", ")
                out[-1] = replace(out[-1], capacity=f"{before}{joiner}{base}" if before else base)
                for note in notes:
                    out[-1], more = _noted(out[-1], note, names)
                    extra += more
            continue
        if right:
            person = _beside(person, right)
        for note in notes:
            person, more = _noted(person, note, names)
            extra += more
        if out and out[-1].unnamed and separator == "," and not person.capacity and not names.style.list_of(left):
            person = replace(person, capacity=re.sub(r"^[Tt]he\s+", "", out.pop().name))
        out.append(person)
    return out + extra


_PLURAL = frozenset(("Cllrs", "Cllrs.", "Councillors", "Messrs", "Messrs."))
_SHARED = frozenset(["Cllrs", "Councillors", "Messrs", "Governors", "Members", "Cllr", "Councillor"])


def _titled(text: str, names: Names) -> Person:
    match = re.match(rf"^({names.title})[\s:]*(?=\S)", text)
    if not match:
        return Person(text)
    rest = text[match.end() :].strip()
    return Person(f"{_single(match[1].strip(' :'))} {rest}")


_POST = re.compile(
    r"(?i)\b(?:chair\w*|director|officer|manager|head|chief|secretary|clerk|member|governor|lead|leader|mayor|deputy|assistant|adviser|advisor|"
    r"representative|solicitor|accountant|engineer|planner|auditor|consultant|gp|treasurer|headteacher|trustee|commissioner|executive|holder|co-?ordinator|nurse|"
    r"minutes?|note|observer|administrator|registrar|doctor|vice\w*|principal)\b"
)


def _beside(person: Person, words: str) -> Person:
    """The person with what stands behind a dash: a post, or where they are from."""
    return replace(person, capacity=words) if _POST.search(words) else replace(person, organisation=words)


def _one_with_dash(text: str, names: Names) -> list[Person]:
    """'Mark Dale (MD) (Chair) - Ash and Elm Trust': a single person, though a comma or an 'and' stands behind the dash."""
    with_initials = re.match(
        r"^(?P<name>[^()\d]{4,60}?)\s*\((?P<i>[A-Z][A-Za-z]{1,3})\)\s*[-–—:]?\s*(?P<rest>[A-Z][^()]*(?:\([^()]*\))?[^()]*)$",
        text,
    )
    if with_initials and not re.search(names.titled, with_initials["rest"]) and ";" not in text:
        name = with_initials["name"].strip(" .,")
        if names.is_name(name) or re.fullmatch(names.titled, name):
            person = _titled(name, names) if re.fullmatch(names.titled, name) else Person(name)
            rest = with_initials["rest"].strip(" .,")
            if _POST.search(rest) or names.roles_in(rest):
                return [replace(_beside(person, rest), initials=with_initials["i"])]
    cut = re.match(r"^(?P<left>[^-–—\t,;]{3,70}?)\s*(?:\s[-–—]|\t|:\s|[–—]|\|)\s*(?P<right>.+)$", text)
    if not cut or re.search(names.titled, cut["right"]):
        return []
    base = _BRACKETS.sub(" ", cut["left"]).strip(" .")
    if not (names.is_name(base) or re.fullmatch(names.titled, base)):
        return []
    person = _beside(_titled(base, names) if re.fullmatch(names.titled, base) else Person(base), cut["right"].strip())
    extra: list[Person] = []
    for note in _BRACKETS.findall(cut["left"]):
        if re.fullmatch(r"[A-Z][A-Za-z]{1,3}", note):
            person = replace(person, initials=note)
        elif person.capacity is None or not _POST.search(person.capacity):
            person, extra = _noted(replace(person, capacity=None), note, names) if not person.capacity else (person, [])
        elif _POST.search(note):
            person = replace(person, capacity=f"{note}, {person.capacity}")
    return [person, *extra]


def _single(title: str) -> str:
    return re.sub(r"^(Cllr|Councillor)s\b", r"\1", re.sub(r"^Messrs\b\.?", "Mr", title))


def _noted(person: Person, note: str, names: Names) -> tuple[Person, list[Person]]:
    """What a note in brackets says of a person, and the people whom it adds."""
    if (
        re.fullmatch(r"[A-Z][A-Za-z]{1,3}", note)
        and note[0] == names.bare(person.name)[:1]
        and sum(c.isupper() for c in note) >= 2
    ):
        return replace(person, initials=note), []
    if match := _SUBSTITUTE_IN.match(note):
        who = re.sub(r"\s+(?:from|until|for)\s.*$", "", match["who"])
        return replace(person, substitute_for=who.strip()), []
    if match := _SUBSTITUTED_BY.match(note):
        who = match["who"] or match["who2"]
        inner = people_in(who, names)
        if len(inner) == 1:
            return person, [replace(inner[0], substitute_for=person.name)]
        return person, []
    if (
        re.search(r"\d", note)
        or _PARTIES.match(note)
        or re.match(
            r"(?i)(?:part|from|until|arriv|left|via|virtual|remote|online|zoom|teams|to item|for item|items?\b)", note
        )
    ):
        return person, []
    if re.fullmatch(r"[A-Z]", note) or (
        re.fullmatch(r"[A-Z][a-z]+", note) and not names.roles_in(note) and not person.capacity
    ):
        return person, []
    return replace(person, capacity=f"{person.capacity}, {note}" if person.capacity else note), []


def _pieces(text: str) -> list[tuple[str, str]]:
    """The pieces between commas, semicolons, 'and' and '&' that stand outside brackets, each with what parts it off."""
    out: list[tuple[str, str]] = []
    depth = begin = 0
    separator = ""
    position = 0
    while position < len(text):
        sign = text[position]
        depth += (sign == "(") - (sign == ")")
        match = None if depth else re.compile(r"\s*(?:,\s*and\b|[,;]|&|\band\b|\n)\s*").match(text, position)
        if match and match.end() > position:
            out.append((separator, text[begin:position]))
            separator = match.group().strip(" \n")
            separator = "and" if separator.endswith("and") else separator
            begin = position = match.end()
        else:
            position += 1
    out.append((separator, text[begin:]))
    return [(mark, piece.strip()) for mark, piece in out if piece.strip(" .")]


def _posts_before_names(text: str, names: Names) -> list[Person]:
    """'Director, Service Operations (Mr. G. Daly), Senior Engineer (Mr. B. Noonan)': posts with names in brackets."""
    found = list(re.finditer(rf"([^()]+?)\s*,?\s*\(({names.titled}|{names.title}\s*[A-Z][^()]{{2,40}})\)", text))
    out = []
    for match in found:
        post = re.sub(r"^[\s,;&]*(?:and\s+)?(?:the\s+)?", "", match[1])
        if not names.roles_in(post) or re.match(names.titled, post) or names.is_name(post.split(",")[0]):
            return []
        out.append(replace(_titled(match[2], names), capacity=post.strip()))
    covered = sum(len(match.group()) for match in found)
    return out if out and covered > len(text) * 0.6 else []
