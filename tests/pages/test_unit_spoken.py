"""A clerk reads of colleagues: nothing on their result speaks to the clerk as if it were the colleague."""

from __future__ import annotations

import re

import pytest

from tests.pages.clerk import BARRED, EARLY, PUBLIC, READY, Clerk, table
from tests.pages.visitor import plain
from ui.language import VIEWED

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
        assert clerk.at.session_state[VIEWED]
        # What one is looking at is said to the clerk.
        bar = plain("".join(clerk.part("tg-viewing")))
        assert clerk.say("正在看名册里的“{name}”。在这里改动只是试算，不会写回名册。", name=list(LINES)[row - 2]) in bar
        said = unquoted(clerk.text.replace(bar, ""))
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


def test_from_one_colleague_to_the_next_in_the_order_of_the_list():
    clerk = Clerk()
    clerk.hand_in(table(*(f"{name},工程部,{place},{facts}" for place, (name, facts) in enumerate(LINES.items()))))
    clerk.on_page("person:2").go("result")
    assert clerk.at.session_state[VIEWED] == "等时间"
    assert "link_person_before" not in clerk.keys
    clerk.click("link_person_behind")
    assert clerk.at.session_state[VIEWED] == "不得"
    clerk.click("link_person_before")
    assert clerk.at.session_state[VIEWED] == "等时间"
    # Only those that the list shows.
    clerk.go("unit")
    clerk.on_page("verdict:eligible").on_page("person:6").go("result")
    assert "link_person_behind" not in clerk.keys and "link_person_before" not in clerk.keys


def test_a_tapped_number_brings_the_list_into_view():
    clerk = Clerk()
    clerk.hand_in(table(f"可以,工程部,1,{READY}"))
    assert clerk.token == "unit:results"
    clerk.on_page("verdict:eligible")
    assert clerk.token == "unit:results:1"
    assert 'data-land="tg-list"' in "".join(clerk.markup)


def test_a_text_for_everyone_listed_can_be_taken_home():
    clerk = Clerk()
    clerk.hand_in(table(*(f"{name},工程部,{place},{facts}" for place, (name, facts) in enumerate(LINES.items()))))
    keys = [button.key for button in clerk.at.download_button]
    assert {"nav_send_text", "nav_send_sheet", "nav_dues"} <= set(keys)
    assert "名单里这 5 人，带走" in clerk.text
    assert "名单里这 1 人，带走" in clerk.on_page("verdict:eligible").text
