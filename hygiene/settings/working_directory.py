"""The folder that relative paths of the command line start from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from hygiene.settings.variables import trusts_working_folder

if TYPE_CHECKING:
    from collections.abc import Mapping


def from_working_directory(path: str | Path = "", environment: Mapping[str, str] | None = None) -> Path:
    """The place that a path of the command line names; without a path, the folder itself.

    The action runs hygiene in a folder of its own, because the workspace may hold untrusted files, and names the
    workspace in ``HYGIENE_WORKING_DIRECTORY``. Without that variable, relative paths start from the current folder.
    """
    env = os.environ if environment is None else environment
    return Path(env.get("HYGIENE_WORKING_DIRECTORY", "")) / path


def leads_through_a_link(path: str | Path) -> bool:
    """Whether a file, or a folder on the way to it, is a link that may be untrusted.

    Those are links below the working folder and below the runner's temporary folder, in events in which these may hold
    untrusted files: a link there could lead to any file of the runner.
    """
    if trusts_working_folder():
        return False
    here = from_working_directory().absolute()
    place = here / path
    roots = [here, Path(os.environ.get("RUNNER_TEMP") or "/nowhere")]
    below = [part for part in (place, *place.parents) if any(root in part.parents for root in roots)]
    return any(part.is_symlink() for part in below)
