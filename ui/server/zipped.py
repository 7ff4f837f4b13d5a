"""Streamlit's scripts and styles, and our own, sent zipped.

The first page of a phone is 3 MB of them, and the charts are 5 MB more. Streamlit sends them as they are and leaves
zipping to a proxy, since it would do it anew for each request; a bureau may have none, so here each is zipped once.
"""

from __future__ import annotations

import asyncio
import gzip
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A browser that has the file is answered by Streamlit. One that wants a part, having been cut off, gets all of
# it: a part of the plain file behind a part of the zipped one would be a script that never works, kept for a year.
_OTHERWISE = ("if-none-match", "if-modified-since")
_LEVEL = 7


class Zipped:
    """Zips Streamlit's scripts and styles, and keeps them: the name of each names its contents."""

    def __init__(self, app: ASGIApp, static: Path, also: Callable[[str], bool] = lambda path: False) -> None:
        """Wrap ``app``; ``static`` is the folder of what it serves below ``/static/``, ``also`` says of what besides.

        Only what is there now, under the one path that it has: made-up spellings would else fill the memory.
        """
        self.app = app
        self._also = also
        folder = static / "static"
        self._texts = frozenset(
            f"/static/{file.relative_to(folder).as_posix()}"
            for file in folder.rglob("*")
            if file.suffix in (".js", ".css")
        )
        self._kept: dict[str, tuple[Message, bytes]] = {}
        self._one_at_a_time: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a script or a style that the browser takes zipped comes so."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._is_text(scope["path"]):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if _takes_gzip(asked.get("accept-encoding", "")) and not any(name in asked for name in _OTHERWISE):
            path = scope["path"]
            if path not in self._kept:
                async with self._one_at_a_time[path]:
                    if path not in self._kept and (answer := await self._zipped(scope)) is not None:
                        self._kept[path] = answer
            if (kept := self._kept.get(path)) is not None:
                start, body = kept
                # A copy: what stands around this adds its headers.
                await send({**start, "headers": list(start["headers"])})
                await send({"type": "http.response.body", "body": body})
                return

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                # A cache between has to know that there are two of it.
                MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            await send(message)

        await self.app(scope, receive, said)

    def _is_text(self, path: str) -> bool:
        return path in self._texts or self._also(path)

    async def _zipped(self, scope: Scope) -> tuple[Message, bytes] | None:
        """Streamlit's answer, zipped; none where it is not the file, or not all of it.

        Asked for in nobody's name: for a visitor who goes away in the middle Streamlit stops in the middle, and half a
        file would then be everybody's.
        """
        starts: list[Message] = []
        parts: list[bytes] = []
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if asked:
                await asyncio.Event().wait()
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                starts.append(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        # Plain: what Streamlit does not leave to a proxy, it zips itself.
        asked_plain = {**scope, "headers": [(n, v) for n, v in scope["headers"] if n != b"accept-encoding"]}
        await self.app(asked_plain, receive, said)
        headers = MutableHeaders(raw=list(starts[0]["headers"])) if starts else MutableHeaders()
        if not starts or starts[0]["status"] != 200 or headers.get("content-type", "").startswith("text/html"):
            return None
        plain = b"".join(parts)
        if headers.get("content-length") != str(len(plain)):
            return None
        body = await asyncio.to_thread(gzip.compress, plain, _LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        # Not the same bytes, so no longer a strong one.
        if (etag := headers.get("etag")) is not None and not etag.startswith("W/"):
            headers["ETag"] = f"W/{etag}"
        # And no browser shall put it together from parts.
        headers["Accept-Ranges"] = "none"
        del headers["last-modified"]
        return {**starts[0], "headers": headers.raw}, body


def _takes_gzip(accepted: str) -> bool:
    """Whether ``accepted``, an Accept-Encoding header, allows gzip: by its name, or else by ``*``."""
    weights: dict[str, bool] = {}
    for one in accepted.lower().split(","):
        name, *rest = (part.strip() for part in one.split(";"))
        refused = any(part.replace(" ", "") in ("q=0", "q=0.0", "q=0.00", "q=0.000") for part in rest)
        weights[name] = not refused
    return weights.get("gzip", weights.get("*", False))
