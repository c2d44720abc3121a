"""Flags over environment over files; what is missing or malformed is reported before anything is sent."""

from __future__ import annotations

import copy
import os
import pickle
import traceback
from typing import TYPE_CHECKING

import pytest

from hygiene.errors import AuthorizationError, UsageError
from hygiene.settings import Flags, Settings, Token, load

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "ghs_16C7e42F292c6912E7710c838347Ae178B4a"  # noqa: S105 - made up
ENV = {"GITHUB_TOKEN": SECRET, "GITHUB_REPOSITORY": "octo/app"}


def loaded(folder: Path, flags: Flags | None = None, **env: str) -> Settings:
    """Settings of an environment; a value of ``-`` removes a variable."""
    merged = {name: value for name, value in {**ENV, **env}.items() if value != "-"}
    return load(flags or Flags(), merged, folder)


def test_what_the_runner_sets(tmp_path: Path) -> None:
    """Every variable of the runner arrives."""
    settings = loaded(
        tmp_path,
        GITHUB_SERVER_URL="https://ghe.example.org",
        GITHUB_GRAPHQL_URL="https://ghe.example.org/api/graphql",
        GITHUB_EVENT_NAME="workflow_run",
        GITHUB_EVENT_PATH="/event.json",
        GITHUB_OUTPUT="/output",
        GITHUB_STEP_SUMMARY="/summary",
        GITHUB_RUN_ID="17",
        GITHUB_ACTIONS="true",
        RUNNER_TEMP="/temp",
    )
    assert settings.repository == "octo/app"
    assert settings.graphql_url == "https://ghe.example.org/api/graphql"
    assert (settings.event_name, settings.event_path) == ("workflow_run", "/event.json")
    assert (settings.output_path, settings.summary_path, settings.temp_path) == ("/output", "/summary", "/temp")
    assert settings.in_actions


def test_a_manual_run(tmp_path: Path) -> None:
    """A token and a flag are enough."""
    settings = loaded(tmp_path, Flags(repository="o/r"), GITHUB_REPOSITORY="-")
    assert (settings.repository, settings.graphql_url) == ("o/r", "https://api.github.com/graphql")
    assert (settings.output_path, settings.in_actions, settings.policy_source) == ("", False, "")


def test_flags_win(tmp_path: Path) -> None:
    """A flag counts more than a variable or a file."""
    (tmp_path / "hygiene.toml").write_text("key = 'file'\n[status]\nadopt = '<!-- a'\n", encoding="utf-8")
    settings = loaded(tmp_path, Flags("o/r", "e.json", key="flag", adopt="<!-- b", only="status-comment"))
    assert (settings.repository, settings.event_path) == ("o/r", "e.json")
    assert (settings.policy.key, settings.policy.status.adopt) == ("flag", "<!-- b")
    assert not settings.policy.tracks
    settings = loaded(tmp_path)
    assert (settings.policy.key, settings.policy.status.adopt) == ("file", "<!-- a")


def test_an_event_that_is_passed_manually_shows_its_own_name(tmp_path: Path) -> None:
    """The name that the runner set belongs to the runner's own event, not to the file of a flag."""
    assert loaded(tmp_path, Flags(event="e.json"), GITHUB_EVENT_NAME="push").event_name == ""


@pytest.mark.parametrize("name", ["octo/app", "o-c/a.b_c", "octo_corp/app", "O/R", "o/.github", "a/..."])
def test_repositories(tmp_path: Path, name: str) -> None:
    """Names as GitHub allows them, those of managed users among them."""
    assert loaded(tmp_path, Flags(name)).repository == name


@pytest.mark.parametrize(
    "name",
    ["app", "a/b/c", "https://github.com/o/r", "o/", "/r", "o/r\n", "o r/x", "ö/r", "-o/r", "o/..", "o/.", "o/r?"],
)
def test_no_repositories(tmp_path: Path, name: str) -> None:
    """For anything else the message shows the format."""
    with pytest.raises(UsageError, match=r"is not a repository\. Write it as OWNER/NAME"):
        loaded(tmp_path, Flags(name))


def test_no_repository_at_all(tmp_path: Path) -> None:
    """A repository is never guessed."""
    with pytest.raises(UsageError, match=r"No repository was named\. Pass --repo"):
        loaded(tmp_path, GITHUB_REPOSITORY="")


@pytest.mark.parametrize("token", ["-", "", "   ", "\n"])
def test_no_token(tmp_path: Path, token: str) -> None:
    """Without a token the message states how a workflow passes it."""
    with pytest.raises(AuthorizationError, match=r"\$\{\{ github.token \}\}"):
        loaded(tmp_path, GITHUB_TOKEN=token)


@pytest.mark.parametrize("token", ["a b", "a\nb", "tokén", "a\x00b", "a\tb", "Bearer x"])
def test_no_such_token(tmp_path: Path, token: str) -> None:
    """A token with characters that none has is refused, and not repeated."""
    with pytest.raises(AuthorizationError) as caught:
        loaded(tmp_path, GITHUB_TOKEN=token)
    assert token not in str(caught.value)


def test_tokens(tmp_path: Path) -> None:
    """White space around a token is removed; an empty one is replaced by GH_TOKEN."""
    assert loaded(tmp_path, GITHUB_TOKEN=f" {SECRET}\n").token.header() == f"bearer {SECRET}"
    assert loaded(tmp_path, GITHUB_TOKEN="", GH_TOKEN=SECRET).token.header() == f"bearer {SECRET}"


def test_a_token_never_shows(tmp_path: Path) -> None:
    """However settings are printed, the token is three stars."""
    settings = loaded(tmp_path)
    token = settings.token
    shown = [repr(token), str(token), f"{token}", f"{token!s:>9}", "%s" % token, repr(settings), repr([token])]  # noqa: UP031 - one more way to print
    assert all(SECRET not in text for text in shown)
    assert all("***" in text for text in shown)
    assert not hasattr(token, "__dict__")


def test_a_token_does_not_travel() -> None:
    """What would carry the secret elsewhere is refused."""
    for carry in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="a token is not copied"):
            carry(Token(SECRET))


def test_a_token_is_in_no_traceback(tmp_path: Path) -> None:
    """Not even a traceback that shows local variables has it."""

    def broken(settings: Settings, token: Token) -> int:
        return len(settings.policy.key) // len(token.header()[:0])

    settings = loaded(tmp_path)
    with pytest.raises(ZeroDivisionError) as caught:
        broken(settings, settings.token)
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert "token = ***" in "".join(shown.format())
    assert SECRET not in "".join(shown.format())


def test_keys(tmp_path: Path) -> None:
    """A key is short and plain, since it becomes part of a marker."""
    assert loaded(tmp_path, Flags(key="nightly-2")).policy.key == "nightly-2"
    for key in ("Nightly", "a b", "-->", "x" * 41):
        with pytest.raises(UsageError, match="is not a key"):
            loaded(tmp_path, Flags(key=key))


def test_files_of_the_folder(tmp_path: Path) -> None:
    """The working folder's configuration is found in any of its places; its source is remembered."""
    (tmp_path / "pyproject.toml").write_text("[tool.hygiene]\njobs = ['p']\n", encoding="utf-8")
    assert loaded(tmp_path).policy_source == "pyproject.toml"
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "hygiene.toml").write_text("\ufeffjobs = ['g']\r\n", encoding="utf-8")
    settings = loaded(tmp_path)
    assert (settings.policy.jobs, settings.policy_source) == (("g",), ".github/hygiene.toml")


def test_a_named_file(tmp_path: Path) -> None:
    """--config names a file of any name; one that is not there is a mistake."""
    (tmp_path / "other.toml").write_text("jobs = ['o']\n", encoding="utf-8")
    (tmp_path / "hygiene.toml").write_text("jobs = 7\n", encoding="utf-8")
    assert loaded(tmp_path, Flags(config="other.toml")).policy.jobs == ("o",)
    with pytest.raises(UsageError, match=r"There is no file gone\.toml"):
        loaded(tmp_path, Flags(config="gone.toml"))


def test_a_named_pyproject(tmp_path: Path) -> None:
    """A ``pyproject.toml`` elsewhere is read as one."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pyproject.toml").write_text("[tool.hygiene]\njobs = ['p']\n", encoding="utf-8")
    assert loaded(tmp_path, Flags(config="sub/pyproject.toml")).policy.jobs == ("p",)


@pytest.mark.parametrize("event", ["workflow_run", "pull_request_target", "issue_comment"])
def test_untrusted_files(tmp_path: Path, event: str) -> None:
    """Where the working folder may contain untrusted files, only a file that is named counts."""
    (tmp_path / "hygiene.toml").write_text("jobs = ['a']\n", encoding="utf-8")
    settings = loaded(tmp_path, GITHUB_EVENT_NAME=event)
    assert (settings.policy.jobs, settings.policy_source) == (None, "")
    assert loaded(tmp_path, Flags(event="e.json"), GITHUB_EVENT_NAME=event).policy_source == ""
    assert loaded(tmp_path, Flags(config="hygiene.toml"), GITHUB_EVENT_NAME=event).policy.jobs == ("a",)


@pytest.mark.skipif(os.name == "nt", reason="no pipes and devices with a path")
@pytest.mark.parametrize("name", ["hygiene.toml", "named.toml"])
def test_files_that_never_end(tmp_path: Path, name: str) -> None:
    """A pipe or a device in the place of a configuration is refused at once."""
    flags = Flags(config=name if name == "named.toml" else "")
    os.mkfifo(tmp_path / name)
    with pytest.raises(UsageError, match="cannot be read: it is not a regular file"):
        loaded(tmp_path, flags)
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to("/dev/zero")
    with pytest.raises(UsageError, match="cannot be read: it is not a regular file"):
        loaded(tmp_path, flags)


def test_a_working_folder_that_was_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It contains no configuration, and nothing else is needed of it."""
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert load(Flags(), ENV).policy_source == ""
    with pytest.raises(UsageError, match=r"There is no file x\.toml"):
        load(Flags(config="x.toml"), ENV)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A configuration that is not text, or far too long, is reported as such."""
    (tmp_path / "hygiene.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match=r"hygiene\.toml:1:1 The file is not UTF-8 text"):
        loaded(tmp_path)
    (tmp_path / "hygiene.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(UsageError, match="it is larger than 1,000,000 bytes"):
        loaded(tmp_path)


def test_the_mistake_comes_with_its_file(tmp_path: Path) -> None:
    """A mistake in a file names the file, and the token is not requested first."""
    (tmp_path / "hygiene.toml").write_text("jobs = ['']\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"^hygiene\.toml:1:9 `jobs.1` is empty"):
        loaded(tmp_path, GITHUB_TOKEN="")
