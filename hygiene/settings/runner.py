"""The few variables that the door needs before any command has run, and whether or not its settings could be read."""

from __future__ import annotations

import os

_TRUE = frozenset({"1", "true", "yes", "on"})


def in_actions() -> bool:
    """Whether a GitHub runner reads our output: then errors are annotations too."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def advisory_wished() -> bool:
    """Whether HYGIENE_ADVISORY asks that an unreachable GitHub should not fail the job."""
    return os.environ.get("HYGIENE_ADVISORY", "").casefold() in _TRUE


def color_wished() -> bool:
    """Whether colour is welcome: https://no-color.org, and terminals that have none."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def step_summary() -> str:
    """The path of the step summary; empty where no runner wants one."""
    return os.environ.get("GITHUB_STEP_SUMMARY", "")
