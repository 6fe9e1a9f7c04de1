"""Recorded votes: each a motion of a meeting, how each member voted, and what became of it where the page says so.

A page names the meeting in its second heading, the item in its third, what was voted on in its fourth; a table of
members and votes follows. Not every council fills it in: divisions then stand in the minutes alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final

from ledger.imports.moderngov.british_dates import before_day
from ledger.imports.moderngov.folder import Folder, SavedAnswer
from ledger.imports.moderngov.index import SiteIndex, TakenMeeting, folded
from ledger.imports.moderngov.pages import SitePage, links_in, rows_of
from ledger.imports.records import Found, Item, Record, Unfit, digested, told
from ledger.refusals import Refusal
from ledger.vocabulary.motions import OUTCOMES, MotionDetermined, MotionMoved, MotionOutcome
from ledger.vocabulary.votes import Ballot, Choice, Manner, VoteRecorded

_CHOICES: Final = MappingProxyType(
    {"for": Choice.FOR, "against": Choice.AGAINST, "abstain": Choice.ABSTAINED, "abstained": Choice.ABSTAINED}
    | {"abstention": Choice.ABSTAINED, "absent": Choice.ABSENT}
)
_NO_VOTE: Final = ("did not vote", "no vote", "not voting")


def votes(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """Each vote on the pages; one of which a member cannot be told is refused whole."""
    for answer in folder.take("mgListRecordedVotes"):
        try:
            page = SitePage(answer)
            page.refuse_another(answer.name)
            yield from _votes(answer, page, index)
        except Refusal as refusal:
            yield Unfit(refusal.at(answer.place))


def _votes(answer: SavedAnswer, page: SitePage, index: SiteIndex) -> Iterator[Item]:
    above: dict[str, tuple[str, Any]] = {}
    status = ""
    seen: Counter[tuple[str, ...]] = Counter()
    for tag, text, node in page.parts("h2", "h3", "h4", "p", "table"):
        if tag == "p":
            status = text if "status" in text.casefold() else status
        elif tag != "table":
            above = {each: told_of for each, told_of in above.items() if each < tag} | {tag: (text, node)}
            status = ""
        elif "h2" in above:
            words = tuple(above[each][0] for each in ("h2", "h3", "h4") if each in above)
            seen[words] += 1
            place = f"{answer.place} '{' / '.join(words)[:80]}'"
            try:
                meeting = _meeting(*above["h2"], index)
                name = digested(" / ".join((*words, str(seen[words]))), f"{meeting.number}")
                yield from _vote(
                    answer, place, f"motion:{index.naming.register}/{name}", meeting, words[1:], status, node, index
                )
            except Refusal as refusal:
                yield Unfit(refusal.at(place))


def _meeting(heading: str, node: Any, index: SiteIndex) -> TakenMeeting:
    """The meeting of a heading: by its link, or as the only one of a committee of that title on that day."""
    numbers = [link.number for link in links_in(node, "ieListDocuments", "MId")]
    if not numbers:
        title, on = before_day(heading)
        committees = set(index.by_title.get(folded(title), ()))
        numbers = [
            each.number
            for each in index.told_meetings.values()
            if on is not None and each.committee in committees and each.on.earliest == on.earliest
        ]
    if len(numbers) != 1 or numbers[0] not in index.told_meetings:
        raise Refusal(f"which meeting '{heading[:60]}' is, is not told", "fetch the meeting too, or record it by hand")
    return index.told_meetings[numbers[0]]


def _vote(
    answer: SavedAnswer,
    place: str,
    motion: str,
    meeting: TakenMeeting,
    words: tuple[str, ...],
    status: str,
    table: Any,
    index: SiteIndex,
) -> Iterator[Item]:
    ballots: list[Ballot] = []
    for cells, row in rows_of(table):
        choice = next((cell.casefold() for cell in cells[1:] if cell.casefold() in (*_CHOICES, *_NO_VOTE)), "")
        if choice in _NO_VOTE:
            yield Found("members who did not vote: no ballot of theirs")
        elif choice:
            ballots.append(Ballot(member=_member(cells[0], row, meeting, index), choice=_CHOICES[choice]))
        elif len(cells) > 1 and folded(cells[1]) != "vote":
            raise Refusal(f"'{cells[1][:40]}' is no vote that is known", "record it by hand", place)
    text = Record(place, {"motion": words[-1] if words else ""}).text("motion")
    outcome = OUTCOMES.get(status.partition(":")[2].strip().rstrip(".").casefold())
    is_settled = outcome in (MotionOutcome.CARRIED, MotionOutcome.LOST)
    at = f"recorded vote {motion.rpartition('/')[2]}"

    def draft(event: Any) -> Any:
        return index.draft(answer, event, meeting.on, at=at, by=meeting.body)

    drafts = [
        draft(MotionMoved(motion=motion, text=text, body=meeting.body, meeting=meeting.subject)),
        draft(
            VoteRecorded(
                resolution=motion,
                manner=Manner.RECORDED,
                ballots=tuple(ballots),
                carried=outcome is MotionOutcome.CARRIED if is_settled else None,
            )
        ),
    ]
    if outcome is not None:
        drafts.append(draft(MotionDetermined(motion=motion, outcome=outcome, text=status, meeting=meeting.subject)))
    yield told(*drafts)


def _member(name: str, row: Any, meeting: TakenMeeting, index: SiteIndex) -> str:
    """The member of a row: by the link, or as the only one of that name who is listed with the meeting."""
    numbers = [link.number for link in links_in(row, "mgUserInfo", "UID")]
    if not numbers:
        numbers = [each for each in meeting.attendees if folded(name) in map(folded, index.names.get(each, ()))]
    if len(numbers) != 1 or numbers[0] not in index.names:
        many = "nobody" if not numbers else "two" if len(numbers) > 1 else "nobody known"
        raise Refusal(f"'{name[:60]}' is {many} of those who are listed with the meeting", "record the vote by hand")
    return index.subject("person", numbers[0])
