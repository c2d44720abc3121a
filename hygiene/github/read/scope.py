"""Where to look: a trigger as the variables of the documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hygiene_github.fragments import TextFile

from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.model.snapshot import Comment
    from hygiene.model.trigger import Trigger


SETTINGS_FILES = {
    ".github/hygiene.toml": "settings_in_github",
    "hygiene.toml": "settings_in_root",
    "pyproject.toml": "settings_in_pyproject",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One scope. ``labels`` are the names of the tracker's and the flaky label for the files that were found.

    ``wanted`` tells a status comment that we keep from all others: paging through thousands ends when it is found.
    ``sweeping`` looks at trackers alone, all of them, and does not read every page again after each write.
    ``number`` is set when a pull request that was looked for by its head is known from then on. With ``windows_only``
    what stands between the oldest and the freshest comments is left out, and read in pages where totals say that it is
    owed. A ``light`` look leaves out details and the base branch; the details of what fails are asked for by
    themselves. ``with_names`` tells whether the policy for these files names labels or people whose ids are to be
    looked up, ``with_deletions`` whether it wants to know who deleted comments.
    """

    trigger: Trigger
    labels: Callable[[Mapping[str, str]], tuple[str, str]]
    wanted: Callable[[Comment, Mapping[str, str]], bool]
    with_settings: bool = False
    workflow_path: str = ""
    number: int = 0
    sweeping: bool = False
    light: bool = False
    windows_only: bool = False
    with_names: Callable[[Mapping[str, str]], bool] = lambda _files: False
    with_deletions: Callable[[Mapping[str, str]], bool] = lambda _files: False

    @property
    def by_number(self) -> bool:
        """Whether the pull request's number is known."""
        return bool(self.number or (self.trigger.pull_requests and not self.trigger.branch))

    @property
    def by_head(self) -> bool:
        """Whether it is to be found by its head, as for forks."""
        return not self.by_number and bool(self.trigger.head_ref)

    def scope(self) -> dict[str, Any]:
        """The variables of ``Scope`` that are no names of labels."""
        trigger = self.trigger
        by_commit = self.by_head or bool(trigger.branch)
        scope: dict[str, Any] = {}
        if self.by_number:
            number = self.number or trigger.pull_requests[0]
            scope |= {"by_number": True, "number": number, "required": not self.number}
        if self.by_head:
            scope |= {"by_head": True, "head_ref_name": trigger.head_ref}
        if by_commit:
            scope |= {"by_commit": True, "head_oid": trigger.head_oid}
        return scope

    def read(self) -> dict[str, Any]:
        """The variables of ``ReadScope`` beside names: what only the first look asks for."""
        full, everywhere = not self.light, not self.windows_only
        asked: dict[str, Any] = {**self.scope(), "details": full}
        asked |= {"base": self.by_number and full, "default_base": self.by_head and full}
        asked |= {"everywhere": self.by_number and everywhere, "everywhere_by_head": self.by_head and everywhere}
        if self.with_settings:
            asked["with_settings"] = True
        if self.workflow_path and self.trigger.head_oid:
            asked |= {"with_workflow": True, "workflow_file": f"{self.trigger.head_oid}:{self.workflow_path}"}
        return asked


def files_of(scope: Any, look: Look) -> dict[str, str]:  # noqa: ANN401 - the query's repository, a Scope with files
    """Their texts by path; those that are not there are left out."""
    places = {**SETTINGS_FILES, **({look.workflow_path: "workflow_file"} if look.workflow_path else {})}
    found = {place: getattr(scope, name, None) for place, name in places.items()}
    blobs = {place: blob for place, blob in found.items() if isinstance(blob, TextFile) and blob.text is not None}
    for place, blob in blobs.items():
        if blob.is_truncated and place in SETTINGS_FILES:
            raise UsageError(f"{place} is longer than GitHub hands out at once.", hint="Shorten it to 512,000 bytes.")
    return {place: blob.text or "" for place, blob in blobs.items() if not blob.is_truncated}
