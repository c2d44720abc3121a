"""One call brings schema and client up to date, or leaves both as they were."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import httpx
import pytest

from hygiene.errors import UsageError
from hygiene.schema import refresh as module
from hygiene.schema.fetch import Sources
from hygiene.schema.refresh import documents_of, refresh

from .material import ROOT, SMALL_SCHEMA, contents, documents, full_sdl, pruned_sdl, small_tree

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A working tree that was refreshed from the small schema once."""
    root = small_tree(tmp_path / "tree")
    (tmp_path / "small.graphql").write_text(SMALL_SCHEMA)
    refresh(root, str(tmp_path / "small.graphql"))
    return root


def changed(tree: Path, old: str = "", new: str = "") -> str:
    """Write a file with the small schema, changed in one place, and return its name."""
    assert old in SMALL_SCHEMA
    path = tree.parent / "changed.graphql"
    path.write_text(SMALL_SCHEMA.replace(old, new) if old else SMALL_SCHEMA + new)
    return str(path)


def test_schema_and_client_are_written(tree: Path) -> None:
    """The first refresh makes both, and no other file."""
    written = {name.partition("/")[0] for name in contents(tree)}
    assert written == {"codegen.toml", "generated", "graphql", "hygiene"}
    assert (tree / "graphql" / "schema.graphql").read_text().startswith("# Pruned from file small.graphql, ")
    assert (tree / "generated" / "hygiene_github" / "read_scope.py").exists()


def test_the_same_schema_again_changes_no_byte(tree: Path) -> None:
    """Not even the date: the schema was had then."""
    before = contents(tree)
    done = refresh(tree, changed(tree))
    assert contents(tree) == before
    assert not done.rewritten
    text = done.text(date(2026, 6, 26))
    assert "is the same" in text
    assert "Nothing changed in the parts that hygiene uses." in text


@pytest.mark.parametrize(
    ("headers", "today", "words"),
    [
        ({"last-modified": "Fri, 26 Jun 2026 10:00:00 GMT"}, date(2026, 11, 26), "The source is 153 days old."),
        ({"last-modified": "Fri, 26 Jun 2026 23:59:59 GMT"}, date(2026, 6, 27), "The source is 1 day old."),
        ({"last-modified": "Fri, 26 Jun 2026 10:00:00 GMT"}, date(2026, 6, 26), "The source is 0 days old."),
        ({"last-modified": "Fri, 26 Jun 2026 10:00:00 GMT"}, date(2026, 6, 20), "The source is 0 days old."),
        ({"last-modified": "Fri, 26 Jun 2020 10:00:00 GMT"}, date(2026, 6, 26), "The source is 2,191 days old."),
        ({"date": "Fri, 26 Jun 2026 10:00:00 GMT"}, date(2026, 7, 1), "The source is at least 5 days old."),
        ({}, date(2026, 7, 1), "It is not known how old the source is."),
        ({"last-modified": "yesterday"}, date(2026, 7, 1), "It is not known how old the source is."),
    ],
)
def test_the_age_of_the_source(tree: Path, headers: dict[str, str], today: date, words: str) -> None:
    """In days, next to its date; with only the time of the response, it is at least so old."""
    answer = httpx.Response(200, text=SMALL_SCHEMA + "\n# other\n", headers=headers)
    client = httpx.Client(transport=httpx.MockTransport(lambda _: answer))
    assert refresh(tree, "docs", Sources(client)).text(today).splitlines()[1] == words


def test_the_age_of_a_schema_that_is_still_the_same(tree: Path) -> None:
    """It counts from the day on which it was had first, though the source was sent again today."""
    texts = []
    for day in ("Mon, 01", "Fri, 26"):
        answer = httpx.Response(
            200, text=SMALL_SCHEMA + "\n# other\n", headers={"date": f"{day} Jun 2026 10:00:00 GMT"}
        )
        client = httpx.Client(transport=httpx.MockTransport(lambda _, answer=answer: answer))
        texts.append(refresh(tree, "docs", Sources(client)).text(date(2026, 6, 27)).splitlines()[1])
    assert texts == ["The source is at least 26 days old."] * 2


def test_a_new_enum_value_is_reported_and_accepted(tree: Path) -> None:
    """It is news, not a failure."""
    done = refresh(tree, changed(tree, "OPEN, CLOSED }", "OPEN, CLOSED, AJAR }"))
    assert done.changes.dangerous == ("AJAR was added to enum type State.",)
    assert "AJAR" in (tree / "generated" / "hygiene_github" / "enums.py").read_text()
    assert done.rewritten


def test_what_we_do_not_touch_may_change(tree: Path) -> None:
    """The digest is new, the rest is not, and nothing is reported."""
    done = refresh(tree, changed(tree, "words: String", "words: Int"))
    assert done.rewritten
    assert not done.changes


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("state: State!\n", "\n", "all commands (Cannot query field 'state' on type 'Shop'.)"),
        ("shop(name: String!,", "shop(name: String!, realm: ID!,", "argument 'realm' of type 'ID!' is required"),
        ("node(id: ID!): Node", "", "all commands (Cannot query field 'node' on type 'Query'.)"),
        (SMALL_SCHEMA, "<html>", "is a web page"),
        (SMALL_SCHEMA, '{"data": {"__sch', "cut off"),
    ],
    ids=["field removed", "argument required", "feature lost", "web page", "truncated"],
)
def test_a_schema_without_required_fields_changes_nothing(tree: Path, old: str, new: str, words: str) -> None:
    """What is missing is named, with the feature that it costs."""
    before = contents(tree)
    name = changed(tree, old, new)
    with pytest.raises(UsageError) as caught:
        refresh(tree, name)
    assert words in caught.value.message
    assert contents(tree) == before


def test_a_failing_generator_changes_nothing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The schema is not written without its client."""
    before = contents(tree)
    name = changed(tree, "OPEN, CLOSED }", "OPEN, CLOSED, AJAR }")

    def fail(*_: object, **__: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "generate", fail)
    with pytest.raises(OSError, match="No space"):
        refresh(tree, name)
    assert contents(tree) == before


def test_stale_modules_are_gone(tree: Path) -> None:
    """The generator deletes nothing; a fresh folder takes the old one's place."""
    stale = tree / "generated" / "hygiene_github" / "read_moons.py"
    stale.write_text("")
    refresh(tree, changed(tree))
    assert not stale.exists()


def test_the_real_schema_is_refreshed(tmp_path: Path) -> None:
    """Offline, with the committed client as the outcome."""
    root = small_tree(tmp_path / "tree")
    (root / "graphql" / "documents" / "shop.graphql").write_text("\n".join(documents()))
    full = tmp_path / "full.graphql"
    full.write_text(full_sdl())
    refresh(root, str(full))
    made = (root / "graphql" / "schema.graphql").read_text()
    assert made.partition("\n")[2] == pruned_sdl().partition("\n")[2]
    names = set(contents(root / "generated" / "hygiene_github"))
    assert names == set(contents(ROOT / "generated" / "hygiene_github"))


def test_a_tree_without_documents_is_named(tree: Path) -> None:
    """An empty folder would prune the schema to nothing."""
    (tree / "graphql" / "documents" / "shop.graphql").unlink()
    with pytest.raises(UsageError, match="no documents"):
        refresh(tree, changed(tree))


def test_an_installed_tool_brings_its_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host can be checked from any folder; a working tree comes first where there is one."""
    installed = tmp_path / "documents"
    installed.mkdir()
    (installed / "a.graphql").write_text("{ viewer { login } }")
    monkeypatch.setattr(module, "INSTALLED_DOCUMENTS", installed)
    assert documents_of(tmp_path) == {"a.graphql": "{ viewer { login } }"}
    assert set(documents_of(small_tree(tmp_path / "tree"))) == {"shop.graphql"}
    monkeypatch.setattr(module, "INSTALLED_DOCUMENTS", tmp_path / "none")
    assert "read_scope.graphql" in documents_of(tmp_path)
    monkeypatch.setattr(module, "CHECKOUT", tmp_path)
    with pytest.raises(UsageError, match=r"There is no codegen\.toml"):
        documents_of(tmp_path)
