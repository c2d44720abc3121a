"""Scenarios and their claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.drills.simulation import Simulation


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that can be false. ``check`` returns what was found instead, and an empty text if it holds."""

    name: str
    text: str
    check: Callable[[Simulation], str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """``run`` simulates something; the claims are checked after that."""

    name: str
    title: str
    run: Callable[[Simulation], None]
    claims: tuple[Claim, ...]


def claim(text: str) -> Callable[[Callable[[Simulation], str]], Claim]:
    """Make a claim of a check; it is named after the function."""
    return lambda check: Claim(_name(check), text, check)


def scenario(title: str, *claims: Claim) -> Callable[[Callable[[Simulation], None]], Scenario]:
    """Make a scenario of a function; it is named after the function."""
    return lambda run: Scenario(_name(run), title, run, claims)


def _name(function: Callable[..., object]) -> str:
    return function.__name__.strip("_").replace("_", "-")
