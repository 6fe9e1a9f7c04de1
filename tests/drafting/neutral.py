"""Writes drafts in a neutral form of plain dictionaries, so that they can be scored against answers made by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ledger.drafting.drafting import DraftedMinutes, draft_file
from ledger.drafting.statements import Meeting, Resolution, Vote


def neutral(draft: DraftedMinutes, identity: str) -> list[dict[str, Any]]:
    """The meetings of a draft, each as a dictionary."""
    return [_meeting(meeting, identity) for meeting in draft.meetings]


def _meeting(meeting: Meeting, identity: str) -> dict[str, Any]:
    lists: dict[str, list[dict[str, Any]]] = {"present": [], "apologies": [], "in_attendance": [], "absent": []}
    for person in meeting.attendance:
        lists[person.list].append(
            {
                "name": person.name,
                "capacity": person.capacity or person.organisation,
                "substitute_for": person.substitute_for,
                "initials": person.initials,
            }
        )
    return {
        "id": identity,
        "title": meeting.title,
        "body": meeting.body,
        "date": meeting.date,
        "time": meeting.time,
        "place": meeting.place,
        "chair": meeting.presiding.name if meeting.presiding else None,
        "attendance": lists,
        "interests": [
            {
                "person": i.person,
                "about": i.about,
                "item": i.item,
                "kind": i.kind,
                "nature": i.nature,
                "action": i.action,
                "quote": i.basis.quote,
            }
            for i in meeting.interests
        ],
        "items": [{"number": item.number, "title": item.title} for item in meeting.items],
        "resolutions": [_resolution(resolution) for resolution in meeting.resolutions],
        "actions": [
            {
                "who": " and ".join(filter(None, (c.who, *c.others))) or None,
                "what": c.what,
                "due": c.due,
                "item": c.item,
                "quote": c.basis.quote,
            }
            for c in meeting.commitments
        ],
        "questions": [
            {"by": q.by, "text": q.text, "answer": q.answer, "answered_by": q.answered_by, "quote": q.basis.quote}
            for q in meeting.questions
        ],
        "offices": [
            {"office": o.office, "holder": o.holder, "mover": o.mover, "seconder": o.seconder}
            for o in meeting.offices
            if o.event in ("elected", "appointed")
        ],
        "memberships": [{"body": meeting.body, "person": o.holder} for o in meeting.offices if o.event == "co-opted"],
        "minutes_confirmed": [{"of": m.of, "quote": m.basis.quote} for m in meeting.minutes_confirmed if m.of],
        "referrals": [{"what": r.what, "to": r.to} for r in meeting.referrals if not r.deferred],
        "deferred": [{"what": r.what, "to": r.to, "quote": r.basis.quote} for r in meeting.referrals if r.deferred],
    }


def _resolution(resolution: Resolution) -> dict[str, Any]:
    return {
        "item": resolution.item,
        "form": resolution.form,
        "outcome": "lost" if resolution.carried is False else "carried",
        "quote": resolution.basis.quote,
        "rule": resolution.basis.rule,
        "mover": resolution.mover,
        "seconder": resolution.seconder,
        "vote": _vote(resolution.vote),
        "limbs": [{"number": limb.number, "verb": limb.printed_verb, "text": limb.text} for limb in resolution.limbs],
    }


def _vote(vote: Vote | None) -> dict[str, Any] | None:
    if vote is None:
        return None
    return {
        "for": vote.votes_for,
        "against": vote.against,
        "abstained": vote.abstained,
        "unanimous": vote.unanimous,
        "unopposed": vote.unopposed,
        "carried": vote.carried,
        "casting": vote.casting,
        "ballots": vote.ballots,
    }


def main(arguments: list[str]) -> None:
    """Draft files into a folder, which comes first: FOLDER FILE..."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name in arguments[1:]:
        path = Path(name)
        for i, meeting in enumerate(neutral(draft_file(path), path.stem)):
            target = folder / (f"{path.stem}.json" if i == 0 else f"{path.stem}-{i + 1}.json")
            target.write_text(json.dumps(meeting, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
