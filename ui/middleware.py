"""What stands between the network and Streamlit: who may ask, what the first HTML says, and what every answer carries.

Plain ASGI, so that the connection of the pages (a WebSocket) passes through as well. Nothing here writes a log.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from html import escape
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from logic.language import DOCUMENT_LANGUAGES, known_language, phrase
from ui.document import KIOSK_COOKIE, window_title

# Streamlit's own: how it is doing, and its pages for programs. Nobody here needs them.
_CLOSED = re.compile(r"/_stcore/(metrics|agent)(/|$)")
# Below these Streamlit serves files and takes data; everything else is a page.
_FILES = re.compile(r"/(static|_stcore|media|component|app/static|titleguide)/")
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_PORTS = {"http": ":80", "https": ":443"}

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
}


def script_hashes(html: bytes) -> tuple[str, ...]:
    """How a Content-Security-Policy names the inline scripts of ``html``."""
    digests = (hashlib.sha256(script).digest() for script in _INLINE_SCRIPT.findall(html))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_security_policy(hashes: Iterable[str], host: str | None) -> str:
    """What a page may load and do: its own server's files, and nothing that is written into it but ``hashes``.

    ``blob:`` is how Streamlit loads the scripts of its components; it writes styles into the page. ``host`` names the
    WebSocket for browsers that do not count it as 'self'.
    """
    sockets = f" ws://{host} wss://{host}" if host and _HOST.fullmatch(host) else ""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", "blob:", *hashes)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self'{sockets}",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "frame-src": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class Protect:
    """Puts the security headers on every answer, refusals included."""

    def __init__(self, app: ASGIApp, hashes: Iterable[str] = ()) -> None:
        """``hashes`` are those of the inline scripts that may run, see :func:`script_hashes`."""
        self.app = app
        self.hashes = tuple(hashes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = content_security_policy(self.hashes, Headers(scope=scope).get("host"))

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = policy
            await send(message)

        await self.app(scope, receive, protected)


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
            await _refuse(scope, send, 404)
            return
        headers = Headers(scope=scope)
        if (origin := headers.get("origin")) is not None:
            scheme, netloc = _parts(origin)
            if netloc and (scheme, netloc) == self.public:
                # Streamlit compares the two as well.
                kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
                scope = {**scope, "headers": [*kept, (b"host", netloc.encode("ascii", "replace"))]}
            elif not netloc or netloc != _netloc(scheme, headers.get("host", "")):
                await _refuse(scope, send, 403)
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


async def _refuse(scope: Scope, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})  # before it is accepted: the server answers 403
        return
    length = (b"content-length", b"0")
    await send({"type": "http.response.start", "status": status, "headers": [length, (b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})


_TEN_YEARS = 315_360_000


class Shell:
    """Lets the first HTML say the reader's language and the page's title, before any script has run."""

    def __init__(self, app: ASGIApp, head: Callable[[], bytes] = bytes) -> None:
        """Wrap ``app``; what ``head`` returns stands in the head of each document, before Streamlit's scripts run."""
        self.app = app
        self.head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a document comes back in the reader's language."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or _FILES.search(scope["path"]):
            await self.app(scope, receive, send)
            return
        # The whole document is needed, as text: not zipped, not a part of it, not "as you have it".
        unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"if-range", b"range")
        asked = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in unwanted]}
        begun: Message | None = None
        parts: list[bytes] = []

        async def said(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                html = headers.get("content-type", "").startswith("text/html")
                if message["status"] == 200 and html and "content-encoding" not in headers:
                    begun = message
                    return
            elif begun is not None and message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if message.get("more_body"):
                    return
                document = in_language(b"".join(parts), reader_language(scope["query_string"]), scope["path"])
                document = document.replace(b"</head>", self.head() + b"</head>", 1)
                headers = MutableHeaders(scope=begun)
                for name in ("etag", "last-modified", "accept-ranges"):
                    del headers[name]
                # Another language or another page has the same file behind it; and a shared machine keeps nothing.
                headers["Cache-Control"] = "no-store"
                # The kiosk's lock, before any script runs; ui/kiosk.js keeps it fresh.
                if asked_for(scope["query_string"]).get("kiosk") == "1":
                    headers.append("Set-Cookie", f"{KIOSK_COOKIE}=1; Path=/; Max-Age={_TEN_YEARS}; SameSite=Strict")
                if scope["method"] == "GET":
                    headers["Content-Length"] = str(len(document))
                else:
                    del headers["Content-Length"]
                await send(begun)
                await send({"type": "http.response.body", "body": document if scope["method"] == "GET" else b""})
                return
            await send(message)

        await self.app(asked, receive, said)


def reader_language(query: bytes) -> str:
    """The language that ``query`` asks for (``lang=en``)."""
    return known_language(asked_for(query).get("lang"))


def asked_for(query: bytes) -> dict[str, str]:
    """What ``query`` says by name; of several the last, as Streamlit has it."""
    try:
        return dict(parse_qsl(query.decode("latin-1"), max_num_fields=50))
    except ValueError:
        return {}


def in_language(document: bytes, language: str, path: str) -> bytes:
    """Streamlit's ``document`` as the page at ``path``, in ``language``. What is not found in it is left alone."""
    where = path.strip("/") or "start"
    document = document.replace(b'<html lang="en">', f'<html lang="{DOCUMENT_LANGUAGES[language]}">'.encode(), 1)
    document = document.replace(
        b"<title>Streamlit</title>", f"<title>{escape(window_title(where, language))}</title>".encode(), 1
    )
    words = escape(phrase(language, "本页需要 JavaScript，请在浏览器设置里开启。"))
    document = re.sub(
        rb"<noscript>.*?</noscript>", lambda _: f"<noscript>{words}</noscript>".encode(), document, flags=re.DOTALL
    )
    document = re.sub(rb'<link rel="service-desc"[^>]*>', b"", document)
    # A Latin font of Streamlit's, which no page here uses.
    return re.sub(rb'<link\s+rel="preload"[^>]*\sas="font"[^>]*>', b"", document)
