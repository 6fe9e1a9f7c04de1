"""`govledger demo` does what it says, and the front page shows what it really prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs import console

README = console.ROOT / "README.md"
_STYLE = re.compile("\N{ESCAPE}\\[\\d+m")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines that the demonstration prints."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("GOVLEDGER_")}
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("govledger")), "demo"],
        capture_output=True,
        text=True,
        env={**settings, "HOME": str(tmp_path_factory.mktemp("home"))},
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return _STYLE.sub("", ran.stdout).splitlines()


def answer(demo: list[str], question: str) -> str:
    """What is printed after a question, up to the next command."""
    start = demo.index(f"$ govledger {question}") + 1
    end = next((n for n in range(start, len(demo)) if demo[n].startswith("$ govledger ")), len(demo))
    return "\n".join(demo[start:end])


def test_the_front_page_shows_what_the_demonstration_prints(demo: list[str]) -> None:
    shown = [block for block in console.blocks(README) if block.name == "demo"]

    assert shown
    for block in shown:
        assert "\n".join(block.lines) in "\n".join(demo)


def test_the_co_chairs_sit_for_their_organisations_and_one_further_member_is_possible(demo: list[str]) -> None:
    told = answer(demo, "body members icb --as-at 2018-06-01")

    assert re.search(r"Ade Adetosoye +co-chair +London Borough of Bromley .*possibly", told)
    assert re.search(r"Angela Bhan +co-chair +Bromley Clinical Commissioning Group .*possibly", told)
    assert re.search(r"Janet Bailey +member .*possibly", told)


def test_no_accountability_is_recorded_and_the_question_stands_in_its_place(demo: list[str]) -> None:
    told = answer(demo, "accountability chain icb --to lbb")

    assert "no accountability recorded" in told
    assert "asked by the Chairman: where is the Integrated Commissioning Board answerable to" in told
    assert "deflected answer by Director of Commissioning" in told


def test_a_step_that_an_officer_was_not_sure_of_is_neither_a_breach_nor_fine(demo: list[str]) -> None:
    told = answer(demo, "project route icn")

    assert "not shown" in told
    assert "Paul Feven was not sure" in told
    assert not re.search(r"\b(breached|met)\b", told)


def test_nobody_approved_anything(demo: list[str]) -> None:
    told = answer(demo, "decisions")

    assert set(re.findall(r"\b(noted|requested|approved|agreed|endorsed)\b", told)) == {"noted", "requested"}


def test_one_commitment_is_overdue_and_those_without_a_date_stand_apart(demo: list[str]) -> None:
    told = answer(demo, "commitments --overdue --as-at 2016-01-01")

    assert told.startswith("1 commitment: overdue; 8 open commitments without a date, never overdue.")
    assert len(re.findall(r"^overdue ", told, re.MULTILINE)) == 1
    assert "update the Board on the programme" in told
    assert "in due course" not in told


def test_the_correction_is_known_from_its_entry_on(demo: list[str]) -> None:
    assert re.search(r"Janet Bailey .*2018-05-14 .*yes", "\n".join(demo))
    assert re.search(r"Janet Bailey .*possibly", answer(demo, "body members icb --as-at 2018-06-01 --known-at 515"))


def test_the_record_is_intact_and_one_checkpoint_kept_elsewhere_shows_it(demo: list[str]) -> None:
    told = "\n".join(demo)

    assert told.index("(exit code 3)") < told.index("(exit code 0)")


def test_the_python_on_the_front_page_runs(tmp_path: Path) -> None:
    found = re.search(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert found is not None
    program = found[1].replace("sqlite:///tour.db", f"sqlite:///{tmp_path / 'tour.db'}")
    settings = {"GOVLEDGER_URL": str(tmp_path / "tour.db"), "GOVLEDGER_CONFIG": str(tmp_path / "config.toml")}
    env = {**os.environ, **settings, "HOME": str(tmp_path)}
    files = sorted(map(str, (console.ROOT / "examples").glob("*.yaml")))
    govledger = str(Path(sys.executable).with_name("govledger"))
    for command in (["init", "--key", str(tmp_path / "tour.key")], ["record", *files]):
        made = subprocess.run([govledger, *command], check=False, env=env, capture_output=True, text=True)
        assert made.returncode == 0, made.stderr

    ran = subprocess.run([sys.executable, "-c", program], check=True, env=env, capture_output=True, text=True)

    assert "person:janet-bailey possibly" in ran.stdout
