"""``hygiene.toml``: where it may be, what it may contain, and a message for every error in it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.errors import FILE_ERRORS_MAX, UsageError
from hygiene.model.policy import CategoryRule, Policy
from hygiene.settings import find_policy, parse_policy
from hygiene.settings.toml_places import places

PLACE = "hygiene.toml"


def wrong(text: str, place: str = PLACE) -> str:
    """The error message for a file."""
    with pytest.raises(UsageError) as caught:
        parse_policy(text, place)
    assert caught.value.hint
    return caught.value.message


def test_an_empty_file_is_the_default() -> None:
    """An empty table is the same as no file."""
    assert parse_policy("", PLACE) == Policy()


def test_everything() -> None:
    """Every kind of value arrives where decisions read it."""
    text = """
jobs = ["a", "b"]
key = "nightly"
workflow = "Gate"
[status]
notify = "worse"
respect-deletion = true
failures-max = 3
[tracker]
label = "red"
aggregates = []
enabled = false
[[tracker.category]]
name = "docker"
jobs = ["docker*"]
labels = ["infra"]
"""
    policy = parse_policy(text, PLACE)
    assert policy is not None
    assert (policy.jobs, policy.key, policy.workflow) == (("a", "b"), "nightly", "Gate")
    assert (policy.status.notify, policy.status.failures_max) == ("worse", 3)
    assert policy.status.respect_deletion
    assert (policy.tracker.label, policy.tracker.aggregates, policy.tracker.enabled) == ("red", (), False)
    assert policy.tracker.categories == (CategoryRule("docker", jobs=("docker*",), labels=("infra",)),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("job = ['a']", "unknown key `job`; did you mean `jobs`?"),
        ("[tracker]\nlable = 'x'", "unknown key `tracker.lable`; did you mean `label`?"),
        ("[tracker]\nfailures-max = 2", "unknown key `tracker.failures-max`"),
        ("[status]\nfailures_max = 2", "unknown key `status.failures_max`; did you mean `failures-max`?"),
        ("[[tracker.category]]\nname = 'x'\njob = ['y']", "unknown key `tracker.category.1.job`; did you mean `jobs`?"),
        ("[trackers]\nlabel = 'x'", "unknown key `trackers`; did you mean `tracker`?"),
        ("zzzzzz = 1", "unknown key `zzzzzz`."),
        ("jobs = 'gate'", "`jobs` should be an array, not a string."),
        ("jobs = [1]", "`jobs.1` should be a string, not an integer."),
        ("jobs = ['a', '']", "`jobs.2` is empty; leave it out, or name at least one."),
        ("[tracker]\nenabled = 'yes'", "`tracker.enabled` should be `true` or `false`, not a string."),
        ("[tracker]\nescalate-at = 0", "`tracker.escalate-at` should be greater than or equal to 1, not 0."),
        ("[tracker]\nescalate-at = 1.5", "`tracker.escalate-at` should be an integer, not a float."),
        ("[tracker]\nescalate-at = true", "`tracker.escalate-at` should be an integer, not a boolean."),
        ("[status]\nnotify = 'always'", "`status.notify` should be 'never' or 'worse', not 'always'."),
        ("key = 'Not A Key'", "`key` takes at most 40 lower-case letters, digits and hyphens, not 'Not A Key'."),
        ("workflow = 2025-10-13", "`workflow` should be a string, not a date or time."),
        ("[tracker]\nassignees = ['x']", "unknown key `tracker.assignees`; it belongs in `[[tracker.category]]`."),
        ("enabled = false", "unknown key `enabled`; it belongs in `[status]` or in `[tracker]`."),
        ("[status]\nJobs = []", "unknown key `status.Jobs`; it belongs at the top level or in `[[tracker.category]]`."),
        ("[tracker]\nlabels = []", "; did you mean `label`, or `labels` in `[[tracker.category]]`?"),
        ("[tool.hygiene]\njobs = []", "unknown key `tool`; only pyproject.toml has the keys under `[tool.hygiene]`."),
        ("[status]\nnotify = 'wors'", "not 'wors'; did you mean `worse`?"),
        ("status = 3", "`status` should be a table, not an integer."),
        ("[[tracker.category]]\njobs = ['x']", "`tracker.category.1.name` is missing."),
        ("jobs = ['" + "x" * 300 + "']", "`jobs.1` should have at most 256 characters"),
        ("jobs = [", "is not valid TOML"),
        ("jobs = ['a']\njobs = ['b']", "is not valid TOML"),
        ("a = " + "[" * 5_000, "nested too deeply"),
        ("[tracker]\nescalate-at = " + "9" * 5_000, ":2:15 The file is not valid TOML: A number has too many digits"),
        ("[tracker]\nescalate-at = -" + "9_9" * 3_000, ":2:16 The file is not valid TOML: A number has too many"),
    ],
)
def test_mistakes(text: str, expected: str) -> None:
    """Each mistake is named with its place, and the nearest key or value that exists."""
    message = wrong(text)
    assert message.startswith("hygiene.toml")
    assert expected in message


MISTAKES = """\
# hygiene
job = ["a"]
[status]
notify = "wors"
  failures-max = 0
[[tracker.category]]
jobs = ["a", 3,
  '']
[[tracker.category]]
name = "b" # a comment
"steps" = "x"
"""


def test_all_mistakes_at_once() -> None:
    """Each with the line and column of its key or element, in the order of the file."""
    with pytest.raises(UsageError) as caught:
        parse_policy(MISTAKES, ".github/hygiene.toml")
    assert caught.value.message == ".github/hygiene.toml has 7 errors."
    assert [str(file_error) for file_error in caught.value.file_errors] == [
        ".github/hygiene.toml:2:1 unknown key `job`; did you mean `jobs`?",
        ".github/hygiene.toml:4:1 `status.notify` should be 'never' or 'worse', not 'wors'; did you mean `worse`?",
        ".github/hygiene.toml:5:3 `status.failures-max` should be greater than or equal to 1, not 0.",
        ".github/hygiene.toml:6:1 `tracker.category.1.name` is missing.",
        ".github/hygiene.toml:7:14 `tracker.category.1.jobs.2` should be a string, not an integer.",
        ".github/hygiene.toml:8:3 `tracker.category.1.jobs.3` is empty; leave it out, or name at least one.",
        ".github/hygiene.toml:11:1 `tracker.category.2.steps` should be an array, not a string.",
    ]


def test_the_page_that_is_named_can_be_opened() -> None:
    """The hint ends with a file of this machine."""
    with pytest.raises(UsageError) as caught:
        parse_policy("x = 1", PLACE)
    text = Path(caught.value.hint.partition(": ")[2]).read_text(encoding="utf-8")
    assert text.startswith("# Configuration")


@pytest.mark.parametrize(
    ("text", "place"),
    [("jobs = [\n'a'\n", ":2:4 "), ("\njobs = 'a\n", ":2:10 "), ("a = 1\na = 2\n", ":2:6 "), ("\ufeffx =", ":1:4 ")],
)
def test_a_syntax_error_has_a_place(text: str, place: str) -> None:
    """Also where the file ends too early."""
    assert wrong(text).startswith(f"{PLACE}{place}The file is not valid TOML: ")


def test_very_many_mistakes() -> None:
    """The first are shown, with the number of all."""
    with pytest.raises(UsageError) as caught:
        parse_policy("".join(f"x{number} = 1\n" for number in range(1_000)), PLACE)
    assert caught.value.message == f"{PLACE} has 1,000 errors. These are the first {FILE_ERRORS_MAX}."
    assert len(caught.value.file_errors) == FILE_ERRORS_MAX


MULTILINE = 'm = """\\"" [n]"""'
TOML = f"""
a.b."c d" = [1, 'x]', "\\"]", [2, {{k = 3, 'l' = [4]}}], # ] end
]
t = '''
[x]
y = 1'''
{MULTILINE}
d = 1979-05-27 07:32:00
[[q.r]]
  s = 1
[[q.r]]
[q.r.u]
v = true
[ w . 'x' ]
y = {{}}
"""


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:  # noqa: ANN401 - TOML
    """The path of everything in a parsed file."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path, *(deeper for key, inner in pairs for deeper in paths_of(inner, (*path, key)))} - {()}


def test_each_key_has_a_place() -> None:
    """Whatever form it is written in."""
    found: Any = places(TOML)
    assert paths_of(tomllib.loads(TOML)) == set(found) | {("q",), ("w",)}
    assert found["a", "b", "c d", 2] == (2, 23)
    assert found["a", "b", "c d", 3, 1, "l"] == (2, 42)
    assert found["m",] == (7, 1)
    assert found["q", "r", 1, "u"] == (12, 1)


@given(st.text(alphabet="ab.=[]{}'\"#\n ,1\\", max_size=30))
def test_places_of_any_text(text: str) -> None:
    """Everything that the standard reader finds has a place, except tables that are only implied."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = places(text)
    assert all(path in found for path in paths_of(read) if not _implied(read, path))


def _implied(read: Any, path: tuple[str | int, ...]) -> bool:  # noqa: ANN401 - TOML
    for part in path:
        read = read[part]
    return isinstance(read, dict) and any(isinstance(value, (dict, list)) for value in read.values())


def test_a_long_value_is_not_repeated_whole() -> None:
    """A message stays short, whatever the file contains."""
    assert len(wrong(f"key = '{'X' * 5_000}'")) < 200


def test_pyproject() -> None:
    """In a ``pyproject.toml`` only ``[tool.hygiene]`` counts."""
    assert parse_policy("[project]\nname = 'x'", "pyproject.toml") is None
    assert parse_policy("tool = 3", "pyproject.toml") is None
    policy = parse_policy("[tool.other]\nx = 1\n[tool.hygiene]\njobs = ['a']", "pyproject.toml")
    assert policy == Policy(jobs=("a",))
    assert "unknown key `job`" in wrong("[tool.hygiene]\njob = ['a']", "pyproject.toml")
    assert "`hygiene` should be a table, not an integer." in wrong("[tool]\nhygiene = 3", "pyproject.toml")


def test_a_byte_order_mark_is_no_mistake() -> None:
    """Some editors write one; it means nothing."""
    assert parse_policy("\ufeffjobs = ['a']\r\n", PLACE) == Policy(jobs=("a",))


def test_places() -> None:
    """The first place with a configuration is used; a ``pyproject.toml`` without a table has none."""
    everywhere = {name: f"jobs = ['{name}']" for name in (".github/hygiene.toml", "hygiene.toml")}
    everywhere["pyproject.toml"] = "[tool.hygiene]\njobs = ['p']"
    for place in list(everywhere):
        found = find_policy(everywhere.get)
        assert found is not None
        assert found[1] == place
        del everywhere[place]
    assert find_policy(everywhere.get) is None
    assert find_policy({"pyproject.toml": "[project]"}.get) is None


@pytest.mark.parametrize(
    "text", [".".join("a" * 50_000) + " = 1", "[" + ".".join("a" * 50_000) + "]", "x = {" + '."b"' * 200 + " = 1}"]
)
def test_a_dotted_key_of_very_many_parts(text: str) -> None:
    """It is refused at once: reading it would take half a minute."""
    with pytest.raises(UsageError, match=r"^hygiene\.toml:2:1 The file is not valid TOML: A dotted key is too long\."):
        parse_policy(f"\n{text}", "hygiene.toml")


def test_dots_in_texts_are_no_dotted_key() -> None:
    """A line of many names is read."""
    jobs = ", ".join(f'"a.{number}.b"' for number in range(200))
    policy = parse_policy(f"jobs = [{jobs}] # {'.' * 200}", "hygiene.toml")
    assert policy is not None
    assert len(policy.jobs or ()) == 200
