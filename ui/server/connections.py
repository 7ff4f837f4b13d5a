"""Connections to this server, counted below all requests: so many at a time, none of them open for nothing.

uvicorn bounds neither, and Streamlit does not let its settings through. So its protocol is given three duties more, in
one place; a test fails where a later uvicorn no longer calls them. A page's own connection is watched as well: of what
it says only so much waits here, whole or in part.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from ui.server.messages import MOST

_LOG = logging.getLogger("titleguide")

# Bytes that are read of what a page sends before it is looked at again: zipped, a thousand times as many come of them.
_SLICE = 8_192
# Bytes of a page that may wait, and of all pages together that say more than a tap takes; how many messages may
# wait, and how many pieces one may come in; seconds until all of it is there.
MOST_WAITING, MOST_WAITING_IN_ALL, _SMALL = 2 * MOST, 16 * MOST, 100_000
_MOST_QUEUED, _MOST_PIECES = 200, 500
WHOLE = 60.0
# Seconds: a request has its head sent within two looks, and what was asked for is fetched within sixty.
LOOK = 10.0
_LOOKS = 60
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 60\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    + "访问的人太多，请过一分钟再来。 / Too many visitors; please come again in a minute.\n".encode()
)


def group(address: str) -> str:
    """Whose connections are counted together: an address, of IPv6 a network; "" for this machine itself.

    A proxy on this machine is everybody.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if ip.is_loopback:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


@dataclass
class Connections:
    """What is open now, and how much may be."""

    most: int = 10_000
    most_per_address: int = 10_000
    open: int = 0
    refused: int = 0
    by_address: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    """Bytes of long messages of pages that wait to be read."""

    def takes(self, where: str) -> bool:
        """Whether one more connection may be open, from ``where``."""
        return self.open < self.most and (not where or self.by_address[where] < self.most_per_address)

    def opened(self, where: str) -> None:
        """Count one."""
        self.open += 1
        if where:
            self.by_address[where] += 1

    def closed(self, where: str) -> None:
        """Count one less."""
        self.open -= 1
        if where:
            self.by_address[where] -= 1
            if self.by_address[where] <= 0:
                del self.by_address[where]


CONNECTIONS = Connections()


def _at_once(transport: asyncio.Transport) -> None:
    """Send each piece when it is written.

    asyncio sees to that for sockets that are named TCP, which Streamlit's are not: an answer in two pieces waited 40 ms
    for the browser to confirm the first.
    """
    with suppress(OSError):  # it is gone already
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def watch(counted: Connections = CONNECTIONS) -> None:
    """Let every connection of uvicorn's pass here first; once in a process."""
    if getattr(H11Protocol, "watched", False):
        return
    made, lost = H11Protocol.connection_made, H11Protocol.connection_lost
    lost_socket = WebSocketsSansIOProtocol.connection_lost
    received, taken = WebSocketsSansIOProtocol.data_received, WebSocketsSansIOProtocol.receive

    def connection_made(self: Any, transport: asyncio.Transport) -> None:
        made(self, transport)
        _at_once(transport)
        where = group(self.client[0]) if self.client else ""
        if not counted.takes(where):
            counted.refused += 1
            _LOG.warning("connection refused: %d open, %d of them from there", counted.open, counted.by_address[where])
            transport.write(_FULL)
            transport.close()
            return
        counted.opened(where)
        _OPEN[transport] = where
        # What Streamlit sets is what it may say itself: much more.
        self.config.ws_max_size = min(self.config.ws_max_size or MOST, MOST)
        self.loop.call_later(LOOK, _look, self, None, 0)

    def connection_lost(self: Any, exc: Exception | None) -> None:
        lost(self, exc)
        _gone(self.transport)

    def socket_lost(self: Any, exc: Exception | None) -> None:
        lost_socket(self, exc)
        _gone(self.transport)

    def data_received(self: Any, data: bytes) -> None:
        for start in range(0, len(data), _SLICE):
            if self.transport.is_closing():
                return
            received(self, data[start : start + _SLICE])
            if not _weigh(self, counted):
                _LOG.warning("a page was cut off, it said too much at once")
                self.transport.abort()
                return

    async def receive(self: Any) -> Any:
        message = await taken(self)
        _weigh(self, counted)
        return message

    def _gone(transport: asyncio.BaseTransport) -> None:
        where = _OPEN.pop(transport, None)
        if where is not None:
            counted.closed(where)
        counted.waiting -= _WAITING.pop(transport, (0, 0.0))[0]

    H11Protocol.connection_made = connection_made  # type: ignore[method-assign]
    H11Protocol.connection_lost = connection_lost  # type: ignore[method-assign]
    WebSocketsSansIOProtocol.connection_lost = socket_lost  # type: ignore[method-assign]
    WebSocketsSansIOProtocol.data_received = data_received  # type: ignore[method-assign]
    WebSocketsSansIOProtocol.receive = receive  # type: ignore[method-assign]
    H11Protocol.watched = True  # type: ignore[attr-defined]


_OPEN: dict[asyncio.BaseTransport, str] = {}
# Of a page in the middle of something long: how many bytes wait, and since when something does.
_WAITING: dict[asyncio.BaseTransport, tuple[int, float]] = {}


def _weigh(socket: Any, counted: Connections) -> bool:
    """Whether what waits of a page's words, whole or in part, is no more than may wait."""
    queue, pieces = socket.queue._queue, socket.frames
    if len(queue) > _MOST_QUEUED or len(pieces) > _MOST_PIECES:
        return False
    now = sum(len(one.get("bytes") or one.get("text") or "") for one in queue)
    now += sum(map(len, pieces)) + len(socket.conn.reader.buffer)
    before, since = _WAITING.pop(socket.transport, (0, socket.loop.time()))
    if now < _SMALL or socket.transport not in _OPEN:
        now = 0
    else:
        _WAITING[socket.transport] = now, since
        if not before:
            socket.loop.call_later(WHOLE, _whole_by_now, socket, since)
    counted.waiting += now - before
    return now <= MOST_WAITING and (now <= before or counted.waiting <= MOST_WAITING_IN_ALL)


def _whole_by_now(socket: Any, since: float) -> None:
    """Close a page's connection that is still in the middle of the same long message."""
    if _WAITING.get(socket.transport, (0, None))[1] == since and not socket.queue._queue:
        socket.transport.abort()


def _look(protocol: H11Protocol, before: object, times: int) -> None:
    """Close a connection that waits for its request since the last look, or that has been busy with one for long."""
    transport = protocol.transport
    if transport.is_closing() or transport.get_protocol() is not protocol:  # a page's own connection by now
        return
    busy = protocol.cycle is not None and not protocol.cycle.response_complete
    now = (busy, id(protocol.scope))
    times = times + 1 if now == before else 0
    if times >= (_LOOKS if busy else 1):
        transport.abort()
        return
    protocol.loop.call_later(LOOK, _look, protocol, now, times)
