"""A token in text is replaced in each form in which it is printed, and nothing else is."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.markdown.secret import Secret
from hygiene.markdown.text import code, plain

TOKEN = "ghs_" + "aB3dE6gH9" * 4
SECRET = Secret(TOKEN)
FORMS = [
    TOKEN,
    f"{TOKEN[:9]}\u200b{TOKEN[9:]}",
    f"{TOKEN[:3]}\x1b{TOKEN[3:20]}\u202e{TOKEN[20:]}",
    f"https://x-access-token:{TOKEN}@github.com/o/r",
    *(base64.b64encode(f"{user}:{TOKEN}".encode()).decode() for user in ("x-access-token", "git", "user")),
    base64.urlsafe_b64encode(TOKEN.encode()).decode(),
]


def inside(text: str) -> bool:
    """Whether somebody could read the token, or nearly all of it, out of the text."""
    encoded = (base64.b64encode(b"\0" * at + TOKEN.encode())[4:-4].decode() for at in range(3))
    return TOKEN in text or any(form in text for form in encoded)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("around", ["{}", "token={}.", "a\n{}\nb", "{0} {0}"])
def test_each_form_is_replaced(form: str, around: str) -> None:
    """Alone, in a sentence, in a line of its own, twice; also as Markdown afterwards."""
    hidden = SECRET.hide(around.format(form))
    assert not inside(hidden)
    assert not inside(plain(hidden))
    assert not inside(code(hidden))
    assert "***" in hidden


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_each_form_is_replaced_in_json(form: str, ascii_only: object) -> None:
    """In texts and in names, escaped or not; what is not a text is the same."""
    document = {"a": [1, None, {"message": f"x {form} y"}], form: True, "number": 1.5}
    hidden = SECRET.hide_in_json(json.dumps(document, ensure_ascii=bool(ascii_only)).encode())
    assert not inside(hidden.decode())
    found = json.loads(hidden)
    assert (found["a"][0], found["number"]) == (1, 1.5)
    assert list(found["a"][2]) == ["message"]


def test_what_is_no_json_is_text() -> None:
    """A page of a proxy can quote it, too."""
    assert SECRET.hide_in_json(f"<p>{TOKEN}</p>".encode()) == b"<p>***</p>"


@pytest.mark.parametrize("token", ["a/b+c d&e<f>ghij", "0123456789abcdef0123456789abcdef01234567", "a_b-c.d~e_f"])
def test_other_shapes_of_tokens(token: str) -> None:
    """Signs that are escaped in an address or in Markdown, and forty digits, as old tokens were."""
    secret = Secret(token)
    for form in (token, quote(token, safe=""), plain(token)):
        assert secret.hide(f"x {form} y") == "x *** y"


@given(st.text(max_size=60))
def test_other_text_is_not_changed(text: str) -> None:
    """Not a byte, visible or not."""
    assert SECRET.hide(text) == text
    body = json.dumps({"x": text}).encode()
    assert SECRET.hide_in_json(body) is body


@pytest.mark.parametrize("token", ["", "a", "token"])
def test_a_short_word_is_no_token(token: str) -> None:
    """Replacing it would damage words."""
    assert Secret(token).hide("a token here") == "a token here"
    assert Secret(token).hide_in_json(b'{"token": "a"}') == b'{"token": "a"}'
