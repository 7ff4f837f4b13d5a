"""A clerk reads of colleagues: nothing on their result speaks to the clerk as if it were the colleague."""

from __future__ import annotations

import re

import pytest

from tests.pages.test_unit import BARRED, EARLY, PUBLIC, READY, Clerk, table

LINES = {
    "等时间": EARLY,
    "不得": BARRED,
    "要岗位": PUBLIC,
    "没合同": READY.replace("企业,是,是", "企业,是,否"),
    "可以": READY,
}


def unquoted(text: str) -> str:
    return re.sub(r"“[^”]*”", "", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_and_each_result_speak_of_the_colleague(lang):
    clerk = Clerk(lang=lang)
    clerk.hand_in(table(*(f"{name},工程部,{place},{facts}" for place, (name, facts) in enumerate(LINES.items()))))
    you = r"您" if lang == "zh" else r"\byou(r|rs)?\b"
    listed = unquoted(" ".join(clerk.part("tg-roster")))
    assert not re.search(you, listed, re.IGNORECASE), listed
    for row in range(2, 2 + len(LINES)):
        clerk.on_page(f"person:{row}").go("result")
        assert clerk.at.session_state["tg_viewed"]
        said = unquoted(clerk.text)
        assert not re.search(you, said, re.IGNORECASE), re.findall(rf".{{30}}{you}.{{30}}", said)
        clerk.go("unit")


def test_one_s_own_result_speaks_to_oneself():
    clerk = Clerk()
    clerk.hand_in(table(f"可以,工程部,1,{READY}"))
    clerk.on_page("person:2").go("result")
    assert "他" in clerk.text
    clerk.go("unit")
    clerk.go("start")
    assert "您" in clerk.text and "他" not in clerk.text
