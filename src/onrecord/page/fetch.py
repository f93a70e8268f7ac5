"""Fetches a page from the web, from public addresses only, within limits of size and time."""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable

import httpx

from onrecord.errors import FetchError

FETCH_LIMIT = 16 * 1024 * 1024
"""Bytes of a page, after decompression."""
FETCH_SECONDS = 30.0
"""Seconds for the whole of a fetch, its redirects included."""
_STEP_SECONDS = 10.0
_REDIRECTS = 5
_HEADERS = {
    "User-Agent": "onrecord/0.1 (reads one page at its user's request)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Language": "en,*;q=0.1",
    "Accept-Encoding": "gzip, deflate",  # what `_unpacked` undoes
}
_PORTS = frozenset({80, 443, 8080, 8443})
"""Ports that web pages are served on; others are for machines to talk to each other."""

Resolve = Callable[[str, int], list[str]]
"""Turns a host and a port into its addresses."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host as text.

    Raises:
        FetchError: when the name is not known.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the host {host!r} could not be found") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def fetch(url: str, *, resolve: Resolve = resolve, transport: httpx.BaseTransport | None = None) -> tuple[bytes, str]:
    """Return the body of a page and the address it came from in the end.

    Every hop is checked: its scheme, its port, and each address its host resolves to; the connection is then made to
    the checked address itself, so that a second look-up cannot lead elsewhere. Proxies of the environment are not used,
    for they would resolve the host again.

    Raises:
        FetchError: for an address that may not be fetched, does not answer, answers with an error, or is too large.
    """
    deadline = time.monotonic() + FETCH_SECONDS
    target = url
    try:
        with httpx.Client(
            transport=transport or httpx.HTTPTransport(retries=1),
            timeout=httpx.Timeout(_STEP_SECONDS),
            follow_redirects=False,
            trust_env=False,
            headers=_HEADERS,
        ) as client:
            for _ in range(_REDIRECTS + 1):
                body, following = _hop(client, httpx.URL(target), resolve, deadline)
                if following is None:
                    return body, target
                target = following
    except httpx.TimeoutException as error:
        raise FetchError(f"{url!r} did not answer in time") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise FetchError(f"{url!r} could not be fetched: {str(error) or type(error).__name__}") from error
    raise FetchError(f"{url!r} redirects more than {_REDIRECTS} times")


def _hop(client: httpx.Client, url: httpx.URL, resolve: Resolve, deadline: float) -> tuple[bytes, str | None]:
    """Fetch one address; return its body, or the address it redirects to."""
    address = _checked(url, resolve)
    # The host stays in the Host header and in the TLS handshake; only the connection goes to the checked address.
    request = client.build_request(
        "GET",
        url.copy_with(host=address),
        headers={"Host": url.netloc.decode("ascii")},
        extensions={"sni_hostname": url.host, "timeout": httpx.Timeout(_STEP_SECONDS).as_dict()},
    )
    response = client.send(request, stream=True)
    try:
        if response.is_redirect:
            return b"", str(url.join(response.headers["location"]))
        if response.status_code >= 400:
            raise FetchError(f"{str(url)!r} answered {response.status_code} {response.reason_phrase}".rstrip())
        return _body(response, url, deadline), None
    finally:
        response.close()


def _body(response: httpx.Response, url: httpx.URL, deadline: float) -> bytes:
    """Return a body unpacked; what is sent and what it unpacks to are both held to the limit.

    The library's own unpacking yields nothing, for ever, when what follows the end of a packed body does not end.
    """
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", "deflate", ""):
        raise FetchError(f"{str(url)!r} is packed in a way that is not understood: {packing!r}")
    parts: list[bytes] = []
    sent = size = 0
    unpacker = None if packing in ("identity", "") else zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib
    assert isinstance(response.stream, httpx.SyncByteStream), "the client is not an asynchronous one"
    for part in response.stream:
        sent += len(part)
        if time.monotonic() > deadline:
            raise FetchError(f"{str(url)!r} took longer than {FETCH_SECONDS:.0f} seconds")
        if unpacker is not None:
            if not sent - len(part) and packing == "deflate" and part[:1] and part[0] & 0x0F != 8:
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers leave zlib's header out
            try:
                part = unpacker.decompress(part, FETCH_LIMIT + 1 - size) if not unpacker.eof else b""
            except zlib.error as error:
                raise FetchError(f"{str(url)!r} is packed wrongly: {error}") from error
        size += len(part)
        if max(sent, size) > FETCH_LIMIT:
            raise FetchError(f"{str(url)!r} is larger than {FETCH_LIMIT // (1024 * 1024)} MB")
        parts.append(part)
    return b"".join(parts)


def _checked(url: httpx.URL, resolve: Resolve) -> str:
    """Return the address to connect to, once the scheme, the port and every address of the host are allowed."""
    if url.scheme not in ("http", "https"):
        raise FetchError(f"{str(url)!r} was not fetched: only http and https addresses are")
    if not url.host:
        raise FetchError(f"{str(url)!r} names no host")
    if url.port is not None and url.port not in _PORTS:
        raise FetchError(f"{str(url)!r} was not fetched: port {url.port} is not one that pages are served on")
    addresses = resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
    if not addresses:
        raise FetchError(f"the host {url.host!r} could not be found")
    for address in addresses:
        if not _is_public(address):
            raise FetchError(f"{str(url)!r} was not fetched: its host is at {address}, which is not a public address")
    return addresses[0]


def _is_public(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        # 64:ff9b::/96 leads to the IPv4 address in its last four bytes (RFC 6052).
        if inner is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None and not inner.is_global:
            return False
    return found.is_global and not found.is_multicast
