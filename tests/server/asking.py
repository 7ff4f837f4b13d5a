"""How the tests ask a running server."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from email.message import Message
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.typing import Origin

from tests.browser import Server


def get(url: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, headers=named, method=method)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def knock(server: Server, query: str = "", origin: str | None = None) -> None:
    """Connect as a page does, and leave again."""

    async def knocking() -> None:
        address = f"ws://{urlsplit(server.url).netloc}/_stcore/stream{query}"
        async with connect(address, origin=None if origin is None else Origin(origin), proxy=None):
            pass

    asyncio.run(knocking())
