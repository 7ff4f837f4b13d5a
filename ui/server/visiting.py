"""What stands between a page and its session: a place, the right session, and a first word within a while.

The session begins with the page's first message: a connection that says nothing has none, and is closed.
"""

from __future__ import annotations

import asyncio
import logging

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.server.connections import group
from ui.server.document import is_page, reader_language
from ui.server.messages import BadMessage, is_for_streamlit
from ui.server.sessions import Owner, Session, owner
from ui.server.visits import Pace, Visits, full_page

_LOG = logging.getLogger("titleguide")

# Seconds that a connection has for its first message. A page sends it at once.
FIRST = 10.0
# Bytes of a message with a table in it; a tap has hundreds.
LARGE = 100_000
# As a WebSocket says it: come again; against the rules; cut off.
_TRY_AGAIN, _AGAINST_THE_RULES, _NOT_BYTES, _CUT_OFF = 1013, 1008, 1003, 1006
# Messages that a page may send at once, and those of each second besides. A hasty thumb makes five.
_BURST, _A_SECOND = 40.0, 10.0


class Visiting:
    """Lets visits in as long as there is a place, and asks the others politely to come again."""

    def __init__(self, app: ASGIApp, visits: Visits) -> None:
        """Wrap ``app``, counting in ``visits``."""
        self.app = app
        self.visits = visits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or ask to come again."""
        if scope["type"] == "websocket":
            if self._takes(scope):
                await _Visit(self, scope, receive, send).go()
            else:
                # Its script asks for the page anew, which says so in words (ui/browser/head.py).
                self.visits.refuse()
                await send({"type": "websocket.close", "code": _TRY_AGAIN})
        elif scope["type"] == "http" and is_page(scope) and not self._takes(scope):
            self.visits.refuse()
            page = full_page(self.visits.minutes(), reader_language(scope["query_string"]))
            await page(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _takes(self, scope: Scope) -> bool:
        """Whether there is a place; who is here already, and reloads the page or was cut off, finds one sooner."""
        where = place_of(scope)
        if self.visits.takes(where):
            return True
        return self.visits.takes(where, returning=True) and self.visits.sessions.has(owner(scope))


def place_of(scope: Scope) -> str:
    """Where a request comes from, as it is counted."""
    client = scope.get("client")
    return group(client[0]) if client else ""


class _Visit:
    """One page's connection."""

    def __init__(self, door: Visiting, scope: Scope, receive: Receive, send: Send) -> None:
        self.door, self.scope, self.receive, self.send = door, scope, receive, send
        self.sessions = door.visits.sessions
        self.owner: Owner = owner(scope)
        self.session: Session | None = None
        self.sure = False  # whether Streamlit has said which session it is
        self.code = _CUT_OFF
        self.closed = False  # by us, which Streamlit has yet to hear
        self.ahead: list[Message] = []
        self.gone = False  # the page, which Streamlit may hear only later
        self.pace = Pace(_BURST, _A_SECOND)

    async def go(self) -> None:
        """Wait for the page's first message, then let Streamlit have it all."""
        connect = await self.receive()
        protocol, token, wanted = offered(self.scope)
        # As Streamlit would; whether the page may connect at all was asked before.
        await self.send({"type": "websocket.accept", "subprotocol": protocol or None})
        try:
            async with asyncio.timeout(FIRST):
                first = await self.receive()
        except TimeoutError:
            await self.send({"type": "websocket.close", "code": _AGAINST_THE_RULES})
            return
        if first["type"] == "websocket.disconnect":
            return
        await self._pace(first)
        try:
            is_for_streamlit(first.get("bytes") or b"")
        except BadMessage as bad:
            _LOG.warning("a page was cut off, it said %s", bad)
            await self.send({"type": "websocket.close", "code": _AGAINST_THE_RULES})
            return
        if not self.door._takes(self.scope):
            self.door.visits.refuse()
            await self.send({"type": "websocket.close", "code": _TRY_AGAIN})
            return
        self.ahead = [connect, first]
        where = place_of(self.scope)
        self.door.visits.begin(where)
        if wanted:
            # Nobody takes up another browser's session, whatever Streamlit would do.
            self.session = self.sessions.get(wanted, self.owner)
            if self.session is None:
                self.scope = _without_session(self.scope, protocol, token)
            else:
                self.sessions.joined(self.session)
        try:
            await self.door.app(self.scope, self._said, self._tell)
        except Exception:
            # Streamlit has more to say to a page that has gone.
            if not self.gone:
                raise
        finally:
            self.door.visits.end(where)
            if self.session is not None:
                self.sessions.left(self.session, self.code)

    async def _said(self) -> Message:
        """What the page says next."""
        while True:
            ahead = bool(self.ahead)
            message = self.ahead.pop(0) if ahead else await self.receive()
            if message["type"] == "websocket.disconnect":
                self.code, self.gone = message.get("code", _CUT_OFF), True
            if message["type"] != "websocket.receive":
                return message
            said = message.get("bytes")
            if not ahead:
                await self._pace(message)
            try:
                handed_on = said is not None and is_for_streamlit(said)
            except BadMessage as bad:
                _LOG.warning("a page was cut off, it said %s", bad)
                return await self._cut_off(_AGAINST_THE_RULES)
            if said is None:
                return await self._cut_off(_NOT_BYTES)
            if not self._room(len(said)):
                return await self._cut_off(_TRY_AGAIN)
            if handed_on:
                return message

    async def _cut_off(self, code: int) -> Message:
        """Close the page's connection, and let Streamlit hear that it is closed."""
        self.code, self.closed, self.gone = code, True, True
        await self.send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}

    async def _pace(self, message: Message) -> None:
        """Let who says very much wait, by themselves or with others there: each message may be a run of the page, and a
        long one takes long to read.
        """
        cost = 1 + len(message.get("bytes") or "") / LARGE
        there = self.door.visits.pace(place_of(self.scope))
        wait = max(self.pace.wait(cost), there.wait(cost) if there is not None else 0.0)
        if wait:
            await asyncio.sleep(wait)

    def _room(self, size: int) -> bool:
        """Whether there is room for a text that was pasted: a unit's table, as a file would be."""
        if size < LARGE or self.session is None:
            return size < LARGE
        if size - self.session.held > self.sessions.room(self.session.where):
            return False
        self.session.held = max(self.session.held, size)
        return True

    async def _tell(self, message: Message) -> None:
        """Tell the page something; of the first thing that Streamlit says note which session it is."""
        if message["type"] == "websocket.accept" or self.closed:
            return
        if not self.sure and message["type"] == "websocket.send":
            sent = ForwardMsg.FromString(message["bytes"])
            if sent.WhichOneof("type") == "new_session":
                self._is(sent.new_session.initialize.session_id)
        try:
            await self.send(message)
        except OSError:  # as ASGI says that nobody hears it
            self.gone = True
            raise
        except RuntimeError as closed:
            # uvicorn closed it by itself (too long, no answer to a ping), which Streamlit has yet to hear.
            self.gone = True
            raise ConnectionAbortedError from closed

    def _is(self, session_id: str) -> None:
        self.sure = True
        if self.session is not None:
            if self.session.id == session_id:
                return
            # It was forgotten meanwhile: nobody will ask for the old one again.
            self.sessions.left(self.session, 1000)
        self.session = self.sessions.begun(session_id, self.owner, place_of(self.scope))


def offered(scope: Scope) -> tuple[str, str, str]:
    """What a page writes where a protocol is named: the protocol, its token, the session it would go on with."""
    words = [word.strip() for word in Headers(scope=scope).get("sec-websocket-protocol", "").split(",")]
    protocol, token, session, *_ = [*words, "", "", ""]
    return protocol, token, session


def _without_session(scope: Scope, protocol: str, token: str) -> Scope:
    name = b"sec-websocket-protocol"
    kept = [(key, value) for key, value in scope["headers"] if key != name]
    return {**scope, "headers": [*kept, (name, f"{protocol}, {token}".encode("latin-1"))]}
