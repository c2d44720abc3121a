"""Where GitHub is: github.com, an Enterprise server, or a sandbox on loopback."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_GITHUB_COM = "https://github.com"


def server_url(value: str) -> str:
    """The address that links start with, without a slash at its end."""
    return _checked(value or _GITHUB_COM, "GITHUB_SERVER_URL").rstrip("/")


def graphql_url(value: str, server: str) -> str:
    """The GraphQL address; on an Enterprise server it is ``https://HOST/api/graphql``.

    https://docs.github.com/en/enterprise-server/graphql/guides/forming-calls-with-graphql
    """
    if value:
        return _checked(value, "GITHUB_GRAPHQL_URL")
    return "https://api.github.com/graphql" if server == _GITHUB_COM else f"{server}/api/graphql"


def _checked(url: str, name: str) -> str:
    """Refuse what a token must not be sent to: anything but https, save plain http to loopback."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise UsageError(f"{name} is not a URL.", mend="Write it as https://HOST/…") from None
    if parts.username or parts.password:
        raise UsageError(f"{name} holds a user name or password.", mend="Leave them out; the token goes in a header.")
    if parts.scheme == "https" and host:
        return url
    if parts.scheme == "http" and is_loopback(host):
        return url
    raise UsageError(
        f"{name} is neither https nor plain http to this machine.",
        mend="A token travels only over https: https://HOST/…",
    )


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def proxy_for(url: str, env: Mapping[str, str]) -> str:
    """The proxy that HTTPS_PROXY names for this address, empty for none; NO_PROXY and loopback are honoured."""
    host = urlsplit(url).hostname or ""
    excluded = [name.strip().lstrip(".") for name in (env.get("NO_PROXY") or env.get("no_proxy") or "").split(",")]
    if is_loopback(host) or any(name and (name in ("*", host) or host.endswith(f".{name}")) for name in excluded):
        return ""
    return env.get("HTTPS_PROXY") or env.get("https_proxy") or env.get("ALL_PROXY") or env.get("all_proxy") or ""
