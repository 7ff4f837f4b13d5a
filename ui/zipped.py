"""Streamlit's scripts and styles, sent zipped.

The first page of a phone is 3 MB of them, and the charts are 5 MB more. Streamlit sends them as they are and leaves
zipping to a proxy, since it would do it anew for each request; a bureau has no proxy, so here each file is zipped once.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections import defaultdict

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TEXTS = re.compile(r"/static/[\w/.-]+\.(js|css)")
# Whoever has the file, or wants a part of it, is answered by Streamlit.
_OTHERWISE = ("range", "if-none-match", "if-modified-since")
_LEVEL = 7


class Zipped:
    """Zips what Streamlit serves below ``/static/``, and keeps it: the name of each such file names its contents."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app
        self._kept: dict[str, tuple[Message, bytes]] = {}
        self._one_at_a_time: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a script or a style that the browser takes zipped comes so."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _TEXTS.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if not _takes_gzip(asked.get("accept-encoding", "")) or any(name in asked for name in _OTHERWISE):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self._kept:
            async with self._one_at_a_time[path]:
                if path not in self._kept and (answer := await self._ask(scope, receive, send)) is not None:
                    self._kept[path] = answer
            self._one_at_a_time.pop(path, None)
        if (kept := self._kept.get(path)) is not None:
            start, body = kept
            # A copy: what stands around this adds its headers.
            await send({**start, "headers": list(start["headers"])})
            await send({"type": "http.response.body", "body": body})

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> tuple[Message, bytes] | None:
        """Streamlit's answer, zipped; none where it was not the file and has been passed on as it is."""
        begun: Message | None = None
        parts: list[bytes] = []

        async def said(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start" and _is_file(message):
                begun = message
            elif begun is not None and message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
            else:
                await send(message)

        await self.app(scope, receive, said)
        if begun is None:
            return None
        body = await asyncio.to_thread(gzip.compress, b"".join(parts), _LEVEL, mtime=0)
        headers = MutableHeaders(scope=begun)
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        # Not the same bytes, so no longer a strong one.
        if (etag := headers.get("etag")) is not None and not etag.startswith("W/"):
            headers["ETag"] = f"W/{etag}"
        del headers["accept-ranges"]
        return begun, body


def _is_file(start: Message) -> bool:
    """Whether the answer is the file: for a name that it does not have, Streamlit sends a page."""
    page = Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
    return start["status"] == 200 and not page


def _takes_gzip(accepted: str) -> bool:
    """Whether ``accepted``, an Accept-Encoding header, names gzip and does not refuse it."""
    for one in accepted.lower().split(","):
        name, _, weight = (part.strip() for part in one.partition(";"))
        if name in ("gzip", "*"):
            return not re.fullmatch(r"q\s*=\s*0(\.0*)?", weight)
    return False
