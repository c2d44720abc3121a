"""The regeneration task: fetch GitHub's schema, prune it to what the documents touch, generate the client, tell news.

Everything in here needs the extra; without it the import of this package says so. Callers import it only when asked to.
"""

from __future__ import annotations

from importlib.util import find_spec

from hygiene.errors import MissingExtraError

EXTRA_MODULES = ("graphql", "ariadne_codegen")

for _module in EXTRA_MODULES:
    if find_spec(_module) is None:
        raise MissingExtraError("`hygiene schema`", "schema")
