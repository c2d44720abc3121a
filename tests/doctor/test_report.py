"""The table and the JSON."""

from __future__ import annotations

from hygiene.doctor.check import failed, passed, warned
from hygiene.doctor.collect import diagnose
from hygiene.doctor.questions import Answer, Result
from hygiene.doctor.report import WIDTH_COLUMNS, answers_table, as_json, table

from .facts import GOOD
from .probing import Place

CHECKS = (
    passed("host", "It answers."),
    warned("clock", "This machine is 90 s ahead of the host. " + "word " * 20, "Set the clock."),
    failed("may pull-requests", "Refused.", "Add `pull-requests: write`."),
)


def test_the_table() -> None:
    """One row each, the hint below what is not well, and a last line that counts."""
    assert table(CHECKS).splitlines() == [
        "pass  host              It answers.",
        "warn  clock             This machine is 90 s ahead of the host. word word word",
        "                        word word word word word word word word word word word",
        "                        word word word word word word",
        "                        Set the clock.",
        "fail  may pull-requests Refused.",
        "                        Add `pull-requests: write`.",
        "",
        "1 passed, 1 warned, 1 failed.",
    ]


def test_eighty_columns_without_colour() -> None:
    """No line is longer, nothing depends on colour, and what passes has no hint."""
    text = table(diagnose(GOOD))
    assert max(map(len, text.splitlines())) <= WIDTH_COLUMNS
    assert text.isascii()
    assert text.count("pass  ") == len(diagnose(GOOD))


def test_words_of_others_stay_words() -> None:
    """Names from hosts and branches start no line and no terminal sequence."""
    text = table((passed("event", "a\n::error::b\x1b[31m\u202e"),))
    assert "\n::" not in text
    assert text.splitlines()[0] == "pass  event             a ::error::b [31m"


def test_answers() -> None:
    """Yes, no or unknown first, then the question, the observation, and the simulator's answer if it differs."""
    answers = (
        Answer("creates-labels", Result.YES, "It did."),
        Answer("opens-issues", Result.NO, "It\ndid not."),
        Answer("deletes-issues"),
    )
    assert answers_table(answers).splitlines() == [
        "yes      May this token create a label?",
        "         It did.",
        "no       May this token open an issue?",
        "         The simulator: yes. It did not.",
        "unknown  May this token delete an issue?",
        "         Not asked: an earlier step was refused.",
    ]


def test_json() -> None:
    """The same facts; those of the probe only with it."""
    found = as_json(CHECKS, Place().ask())
    assert found["checks"][2] == {
        "check": "may pull-requests",
        "level": "fail",
        "message": "Refused.",
        "hint": "Add `pull-requests: write`.",
    }
    assert found["probe"]["answers"][1] == {
        "key": "creates-labels",
        "question": "May this token create a label?",
        "answer": "yes",
        "simulator": "yes",
        "seen": "Created 2 labels.",
    }
    assert "probe" not in as_json(CHECKS, None)
