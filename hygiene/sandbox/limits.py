"""What GitHub accepts as bodies, titles and labels."""

from __future__ import annotations

import re

from hygiene.sandbox.refusal import unprocessable

BODY_CHARACTERS_MAX = 65_536
TITLE_CHARACTERS_MAX = 256
LABEL_NAME_CHARACTERS_MAX = 50
LABEL_DESCRIPTION_CHARACTERS_MAX = 100

_COLOR = re.compile(r"[0-9A-Fa-f]{6}")


def check_body(body: str, *, required: bool) -> None:
    """Refuse a body that is too long, or blank although one is required."""
    if required:
        _not_blank("Body", body)
    _not_too_long("body", body, BODY_CHARACTERS_MAX)


def check_title(title: str) -> None:
    """Refuse a title that is blank or too long."""
    _not_blank("Title", title)
    _not_too_long("Title", title, TITLE_CHARACTERS_MAX)


def check_label(name: str, color: str, description: str | None) -> None:
    """Refuse a label with an invalid name, colour or description."""
    _not_blank("Name", name)
    _not_too_long("Name", name, LABEL_NAME_CHARACTERS_MAX)
    if not _COLOR.fullmatch(color):
        raise unprocessable("Color is invalid")
    _not_too_long("Description", description or "", LABEL_DESCRIPTION_CHARACTERS_MAX)


def _not_blank(what: str, text: str) -> None:
    if not text.strip():
        raise unprocessable(f"{what} can't be blank")


def _not_too_long(what: str, text: str, characters_max: int) -> None:
    if len(text) > characters_max:
        raise unprocessable(f"{what} is too long (maximum is {characters_max} characters)")
