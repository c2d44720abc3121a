"""A working tree with a schema and a document of one's own, and the real settings of the generator."""

from __future__ import annotations

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]


def lay_out(root: Path, schema: str, document: str) -> Path:
    """Write the tree and return its root."""
    for name in ("graphql/documents", "generated"):
        (root / name).mkdir(parents=True)
    (root / "graphql" / "schema.graphql").write_text(schema)
    (root / "graphql" / "documents" / "all.graphql").write_text(document)
    shutil.copy(REPOSITORY / "codegen.toml", root)
    shutil.copytree(REPOSITORY / "hygiene" / "schema" / "codegen", root / "hygiene" / "schema" / "codegen")
    return root
