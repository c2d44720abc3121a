"""Whether the surroundings name a host's repository and a token: what works with files alone asks before it loads."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.settings.environment import Flags


def connected(flags: Flags, environment: Mapping[str, str] | None = None) -> bool:
    """Whether there is both a token and a repository."""
    env = os.environ if environment is None else environment
    return bool(token_at_hand(env) and (flags.repository or env.get("GITHUB_REPOSITORY")))


def token_at_hand(environment: Mapping[str, str] | None = None) -> str:
    """The token of the environment, empty without one. There is no flag for it: flags stand in lists of processes."""
    env = os.environ if environment is None else environment
    return (env.get("GITHUB_TOKEN") or env.get("GH_TOKEN") or "").strip()
