"""Options, the runner's environment and the configuration file as one value."""

from __future__ import annotations

import os
from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.errors import AuthorizationError, UsageError
from hygiene.files import read_regular_file
from hygiene.markdown.secret import Secret
from hygiene.model.policy import Policy
from hygiene.patterns import pattern
from hygiene.settings.file import FILE_BYTES_MAX, find_policy, not_text, parse_policy
from hygiene.settings.host import graphql_url, proxy_for, server_url
from hygiene.settings.variables import trusts_working_folder
from hygiene.settings.working_directory import from_working_directory
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Logins of managed users hold an underscore: https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam
_REPOSITORY = pattern(r"[A-Za-z0-9][A-Za-z0-9_-]*/(?!\.{1,2}$)[A-Za-z0-9._-]+")

_ID = pattern(r"[0-9]{1,18}")
_KEY = pattern(r"[a-z0-9-]{0,40}")


class Token:
    """A secret that prints as ``***``."""

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> str:
        raise TypeError("a token is not copied to anywhere")

    def secret(self) -> Secret:
        """What replaces it in texts."""
        return Secret(self._secret)

    def header(self) -> str:
        """The value of the Authorization header, which contains the secret."""
        return f"bearer {self._secret}"

    @property
    def is_installation(self) -> bool:
        """Whether it is a token of the workflow or of an app.

        https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
        """
        return self._secret.startswith("ghs_")


@dataclass(frozen=True, slots=True)
class Flags:
    """Options of the command line; empty where one was not given."""

    repository: str = ""
    event: str = ""
    config: str = ""
    only: str = ""
    key: str = ""
    adopt: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a run takes from its surroundings.

    ``policy`` was read from the file ``policy_source``. Where that is empty, the configuration of the repository's
    default branch is read from GitHub, in the query that reads everything else. Paths are empty where none is set, and
    ``repository_id`` is 0 unless the runner named the repository.
    """

    repository: str
    token: Token
    graphql_url: str
    server_url: str
    policy: Policy = field(default_factory=Policy)
    policy_source: str = ""
    repository_id: int = 0
    event_name: str = ""
    event_path: str = ""
    output_path: str = ""
    summary_path: str = ""
    temp_path: str = ""
    proxy: str = ""
    in_actions: bool = False
    color: bool = True


def load(flags: Flags, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Settings from options, else from the environment, else from the configuration file.

    The file is the one that an option names, else one of the working folder, unless that may hold untrusted files.
    Raises ``UsageError`` for what is missing or malformed and ``AuthorizationError`` when there is no token.
    """
    env = os.environ if environment is None else environment
    here = from_working_directory(environment=env) if folder is None else folder
    found = None
    if flags.config:
        found = _named(here, flags)
    elif trusts_working_folder(env):
        found = find_policy(lambda place: _text(here, place))
    policy, source = found or (Policy(), "")
    adopted = replace(policy.status, adopt=flags.adopt or policy.status.adopt)
    host = server_url(env.get("GITHUB_SERVER_URL", ""))
    address = graphql_url(env.get("GITHUB_GRAPHQL_URL", ""), host)
    name = _repository(flags.repository or env.get("GITHUB_REPOSITORY", ""))
    return Settings(
        repository=name,
        token=_token(env),
        graphql_url=address,
        server_url=host,
        policy=replace(policy, only=flags.only, key=_key(flags.key) or policy.key, status=adopted),
        policy_source=source,
        repository_id=_id(env.get("GITHUB_REPOSITORY_ID", "")) if name == env.get("GITHUB_REPOSITORY") else 0,
        event_name="" if flags.event else env.get("GITHUB_EVENT_NAME", ""),
        event_path=str(from_working_directory(flags.event, env)) if flags.event else env.get("GITHUB_EVENT_PATH", ""),
        output_path=env.get("GITHUB_OUTPUT", ""),
        summary_path=env.get("GITHUB_STEP_SUMMARY", ""),
        temp_path=env.get("RUNNER_TEMP", ""),
        proxy=proxy_for(address, env),
        in_actions=env.get("GITHUB_ACTIONS", "") == "true",
        color="NO_COLOR" not in env,
    )


def _named(here: Path, flags: Flags) -> tuple[Policy, str]:
    text = _text(here, flags.config)
    if text is None:
        raise UsageError(f"There is no file {flags.config}.", hint="Name an existing file with --config.")
    return parse_policy(text, flags.config) or Policy(), flags.config


def _text(folder: Path, place: str) -> str | None:
    try:
        return read_regular_file(folder / place, FILE_BYTES_MAX).decode()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise not_text(error, place) from None
    except OSError as error:
        raise UsageError(
            f"{place} cannot be read: {error.strerror or error}.", hint="Name a readable file of UTF-8 text."
        ) from None


def _repository(name: str) -> str:
    if not name:
        raise UsageError(
            "No repository was named.", hint="Pass --repo OWNER/NAME, or set GITHUB_REPOSITORY as the runner does."
        )
    if not _REPOSITORY.fullmatch(name):
        raise UsageError(f"{name!r} is not a repository.", hint="Write it as OWNER/NAME.")
    return name


def _id(text: str) -> int:
    return int(text) if _ID.fullmatch(text) else 0


def _key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise UsageError(f"{key!r} is not a key.", hint="A key has at most 40 of a to z, 0 to 9 and hyphens.")
    return key


def _token(env: Mapping[str, str]) -> Token:
    token = (env.get("GITHUB_TOKEN") or env.get("GH_TOKEN") or "").strip()
    if not token:
        raise AuthorizationError(
            "There is no token.",
            hint="Set GITHUB_TOKEN; in a workflow step: `env: {GITHUB_TOKEN: ${{ github.token }}}`.",
        )
    if not token.isascii() or not token.isprintable() or " " in token:
        raise AuthorizationError("The token has characters that no token has.", hint="Set GITHUB_TOKEN again.")
    return Token(token)
