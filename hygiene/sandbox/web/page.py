"""The frame of every page: landmarks, style, and a policy that lets a browser load and run nothing."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# For the <meta> element; a header adds frame-ancestors, which browsers ignore in the element.
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
STATES = {
    "SUCCESS": ("good", "✅", "passed"),
    "FAILURE": ("bad", "❌", "failed"),
    "TIMED_OUT": ("bad", "❌", "timed out"),
    "STARTUP_FAILURE": ("bad", "❌", "startup failure"),
    "ERROR": ("bad", "❌", "error"),
    "CANCELLED": ("warn", "⏹️", "cancelled"),
    "ACTION_REQUIRED": ("warn", "⚠️", "action required"),
    "SKIPPED": ("quiet", "⏭️", "skipped"),
    "NEUTRAL": ("quiet", "⚪", "neutral"),
}


def page(title: str, main: str, *, nav: str = "", foot: str = "") -> str:
    """Return a whole HTML document. ``main``, ``nav`` and ``foot`` are HTML, ``title`` is text."""
    header = f'<header><nav aria-label="Sandbox">{nav}</nav></header>' if nav else ""
    footer = f"<footer>{foot}</footer>" if foot else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>{text(title)}</title><style>{STYLE}</style></head>\n"
        f'<body><a class="skip" href="#main">Skip to content</a>{header}<main id="main" tabindex="-1">\n{main}\n</main>'
        f"{footer}</body></html>\n"
    )


def text(value: object) -> str:
    """Return text for HTML; half a surrogate pair, which a file may contain, becomes a question mark."""
    return escape(str(value).encode("utf-8", "replace").decode())


def link(href: str, shown: str, *, current: bool = False) -> str:
    """Return a link with this text."""
    mark = ' aria-current="page"' if current else ""
    return f'<a href="{text(href)}"{mark}>{text(shown)}</a>'


def moment(at: int | None, *, short: bool = False) -> str:
    """Return a time in UTC, with ``short`` without its date; nothing for None."""
    if at is None:
        return ""
    when = datetime.fromtimestamp(at, UTC)
    shown = f"{when:%H:%M:%S}" if short else f"{when:%Y-%m-%d %H:%M:%S} UTC"
    return f'<time datetime="{when:%Y-%m-%dT%H:%M:%SZ}">{shown}</time>'


def state(conclusion: str | None, status: str = "") -> str:
    """Return a result with its symbol."""
    shown = (conclusion or status).lower().replace("_", " ")
    kind, symbol, name = STATES.get(conclusion or "", ("warn", "🟡", shown))
    return f'<span class="{kind}"><span aria-hidden="true">{symbol}</span> {text(name)}</span>'


def table(label: str, heads: list[str], rows: list[list[str]]) -> str:
    """Return a table whose cells are HTML; it scrolls by itself where it is too wide."""
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return scrolling(label, f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def scrolling(label: str, wide: str) -> str:
    """Return a part that scrolls sideways by itself, also with the keyboard."""
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{text(label)}">{wide}</div>'
