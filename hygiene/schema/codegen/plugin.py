"""The plugin of the generator: the client accepts what GitHub adds after it was generated.

Enums derive from OpenEnum and have a member UNKNOWN. The classes of an interface accept any ``__typename``.
A union chooses its member by ``__typename`` and falls back to the interface's class, or to Unrecognized. Wherever the
classes need ``__typename``, the operations request it, also in fragments. Classes that only repeat a fragment go.
The classes are plain ones: their base is ``base_model.py`` of this folder, in the place of a class of pydantic.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ariadne_codegen.plugins.base import Plugin

from graphql import (
    is_abstract_type,
    lexicographic_sort_schema,
)
from hygiene.model.host_features import OPTIONAL_FRAGMENTS
from hygiene.schema.codegen import base_model
from hygiene.schema.codegen.base_model import camel
from hygiene.schema.codegen.open_world import UNKNOWN
from hygiene.schema.codegen.unions import open_unions

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphql import ExecutableDefinitionNode, FragmentDefinitionNode, GraphQLEnumType, GraphQLSchema


class OpenWorld(Plugin):
    """The only plugin of the generator, named in codegen.toml."""

    def __init__(self, schema: GraphQLSchema, config_dict: dict[str, Any]) -> None:
        super().__init__(schema, config_dict)
        self.dropped: set[str] = set()

    def process_schema(self, schema: GraphQLSchema) -> GraphQLSchema:
        """Sort the schema, so that the client of the pruned schema is that of the full one."""
        self.schema = lexicographic_sort_schema(schema)
        return self.schema

    def generate_enum(self, class_def: ast.ClassDef, enum_type: GraphQLEnumType) -> ast.ClassDef:
        """Add a member for unknown values."""
        class_def.bases = [ast.Name("OpenEnum")]
        if UNKNOWN not in enum_type.values:
            member = ast.Assign([ast.Name(UNKNOWN)], ast.Constant(UNKNOWN), lineno=len(class_def.body) + 1)
            class_def.body.append(member)
        return class_def

    def generate_enums_module(self, module: ast.Module) -> ast.Module:
        """Import the enums' base class."""
        return _with_imports(module, "OpenEnum")

    def generate_client_module(self, module: ast.Module) -> ast.Module:
        """Do not evaluate the annotations of forty methods, of which a run calls two."""
        module.body.insert(0, ast.ImportFrom("__future__", [ast.alias("annotations")], 0))
        return module

    def generate_inputs_module(self, module: ast.Module) -> ast.Module:
        """Make the inputs plain classes."""
        return plain(module)

    def copy_code(self, copied_code: str) -> str:
        """Put this folder's base of the classes in the place of the generator's."""
        theirs = "class BaseModel(PydanticBaseModel)" in copied_code
        return Path(base_model.__file__).read_text(encoding="utf-8") if theirs else copied_code

    def generate_result_types_module(
        self, module: ast.Module, operation_definition: ExecutableDefinitionNode
    ) -> ast.Module:
        """Let the unions of one operation accept unknown types, and keep one of several equal classes."""
        del operation_definition
        opened = self._open(module)
        self.dropped |= merge_equal(opened)
        return plain(opened)

    def generate_fragments_module(
        self, module: ast.Module, fragments_definitions: dict[str, FragmentDefinitionNode]
    ) -> ast.Module:
        """Let the unions of the fragments accept unknown types, and make the optional fragments nullable."""
        del fragments_definitions
        opened = plain(self._open(module))
        relax(opened, OPTIONAL_FRAGMENTS)
        return opened

    def generate_init_import(self, import_: ast.ImportFrom) -> ast.ImportFrom:
        """Leave out the classes that Unrecognized or a fragment replaces."""
        import_.names = [name for name in import_.names if name.name not in self.dropped]
        return import_

    def _open(self, module: ast.Module) -> ast.Module:
        abstract = {name for name, type_ in self.schema.type_map.items() if is_abstract_type(type_)}
        self.dropped |= open_unions(module, abstract)
        self.dropped |= use_fragments(module)
        return _with_imports(module, "UnknownMember", "Unrecognized", "by_typename")


def _with_imports(module: ast.Module, *names: str) -> ast.Module:
    """Import what the changed classes use. The generator's formatter removes unused imports."""
    module.body.insert(0, ast.ImportFrom("open_world", [ast.alias(name) for name in names], 1))
    return module


def plain(module: ast.Module) -> ast.Module:
    """Leave nothing of pydantic in the classes, in place: annotations are not evaluated, the only default is None."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            fields = [statement for statement in node.body if isinstance(statement, ast.AnnAssign)]
            names = {ast.unparse(field.target): _make_plain(field) for field in fields}
            if aliases := {name: theirs for name, theirs in names.items() if camel(name) != theirs}:
                node.body.append(ast.parse(f"_aliases = {aliases!r}").body[0])
    module.body.insert(0, ast.ImportFrom("__future__", [ast.alias("annotations")], 0))
    return module


def _make_plain(field: ast.AnnAssign) -> str:
    """Change one field, and return GitHub's name for it."""
    _Unquoted().visit(field)
    theirs = ast.unparse(field.target)
    if isinstance(field.value, ast.Call):
        words = {word.arg: word.value for word in field.value.keywords}
        theirs = ast.literal_eval(words.pop("alias", ast.Constant(theirs)))
        field.value = next(iter(words.values()), None)
    if field.value is not None and ast.unparse(field.value) != "None":
        # Of an input. It is the host that fills it in; here it may be left out.
        field.annotation = ast.Subscript(ast.Name("Optional"), field.annotation)
        field.value = ast.Constant(None)
    return theirs


class _Unquoted(ast.NodeTransformer):
    """Takes the quotes from forward references, which the generator writes as part of a name, but not from literals."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(node.id.strip('"'))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return node if ast.unparse(node.value) == "Literal" else self.generic_visit(node)  # type: ignore[return-value]


def relax(module: ast.Module, fragments: Collection[str]) -> None:
    """Make the fields of these fragments' classes optional, in place."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name in fragments:
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and field.value is None:
                    field.annotation = ast.Subscript(ast.Name("Optional"), field.annotation)
                    field.value = ast.Constant(None)


def use_fragments(module: ast.Module) -> set[str]:
    """Annotate fields with the fragment's own class, in place, and return the names of the classes left out for it."""
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    bases = {node.name: node.bases[0].id for node in classes if _repeats(node) and isinstance(node.bases[0], ast.Name)}
    module.body = [node for node in module.body if not (isinstance(node, ast.ClassDef) and node.name in bases)]
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            _Renamer(bases).visit(node)
    return set(bases)


def merge_equal(module: ast.Module) -> set[str]:
    """Keep one of several classes with the same fields, in place, and return the names of the others.

    The mutation document has a field for each operation of a kind.
    """
    dropped: set[str] = set()
    while True:
        first: dict[str, str] = {}
        names: dict[str, str] = {}
        for node in module.body:
            if isinstance(node, ast.ClassDef):
                content = ast.dump(ast.Module([*node.bases, *node.body], []))  # type: ignore[list-item]
                if (kept := first.setdefault(content, node.name)) != node.name:
                    names[node.name] = kept
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
                names |= {target.id: node.value.id for target in node.targets if isinstance(target, ast.Name)}
        if not names:
            return dropped
        dropped |= names.keys()
        module.body = [node for node in module.body if _defined(node) not in names]
        for node in module.body:
            if isinstance(node, ast.ClassDef):
                _Renamer(names).visit(node)


def _defined(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    return node.name if isinstance(node, ast.ClassDef) else ""


def _repeats(node: ast.ClassDef) -> bool:
    return len(node.bases) == 1 and all(isinstance(statement, ast.Pass) for statement in node.body)


class _Renamer(ast.NodeTransformer):
    """Renames classes in annotations, quoted ones included, and as bases."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """A forward reference is a name with its quotes."""
        name = node.id.strip('"')
        if name in self.names:
            node.id = node.id.replace(name, self._fragment(name))
        return node

    def _fragment(self, name: str) -> str:
        while name in self.names:
            name = self.names[name]
        return name
