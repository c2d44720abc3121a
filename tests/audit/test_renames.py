"""Which new name an old name became."""

from __future__ import annotations

import pytest

from hygiene.audit.compare import COMPARISONS_MAX, probable_renames


@pytest.mark.parametrize(
    ("gone", "new", "expected"),
    [
        (["docker smoke"], ["docker smoke test", "lint"], {"docker smoke": "docker smoke test"}),
        (["Tests (3.11)"], ["tests (3.11)"], {"Tests (3.11)": "tests (3.11)"}),
        (["abc"], ["xyz"], {"abc": "xyz"}),
        (["abc"], ["xyz", "uvw"], {}),
        (["abc", "def"], ["xyz"], {}),
        ([], ["a"], {}),
        (["a"], [], {}),
        (
            ["test (3.11)", "test (3.12)"],
            ["tests (3.12)", "tests (3.11)"],
            {"test (3.11)": "tests (3.11)", "test (3.12)": "tests (3.12)"},
        ),
        (["build a", "build b"], ["build a2"], {"build a": "build a2"}),
    ],
)
def test_pairs(gone: list[str], new: list[str], expected: dict[str, str]) -> None:
    """The most alike are paired first, and no new name twice."""
    assert probable_renames(gone, new) == expected


def test_too_many_to_compare() -> None:
    """Beyond a limit no new name is proposed, so that an audit stays fast."""
    many = [f"job {number}" for number in range(COMPARISONS_MAX + 1)]
    assert probable_renames(["job 1"], many) == {}
    assert probable_renames(["job 1"], many[:10]) == {"job 1": "job 1"}
