"""The bureau's touch screen: one person after another, standing, without a keyboard.

Switched on by the configuration or once by ``?kiosk=1``; then a cookie of the browser keeps it on, whatever is written
into the address. Answers are never kept in the tab. What must happen without the server, or while it is away (the idle
countdown, covering the screen, starting afresh), is in ``kiosk.js``; here is the second lock: a visitor who comes after
a pause finds nothing even if no script of the page ran.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from time import monotonic
from typing import Any

import streamlit as st

from logic.pack import regions
from logic.words.language import LANGUAGES
from ui import size, state
from ui.browser.document import KIOSK_COOKIE, WELCOME
from ui.browser.taps import Tap, button
from ui.kiosk import demo
from ui.language import set_language, t, tr
from ui.parts import bullets_html, follow_bar, go, kept_address, reading_buttons
from ui.server.settings import settings

# How long the countdown runs after the idle seconds, and what the server allows on top before it wipes by itself.
COUNTDOWN = 15
_GRACE = 30
_ON, _LAST = "tg_kiosk_on", "tg_kiosk_last"
# The clause that was tapped, where the rule book shall be opened.
LOOKED_UP = "tg_looked_up"
_HERE = Path(__file__)


def is_on() -> bool:
    """Whether this visit is at the kiosk; once it is, it stays so."""
    if not st.session_state.get(_ON):
        st.session_state[_ON] = (
            settings().kiosk or st.query_params.get("kiosk") == "1" or st.context.cookies.get(KIOSK_COOKIE) == "1"
        )
    return bool(st.session_state[_ON])


def guard(where: str) -> None:
    """Forget everything if the last thing happened too long ago: the page's own clock may have slept."""
    last, now = st.session_state.get(_LAST), monotonic()
    st.session_state[_LAST] = now
    if last is not None and now - last > settings().kiosk_idle_seconds + COUNTDOWN + _GRACE and not demo.is_on():
        _as_new()
        if where != "start":
            go("start")


def page_settings(where: str) -> dict[str, Any] | None:
    """What the page's script needs to know; None away from the kiosk."""
    if not is_on():
        return None
    return {
        "idle": settings().kiosk_idle_seconds,
        "countdown": COUNTDOWN,
        "demo": demo.mark(),
        "demoAfter": _demo_after(),
        # Somebody is in the middle of it: asked first, then wiped. A start screen as somebody left it, in their
        # language or size, goes back to the usual one by itself.
        "dirty": (bool(state.raw()) or where != "start") and not demo.is_on(),
        "worn": bool(kept_address().keys() - {"as_of"}),
        "cookie": KIOSK_COOKIE,
        # The next visitor finds the usual start screen, in the usual language and size.
        "home": "/?kiosk=1",
        "words": {
            "title": t("您还在吗？"),
            "left": t("{n} 秒后清空，给下一位使用。"),
            "stay": t("我还在，继续"),
            "away": t("正在重新连接，刚才的回答已经清空。"),
            "more": t("下面还有"),
            "demo": t("正在演示，人物是虚构的。碰一下屏幕，开始您自己的自查。"),
        },
    }


def _demo_after() -> int:
    """Seconds until the examples are shown; 0: never, as where the notice suits none of them or is not chosen."""
    shown = state.region() is not None and demo.profiles(state.pack())
    return settings().kiosk_demo_seconds if shown else 0


@cache
def style() -> str:
    """The kiosk's own rules, after the common ones."""
    return _HERE.with_name("kiosk.css").read_text(encoding="utf-8")


# --- what is always there ------------------------------------------------------------------------------------


def bar(*, back: bool) -> str:
    """Start over, back, larger text, language: at the foot of every screen, where a hand reaches them.

    Not ``back``: at the start, where there is nothing to start over either.
    """
    buttons = reading_buttons(t("更大的字"), "tg-bar")
    if back:
        over, before = Tap("startover"), Tap("back")
        buttons = button(over, t("重新开始"), "tg-bar") + button(before, t("上一步"), "tg-bar") + buttons
    return f'<nav class="tg-kiosk-bar" aria-label="{escape(t("总是可用的按钮"))}">{buttons}</nav>'


def _as_new() -> None:
    """Forget everything, language and size of the text as well: the next person is somebody else."""
    state.wipe()
    state.set_as_of(None)
    state.forget_region()
    set_language(LANGUAGES[0])
    if size.of_text() == "large":
        size.switch()


def carry_out(tap: Tap | None, where: str) -> None:
    """Do what the bar or the page's script asks for on any screen; what is left is the page's own."""
    match tap:
        case Tap("wipe" | "startover", _, _):
            _as_new()
            go("start")
        case Tap("demo", _, _) if demo.is_on() or (where == "start" and _demo_after()):
            page = demo.step()
            if page != where:
                go(page)
        case Tap("size" | "language", _, _):
            follow_bar(tap)
        case Tap("clause", place, _):
            st.session_state[LOOKED_UP] = place
            go("rules")
        case Tap("back", _, _) if where == "rules":
            go("start" if not state.raw() else "result" if state.current() is None else "check")
        case Tap("back", _, _) if where == "result":
            state.back()
            go("check")
        case Tap("back", _, _) if where == "plan":
            go("result")
        case Tap("back", _, _) if where == "check" and state.seen().previous is None:
            go("start")
        case Tap("region", name, _) if where == "start" and name in regions():
            state.choose_region(name)
            st.rerun()
        case Tap("begin", _, _) if where == "start":
            go("check")


def fresh() -> None:
    """The start screen belongs to the next person, however one came there."""
    if state.raw() or demo.is_on():
        state.wipe()


def allowed(where: str) -> bool:
    """Whether the page may be seen at the kiosk: nothing with files, forms to type into or links that lead away."""
    return where in ("start", "check", "rules") or (where in ("result", "plan") and bool(state.raw()))


def start_screen() -> str:
    """An invitation, readable from two metres."""
    points = (t("大约 2 分钟，点一点就行，不用打字"), t("不问姓名和证件号，用完就清空"), t("不清楚的可以跳过"))
    # In large type a line ends after the comma, not within a word.
    before, comma, after = tr(WELCOME).partition("，")
    return (
        f'<div class="tg-home"><h1 id="tg-focus" class="tg-q" tabindex="-1" data-token="start">'
        f"<span>{escape(before + comma)}</span><span>{escape(after)}</span></h1>"
        f"{bullets_html(points)}"
        f"{button(Tap('begin'), t('点这里开始'), 'tg-primary')}</div>"
    )
