"""Files of the repository that came with a look: the configuration and the Gate's workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene_github.fragments import TextFile

from hygiene.errors import UsageError
from hygiene.github.look import SETTINGS_FILES

if TYPE_CHECKING:
    from hygiene.github.look import Look


def files_of(scope: Any, look: Look) -> dict[str, str]:  # noqa: ANN401 - the query's repository, a Scope with files
    """Their texts by path; those that are not there are left out."""
    places = {**SETTINGS_FILES, **({look.workflow_path: "workflow_file"} if look.workflow_path else {})}
    found = {place: getattr(scope, name, None) for place, name in places.items()}
    blobs = {place: blob for place, blob in found.items() if isinstance(blob, TextFile) and blob.text is not None}
    for place, blob in blobs.items():
        if blob.is_truncated and place in SETTINGS_FILES:
            raise UsageError(f"{place} is longer than GitHub hands out at once.", mend="Shorten it to 512,000 bytes.")
    return {place: blob.text or "" for place, blob in blobs.items() if not blob.is_truncated}
