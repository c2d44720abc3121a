"""A token in text is replaced in each form in which it is printed, and nothing else is."""

from __future__ import annotations

import base64
import json
import textwrap
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.markdown.secret import Secret
from hygiene.markdown.text import code, plain
from tests.markdown.quoted import quotes

TOKEN = "ghs_" + "aB3dE6gH9" * 4
SECRET = Secret(TOKEN)
FORMS = [
    TOKEN,
    f"{TOKEN[:9]}\u200b{TOKEN[9:]}",
    f"{TOKEN[:3]}\x1b{TOKEN[3:20]}\u202e{TOKEN[20:]}",
    f"https://x-access-token:{TOKEN}@github.com/o/r",
    *(base64.b64encode(f"{user}:{TOKEN}".encode()).decode() for user in ("x-access-token", "git", "user")),
    base64.urlsafe_b64encode(TOKEN.encode()).decode(),
    base64.encodebytes(f"some-app-with-a-long-name[bot]:{TOKEN}".encode()).decode(),
    # Escaped, once and twice: by Markdown, JSON, a shell, an address, HTML.
    TOKEN.replace("_", r"\_"),
    "".join(f"\\u{ord(letter):04x}" for letter in TOKEN),
    "".join(f"\\\\u{ord(letter):04X}" for letter in TOKEN),
    "".join(f"\\x{ord(letter):02x}" for letter in TOKEN),
    "".join(f"%{ord(letter):02x}" for letter in TOKEN),
    "".join(f"%25{ord(letter):02X}" for letter in TOKEN),
    "".join(f"&#{ord(letter)};" for letter in TOKEN),
    "".join(f"&#x{ord(letter):x};" for letter in TOKEN),
    "".join(f"&amp;#{ord(letter):04};" for letter in TOKEN),
    TOKEN.replace("Z", "%5A").replace("d", "&#100;").replace("s", r"\u0073"),
    json.dumps(json.dumps(f'"{TOKEN}"\n')),
    # With something in between: line ends, tags, colours, what is not seen.
    *(
        between.join(textwrap.wrap(TOKEN, 9))
        for between in ("\n", "\r\n  ", "\\n", "&#8203;", "&nbsp;", " | ", "' + '")
    ),
    *(
        between.join(TOKEN)
        for between in ("<wbr>", "</b><b>", "&lt;wbr&gt;", "\x1b[0;31m", r"\x1b[K", "\u00ad", " ", "\t")
    ),
    TOKEN[:20] + '<a href="https://example.org/?a=b#c" title=x>' + TOKEN[20:],
    # As digits: in a row, in lines, with spaces, and as tools show bytes, with the text next to them.
    TOKEN.encode().hex(),
    TOKEN.encode().hex().upper(),
    TOKEN.encode().hex("-"),
    "\n".join(textwrap.wrap(f"password={TOKEN}".encode().hex(), 60)),
    "\n".join(
        f"{at:08x}  {piece.encode().hex(' ')}  |{piece}|"
        for at, piece in enumerate(textwrap.wrap(f"token={TOKEN}", 16))
    ),
    # A part of it, as in a text that was cut.
    TOKEN[:25] + "\u2026",
    TOKEN[12:30],
    base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()[:50],
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("around", ["{}", "token={}.", "a\n{}\nb", "{0} {0}"])
def test_each_form_is_replaced(form: str, around: str) -> None:
    """Alone, in a sentence, in a line of its own, twice; also as Markdown afterwards."""
    hidden = SECRET.hide(around.format(form))
    assert not quotes(TOKEN, hidden)
    assert not quotes(TOKEN, plain(hidden))
    assert not quotes(TOKEN, code(hidden))
    assert "***" in hidden


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_each_form_is_replaced_in_json(form: str, ascii_only: object) -> None:
    """In texts and in names, escaped or not; what is not a text is the same."""
    document = {"a": [1, None, {"message": f"x {form} y"}], form: True, "number": 1.5}
    hidden = SECRET.hide_in_json(json.dumps(document, ensure_ascii=bool(ascii_only)).encode())
    assert not quotes(TOKEN, hidden.decode())
    found = json.loads(hidden)
    assert (found["a"][0], found["number"]) == (1, 1.5)
    assert list(found["a"][2]) == ["message"]


def test_what_is_no_json_is_text() -> None:
    """A page of a proxy can quote it, too."""
    assert SECRET.hide_in_json(f"<p>{TOKEN}</p>".encode()) == b"<p>***</p>"


@pytest.mark.parametrize(
    "token", ["a/b+c~e|f=ghijklmnopqr", "0123456789abcdef0123456789abcdef01234567", "a_b-c.d~e_f.ghijklmnop"]
)
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
