"""Circles of successions: what would make a body its own predecessor within one day.

Over different days a circle is possible, since a code or a body can be brought back; within one day it cannot
be true. Two bodies that no pairs of that day connect are told apart without a search (union-find).
"""

from __future__ import annotations


class Circles:
    """Remembers the pairs of every day that were taken as true."""

    def __init__(self) -> None:
        self._after: dict[tuple[int, str], list[str]] = {}
        self._group: dict[tuple[int, str], str] = {}

    def close(self, old: str, new: str, day: int) -> bool:
        """Whether the pair closes a circle on its day; it is remembered if it does not."""
        one, other = self._head(old, day), self._head(new, day)
        if one == other and self._leads(new, old, day):
            return True
        self._group[day, one] = other
        self._after.setdefault((day, old), []).append(new)
        return False

    def _head(self, body: str, day: int) -> str:
        found = body
        while (above := self._group.get((day, found), found)) != found:
            self._group[day, found] = self._group.get((day, above), above)
            found = above
        return found

    def _leads(self, start: str, goal: str, day: int) -> bool:
        seen, left = {start}, [start]
        while left:
            body = left.pop()
            if body == goal:
                return True
            following = [after for after in self._after.get((day, body), ()) if after not in seen]
            seen.update(following)
            left += following
        return False
