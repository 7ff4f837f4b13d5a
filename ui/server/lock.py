"""The kiosk's lock: who may put it on a browser, and how the staff take it off again."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from ui.browser.document import KIOSK_COOKIE
from ui.server.settings import settings

_NAME = "kiosk"
_TEN_YEARS = 315_360_000
_HERE = ("none", "same-origin")


def lock() -> str:
    """The cookie that keeps a browser at the kiosk, before any script runs; ui/browser/kiosk.js keeps it fresh."""
    return f"{KIOSK_COOKIE}=1; Path=/; Max-Age={_TEN_YEARS}; SameSite=Strict"


def locks(scope: Scope) -> bool:
    """Whether this page puts the lock on."""
    return _word(scope) == "1" and not _from_elsewhere(scope)


def led_on(scope: Scope) -> Response | None:
    """Where somebody is sent who follows another site's link into the kiosk or out of it, or whom the staff let out."""
    word = _word(scope)
    if word is None:
        return None
    if _from_elsewhere(scope):
        return _to(_without(scope))
    if word != settings().kiosk_leave:
        return None
    out = _to("/")
    out.set_cookie(KIOSK_COOKIE, "", max_age=0, path="/", samesite="strict")
    return out


def _word(scope: Scope) -> str | None:
    """What is written for the kiosk in the address; of several the last, as Streamlit has it."""
    words = [value for name, value in _pairs(scope) if name == _NAME]
    return words[-1] if words else None


def _pairs(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, encoding="latin-1")


def _from_elsewhere(scope: Scope) -> bool:
    """Whether a page of another site leads here: the browser says so, or says at least which page it was.

    Over plain http browsers say the first to localhost only, and the other site may have forbidden the second.
    """
    headers = Headers(scope=scope)
    if (site := headers.get("sec-fetch-site")) is not None:
        return site not in _HERE
    try:
        before = urlsplit(headers.get("referer", "")).netloc
    except ValueError:
        return True
    return bool(before) and before.lower() != headers.get("host", "").lower()


def _without(scope: Scope) -> str:
    # One slash only: with two it would be another site.
    path: str = "/" + scope["path"].lstrip("/\\")
    query = urlencode([(name, value) for name, value in _pairs(scope) if name != _NAME], encoding="latin-1")
    return path + (f"?{query}" if query else "")


def _to(address: str) -> Response:
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
