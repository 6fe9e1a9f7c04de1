"""A small reader of Graphviz' DOT language: what the drawings use of it, and nothing that Graphviz would not accept.

Where `dot` itself is installed, it has to accept the drawing, too.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import NamedTuple

_TOKEN = re.compile(r'\s*(?:("(?:[^"\\\n]|\\.)*")|(->)|([A-Za-z_][A-Za-z0-9_]*)|([{}\[\];,=]))', re.DOTALL)


class Drawing(NamedTuple):
    """The labels of the nodes by id, and the edges: from, to, attributes."""

    nodes: dict[str, str]
    edges: list[tuple[str, str, dict[str, str]]]


def read(text: str) -> Drawing:
    """Read a directed graph, or fail where it is not one."""
    tokens = _tokens(text)
    assert tokens[0] == "digraph"
    assert tokens[2] == "{"
    drawing, rest = Drawing({}, []), tokens[3:]
    while rest[0] != "}":
        statement, rest = rest[: rest.index(";")], rest[rest.index(";") + 1 :]
        _state(drawing, statement)
    assert rest == ["}"], "nothing may follow the closing brace"
    assert all(end in drawing.nodes for edge in drawing.edges for end in edge[:2]), "an edge to nowhere"
    if dot := shutil.which("dot"):
        subprocess.run([dot, "-Tsvg"], input=text.encode(), check=True, capture_output=True, timeout=30)
    return drawing


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        assert token, f"not DOT from here: {text[at : at + 40]!r}"
        found.append(token[0].strip())
        at = token.end()
    return found


def _state(drawing: Drawing, statement: list[str]) -> None:
    if statement[1] == "=":
        assert len(statement) == 3
    elif statement[1] == "->":
        drawing.edges.append((_plain(statement[0]), _plain(statement[2]), _attributes(statement[3:])))
    elif statement[0] != "node":
        attributes = _attributes(statement[1:])
        drawing.nodes[_plain(statement[0])] = attributes["label"]


def _attributes(tokens: list[str]) -> dict[str, str]:
    assert (tokens[0], tokens[-1]) == ("[", "]")
    inner = " ".join(tokens[1:-1]).split(" , ")
    return {key: _plain(value) for key, _, value in (each.partition(" = ") for each in inner)}


def _plain(token: str) -> str:
    if not token.startswith('"'):
        return token
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], token[1:-1])
