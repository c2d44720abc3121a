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
    if required and not body.strip():
        message = "Body can't be blank"
        raise unprocessable(message)
    if len(body) > BODY_CHARACTERS_MAX:
        message = f"body is too long (maximum is {BODY_CHARACTERS_MAX} characters)"
        raise unprocessable(message)


def check_title(title: str) -> None:
    """Refuse a title that is blank or too long."""
    if not title.strip():
        message = "Title can't be blank"
        raise unprocessable(message)
    if len(title) > TITLE_CHARACTERS_MAX:
        message = f"Title is too long (maximum is {TITLE_CHARACTERS_MAX} characters)"
        raise unprocessable(message)


def check_label(name: str, color: str, description: str | None) -> None:
    """Refuse a label with an invalid name, colour or description."""
    if not name.strip():
        message = "Name can't be blank"
        raise unprocessable(message)
    if len(name) > LABEL_NAME_CHARACTERS_MAX:
        message = f"Name is too long (maximum is {LABEL_NAME_CHARACTERS_MAX} characters)"
        raise unprocessable(message)
    if not _COLOR.fullmatch(color):
        message = "Color is invalid"
        raise unprocessable(message)
    if len(description or "") > LABEL_DESCRIPTION_CHARACTERS_MAX:
        message = f"Description is too long (maximum is {LABEL_DESCRIPTION_CHARACTERS_MAX} characters)"
        raise unprocessable(message)
