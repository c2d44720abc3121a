"""Rules for the documents that the generator needs and does not check itself."""

from __future__ import annotations

from graphql import FieldNode, FragmentDefinitionNode, TypeInfo, TypeInfoVisitor, Visitor, visit
from graphql import get_named_type as named
from graphql import is_abstract_type as is_abstract
from hygiene.schema.fetch import parse_sdl
from hygiene.schema.prune import parse_documents

from .material import documents, pruned_sdl


class _WithoutTypename(Visitor):
    """Collects fields of an interface or union type whose selection lacks ``__typename``."""

    def __init__(self, type_info: TypeInfo) -> None:
        super().__init__()
        self.type_info = type_info
        self.found: list[str] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Check one field."""
        definition = self.type_info.get_field_def()
        if definition is None or node.selection_set is None or not is_abstract(named(definition.type)):
            return
        names = {item.name.value for item in node.selection_set.selections if isinstance(item, FieldNode)}
        if "__typename" not in names:
            self.found.append(node.name.value)


def test_abstract_selections_have_the_typename() -> None:
    """The generator does not add it inside fragments, and its classes then refuse every response."""
    type_info = TypeInfo(parse_sdl(pruned_sdl()))
    visitor = _WithoutTypename(type_info)
    visit(parse_documents(documents()), TypeInfoVisitor(type_info, visitor))
    assert visitor.found == []


def test_no_fragment_is_named_like_a_type() -> None:
    """Both become classes of one package, and the later one hides the earlier."""
    names = {
        node.name.value for node in parse_documents(documents()).definitions if isinstance(node, FragmentDefinitionNode)
    }
    assert names & set(parse_sdl(pruned_sdl()).type_map) == set()
