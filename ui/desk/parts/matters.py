"""What else stands in the notice, the questions people ask, and what the published text lacks."""

from __future__ import annotations

from logic.pack import Loc
from ui.desk import entries
from ui.desk.parts.screen import group, remark
from ui.language import t


def matters() -> None:
    """An entry at a time of each of the three."""
    remark(t("先后次序在网页上不能改；要改，在文件里挪动。"))
    _all(("matters",), t("通知里的其他事"), t("找一件事来改"), t("加一件事"), "title")
    _all(("questions",), t("常见问题"), t("找一个问题来改"), t("加一个问题"), "question")
    group(t("原文的缺漏"))
    remark(t("公布的原文缺了什么、遮住了什么，一条一句。"))
    entries.listed(("gaps",), t("原文的缺漏"), headed=True)


def _all(loc: Loc, title: str, label: str, more: str, called: str) -> None:
    group(title)
    if (chosen := entries.choose_one(loc, label)) is not None:
        entries.entry(chosen)
        entries.removable(chosen)
    entries.new(loc, more, called=called)
