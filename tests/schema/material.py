"""GitHub's real schema, the real documents, and a small schema with small documents where size would only cost time."""

from __future__ import annotations

import lzma
import shutil
from functools import cache
from pathlib import Path

from hygiene.schema.refresh import read_documents

ROOT = Path(__file__).parents[2]
FULL = Path(__file__).parent / "github-2026-06-26.graphql.xz"
# Frozen in the npm package @octokit/graphql-schema since that day; older than GitHub Enterprise Server 3.17.
OLDER_THAN_SUPPORTED = Path(__file__).parent / "github-2025-02-27.graphql.xz"

SMALL_SCHEMA = '''
"""The way in."""
type Query {
  "A thing by its id."
  node(id: ID!): Node
  shop(name: String!, colour: Colour): Shop
}

"""An object with an id."""
interface Node { id: ID! }

interface Actor { login: String!, url: URI! }

type Bot implements Actor & Node { id: ID!, login: String!, url: URI!, owner: User }
type User implements Actor & Node { id: ID!, login: String!, url: URI!, age: Int }
type Stranger implements Node { id: ID!, name: String! }

type Shop implements Node {
  id: ID!
  name: String!
  state: State!
  owner: Actor
  items(first: Int, last: Int, after: String, before: String, kind: String, order: Order): ItemConnection!
  secret: Secret
}

type Secret { words: String }
type ItemConnection { nodes: [Item], totalCount: Int! }

union Item = Book | Song
type Book { pages: Int!, title: String! }
type Song { id: ID!, seconds: Int! }

"""How to sort."""
input Order {
  "The field."
  by: By!
  direction: Direction
}

enum By { SIZE, AGE }
enum Direction { UP, DOWN }
enum State { OPEN, CLOSED }
enum Colour { RED, BLUE }
scalar URI

type Mutation { rename(input: RenameInput!): RenamePayload }
input RenameInput { id: ID!, name: String! }
type RenamePayload { shop: Shop }
'''

SMALL_DOCUMENT = """
query ReadScope($name: String!, $order: Order, $more: Boolean = false) {
  shop(name: $name) {
    ...ShopRef
    owner { login }
    things: items(first: 10, order: $order) @include(if: $more) {
      nodes { __typename ... on Book { pages } }
    }
  }
}

query ReadVersions($id: ID!) { node(id: $id) { __typename ... on Shop { ...ShopRef } } }

mutation ApplyPlan($input: RenameInput!) { rename(input: $input) { shop { id } } }

fragment ShopRef on Shop { id state }
"""


@cache
def full_sdl() -> str:
    """Return GitHub's full schema; its descriptions are taken off but for those of inputs."""
    return lzma.decompress(FULL.read_bytes()).decode()


@cache
def older_than_supported_sdl() -> str:
    """Return a full schema that is older than that of every supported host."""
    return lzma.decompress(OLDER_THAN_SUPPORTED.read_bytes()).decode()


def pruned_sdl() -> str:
    """Return the committed schema."""
    return (ROOT / "graphql" / "schema.graphql").read_text(encoding="utf-8")


def documents() -> tuple[str, ...]:
    """Return the committed documents."""
    return tuple(read_documents(ROOT / "graphql" / "documents").values())


def small_tree(root: Path) -> Path:
    """Lay out a working tree with the small documents, the real settings of the generator, and no schema yet."""
    for name in ("graphql/documents", "generated"):
        (root / name).mkdir(parents=True)
    (root / "graphql" / "documents" / "shop.graphql").write_text(SMALL_DOCUMENT)
    shutil.copy(ROOT / "codegen.toml", root)
    shutil.copytree(ROOT / "hygiene" / "schema" / "codegen", root / "hygiene" / "schema" / "codegen")
    return root


def contents(folder: Path) -> dict[str, bytes]:
    """Return a folder's files with their bytes, without Python's caches."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.glob("**/*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
