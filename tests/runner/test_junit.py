"""JUnit files are read within bounds, and what is not read is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import UsageError
from hygiene.runner import junit
from hygiene.runner.junit import read_junit

if TYPE_CHECKING:
    from pathlib import Path

FAILING = """<testsuites><testsuite name="outer"><testsuite name="inner">
<testcase classname="pkg.test_a" name="test_one"><failure message="expected 1&#10;got 2"/></testcase>
<testcase classname="pkg.test_a" name="test_two"><error>boom at line 3</error></testcase>
<testcase classname="pkg.test_a" name="test_three"/>
<testcase classname="pkg.test_a" name="test_four"><skipped/></testcase>
</testsuite></testsuite></testsuites>"""
ENTITIES = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<testsuite><testcase name="&b;"><failure message="&b;"/></testcase></testsuite>"""


def test_failures_and_errors_are_named_with_their_first_line(tmp_path: Path) -> None:
    """Nested suites are read through; passed and skipped tests are only counted."""
    (tmp_path / "report.xml").write_text(FAILING)
    results = read_junit("*.xml", tmp_path)
    assert results.tests == 4
    assert [(test.name, test.message) for test in results.failed] == [
        ("pkg.test_a.test_one", "expected 1"),
        ("pkg.test_a.test_two", "boom at line 3"),
    ]
    assert results.unread == ()


def test_the_same_test_of_two_files_is_named_once(tmp_path: Path) -> None:
    """Two legs that fail alike do not fill the comment twice."""
    (tmp_path / "a.xml").write_text(FAILING)
    (tmp_path / "b.xml").write_text(FAILING)
    assert len(read_junit("*.xml", tmp_path).failed) == 2


def test_entities_are_refused(tmp_path: Path) -> None:
    """A file that defines entities is left out, so that it cannot expand into anything."""
    (tmp_path / "bomb.xml").write_text(ENTITIES)
    results = read_junit("*.xml", tmp_path)
    assert results.failed == ()
    assert results.unread == ("bomb.xml was not read: it defines entities",)


def test_a_huge_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size decides before anything is parsed."""
    monkeypatch.setattr(junit, "FILE_BYTES_MAX", 100)
    (tmp_path / "huge.xml").write_text(FAILING)
    results = read_junit("*.xml", tmp_path)
    assert results.tests == 0
    assert "larger than 100 bytes" in results.unread[0]


@pytest.mark.parametrize("text", ["", "<html", "<html><body/></html>", "<testsuite><testcase></testsuite>", "{}"])
def test_a_file_of_another_kind_is_said_and_left_out(tmp_path: Path, text: str) -> None:
    """No traceback for a file that is no JUnit file, and the others are still read."""
    (tmp_path / "a.xml").write_text(text)
    (tmp_path / "b.xml").write_text(FAILING)
    results = read_junit("*.xml", tmp_path)
    assert len(results.failed) == 2
    assert results.unread[0].startswith("a.xml was not read")


def test_a_pattern_without_files_is_said(tmp_path: Path) -> None:
    """A typo in the pattern shows in the section instead of looking green."""
    assert read_junit("nothing/*.xml", tmp_path).unread == ("no file matches the pattern",)


def test_an_absolute_pattern_works(tmp_path: Path) -> None:
    """Artifacts are often downloaded to the runner's temporary folder."""
    (tmp_path / "report.xml").write_text(FAILING)
    assert read_junit(f"{tmp_path}/*.xml", tmp_path / "elsewhere").tests == 4


def test_a_pattern_that_is_no_glob_is_a_sentence(tmp_path: Path) -> None:
    """Exit 2 with what to write instead."""
    with pytest.raises(UsageError, match="no glob"):
        read_junit("a/**b/***.xml/", tmp_path)
