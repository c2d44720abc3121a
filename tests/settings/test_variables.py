"""Variables that are read one by one."""

from __future__ import annotations

import pytest

from hygiene.settings import Flags
from hygiene.settings.variables import can_connect, step_summary, token, wants_color


@pytest.mark.parametrize(
    ("environment", "repository", "expected"),
    [
        ({"GITHUB_TOKEN": "t", "GITHUB_REPOSITORY": "o/r"}, "", True),
        ({"GH_TOKEN": "t"}, "o/r", True),
        ({"GITHUB_TOKEN": "", "GH_TOKEN": "t"}, "o/r", True),
        ({"GITHUB_TOKEN": " "}, "o/r", False),
        ({"GITHUB_TOKEN": "t"}, "", False),
        ({"GITHUB_TOKEN": "t", "GITHUB_REPOSITORY": ""}, "", False),
        ({}, "o/r", False),
    ],
)
def test_a_token_and_a_repository(environment: dict[str, str], repository: str, expected: bool) -> None:  # noqa: FBT001
    """Both have to be given; an empty variable is not given."""
    assert can_connect(Flags(repository=repository), environment) is expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, ""), ({"GITHUB_TOKEN": " t\n"}, "t"), ({"GITHUB_TOKEN": "", "GH_TOKEN": "u"}, "u"), ({"GH_TOKEN": ""}, "")],
)
def test_the_token(environment: dict[str, str], expected: str) -> None:
    """The runner's variable, else that of GitHub's own command, without what a paste brings along."""
    assert token(environment) == expected


@pytest.mark.parametrize(
    ("variables", "wished"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "0"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm-256color"}, True),
    ],
)
def test_wants_color(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, wished: bool) -> None:
    """NO_COLOR counts whatever it holds, unless it is empty: https://no-color.org."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("TERM", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert wants_color() is wished


def test_step_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The path that the runner set, empty where no runner is."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert step_summary() == ""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/tmp/summary.md")  # noqa: S108 - a name, nothing is written
    assert step_summary() == "/tmp/summary.md"  # noqa: S108 - the same
