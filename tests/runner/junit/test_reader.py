"""What counts as a test, a failure, a flaky test and a failed suite, in the shapes that writers give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.runner.junit import reader
from tests.runner.junit.files import results_of, rows

if TYPE_CHECKING:
    from pathlib import Path

FAIL = '<failure message="boom"/>'
ERROR = '<error message="bang"/>'


def case(name: str, inner: str = "", /, **attributes: str) -> str:
    """A test case of the class ``c``."""
    given = {"classname": "c", "name": name} | attributes
    return f"<testcase{_written(given)}>{inner}</testcase>"


def suite(*inner: str, **attributes: str) -> str:
    """A suite."""
    return f"<testsuite{_written(attributes)}>{''.join(inner)}</testsuite>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


@pytest.mark.parametrize(
    ("text", "tests", "failed"),
    [
        # node --test writes top-level tests directly below the root.
        (f"<testsuites>{case('a', FAIL)}{suite(case('b'))}</testsuites>", 2, ["c.a"]),
        (suite(case("a", FAIL), case("b")), 2, ["c.a"]),
        (case("a", FAIL), 1, ["c.a"]),
        (case("a"), 1, []),
        (f"<testsuites>{suite(suite(suite(case('a', ERROR))), case('b'))}</testsuites>", 2, ["c.a"]),
        # A namespace, with a prefix and without one.
        (f'<testsuites xmlns="urn:x">{suite(case("a", FAIL))}</testsuites>', 1, ["c.a"]),
        ('<j:testsuite xmlns:j="urn:x"><j:testcase name="a"><j:failure/></j:testcase></j:testsuite>', 1, ["a"]),
        # A doctype without entities, comments and instructions.
        (
            f"<!DOCTYPE testsuites><?x y?><!-- tests 2 --><testsuites>{case('a', FAIL)}<!-- x --></testsuites>",
            1,
            ["c.a"],
        ),
        # Several results in one test case are one test; a skipped one that failed has failed.
        (suite(case("a", FAIL + FAIL + ERROR), failures="2", errors="1"), 1, ["c.a"]),
        (suite(case("a", "<skipped/>" + FAIL), case("b", "<skipped/>")), 2, ["c.a"]),
        # Text that looks like a result is text.
        (suite(case("a", "<system-out><![CDATA[<failure/>]]></system-out>")), 1, []),
        ("<testsuites/>", 0, []),
    ],
)
def test_where_test_cases_are(tmp_path: Path, text: str, tests: int, failed: list[str]) -> None:
    """Below suites of any depth, directly below the root, and as the root itself."""
    results = results_of(tmp_path, text)
    assert (results.tests, results.failures) == (tests, len(failed))
    assert [test.name for test in results.failed] == failed
    assert results.unread == ()


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ({"classname": "tests.a", "name": "test_b"}, "tests.a.test_b"),
        ({"classname": "sum adds", "name": "sum adds"}, "sum adds"),
        ({"classname": "sum", "name": "sum adds"}, "sum adds"),
        ({"classname": "Test suite failed to run", "name": "src/a.test.ts"}, "src/a.test.ts"),
        ({"classname": "com.x.Test", "name": ""}, "com.x.Test"),
        ({"classname": "", "name": "tests.test_broken"}, "tests.test_broken"),
        ({"classname": "", "name": ""}, "outer"),
    ],
)
def test_names(tmp_path: Path, attributes: dict[str, str], name: str) -> None:
    """Class and name, once each; the suite's name where the test case has none."""
    results = results_of(tmp_path, suite(case("x", FAIL, **attributes), name="outer"))
    assert [test.name for test in results.failed] == [name]


RUN_1 = '<properties><property name="repetition" value="Repetition 1 of 3"/></properties>'
RUN_2 = RUN_1.replace("1 of", "2 of")


@pytest.mark.parametrize(
    ("text", "tests", "failed", "flaky"),
    [
        # Surefire, Gradle with mergeReruns, nextest, Playwright.
        (suite(case("a", '<flakyFailure message="boom"/>'), case("b")), 2, [], ["c.a"]),
        (suite(case("a", '<flakyError message="boom"><stackTrace>x</stackTrace></flakyError>')), 1, [], ["c.a"]),
        (suite(case("a", FAIL + '<rerunFailure message="again"/><rerunFailure message="again"/>')), 1, ["c.a"], []),
        (suite(case("a", ERROR + '<rerunError message="again"/>'), errors="1"), 1, ["c.a"], []),
        (suite(case("a", FAIL + '<flakyFailure message="x"/>')), 1, ["c.a"], []),
        # gotestsum and Gradle write each run; the last one passes.
        (suite(case("a", FAIL), case("b"), case("a"), tests="3", failures="1"), 2, [], ["c.a"]),
        (suite(case("a", FAIL), case("a", FAIL), case("a"), failures="2"), 1, [], ["c.a"]),
        (f"<testsuites>{case('a', FAIL)}{case('a')}</testsuites>", 1, [], ["c.a"]),
        # trainer marks each repetition, and counts one test.
        (suite(case("a", FAIL + RUN_1), case("a", RUN_2), tests="1"), 1, [], ["c.a"]),
        (suite(case("a", FAIL + RUN_1), case("a", FAIL + RUN_2), tests="1", failures="1"), 1, ["c.a"], []),
        # pytest: the teardown of a test that has failed is a second test case, and no second test.
        (
            suite(case("a", FAIL), case("a", "<error message='failed on teardown with \"x\"'/>"), tests="1"),
            1,
            ["c.a"],
            [],
        ),
    ],
)
def test_retries(tmp_path: Path, text: str, tests: int, failed: list[str], flaky: list[str]) -> None:
    """A retried test is one test: flaky if it passed in the end, failed if it never did."""
    results = results_of(tmp_path, text)
    assert (results.tests, results.failures, results.flakes) == (tests, len(failed), len(flaky))
    assert ([test.name for test in results.failed], [test.name for test in results.flaky]) == (failed, flaky)


@pytest.mark.parametrize(
    ("text", "tests", "failed"),
    [
        (suite(case("a", FAIL), case("a", FAIL)), 2, [("c.a", "boom", 2)]),
        (suite(case("a", FAIL), case("a", ERROR)), 2, [("c.a", "boom", 1), ("c.a", "bang", 1)]),
        # It passed before it failed, or more than once: nobody retries what has passed.
        (suite(case("a"), case("a", FAIL)), 2, [("c.a", "boom", 1)]),
        (suite(case("a"), case("a", FAIL), case("a")), 3, [("c.a", "boom", 1)]),
        (suite(case("a", FAIL), case("a"), case("a")), 3, [("c.a", "boom", 1)]),
        (suite(case("a", FAIL), case("a"), case("a", FAIL)), 3, [("c.a", "boom", 2)]),
        # Two suites, two classes, two files and lines, two legs of a matrix: two tests.
        (f"<testsuites>{suite(case('a', FAIL))}{suite(case('a'))}</testsuites>", 2, [("c.a", "boom", 1)]),
        (suite(case("a", FAIL), case("a", classname="d")), 2, [("c.a", "boom", 1)]),
        (suite(case("a", FAIL, line="3"), case("a", line="9")), 2, [("c.a", "boom", 1)]),
        # A skipped one is no proof.
        (suite(case("a", FAIL), case("a", "<skipped/>")), 2, [("c.a", "boom", 1)]),
    ],
)
def test_tests_of_one_name(tmp_path: Path, text: str, tests: int, failed: list[tuple[str, str, int]]) -> None:
    """Each counts; those that failed alike are one row with a number."""
    results = results_of(tmp_path, text)
    assert (results.tests, results.failures, results.flakes) == (tests, sum(row[2] for row in failed), 0)
    assert rows(results.failed) == failed


def test_the_same_test_in_two_files_counts_twice(tmp_path: Path) -> None:
    """Two legs of a matrix that fail alike are one row, and two failures."""
    results = results_of(tmp_path, suite(case("a", FAIL), case("b")), suite(case("a", FAIL), case("b")))
    assert (results.tests, results.failures) == (4, 2)
    assert rows(results.failed) == [("c.a", "boom", 2)]


@pytest.mark.parametrize(
    ("text", "tests", "suites"),
    [
        (
            suite('<error message="could not load" type="LoadError"/>', name="s", errors="1", tests="0"),
            0,
            ["could not load"],
        ),
        (suite(case("a"), "<failure>Failed\nafter all hook</failure>", name="s"), 1, ["after all hook"]),
        (f"<testsuites><error message='no runner'/>{suite(case('a'))}</testsuites>", 1, ["no runner"]),
        (
            suite(suite('<error message="one"/>', name="s"), suite('<error message="two"/>', name="s")),
            0,
            ["one", "two"],
        ),
    ],
)
def test_suites_that_failed_outside_of_their_tests(tmp_path: Path, text: str, tests: int, suites: list[str]) -> None:
    """A suite that could not be loaded has no test case, only an error of its own."""
    results = results_of(tmp_path, text)
    assert (results.tests, results.failures) == (tests, 0)
    assert [found.message for found in results.suites] == suites
    assert results.unlisted == ()


@pytest.mark.parametrize(
    ("text", "tests", "failures", "unlisted"),
    [
        (suite(name="s", tests="6", failures="1"), 6, 1, [("s", 1)]),
        # jest-junit without reportTestSuiteErrors
        (suite(name="s", tests="0", errors="1"), 1, 1, [("s", 1)]),
        (
            '<testsuites tests="3" failures="1" errors="1">'
            + suite(case("a", FAIL), case("b"), name="s", tests="3", failures="1", errors="1")
            + "</testsuites>",
            3,
            2,
            [("s", 1)],
        ),
        (suite(case("a"), case("b"), name="s", tests="3", failures="1"), 3, 1, [("s", 1)]),
        ('<testsuites tests="9" failures="2"/>', 9, 2, [("the file", 2)]),
        # Catch2 counts assertions as tests, others count what they do not list as failed.
        (suite(case("a", FAIL + FAIL), name="s", tests="5000", failures="2"), 1, 1, []),
        (suite(case("a"), name="s", tests="-1", failures="1e3", errors="x"), 1, 0, []),
        (suite(case("a"), name="s", tests="99999999999999999999"), 1, 0, []),
        (suite(name="s", tests="4", failures="0"), 4, 0, []),
    ],
)
def test_counts_without_test_cases(
    tmp_path: Path, text: str, tests: int, failures: int, unlisted: list[tuple[str, int]]
) -> None:
    """What attributes count and no element shows is counted, and reported as unlisted."""
    results = results_of(tmp_path, text)
    assert (results.tests, results.failures) == (tests, failures)
    assert [(found.name, found.times) for found in results.unlisted] == unlisted


def test_output_is_no_reason(tmp_path: Path) -> None:
    """Surefire puts the output of a run within its failure, next to the stack trace."""
    inner = "<flakyFailure><system-out>some output</system-out><stackTrace>boom</stackTrace></flakyFailure>"
    assert rows(results_of(tmp_path, suite(case("a", inner))).flaky) == [("c.a", "boom", 1)]


def test_totals_are_true_beyond_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are bounded, numbers are not."""
    monkeypatch.setattr(reader, "ROWS_MAX", 3)
    results = results_of(tmp_path, suite(*(case(f"t{number}", FAIL) for number in range(10)), case("x")))
    assert (results.tests, results.failures, len(results.failed)) == (11, 10, 3)


def test_more_failures_than_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not remembered counts as failed, never as flaky, and passed tests that are forgotten prove nothing."""
    monkeypatch.setattr(reader, "FAILING_MAX", 2)
    failing = [case(f"t{number}", FAIL) for number in range(5)]
    results = results_of(tmp_path, suite(*failing, case("t0"), case("t4")))
    assert (results.tests, results.failures, results.flakes) == (6, 4, 1)
    monkeypatch.setattr(reader, "PASSED_MAX", 1)
    results = results_of(tmp_path, suite(case("x"), case("y"), case("y", FAIL), case("y")))
    assert (results.failures, results.flakes) == (1, 0)


def test_what_is_remembered_is_freed_with_its_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is on what is open at one time."""
    monkeypatch.setattr(reader, "FAILING_MAX", 2)
    monkeypatch.setattr(reader, "PASSED_MAX", 2)
    one = suite(case("b"), case("a", FAIL), case("a"))
    assert results_of(tmp_path, f"<testsuites>{one * 9}</testsuites>").flakes == 9
