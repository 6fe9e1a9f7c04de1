"""Lists of people as minutes print them: by commas or lines, titles shared, posts before, behind or in brackets."""

from __future__ import annotations

import re
from dataclasses import replace

from ledger.drafting.names import Names, Person
from ledger.vocabulary.votes import UP_TO_TWELVE

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_PARTIES = re.compile(
    r"^(?:con|conservative|lab|labour|lib ?dem|ld|liberal democrats?|green|ind|independent|ukip|snp|plaid cymru|reform)$",
    re.I,
)
_SUBSTITUTE_IN = re.compile(
    r"^(?:(?:as\s+)?(?:a\s+)?(?:named\s+)?(?:substitut(?:e|ing|ion)|deputising|deputy|sub|standing in|attending)\s*(?:for|on behalf of|-)|in place of|"
    r"vice(?!\s+(?:chair|president|principal|captain|convener|mayor|lord|head))|on behalf of|representing)\s+(?P<who>.+)$",
    re.IGNORECASE,
)
_SUBSTITUTED_BY = re.compile(
    r"^(?P<who>.+?)\s+(?:attend(?:ed|ing)(?!\s+(?:via|by|remotely|online|virtually|but|until|from|for|part))|substitut(?:ed|ing|e)|deputis(?:ed|ing)|as (?:a )?substitute|was substituting|in attendance|present)\b.*$|"
    r"^(?:substituted by|substitute:|represented by|replaced by|deputy:|sub:)\s+(?P<who2>.+)$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"(?:,|;|\band\b|&|\bplus\b)?\s*(?:there (?:were|was)\s+)?(?:approximately |about |\()?\b(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no|a|several|some|the|\d+\s*x)?\s*"
    r"\(?(?:\d+\)?\s*)?(?:other\s+)?(?:members?|representatives?)\s+of\s+(?:the\s+)?(?:public|press|parish|community)\b[^,;]*",
    re.IGNORECASE,
)
_WORDS = ["zero", *UP_TO_TWELVE]
_DEPUTY_BEHIND = re.compile(
    r"\s*[-–—,;]\s*(?:deputising|deputised by|represented by|substitut(?:ed by|ing|e)|deputy|sub)(?:\s*:\s*|\s+(?=(?:Cllr|Councillor|Mrs?|Ms|Dr)\b))(?P<who>[A-Z][^,;()]+)$"
)
_DEPUTISING = re.compile(
    r",?\s+(?:with|and)\s+(?P<who>[A-Z][^,;()]{3,40}?)\s+(?:deputising|substituting|standing in|attending (?:as (?:a |his |her |their )?(?:deputy|substitute)|in (?:his|her|their) (?:place|stead)))\b(?:\s+(?:for (?:him|her|them)|in (?:his|her|their) (?:place|stead|absence)))?"
)
_WITH_INITIALS = re.compile(
    r"^(?P<title>(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Rev|Sir|Dame|Cllr|Councillor)\.? )?(?P<name>[A-Z][\w’'-]*[a-z](?: [A-Z][\w’'-]*[a-z]){1,2}) "
    r"\(?(?P<initials>[A-Z][A-Za-z]{1,3})\)?\s+(?=[A-Z])"
)
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
    text, _ = public_in(text.replace("[", "(").replace("]", ")"))
    text = re.sub(r",?\s+(?:together|along) with\s+(?=the\b|[A-Z])", ", ", text)
    text = re.sub(r"^(?:councillors?|cllrs?)\b(?= [A-Z])", lambda match: match[0].capitalize(), text)
    text = re.sub(
        r"\b(?:District|Borough|County|City) (?:&|and) (?=(?:District|Borough|County|City) (?:Cllr|Councillor)\b)",
        "",
        text,
    )
    text = re.sub(r"^[\s•●·*:–-]+", "", re.sub(r",?\s+Esq\b\.?", "", text)).rstrip(" .:;")
    text = (
        re.sub(r"(?<=[a-z]{3}\)|.[a-z]{3})\.\s+(?:Also,? )?(?=[A-Z])", "; ", text)
        if not re.search(names.title + r"$", text.split(". ")[0])
        else text
    )
    text = re.sub(r"\b(PC|PCSO|PS|Sgt|Sergeant|Inspector)\s+\d{2,6}(?=\s+[A-Z])", r"\1", text)
    text = re.sub(r"(?:[,;&]|\band\b)?\s*\b(?:ALSO|Also)(?: present)?:\s+(?=[A-Z])", "; ", text)
    text = re.sub(
        r"(?<=[a-z])(?<!Vice)(?<!vice)(?<!Co)(?<!Deputy)-(?=(?:Vice[- ])?(?:Chair(?:man|woman|person)?|Clerk|Secretary|Treasurer)\b)",
        " - ",
        text,
    )
    text = initials_apart(text)
    text = _DEPUTISING.sub(r" (represented by \g<who>)", text)
    text = _DEPUTY_BEHIND.sub(r" (represented by \g<who>)", text)
    if found := _run_together(text, names) or _each_behind_a_post(text, names):
        return found
    text = _parted_by_titles(text, names)
    if by_post := _posts_before_names(text, names):
        return by_post
    return _one_with_dash(text, names) or _List(names).read(text)


def _run_together(text: str, names: Names) -> list[Person]:
    """'Ann Ash Bob Birch Dr Cora Cole': at least three names, one behind the other, that nothing parts; posts end them."""
    pair = re.compile(r"(?:(?P<title>Dr|Mr|Mrs|Ms|Miss|Prof)\s+)?[A-Z][a-zà-ÿ’'-]+ [A-Z][\wÀ-ÿ’'-]*[a-zà-ÿ](?:\s+|$)")
    found: list[Person] = []
    position = 0
    while (match := pair.match(text, position)) and names.is_name(
        re.sub(r"^(?:Dr|Mr|Mrs|Ms|Miss|Prof)\s+", "", match[0].strip())
    ):
        found.append(Person(match[0].strip()))
        position = match.end()
    rest = text[position:]
    return found if len(found) >= 3 and (not rest or names.roles_in(rest.split()[0])) else []


def initials_apart(text: str) -> str:
    """'Dr Asha Rao AR Clinical Chair' with its initials in brackets, where they are those of the name."""
    return _WITH_INITIALS.sub(_bracketed, text)


def _bracketed(match: re.Match[str]) -> str:
    letters, words = match["initials"], match["name"].split()
    is_own = letters[0] == words[0][0] and words[-1][0] in letters[1:] and sum(map(str.isupper, letters)) > 1
    return f"{match['title'] or ''}{match['name']} ({letters}) - " if is_own else match[0]


def _each_behind_a_post(text: str, names: Names) -> list[Person]:
    """'Clerk to Council, Mrs S Hale and Assistant Clerk, Mrs R Frost were present': a post before each person, to the end."""
    pieces = [
        piece for _, piece in _pieces(re.sub(r"\s+(?:was|were)(?: also)? (?:present|in attendance)\W*$", "", text))
    ]
    posts, who = pieces[::2], pieces[1::2]
    if len(pieces) < 2 or len(posts) != len(who) or not all(re.fullmatch(names.titled, each) for each in who):
        return []
    named = re.compile(rf"{names.titled}|\b[A-Z]\.? [A-Z][\w’'-]+$")
    if not all(names.roles_in(each) and not named.search(each) for each in posts):
        return []
    return [
        replace(_titled(each, names), capacity=re.sub(r"^[Tt]he\s+", "", post))
        for post, each in zip(posts, who, strict=True)
    ]


def _parted_by_titles(text: str, names: Names) -> str:
    """The list with a semicolon where only a title, or the end of brackets, shows that the next person begins."""

    def mark(match: re.Match[str]) -> str:
        before = match["before"]
        return match[0] if names.roles_in(before) or re.fullmatch(names.title, before) else f"{before}; "

    text = re.sub(rf"(?P<before>[A-Z][\w’'.-]*[a-z’'])\s+(?=(?:{names.title})\s[A-Z])", mark, text)
    return re.sub(
        rf"(?<=\))\s+(?={names.titled}|[A-Z][a-z]+\s[A-Z][a-z]+(?:\s*[(,;]|$)|(?:[A-Z]\.\s?)+[A-Z][a-z])", "; ", text
    )


class _List:
    """Reads a list from left to right: a plural title holds for the names that follow, a post for the name before."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.people: list[Person] = []
        self.extra: list[Person] = []
        self.title = ""
        self.post = ""  # 'Ann Ash; County Councillor, Mr B Birch': it waits for the name
        self.misters = False  # 'Councillors Mr A Ash, Mr B Birch': each has both titles

    def read(self, text: str) -> list[Person]:
        for separator, piece in _pieces(text):
            self._piece(separator, piece)
        return self.people + self.extra

    def _piece(self, separator: str, piece: str) -> None:
        names = self.names
        notes = [part.strip() for note in _BRACKETS.findall(piece) for part in _parts_of_note(note)]
        base = _BRACKETS.sub(" ", piece).strip(" .:")
        if re.match(rf"(?:the|and)\s+{names.titled}", base):
            base = re.sub(r"^(?:the|and)\s+(?=[A-Z][a-z]+\.?\s)", "", base, flags=re.IGNORECASE)
        if presiding := re.search(r"(?i),?\s+(?:was |presiding |presided )?(in the chair|presiding)$", base):
            notes.append(presiding[1])
            base = base[: presiding.start()]
        cut = _DASH.split(base, maxsplit=1)
        left, right = base, ""
        if (
            len(cut) == 2
            and names.roles_in(cut[0])
            and not re.match(names.titled, base)
            and names.is_name(cut[1].strip())
        ):
            cut.reverse()  # 'Repairs Manager - Joe Strand'
        if len(cut) == 2 and (names.roles_in(cut[1]) or not re.fullmatch(r"[A-Z][a-z]+", cut[1].strip())):
            left, right = cut[0].strip(), cut[1].strip()
        if from_where := re.match(
            rf"(?P<who>{names.titled})\s+(?P<how>of|from|for|representing|on behalf of)\s+(?P<where>\S.+)$", left
        ):
            left, right = from_where["who"], from_where["where"]
        person = self._person(left, base, separator, notes)
        if person is None:
            self._no_person(left, base, separator, notes)
            return
        if right:
            person = beside(person, right)
        last = self.people[-1] if self.people else None
        if last and not last.capacity and separator in ("and", "&") and len(notes) == 1 and _POSTS.fullmatch(notes[0]):
            notes = [notes[0][:-1]]  # 'D. Marsh and P. Keel (Deputy Leaders)'
            self.people[-1] = replace(last, capacity=notes[0])
        for note in notes:
            person, more = noted(person, note, names)
            self.extra += more
        if person.capacity and _CLERK.fullmatch(person.capacity) and not re.match(names.title, left):
            person = replace(
                person, name=person.name.removeprefix(f"{_single(self.title)} ")
            )  # the title of the members before is not the clerk's
        if self.post and separator == "," and not person.capacity:
            person = replace(person, capacity=self.post)
        self.post = ""
        last = self.people[-1] if self.people else None
        if last and last.unnamed and separator == "," and not person.capacity and not names.style.list_of(left):
            name = person.name if re.match(names.title, left) else person.name.removeprefix(f"{_single(self.title)} ")
            person = replace(person, name=name, capacity=re.sub(r"^[Tt]he\s+", "", self.people.pop().name))
        self.people.append(person)

    def _person(self, left: str, base: str, separator: str, notes: list[str]) -> Person | None:
        """The person whom a piece names: with a title, behind a post, before a post, or by the name alone."""
        names, shared = self.names, self.title
        if _HONOURS.fullmatch(left) or _CLERK.fullmatch(left):
            return None
        match = re.match(rf"^({names.title})[\s:]*(?=\S)", left)
        if match and re.fullmatch(names.titled, left):
            return self._titled(left, match[1].strip(" :."), separator, notes)
        if not match and notes and names.roles_in(base) and re.fullmatch(names.titled, notes[0]):
            self.title = ""
            post = re.sub(r"\s+", " ", re.sub(r"^[Tt]he\s+", "", base))
            return replace(_titled(notes.pop(0), names), capacity=post)
        if match and (inner := re.match(rf"^({names.titled})\s+(?=[A-Z])(.+)$", left)) and names.roles_in(inner[2]):
            self.title = match[1].strip(" :.")
            return replace(_titled(inner[1], names), capacity=inner[2])
        late = re.search(rf"^(.{{3,60}}?)[\s:]+({names.titled})$", left)
        if late and names.roles_in(late[1]) and not re.match(names.titled, late[1]):
            self.title = ""
            return replace(_titled(late[2], names), capacity=late[1].strip(" :"))
        bare = re.match(r"^([A-Z][\w’'-]*[a-z] (?:[A-Z]\.? )?[A-Z][\w’'-]+)\s+(?=[A-Z])(.+)$", left)
        if bare and names.is_name(bare[1]) and _POST.search(bare[2]):
            return Person(bare[1], capacity=bare[2])
        if names.is_name(left):
            singular = shared in _PLURAL or (shared in _SHARED and left[1:2] in ". ")
            return Person(f"{_single(shared)} {left}" if singular else left)
        if (
            behind := re.match(
                r"^(?:the )?(?P<post>(?:[A-Z][a-z]+ ){0,3}?(?:[Cc]lerk|Secretary|Treasurer|RFO|Officer|Manager))[ :]+(?P<who>[A-Z].+)$",
                left,
            )
        ) and names.is_name(behind["who"]):
            return Person(behind["who"], capacity=behind["post"])
        surname = re.fullmatch(r"[A-ZÀ-Þ][\w’'-]+(?:\s?-\s?[A-Z]\w+)?(?:\s[A-Z][\w’'-]+)?", left)
        # After 'Councillor Sally Moule' a single word is what she is responsible for, after 'Councillor Moule' a surname.
        whole = bool(self.people) and " " in names.bare(self.people[-1].name) and shared not in _PLURAL
        if shared in _SHARED and surname and not whole and not names.roles_in(left):
            return Person(f"{_single(shared)} {left}")
        return None

    def _titled(self, left: str, title: str, separator: str, notes: list[str]) -> Person:
        own = r"Mrs|Ms|Miss|Dr|Mr" if self.misters else r"Mrs|Ms|Miss|Dr"
        within = re.fullmatch(own, title) and self.title in _PLURAL and separator != ";"
        if within and not any(_POST.search(note) and not re.search(r"(?i)chair", note) for note in notes):
            return Person(f"{_single(self.title)} {left}")
        self.misters = title.endswith("s Mr")
        self.title = title.split()[0].strip(".") if title.startswith(("Crs", "Cllrs", "Councillors")) else title
        person = _titled(left, self.names)
        office = re.match(r"^(?P<office>(?:Deputy |Lord )?Mayor)\s+(?P<who>(?:Cr|Cllr|Councillor)\b.+)$", person.name)
        return replace(person, name=office["who"], capacity=office["office"]) if office else person

    def _no_person(self, left: str, base: str, separator: str, notes: list[str]) -> None:
        """A piece that names nobody: 'the Clerk', or a post that belongs to the person before."""
        last = self.people[-1] if self.people else None
        if _CLERK.fullmatch(left) and separator != "(":
            if last and last.capacity is None and not left.lower().startswith("the") and separator in (",", ""):
                self.people[-1] = replace(last, capacity=left)
            else:
                self.people.append(Person(left, capacity="Clerk", unnamed=True))
        elif separator == ";" and self.names.roles_in(left):
            self.post = base
        elif last and left and not last.unnamed and self.names.roles_in(left):
            joiner = {",": ", ", "&": " & ", "and": " and "}.get(separator, ", ")
            self.people[-1] = replace(last, capacity=f"{last.capacity}{joiner}{base}" if last.capacity else base)
            for note in notes:
                self.people[-1], more = noted(self.people[-1], note, self.names)
                self.extra += more


_POSTS = re.compile(
    r"(?:(?:Joint|Deputy|Vice|Co|Assistant)[- ])?(?:Leader|Chair|Vice-Chair|Mayor|Clerk|Secretary|Director)s"
)
_HONOURS = re.compile(
    r"(?:OBE|MBE|CBE|KBE|DBE|BEM|JP|QC|KC|MP|MSP|MS|QPM|DL|TD|RD|CNZM|ONZM|MNZM|QSO|QSM|PhD|BSc|MBA|FCA)"
)
_CLERK = re.compile(
    r"(?i)(?:the\s+)?(?:parish\s+|town\s+|assistant\s+|deputy\s+)*clerk(?:\s+to the (?:parish )?council)?(?:/rfo)?"
)
_ELSEWHERE = ("Borough", "County", "District", "City")
_OF_ELSEWHERE = frozenset(f"{where} {title}" for where in _ELSEWHERE for title in ("Cllrs", "Councillors"))
_PLURAL = frozenset(("Crs", "Cllrs", "Cllrs.", "Councillors", "Messrs", "Messrs.")) | _OF_ELSEWHERE
_SHARED = (
    frozenset(["Cr", "Crs", "Cllrs", "Councillors", "Messrs", "Governors", "Members", "Cllr", "Councillor"])
    | _OF_ELSEWHERE
)


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


def beside(person: Person, words: str) -> Person:
    """The person with what stands behind a dash: for whom they came, a post, or where they are from."""
    if instead := _SUBSTITUTE_IN.match(words):
        return replace(person, substitute_for=instead["who"].strip())
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
                return [replace(beside(person, rest), initials=with_initials["i"])]
    cut = re.match(r"^(?P<left>[^-–—\t,;]{3,70}?)\s*(?:\s[-–—]|\t|:\s|[–—]|\|)\s*(?P<right>.+)$", text)
    if not cut or re.search(names.titled, cut["right"]):
        return []
    base = _BRACKETS.sub(" ", cut["left"]).strip(" .")
    if not (names.is_name(base) or re.fullmatch(names.titled, base)):
        return []
    person = beside(_titled(base, names) if re.fullmatch(names.titled, base) else Person(base), cut["right"].strip())
    extra: list[Person] = []
    for note in _BRACKETS.findall(cut["left"]):
        if re.fullmatch(r"[A-Z][A-Za-z]{1,3}", note):
            person = replace(person, initials=note)
        elif person.capacity is None or not _POST.search(person.capacity):
            person, extra = noted(replace(person, capacity=None), note, names) if not person.capacity else (person, [])
        elif _POST.search(note):
            person = replace(person, capacity=f"{note}, {person.capacity}")
    return [person, *extra]


def _single(title: str) -> str:
    return re.sub(r"^((?:\w+ )?(?:Cllr|Councillor|Cr))s\b", r"\1", re.sub(r"^Messrs\b\.?", "Mr", title))


def noted(person: Person, note: str, names: Names) -> tuple[Person, list[Person]]:
    """What a note in brackets says of a person, and the people whom it adds."""
    if (
        re.fullmatch(r"[A-Z][A-Za-z]{1,3}", note)
        and note[0] == names.bare(person.name)[:1]
        and sum(c.isupper() for c in note) >= 2
    ):
        return replace(person, initials=note), []
    if (match := _SUBSTITUTE_IN.match(note)) or (match := re.match(rf"for (?P<who>{names.titled})$", note)):
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
        or re.match(rf"{names.titled}\s+(?:attended|joined|left|arrived)\b", note)
        or re.match(
            r"(?i)(?:unwell\b|ill\b|illness|sick|(?:on )?(?:annual )?(?:leave|holiday)\b|away\b|bereave|work(?:ing)?(?: commitments?)?$|(?:family|personal|prior|other) (?:reasons?|commitments?|matters?|engagements?)|part|from|until|arriv|left|via|virtual|remote|online|zoom|teams|to item|to (?:the )?(?:point|end)|for item|items?\b|joined|attended|joining|attending|up to|by (?:telephone|video|phone)|present (?:from|until|for)|except|not present|late)",
            note,
        )
    ):
        return person, []
    if re.fullmatch(r"[A-Z]", note) or (
        re.fullmatch(r"[A-Z][a-z]+", note) and not names.roles_in(note) and not person.capacity
    ):
        return person, []
    return replace(person, capacity=f"{person.capacity}, {note}" if person.capacity else note), []


def _parts_of_note(note: str) -> list[str]:
    """'substitute member, substitute for Councillor Penrose': what says for whom somebody came stands for itself."""
    if with_initials := re.match(r"^([A-Z]{2,3}), (\S.+)$", note):
        return [with_initials[1], with_initials[2]]
    parts = note.split(", ")
    return parts if any(_SUBSTITUTE_IN.match(part) for part in parts) else [note]


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
    found = list(
        re.finditer(
            rf"([^()]+?)\s*,?\s*\(({names.titled}|{names.title}\s*[A-Z][^()]{{2,40}}|(?:[A-Z]\.\s?)+[A-Z][\w’'-]+)\)",
            text,
        )
    )
    out: list[Person] = []
    for match in found:
        post = re.sub(r"^[\s,;&]*(?:and\s+)?(?:the\s+)?", "", match[1])
        if not names.roles_in(post) or re.search(names.titled, post) or names.is_name(post.split(",")[0]):
            return []
        out.append(replace(_titled(match[2], names), capacity=post.strip()))
    rest = re.sub(r"^[\s,;&]*(?:and\s+)?", "", text[found[-1].end() :]) if found else ""
    if out and (presiding := re.match(r"(?i)\(?(?:was )?in the chair\)?[\s,;.]*", rest)):
        out[-1] = replace(out[-1], capacity=f"{out[-1].capacity}, in the Chair")
        rest = rest[presiding.end() :]
    return out + (people_in(rest, names) if rest and not found[0].start() else []) if out else []
