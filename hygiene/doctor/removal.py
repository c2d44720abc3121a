"""The probe's own objects, and their removal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.errors import HygieneError
from hygiene.model.plan import CloseIssue, DeleteComment
from hygiene.model.snapshot import Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.github.diagnose.probe import Made, Probing

_ORDER = ("comment", "issue", "label")


class Objects:
    """``left`` are objects by node id that exist and are open, ``closed`` issues that could only be closed.

    ``answers`` are those of the questions that removing answers.
    """

    def __init__(self, host: Probing) -> None:
        self.host = host
        self.left: dict[str, Made] = {}
        self.closed: dict[str, Made] = {}
        self.answers: dict[str, tuple[bool | None, str]] = {}

    def remove_all(self) -> None:
        """Remove what the host shows and what is known to have been created. Without a host, everything is left."""
        reason = ""
        try:
            found = self.host.look().own
        except HygieneError as error:
            found, reason = (), error.message
        self.remove({made.id: made for made in (*self.left.values(), *found)}.values())
        kinds = ", ".join(made.kind for made in self.left.values())
        text = f"Left: {kinds}. {reason or self.host.refusal}" if kinds else reason
        self.answers["removed-everything"] = (
            not text,
            text or f"Closed issues: {len(self.closed)}. Everything else is gone.",
        )

    def remove(self, objects: Iterable[Made]) -> None:
        """Delete comments, issues and labels; close an issue that cannot be deleted."""
        found = sorted(objects, key=lambda made: _ORDER.index(made.kind))
        self.left.update((made.id, made) for made in found)
        for made in found:
            if self._removed(made):
                del self.left[made.id]

    def _removed(self, made: Made) -> bool:
        if made.kind == "label":
            return self.host.unlabel(made.id)
        if made.kind == "comment":
            written = self.host.carry_out((DeleteComment(made.id, self.host.number),))
            return bool(written and written.done)
        deleted = self.host.delete(made.id)
        answer = None if self.host.uncertain else deleted
        self.answers["deletes-issues"] = (answer, "Deleted." if deleted else self.host.refusal)
        if deleted:
            return True
        written = self.host.carry_out((CloseIssue(made.id, made.number, "", Version(None, None, "")),))
        if not written or not written.done:
            return False
        self.closed[made.id] = made
        return True
