"""The variables that are asked for one by one."""

from __future__ import annotations

import pytest

from hygiene.settings.runner import color_wished, step_summary


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
def test_color_wished(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, wished: bool) -> None:
    """NO_COLOR counts whatever it holds, unless it is empty: https://no-color.org."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("TERM", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert color_wished() is wished


def test_step_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The path that the runner set, empty where no runner is."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert step_summary() == ""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/tmp/summary.md")  # noqa: S108 - a name, nothing is written
    assert step_summary() == "/tmp/summary.md"  # noqa: S108 - the same
