"""Single variables of the environment, for commands that work without ``Settings`` and for the error handler."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.settings.environment import Flags


def in_actions() -> bool:
    """Whether this is a job of GitHub Actions: then errors are printed as annotations too."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


# Jobs of other events may write to the repository while the working folder holds untrusted files: a fork's head, or
# an artifact of its run. The token of a fork's `pull_request` cannot write.
# https://docs.github.com/en/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout
_OWN_FILES = frozenset({"", "merge_group", "pull_request", "push", "release", "schedule", "workflow_dispatch"})


def trusts_working_folder(environment: Mapping[str, str] | None = None) -> bool:
    """Whether files of the working folder may be used without being named by an option."""
    env = os.environ if environment is None else environment
    return env.get("GITHUB_EVENT_NAME", "") in _OWN_FILES


def wants_color() -> bool:
    """Whether output on a terminal may have colour: https://no-color.org."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def certificates() -> str:
    """The file that names whom to trust, empty for the usual ones: https://docs.openssl.org/master/man7/openssl-env/."""
    return os.environ.get("SSL_CERT_FILE", "")


def step_summary() -> str:
    """The path of the step summary; empty outside GitHub Actions."""
    return os.environ.get("GITHUB_STEP_SUMMARY", "")


def token(environment: Mapping[str, str] | None = None) -> str:
    """The token, empty without one. No option takes it: the arguments of a process are visible to other users."""
    env = os.environ if environment is None else environment
    return (env.get("GITHUB_TOKEN") or env.get("GH_TOKEN") or "").strip()


def can_connect(flags: Flags, environment: Mapping[str, str] | None = None) -> bool:
    """Whether there is both a token and a repository, so that a command may send requests."""
    env = os.environ if environment is None else environment
    return bool(token(env) and (flags.repository or env.get("GITHUB_REPOSITORY")))
