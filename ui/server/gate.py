"""Who may ask, and for what. Plain ASGI, so that the connection of the pages (a WebSocket) passes through as well."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

# Streamlit's own: how it is doing, and its pages for programs. Nobody here needs them.
_CLOSED = re.compile(r"/_stcore/(metrics|agent)(/|$)")
_PORTS = {"http": ":80", "https": ":443"}


class Gate:
    """Turns away pages of other sites and what Streamlit offers to programs.

    A foreign Origin is refused here because Streamlit, before it does so, asks a server on the internet for this
    machine's own address.
    """

    def __init__(self, app: ASGIApp, public_address: str = "") -> None:
        """``public_address`` is where phones reach the app; behind it a proxy may ask under another host's name."""
        self.app = app
        self.public = _parts(public_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or turn away."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if _CLOSED.search(scope["path"]):
            await refuse(scope, send, 404)
            return
        headers = Headers(scope=scope)
        if (origin := headers.get("origin")) is not None:
            scheme, netloc = _parts(origin)
            if netloc and (scheme, netloc) == self.public:
                # Streamlit compares the two as well.
                kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
                scope = {**scope, "headers": [*kept, (b"host", netloc.encode("ascii", "replace"))]}
            elif not netloc or netloc != _netloc(scheme, headers.get("host", "")):
                await refuse(scope, send, 403)
                return
        await self.app(scope, receive, send)


def _parts(address: str) -> tuple[str, str]:
    """Scheme and host of ``address``, a port only where it is not the usual one; no host if it is no web page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    scheme = parts.scheme.lower()
    return scheme, _netloc(scheme, parts.netloc) if scheme in _PORTS else ""


def _netloc(scheme: str, netloc: str) -> str:
    return netloc.lower().removesuffix(_PORTS[scheme])


async def refuse(scope: Scope, send: Send, status: int) -> None:
    """Answer with nothing but ``status``, and close: whatever else was sent is not read as another request."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})  # before it is accepted: the server answers 403
        return
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
