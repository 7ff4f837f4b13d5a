"""What the document says before anything of the app is loaded: its title, and the names of our two cookies.

Read by the server before it listens, so nothing heavy is imported here.
"""

from __future__ import annotations

from logic.words.language import Text, phrase, say

KIOSK_COOKIE = "tg_kiosk"
# A random word by which a browser finds its own session again, and a proxy the process that has it; gone with the
# browser.
BROWSER_COOKIE = "tg_browser"

TITLES: dict[str, Text] = {
    "start": say("职评通：职称申报条件自查"),
    "check": say("自查"),
    "answers": say("核对回答"),
    "result": say("结果"),
    "plan": say("怎么走"),
    "hours": say("学时规划"),
    "questions": say("常见问题"),
    "rules": say("规则手册"),
    "map": say("规则图"),
    "matters": say("通知里的其他事"),
    "unit": say("单位名册"),
    "desk": say("编写政策"),
}
# What the first page begins with.
WELCOME = say("几分钟，看清您能不能申报初级职称")


def window_title(where: str, language: str) -> str:
    """What the window of the page ``where`` is called; a page that does not exist has the name of the app."""
    name = phrase(language, "职评通")
    if where not in TITLES:
        return name
    title = TITLES[where].get(language)
    return title if where == "start" else f"{title} · {name}"
