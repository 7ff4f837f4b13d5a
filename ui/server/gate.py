"""Who may ask, and for what. Plain ASGI, so that the connection of the pages (a WebSocket) passes through as well."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# Pages stand side by side; below them is what they are made of. Whatever else Streamlit offers (how it is doing, its
# pages for programs, a login, other people's components) nobody here needs.
_PAGE = re.compile(r"/(?!oauth2callback$)[^/]*")
_PARTS = re.compile(
    r"/(static|media|titleguide)/.+|/_stcore/(health|host-config|stream)|/_stcore/upload_file/[^/]+/[^/]+"
)
_UPLOAD, _STREAM = "/_stcore/upload_file/", "/_stcore/stream"
_ASKING, _SENDING = ("GET", "HEAD"), ("PUT", "DELETE", "OPTIONS")
_PORTS = {"http": ":80", "https": ":443"}
_HOST = re.compile(r"([A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?")
_UNKNOWN_NAME = (
    "这台电脑没有登记这个名字，所以打不开。请管理员把它写进 titleguide.toml 的 server_names，再重新启动。\n"
    "This computer does not know itself by that name. Its administrator adds the name to server_names in "
    "titleguide.toml and starts it again.\n"
)


class Gate:
    """Turns away requests for another host, pages of other sites, and what Streamlit offers to programs.

    Another host: a page of another site whose name was made to point here could read everything (DNS rebinding). A
    foreign Origin is refused here because Streamlit, before it does so, asks a server on the internet for this
    machine's own address.
    """

    def __init__(self, app: ASGIApp, public_address: str = "", names: Iterable[str] = ()) -> None:
        """Wrap ``app``.

        ``public_address`` is where phones reach it; behind it a proxy may ask under another host's name. ``names`` are
        those of this machine, besides the ones that every machine has for itself.
        """
        self.app = app
        self.public = _parts(public_address)
        public = urlsplit(public_address).hostname if public_address else None
        self.names = frozenset({"localhost", *names, *([public] if public else [])})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or turn away."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self.knows(headers.getlist("host"), scope.get("server")):
            if scope["type"] == "http":
                refusal = PlainTextResponse(_UNKNOWN_NAME, 421, {"Cache-Control": "no-store", "Connection": "close"})
                await refusal(scope, receive, send)
            else:
                await refuse(scope, send, 421)
            return
        if not _PAGE.fullmatch(scope["path"]) and not _PARTS.fullmatch(scope["path"]):
            await refuse(scope, send, 404)
            return
        if scope["type"] == "websocket" and scope["path"] != _STREAM:
            await refuse(scope, send, 404)
            return
        if scope["type"] == "http" and (status := _fault(scope, headers)) is not None:
            await refuse(scope, send, status)
            return
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

    def knows(self, hosts: list[str], here: tuple[str, int | None] | None) -> bool:
        """Whether this machine is the one that is asked; ``here`` is its own end of the connection."""
        found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if found is None:
            return False
        name = found[1].strip("[]").lower().rstrip(".")
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self.names
        # An address cannot be made to point elsewhere.
        return address.is_loopback or str(address) in self.names or (here is not None and str(address) == here[0])


def _fault(scope: Scope, headers: Headers) -> int | None:
    """What is wrong with a request as such, as a status.

    Nothing but a file is sent here. Where a request says its length twice over, a proxy may see two in it.
    """
    sending = scope["path"].startswith(_UPLOAD)
    if scope["method"] not in (_SENDING if sending else _ASKING):
        return 405
    lengths, coded = headers.getlist("content-length"), headers.getlist("transfer-encoding")
    if (lengths and coded) or len(lengths) > 1:
        return 400
    if not sending and (coded or any(length != "0" for length in lengths)):
        return 400
    return None


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
