"""What `hygiene init` says before and after it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.actions.proposal_text import PERMISSIONS

if TYPE_CHECKING:
    from hygiene.actions.proposal import Proposal


def opening_text(proposal: Proposal) -> str:
    """Say which workflow is the Gate, what would change, and which permissions that asks for."""
    blocks = [f"Gate: {proposal.gate.path} ({proposal.why})"]
    blocks += [f"Not read: {message}" for message in proposal.skipped]
    blocks += [file.diff.rstrip("\n") if file.diff else f"{file.path} is already so." for file in proposal.files]
    width = max(len(name) for name, _, _ in PERMISSIONS)
    permissions = (f"  {name:<{width}}  {level:<5}  {why}" for name, level, why in PERMISSIONS)
    blocks.append("\n".join(["The workflow asks for these permissions and no others:", *permissions]))
    return "\n\n".join(blocks) + "\n"


def closing_text(proposal: Proposal, written: tuple[str, ...], *, dry_run: bool) -> str:
    """Say what was written and what comes next."""
    if dry_run:
        return "Nothing was written."
    if not written:
        return "Nothing to write: the repository is set up."
    return (
        f"Wrote {' and '.join(written)}.\nNext: commit, then run `hygiene audit` whenever {proposal.gate.path} changes."
    )
