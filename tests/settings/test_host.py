"""Where GitHub is: a token goes to https and to this machine, and nowhere else."""

from __future__ import annotations

import pytest

from hygiene.errors import UsageError
from hygiene.settings.host import graphql_url, is_loopback, proxy_for, server_url

GITHUB = "https://github.com"


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("", "https://api.github.com/graphql"),
        ("https://github.com/", "https://api.github.com/graphql"),
        ("https://ghe.example.org", "https://ghe.example.org/api/graphql"),
        ("https://ghe.example.org:8443/", "https://ghe.example.org:8443/api/graphql"),
        ("https://octo.ghe.com", "https://api.octo.ghe.com/graphql"),
    ],
)
def test_the_address_that_follows(server: str, expected: str) -> None:
    """Without GITHUB_GRAPHQL_URL it follows from the server's address."""
    assert graphql_url("", server_url(server)) == expected


def test_the_address_that_the_runner_sets() -> None:
    """What the runner sets is taken as it is."""
    assert graphql_url("https://ghe.example.org/api/graphql", GITHUB) == "https://ghe.example.org/api/graphql"


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8000/graphql", "http://127.0.0.1:1/graphql", "http://[::1]:8000/graphql", "http://127.9.9.9"],
)
def test_plain_http_to_this_machine(url: str) -> None:
    """A sandbox on loopback may be used without TLS."""
    assert graphql_url(url, GITHUB) == url


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://api.github.com/graphql", "neither https nor plain http to this machine"),
        ("http://localhost.evil.example/graphql", "neither https nor plain http"),
        ("http://127.0.0.1.evil.example/", "neither https nor plain http"),
        ("http://0.0.0.0/graphql", "neither https nor plain http"),
        ("http://10.0.0.1/graphql", "neither https nor plain http"),
        ("ftp://github.com/graphql", "neither https nor plain http"),
        ("file:///etc/passwd", "is not a URL"),
        ("api.github.com/graphql", "is not a URL"),
        ("https://", "is not a URL"),
        ("https:///graphql", "is not a URL"),
        ("https://[::1", "is not a URL"),
        ("https://host:port/graphql", "is not a URL"),
        ("https://host:99999/", "is not a URL"),
        ("https://ho st/graphql", "is not a URL"),
        ("https://host/graphql\n", "is not a URL"),
        ("https://host/\x00", "is not a URL"),
        ("nonsense", "is not a URL"),
        ("https://user:secret-word@host/graphql", "holds a user name or password"),
        ("http://localhost@evil.example/", "holds a user name or password"),
    ],
)
def test_addresses_that_are_refused(url: str, reason: str) -> None:
    """Anything else is refused before a token could travel, and a password in it is not repeated."""
    with pytest.raises(UsageError) as caught:
        graphql_url(url, GITHUB)
    assert reason in caught.value.message
    assert "secret-word" not in str(caught.value)
    with pytest.raises(UsageError, match=r"^GITHUB_SERVER_URL "):
        server_url(url)


@pytest.mark.parametrize(
    ("host", "expected"), [("localhost", True), ("::1", True), ("127.0.0.1", True), ("example.org", False), ("", False)]
)
def test_loopback(host: str, expected: bool) -> None:  # noqa: FBT001 - the second column of a table
    """Only names that can mean nothing but this machine count."""
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, ""),
        ({"HTTPS_PROXY": "http://proxy:3128"}, "http://proxy:3128"),
        ({"https_proxy": "http://proxy:3128"}, "http://proxy:3128"),
        ({"ALL_PROXY": "http://proxy:3128"}, "http://proxy:3128"),
        ({"HTTPS_PROXY": "proxy:3128"}, "http://proxy:3128"),
        ({"HTTPS_PROXY": "", "all_proxy": "https://proxy"}, "https://proxy"),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "api.github.com"}, ""),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "x.org, .github.com"}, ""),
        ({"HTTPS_PROXY": "http://proxy", "no_proxy": "*"}, ""),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "hub.com"}, "http://proxy"),
    ],
)
def test_proxies(env: dict[str, str], expected: str) -> None:
    """The usual variables are honoured, with their exceptions."""
    assert proxy_for("https://api.github.com/graphql", env) == expected


def test_no_proxy_for_this_machine() -> None:
    """A sandbox on loopback is never reached through a proxy."""
    assert proxy_for("http://127.0.0.1:8000/graphql", {"HTTPS_PROXY": "http://proxy"}) == ""


def test_a_proxy_of_another_kind() -> None:
    """A proxy that cannot be used is an error message, not a traceback."""
    with pytest.raises(UsageError, match="not http"):
        proxy_for("https://api.github.com/graphql", {"ALL_PROXY": "socks5://localhost:1080"})
