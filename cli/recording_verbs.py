"""Verbs that record one event each, made of the vocabulary; a longer record is told in a file (`govledger record`)."""

from __future__ import annotations

from importlib import import_module
from typing import Final, NamedTuple

import click


class RecordingVerb(NamedTuple):
    """A verb of a noun, the event that it records, and which of its fields are given by position."""

    noun: str
    verb: str
    event: str
    """The stored name of the event; or the module whose `command` it is, where one event is not enough."""
    arguments: tuple[str, ...]
    help: str
    says: str = ""
    """What the list of commands says of it."""

    def command(self) -> click.Command:
        """The command; this is where the vocabulary is imported."""
        if self.event.startswith("cli."):
            command: click.Command = import_module(self.event).command
            return command
        from cli.event_commands import stating
        from ledger.vocabulary.event import CATALOGUE

        return stating(self.verb, CATALOGUE[self.event], *self.arguments, help=self.help)


RECORDING: Final = (
    RecordingVerb(
        "organisation",
        "add",
        "organisation.registered",
        ("name",),
        """Record that there is an organisation; the ledger makes its id of the name.

        \b
        govledger organisation add 'Ashby Council' --kind council --document 'Minutes of 14 May 2018'
        """,
        says="record an organisation by its name",
    ),
    RecordingVerb(
        "body",
        "add",
        "body.established",
        ("name",),
        """Record that there is a body; --on is the day on which it began, if that is known.

        \b
        govledger body add 'Planning Committee' --of 'Ashby Council' --document 'Minutes of 14 May 2018'
        """,
        says="record one",
    ),
    RecordingVerb(
        "person",
        "add",
        "person.registered",
        ("name",),
        """Record that there is a person, by the name that the source gives; the ledger makes the id of it.

        \b
        govledger person add 'Cllr Ann Smith' --also 'A. Smith' --document 'Minutes of 14 May 2018'
        """,
        says="record one",
    ),
    RecordingVerb(
        "post",
        "add",
        "post.created",
        ("title",),
        """Record that there is a post, whether or not somebody holds it.

        \b
        govledger post add 'Director of Parks' --organisation 'Ashby Council' --document 'Minutes of 14 May 2018'
        """,
        says="record a post by its title",
    ),
    RecordingVerb(
        "project",
        "add",
        "project.opened",
        ("title",),
        """Record that there is something to be followed: a project, strategy, contract, report; --on is its first day.

        \b
        govledger project add 'Boating lake' --lead 'Parks Panel' --document 'Minutes of 14 May 2018'
        """,
        says="record one",
    ),
    RecordingVerb(
        "member",
        "add",
        "membership.started",
        ("body", "member"),
        """Record that a person, or whoever holds a post, is a member of a body; --on is the first day.

        \b
        govledger member add icb janet-bailey --on '[..2019-01]' --document 'Minutes' --at 'paragraph 12'
        """,
        says="record who joined a body and who left it",
    ),
    RecordingVerb(
        "member",
        "end",
        "membership.ended",
        ("body", "member"),
        """Record that a membership ended; --on is the last day in force.

        \b
        govledger member end icb janet-bailey --on 2019-03-31 --document 'Minutes of 2 April' --reason resigned
        """,
    ),
    RecordingVerb(
        "decision",
        "record",
        "decision.made",
        ("text",),
        """Record a decision of an individual, an officer or the executive; --on is the day it was made.

        \b
        govledger decision record 'That the ferry be sold.' --decision ferry-sold --by post:cabinet-member \\
            --on 2023-08-03 --reasons 'it lies idle' --projects ferry --document 'Record of decisions'

        A decision with several limbs is recorded from a file, see `govledger record`.
        """,
        says="record one, or its call-in",
    ),
    RecordingVerb(
        "decision",
        "call-in",
        "decision.called-in",
        ("decision",),
        """Record that a decision was called in; until that is determined it is not to be acted on.

        \b
        govledger decision call-in decision:ferry-sold --by person:ada-quill --by person:ben-okafor \\
            --on 2023-08-07 --grounds 'nobody was consulted' --document 'Notice of call-in'
        """,
    ),
    RecordingVerb(
        "decision",
        "determine",
        "call-in.determined",
        ("decision",),
        """Record what became of a call-in.

        \b
        govledger decision determine decision:ferry-sold --by body:scrutiny --outcome referred-back \\
            --on 2023-08-14 --document 'Minutes of 14 August 2023'
        """,
    ),
    RecordingVerb(
        "meeting",
        "confirm",
        "minutes.confirmed",
        ("meeting",),
        """Record that the minutes of a meeting were confirmed, with or without amendments; --on is the day.

        \b
        govledger meeting confirm cabinet/2023-06-27 --confirmed-at cabinet/2023-07-18 --on 2023-07-18 \\
            --signed-by person:ben-osei --document 'Minutes of 18 July 2023' --at 'minute 2'

        An amendment tells what was changed; correct each entry that it changes besides, see `govledger correct`.
        """,
        says="confirm their minutes",
    ),
    RecordingVerb(
        "project",
        "refer",
        "project.referred",
        ("project",),
        """Record that a project was sent to a body, by whom and for what; --on is the day.

        \b
        govledger project refer bromley-well --to lbb-commissioning-board --by icb --on 2018-05 \\
            --document 'Minutes of 5 June 2018' --at 'item 7'
        """,
        says="record a referral or scrutiny",
    ),
    RecordingVerb(
        "project",
        "scrutinise",
        "project.scrutinised",
        ("project",),
        """Record that a body scrutinised a project, with its outcome; --no-happened: it is said not to have.

        \b
        govledger project scrutinise bromley-well --by lbb-commissioning-board --on 2018-06-05 \\
            --outcome 'sent back' --concerns 'no risk register' --document 'Minutes of 5 June 2018'
        """,
    ),
    RecordingVerb(
        "motion",
        "record",
        "motion.moved",
        ("text",),
        """Record a motion or, with --amends, an amendment; --on is the day it was moved.

        \b
        govledger motion record 'That the ferry be sold.' --meeting council/2023-08-03 --mover person:ada-quill \\
            --seconder-as-given 'the Mayor' --document 'Minutes of 3 August 2023' --at 'minute 6'

        Without a seconder or with an office in place of a person the motion stands all the same.
        """,
        says="record one, and what became of it",
    ),
    RecordingVerb(
        "motion",
        "determine",
        "motion.determined",
        ("motion",),
        """Record what became of a motion: carried, lost, withdrawn, not-seconded; an amendment can be accepted.

        \b
        govledger motion determine council-2023-08-03/6 --outcome withdrawn --on 2023-08-03 \\
            --document 'Minutes of 3 August 2023' --at 'minute 6'

        A motion that was carried becomes a resolution: see `govledger resolution record --motion`.
        """,
    ),
    RecordingVerb(
        "recommendation",
        "answer",
        "recommendation.answered",
        ("resolution",),
        """Record how a recommendation was answered by whom it was addressed to; --limb says which limb.

        \b
        govledger recommendation answer scrutiny-2023-06-13/4 --limb 2 --response accepted-in-part --by body:cabinet \\
            --text 'from next year' --on 2023-07-18 --document 'Minutes of 18 July 2023' --at 'minute 6'
        """,
        says="record a response",
    ),
    RecordingVerb("vote", "record", "cli.vote", (), "", says="record how one went"),
    RecordingVerb("entry", "check", "cli.entry_check", (), ""),
    RecordingVerb("resolution", "record", "cli.resolution", (), "", says="record a resolution"),
)
