"""The borough of Marsham, invented: who and what there is before a test tells its own story.

Ada Quill chairs the cabinet, Ben Okafor moves, Cora Lund objects, Dev Rao is chief executive; the cabinet met on
8 October 2015 and decided about the bridge over the fen.
"""

from __future__ import annotations

from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.organisations import BodyEstablished, OrganisationRegistered
from ledger.vocabulary.people import PersonRegistered, PostCreated
from ledger.vocabulary.projects import ProjectOpened
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb

COUNCIL, TRUST, WATER = "organisation:marsham", "organisation:fen-trust", "organisation:fen-water"
CABINET, SCRUTINY, PANEL = "body:cabinet", "body:scrutiny-committee", "body:bridge-panel"
ADA, BEN, CORA, DEV = "person:ada-quill", "person:ben-okafor", "person:cora-lund", "person:dev-rao"
CHIEF = "post:chief-executive"
BRIDGE, FERRY = "project:fen-bridge", "project:ferry"
MEETING, LATER = "meeting:cabinet/2015-10-08", "meeting:cabinet/2015-11-12"
EARLIER = "meeting:cabinet/2015-09-10"
RESOLUTION = "resolution:cabinet/2015-10-08/bridge"

LIMBS = (
    Limb(verb=Verb.APPROVED, text="that the bridge be repaired", projects=(BRIDGE,)),
    Limb(verb=Verb.REQUESTED, text="that progress be reported in December", projects=(BRIDGE,)),
)
RESOLVED = ResolutionPassed(
    text="RESOLVED that the bridge be repaired and that progress be reported in December",
    limbs=LIMBS,
    meeting=MEETING,
    mover=BEN,
    resolution=RESOLUTION,
)

BOROUGH: tuple[tuple[Event, str], ...] = (
    (OrganisationRegistered(organisation=COUNCIL, name="Marsham Borough Council", kind="council"), "XXXX"),
    (OrganisationRegistered(organisation=TRUST, name="Fen Hospital Trust", kind="trust"), "XXXX"),
    (OrganisationRegistered(organisation=WATER, name="Fen Water", kind="company"), "XXXX"),
    (BodyEstablished(body=CABINET, name="Cabinet", kind="executive", of=(COUNCIL,)), "[..2014]"),
    (BodyEstablished(body=SCRUTINY, name="Scrutiny Committee", kind="committee", of=(COUNCIL,)), "[..2014]"),
    (BodyEstablished(body=PANEL, name="Bridge Panel", kind="panel", of=(COUNCIL, WATER)), "2015-05"),
    (PersonRegistered(person=ADA, name="Ada Quill"), "XXXX"),
    (PersonRegistered(person=BEN, name="Ben Okafor"), "XXXX"),
    (PersonRegistered(person=CORA, name="Cora Lund"), "XXXX"),
    (PersonRegistered(person=DEV, name="Dev Rao"), "XXXX"),
    (PostCreated(post=CHIEF, title="Chief Executive", organisation=COUNCIL), "XXXX"),
    (ProjectOpened(project=BRIDGE, title="Repair of the Fen Bridge", kind="project"), "2015-06-01"),
    (ProjectOpened(project=FERRY, title="Ferry across the fen", kind="service"), "XXXX"),
    (MeetingHeld(meeting=EARLIER, body=CABINET), "2015-09-10"),
    (MeetingHeld(meeting=MEETING, body=CABINET), "2015-10-08"),
    (MeetingHeld(meeting=LATER, body=CABINET), "2015-11-12"),
    (RESOLVED, "2015-10-08"),
)
