"""English pages are English; Chinese pages say nothing in English that is not a name."""

from __future__ import annotations

import re

import pytest

from tests.pages.visitor import Visitor, facts
from ui.parts import PAGES

CHINESE = re.compile(r"[㐀-鿿豈-﫿、。！？：；（）《》“”]*[㐀-鿿豈-﫿]+")
# What an English reader has to recognise on a Chinese page or paper, and the button to the other language.
NAMED_ON_PURPOSE = {"中文", "双定向", "职称申报"}
PEOPLE = {
    "eligible": facts("企业本科毕业生"),
    "review": facts("企业大专技术员"),
    "public": facts("事业单位本科毕业生", post_vacancy=None, disciplinary_period=True),
    "barred": {"employment": "civil_servant"},
    "unsure": {"employment": None, "specialty": "agronomy"},
    "crammed": facts(
        "企业大专技术员",
        hours=[{"year": 2021, "general": 0, "professional": 0}, {"year": 2022, "general": 60, "professional": 120}],
    ),
}


def chinese(text: str) -> set[str]:
    return {found for found in re.findall(r"[㐀-鿿豈-﫿]+", text)} - NAMED_ON_PURPOSE


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", [None, *PEOPLE])
def test_no_chinese_is_left_on_an_english_page(page, person):
    if page == "check" and person not in (None, "unsure"):
        pytest.skip("this person has no question left")
    for day in ("2023-10-12", None):
        visitor = Visitor(page, lang="en", as_of=day, answers=PEOPLE[person] if person else None)
        assert chinese(visitor.text) == set()
        assert "、" not in visitor.text
        assert "。" not in visitor.text


@pytest.mark.parametrize("page", PAGES)
def test_a_chinese_page_keeps_to_chinese(page):
    person = None if page == "check" else PEOPLE["review"]
    words = set(re.findall(r"[A-Za-z]{3,}", Visitor(page, answers=person).text))
    # File forms, our own names, what may be typed, and the other language's button.
    assert words <= {"English", "PDF", "jixie", "qiaocheng"} | {w for w in words if re.fullmatch(r"[0-9a-f]+", w)}
