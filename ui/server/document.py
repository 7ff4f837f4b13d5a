"""What the first HTML says, before any script has run: the reader's language and the page's title."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from html import escape
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from logic.words.language import DOCUMENT_LANGUAGES, known_language, phrase
from ui.browser.document import BROWSER_COOKIE, WELCOME, window_title
from ui.server.lock import led_on, lock, locks
from ui.server.sessions import owner

# Below these Streamlit serves files and takes data; everything else is a page.
_FILES = re.compile(r"/(static|_stcore|media|component|app/static|titleguide)/|^/(healthz|readyz|favicon\.png)$")
_NEVER_OPENS = "<style>#tg-opening { display: none; }</style>"
_BROWSER = re.compile(r"[A-Za-z0-9_-]{22}")


class Shell:
    """Lets the first HTML say the reader's language and the page's title, before any script has run."""

    def __init__(self, app: ASGIApp, head: Callable[[], bytes] = bytes, first: bytes = b"", body: bytes = b"") -> None:
        """Wrap ``app``.

        What ``head`` returns stands in each document's head, before Streamlit's scripts run; ``first`` begins the head,
        ``body`` the body.
        """
        self.app = app
        self.head = head
        self.first = first
        self.body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a document comes back in the reader's language."""
        if scope["type"] != "http" or not is_page(scope):
            await self.app(scope, receive, send)
            return
        if (elsewhere := led_on(scope)) is not None:
            await elsewhere(scope, receive, send)
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
                locking, asking = locks(scope), owner(scope)
                language, at_kiosk = reader_language(scope["query_string"]), locking or asking.kiosk
                document = in_language(b"".join(parts), language, scope["path"], at_kiosk=at_kiosk)
                document = document.replace(b"</head>", self.head() + b"</head>", 1)
                document = document.replace(b"<head>", b"<head>" + self.first, 1)
                document = document.replace(b"<body>", b"<body>" + self.body, 1)
                headers = MutableHeaders(scope=begun)
                for name in ("etag", "last-modified", "accept-ranges"):
                    del headers[name]
                # Another language or another page has the same file behind it; and a shared machine keeps nothing.
                headers["Cache-Control"] = "no-store"
                if locking:
                    headers.append("Set-Cookie", lock())
                # At the kiosk each page is another person's.
                if at_kiosk or not _BROWSER.fullmatch(asking.browser):
                    secure = "; Secure" if scope.get("scheme") == "https" else ""
                    token = f"{BROWSER_COOKIE}={secrets.token_urlsafe(16)}"
                    headers.append("Set-Cookie", f"{token}; Path=/; HttpOnly; SameSite=Lax{secure}")
                if scope["method"] == "GET":
                    headers["Content-Length"] = str(len(document))
                else:
                    del headers["Content-Length"]
                await send(begun)
                await send({"type": "http.response.body", "body": document if scope["method"] == "GET" else b""})
                return
            await send(message)

        await self.app(asked, receive, said)


def is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page here, and not for a file or with data."""
    return scope["method"] in ("GET", "HEAD") and not _FILES.search(scope["path"])


def reader_language(query: bytes) -> str:
    """The language that ``query`` asks for (``lang=en``)."""
    return known_language(asked_for(query).get("lang"))


def asked_for(query: bytes) -> dict[str, str]:
    """What ``query`` says by name; of several the last, as Streamlit has it."""
    try:
        return dict(parse_qsl(query.decode("latin-1"), max_num_fields=50))
    except ValueError:
        return {}


def in_language(document: bytes, language: str, path: str, *, at_kiosk: bool = False) -> bytes:
    """Streamlit's ``document`` as the page at ``path``, in ``language``. What is not found in it is left alone."""
    where = path.strip("/") or "start"
    document = document.replace(b'<html lang="en">', f'<html lang="{DOCUMENT_LANGUAGES[language]}">'.encode(), 1)
    document = document.replace(
        b"<title>Streamlit</title>", f"<title>{escape(window_title(where, language))}</title>".encode(), 1
    )
    words = escape(phrase(language, "本页需要 JavaScript，请在浏览器设置里开启。"))
    document = re.sub(
        rb"<noscript>.*?</noscript>",
        lambda _: f"<noscript>{words}{_NEVER_OPENS}</noscript>".encode(),
        document,
        flags=re.DOTALL,
    )
    # What there is to read until the page is drawn, six seconds on a slow phone; ui/browser/head.py takes it away.
    # The first page's heading stands where it will be drawn (style.css), the others' names in the middle.
    at_home = where == "start" and not at_kiosk
    css, said = (' class="tg-home"', WELCOME.get(language)) if at_home else ("", window_title(where, language))
    opening = f'<p id="tg-opening"{css} role="status"><b>{escape(said)}</b>{escape(phrase(language, "正在打开…"))}</p>'
    document = document.replace(b'<div id="root">', opening.encode() + b'<div id="root">', 1)
    document = re.sub(rb'<link rel="service-desc"[^>]*>', b"", document)
    # A Latin font of Streamlit's, which no page here uses.
    return re.sub(rb'<link\s+rel="preload"[^>]*\sas="font"[^>]*>', b"", document)
