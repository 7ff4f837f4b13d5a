"""What waits of a page's words, whole or in part: so much, for so long, and nobody else has to wait for it."""

from __future__ import annotations

import asyncio
import os
import struct
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.browser import Server, running_app
from tools.visitor import Visitor
from ui.server import connections as under_test
from ui.server.connections import MOST_WAITING_IN_ALL, WHOLE, Connections
from ui.server.messages import MOST

TAP = Visitor("http://localhost").request().SerializeToString()
BINARY, GOES_ON, WHOLE_MESSAGE, ZIPPED = 2, 0, 0x80, 0x40


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[Server]:
    """A server of its own: how much memory it ever had is looked at."""
    with running_app(tmp_path_factory.mktemp("waiting") / "log.txt") as server:
        yield server
    server.assert_quiet()


def most_memory(pid: int) -> int:
    """Megabytes that the process had at its fullest."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def frame(first: int, data: bytes, length: int | None = None) -> bytes:
    """One piece as a browser sends it; ``length`` where it says another than it has."""
    said = len(data) if length is None else length
    size = bytes([0x80 | said]) if said < 126 else struct.pack("!BQ", 0x80 | 127, said)
    return bytes([first]) + size + bytes(4) + data


async def page(app: Server, stack: AsyncExitStack) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A page's own connection, that takes zipped messages, after its first word."""
    document = Visitor(app.url)
    await document.ask("/check")
    cookies = "; ".join(f"{name}={value}" for name, value in document.cookies.items())
    parts = urlsplit(app.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    stack.callback(writer.transport.abort)
    writer.write(
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {parts.netloc}\r\nOrigin: {app.url}\r\nCookie: {cookies}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Protocol: streamlit\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    assert b" 101 " in head and b"permessage-deflate" in head
    writer.write(frame(WHOLE_MESSAGE | BINARY, TAP))
    async with asyncio.timeout(30):
        assert await reader.read(1)  # taken
    return reader, writer


async def is_cut_off(reader: asyncio.StreamReader) -> None:
    async with asyncio.timeout(30):
        try:
            while await reader.read(1_000_000):
                pass
        except ConnectionError:
            pass


async def is_served(app: Server) -> None:
    async with Visitor(app.url) as person:
        await person.tap("answer:employment:enterprise")
        assert person.asked != "employment"


def said_together() -> bytes:
    return frame(WHOLE_MESSAGE | BINARY, TAP) * 1_000


def said_in_pieces() -> bytes:
    """As few bytes as may be, and never the end."""
    return frame(BINARY, b"12") + frame(GOES_ON, b"12") * 1_000


def said_to_be_long() -> bytes:
    return frame(WHOLE_MESSAGE | BINARY, b"", 190_000_000)


def zipped() -> bytes:
    """A hundred tables that were pasted, in less than a table takes."""
    pasted = Visitor("http://localhost").request([WidgetState(id="t", string_value="0" * (MOST - 1_000))])
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -12)
    data = squeezer.compress(pasted.SerializeToString()) + squeezer.flush(zlib.Z_FULL_FLUSH)
    return frame(WHOLE_MESSAGE | ZIPPED | BINARY, data.removesuffix(b"\0\0\xff\xff")) * 100


@pytest.mark.parametrize("made", [said_together, said_in_pieces, said_to_be_long, zipped])
def test_who_says_more_at_once_than_any_page_is_cut_off(app, made):
    async def scene() -> None:
        before = most_memory(app.pid)
        async with AsyncExitStack() as stack:
            reader, writer = await page(app, stack)
            writer.write(made())
            await is_cut_off(reader)
            assert most_memory(app.pid) - before < 60
            await is_served(app)

    asyncio.run(scene())


def test_what_pages_begin_to_say_and_never_end_fills_no_memory(app):
    """One page could begin with 200 MB, and so could every other."""
    each = MOST - 1_000
    many = 3 * MOST_WAITING_IN_ALL // each

    async def scene() -> None:
        before = most_memory(app.pid)
        async with AsyncExitStack() as stack:
            pages = [await page(app, stack) for _ in range(many)]
            begun = frame(WHOLE_MESSAGE | BINARY, os.urandom(each), MOST)
            for _, writer in pages:
                writer.write(begun)
            # Those for whom there is no room.
            ends = [asyncio.create_task(is_cut_off(reader)) for reader, _ in pages]
            while len(ends) > MOST_WAITING_IN_ALL // each:
                done, _waiting = await asyncio.wait(ends, timeout=30, return_when=asyncio.FIRST_COMPLETED)
                assert done
                ends = [one for one in ends if one not in done]
            assert most_memory(app.pid) - before < 3 * MOST_WAITING_IN_ALL // 1_000_000
            await is_served(app)
            for one in ends:
                one.cancel()

    asyncio.run(scene())


# --- how it is counted ----------------------------------------------------------------------------------------------


class Clock:
    """An event loop's clock, and what is to be done later."""

    def __init__(self) -> None:
        self.now = 0.0
        self.later: list[tuple[float, Any, tuple[Any, ...]]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, what: Any, *args: Any) -> None:
        self.later.append((seconds, what, args))


@pytest.fixture
def socket(monkeypatch) -> Any:
    """A page's connection, with nothing waiting."""
    monkeypatch.setattr(under_test, "_WAITING", {})
    aborted: list[bool] = []
    transport = type("Transport", (), {"abort": lambda _: aborted.append(True)})()
    monkeypatch.setattr(under_test, "_OPEN", {transport: ""})
    reader = SimpleNamespace(buffer=bytearray())
    return SimpleNamespace(
        transport=transport,
        aborted=aborted,
        frames=[],
        queue=SimpleNamespace(_queue=deque()),
        conn=SimpleNamespace(reader=reader),
        loop=Clock(),
    )


def test_what_waits_is_counted_until_it_is_read(socket):
    counted = Connections()
    socket.conn.reader.buffer += b"0" * 200_000
    assert under_test._weigh(socket, counted) and counted.waiting == 200_000
    socket.conn.reader.buffer.clear()
    socket.queue._queue.append({"type": "websocket.receive", "bytes": b"0" * 300_000})
    assert under_test._weigh(socket, counted) and counted.waiting == 300_000
    socket.queue._queue.clear()
    assert under_test._weigh(socket, counted) and counted.waiting == 0
    # What a tap takes is not counted.
    socket.conn.reader.buffer += b"0" * 90_000
    assert under_test._weigh(socket, counted) and counted.waiting == 0


def test_a_long_message_has_its_time(socket):
    counted = Connections()
    socket.conn.reader.buffer += b"0" * 200_000
    under_test._weigh(socket, counted)
    [(seconds, first, args)] = socket.loop.later
    assert seconds == WHOLE
    # It came in time, and another one began.
    socket.conn.reader.buffer.clear()
    under_test._weigh(socket, counted)
    socket.loop.now = 10.0
    socket.conn.reader.buffer += b"0" * 200_000
    under_test._weigh(socket, counted)
    first(*args)
    assert socket.aborted == []
    _, second, args = socket.loop.later[1]
    second(*args)
    assert socket.aborted == [True]
