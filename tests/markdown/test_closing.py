"""What follows a text is shown, and in no element of it, for everything that a text can leave open."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hygiene.markdown.closing import ELEMENTS_MAX, closed

_MARKDOWN = MarkdownIt("gfm-like", {"html": True})
_MARKDOWN.linkify.set({"fuzzy_link": False})  # type: ignore[union-attr]
# https://github.github.com/gfm/#disallowed-raw-html-extension-
_FILTERED = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(?:[\s/>]|$))", re.IGNORECASE
)


def around_what_follows(text: str) -> list[str]:
    """The elements around a heading that follows the text, as a browser sees them; none at all if it is not shown."""
    body = f"#### one\n\n{text}\n\n#### two\n\n*three*"
    tree = html5lib.parse(_FILTERED.sub("&lt;", _MARKDOWN.render(body)), namespaceHTMLElements=False)
    parents = {child: parent for parent in tree.iter() for child in parent}
    for element in tree.iter("h4"):
        if element.text == "two" and not len(element):
            found = []
            while element in parents:
                element = parents[element]  # noqa: PLW2901 - up the tree
                found.append(element.tag)
            return found
    return []


PIECES = (
    *("word", "| a | b |", "| - | - |", "```", "```py", "~~~~", "````", "    ```", "- ```", "> ```", "1. ```"),
    *("   ```", "<details>", "</details>", "<details open><!--", "- <details>", "> <details>", "<summary>"),
    *("</summary>", "<details", "<!-- x", "-->", "> <!--", "- <!--", "- - > - <!--", "    - <!--", "text <!-- y"),
    *("<!-->", "<!--->", "--!>", "<!", "<pre>", "</pre>", "<b>", "</b>", "<b>x", "<b\n>", "<i>x<details></i>"),
    *("<a<b>", "<b/c>", "</details\n>", "<?x", "<?php", "?>", "<![CDATA[", "]]>", "<!DOCTYPE", "<p", "<p>"),
    *("</p>", "<h4>", "<center>", "<noscript>", '<div title="', "<div title='", "<div title=", "<div a"),
    *('1) <div "', '<a href="x">', '<span a="</details>">', "[a](</b>)", "[a]: </b>", "`<details>`", "`", "\\<b>"),
    *("$<b>$", "    <details>", "\t<b>", "<https://a.b>", "<a@b.c>", "<table>", "<tr><td>", "</table>"),
    *("<ul><li>", "<svg>", "<select>", "<template>", "<math>", "<button>", "<form>", "<textarea>", "<script>"),
    *("</script>", "<style>", "<object>", "<marquee>", "<image>", "<body>", "<html>", "<head>", "# h", "> ", "- "),
    *("<code>x</code>", "<code>", "</code>", "<span>$</span>", "`<!--`", "`a", "``", "](b`c)", "www.a.b/`"),
    *("  - a", "[^1]: x", "  ~~~", "* * *", "===", "---", "\x0b```", "\x00", "</x>", "**", "~~", "&lt;"),
)
TEXTS = st.tuples(
    st.lists(st.sampled_from(PIECES) | st.text("<>!-/ab\"'`~|\n =[]()", max_size=6) | st.just(""), max_size=8),
    st.sampled_from(["\n", "\n\n", " ", "\r", "\r\n", ""]),
).map(lambda found: found[1].join(found[0]))


@pytest.mark.long
@settings(max_examples=2_000, deadline=None)
@given(TEXTS)
def test_nothing_changes_what_follows(text: str) -> None:
    """Parsed as GitHub-flavoured Markdown, then as HTML5: a heading after the text is there, and at the top level."""
    assert around_what_follows(closed(text)) == ["body", "html"]


@pytest.mark.parametrize(
    "text",
    [
        "> <!--",
        "<details open><!--",
        "- a\n  - <!--",
        "> - <details>\n> <!--",
        "| a |\n| - |\n| <!-- |\n<!--",
        "<table><tr><td><!--",
        "> <table>",
        "- a\n\n  <table>",
        "<pre>\n```\n",
        "- ```\n  text",
        '<div title="',
        "> > <!-- x\n> y",
        "10. a\n    <!-- x",
        "<div>\n<!-- x\n</div>",
        "<p><!-- a\n\nb -->\n\nc",
        "<div><!-- a --> <!--",
        "> <!--\n<!-->\n> <!--",
        "<b>\n<b>\n<b>\n<b>",
        "[a](b`c) <details> `d",
        "a \\`<details>`",
        "| a |\n| - |\n| `a | <details> ` |\n| `b\n\n<details>`",
        "`` ` <details> ``\n\n`<details>``",
    ],
)
def test_what_is_left_open_would_contain_it(text: str) -> None:
    """The check can fail: without an end, most of these take what follows with them."""
    assert around_what_follows(closed(text)) == ["body", "html"]
    assert text in ("- ```\n  text", "| a |\n| - |\n| <!-- |\n<!--") or around_what_follows(text) != ["body", "html"]


@pytest.mark.parametrize(
    "text",
    [
        "**91 %** of `lines` are covered.\n\n| a | b |\n| - | - |\n| 1 | `x|y` |",
        "```\n<details>\n```",
        "```py\nx\n```\n\n- a\n- b\n\n~~~~\n```\n~~~~",
        "<details><summary>x</summary>\n\n- a\n- b\n\n> q\n\n</details>",
        "<details><summary>x</summary>\n\n```\n<b>\n```\n\n</details>",
        '<p align="center"><img src="https://x.example/a.png" width=3><br></p>',
        "<ul><li>a<li>b</ul>\n<table><tr><td>x</table>",
        "<!-- coverage -->\n<sub>small</sub> a < b, a <= b, 1 <2",
        "<pre>\n<b>x</b>\n\n</pre>",
        "`` ` ``\n```a`b",
        "- <code>a&#124;b</code>: `<b>` and `-->` (2 times)\n> <code><span>$</span>&#42;</code>",
        "1. <span>$</span>\n2. `</li>` awww.b",
        "",
    ],
)
def test_what_is_closed_is_left_alone(text: str) -> None:
    """Not a byte is added to what needs nothing."""
    assert closed(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\nx", "```\nx\n```"),
        ("~~~~ py\nx\n~~~", "~~~~ py\nx\n~~~\n~~~~"),
        ("<details>\n\nx", "<details>\n\nx\n\n</details>"),
        ("<DETAILS><summary>", "<DETAILS><summary>\n\n</summary></details>"),
        ("<table><tr>", "<table><tr>\n\n</tr></table>"),
        ("<details>\n\n```\nx", "<details>\n\n```\nx\n```\n\n</details>"),
        ("> <!--", "> <!--\n\n<!-- '\"> <!-- ?>]]></pre> --></p></li></ul></ol></blockquote>"),
        ("<b>" * (ELEMENTS_MAX + 1) + "`", "&lt;b>" * (ELEMENTS_MAX + 1) + "`\n\n<!-- '\"> <!-- ?>]]></pre> -->"),
        # GitHub takes the first backtick for a formula or an address.
        ("$`a <b> $` b`", "$`a <b> $` b`\n\n<!-- '\"> <!-- ?>]]></pre> --></b></p></b>"),
        ("www.a.b/`<b>`", "www.a.b/`<b>`\n\n<!-- '\"> <!-- ?>]]></pre> --></b></p></b>"),
        ("a <form>", "a &lt;form>\n\n<!-- '\"> <!-- ?>]]></pre> -->"),
    ],
)
def test_closed(text: str, expected: str) -> None:
    """Fences and elements as they were opened; a line that ends anything where the exact end is unknown."""
    assert closed(text) == expected


@pytest.mark.parametrize("piece", ["<a", "<a b=", "<!--", "- ", "> ", "```\n", "<b>\n", "[a](", "`", "</a>", "<a x "])
def test_long_texts_take_no_time(piece: str) -> None:
    """Nothing here grows with the square of the text: 60,000 characters of anything."""
    assert closed(piece * (60_000 // len(piece)))


@pytest.mark.parametrize(
    "piece", ["<b>", "<p>", "<details>", "<table><tr><td>", "<code>", "<b{0}>", "<b{0}></p>", "</b{0}><i>"]
)
def test_a_megabyte_of_elements(piece: str) -> None:
    """The elements that are open are not searched for each tag, which would take minutes here."""
    text = "".join(piece.format(number % 30_000) for number in range(1_000_000 // len(piece)))
    assert len(closed(text)) < 3 * len(text)
