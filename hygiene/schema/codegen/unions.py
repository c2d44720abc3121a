"""Lets the generated classes of interfaces and unions accept types that are not in their ``Literal``."""

from __future__ import annotations

import ast

from hygiene.schema.codegen.base_model import TYPENAME

DISCRIMINATOR = "discriminator"
UNRECOGNIZED = "Unrecognized"
UNKNOWN_MEMBER = "UnknownMember"
# Nearly every object implements it, but it is read by known ids, so no type of it is known.
UNIVERSAL_INTERFACE = "Node"


def open_unions(module: ast.Module, abstract: set[str]) -> set[str]:
    """Change every union of the module, in place, and return the names of the classes that were removed."""
    classes = {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}
    names = {name: _typenames(class_def) for name, class_def in classes.items()}
    fallbacks = {name for name, typenames in names.items() if abstract.intersection(typenames)}
    for name in fallbacks:
        _open_typename(classes[name], names[name])
    bare = {name for name, class_def in classes.items() if names[name] and _is_bare(class_def)} - fallbacks
    rewriter = _Rewriter({name: names[name] for name in classes if names[name]}, fallbacks, bare)
    for class_def in classes.values():
        rewriter.visit(class_def)
    dropped = bare & rewriter.replaced
    module.body = [node for node in module.body if not (isinstance(node, ast.ClassDef) and node.name in dropped)]
    return dropped


def _typenames(class_def: ast.ClassDef) -> list[str]:
    """The values of ``typename__: Literal[...]``; none for a class of one concrete type."""
    for field in _fields(class_def):
        if _name(field.target) == TYPENAME and isinstance(field.annotation, ast.Subscript):
            literal = field.annotation.slice
            values = literal.elts if isinstance(literal, ast.Tuple) else [literal]
            return [_name(value) for value in values]
    return []


def _open_typename(class_def: ast.ClassDef, names: list[str]) -> None:
    """Let the class of an interface accept any type, and list the known ones."""
    for field in _fields(class_def):
        if _name(field.target) == TYPENAME:
            field.annotation = ast.Name("str")
    listed = [] if UNIVERSAL_INTERFACE in names else sorted(names)
    class_def.body.append(ast.Assign([ast.Name("_known")], _constants(listed), lineno=len(class_def.body) + 1))


def _is_bare(class_def: ast.ClassDef) -> bool:
    """Whether the class has no field but the name of its type."""
    return len(class_def.body) == 1 and [_name(base) for base in class_def.bases] == ["BaseModel"]


def _fields(class_def: ast.ClassDef) -> list[ast.AnnAssign]:
    return [statement for statement in class_def.body if isinstance(statement, ast.AnnAssign)]


def _name(node: ast.expr) -> str:
    """Return a name; the generator writes forward references and literals as names in quotes."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return node.id.strip('"') if isinstance(node, ast.Name) else ""


class _Rewriter(ast.NodeTransformer):
    """Replaces unions with a closed discriminator anywhere in an annotation."""

    def __init__(self, typenames: dict[str, list[str]], fallbacks: set[str], bare: set[str]) -> None:
        self.typenames = typenames
        self.fallbacks = fallbacks
        self.bare = bare
        self.replaced: set[str] = set()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        """Remove the discriminator of a field whose annotation is a union."""
        self.generic_visit(node)
        if isinstance(node.value, ast.Call) and any(word.arg == DISCRIMINATOR for word in node.value.keywords):
            node.value.keywords = [word for word in node.value.keywords if word.arg != DISCRIMINATOR]
            node.annotation = self._opened(node.annotation)
            if not node.value.keywords:
                node.value = None
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """Replace ``Annotated[Union[...], Field(discriminator=...)]``."""
        self.generic_visit(node)
        if _name(node.value) == "Annotated" and isinstance(node.slice, ast.Tuple):
            union, field = node.slice.elts
            if isinstance(field, ast.Call) and any(word.arg == DISCRIMINATOR for word in field.keywords):
                return self._opened(union)
        return node

    def _opened(self, union: ast.expr) -> ast.expr:
        """Keep the members of known types, then one for all other types; ``by_typename`` relies on this order."""
        if not (isinstance(union, ast.Subscript) and isinstance(union.slice, ast.Tuple)):
            raise TypeError(f"not a union: {ast.unparse(union)}")
        members = [_name(member) for member in union.slice.elts]
        self.replaced.update(members)
        known = [member for member in members if member not in self.fallbacks and member not in self.bare]
        fallback = next((member for member in members if member in self.fallbacks), UNRECOGNIZED)
        if not known:
            return ast.Name(fallback)
        chooser = ast.Call(ast.Name("by_typename"), [ast.Constant(self.typenames[member][0]) for member in known], [])
        choices: list[ast.expr] = [ast.Name(member) for member in (*known, fallback)]
        beside = sorted({name for member in members if member in self.bare for name in self.typenames[member]})
        if fallback == UNRECOGNIZED and beside:
            choices.append(ast.Name(UNKNOWN_MEMBER))
            chooser.keywords = [ast.keyword("beside", _constants(beside))]
        choice = ast.Subscript(ast.Name("Union"), ast.Tuple(choices))
        return ast.Subscript(ast.Name("Annotated"), ast.Tuple([choice, chooser]))


def _constants(values: list[str]) -> ast.Tuple:
    return ast.Tuple([ast.Constant(value) for value in values])
