"""GitHub's schema, reduced to what the documents use, and the client that is generated from it.

The import of this package raises ``MissingExtraError`` without the extra ``schema``.
"""

from __future__ import annotations

from importlib.util import find_spec

from hygiene.errors import MissingExtraError

EXTRA_MODULES = ("graphql", "ariadne_codegen")

for _module in EXTRA_MODULES:
    if find_spec(_module) is None:
        raise MissingExtraError("`hygiene schema`", "schema")
