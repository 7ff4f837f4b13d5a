"""Files that people choose: in memory and nowhere else, and no more of them at a time than there is room for."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from ui.server.gate import refuse

_LOG = logging.getLogger("titleguide")
_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
MEGABYTE = 1024 * 1024
# What stands around a file in its request.
_ROUND = MEGABYTE
# While a file comes in, it is there twice: as it came, and as it is kept.
_TWICE = 2
# Seconds for one file; 50 MB take as long over a slow line.
PATIENCE = 600.0


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


@dataclass
class Room:
    """Bytes that may be held at a time, and those that are being taken in."""

    most: int
    coming: int = 0


class Uploads:
    """Lets files in as long as there is room for them."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        """Wrap ``app``."""
        self.app = app
        self.room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, a file if there is room."""
        if scope["type"] != "http" or scope["method"] != "PUT" or not _PATH.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        if not length.isascii() or not length.isdigit():
            await refuse(scope, send, 411)
            return
        size = int(length[:12])
        if size > most_in_a_file() + _ROUND:
            await refuse(scope, send, 413)
            return
        if self.room.coming + size * _TWICE > self.room.most:
            _LOG.warning("no room for a file: %d MB are coming in", self.room.coming // MEGABYTE)
            await _listen_to_the_end(receive)
            await refuse(scope, send, 503)
            return
        self.room.coming += size * _TWICE
        try:
            async with asyncio.timeout(PATIENCE):
                await self.app(scope, receive, send)
        except TimeoutError:
            _LOG.warning("a file took too long to come in")
        finally:
            self.room.coming -= size * _TWICE
