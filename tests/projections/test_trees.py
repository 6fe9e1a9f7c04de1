"""Trees for people: which line hangs from which, drawn so that a branch ends where nothing more hangs from it."""

from __future__ import annotations

from projections.answers.chains import indented
from projections.answers.trees import tree


def drawn(*depths: int, room: int | None = None) -> list[str]:
    """A tree whose lines stand so far in, each called by its place."""
    rows = [{"chain": f"{indented(depth)}line {place}"} for place, depth in enumerate(depths)]
    return tree(rows, room).split("\n")


def test_a_branch_goes_on_for_as_long_as_another_line_hangs_from_it() -> None:
    assert drawn(0, 1, 2, 1, 0) == ["line 0", "├ line 1", "│ └ line 2", "└ line 3", "line 4"]
    assert drawn(0, 1, 2, 2, 0, 1) == ["line 0", "└ line 1", "  ├ line 2", "  └ line 3", "line 4", "└ line 5"]
    assert drawn(0, 1, 2, 3, 1) == ["line 0", "├ line 1", "│ └ line 2", "│   └ line 3", "└ line 4"]


def test_lines_that_are_wrapped_leave_the_branch_beside_them() -> None:
    rows = [{"chain": f"{indented(1)}{'word ' * 6}"}, {"chain": f"{indented(1)}end"}]

    assert tree(rows, 24).split("\n") == ["├ word word word word", "│   word word", "└ end"]
