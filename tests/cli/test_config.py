"""Which ledger and who records: each place is asked in its order, and a broken config file says where."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner

from cli import config
from cli.config import as_url, read_config, which_ledger, who_records
from cli.exits import WrongConfig
from ledger.refusals import Refusal


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in (config.LEDGER_VARIABLE, config.RECORDER_VARIABLE, config.CONFIG_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def write_config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "our.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    monkeypatch.setenv(config.CONFIG_VARIABLE, str(path))
    return path


def test_the_option_comes_before_the_environment_before_the_file_before_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    default = which_ledger(None)
    write_config(monkeypatch, tmp_path, 'ledger = "/in/file.db"')
    filed = which_ledger(None)
    monkeypatch.setenv(config.LEDGER_VARIABLE, "postgresql+psycopg://host/db")
    environment = which_ledger(None)

    assert default.value == f"sqlite:///{platformdirs.user_data_path('govledger') / 'ledger.db'}"
    assert default.value.startswith(f"sqlite:///{tmp_path}")
    assert filed == ("sqlite:////in/file.db", "the config file")
    assert environment == ("postgresql+psycopg://host/db", "GOVLEDGER_URL")
    assert which_ledger("/given.db") == ("sqlite:////given.db", "--ledger")


def test_at_a_terminal_who_records_is_asked_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = write_config(monkeypatch, tmp_path, '[keys]\n"a/b" = "c.key"\n')
    monkeypatch.setattr(config, "is_at_a_terminal", lambda: True)

    with CliRunner().isolation(input="Zoë “Z” O'Neil\n"):
        asked = who_records(None)

    assert asked == ("Zoë “Z” O'Neil", "the config file")
    assert path.read_text("utf-8").startswith("recorder = ")
    assert who_records(None) == asked
    assert config.read_keys() == {"a/b": "c.key"}


def test_the_recorder_comes_from_the_option_then_environment_then_file_then_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LOGNAME", "mokafor")
    system = who_records(None)
    write_config(monkeypatch, tmp_path, 'recorder = "M. Okafor"')
    filed = who_records(None)
    monkeypatch.setenv(config.RECORDER_VARIABLE, "Duty clerk")

    assert system == ("mokafor", "the operating system")
    assert filed == ("M. Okafor", "the config file")
    assert who_records(None) == ("Duty clerk", "GOVLEDGER_RECORDER")
    assert who_records("A. N. Other") == ("A. N. Other", "--recorder")


def test_a_system_that_knows_no_user_is_a_refusal_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)

    with pytest.raises(Refusal, match="say who records with --recorder NAME"):
        who_records(None)


def test_a_plain_path_is_made_absolute_from_where_the_command_is_called(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/clerk")

    assert as_url("our.db") == f"sqlite:///{tmp_path}/our.db"
    assert as_url("~/our.db") == "sqlite:////home/clerk/our.db"
    assert as_url("sqlite:///x.db") == "sqlite:///x.db"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('ledger = "a.db"\nrecorder == 2\n', "our.toml:2: it is not TOML: Invalid value (at line 2, column 11)"),
        ('# ours\nleger = "a.db"\n', "our.toml:2: unknown key 'leger'; did you mean 'ledger'?"),
        ('colour = "red"\n', "our.toml:1: unknown key 'colour'; the keys are ledger and recorder"),
        ("\n\nrecorder = 7\n", "our.toml:3: 'recorder' is not a text: 7; write recorder = \"...\""),
        ("[ledger]\nurl = 'x'\n", "our.toml:1: 'ledger' is not a text"),
        (b'ledger = "\xff"', "it is not UTF-8"),
    ],
)
def test_a_broken_config_file_is_refused_with_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str | bytes, expected: str
) -> None:
    write_config(monkeypatch, tmp_path, text)

    with pytest.raises(WrongConfig) as refused:
        read_config()

    assert expected in str(refused.value)


def test_a_config_file_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(config.CONFIG_VARIABLE, "/nowhere/our.toml")

    with pytest.raises(WrongConfig, match=r"there is no config file /nowhere/our\.toml; GOVLEDGER_CONFIG names it"):
        read_config()


def test_a_folder_is_no_config_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(config.CONFIG_VARIABLE, str(tmp_path))

    with pytest.raises(WrongConfig, match="Is a directory"):
        read_config()


def test_the_page_on_settings_has_them_all_and_its_example_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = Path(__file__, "../../../docs/reference/settings.md").resolve().read_text("utf-8")
    write_config(monkeypatch, tmp_path, page.partition("```toml\n")[2].partition("```")[0])

    assert set(read_config()) == set(config.KEYS)
    assert config.read_keys()
    assert config.read_verbs()
    for variable in (config.LEDGER_VARIABLE, config.RECORDER_VARIABLE, config.CONFIG_VARIABLE):
        assert f"`{variable}`" in page
