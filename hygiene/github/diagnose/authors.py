"""Who wrote comments and issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.fragments import CommentAuthor, IssueAuthor
from hygiene_github.read_authors import ReadAuthors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.github.client import Connection

IDS_MAX = 100


def read_authors(connection: Connection, ids: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The token's login, and the logins of the bots that wrote these comments and issues, by node id."""
    data = connection.query(lambda: connection.client.read_authors(list(ids[:IDS_MAX])), ReadAuthors).data
    bots = {
        node.id: f"{node.author.login.removesuffix('[bot]')}[bot]"
        for node in data.nodes
        if isinstance(node, CommentAuthor | IssueAuthor) and node.author and node.author.typename__ == "Bot"
    }
    return data.viewer.login, bots
