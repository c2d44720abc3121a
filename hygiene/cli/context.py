"""What a command line is connected to, so that the same commands run against a sandbox, a drill or a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from hygiene.post_ci.reconcile import Clock


@dataclass(frozen=True, slots=True)
class Ports:
    """Time and network; None is the real thing."""

    clock: Clock | None = None
    inner: httpx.BaseTransport | None = None
