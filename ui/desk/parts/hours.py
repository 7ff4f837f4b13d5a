"""Continuing education."""

from __future__ import annotations

import streamlit as st

from logic.words.language import say
from ui.desk import entries, fields
from ui.desk.parts.screen import group
from ui.language import t


def hours() -> None:
    """The norms of a year, who registers hours, and what came after the notice."""
    left, right = st.columns(2)
    with left:
        fields.number(("hours", "general"), t("公需科目，每年至少几学时"), 1, 1000)
    with right:
        fields.number(("hours", "professional"), t("专业科目，每年至少几学时"), 1, 1000)
    fields.choice(
        ("hours", "cramming"),
        t("学时能不能集中在一年"),
        {"forbidden": say("通知不允许突击"), "ask": say("通知没有写，先问")},
        usual="forbidden",
    )
    group(t("找谁登记"))
    for name in ("public", "others", "beyond"):
        entries.field(("hours_registered", name), none=name == "beyond")
    entries.field(("hours_later",), none=True)
