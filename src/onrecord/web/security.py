"""What every answer and every write must pass: headers, hosts, origins, sizes and rates."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web import urls

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy: nothing inline runs, nothing comes from another host."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: under it a browser sends `Origin: null` with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

MAX_BODY = 5_000_000
"""Bytes of a pasted or dropped page; ten times the largest news page seen."""

WRITES_A_MINUTE = 30
"""Writes that one address may make in a minute: many more than a person makes by hand."""

ADDRESSES_KEPT = 10_000


class Guard:
    """ASGI middleware that refuses foreign hosts, cross-origin writes, large bodies and floods, and adds the headers.

    Args:
        hosts: names (without port) by which the page may be addressed; a request for another is refused, so that a
            foreign name pointed at this address cannot read from it.
        clock: seconds, monotonic.
    """

    def __init__(self, app: ASGIApp, *, hosts: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self.hosts = frozenset(h.lower() for h in hosts)
        self.clock = clock
        self._writes: OrderedDict[str, list[float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            status, code, why = refusal
            answer: Response = PlainTextResponse(why + "\n", status_code=status)
            if for_programs(scope["path"]):
                answer = JSONResponse(envelope(code, why), status_code=status)
            await answer(scope, receive, _with_headers(send))
            return
        if scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, _without_body(_with_headers(send)))
            return
        await self.app(scope, _limited(receive), _with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            return 421, "wrong-host", "This page is not served under that host name."
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return None
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site")
        if (origin is not None and origin.partition("://")[2] != host) or site not in (None, "same-origin", "none"):
            return 403, "wrong-origin", "A page of another site may not write here."
        length = headers.get("content-length")
        if length is not None and (not length.isdigit() or int(length) > MAX_BODY):
            return 413, "too-large", f"The page is larger than {MAX_BODY:,} bytes."
        if not self._may_write(scope["client"][0] if scope.get("client") else ""):
            return 429, "too-many", "That is too many pages in one minute; wait a little."
        return None

    def _may_write(self, address: str) -> bool:
        now = self.clock()
        recent = [t for t in self._writes.pop(address, []) if now - t < 60]
        allowed = len(recent) < WRITES_A_MINUTE
        self._writes[address] = [*recent, now] if allowed else recent
        while len(self._writes) > ADDRESSES_KEPT:
            self._writes.popitem(last=False)
        return allowed


class BodyTooLargeError(Exception):
    """A body without a stated length went on past the limit."""


def for_programs(path: str) -> bool:
    """Tell whether a path is one that programs ask, which get errors in the one envelope."""
    return path.startswith(urls.API) or path.endswith((".json", ".csv", ".atom"))


def envelope(code: str, message: str) -> dict[str, Any]:
    """Return the one shape in which programs get every error."""
    return {"error": {"code": code, "message": message}}


def _name(host: str) -> str:
    """Return a host header's name without its port, in lower case."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def _limited(receive: Receive) -> Receive:
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY:
            raise BodyTooLargeError
        return message

    return limited


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def _without_body(send: Send) -> Send:
    """Answer a request for the head alone: what a page would say of itself, and nothing of it."""

    async def sending(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sending
