"""What stands around every page: its name, and the bridge that touches the document."""

from __future__ import annotations

from logic.language import Text, say
from ui import state
from ui.bridge import bridge, restored
from ui.language import language, t, tr

TITLES: dict[str, Text] = {
    "start": say("职评通：职称申报条件自查"),
    "check": say("自查"),
    "answers": say("核对回答"),
    "result": say("结果"),
    "notice": say("通知要点"),
    "unit": say("单位名册"),
}


def mount(where: str) -> None:
    """Mount the bridge for the page ``where``, once in every run and before anything of it is drawn."""
    kept = state.to_keep()
    if kept is None and (found := restored()) is not None:
        state.restore(found)
        kept = state.to_keep()
    title = tr(TITLES[where])
    bridge(
        lang="en" if language() == "en" else "zh-CN",
        focus=f"check:{state.current()}" if where == "check" else where,
        answers=kept,
        title=title if where == "start" else f"{title} · {t('职评通')}",
        offline=t("连接断开，正在重新连接…"),
    )
