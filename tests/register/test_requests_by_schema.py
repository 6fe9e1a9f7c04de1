"""Requests that somebody else's program makes of the description of the API: what it allows is answered, as it says."""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from register.addresses import all_questions
from register.papers import OF

REQUESTS = 100 if os.environ.get("GOVLEDGER_SOAK") else 4
TOGETHER = ("choose", "leave", "both moments are the same")
"""How a refusal speaks of parameters each of which is allowed, and that together make no question."""


@pytest.fixture(scope="module")
def described(client: TestClient) -> Any:
    """The description as the program reads it."""
    return schemathesis.openapi.from_dict(client.get("/openapi.json").json())


PAPERS = {f"/{kind}/{{{kind}}}/{paper}" for paper, (kind, _) in OF.items()}


@pytest.mark.parametrize("path", sorted({each.path for each in all_questions()} | PAPERS | {"/diff/{subject}"}))
def test_what_the_description_allows_is_answered(described: Any, client: TestClient, path: str) -> None:
    @settings(max_examples=REQUESTS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(described[path]["GET"].as_strategy(), st.sampled_from(("text/html", "application/json", "text/csv")))
    def asked(case: Any, accepted: str) -> None:
        answered = client.get(case.formatted_path, params=case.query or {}, headers={"accept": accepted})

        answered.request.read()
        case.validate_response(answered, excluded_checks=[positive_data_acceptance])
        if answered.status_code == 400:
            assert any(said in answered.text for said in TOGETHER), (str(answered.url), answered.text[-2000:])

    asked()
