"""What a Popolo document has to look like, as JSON Schemas of draft 3, the draft of the Popolo specification (1.0).

Written for these tests from what the specification says of the keys that an export uses; a key that is none of
Popolo's and does not stand under `govledger` is an error here.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": ["string", "null"]}
DATE: Schema = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}


def _object(**keys: Schema) -> Schema:
    return {"type": "object", "properties": keys, "additionalProperties": False}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


_OURS: Schema = {
    "type": "object",
    "properties": {
        "certainty": {"enum": ["yes", "possibly", "no"], "required": True},
        "entries": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "required": True},
    },
}
_NAME = _object(name={"type": "string", "required": True}, start_date=DATE, end_date=DATE, note=TEXT)
_IDENTIFIER = _object(identifier={"type": "string", "required": True}, scheme=TEXT)
_ID = {"type": "string", "required": True}

PERSON = _object(id=_ID, name=TEXT, other_names=_list(_NAME), identifiers=_list(_IDENTIFIER), govledger=_OURS)
ORGANIZATION = _object(
    id=_ID,
    name=TEXT,
    other_names=_list(_NAME),
    identifiers=_list(_IDENTIFIER),
    classification=TEXT,
    parent_id=TEXT,
    description=TEXT,
    founding_date=DATE,
    dissolution_date=DATE,
    govledger=_OURS,
)
POST = _object(id=_ID, label=TEXT, other_label=_list({"type": "string"}), organization_id=TEXT, govledger=_OURS)
MEMBERSHIP = _object(
    id=_ID,
    role=TEXT,
    person_id=TEXT,
    organization_id=TEXT,
    post_id=TEXT,
    on_behalf_of_id=TEXT,
    start_date=DATE,
    end_date=DATE,
    govledger=_OURS,
)
_RESULT: Schema = {"enum": ["pass", "fail"]}
MOTION = _object(id=_ID, organization_id=TEXT, creator_id=TEXT, text=TEXT, date=DATE, result=_RESULT, govledger=_OURS)
_OPTION: Schema = {"enum": ["yes", "no", "abstain", "absent"], "required": True}
VOTE_EVENT = _object(
    id=_ID,
    motion_id=_ID,
    start_date=DATE,
    result=_RESULT,
    counts=_list(_object(option=_OPTION, value={"type": "integer", "minimum": 0, "required": True})),
    votes=_list(_object(voter_id=_ID, option=_OPTION)),
    govledger=_OURS,
)
DOCUMENT = _object(
    govledger=_object(ledger=_ID),
    persons=_list(PERSON),
    organizations=_list(ORGANIZATION),
    posts=_list(POST),
    memberships=_list(MEMBERSHIP),
    motions=_list(MOTION),
    vote_events=_list(VOTE_EVENT),
)
