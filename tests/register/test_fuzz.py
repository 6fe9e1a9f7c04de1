"""Whatever is asked, by whatever address: an answer or a refusal, never a breakdown, and nothing that is exempt."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from projections.answers.question import Parameter, Question
from register.addresses import DATA, DRAWN, FOLLOWED, all_questions
from register.app import create_app
from register.papers import OF
from register.site import Site
from tests.exempt.conftest import made  # noqa: F401  a ledger in which an entry of every type is exempt

REQUESTS = 4_000 if os.environ.get("GOVLEDGER_SOAK") else 150
NAMES = ("q-cabinet", "q-scrutiny", "una-pell", "q-bridge", "quillby", "q-director", "q-cabinet/1975-02-03", "nobody")
HOSTILE = (
    *("'", '"><script>', "\0", "\u202e", "../../x", "-1", "9" * 30),
    *("2018-02-30", "XXXX", "[..2018]", "%", "٣", "🙂"),
)
SUFFIXES = ("", "", ".json", ".csv", ".text", ".docx")
CLOCKS = ("as-at", "known-at", "from", "to", "known-from", "known-to")
MOMENTS = ("1", "40", "90", "ever", "1975-02-03", "1987-03-09")
KINDS_OF = ("body", "person", "project", "meeting", "document")
DAYS = ("ever", "today", "1975-02-03", "1987-03-09", "1990", "9999-12-31", "0001-01-01", "yesterday")


@pytest.fixture(scope="module")
def asking(made: dict[str, Path]) -> Iterator[TestClient]:  # noqa: F811
    with TestClient(create_app(Site(ledger=f"sqlite:///{made['quillby']}"))) as client:
        yield client


def values(parameter: Parameter) -> st.SearchStrategy[str]:
    kinds = parameter.kinds or ("body", "person", "project", "meeting")
    named = st.sampled_from([*NAMES, *(f"{kind}:{name}" for kind in kinds for name in NAMES)])
    other = st.sampled_from((*HOSTILE, *DAYS, "yes", "5", "approved", "board"))
    return st.one_of(named, other, st.text(max_size=20))


@st.composite
def addresses(draw: st.DrawFn) -> str:
    asked: Question = draw(st.sampled_from(all_questions()))
    path, query = asked.path, list[tuple[str, str]]()
    for parameter in asked.parameters:
        if parameter.required:
            path = path.replace(f"{{{parameter.key}}}", quote(draw(values(parameter)), safe="/:"))
        elif draw(st.booleans()):
            query.append((parameter.option, draw(values(parameter))))
    if draw(st.booleans()):
        query.append(("as-at", draw(st.sampled_from((*DAYS, *HOSTILE)))))
    if draw(st.booleans()):
        query.append(("known-at", draw(st.sampled_from(("1", "40", "90", "1000", *DAYS, *HOSTILE)))))
    suffix = draw(st.sampled_from(["", "", *(f".{form}" for form in (*DATA, *FOLLOWED, *DRAWN))]))
    return f"{path}{suffix}?{urlencode(query, errors='replace')}"


@st.composite
def other_addresses(draw: st.DrawFn) -> str:
    """Those that are no question: papers, and what changed between two moments."""
    name, suffix = quote(draw(st.sampled_from((*NAMES, *HOSTILE))), safe="/:"), draw(st.sampled_from(SUFFIXES))
    options = [(each, draw(st.sampled_from((*MOMENTS, *HOSTILE)))) for each in draw(st.sets(st.sampled_from(CLOCKS)))]
    paper = draw(st.sampled_from(("", *OF)))
    path = f"/{OF[paper][0]}/{name}/{paper}" if paper else f"/diff/{draw(st.sampled_from(KINDS_OF))}:{name}"
    return f"{path}{suffix}?{urlencode(options, errors='replace')}"


@settings(max_examples=REQUESTS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(addresses(), other_addresses()))
def test_any_address_is_answered_or_refused(asking: TestClient, address: str) -> None:
    answered = asking.get(address, headers={"accept": "text/html"})

    assert answered.status_code in (200, 400, 403, 404), (address, answered.text[:300])
    if "xqzvk" not in address.lower():
        assert "xqzvk" not in answered.text.lower(), address
    assert "77777" not in answered.text, address
