"""The folder that relative paths of the command line start from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def from_working_directory(path: str | Path = "", environment: Mapping[str, str] | None = None) -> Path:
    """The place that a path of the command line names; without a path, the folder itself.

    The action runs hygiene in a folder of its own, because the workspace may hold files of strangers, and names the
    workspace in ``HYGIENE_WORKING_DIRECTORY``. Without that variable, relative paths start from the current folder.
    """
    env = os.environ if environment is None else environment
    return Path(env.get("HYGIENE_WORKING_DIRECTORY", "")) / path
