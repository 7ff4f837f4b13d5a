"""The unit page's first screen: a file in, and what is said of one that cannot be read."""

from __future__ import annotations

import io

import pytest

from logic.roster.template import write_template
from tests.logic.applicants import PACK
from tests.made_up_unit import AS_OF
from tests.pages.clerk import HEADS, SMALL, Clerk


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_screen_offers_a_template_and_asks_for_a_file(lang):
    clerk = Clerk(lang=lang)
    assert clerk.token == "unit"
    assert clerk.at.download_button(key="nav_template").label == clerk.say("下载空白模板")
    assert [box.label for box in clerk.at.file_uploader] == [clerk.say("职工名册")]


def test_the_empty_template_handed_in_says_that_nobody_is_in_it():
    out = io.BytesIO()
    write_template(out, PACK, AS_OF)
    clerk = Clerk().upload(out.getvalue(), "模板.xlsx")
    assert "没有人员" in clerk.notes
    assert "primary_check" not in clerk.keys


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "空"),
        (b"%PDF-1.7 \xe5\xbc\xa0", "a.xlsx", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", ".xls"),
        (b"PK\x03\x04" + b"\0" * 100, "a.xlsx", "打不开"),
        (b"<html><table></table></html>", "a.csv", "网页"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a.csv", "图片"),
        (HEADS.encode(), "a.csv", "没有人员"),
        ("\n".join(["甲", "乙"]).encode(), "a.csv", "没有认出任何一列"),
    ],
)
def test_a_file_that_cannot_be_read_ends_in_one_sentence(content, name, says):
    clerk = Clerk().upload(content, name)
    assert says in clerk.notes
    assert "primary_check" not in clerk.keys or clerk.at.button(key="primary_check").disabled
    # Another file can be tried at once.
    if not clerk.at.file_uploader:
        clerk.click("link_unit_again")
    assert clerk.hand_in(SMALL).tiles["eligible"] == 1


def test_cells_pasted_without_headings_are_asked_for_with_them_and_nobody_becomes_a_heading():
    clerk = Clerk()
    rows = SMALL.decode().replace(",", "\t").splitlines()[1:]
    clerk.at.text_area(key="tg_paste_text").set_value("\n".join(rows))
    clerk.click("nav_paste")
    assert clerk.say("没有找到表头：最上面一行像是一个人")[:5] in clerk.text and "秦越人" in clerk.text


def test_pasted_cells_are_read_like_a_file():
    clerk = Clerk()
    clerk.at.text_area(key="tg_paste_text").set_value(SMALL.decode().replace(",", "\t"))
    clerk.click("nav_paste")
    assert clerk.check().tiles == Clerk().hand_in(SMALL).tiles


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_whatever_its_encoding(encoding):
    assert Clerk().hand_in(SMALL.decode().encode(encoding)).listed[0] == "秦越人"
