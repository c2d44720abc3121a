"""A wire for every test that writes the host's answers itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.github.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_httpx import HTTPXMock


@pytest.fixture
def wire(httpx_mock: HTTPXMock) -> Iterator[Wire]:
    """A connection whose answers the test queues."""
    found = Wire(httpx_mock)
    yield found
    found.connection.close()
