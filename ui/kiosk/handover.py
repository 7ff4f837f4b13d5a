"""The result elsewhere: an address that carries the answers behind its ``#`` (``logic/interview/carry.py``).

A QR code at the kiosk, a link to copy everywhere else.
"""

from __future__ import annotations

from html import escape

import segno
import streamlit as st

from logic.interview.carry import pack_answers
from ui import state
from ui.language import language, t
from ui.parts import copy_button, section
from ui.server.settings import settings


def address() -> str | None:
    """The address that opens this result elsewhere; None where the bureau has named no public address."""
    base = settings().public_address
    return f"{base}/{_behind()}" if base and state.raw() else None


def _behind() -> str:
    """What stands behind the start page's address: language and day where they are not the usual ones, the answers."""
    query = [f"lang={language()}"] if language() != "zh" else []
    if state.as_of() != state.today():
        query.append(f"as_of={state.as_of().isoformat()}")
    asked = f"?{'&'.join(query)}" if query else ""
    return f"{asked}#a={pack_answers(state.raw(), state.pack().id)}"


def share() -> None:
    """Offer the link by which one goes on at another device, or shows a colleague.

    Where the bureau has named no public address, the browser puts the one it is at before it.
    """
    points = (
        t("复制链接，换个手机或电脑打开，接着看、接着改，也可以发给同事。"),
        t("回答都在链接里，没有姓名，不存在服务器上；谁拿到链接，谁就能看到。"),
    )
    said = f'<p class="tg-help">{"<br>".join(map(escape, points))}</p>'
    button = copy_button(address() or f"./{_behind()}", t("换设备继续 / 发给同事"), link=True)
    with st.container(key="screen_share"):
        st.html(f"{said}{button}")


def qr_code() -> None:
    """Offer the result to take home, if there is an address to take it to."""
    link = address()
    if link is None:
        return
    picture = segno.make(link, error="m", micro=False).svg_data_uri(scale=4, border=4, dark="#10212b", light="#ffffff")
    section(t("带回家"))
    points = (
        t("用手机扫一扫，在自己手机上打开这份结果。"),
        t("二维码里只有您的回答，没有姓名，也不会存到任何服务器上。"),
    )
    said = "".join(f"<p>{escape(point)}</p>" for point in points)
    name = escape(t("带走结果的二维码"))
    st.html(
        f'<div class="tg-qr"><img src="{escape(picture)}" alt="{name}">'
        f"<div><h3>{escape(t('扫码带走'))}</h3>{said}</div></div>"
    )
