"""The pages of the made-up council's site: what its web service does not tell."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.imports.moderngov_site import Committee, Councillor, Item, Meeting

BEGAN = date(2021, 5, 6)


def british(day: date) -> str:
    """A day as sites write it."""
    return day.strftime("%d/%m/%Y")


def day_of(text: str) -> date:
    """A day as sites are asked for it."""
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def page(title: str, body: str) -> bytes:
    """A page as it is served."""
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><div>{body}</div></body></html>".encode()


def link_to(m: Meeting, text: str) -> str:
    """A link to a meeting's page."""
    return f'<a href="ieListDocuments.aspx?CId={m.committee}&amp;MId={m.number}">{text}</a>'


def label(name: str, value: str) -> str:
    """A label with its value."""
    return f'<span class="mgLabel">{name}:</span> {value}<br>'


class Pages:
    """What the site's pages say on its day."""

    day: date
    end: date
    councillors: list[Councillor]
    committees: list[Committee]
    meetings: dict[int, Meeting]
    issues: dict[int, tuple[str, list[int]]]

    def date_of(self, meeting: Meeting) -> date:
        raise NotImplementedError

    def is_minuted(self, meeting: Meeting) -> bool:
        raise NotImplementedError

    def listed(self) -> list[Meeting]:
        raise NotImplementedError

    def name_of(self, who: int) -> str:
        raise NotImplementedError

    def answer_mgCommitteeDetails(self, asked: dict[str, str]) -> bytes:
        committee = next(c for c in self.committees if c.number == int(asked["id"]))
        rows = "".join(
            f'<li><a href="mgUserInfo.aspx?UID={who}">{escape(self.name_of(who))}</a>&nbsp;{office}</li>'
            for who, office in self.members(committee)
        )
        return page(committee.title, f'<h2>Membership</h2><ul class="mgMemberList">{rows}</ul><p>Tel: 01632 960000</p>')

    def members(self, committee: Committee) -> list[tuple[int, str]]:
        """Who sits on a committee, with what stands beside the name."""
        sitting = {c.number for c in self.councillors if c.start <= self.day and (c.end is None or c.end > self.day)}
        members = [who for who in committee.members if who in sitting]
        if committee.joined and committee.joined[0] <= self.day and committee.joined[1] in sitting:
            members.append(committee.joined[1])
        return [(who, ("(Chair)", "(Vice-Chair)")[at] if at < 2 else "") for at, who in enumerate(members)]

    def members_of(self, number: int) -> list[int]:
        """The numbers of a committee's members."""
        return [who for who, _ in self.members(next(c for c in self.committees if c.number == number))]

    def decided(self) -> list[tuple[Meeting, Item]]:
        """The items of the executive on which a decision is published."""
        return [(m, item) for m in self.listed() if self.is_minuted(m) for item in m.items if item.decision]

    def answer_ieDecisionDetails(self, asked: dict[str, str]) -> bytes:
        if "aiid" in asked:
            m, item = next((m, i) for m in self.meetings.values() for i in m.items if i.number == int(asked["aiid"]))
            when, number = self.date_of(m).strftime("%d %b %Y"), item.number
            maker = label("Decided at meeting", link_to(m, when))
            text, extra = (
                item.decision,
                f'<a href="ieIssueDetails.aspx?IId={item.issue}">issue</a>' if item.issue else "",
            )
        else:
            number = int(asked["id"])
            when = (BEGAN + timedelta(days=number - 3000)).strftime("%d/%m/%Y")
            maker = label("Decision Maker", self.maker(number))
            text, extra = f"<p>To spend {number} pounds.</p>", ""
        return page(
            f"Decision - {number}",
            f"<h1>Decision {number}</h1><p>{maker}"
            + label("Decision status", "Called in" if number % 41 == 0 else "Recommendations Approved")
            + label("Is Key decision?", "Yes" if number % 2 else "No")
            + label("Is subject to call in?", "Yes")
            + label("Date of decision", when)
            + f"</p>{extra}"
            f'<h3 class="mgSubSubTitleTxt">Decision:</h3><div class="WordSection1">{text}</div>'
            '<h3 class="mgSubSubTitleTxt">Reasons for the decision:</h3><p class="MsoNormal">It is cheaper.</p>'
            '<h3 class="mgSubSubTitleTxt">Alternative options considered:</h3><p>None</p>',
        )

    @staticmethod
    def maker(number: int) -> str:
        """Who decided by themselves."""
        return ("Portfolio Holder for Finance", "Director of Place", "Leader of the Council")[number // 9 % 3]

    def delegated(self) -> list[int]:
        """The decisions of individuals that are published by the day."""
        return [
            n for n in range(3000, 3000 + (self.end - BEGAN).days, 9) if BEGAN + timedelta(days=n - 2995) <= self.day
        ]

    def answer_mgDelegatedDecisions(self, asked: dict[str, str]) -> bytes:
        first, last = (day_of(part) for part in asked["dr"].split("-"))
        rows = "".join(
            f'<tr><td><a href="ieDecisionDetails.aspx?ID={n}">Decision {n}</a></td></tr>'
            for n in self.delegated()
            if first <= BEGAN + timedelta(days=n - 3000) <= last
        )
        return page("Decisions", f"<h1>Decisions</h1><table>{rows}</table>")

    def votes(self) -> list[Meeting]:
        """The meetings of the Council at which a vote was recorded."""
        return [m for m in self.listed() if m.committee == 11 and self.is_minuted(m)]

    def choices(self, m: Meeting) -> list[tuple[int, str]]:
        """How those voted who were there."""
        words = (*("For",) * 11, *("Against",) * 5, *("Abstain",) * 3, "Did not vote")
        return [(who, words[(who * 7 + m.number) % 20]) for who, _, how in m.attendees if how.startswith("Present")]

    def answer_mgListRecordedVotes(self, asked: dict[str, str]) -> bytes:
        first, last = (day_of(part) for part in asked["dr"].split("-"))
        body = "<h1>Recorded votes</h1>"
        for m in self.votes():
            if first <= self.date_of(m) <= last:
                voters = (
                    (f'<a href="mgUserInfo.aspx?UID={w}">{escape(self.name_of(w))}</a>', v) for w, v in self.choices(m)
                )
                rows = "".join(f"<tr><td>{voter}<td>{vote}</td></td></tr>" for voter, vote in voters)
                body += (
                    f"<h2>{link_to(m, f'Council, {british(self.date_of(m))}')}</h2>"
                    f"<h3>{m.items[1].title}</h3><h4>Amendment by the opposition {m.number}</h4>"
                    f"<p>Amendment status: {'Rejected' if m.number % 2 else 'Carried'}</p>"
                    f"<table><tr><th>Councillor</th><th>Vote</th></tr>{rows}</table>"
                )
        return page("Recorded votes", body)

    def answer_mgPlansHome(self, asked: dict[str, str]) -> bytes:
        return page("Forward plans", '<h1>Plans</h1><a href="mgListPlanItems.aspx?PlanId=77&amp;RP=0">The plan</a>')

    def planned(self) -> list[Meeting]:
        """The meetings of the Cabinet for which an issue is on the plan."""
        return [
            m
            for m in self.meetings.values()
            if m.committee == 12 and self.day < self.date_of(m) <= self.day + timedelta(days=90)
        ]

    def answer_mgListPlanItems(self, asked: dict[str, str]) -> bytes:
        rows = "".join(
            f'<tr><td><a href="mgIssueHistoryHome.aspx?IId={m.items[2].issue}">{self.issues[m.items[2].issue][0]}</a>'
            f"</td><td>{self.date_of(m).strftime('%d %b %Y')}</td><td>Cabinet</td>"
            f"<td>{'Key' if m.number % 2 else 'Non-key'}</td></tr>"
            for m in self.planned()
        )
        head = "<tr><th>Item</th><th>Decision due</th><th>Decision maker</th><th>Key</th></tr>"
        return page("Forward plan", f"<h1>Forward plan</h1><table>{head}{rows}</table>")

    def answer_mgIssueHistoryHome(self, asked: dict[str, str]) -> bytes:
        title, route = self.issues[int(asked["iid"])]
        rows = ""
        for m in (self.meetings[number] for number in route):
            decision = (
                f' <a href="ieDecisionDetails.aspx?AIId={m.items[2].number}">Decision</a>' if m.committee == 12 else ""
            )
            if self.date_of(m) <= self.day:
                rows += f"<li>{link_to(m, str(self.date_of(m)))}{decision}</li>"
        return page("Issue", f'<h1>Issue details - {title}</h1><ul class="mgIssueHistory">{rows}</ul>')
