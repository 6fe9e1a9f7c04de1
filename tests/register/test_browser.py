"""The register in a real Chromium: nobody is kept out by how it looks, and it is found by clicking.

Chromium, its driver and axe-core come from `.ci/run`; where one of them is not there, the tests say so.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

from register.app import create_app
from register.site import Site

KINDS = (
    "/",
    "/ask",
    "/body?as-at=2023-09-01",
    "/body/icb?as-at=2018-06-01",
    "/body/th-scrutiny/members?as-at=2023-09-01",
    "/body/th-community-environment/lineage?as-at=ever",
    "/accountability/th-cabinet/chain?as-at=2023-09-01",
    "/person/finn-calder?as-at=2023-09-01",
    "/project/th-waste-depot?as-at=2024-01-31",
    "/project/th-waste-depot/route?as-at=2024-01-31",
    "/meeting/th-cabinet/2023-06-27",
    "/decisions?as-at=2023-12-31",
    "/resolution/th-cabinet-2023-10-17/4",
    "/questions?unanswered=yes&as-at=2023-12-31",
    "/commitments?overdue=yes",
    "/call-ins?as-at=1900-01-01",
    "/flags?as-at=2024-03-31",
    "/log",
    "/entry/12",
    "/diff/body:icb?known-from=1&known-to=700",
    "/diff/body:icb",
    "/meeting/th-council/2024-02-28/minutes",
    "/body/th-cabinet/agenda?as-at=2023-12-31",
    "/meeting/turnout?body=th-cabinet&as-at=2023-12-31",
    "/sums?as-at=2023-12-31",
    "/body/icb/members?as-at=ever",
    "/chronology/project:th-waste-depot",
    "/search?q=council",
    "/search?q=%E2%80%AE%3Cb%3E",
    "/check",
    "/nowhere",
    "/body/icb?as-at=yesterday",
)


def axe() -> Path | None:
    """The script of axe-core, from Node's packages."""
    places = [Path(each) for each in os.environ.get("NODE_PATH", "").split(os.pathsep) if each]
    return next((found for each in places if (found := each / "axe-core/axe.min.js").exists()), None)


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """Where the register is served, by a real server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(site), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium without a window, in which no script of a page would run unnoticed."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("no Chromium with its driver; install Debian's chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for each in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(each)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield opened
    opened.quit()


def sized(browser: Any, width: int) -> None:
    told = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", told)


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(browser: Any, address: str, path: str) -> None:
    script = axe()
    for width in (320, 800, 1280):
        sized(browser, width)
        browser.get(address + path)
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth"), (path, width)
        if script is not None and width != 800:
            browser.execute_script(script.read_text("utf-8"))
            run = "const done = arguments[0]; axe.run().then(told => done(told.violations))"
            found = browser.execute_async_script(run)
            told = [(each["id"], [node["html"][:120] for node in each["nodes"][:2]]) for each in found]
            assert told == [], (path, width)
    errors = [each["message"] for each in browser.get_log("browser") if "404" not in each["message"]]
    assert [each for each in errors if "400" not in each] == []
    if script is None:
        pytest.skip("no axe-core in NODE_PATH; the width was looked at, and nothing else (npm install axe-core)")


def test_the_keyboard_comes_to_the_content_first(browser: Any, address: str) -> None:
    sized(browser, 1280)
    browser.get(f"{address}/body")
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = browser.switch_to.active_element

    assert skip.text == "Skip to the content"
    skip.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "content"


@contextmanager
def leaving(browser: Any) -> Iterator[None]:
    """Wait until the page that is there is another one."""
    before = browser.find_element(By.TAG_NAME, "html")
    yield
    WebDriverWait(browser, 60).until(staleness_of(before))


def click(browser: Any, *texts: str) -> None:
    """Follow links by what they say, one after the other; what is folded away is opened first."""
    for text in texts:
        closed = ", ".join(f"{place} details:not([open]) > summary" for place in (".clocks", ".about"))
        for folded in browser.find_elements(By.CSS_SELECTOR, closed):
            folded.click()
        with leaving(browser):
            browser.find_element(By.PARTIAL_LINK_TEXT, text).click()


def read(browser: Any) -> str:
    return str(browser.find_element(By.TAG_NAME, "main").text)


def ask_about(browser: Any, day: str) -> None:
    """Set the clock of the world on the page."""
    browser.find_element(By.CSS_SELECTOR, ".clocks summary").click()
    field = browser.find_element(By.ID, "as-at")
    field.clear()
    with leaving(browser):
        field.send_keys(day, Keys.ENTER)


TASKS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "who was on the committee on that day": (
        ("Bodies", "Overview and Scrutiny Committee", "Members"),
        "2023-09-01",
        "Councillor Ella Frost",
    ),
    "who voted against the roof": (
        ("Meetings", "Cabinet, 2023-07-18", "th-cabinet-2023-07-18/5"),
        "",
        "against",
    ),
    "what was promised and is overdue": (("Promised and overdue",), "", "publish how much each library is used"),
    "what was never answered": (("Waiting for an answer",), "", "who drew up the list of opening days"),
    "did the depot go to scrutiny first": (("Projects", "New waste depot", "Route"), "", "scrutiny"),
    "to whom does the board answer": (
        ("Bodies", "Integrated Commissioning Board", "Accountability chain"),
        "",
        "no accountability recorded",
    ),
    "what came before the committee": (
        ("Bodies", "Community and Environment Committee", "Lineage"),
        "ever",
        "Environment",
    ),
    "what was at the meeting in June": (("Meetings", "Cabinet, 2023-06-27"), "", "leisure centre"),
    "what looks wrong": (("Flags",), "2024-03-31", "key decision without notice"),
    "what did we know before the last entry on it": (
        ("Projects", "New waste depot", "Before entry"),
        "",
        "New waste depot",
    ),
}


@pytest.mark.parametrize("task", TASKS)
def test_a_councillor_finds_it_from_the_first_page_in_four_clicks(browser: Any, address: str, task: str) -> None:
    clicks, day, found = TASKS[task]
    sized(browser, 1280)
    browser.get(f"{address}/?as-at=2023-12-31")

    click(browser, *clicks)
    if day:
        ask_about(browser, day)

    assert found in read(browser)
    assert len(clicks) + bool(day) <= 4
