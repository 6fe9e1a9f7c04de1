"""Small changes to a valid text, as bit rot or a forger would make them."""

from __future__ import annotations

from hypothesis import strategies as st


def mangled(original: bytes) -> st.SearchStrategy[bytes]:
    """Texts that differ from the original by one flipped bit, a cut, an insertion or a swap of two lines."""
    places = st.integers(0, len(original) - 1)
    flipped = st.builds(
        lambda at, bit: original[:at] + bytes((original[at] ^ 1 << bit,)) + original[at + 1 :],
        places,
        st.integers(0, 7),
    )
    cut = st.builds(lambda a, b: original[: min(a, b)] + original[max(a, b) + 1 :], places, places)
    inserted = st.builds(lambda at, new: original[:at] + new + original[at:], places, st.binary(min_size=1, max_size=4))
    lines = original.split(b"\n")
    rows = st.integers(0, len(lines) - 1)
    swapped = st.builds(lambda a, b: _swapped(lines, a, b), rows, rows)
    doubled = st.builds(lambda a: b"\n".join(lines[: a + 1] + lines[a:]), rows)
    return st.one_of(flipped, cut, inserted, swapped, doubled).filter(lambda text: text != original)


def _swapped(lines: list[bytes], a: int, b: int) -> bytes:
    lines = list(lines)
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)
