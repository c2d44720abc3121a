"""Bad input: each ends with a sentence on what to do and the right exit code, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox.faults import HalfResponse, Refused, SecondaryLimit, Unreachable, WrongPage
from tests.workflow_runner import RED

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault
    from tests.workflow_runner import Ran, Runner


def refused(runner: Runner, ran: Ran, code: int, *expected: str) -> None:
    """The command ended so, with this message, without a traceback, and without a write."""
    assert ran.code == code, ran.stderr
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    for words in expected:
        assert words in ran.stderr
    assert [event for event in runner.world.history if event.actor == "github-actions[bot]" and event.notifies] == []


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("", "is empty"),
        ("{", "is not valid JSON"),
        ("[]", "does not contain a JSON object"),
        ({"action": "completed"}, "The payload is not that of a workflow_run event."),
        ({"workflow_run": {}}, "names no head commit"),
        ({"repository": {"full_name": "some/where"}}, "The event is of some/where"),
    ],
)
def test_event_files(runner: Runner, payload: object, expected: str) -> None:
    """An event's file that is none is a usage error, before anything is sent."""
    runner.event(payload)
    refused(runner, runner.post_ci(), 2, expected)
    assert runner.world.requests == []


def test_no_event(runner: Runner) -> None:
    """Without an event and without --pr it is not known what to read."""
    refused(runner, runner.post_ci(), 2, "There is no event", "--pr NUMBER")
    refused(runner, runner.post_ci("--event", "gone.json"), 2, "gone.json cannot be read: No such file or directory")


@pytest.mark.parametrize("name", ["push", "issues", "check_run"])
def test_other_events(runner: Runner, name: str) -> None:
    """For an event that is not supported the message lists those that are."""
    runner.event({"ref": "refs/heads/main"}, name)
    refused(runner, runner.post_ci(), 2, f"The event '{name}' is not supported", "merge_group")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--repo", "o/r", "--pr", "99"), "has no pull request #99 in o/r"),
        (("--repo", "o/none", "--pr", "1"), "has no repository o/none"),
        (("--repo", "nonsense", "--pr", "1"), "'nonsense' is not a repository. Write it as OWNER/NAME."),
        (("--config", "gone.toml", "--pr", "1"), "There is no file gone.toml"),
        (("--key", "A B", "--pr", "1"), "'A B' is not a key"),
    ],
)
def test_what_is_not_there(runner: Runner, arguments: tuple[str, ...], expected: str) -> None:
    """Names of what does not exist are the user's mistake."""
    assert runner.repository.head()
    refused(runner, runner.post_ci(*arguments), 2, expected.partition(". ")[0])


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("", "There is no token."),
        ("two words", "The token has characters that no token has."),
        ("unknown", "api.github.com does not accept the token."),
    ],
)
def test_tokens(runner: Runner, token: str, expected: str) -> None:
    """A token that is absent, malformed or wrong is an authorization error; it is never repeated."""
    number, _ = runner.proposal(RED)
    runner.monkeypatch.setenv("GITHUB_TOKEN", token)
    ran = runner.post_ci("--pr", str(number))
    refused(runner, ran, 4, expected)
    assert not token or token not in ran.stderr


def test_a_token_without_scope(runner: Runner) -> None:
    """For a personal token without the scope the message names the one that it lacks."""
    number, _ = runner.proposal(RED)
    runner.world.token("bot-token", "octocat", kind="classic", scopes=("gist",))
    refused(runner, runner.post_ci("--pr", str(number)), 4, "The token lacks a scope", "'public_repo'")
    assert runner.comments(number) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tracker]\nlabl = 'x'", "hygiene.toml:2:1 unknown key `tracker.labl`; did you mean `label`?"),
        ("jobs = 'gate'", "`jobs` should be an array, not a string"),
        ("[[tracker.category]]\nname = 'x'\njobs = []", "`tracker.category.1.jobs` is empty"),
        ("jobs = [", "hygiene.toml:1:9 The file is not valid TOML"),
    ],
)
def test_configurations(runner: Runner, text: str, expected: str) -> None:
    """A mistake in the configuration is found before anything is sent."""
    number, _ = runner.proposal(RED)
    runner.settings(text)
    page = "docs/reference/configuration.md" * ("valid TOML" not in expected)
    refused(runner, runner.post_ci("--pr", str(number)), 2, expected, page)
    assert runner.world.requests == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GITHUB_GRAPHQL_URL", "http://api.github.com/graphql"),
        ("GITHUB_GRAPHQL_URL", "nonsense"),
        ("GITHUB_GRAPHQL_URL", "https://ho st/graphql"),
        ("GITHUB_SERVER_URL", "ftp://github.com"),
        ("GITHUB_REPOSITORY", "o"),
    ],
)
def test_variables(runner: Runner, variable: str, value: str) -> None:
    """An invalid variable is reported with its name or its value."""
    number, _ = runner.proposal(RED)
    runner.monkeypatch.setenv(variable, value)
    refused(runner, runner.post_ci("--pr", str(number)), 2, value if variable == "GITHUB_REPOSITORY" else variable)


@pytest.mark.parametrize("host", ["xn--a", "a" * 300, "-", "..", "a..b", "%41", "\u200bgithub.com"])
def test_hosts_that_no_client_can_use(runner: Runner, host: str) -> None:
    """Whatever is given as a host, it is a usage error or an outage, never a bug."""
    number, _ = runner.proposal(RED)
    runner.monkeypatch.setenv("GITHUB_GRAPHQL_URL", f"https://{host}/graphql")
    ran = runner.post_ci("--pr", str(number), faults=[Unreachable()] * 9)
    assert ran.code in (2, 6), ran.stderr
    assert "GITHUB_GRAPHQL_URL" in ran.stderr


@pytest.mark.parametrize(
    ("fault", "code", "expected"),
    [
        (Unreachable(), 6, "api.github.com cannot be reached"),
        (WrongPage(), 6, "answered with HTML that is not GraphQL"),
        (WrongPage(404), 5, "Check GITHUB_GRAPHQL_URL"),
        (WrongPage(503), 6, "HTTP status 503"),
        (HalfResponse(), 6, "that is not GraphQL"),
        (SecondaryLimit(600), 6, "retry after: 600 s"),
        (Refused("FORBIDDEN", "Resource not accessible by integration"), 4, "`permissions:` contents: read"),
    ],
)
def test_hosts(runner: Runner, fault: Fault, code: int, expected: str) -> None:
    """A host that is not there, is something else, or will not."""
    number, _ = runner.proposal(RED)
    refused(runner, runner.post_ci("--pr", str(number), faults=[fault] * 9), code, expected)
    failed = runner.post_ci("--json", "--pr", str(number), faults=[fault] * 9).json["error"]
    assert failed["exit_code"] == code
    assert expected in f"{failed['message']} {failed['hint']} retry after: {failed['retry_after_s']} s"


@pytest.mark.parametrize("area", ["checks", "contents", "issues", "pull_requests"])
def test_what_may_not_be_read(runner: Runner, area: str) -> None:
    """For a token that may not read something in a private repository, nothing is reported as missing."""
    runner.repository.change(private=True)
    number, _ = runner.proposal(RED)
    grants: dict[str, Any] = {area: "none"}
    runner.world.token("bot-token", **grants)
    refused(runner, runner.post_ci("--pr", str(number)), 4, f"`permissions:` {area.replace('_', '-')}: read")
    assert runner.comments(number) == []


LONG = "a" * 300


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("post-ci", "--config", LONG), f"{LONG} cannot be read: File name too long."),
        (("audit", "--root", LONG), f"There is no folder {LONG}."),
        (("init", "--root", LONG), f"There is no folder {LONG}."),
        (("doctor", "--root", LONG), f"There is no folder {LONG}."),
        (("post-ci", "--pr", "1", "--markdown", LONG), f"{LONG} cannot be written: File name too long."),
        (("post-ci", "--pr", "1", "--snapshot", f"{LONG}/b"), f"{LONG}/b cannot be written: File name too long."),
        (("section", "set", "x", "--pr", "1", "--file", LONG), "File name too long"),
    ],
)
def test_names_that_are_too_long(runner: Runner, arguments: tuple[str, ...], expected: str) -> None:
    """No file has a name of 300 characters: an error of whoever gave it, and nothing is written."""
    ran = runner.run(*arguments)
    assert ran.code == 2
    assert expected in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("variable", ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "HYGIENE_CONFIG"])
def test_variables_that_are_too_long(runner: Runner, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """The same for the names that the runner's environment gives."""
    _, run = runner.proposal({"lint": "failure"})
    runner.event(runner.repository.run_event(run))
    monkeypatch.setenv(variable, LONG)
    ran = runner.run("post-ci")
    assert ran.code == 2
    assert "File name too long" in ran.stderr
    assert runner.repository.comments(1) == []
