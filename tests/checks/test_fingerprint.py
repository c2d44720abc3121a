"""Fingerprints: volatile parts are removed, the rest stays, and a new version matches the old ones."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygiene.checks import fingerprint
from hygiene.checks.fingerprint import (
    ERROR_CHARS_MAX,
    NAME_CHARS_MAX,
    NORMALISERS,
    bounded,
    first_error,
    names_of,
    normalise,
    signature,
)
from hygiene.model.checks import Annotation, CheckRun, CheckState, Step, Suite
from tests.examples import examples


def _check(*messages: str, steps: tuple[Step, ...] = (), level: str = "failure", path: str = "a.py") -> CheckRun:
    return CheckRun(
        "C_1",
        1,
        "python ci (3.12)",
        CheckState.FAILURE,
        Suite("S_1"),
        "",
        steps=steps,
        annotations=tuple(Annotation(level, path, 7, "", message) for message in messages),
    )


def _name(message: str, job: str = "python ci") -> str:
    return names_of(signature(job, _check(message)))[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("failed at 2025-10-13T01:18:42.123Z", "failed at 2026-01-01 23:59:59+02:00"),
        ("failed at 01:18:42", "failed at 23:59"),
        ("object at 0x7f00deadbeef is gone", "object at 0x11 is gone"),
        ("commit ddb796265ddb is bad", "commit 24bdd7ad19a85e is bad"),
        ("id 123e4567-e89b-12d3-a456-426614174000", "id 00000000-e89b-12d3-a456-ffffffffffff"),
        ("no route to 10.0.0.1:8080", "no route to 192.168.1.255"),
        ("no route to fe80::1", "no route to 2001:db8::a:2"),
        ("no route to fe80:0:0:0:1:2:3:4", "no route to 2001:db8:0:1:1:1:1:1"),
        ("/opt/pytest-of-runner/pytest-0/test_a.py broke", "/var/x/test_a.py broke"),
        (r"D:\a\r\r\test_a.py broke", "/__w/r/r/test_a.py broke"),
        ("took 12.5s to fail", "took 3 seconds to fail"),
        ("took 300 ms to fail", "took 2 minutes to fail"),
        ("expected 3, got 4", "expected 17, got 1,000"),
        ("\x1b[31mE   broke\x1b[0m", "E broke"),
        ("\x1b]8;;https://x\x07broke\x1b]8;;\x07", "broke"),
    ],
)
def test_what_changes_from_run_to_run_does_not_distinguish_failures(one: str, other: str) -> None:
    """Times, hex, UUIDs, addresses, folders, lengths of time, numbers and colours."""
    assert normalise(one) == normalise(other)
    assert _name(one) == _name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KeyError: 'a'", "KeyError: 'b'"),
        ("/opt/x/test_a.py broke", "/opt/x/test_b.py broke"),
        ("", "no message"),
        ("dead beef", "cafe babe"),
        ("abc::def is undefined", "abc::fed is undefined"),
    ],
)
def test_different_messages_give_different_fingerprints(one: str, other: str) -> None:
    """Words and names of files stay; a failure without a message is no failure with these words."""
    assert _name(one) != _name(other)


def test_job_and_step_are_part_of_it() -> None:
    """The same words of another job, or in another step, are another failure."""
    steps = (Step(3, "Pytest", CheckState.FAILURE),)
    names = {
        _name("broke"),
        _name("broke", job="docker smoke"),
        names_of(signature("python ci", _check("broke", steps=steps)))[0],
    }
    assert len(names) == 3


def test_a_fingerprint_contains_its_version() -> None:
    """A version and eight digits."""
    assert re.fullmatch(r"1:[0-9a-f]{8}", _name("broke"))


def test_the_first_version_is_frozen() -> None:
    """Whoever improves it adds a second one: these very digits are in trackers out there."""
    assert _name("E   assert 3 == 4") == "1:8f317d2b"
    assert _name("") == "1:faef5f62"


def test_a_new_version_names_the_older_ones_as_aliases() -> None:
    """So that counts under the old name go on under the new one."""
    found = signature("python ci", _check("broke"))
    name, aliases = names_of(found, {**NORMALISERS, 2: str.upper})
    assert name.startswith("2:")
    assert aliases == (names_of(found)[0],)


def test_the_first_specific_error_is_shown() -> None:
    """Not the runner's line on the exit code, which every failure has, unless it is alone; and no mere warning."""
    exit_code = "Process completed with exit code 1."
    assert signature("j", _check(exit_code, "E1", "E2")).error == "E1"
    assert signature("j", _check(exit_code)).error == exit_code
    assert signature("j", _check("careful", level="warning")).error == ""
    assert first_error(()) is None


def test_the_first_line_with_words_is_shown() -> None:
    """Of the message, or else of the title."""
    assert signature("j", _check("\n\n  E   assert 3 == 4\nmore")).error == "E assert 3 == 4"
    titled = Annotation("failure", "a.py", None, "Title", "\n")
    assert first_error((titled,)) is titled


@pytest.mark.parametrize(
    ("path", "line", "location"), [("a/b.py", 7, "a/b.py:7"), ("a.py", None, "a.py"), (".github", 12, ""), ("", 1, "")]
)
def test_the_place_is_shown_where_there_is_one(path: str, line: int | None, location: str) -> None:
    """The runner annotates ``.github`` when it has no file."""
    annotation = Annotation("failure", path, line, "", "E")
    assert signature("j", replace(_check(), annotations=(annotation,))).location == location


def test_the_first_failing_step_is_shown_with_its_number() -> None:
    """By its place in the log, not in the list; a cancelled one is no failure."""
    steps = (
        Step(9, "Upload", CheckState.FAILURE),
        Step(2, "Setup", CheckState.CANCELLED),
        Step(8, "Pytest", CheckState.FAILURE),
    )
    found = signature("j", _check(steps=steps))
    assert (found.step, found.step_number, found.detail) == ("Pytest", 8, 1)
    assert (signature("j", _check()).detail, signature("j", _check("E")).detail) == (0, 2)


def test_a_long_error_is_cut_for_people_and_whole_for_the_fingerprint() -> None:
    """What is volatile at its beginning does not shift what is cut off at its end."""
    one, other = (f"{'/opt/' + 'x' * length}/a.py: {'w' * 200}" for length in (3, 300))
    assert len(signature("j", _check(one)).error) == ERROR_CHARS_MAX
    assert _name(one) == _name(other)


def test_a_long_name_is_bounded_and_still_distinguishes() -> None:
    """70 KB of job name take no more space than any other."""
    one, other = bounded("x" * 70_000), bounded("x" * 70_001)
    assert len(one) == len(other) == NAME_CHARS_MAX
    assert one != other
    assert bounded("python ci (3.12)") == "python ci (3.12)"


@settings(deadline=None, derandomize=True, max_examples=examples(150))
@given(st.text(max_size=300))
def test_any_text_has_a_normal_form_on_one_line(text: str) -> None:
    """Whatever people, tools and attackers print."""
    found = normalise(text)
    assert "\n" not in found
    assert not re.search(r"\d", found)
    assert _name(text) == _name(text)


@settings(deadline=None, derandomize=True, max_examples=examples(150))
@given(
    st.lists(st.sampled_from(["12", "٣", "deadbeef", "-cafe-beef-babe-", "deadbeefcafe", "/", "\\", ":", " s", "0x"]))
)
def test_a_pattern_that_is_left_out_would_not_have_matched(parts: list[str]) -> None:
    """Texts without digits, folders or both: the form is that of all patterns, one after the other."""
    text = bare = "".join(parts)
    for volatile, placeholder in fingerprint._VOLATILE:
        bare = volatile.sub(fingerprint._path if placeholder == "<path>" else placeholder, bare)
    assert normalise(text) == " ".join(bare.split())


@pytest.mark.parametrize(
    "text", ["/" * 100_000, "a/" * 50_000, "1" * 100_000, "\x1b[" * 50_000, "a:" * 50_000, "f" * 99_999]
)
def test_no_text_takes_long(text: str) -> None:
    """Only so much is read, and no pattern runs away on it."""
    assert len(normalise(text)) < 5_000
