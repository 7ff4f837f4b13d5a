"""Files that people choose: in memory and nowhere else, and no more of them at a time than there is room for."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress
from typing import cast

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from ui.server.gate import refuse
from ui.server.sessions import Session, Sessions, owner

_LOG = logging.getLogger("titleguide")
_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
MEGABYTE = 1024 * 1024
# What stands around a file in its request.
_ROUND = MEGABYTE
# While a file comes in, it is there twice: as it came, and as it is kept.
_TWICE = 2
_FULL = 503
# Seconds for one file; 50 MB take as long over a slow line. Its room is kept as long as it comes in at that pace, and
# for who begins or stops a while.
PATIENCE, PAUSE = 600.0, 20.0


def most_in_a_file() -> int:
    """Bytes of the largest file that is taken."""
    return int(config.get_option("server.maxUploadSize")) * MEGABYTE


def keep_off_the_disk() -> None:
    """Let a file that comes in stay in memory, however large it may be.

    Starlette puts what is larger than 1 MB into a file of the system's folder for such things, names and all.
    """
    MultiPartParser.spool_max_size = most_in_a_file() + _ROUND


async def _listen_to_the_end(receive: Receive) -> None:
    """Read what is sent and keep nothing: a browser that is cut off while it sends does not see the answer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while (await receive()).get("more_body"):
                pass


class Uploads:
    """Lets files in as long as there is room for them: one a session, and so many in all."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        """Wrap ``app``; the files belong to ``sessions``."""
        self.app = app
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, a file if there is room."""
        found = _PATH.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] not in ("PUT", "DELETE"):
            await self.app(scope, receive, send)
            return
        # The id alone is no leave to put a file into another one's session.
        session = self.sessions.get(found[1], owner(scope))
        if session is None or session.owner.kiosk:
            await refuse(scope, send, 403)
        elif scope["method"] == "DELETE":
            await self.app(scope, receive, send)
        elif (status := self._fault(scope, session)) is not None:
            if status == _FULL:
                _LOG.warning("no room for a file: %d MB are held", self.sessions.held // MEGABYTE)
                await _listen_to_the_end(receive)
            await refuse(scope, send, status)
        else:
            await self._take(session, found[2], scope, receive, send)

    def _fault(self, scope: Scope, session: Session) -> int | None:
        """Why a file is not taken, as a status."""
        size = _size(scope)
        if size is None:
            return 411
        if size > most_in_a_file() + _ROUND:
            return 413
        if session.coming:  # the page sends one at a time
            return 429
        return None if size * _TWICE <= self.sessions.room(session.where) else _FULL

    async def _take(self, session: Session, file_id: str, scope: Scope, receive: Receive, send: Send) -> None:
        size = _size(scope) or 1
        taken = False

        async def said(message: Message) -> None:
            nonlocal taken
            taken = taken or (message["type"] == "http.response.start" and message["status"] == 204)
            await send(message)

        session.coming = size * _TWICE
        here, begun = 0, asyncio.get_running_loop().time()

        async def coming() -> Message:
            nonlocal here
            message = await receive()
            here += len(message.get("body", b""))
            clock.reschedule(begun + PAUSE + PATIENCE * min(1.0, here / size))
            return message

        try:
            async with asyncio.timeout(PAUSE) as clock:
                await self.app(scope, coming, said)
        except TimeoutError:
            _LOG.warning("a file took too long to come in")
        except ClientDisconnect:
            pass  # they closed the page
        finally:
            session.coming = 0
        if taken:
            files = cast(MemoryUploadedFileManager, Runtime.instance().uploaded_file_mgr)
            for other in session.files:
                if other != file_id:
                    files.remove_file(session.id, other)
            session.files = [file_id]
            session.held = size


def _size(scope: Scope) -> int | None:
    """How many bytes are coming, if that was said."""
    length = Headers(scope=scope).get("content-length", "")
    return int(length[:12]) if length.isascii() and length.isdigit() else None
