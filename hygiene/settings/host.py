"""Where GitHub is: github.com, an Enterprise server, or a sandbox on loopback."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_GITHUB_COM = "https://github.com"
# https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/getting-started-with-data-residency-for-github-enterprise-cloud
_DATA_RESIDENCY = ".ghe.com"


_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


def server_url(value: str) -> str:
    """The address that links start with, without a slash at its end."""
    return _checked(value or _GITHUB_COM, "GITHUB_SERVER_URL").rstrip("/")


def graphql_url(value: str, server: str) -> str:
    """The GraphQL address; on an Enterprise server it is ``https://HOST/api/graphql``.

    https://docs.github.com/en/enterprise-server/graphql/guides/forming-calls-with-graphql
    """
    if value:
        return _checked(value, "GITHUB_GRAPHQL_URL")
    host = urlsplit(server).hostname or ""
    if server == _GITHUB_COM or host.endswith(_DATA_RESIDENCY):
        return f"https://api.{host}/graphql"
    return f"{server}/api/graphql"


def _checked(url: str, name: str) -> str:
    """Refuse what a token must not be sent to: anything but https, save plain http to loopback."""
    unusable = UsageError(f"{name} is not a URL.", hint="Write it as https://HOST/…")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise unusable from None
    host = parts.hostname or ""
    if not host or not url.isprintable() or " " in url:
        raise unusable
    if parts.username or parts.password:
        raise UsageError(f"{name} holds a user name or password.", hint="Leave them out; the token goes in a header.")
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)):
        return url
    raise UsageError(
        f"{name} is neither https nor plain http to this machine.",
        hint="A token travels only over https: https://HOST/…",
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
    proxy = next((env[name] for name in _PROXIES if env.get(name)), "")
    address = proxy if "://" in proxy or not proxy else f"http://{proxy}"
    if address and not address.startswith(("http://", "https://")):
        raise UsageError(
            "HTTPS_PROXY names a proxy that is not http.", hint="Name an http proxy, or except the host with NO_PROXY."
        )
    return address
