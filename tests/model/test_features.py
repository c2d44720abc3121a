"""Every operation belongs to a feature, and every feature to operations that exist."""

from __future__ import annotations

from graphql import OperationDefinitionNode
from hygiene.model.host_features import FEATURES, feature_of
from hygiene.schema.selection import parse_documents
from tests.schema.material import documents


def operations() -> set[str]:
    """Name all operations of the committed documents."""
    definitions = parse_documents(documents()).definitions
    return {node.name.value for node in definitions if isinstance(node, OperationDefinitionNode) and node.name}


def test_every_operation_has_a_feature() -> None:
    """A new document says in features.py what a host without it has to do without."""
    assert operations() == {name for feature in FEATURES for name in feature.operations}


def test_only_one_feature_is_essential() -> None:
    """Everything else switches off one by one, never the whole job."""
    assert [feature.name for feature in FEATURES if feature.essential] == ["status comments and trackers"]


def test_an_operation_that_is_not_listed_is_a_feature_of_its_own() -> None:
    """Checking never fails because the list is behind."""
    assert feature_of("ReadMoons").name == "ReadMoons"
    assert not feature_of("ReadMoons").essential
