"""Invents histories: what clerks record, correct and retract, the same again for the same seed.

A history is a list of steps, each either a meeting file or a command, that go through the front door. Some of what is
invented cannot be true, and is refused; what is left is history all the same.
"""

import datetime
import json
import random

FIRST, LAST = datetime.date(2015, 1, 1), datetime.date(2021, 12, 31)
STANDINGS = ["asserted", "reported", "expected", "proposed", "anticipated", "inferred", "disputed", "unknown"]
VERBS = ["noted", "agreed", "approved", "endorsed", "supported", "recommended", "referred", "requested", "rejected"]
BODIES = ["cabinet", "council", "scrutiny"]
PEOPLE = ["ada", "ben", "cora", "dev", "ella", "ada-quill", "benno"]
POSTS = ["clerk", "director"]
PROJECTS = ["bridge", "ferry"]


def some_day(dice):
    """A day, more often at the turn of a month, where slips by one show."""
    day = FIRST + datetime.timedelta(days=dice.randrange((LAST - FIRST).days))
    return day.replace(day=1) if dice.random() < 0.3 else day


def some_date(dice, near=None):
    """A date in EDTF, in any of the forms that sources need."""
    day = near if near is not None and dice.random() < 0.7 else some_day(dice)
    later = min(day + datetime.timedelta(days=dice.choice([0, 1, 30, 200, 500])), datetime.date(2022, 12, 31))
    forms = [f"{day}"] * 9 + [f"{day:%Y-%m}"] * 3 + [f"{day:%Y}"] * 2
    forms += [f"{day:%Y}-{dice.choice([21, 22, 23, 24])}", f"{day:%Y}~", f"{day:%Y-%m}?", f"{day}~", f"{day:%Y}%"]
    forms += [
        f"[..{day:%Y-%m}]",
        f"[..{day}]",
        f"[{day:%Y-%m}..]",
        f"[{day:%Y-%m}..{later:%Y-%m}]",
        f"[{day}..{later}]",
    ]
    forms += [f"{day}/{later}", f"[{day}, {later}]", f"{day:%Y-%m}-XX", f"{day:%Y}-XX", "201X", "XXXX", "XXXX"]
    return dice.choice(forms)


def first_or_last_day(dice, near=None):
    """A date that is no duration: a state begins and ends on a day, however imprecise."""
    while "/" in (date := some_date(dice, near)):
        pass
    return date


def days_worth_asking(log, dice, many):
    """Days at and beside those on which something may have changed, and a few others."""
    edges = []
    for entry in log:
        for edge in (entry["occurred_earliest"], entry["occurred_latest"]):
            if 0 < edge < 9_999_999:
                edges.append(datetime.date.fromordinal(edge))
    days = [None]
    for _ in range(many):
        day = dice.choice(edges) if edges and dice.random() < 0.8 else some_day(dice)
        days.append(str(day + datetime.timedelta(days=dice.choice([-1, 0, 0, 1]))))
    return days


class Invention:
    """What has been invented so far, so that what follows has something to go on about."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.documents = 0
        self.made = {"resolution": [], "question": [], "commitment": []}
        self.seats = []
        self.offices = []
        self.appointments = []

    def pick(self, *choices):
        return self.dice.choice(choices)

    def often(self, share):
        return self.dice.random() < share

    def with_standing(self, statement, share=0.2):
        """The statement, now and then with a standing of its own and whoever said it."""
        if self.often(share):
            statement["standing"] = self.dice.choice(STANDINGS)
            if self.often(0.5):
                statement["stated by"] = self.pick("body:", "person:")
                if statement["stated by"] == "body:":
                    statement["stated by"] += self.dice.choice(BODIES)
                else:
                    statement["stated by"] += self.dice.choice(PEOPLE)
        return statement

    def new(self, kind):
        number = len(self.made[kind]) + 1
        name = f"{kind[0]}{number}"
        self.made[kind].append((name, some_day(self.dice)))
        return self.made[kind][-1]

    def old(self, kind):
        return self.dice.choice(self.made[kind]) if self.made[kind] else None

    # --- statements ---

    def about_persons(self):
        """Two ids turn out to be one person, or somebody says so."""
        other, kept = ("ada-quill", "ada") if self.often(0.7) else self.dice.sample(PEOPLE, 2)
        return {"same as": f"person:{other}", "kept": f"person:{kept}"}

    def about_bodies(self):
        body = self.dice.choice(BODIES)
        if self.often(0.75):
            return {"renamed": body, "name": f"Name {self.dice.randrange(100)}", "on": some_date(self.dice)}
        return {"dissolved": body, "on": some_date(self.dice, LAST)}

    def about_members(self):
        if self.seats and self.often(0.4):
            body, member, day = self.dice.choice(self.seats)
            after = day + datetime.timedelta(days=self.dice.randrange(-40, 900))
            return {"membership ended": member, "body": body, "on": some_date(self.dice, after)}
        member = f"person:{self.dice.choice(PEOPLE)}" if self.often(0.75) else f"post:{self.dice.choice(POSTS)}"
        seat = self.dice.choice(BODIES), member, some_day(self.dice)
        self.seats.append(seat)
        statement = {"member": member, "body": seat[0], "since": first_or_last_day(self.dice, seat[2])}
        if self.often(0.3):
            statement["voting"] = self.often(0.5)
        if self.often(0.2):
            statement["role"] = self.pick("observer", "substitute")
        if self.often(0.2):
            statement["until"] = first_or_last_day(self.dice, seat[2] + datetime.timedelta(days=400))
        if self.often(0.2):
            statement["on behalf of"] = "marsham"
        return statement

    def about_offices(self):
        if self.offices and self.often(0.4):
            body, office, holder, day = self.dice.choice(self.offices)
            after = day + datetime.timedelta(days=self.dice.randrange(-40, 900))
            return {"office vacated": office, "body": body, "holder": holder, "on": some_date(self.dice, after)}
        holder = f"person:{self.dice.choice(PEOPLE)}" if self.often(0.8) else f"post:{self.dice.choice(POSTS)}"
        office = self.pick("chair", "chair", "vice-chair", "lead")
        self.offices.append((self.dice.choice(BODIES), office, holder, some_day(self.dice)))
        body, office, holder, day = self.offices[-1]
        return {"office": office, "body": body, "holder": holder, "since": first_or_last_day(self.dice, day)}

    def about_posts(self):
        if self.appointments and self.often(0.4):
            post, person, day = self.dice.choice(self.appointments)
            after = day + datetime.timedelta(days=self.dice.randrange(-40, 900))
            return {"appointment ended": person, "post": post, "on": some_date(self.dice, after)}
        self.appointments.append((self.dice.choice(POSTS), self.dice.choice(PEOPLE), some_day(self.dice)))
        post, person, day = self.appointments[-1]
        return {"appointed": person, "post": post, "since": first_or_last_day(self.dice, day)}

    def about_resolutions(self):
        if self.made["resolution"] and self.often(0.2):
            name, day = self.old("resolution")
            return {"vote": f"resolution:{name}", "on": some_date(self.dice, day)} | self.how_it_went()
        name, day = self.new("resolution")
        limbs = []
        for number in range(self.dice.randrange(1, 4)):
            limb = {"verb": self.dice.choice(VERBS), "text": f"limb {number} of {name}"}
            if self.often(0.6):
                limb["projects"] = self.dice.sample(PROJECTS, self.dice.randrange(1, 3))
            limbs.append(limb)
        statement = {"resolved": f"Resolved {name}.", "id": name, "body": self.dice.choice(BODIES), "limbs": limbs}
        statement["on"] = some_date(self.dice, day)
        if self.often(0.3):
            statement["mover"] = self.dice.choice(PEOPLE)
        if self.often(0.5):
            statement["vote"] = self.how_it_went()
        return statement

    def how_it_went(self):
        if self.often(0.3):
            voters = self.dice.sample(PEOPLE, 3)
            ballots = [
                {"member": f"person:{who}", "choice": self.pick("for", "against", "abstained")} for who in voters
            ]
            return {"ballots": ballots, "carried": self.often(0.6)}
        vote = {"for": self.dice.randrange(6), "against": self.dice.randrange(6)}
        if self.often(0.4):
            vote["abstained"] = self.dice.randrange(3)
        if self.often(0.3):
            vote["present"] = self.dice.randrange(8, 14)
        if self.often(0.2):
            vote |= {"present": self.dice.randrange(10, 14), "quorum": self.dice.randrange(8, 16)}
        if self.often(0.7):
            vote["carried"] = self.often(0.6)
        return vote

    def about_decisions(self):
        name, day = self.new("resolution")
        by = self.pick("body:cabinet", "post:director", "person:ada")
        statement = {"decided": f"Decided {name}.", "id": name, "by": by, "on": some_date(self.dice, day)}
        if self.often(0.6):
            statement["projects"] = self.dice.sample(PROJECTS, self.dice.randrange(1, 3))
        if self.often(0.3):
            statement["limbs"] = [{"verb": self.dice.choice(VERBS), "text": f"part {n} of {name}"} for n in (1, 2)]
        return statement

    def about_steps(self):
        if self.often(0.1):
            return {"closed": self.dice.choice(PROJECTS), "on": some_date(self.dice)}
        by = f"body:{self.dice.choice(BODIES)}"
        statement = {"considered": self.dice.choice(PROJECTS), "by": by, "on": some_date(self.dice)}
        if self.often(0.5):
            statement = {"scrutinised": statement["considered"], "by": by, "on": statement["on"]}
        elif self.often(0.7):
            statement["role"] = self.pick("scrutiny", "decision", "information", "pre-decision", "unknown")
        if self.often(0.2):
            statement["happened"] = False
        elif self.often(0.4):
            statement["outcome"] = self.pick("supported", "sent back", "noted")
        return self.with_standing(statement, 0.4)

    def about_questions(self):
        if self.made["question"] and self.often(0.5):
            name, day = self.old("question")
            return {"answer": f"question:{name}"} | self.an_answer(day)
        name, day = self.new("question")
        statement = {"question": f"Why {name}?", "id": name, "by": self.dice.choice(PEOPLE)}
        statement["on"] = some_date(self.dice, day)
        if self.often(0.4):
            statement["answer"] = [self.an_answer(day) for _ in range(self.dice.randrange(1, 3))]
        return statement

    def an_answer(self, day):
        completeness = self.pick("full", "partial", "partial", "deflected", "deferred", "declined", "none")
        later = day + datetime.timedelta(days=self.dice.choice([0, 1, 20, 300]))
        answer = {"completeness": completeness, "by": self.dice.choice(PEOPLE), "on": some_date(self.dice, later)}
        if completeness != "none" and self.often(0.5):
            answer["text"] = f"answer {self.dice.randrange(1000)}"
        return self.with_standing(answer)

    def about_commitments(self):
        due = some_date(self.dice)
        if self.made["commitment"] and self.often(0.55):
            name, day = self.old("commitment")
            later = day + datetime.timedelta(days=self.dice.choice([0, 1, 20, 300]))
            if self.often(0.5):
                return {"discharged": f"commitment:{name}", "on": some_date(self.dice, later)}
            return {"rescheduled": f"commitment:{name}", "on": some_date(self.dice, later), "due": due}
        name, day = self.new("commitment")
        statement = {"commitment": f"Do {name}.", "id": name, "by": f"person:{self.dice.choice(PEOPLE)}"}
        statement["on"] = some_date(self.dice, day)
        if self.often(0.7):
            statement["due"] = some_date(self.dice, day + datetime.timedelta(days=self.dice.choice([0, 30, 300])))
        return statement

    # --- steps ---

    def register(self):
        """The first file: who and what there is."""
        lines = ["source: {id: register, document: The register}", "register:"]
        lines += ["  organisations: {marsham: Marsham Council}", "  bodies:"]
        for body in BODIES:
            since = f', "since": {json.dumps(first_or_last_day(self.dice, FIRST))}' if self.often(0.7) else ""
            lines.append(f'    {body}: {{"name": "The {body}", "kind": "committee"{since}}}')
        lines.append("  people: {" + ", ".join(f"{name}: Councillor {name.title()}" for name in PEOPLE) + "}")
        lines.append("  posts: {" + ", ".join(f"{name}: The {name}" for name in POSTS) + "}")
        lines.append("  projects:")
        for project in PROJECTS:
            since = f', "since": {json.dumps(first_or_last_day(self.dice, FIRST))}' if self.often(0.5) else ""
            lines.append(f'    {project}: {{"title": "The {project}"{since}}}')
        lines += ["statements:", '  - {"members declared": "cabinet", "complete": false}']
        return lines

    def meeting_file(self, statements=8):
        """A file with several statements, one on each line, so that one that is refused can be left out."""
        self.documents += 1
        lines = [f"source: {{id: document-{self.documents}, document: Document {self.documents}}}", "statements:"]
        about = [self.about_bodies, self.about_members, self.about_members, self.about_members, self.about_offices]
        about += [self.about_posts, self.about_posts, self.about_resolutions, self.about_decisions, self.about_steps]
        about += [self.about_steps, self.about_questions, self.about_questions, self.about_commitments]
        about += [self.about_commitments, self.about_offices, self.about_persons]
        for _ in range(statements):
            statement = self.dice.choice(about)()
            lines.append("  - " + json.dumps(self.with_standing(statement, 0.12)))
        return lines

    def command(self):
        """A single command of a clerk who writes no file."""
        source = ["--document", f"Letter {self.dice.randrange(10**6)}", "--on", some_date(self.dice)]
        body, person = self.dice.choice(BODIES), self.dice.choice(PEOPLE)
        project = self.dice.choice(PROJECTS)
        limb = ["--limb", self.dice.choice(VERBS), f"a limb of {self.dice.randrange(1000)}", "--project", project]
        return self.dice.choice(
            [
                ["member", "add", body, person, *source],
                ["member", "end", body, person, *source],
                ["project", "scrutinise", project, "--by", body, "--outcome", "supported", *source],
                ["resolution", "record", "--body", body, *limb, *source],
                ["decision", "record", f"That {self.dice.randrange(1000)}.", "--by", f"body:{body}", *source],
            ]
        )

    def second_thought(self, log):
        """A correction or a retraction of an entry, which may itself be one."""
        entry = self.dice.choice(log)
        if self.often(0.4):  # more often of what is itself a correction or a retraction
            entry = self.dice.choice([e for e in log if e["type"].startswith("entry.")] or [entry])
        number, why = str(entry["position"]), ["--why", f"second thought {self.dice.randrange(10**6)}"]
        if entry["type"] == "entry.retracted" or self.often(0.4):
            return ["retract", number, *why]
        if entry["type"] == "entry.corrected":
            return ["correct", number, "--set", f"occurred={some_date(self.dice)}", *why]
        fields = {
            "body.established": [["name=A new name"], ["kind=board"]],
            "body.renamed": [["name=A corrected name"]],
            "membership.started": [["voting=no"], ["role=observer"], ["role="], ["on_behalf_of=marsham"]],
            "question.asked": [["text=What was asked indeed?"], ["by=dev"]],
            "answer.given": [["completeness=partial"], ["completeness=full"], ["completeness=deferred"]],
            "commitment.made": [[f"due={some_date(self.dice)}"], ["due="], ["by=person:ella"]],
            "commitment.rescheduled": [[f"due={some_date(self.dice)}"]],
            "project.considered": [["role=scrutiny"], ["role=decision"], ["happened=no"]],
            "project.scrutinised": [["happened=no"], ["outcome=supported"], ["by=body:council"]],
            "resolution.passed": [["text=Other words."], ["mover=cora"], ["body=body:council"]],
            "decision.made": [["text=Other words."], ["projects=ferry"], ["by=body:scrutiny"]],
            "vote.recorded": [["for=4"], ["against=4"], ["carried=no"]],
        }
        changes = []
        if self.often(0.6):
            changes += ["--on", some_date(self.dice)]
        if self.often(0.25):
            changes += ["--standing", self.dice.choice(["minuted", *STANDINGS])]
        if entry["type"] in fields and (not changes or self.often(0.4)):
            for change in self.dice.choice(fields[entry["type"]]):
                changes += ["--set", change]
        return ["correct", number, *(changes or ["--on", some_date(self.dice)]), *why]
