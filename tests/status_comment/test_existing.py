"""Which comment counts as our status comment: our own login and this identity, or the marker to adopt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.model.policy import StatusPolicy
from hygiene.status_comment.existing import is_status_comment
from tests.snapshots import POLICY, comment

FOREIGN = "<!-- Sticky Pull Request Comment -->"
NIGHTLY = replace(POLICY, key="nightly")
ADOPTING = replace(POLICY, status=StatusPolicy(adopt=FOREIGN))


@pytest.mark.parametrize(
    ("body", "own", "plain", "nightly", "adopting"),
    [
        ("<!-- hygiene:1 status {} -->\nx", True, True, False, True),
        ("<!-- hygiene:1 status/nightly {} -->\nx", True, False, True, False),
        ("<!-- hygiene:1 tracker/unit {} -->\nx", True, False, False, False),
        ("<!-- hygiene:1 status {} -->\nx", False, False, False, False),
        (f"report\n{FOREIGN}", True, False, False, True),
        (f"report\n{FOREIGN}", False, False, False, False),
        ("A plain remark.", True, False, False, False),
        (f"<!-- hygiene:1 status/nightly {{}} -->\n{FOREIGN}", True, False, True, False),
    ],
)
def test_authorship_and_identity_decide(body: str, own: bool, plain: bool, nightly: bool, adopting: bool) -> None:  # noqa: FBT001
    """Reading a long thread ends at such a comment, so a wrong one would hide the right one."""
    found = [is_status_comment(comment(body, own=own), policy) for policy in (POLICY, NIGHTLY, ADOPTING)]
    assert found == [plain, nightly, adopting]
