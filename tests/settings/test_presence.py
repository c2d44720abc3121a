"""Whether there is a host to talk to at all."""

from __future__ import annotations

import pytest

from hygiene.settings import Flags
from hygiene.settings.presence import connected, token_at_hand


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
    assert connected(Flags(repository=repository), environment) is expected


@pytest.mark.parametrize(
    ("environment", "token"),
    [({}, ""), ({"GITHUB_TOKEN": " t\n"}, "t"), ({"GITHUB_TOKEN": "", "GH_TOKEN": "u"}, "u"), ({"GH_TOKEN": ""}, "")],
)
def test_the_token(environment: dict[str, str], token: str) -> None:
    """The runner's variable, else that of GitHub's own command, without what a paste brings along."""
    assert token_at_hand(environment) == token
