"""What somebody sees where a page failed: a sentence in their language, and not Streamlit's."""

from __future__ import annotations

import streamlit as st

from ui.language import t
from ui.parts import note_html


def tell() -> None:
    """Say on the page that something went wrong and what to do; the log has where it was (``ui/server/logs.py``)."""
    what_to_do = t("您的回答一般不会丢失。请刷新页面再试；仍不行，请告诉管理这个网页的人。")
    st.html(f'<div class="tg-trouble">{note_html(what_to_do, warn=True, title=t("程序出错了"))}</div>')
