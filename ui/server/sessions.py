"""The sessions behind the visits: whose each is, and that it is forgotten soon after its page was closed.

Streamlit keeps a session for a page that comes back, and forgets it when it happens to look; its id alone is enough to
take it up. Here a session belongs to the browser that began it, and a clock ends it.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope
from streamlit.runtime import Runtime
from streamlit.runtime.state import SessionState

from ui.browser.document import BROWSER_COOKIE, KIOSK_COOKIE
from ui.server.settings import settings

_LOG = logging.getLogger("titleguide")

# Seconds that a session lives on without its page: one that was closed, or any at the kiosk; and one that was cut off.
CLOSED, CUT_OFF = 3.0, 40.0
# What a browser says when the page is closed, reloaded or left.
_LEFT = (1000, 1001)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a session is: a browser, known by a random cookie, and whether it is the kiosk's."""

    browser: str
    kiosk: bool

    def same(self, other: Owner) -> bool:
        """Whether both are one; without a cookie nobody is anybody."""
        known = bool(self.browser) and hmac.compare_digest(self.browser.encode(), other.browser.encode())
        return known and self.kiosk == other.kiosk


def owner(scope: Scope) -> Owner:
    """Who asks."""
    cookies = cookies_of(scope)
    return Owner(cookies.get(BROWSER_COOKIE, ""), settings().kiosk or cookies.get(KIOSK_COOKIE) == "1")


def cookies_of(scope: Scope) -> dict[str, str]:
    """The cookies that come with a request."""
    return cookie_parser("; ".join(Headers(scope=scope).getlist("cookie")))


@dataclass
class Session:
    """One session of Streamlit's."""

    id: str
    owner: Owner
    where: str = ""
    """Where it comes from, as connections are counted."""
    pages: int = 0
    """Connections that it has now: one, or two while a page comes back."""
    held: int = 0
    """Bytes of the file that it holds, or of the text that was pasted."""
    coming: int = 0
    """Bytes of a file that is on its way."""
    files: list[str] = field(default_factory=list)
    """The ids of its files: one, or two while one takes the place of another."""
    clock: asyncio.TimerHandle | None = field(default=None, repr=False)


def end(session_id: str) -> None:
    """End a session of Streamlit's, what still goes on for it, and what it held.

    Streamlit's loop has the last session in its hands until another one sends something, so it is emptied as well.
    """
    runtime = Runtime.instance()
    found = runtime._session_mgr.get_session_info(session_id)  # closed or not; the public ways know only open ones
    if found is not None:
        # As they lie there: read in the public way, a value that a page made up would be unpacked first.
        kept = found.session._session_state
        for value in (*kept._old_state.values(), *kept._new_session_state.values()):
            if callable(cancel := getattr(value, "cancel", None)):  # a table being read, ui/unit/job.py
                cancel()
    runtime.close_session(session_id)
    if found is not None:
        found.session._session_state = SessionState()
        found.session._client_state.Clear()


class Sessions:
    """All sessions that there are. Used on the event loop only."""

    def __init__(self, most: int, close: Callable[[str], Any] = end, tidy: Callable[[], Any] = lambda: None) -> None:
        """All together may hold ``most`` bytes. ``close`` ends one by its id; ``tidy`` is called after one that held
        something.
        """
        self.most = most
        self._close, self._tidy = close, tidy
        self._by_id: dict[str, Session] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._by_id)

    @property
    def held(self) -> int:
        """Bytes that all hold together, and those that are coming in."""
        return sum(session.held + session.coming for session in self._by_id.values())

    def room(self, where: str) -> int:
        """Bytes that may be held besides by who comes from ``where``: all that is free, and half of it all once
        something of somebody's there is held.
        """
        free = self.most - self.held
        theirs = sum(one.held + one.coming for one in self._by_id.values() if where and one.where == where)
        return min(free, self.most // 2 - theirs) if theirs else free

    def get(self, session_id: str, of: Owner) -> Session | None:
        """The session with that id, if it is ``of`` the one who asks."""
        session = self._by_id.get(session_id)
        return session if session is not None and session.owner.same(of) else None

    def has(self, of: Owner) -> bool:
        """Whether a browser is here, or was until just now."""
        return any(session.owner.same(of) for session in self._by_id.values())

    def joined(self, session: Session) -> None:
        """A page has come to a session."""
        session.pages += 1
        if session.clock is not None:
            session.clock.cancel()
            session.clock = None

    def begun(self, session_id: str, of: Owner, where: str = "") -> Session:
        """A page has a session, a new one unless it is known; it comes from ``where``."""
        session = self._by_id.setdefault(session_id, Session(session_id, of, where))
        self.joined(session)
        return session

    def left(self, session: Session, code: int) -> None:
        """A page has gone, with the ``code`` of its farewell; with the last one the clock starts."""
        session.pages -= 1
        if session.pages:
            return
        soon = code in _LEFT or session.owner.kiosk
        session.clock = asyncio.get_running_loop().call_later(CLOSED if soon else CUT_OFF, self._forget, session)

    def _forget(self, session: Session) -> None:
        self._by_id.pop(session.id, None)
        try:
            self._close(session.id)
        except Exception:
            _LOG.exception("a session could not be closed")
        if session.held:
            self._tidy()
