"""Near misses are offered for what is misspelt, and quickly in a large register."""

from difflib import get_close_matches

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.meeting_file.near_misses import FINALISTS, Likeness

MANY = [f"{kind}-{place}" for kind in ("board", "committee", "panel", "executive") for place in range(500)]


def test_a_misspelt_name_is_found_among_many() -> None:
    nearest = Likeness([*MANY, "health-and-wellbeing-board", "icb"]).nearest

    assert "health-and-wellbeing-board" in nearest("heatlh-and-welbeing-board")
    assert "icb" in nearest("ibc")
    assert "icb" in nearest("ICB")
    assert len(nearest("x")) == FINALISTS


@settings(deadline=None)
@given(st.sampled_from(MANY), st.integers(0, 20), st.sampled_from("abcxyz-"))
def test_one_wrong_letter_never_hides_the_right_name(name: str, at: int, letter: str) -> None:
    misspelt = name[:at] + letter + name[at + 1 :]

    nearest = Likeness(MANY).nearest(misspelt)

    assert name in nearest or get_close_matches(misspelt, nearest, n=3, cutoff=0.9)


def test_of_few_names_all_are_weighed() -> None:
    assert Likeness(["b", "a"]).nearest("zzz") == ["a", "b"]
    assert Likeness([]).nearest("zzz") == []
