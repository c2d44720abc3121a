"""A client that does without what its host does not know: it leaves that out, asks again, and remembers for the run.

A document that a host refuses for a word in it was not carried out in any part, so a mutation too may be sent again.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from hygiene_github import GitHubClient
from hygiene_github.base_model import UNSET

from hygiene.github.document import definition_at, trimmed
from hygiene.model.host_features import OPTIONAL_FEATURES, Feature, OptionalFeature, feature_of, feature_with

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import httpx


_FRAGMENT = "fragment "
_OPERATION = ("query", "mutation", _FRAGMENT)


class YieldingClient(GitHubClient):
    """``lacking`` and ``lost`` are what its host turned out not to have: parts of documents, and whole ones."""

    def __init__(self, http_client: httpx.Client, url: str) -> None:
        super().__init__(http_client, url)
        self.lacking: dict[OptionalFeature, None] = {}
        self.lost: dict[Feature, None] = {}
        self._sent = ""
        self._operation = ""

    def execute(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None
    ) -> httpx.Response:
        """Send what one request uses of a document, without what the host lacks."""
        given = {name: value for name, value in (variables or {}).items() if value is not UNSET}
        fragments = {name for feature in self.lacking for name in feature.fragments}
        self._sent, used = trimmed(query, given, fragments)
        self._operation = operation_name or ""
        return super().execute(self._sent, operation_name, {name: given[name] for name in given if name in used})

    def learn(self, errors: Sequence[Mapping[str, Any]]) -> bool:
        """Note what the refusal of the last document is about; whether anything is new, so that asking again helps."""
        found = [feature for feature in refused(errors, self._sent) if feature not in self.lacking]
        self.lacking.update(dict.fromkeys(found))
        return bool(found)

    def without(self) -> list[str]:
        """What the host lacks, each with what becomes of the run."""
        parts = [f"{one.name}; {one.without}" for one in self.lacking]
        return parts + [f"{one.name}; {one.without}" for one in self.lost]

    def lose(self) -> None:
        """Note that the host does not know the last document, which has no part that could be left out."""
        self.lost[feature_of(self._operation)] = None


def refused(errors: Iterable[Mapping[str, Any]], sent: str) -> list[OptionalFeature]:
    """The optional features that the errors of an answer without data are about."""
    found = [_feature(error, sent) for error in errors if _is_about_words(error)]
    return list(dict.fromkeys(feature for feature in found if feature is not None))


def _is_about_words(error: Mapping[str, Any]) -> bool:
    """Whether an error is about the document, not about something in the repository.

    Those carry GitHub's ``type`` and a path of response keys; these a path that begins ``query X`` or ``fragment X``:
    https://github.com/rmosolgo/graphql-ruby/blob/master/lib/graphql/static_validation/error.rb
    """
    path = error.get("path")
    first = str(path[0]) if isinstance(path, list) and path else ""
    return "type" not in error and (not first or first.startswith(_OPERATION))


def _feature(error: Mapping[str, Any], sent: str) -> OptionalFeature | None:
    words = set(re.findall(r"\w+", _said(error)))
    return feature_with(_definition(error, sent)) or _with_mutation(words) or _with_input(words)


def _definition(error: Mapping[str, Any], sent: str) -> str:
    """The fragment that an error names in its path, or else the definition that its first line stands in."""
    path = error.get("path")
    if isinstance(path, list) and path and str(path[0]).startswith(_FRAGMENT):
        return str(path[0]).removeprefix(_FRAGMENT)
    places = error.get("locations")
    place = places[0] if isinstance(places, list) and places else None
    line = place.get("line") if isinstance(place, dict) else None
    return definition_at(sent, line) if isinstance(line, int) else ""


def _said(error: Mapping[str, Any]) -> str:
    """What is wrong with a variable: the host's sentence without the value that some repeat in it, and its guesses."""
    extensions = error.get("extensions")
    problems = extensions.get("problems") if isinstance(extensions, dict) else None
    message, _, _ = str(error.get("message", "")).partition("Did you mean")
    return f"{message.rpartition('; ')[2]} {json.dumps(problems)}"


def _with_mutation(words: Collection[str]) -> OptionalFeature | None:
    """The optional feature whose mutation the host does not know."""
    from hygiene.model.operations import WRITES  # noqa: PLC0415 - only a refusal needs it

    return next((feature_with(one.fragment) for one in WRITES if one.fragment and one.mutation in words), None)


def _with_input(words: Collection[str]) -> OptionalFeature | None:
    features = (one for one in OPTIONAL_FEATURES for name in one.inputs if name.rpartition(".")[2] in words)
    return next(features, None)
