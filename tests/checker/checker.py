"""Answers questions from an exported log, as the documentation says that they are to be answered.

A program of its own: it was written from the documentation alone, imports nothing of govledger, and reads what
`govledger export entries` writes. It folds the whole log anew for every question, in the plainest way that there is.

    python tests/checker/checker.py log.jsonl members body:cabinet --as-at 2023-09-01 --known-at 250
"""

import calendar
import datetime
import functools
import json
import re
import sys
import zoneinfo

NEVER, ALWAYS = 0, 9_999_999  # the ends of time, as entries have them: no bound before, no bound after
NO, POSSIBLY, YES = "no", "possibly", "yes"
FIRM = ("minuted", "asserted", "reported")  # what is said to be so; everything else only may be
FURTHEST = ("full", "partial", "deflected", "deferred", "declined", "none")
LONDON = zoneinfo.ZoneInfo("Europe/London")
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}

# --- dates -----------------------------------------------------------------------------------------------------------


def moved(day, years, months, days, way):
    """A day so many years, months and days earlier (way -1) or later (way +1); the last day of a shorter month."""
    month = day.year * 12 + day.month - 1 + way * (years * 12 + months)
    year, month = month // 12, month % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(day.day, last)) + datetime.timedelta(days=way * days)


def single(text):
    """The first and the last day that one date allows: 2018, 2018-06, 2018-22, 201X, 2018-XX, 2013~, 2013-05-06?."""
    if "T" in text:
        local = moment(text)
        return local.toordinal(), local.toordinal()
    if re.fullmatch(r"[0-9X-]+[~?%]", text):
        return about(text[:-1], 2 if text[-1] == "%" else 1)
    wide = [0, 0, 0]  # by how many units of year, month and day either way
    parts = []
    for at, part in enumerate(text.split("-")):
        before, digits, after = re.fullmatch(r"([~?%]?)([0-9X]+)([~?%]?)", part).groups()
        parts.append(digits)
        if before or after:
            wide[at] = (2 if "%" in before + after else 1) * (3 if at == 2 else 1)
    year = parts[0]
    if year == "XXXX":
        return NEVER, ALWAYS
    first = datetime.date(int(year.replace("X", "0")), 1, 1)
    last = datetime.date(int(year.replace("X", "9")), 12, 31)
    if len(parts) > 1 and parts[1] != "XX":
        month = int(parts[1])
        if month in SEASONS:  # spring is March to May, and so on; winter runs into the next year
            first = datetime.date(first.year, SEASONS[month], 1)
            last = moved(first, 0, 3, 0, 1) - datetime.timedelta(days=1)
        else:
            first = datetime.date(first.year, month, 1)
            last = datetime.date(last.year, month, calendar.monthrange(last.year, month)[1])
            if len(parts) > 2 and parts[2] != "XX":
                first = last = datetime.date(first.year, month, int(parts[2]))
    return moved(first, *wide, -1).toordinal(), moved(last, *wide, 1).toordinal()


def about(text, times):
    """A date with a mark at its end: three days either way, or one month, season, year or decade; twice that for %."""
    first, last = (datetime.date.fromordinal(day) for day in single(text))
    parts = [part for part in text.split("-") if part != "XX"]
    if len(parts) == 3:
        return first.toordinal() - 3 * times, last.toordinal() + 3 * times
    months = 12 * 10 ** parts[0].count("X") if len(parts) == 1 else 3 if int(parts[1]) > 12 else 1
    beyond = moved(last + datetime.timedelta(days=1), 0, months * times, 0, 1)  # so that a month ends on its last day
    return moved(first, 0, months * times, 0, -1).toordinal(), beyond.toordinal() - 1


def moment(text):
    """What the clock in London says at a time with a zone, or without one."""
    at = datetime.datetime.fromisoformat(text)
    return at.replace(tzinfo=LONDON) if at.tzinfo is None else at.astimezone(LONDON)


def time_of(text):
    """The time of day in London that a date tells; one without a time stands before all that have one."""
    return moment(text).time().isoformat() if "T" in text and text[4] == "-" and "/" not in text else ""


@functools.cache
def bounds(text):
    """The first and the last day that a date allows, as numbers of days."""
    if text[0] in "[{":
        earliest, latest = [], []
        for choice in text[1:-1].split(","):
            start, dots, end = choice.strip().partition("..")
            earliest.append(bounds(start)[0] if start else NEVER)
            latest.append((bounds(end)[1] if end else ALWAYS) if dots else bounds(start)[1])
        return min(earliest), max(latest)
    if "/" in text:
        start, end = text.split("/")
        return (bounds(start)[0] if start.strip(".") else NEVER), (bounds(end)[1] if end.strip(".") else ALWAYS)
    return single(text)


def day_of(text):
    """The number of a day, or None for any time."""
    return None if text is None else datetime.date.fromisoformat(text).toordinal()


ENDS = ("membership.ended", "office.vacated", "appointment.ended", "body.dissolved", "commitment.discharged")

# --- what counts of the log ------------------------------------------------------------------------------------------


def read(lines):
    """The entries of an exported log, in its order."""
    return [json.loads(line) for line in lines if line.strip()]


def known(log, upto):
    """What counts of the first `upto` entries: without what was retracted, and as it was corrected."""
    prefix = [entry for entry in log if entry["position"] <= upto]
    gone = set()
    for entry in reversed(prefix):  # the last word first: whether a retraction counts, only later ones say
        if entry["type"] == "entry.retracted" and entry["position"] not in gone:
            gone.add(entry["body"]["entry"])
    corrections = {}
    for entry in prefix:
        if entry["type"] == "entry.corrected" and entry["position"] not in gone:
            corrections.setdefault(entry["body"]["entry"], []).append(entry)
    facts = []
    for entry in prefix:
        if entry["position"] not in gone and entry["type"] not in ("entry.corrected", "entry.retracted"):
            facts.append(as_corrected(entry, corrections))
    facts.sort(key=lambda fact: (fact["earliest"], fact["latest"], time_of(fact["occurred"]), fact["position"]))
    return joined(facts)


def groups(facts):
    """The ids that are one subject, with the one that is kept and the entries that say so; in the order of telling.

    What somebody only thinks is the same joins nothing. Kept is the end of a chain; in a circle, or where one id was
    joined to two, the one that was kept by the entry told last.
    """
    told = sorted((f for f in of_type(facts, "subject.same-as") if firmness(f) == YES), key=lambda f: f["position"])
    found = []
    for fact in told:
        pair = {fact["subject"], fact["body"]["kept"]}
        met = [group for group in found if group["ids"] & pair]
        found = [group for group in found if group not in met]
        found.append(
            {"ids": pair.union(*(g["ids"] for g in met)), "told": [f for g in met for f in g["told"]] + [fact]}
        )
    for group in found:
        said = sorted(group["told"], key=lambda fact: fact["position"])
        given_up = {fact["subject"] for fact in said}
        kept = [fact["body"]["kept"] for fact in reversed(said)]
        group["kept"] = next((each for each in kept if each not in given_up), kept[0])
        group["entries"] = rests_on(*said)
    return found


def one(facts, subject):
    """The id under which a subject is answered for."""
    return next((group["kept"] for group in groups(facts) if subject in group["ids"]), subject)


def joined(facts):
    """The facts as told of the ids that are kept, from whatever day; they rest on what says so besides."""
    for group in groups(facts):
        others = group["ids"] - {group["kept"]}
        for fact in facts:
            if fact["type"] == "subject.same-as":
                continue
            told = [fact["body"], fact["subject"], fact["stated_by"]]
            fact["body"], fact["subject"], fact["stated_by"] = now = put(told, others, group["kept"])
            # Who said that something ended is in no row, but in one that has nothing else.
            which = (
                "because" if fact["type"] not in ENDS or json.dumps(now[:2]) != json.dumps(told[:2]) else "because_said"
            )
            if json.dumps(now) != json.dumps(told):
                fact[which] = fact.get(which, []) + group["entries"]
    return facts


def put(value, others, kept):
    """A value with one id in the place of others, wherever they stand in it."""
    if isinstance(value, dict):
        return {key: put(held, others, kept) for key, held in value.items()}
    if isinstance(value, list):
        return [put(held, others, kept) for held in value]
    return kept if value in others else value


def known_by(log, moment):
    """The number of the last entry that had been recorded by a moment, in microseconds since 1970."""
    return max((entry["position"] for entry in log if entry["recorded_at"] <= moment), default=0)


def end_of_day(text):
    """The last microsecond of a day in London, counted since 1970."""
    following = datetime.datetime.fromisoformat(text) + datetime.timedelta(days=1)
    return int(following.replace(tzinfo=zoneinfo.ZoneInfo("Europe/London")).timestamp()) * 1_000_000 - 1


def as_corrected(entry, corrections):
    """An entry with its corrections upon it, one after the other, each with its own corrections upon it."""
    fact = {
        "position": entry["position"],
        "type": entry["type"],
        "subject": entry["stream"],
        "occurred": entry["occurred"],
        "standing": entry["standing"],
        "stated_by": entry["stated_by"] or None,
        "body": dict(entry["body"]),
        "entries": [entry["position"]],
    }
    for correction in corrections.get(entry["position"], []):
        right = as_corrected(correction, corrections)
        fact["entries"] += right["entries"]
        said = right["body"]
        for field, value in said.get("fields", {}).items():
            if value is None:
                fact["body"].pop(field, None)
            else:
                fact["body"][field] = value
        for part in ("occurred", "standing", "stated_by"):
            if part in said:
                fact[part] = said[part]
        fact["stated_by"] = fact["stated_by"] or None
    fact["earliest"], fact["latest"] = bounds(fact["occurred"])
    return fact


def of_type(facts, *types):
    """The facts of some types, in the order of the world."""
    return [fact for fact in facts if fact["type"] in types]


def rests_on(*facts):
    """The numbers of the entries that a row rests on: corrections among them, and what joined the ids that it shows."""
    numbers = set()
    for fact in facts:
        if fact is not None:
            numbers.update(fact["entries"], fact.get("because", []))
    return sorted(numbers)


# --- yes, no, possibly -----------------------------------------------------------------------------------------------


def least(*certainties):
    """The least certain of several."""
    for answer in (NO, POSSIBLY):
        if answer in certainties:
            return answer
    return YES


def firmness(fact):
    """Whether somebody says that it is so, or only that it may be, or may come to be."""
    return YES if fact["standing"] in FIRM else POSSIBLY


def happened_by(fact, day):
    """Whether what happened on one day had happened by a day."""
    if day is None or fact["latest"] <= day:
        return firmness(fact)
    return NO if day < fact["earliest"] else POSSIBLY


def in_force(start, end, day):
    """Whether what runs from a first day to a last one was in force on a day; at any time, where no day is given."""
    if day is None:
        return firmness(start)
    if day < start["earliest"]:
        return NO
    answer = firmness(start) if start["latest"] <= day else POSSIBLY
    if end is not None:
        if end["latest"] < day and firmness(end) == YES:
            return NO
        if end["earliest"] < day:  # it may have ended; an end that is only expected ends nothing for certain
            return POSSIBLY
    return answer


def settled(facts, key):
    """What stands where one thing is told several times: the last in the order of the world, and what it rests on.

    What is only expected takes nothing away from what is said to be so.
    """
    found = {}
    for fact in facts:
        name = fact["subject"], fact["body"].get(key)
        if name not in found:
            found[name] = fact
        elif firmness(fact) == YES or firmness(found[name]) == POSSIBLY:
            found[name] = fact | {"entries": found[name]["entries"] + fact["entries"]}
    return found


def ends(facts, start_type, end_type, key):
    """Pairs of what began and what ended it; `key` is the field by which an end names its beginning.

    What ended and is not told to have begun began on a day that nobody knows.
    """
    starts, found = settled(of_type(facts, start_type), key), settled(of_type(facts, end_type), key)
    pairs = [(start, found.get(name)) for name, start in starts.items()]
    for name, end in found.items():
        if name not in starts:
            first = next(fact for fact in of_type(facts, end_type) if (fact["subject"], fact["body"].get(key)) == name)
            unknown = {"occurred": "XXXX", "earliest": NEVER, "latest": ALWAYS, "entries": []}
            unknown["because"] = first.get("because_said", [])
            pairs.append((first | unknown, end))
    return pairs


def span(start, end):
    """The columns of what runs from a day to a day."""
    return {"since": start["occurred"], "until": end["occurred"] if end else None}


# --- bodies, members, offices, posts ---------------------------------------------------------------------------------


def body_list(facts, day):
    """Which bodies there are, and what they are called on the day."""
    rows = []
    for start, end in ends(facts, "body.established", "body.dissolved", "body"):
        certainty = in_force(start, end, day)
        if certainty == NO:
            continue
        if end is None and firmness(start) == YES and acted(facts, start["subject"], day):
            certainty = YES
        name = called(facts, start, day)
        row = {"id": start["subject"], "name": name, "kind": start["body"].get("kind") or ""}
        row |= span(start, end) | {"standing": start["standing"], "certainty": certainty}
        rows.append(row | {"entries": rests_on(start, end)})
    return rows


def acted(facts, body, day):
    """Whether a body certainly had a member, or had resolved or considered something, by a day: then there is one."""
    for fact in facts:
        said = fact["body"]
        own = fact["subject"] == body and fact["type"] in ("membership.started", "office.assigned")
        resolved = fact["type"] == "resolution.passed" and said.get("body") == body
        took = fact["type"] in ("decision.made", "project.considered", "project.scrutinised") and said.get("by") == body
        did = own or resolved or (took and said.get("happened") is not False)
        if did and firmness(fact) == YES and happened_by(fact, day) == YES:
            return True
    return False


def called(facts, start, day):
    """What a body is called: all names that it may go by on the day, and the last one where no day is given.

    A name counts that is said to be one, and is not certainly from before the body is said to have been there. It is
    over once one that certainly came later certainly holds.
    """
    told = [start]
    for fact in of_type(facts, "body.renamed"):
        is_before = firmness(start) == YES and fact["latest"] < start["earliest"]
        if fact["subject"] == start["subject"] and firmness(fact) == YES and not is_before:
            told.append(fact)
    if day is None:
        return told[-1]["body"]["name"]
    found = []
    for number, fact in enumerate(told):
        later = [other for other in told[number + 1 :] if comes_later(other, fact)]
        if fact is start:
            later = [other for other in told[1:] if start["earliest"] <= other["latest"]]
        over = any(other["latest"] <= day for other in later)
        if fact["earliest"] <= day and not over and fact["body"]["name"] not in found:
            found.append(fact["body"]["name"])
    return " or ".join(found)


def comes_later(fact, other):
    """Whether of two facts, told in their order, the first certainly came after the second: on one day they did."""
    one_day = fact["earliest"] == fact["latest"] == other["earliest"] == other["latest"]
    return one_day or other["latest"] < fact["earliest"]


def meet(one, other):
    """Whether two spans can have a day in common."""
    (start, end), (other_start, other_end) = one, other
    latest = [e["latest"] for e in (end, other_end) if e is not None and firmness(e) == YES]
    return max(start["earliest"], other_start["earliest"]) <= min([*latest, ALWAYS])


def holders(facts, post, day):
    """Who holds a post on a day, each with how certain that is and what it rests on."""
    found = []
    for start, end in ends(facts, "appointment.started", "appointment.ended", "appointment"):
        if start["subject"] == post and in_force(start, end, day) != NO:
            found.append((start["body"]["person"], in_force(start, end, day), start, end))
    return found


def lasts(end, day):
    """Whether a body is not over yet on a day: whoever sat in it sits no longer, though nobody told the end of it."""
    if day is None or end is None or firmness(end) != YES or day <= end["earliest"]:
        return YES
    return NO if end["latest"] < day else POSSIBLY


def seats(facts, day):
    """Every seat and office that is in force on a day, in every body that is not over."""
    rows, over = [], settled(of_type(facts, "body.dissolved"), "body")
    over = {end["subject"]: end for end in over.values()}
    pairs = ends(facts, "membership.started", "membership.ended", "membership")
    pairs += ends(facts, "office.assigned", "office.vacated", "tenure")
    for start, end in pairs:
        certainty = in_force(start, end, day)
        body_lasts = lasts(over.get(start["subject"]), day)
        if NO in (certainty, body_lasts):
            continue
        certainty = least(certainty, body_lasts)
        said = start["body"]
        member = said.get("member") or said.get("holder")
        row = {"body": start["subject"], "member": member, "held_by": None}
        row["seat"] = said.get("office") or said.get("role") or "member"
        row["voting"] = said.get("voting")
        row["on_behalf_of"] = said.get("on_behalf_of")
        row |= span(start, end) | {"standing": start["standing"], "certainty": certainty}
        row["entries"] = rests_on(start, end)
        held = holders(facts, member, day) if member.startswith("post:") else []
        held = [(person, sure, pair) for person, sure, *pair in held if meet((start, end), pair)]
        for person, sure, pair in held:
            rests = rests_on(start, end, *pair)
            rows.append(row | {"held_by": person, "certainty": least(certainty, sure), "entries": rests})
        if not held:
            rows.append(row)
    return rows


def members(facts, day, body):
    """Who sits on a body on a day, in what office, and on whose behalf."""
    return [{k: v for k, v in row.items() if k != "body"} for row in seats(facts, day) if row["body"] == body]


def person_seats(facts, day, person):
    """The seats of a person, those of the posts that the person holds among them."""
    rows = []
    for row in seats(facts, day):
        if person in (row["member"], row["held_by"]):
            kept = ("body", "seat", "on_behalf_of", "since", "until", "standing", "certainty", "entries")
            rows.append({key: row[key] for key in kept})
    return rows


def person_name(facts, day, person):
    """What a person is called on a day: by the latest renaming by then that is said to be so, else as registered."""
    told = [fact for fact in of_type(facts, "person.registered") if fact["subject"] == person]
    name = told[0]["body"]["name"] if told else None
    for renamed in of_type(facts, "person.renamed"):
        if renamed["subject"] == person and firmness(renamed) == YES and happened_by(renamed, day) != NO:
            name = renamed["body"]["name"]
    return name


def person_posts(facts, day, person):
    """The posts that a person holds on a day."""
    rows = []
    for start, end in ends(facts, "appointment.started", "appointment.ended", "appointment"):
        certainty = in_force(start, end, day)
        if start["body"]["person"] == person and certainty != NO:
            row = {"post": start["subject"]} | span(start, end) | {"standing": start["standing"]}
            rows.append(row | {"certainty": certainty, "entries": rests_on(start, end)})
    return rows


# --- decisions and votes ---------------------------------------------------------------------------------------------


def decisions(facts, day):
    """What was decided by a day, limb by limb; a decision without limbs is one row without a verb."""
    rows = []
    for fact in of_type(facts, "resolution.passed", "decision.made"):
        certainty = happened_by(fact, day)
        if certainty == NO:
            continue
        said = fact["body"]
        row = {"id": fact["subject"], "since": fact["occurred"], "by": said.get("body") or said.get("by")}
        row |= {"standing": fact["standing"], "certainty": certainty, "mover": said.get("mover")}
        for limb in said.get("limbs") or [{"text": said["text"], "projects": said.get("projects", [])}]:
            about = sorted(limb.get("projects") or said.get("projects", []))
            rows.append(row | {"verb": limb.get("verb"), "text": limb["text"], "projects": about})
    return rows


def counted(vote):
    """For, against, abstained and absent, as counted or by everybody's ballots; None for what nobody counted."""
    choices = [] if vote.get("some_named") else [ballot["choice"] for ballot in vote.get("ballots", [])]
    found = {count: choices.count(count) if choices else None for count in ("for", "against", "abstained", "absent")}
    found["absent"] = found["absent"] or None
    return found | {count: vote[count] for count in found if count in vote}


def votes(facts, day):
    """How votes went; what nobody counted is not told."""
    rows = []
    for fact in of_type(facts, "vote.recorded"):
        certainty = happened_by(fact, day)
        if certainty != NO:
            row = {"id": fact["subject"], "since": fact["occurred"], "standing": fact["standing"]}
            row |= counted(fact["body"])
            for told in ("present", "quorum", "carried"):
                row[told] = fact["body"].get(told)
            row["ballots"] = sorted((b["member"], b["choice"]) for b in fact["body"].get("ballots", []))
            rows.append(row | {"certainty": certainty, "entries": rests_on(fact)})
    return rows


# --- routes ----------------------------------------------------------------------------------------------------------


def evidence(fact):
    """How well a step is shown, and in the words of a reader whether it happened."""
    standing, denied = fact["standing"], fact["body"].get("happened") is False
    itself = standing == "minuted" or (standing == "reported" and fact["stated_by"] == fact["body"].get("by"))
    if standing in ("unknown", "disputed"):
        return "open", "not sure"
    if denied:
        return ("denied", "no") if itself else ("claimed", "said not to be")
    if itself:
        return "shown", "yes"
    return "claimed", "expected" if standing in ("expected", "anticipated", "proposed") else "said to be"


def route_steps(facts, day, project):
    """The steps that a project took, or is said to have taken or not to have taken, by a day."""
    rows = []
    for fact in of_type(facts, "project.considered", "project.scrutinised"):
        if fact["subject"] == project:
            said = fact["body"]
            role = "scrutiny" if fact["type"] == "project.scrutinised" else said.get("role", "unknown")
            rows.append(step(fact, said["by"], role, said.get("outcome", "")))
    for fact in of_type(facts, "resolution.passed", "decision.made"):
        said = fact["body"]
        for part in [said, *said.get("limbs", [])]:  # a step of the whole, and one of each limb that names the project
            if project in part.get("projects", []):
                rows.append(step(fact, said.get("body") or said["by"], None, None))
    return [row | {"certainty": happened_by(fact, day)} for fact, row in rows if happened_by(fact, day) != NO]


def step(fact, by, role, outcome):
    """A step of a route, with the fact that tells of it."""
    shown, happened = evidence(fact | {"body": fact["body"] | {"by": by}})
    row = {"date": fact["occurred"], "by": by, "role": role, "outcome": outcome, "evidence": shown}
    row |= {"happened": happened, "standing": fact["standing"], "stated_by": fact["stated_by"]}
    return fact, row | {"entries": rests_on(fact)}


# --- questions -------------------------------------------------------------------------------------------------------


def questions(facts, day, unanswered=False):
    """What was asked by a day, and how far it had been answered by then."""
    rows = []
    for fact in of_type(facts, "question.asked"):
        asked = happened_by(fact, day)
        if asked == NO:
            continue
        answers = []
        for answer in of_type(facts, "answer.given"):
            sure = happened_by(answer, day)
            if answer["body"]["question"] == fact["subject"] and sure != NO:
                answers.append((answer, sure))
        furthest, certainty = "none", asked
        for completeness in FURTHEST:
            sure = [sure for answer, sure in answers if answer["body"]["completeness"] == completeness]
            if sure:
                furthest = completeness
                certainty = least(asked, YES if YES in sure else POSSIBLY)
                break
        # An answer that is only possible leaves the question possibly open.
        open_still = all(sure != YES for answer, sure in answers if answer["body"]["completeness"] != "none")
        if unanswered and not open_still:
            continue
        row = {"id": fact["subject"], "text": fact["body"]["text"], "since": fact["occurred"]}
        row |= {"by": fact["body"].get("by"), "to": fact["body"].get("to"), "completeness": furthest}
        row |= {"standing": fact["standing"], "certainty": certainty}
        row["answers"] = sorted((a["body"]["completeness"], a["occurred"], sure, rests_on(a)) for a, sure in answers)
        rows.append(row | {"entries": rests_on(fact, *(answer for answer, _ in answers))})
    return rows


# --- commitments -----------------------------------------------------------------------------------------------------


def commitments(facts, day):
    """What was undertaken by a day, and whether it was open, overdue or discharged then."""
    rows = []
    for fact in of_type(facts, "commitment.made"):
        certainty = happened_by(fact, day)
        if certainty == NO:
            continue
        own = [other for other in facts if other["subject"] == fact["subject"]]
        dues = [fact]
        moved_by = []
        for moved_to in of_type(own, "commitment.rescheduled"):
            sure = happened_by(moved_to, day)
            if sure != NO:
                moved_by.append(moved_to)
                dues = [due for due in dues if sure == POSSIBLY or not (due is fact or comes_later(moved_to, due))]
                dues.append(moved_to)
        done = next(iter(settled(of_type(own, "commitment.discharged"), "commitment").values()), None)
        discharged = NO if done is None else happened_by(done, day)
        row = {"id": fact["subject"], "text": fact["body"]["text"], "by": fact["body"].get("by")}
        row |= {"since": fact["occurred"], "until": done["occurred"] if done else None}
        row["state"] = state_of([due["body"].get("due") for due in dues], discharged, day)
        row["due"] = sorted({due["body"]["due"] for due in dues if due["body"].get("due")})
        row["rescheduled"] = sorted(other["occurred"] for other in moved_by)
        row |= {"standing": fact["standing"], "certainty": certainty}
        rows.append(row | {"entries": rests_on(fact, done, *moved_by)})
    return rows


def state_of(dues, discharged, day):
    """What a commitment comes to, for the dates by which it may have been due."""
    if discharged == YES:
        return "discharged"
    late = [NO if due is None or day is None else overdue(due, day) for due in dues]
    if discharged == NO and all(answer == YES for answer in late):
        return "overdue"
    if any(answer != NO for answer in late):
        return "possibly overdue"
    if discharged == POSSIBLY:
        return "possibly discharged"
    return "undated" if all(due is None for due in dues) else "open"


def overdue(due, day):
    """Whether something was due before a day."""
    earliest, latest = bounds(due)
    return YES if latest < day else POSSIBLY if earliest < day else NO


# --- flags -----------------------------------------------------------------------------------------------------------


def flags(facts, day):
    """Those flags whose meaning the documentation settles: (kind, about, certainty, entries)."""
    found = []

    def flag(kind, about, certainty, *resting):
        if certainty != NO:
            row = {"kind": kind, "about": about, "certainty": certainty, "entries": rests_on(*resting)}
            found.append(row)

    said = [fact for fact in facts if firmness(fact) == YES]  # what is only expected is never flagged
    decided = {fact["subject"]: fact for fact in of_type(facts, "resolution.passed", "decision.made")}
    for vote in of_type(said, "vote.recorded"):
        counts, about, by_then = vote["body"], vote["subject"], happened_by(vote, day)
        ayes, noes = counted(counts)["for"], counted(counts)["against"]
        if ayes is not None and ayes == noes and counts.get("carried") is True and "casting" not in counts:
            flag("carried at a tie", about, by_then, vote)
        if None not in (ayes, noes) and ayes > noes and counts.get("carried") is False:
            flag("lost with a majority", about, by_then, vote)
        if "present" in counts and "quorum" in counts and counts["present"] < counts["quorum"]:
            flag("vote without a quorum", about, by_then, vote)
        on = decided.get(about)
        if on and firmness(on) == YES and (vote["latest"] < on["earliest"] or on["latest"] < vote["earliest"]):
            flag("vote on another day", about, by_then, vote, on)
    for end in settled(of_type(facts, "project.closed"), "project").values():
        if firmness(end) != YES:
            continue
        opened = [fact for fact in of_type(facts, "project.opened") if fact["subject"] == end["subject"]]
        for taken in of_type(said, "project.considered", "project.scrutinised"):
            after = taken["subject"] == end["subject"] and end["latest"] < taken["earliest"]
            if after and taken["body"].get("happened") is not False:
                resting = (taken, end, *opened)
                flag("step after the project was closed", end["subject"], happened_by(taken, day), *resting)
    chairs = ends(facts, "office.assigned", "office.vacated", "tenure")
    for at, (one, one_end) in enumerate(chairs):
        for other, other_end in chairs[at + 1 :]:
            same = one["subject"] == other["subject"] and one["body"]["office"] == other["body"]["office"] == "chair"
            if same and YES == firmness(one) == firmness(other) and one["body"]["holder"] != other["body"]["holder"]:
                # Both sit for certain from the later of the latest starts; neither may have ended before that.
                both = max(one["latest"], other["latest"])
                lasting = all(end is None or both <= end["earliest"] for end in (one_end, other_end))
                handed = ((one_end, other), (other_end, one))  # the last day of one may be the first of the next
                if lasting and not any(end and end["earliest"] == start["latest"] for end, start in handed):
                    first = max(one["earliest"], other["earliest"])
                    certainty = YES if day is None or both <= day else POSSIBLY if first <= day else NO
                    flag("two chairs at once", one["subject"], certainty, one, one_end, other, other_end)
    return found


# --- the program -----------------------------------------------------------------------------------------------------

QUESTIONS = {
    "body-list": body_list,
    "members": members,
    "person-seats": person_seats,
    "person-posts": person_posts,
    "decisions": decisions,
    "votes": votes,
    "route-steps": route_steps,
    "questions": questions,
    "commitments": commitments,
    "flags": flags,
}


def main(arguments):
    """Answer one question from a file."""
    options = {"--as-at": None, "--known-at": None}
    plain = []
    while arguments:
        word = arguments.pop(0)
        if word in options:
            options[word] = arguments.pop(0)
        else:
            plain.append(word)
    with open(plain[0], encoding="utf-8") as file:
        log = read(file)
    facts = known(log, int(options["--known-at"] or len(log)))
    for row in QUESTIONS[plain[1]](facts, day_of(options["--as-at"]), *plain[2:]):
        print(json.dumps(row))


if __name__ == "__main__":
    main(sys.argv[1:])
