"""Options, environment and ``hygiene.toml`` become one frozen ``Settings``: the only reader of the environment.

What is named here is imported when it is first used: ``hygiene --help`` needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hygiene.settings.environment import Flags, Settings, Token, load
    from hygiene.settings.file import find_policy, parse_policy

__all__ = ["Flags", "Settings", "Token", "find_policy", "load", "parse_policy"]
_IN_FILE = ("find_policy", "parse_policy")


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is named
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"hygiene.settings.{'file' if name in _IN_FILE else 'environment'}"), name)
