"""Which ledger, and who records: from the command line, the environment, the config file, or the system.

The config file is TOML, `config.toml` in the user's config folder or wherever GOVLEDGER_CONFIG says:

    ledger = "postgresql://clerk@db.example/governance"     # or a path, for SQLite
    recorder = "M. Okafor, Democratic Services"

    [verbs]                                                 # words of our minutes, and the verbs that they come to
    "resolved to let" = "approved"

    [keys]                                                  # where signing keys are, if not in their default place
    "ledger.example.gov.uk/board" = "/media/stick/board.key"
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from cli.exits import WrongConfig
from ledger.refusals import Refusal

LEDGER_VARIABLE: Final = "GOVLEDGER_URL"
RECORDER_VARIABLE: Final = "GOVLEDGER_RECORDER"
CONFIG_VARIABLE: Final = "GOVLEDGER_CONFIG"
KEYS: Final = ("ledger", "recorder")
_SIGNING_KEYS: Final = "keys"
_VERBS: Final = "verbs"
_SECTIONS: Final = {
    _SIGNING_KEYS: ("does not map ledgers to paths", '"name of the ledger" = "path of its key"'),
    _VERBS: ("does not map words to verbs", '"resolved to let" = "approved"'),
}
"""The sections of texts by texts: what is wrong with another, and what to write."""


class Chosen(NamedTuple):
    """A setting and where it came from, so that a refusal can say what to change."""

    value: str
    by: str


def read_config() -> Mapping[str, str]:
    """The config file's settings; none where there is no file and nobody named one.

    Raises:
        WrongConfig: it cannot be read; with the line, where there is one.
    """
    return {key: value for key, value in _read().items() if isinstance(value, str)}


def read_keys() -> Mapping[str, str]:
    """Where the config file says that the signing keys of ledgers are, by the ledgers' names."""
    return _section(_SIGNING_KEYS)


def read_verbs() -> Mapping[str, str]:
    """The words of a council's minutes for what a limb does, each with the verb that it comes to."""
    return _section(_VERBS)


def _section(name: str) -> Mapping[str, str]:
    found = _read().get(name, {})
    assert isinstance(found, Mapping)
    return found


def remember_key(origin: str, key: Path) -> Path:
    """Note in the config file where a ledger's signing key is; returns the file.

    Raises:
        WrongConfig: it cannot be written.
    """
    path, line = config_file(), f"{json.dumps(origin)} = {json.dumps(str(key))}\n"
    text = path.read_text("utf-8") if path.exists() else ""
    text = re.sub(rf"^[ \t]*{re.escape(json.dumps(origin))}[ \t]*=[^\n]*\n", "", text, flags=re.MULTILINE)
    section = re.search(rf"^\[{_SIGNING_KEYS}\][^\n]*\n", text, re.MULTILINE)
    if section:
        text = text[: section.end()] + line + text[section.end() :]
    else:
        text = f"{text.rstrip()}\n\n[{_SIGNING_KEYS}]\n{line}".lstrip()
    return _write(path, text)


def remember_recorder(name: str) -> Path:
    """Note in the config file who records; returns the file.

    Raises:
        WrongConfig: it cannot be written.
    """
    path = config_file()
    text = path.read_text("utf-8") if path.exists() else ""
    # First, since whatever stands below the head of a section belongs to that.
    return _write(path, f"recorder = {json.dumps(name, ensure_ascii=False)}\n{text}")


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as refused:
        raise WrongConfig(f"cannot write the config file {path}: {refused.strerror}") from refused
    return path


def config_file() -> Path:
    """Where the config file is, or would be."""
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        return in_full(named)
    from platformdirs import user_config_path  # here and below: who says which ledger waits for nothing else

    return user_config_path("govledger") / "config.toml"


def _read() -> Mapping[str, str | Mapping[str, str]]:
    path = config_file()
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError as absent:
        if os.environ.get(CONFIG_VARIABLE):
            raise WrongConfig(f"there is no config file {path}", f"{CONFIG_VARIABLE} names it") from absent
        return {}
    except (OSError, UnicodeDecodeError) as unreadable:
        why = unreadable.strerror if isinstance(unreadable, OSError) else "it is not UTF-8"
        raise WrongConfig(f"cannot read the config file {path}: {why}") from unreadable
    return _settings(path, text)


def which_ledger(option: str | None) -> Chosen:
    """The ledger's database URL, from `--ledger` or what stands in for it; a plain path means SQLite."""
    if option:
        return Chosen(as_url(option), "--ledger")
    if given := os.environ.get(LEDGER_VARIABLE):
        return Chosen(as_url(given), LEDGER_VARIABLE)
    if given := read_config().get("ledger"):
        return Chosen(as_url(given), "the config file")
    from platformdirs import user_data_path

    default = user_data_path("govledger") / "ledger.db"
    return Chosen(as_url(str(default)), "the default")


def who_records(option: str | None) -> Chosen:
    """Who types this, from `--recorder` or what stands in for it; stored with every entry.

    At a terminal, whom nothing names is asked once; the answer is kept in the config file.

    Raises:
        Refusal: nobody is named and the operating system does not say either.
    """
    if option:
        return Chosen(option, "--recorder")
    if given := os.environ.get(RECORDER_VARIABLE):
        return Chosen(given, RECORDER_VARIABLE)
    if given := read_config().get("recorder"):
        return Chosen(given, "the config file")
    import getpass

    try:
        system = getpass.getuser()
    except (OSError, KeyError) as nobody:
        raise Refusal("nobody is named as the recorder", "say who records with --recorder NAME") from nobody
    return Chosen(_asked(system), "the config file") if is_at_a_terminal() else Chosen(system, "the operating system")


def is_at_a_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asked(system: str) -> str:
    import click

    from cli.terminal import say

    name = str(click.prompt("Who records? Your name is stored with each entry", default=system, err=True)).strip()
    try:
        say(f"Kept in {remember_recorder(name)}, so that it is asked once.")
    except WrongConfig as refused:
        say(str(refused))
    return name


def as_url(text: str) -> str:
    """A database URL; a plain path becomes SQLite's, made absolute from where the command was called."""
    return text if "://" in text else f"sqlite:///{in_full(text).absolute()}"


def in_full(path: str | Path) -> Path:
    """A path with `~` written out; as it stands where nobody of that name has a home."""
    with suppress(RuntimeError):
        return Path(path).expanduser()
    return Path(path)


def _settings(path: Path, text: str) -> Mapping[str, str | Mapping[str, str]]:
    import tomllib
    from difflib import get_close_matches

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise WrongConfig(f"it is not TOML: {broken}", "see https://toml.io", _place(path, broken, text)) from broken
    for key, value in found.items():
        place = f"{path}:{_line_of(key, text)}"
        if key in _SECTIONS:
            _refuse_other_than_texts(key, value, place)
            continue
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            remedy = f"did you mean '{near[0]}'?" if near else f"the keys are {' and '.join(KEYS)}"
            raise WrongConfig(f"unknown key '{key}'", remedy, place)
        if not isinstance(value, str):
            raise WrongConfig(f"'{key}' is not a text: {value!r}", f'write {key} = "..."', place)
    return found


def _refuse_other_than_texts(section: str, value: object, place: str) -> None:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        wrong, example = _SECTIONS[section]
        raise WrongConfig(f"'{section}' {wrong}", f"write [{section}], and under it {example}", place)


def _place(path: Path, broken: ValueError, text: str) -> str:
    line = re.search(r"at line (\d+)", str(broken))
    return f"{path}:{line[1] if line else max(1, len(text.splitlines()))}"


def _line_of(key: str, text: str) -> int:
    lines = text.splitlines()
    named = (n for n, line in enumerate(lines, 1) if re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}\b", line))
    return next(named, 1)
