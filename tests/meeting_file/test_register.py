"""The register section introduces organisations, bodies, people, posts and projects."""

from collections.abc import Callable

import pytest

from ledger.meeting_file import MeetingFile
from ledger.vocabulary.dates import UNKNOWN, when
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, OrganisationRegistered
from ledger.vocabulary.people import PersonRegistered, PostCreated
from ledger.vocabulary.projects import ProjectOpened
from ledger.vocabulary.provenance import Standing

Read = Callable[..., MeetingFile]
Mistakes = Callable[..., list[str]]


def test_every_section_registers_its_kind_under_the_names_that_the_clerk_chose(read: Read) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: medway-hasc, on: 2018-08-21}
        register:
          organisations:
            medway: {name: Medway Council, kind: council, also: The Council, identifiers: {gss: E06000035}}
          bodies:
            medway-hasc: {name: Health and Adult Social Care Committee, of: medway, at: heading, since: 2013~}
          people:
            chief: {name: the Chief Operating Officer, unnamed: yes, standing: inferred, note: not named}
          posts:
            chief-operating-officer: {title: Chief Operating Officer, organisation: medway}
          projects:
            commissioner: {title: Strategic Commissioner, lead: medway-hasc}
    """)

    drafts = minutes.drafts[:5]
    assert [draft.event for draft in drafts] == [
        OrganisationRegistered(
            organisation="organisation:medway",
            name="Medway Council",
            kind="council",
            also=("The Council",),
            identifiers={"gss": "E06000035"},
        ),
        BodyEstablished(
            body="body:medway-hasc", name="Health and Adult Social Care Committee", of=("organisation:medway",)
        ),
        PersonRegistered(person="person:chief", name="the Chief Operating Officer", unnamed=True),
        PostCreated(
            post="post:chief-operating-officer", title="Chief Operating Officer", organisation="organisation:medway"
        ),
        ProjectOpened(project="project:commissioner", title="Strategic Commissioner", lead="body:medway-hasc"),
    ]
    assert [draft.place for draft in drafts] == [f"minutes.yaml:{line}" for line in (6, 8, 10, 12, 14)]
    assert drafts[1].occurred == when("2013~")
    assert drafts[1].source.at == "heading"
    assert (drafts[2].standing, drafts[2].note) == (Standing.INFERRED, "not named")


def test_a_minute_that_mentions_a_board_does_not_say_that_it_began_on_that_day(read: Read) -> None:
    minutes = read("""
        source: Minutes
        on: 2018-08-21
        meeting: {body: icb, on: 2018-08-21}
        register: {bodies: {care-board: Care Board}}
    """)

    assert minutes.drafts[0].occurred == UNKNOWN


def test_a_bare_text_is_the_name_or_the_title(read: Read) -> None:
    minutes = read("""
        source: Minutes
        register:
          people: {doug-patterson: Doug Patterson}
          projects: {care-home-strategy: Care Home Strategy}
    """)

    assert [draft.event for draft in minutes.drafts] == [
        PersonRegistered(person="person:doug-patterson", name="Doug Patterson"),
        ProjectOpened(project="project:care-home-strategy", title="Care Home Strategy"),
    ]


def test_a_body_with_a_last_day_is_dissolved_on_it(read: Read) -> None:
    minutes = read("""
        source: Minutes
        register:
          bodies:
            shadow-board:
              name: Shadow Board
              since: 2012-04
              until: 2013-03-31
              at: page 2
    """)

    began, ended = minutes.drafts
    assert began.occurred == when("2012-04")
    assert ended.event == BodyDissolved(body="body:shadow-board")
    assert (ended.occurred, ended.place, ended.source.at) == (when("2013-03-31"), "minutes.yaml:8", "page 2")


def test_what_is_mentioned_comes_before_what_mentions_it(read: Read) -> None:
    minutes = read("""
        source: Minutes
        register:
          bodies:
            sub-committee: {name: Sub-Committee, parent: committee}
            committee: {name: Committee, of: [council], until: 2019}
          organisations:
            council: Council
    """)

    assert [draft.subject for draft in minutes.drafts] == [
        "organisation:council",
        "body:committee",
        "body:committee",
        "body:sub-committee",
    ]


def test_the_order_of_the_file_stays_where_nothing_looks_ahead_or_all_goes_in_a_circle(read: Read) -> None:
    in_order = read("source: M\nregister: {people: {b: B, a: A}, organisations: {c: C}}")
    in_a_circle = read("source: M\nregister: {bodies: {b: {name: B, parent: a}, a: {name: A, parent: b}}}")

    assert [draft.subject for draft in in_order.drafts] == ["person:b", "person:a", "organisation:c"]
    assert [draft.subject for draft in in_a_circle.drafts] == ["body:b", "body:a"]


def test_a_long_chain_of_parents_is_put_in_order(read: Read) -> None:
    bodies = "".join(f"    b{n}: {{name: B, parent: b{n + 1}}}\n" for n in range(3000))

    minutes = read(f"source: M\nregister:\n  bodies:\n{bodies}    b3000: B\n")

    assert minutes.drafts[0].subject == "body:b3000"
    assert minutes.drafts[-1].subject == "body:b0"


@pytest.mark.parametrize(
    ("register", "mistake"),
    [
        ("[icb]", "expected a register, found a list; allowed: organisations, bodies, people, posts, projects"),
        (
            "{peple: {a: A}}",
            "unknown section 'peple' in the register; "
            "did you mean 'people'? allowed: organisations, bodies, people, posts, projects",
        ),
        (
            "{people: Ade Adetosoye}",
            "expected people by name, found the text 'Ade Adetosoye'; "
            "list their names, or write 'short-name: {...}' lines, or leave the section out",
        ),
        (
            "{people: [{also: Ade}]}",
            "expected the name of one of the people, found a mapping; write '- name: ...', or the name alone",
        ),
        (
            "{people: {Ade Adetosoye: Ade}}",
            "'Ade Adetosoye' cannot be the name of a person; "
            "use small letters, digits and hyphens, for example 'ade-adetosoye'",
        ),
        ("{people: {ade: }}", "expected a mapping, found nothing; give at least the name"),
        ("{posts: {clerk: [x]}}", "expected a mapping, found a list; give at least the title"),
        ("{people: {ade: {unnamed: yes}}}", "'name' is missing in 'ade'; add 'name: ' and a text"),
        ("{bodies: {b: {name: B, of: [icb]}}}", "'icb' is a body; expected an organisation"),
        (
            "{people: {ade: {name: Ade, until: 2013}}}",
            "unknown key 'until' in 'ade'; allowed: at, on, since, standing, stated by, note, "
            "exempt, although, drafted by, confirmed by, date standing, quote, personal, "
            "name, unnamed, also, identifiers",
        ),
        (
            "{bodies: {b: {name: B, since: 2014, until: 2013}}}",
            "it ends in 2013 and begins in 2014; 'until' is its last day",
        ),
        (
            "{people: {ade: Ade, 'person:ade': Ade}}",
            "the person 'ade' is taken: it is introduced at minutes.yaml:2; choose another id, or correct the entry",
        ),
    ],
)
def test_a_mistake_in_the_register_is_told(mistakes: Mistakes, register: str, mistake: str) -> None:
    assert mistakes(f"source: Minutes\nregister: {register}") == [f"minutes.yaml:2: {mistake}"]
