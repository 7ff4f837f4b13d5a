"""The server around the pages: what must be settled before the first visit draws anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_BELOW_A_PAGE = re.compile(r"^/(?:check|answers|result|notice)(/_stcore/.*)$")


class AddressesBelowPages:
    """Serve Streamlit's own addresses also below a page's.

    A browser that opens /result first asks for /result/_stcore/health, to find out where the app is mounted; the 404
    would stand in its console.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the page's name off the path."""
        if scope["type"] == "http" and (match := _BELOW_A_PAGE.match(scope["path"])):
            scope = {**scope, "path": match[1], "raw_path": match[1].encode()}
        await self.app(scope, receive, send)


def settle() -> None:
    """Set what Streamlit must know before the first visit.

    It takes a folder called pages/ for its older way of having pages until app.py has run once: the first visit
    after a start would be shown a bare page without header, language or kept answers.
    """
    PagesManager.uses_pages_directory = False


def middleware() -> list[Middleware]:
    """What stands between the network and Streamlit."""
    return [Middleware(AddressesBelowPages)]
