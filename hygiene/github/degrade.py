"""A client that leaves out what its host lacks: it sends the document again without it, and keeps that for the run.

The same for an optional part of a query that is too much for the host even in small pages.

A document that a host refuses for a name in it was not carried out in any part, so a mutation too may be sent again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene_github import GitHubClient
from hygiene_github.base_model import UNSET

from hygiene.github.document import definition_at, trimmed
from hygiene.model.host_features import OptionalFeature, feature_at, feature_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import httpx


_FRAGMENT = "fragment "
_DEFINITIONS = ("query", "mutation", _FRAGMENT)


class DegradingClient(GitHubClient):
    """``lacking`` are the optional features that the host does not have, ``too_heavy`` those too much for it."""

    def __init__(self, http_client: httpx.Client, url: str) -> None:
        super().__init__(http_client, url)
        self.lacking: dict[OptionalFeature, None] = {}
        self.too_heavy: dict[OptionalFeature, None] = {}
        self._sent = ""

    def execute(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None
    ) -> httpx.Response:
        """Send what one request uses of a document, without what the host lacks."""
        given = {name: value for name, value in (variables or {}).items() if value is not UNSET}
        fragments = {name for feature in (*self.lacking, *self.too_heavy) for name in feature.fragments}
        self._sent, used = trimmed(query, given, fragments)
        return super().execute(self._sent, operation_name, {name: given[name] for name in given if name in used})

    def learn(self, errors: Sequence[Mapping[str, Any]]) -> bool:
        """Note which features the refusal of the last document is about; true if any is new: then send it again."""
        found = [feature for feature in refused(errors, self._sent) if feature not in self.lacking]
        self.lacking.update(dict.fromkeys(found))
        return bool(found)

    def lighten(self, paths: Iterable[Iterable[str | int]]) -> bool:
        """Note the features that errors of a heavy query are about; true if any is new: then send it again."""
        found = [feature for path in paths if (feature := feature_at(path)) and feature not in self.too_heavy]
        self.too_heavy.update(dict.fromkeys(found))
        return bool(found)


def refused(errors: Iterable[Mapping[str, Any]], sent: str) -> list[OptionalFeature]:
    """The optional features that the errors of an answer without data are about."""
    found = [_feature(error, sent) for error in errors if _is_about_the_document(error)]
    return list(dict.fromkeys(feature for feature in found if feature is not None))


def _is_about_the_document(error: Mapping[str, Any]) -> bool:
    """Whether an error is about the document, not about something in the repository.

    Those carry GitHub's ``type`` and a path of response keys; these a path that begins ``query X`` or ``fragment X``:
    https://github.com/rmosolgo/graphql-ruby/blob/master/lib/graphql/static_validation/error.rb
    """
    path = error.get("path")
    first = str(path[0]) if isinstance(path, list) and path else ""
    return "type" not in error and (not first or first.startswith(_DEFINITIONS))


def _feature(error: Mapping[str, Any], sent: str) -> OptionalFeature | None:
    """The feature whose fragment an error names in its path, or that its first line is in."""
    path = error.get("path")
    if isinstance(path, list) and path:
        first = str(path[0])
        return feature_with(first.removeprefix(_FRAGMENT)) if first.startswith(_FRAGMENT) else None
    places = error.get("locations")
    place = places[0] if isinstance(places, list) and places else None
    line = place.get("line") if isinstance(place, dict) else None
    return feature_with(definition_at(sent, line)) if isinstance(line, int) else None
