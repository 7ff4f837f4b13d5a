"""How many visits there are, and what somebody sees who found no place.

A visit is a page's own connection (a WebSocket) with its session in Streamlit.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import time
from collections import Counter, deque
from functools import cache
from html import escape
from zoneinfo import ZoneInfo

from starlette.responses import HTMLResponse, Response

from logic.words.language import DOCUMENT_LANGUAGES, phrase
from ui.server.limits import Limits, limits, raise_open_files
from ui.server.memory import give_back_soon
from ui.server.sessions import Sessions
from ui.server.settings import settings

_LOG = logging.getLogger("titleguide")

# Visits that ended within the last minutes tell how soon there is a place again.
_RECENT = 300.0
_SOON, _LATER = 2, 5
_MEGABYTE = 1024 * 1024
# Messages from one address at once, and those of each second besides: two hundred people of an office make forty.
BURST_THERE, A_SECOND_THERE = 400.0, 60.0
_MOST_PACES = 10_000
_BUREAU_TIME = ZoneInfo("Asia/Shanghai")


class Pace:
    """So many things at once, and so many a second besides; who says more waits."""

    def __init__(self, burst: float, a_second: float) -> None:
        """Begin with the whole of ``burst``."""
        self._burst, self._a_second = burst, a_second
        self._saved, self._spoke = burst, time.monotonic()

    def wait(self, cost: float) -> float:
        """Seconds to wait before something that costs as much as ``cost`` things."""
        now = time.monotonic()
        self._saved = min(self._burst, self._saved + (now - self._spoke) * self._a_second) - cost
        self._spoke = now
        return max(0.0, -self._saved / self._a_second)


class Visits:
    """What is known of the visits now; nothing of it is about a person, and nothing is kept."""

    def __init__(self, limits: Limits, most_per_address: int, sessions: Sessions) -> None:
        """Take visits up to ``limits``, ``most_per_address`` of them from one address; each has one of ``sessions``."""
        self.limits = limits
        self.sessions = sessions
        self.most_per_address = most_per_address
        self.here = 0
        self.refused = 0
        self._by_address: Counter[str] = Counter()
        self._ended: deque[float] = deque(maxlen=_SOON * 50)
        self._paces: dict[str, Pace] = {}

    def takes(self, where: str, *, returning: bool = False) -> bool:
        """Whether there is a place for one more, from ``where`` (:func:`ui.server.connections.group`)."""
        most = self.limits.visits_at_all if returning else self.limits.visits
        return self.here < most and (not where or self._by_address[where] < self.most_per_address)

    def begin(self, where: str) -> None:
        """One more."""
        self.here += 1
        if where:
            self._by_address[where] += 1

    def end(self, where: str) -> None:
        """One less."""
        self.here -= 1
        self._ended.append(time.monotonic())
        if where:
            self._by_address[where] -= 1
            if self._by_address[where] <= 0:
                del self._by_address[where]

    def pace(self, where: str) -> Pace | None:
        """How much may be said from one address, by all who are there; None where that is everybody."""
        if not where:
            return None
        if where not in self._paces and len(self._paces) >= _MOST_PACES:
            self._paces.clear()
        return self._paces.setdefault(where, Pace(BURST_THERE, A_SECOND_THERE))

    def refuse(self) -> None:
        """Count one who was asked to come again."""
        self.refused += 1
        _LOG.warning("asked to come again: %d visits of %d", self.here, self.limits.visits)

    @property
    def full(self) -> bool:
        """Whether a visitor who comes now is asked to come again."""
        return self.here >= self.limits.visits

    def minutes(self) -> int:
        """After how many minutes there is likely a place."""
        recent = sum(1 for ended in self._ended if time.monotonic() - ended < _RECENT)
        return _SOON if recent * 10 >= self.limits.visits or recent == self._ended.maxlen else _LATER


@cache
def visits() -> Visits:
    """The visits of this server."""
    ours = settings()
    sessions = Sessions(ours.most_roster_megabytes * _MEGABYTE, tidy=give_back_soon)
    return Visits(limits(ours.most_visits, raise_open_files()), ours.most_visits_per_address, sessions)


# --- a full server ---------------------------------------------------------------------------------------------------


_STYLE = (
    "body{margin:0;background:#faf8f4;color:#1c2733;font:18px/1.7 sans-serif}main{max-width:34em;margin:12vh auto;"
    "padding:0 24px}h1{font-size:26px;line-height:1.4}a{color:#12566b}"
    "@media(prefers-color-scheme:dark){body{background:#131b23;color:#e8ecef}a{color:#7cc4d8}}"
)


def full_page(minutes: int, language: str) -> Response:
    """What somebody sees who found no place: when to come again; the page tries by itself."""
    # Not all at the same moment.
    seconds = minutes * 60 + secrets.randbelow(60)
    at = (dt.datetime.now(_BUREAU_TIME) + dt.timedelta(seconds=seconds)).strftime("%H:%M")
    title = phrase(language, "现在查询的人很多，请稍后再来")
    lines = (
        phrase(
            language, "请约 {minutes} 分钟后（{at} 以后）再来。本页开着就行，到时会自己再试。", minutes=minutes, at=at
        ),
        phrase(language, "如果您已经答了一部分，请不要关闭这个页面：回答还在，再进来时接着答。"),
    )
    body = (
        f'<!DOCTYPE html><html lang="{DOCUMENT_LANGUAGES[language]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" '
        f'content="{seconds}"><title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>'
        f"<h1>{escape(title)}</h1>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</main></body></html>"
    )
    return HTMLResponse(body, 503, headers={"Retry-After": str(seconds), "Cache-Control": "no-store"})
