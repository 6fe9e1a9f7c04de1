"""Every projection there is; adding one here has it caught up, rebuilt, verified and held to the law."""

from __future__ import annotations

from typing import Final

from projections.accountability import ACCOUNTABILITIES
from projections.agenda import AGENDA
from projections.agreements import AGREEMENTS, VARIATIONS
from projections.bodies import BODIES, BODY_NAMES
from projections.call_ins import CALL_INS, DETERMINATIONS
from projections.commitments import COMMITMENTS, RESCHEDULINGS
from projections.decisions import DECISIONS
from projections.delegations import DELEGATIONS
from projections.derivations import DERIVATIONS
from projections.interests import CONFLICTS, DISPENSATIONS, INTERESTS
from projections.meetings import ATTENDANCE, MEETINGS
from projections.memberships import LIST_DECLARATIONS, MEMBERSHIPS, TENURES
from projections.minutes import CONFIRMATIONS
from projections.notices import NOTICES
from projections.options import APPRAISALS
from projections.organisations import ORGANISATIONS
from projections.people import PEOPLE, PERSON_NAMES
from projections.periods import AnyProjection
from projections.posts import APPOINTMENTS, POSTS
from projections.projects import PROJECTS, STEPS
from projections.questions import QUESTIONS, REPLIES
from projections.remarks import REMARKS
from projections.reports import REPORTS
from projections.resolutions import RESOLUTIONS
from projections.rules import AMENDMENTS, RULES
from projections.stages import STAGES
from projections.successions import SUCCESSIONS
from projections.sums import SUMS
from projections.targets import TARGETS
from projections.votes import VOTES

ALL: Final[tuple[AnyProjection, ...]] = (
    ORGANISATIONS,
    BODIES,
    BODY_NAMES,
    SUCCESSIONS,
    PEOPLE,
    PERSON_NAMES,
    POSTS,
    APPOINTMENTS,
    MEMBERSHIPS,
    TENURES,
    LIST_DECLARATIONS,
    MEETINGS,
    ATTENDANCE,
    AGENDA,
    REPORTS,
    CONFIRMATIONS,
    PROJECTS,
    STEPS,
    RESOLUTIONS,
    DECISIONS,
    VOTES,
    NOTICES,
    CALL_INS,
    DETERMINATIONS,
    RULES,
    AMENDMENTS,
    STAGES,
    ACCOUNTABILITIES,
    DELEGATIONS,
    AGREEMENTS,
    VARIATIONS,
    QUESTIONS,
    REPLIES,
    REMARKS,
    COMMITMENTS,
    RESCHEDULINGS,
    TARGETS,
    SUMS,
    APPRAISALS,
    DERIVATIONS,
    INTERESTS,
    CONFLICTS,
    DISPENSATIONS,
)
