"""Programs that nobody here wrote read what the register gives: HTML, and the description of the API."""

from __future__ import annotations

import html5lib
import pytest
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from tests.register.test_browser import KINDS


def test_the_description_of_the_api_is_openapi(client: TestClient) -> None:
    validate(client.get("/openapi.json").json())


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_is_html_without_a_fault(path: str, client: TestClient) -> None:
    reader = html5lib.HTMLParser(strict=False)

    reader.parse(client.get(path, headers={"accept": "text/html"}).text)

    assert [(fault, told) for _, fault, told in reader.errors] == []
