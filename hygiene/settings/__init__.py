"""Flags, environment and ``hygiene.toml`` become one frozen ``Settings``: the only reader of the environment."""

from hygiene.settings.environment import Flags, Settings, Token, load
from hygiene.settings.file import find_policy, parse_policy

__all__ = ["Flags", "Settings", "Token", "find_policy", "load", "parse_policy"]
