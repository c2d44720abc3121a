"""What the doctor found out. What could not be read is None, and a check states that instead of guessing."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, Any

from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.audit.post_ci_workflow import PostCi
    from hygiene.errors import HygieneError
    from hygiene.github.diagnose.health import Health


class TokenKind(Enum):
    """Whose token it is, by its first characters.

    https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
    """

    NONE = "no token"
    INSTALLATION = "a token of the workflow or of an app"
    FINE_GRAINED = "a fine-grained personal token"
    CLASSIC = "a classic personal token"
    OAUTH = "a token of a person who signed in through an app"
    OTHER = "a token of a form that is not GitHub's usual one"


_PREFIXES = {
    "ghs_": TokenKind.INSTALLATION,
    "github_pat_": TokenKind.FINE_GRAINED,
    "ghp_": TokenKind.CLASSIC,
    "gho_": TokenKind.OAUTH,
    "ghu_": TokenKind.OAUTH,
}


def kind_of(secret: str) -> TokenKind:
    """The kind of a token; the secret itself goes no further."""
    if not secret:
        return TokenKind.NONE
    return next((kind for prefix, kind in _PREFIXES.items() if secret.startswith(prefix)), TokenKind.OTHER)


@dataclass(frozen=True, slots=True)
class Event:
    """The event of this run: its name and payload, or why the payload cannot be read."""

    name: str = ""
    payload: Mapping[str, Any] | None = None
    trouble: HygieneError | None = None


@dataclass(frozen=True, slots=True)
class Configuration:
    """Where ``hygiene.toml`` was found, and the sentences of its audit.

    ``place`` is empty when there is none. ``trouble`` is why it cannot be read. ``audited`` is None when there are no
    workflow files to compare with; else the messages of the findings that count. ``compared`` is whether it lists jobs
    to compare, ``fixable`` whether a finding is about a name that ``audit --fix`` rewrites. ``names_gate`` is whether
    ``workflow`` or ``key`` names the Gate that the comment is for.
    """

    place: str = ""
    trouble: HygieneError | None = None
    audited: tuple[str, ...] | None = None
    audit_trouble: HygieneError | None = None
    gate_names: tuple[str, ...] = ()
    names_gate: bool = False
    compared: bool = True
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class SchemaFit:
    """Features that the host lacks something for, as (feature, consequence, essential); or why they are not known."""

    lacking: tuple[tuple[str, str, bool], ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything, for one repository on one host.

    ``host`` is that of links, ``asked`` that of requests. ``other_author`` is why the token would write a second
    comment or tracker beside those of a bot.
    """

    host: str = "github.com"
    asked: str = "api.github.com"
    token: TokenKind = TokenKind.NONE
    in_actions: bool = False
    trouble: HygieneError | None = None
    health: Health | None = None
    event: Event = field(default_factory=Event)
    configuration: Configuration = field(default_factory=Configuration)
    post_ci: PostCi | None = None
    post_ci_path: str = ""
    post_ci_trouble: HygieneError | None = None
    schema: SchemaFit | None = None
    skew_s: int | None = None
    other_author: str = ""

    @property
    def enterprise_server(self) -> bool:
        """Whether the host is an Enterprise server, which supports fewer keys in workflows than github.com."""
        return self.host not in ("github.com", "") and not self.host.endswith(".ghe.com")
