"""English pages are English; Chinese pages say nothing in English that is not a name."""

from __future__ import annotations

import re

import pytest

from logic.interview.screens import ASKED
from tests.pages.visitor import Visitor, facts, plain
from ui.parts import PAGES

# What an English reader has to recognise on a Chinese page or paper, and the buttons to the other languages.
# What has to be found by its name, and the other languages' buttons.
NAMED_ON_PURPOSE = {"中文", "繁體", "双定向", "职称申报", "异地职称确认", "安徽省专业技术资格确认审核表"}
# Pages that say the same whatever somebody has answered.
FOR_ALL = {"rules", "questions", "matters", "unit", "desk"}
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


def chinese(visitor: Visitor) -> set[str]:
    """Chinese words that are neither named on purpose nor marked as Chinese for a screen reader."""
    text = visitor.text
    for body in visitor.markup:
        for _, marked in re.findall(r'<(\w+)[^>]*\blang="zh[^"]*"[^>]*>(.*?)</\1>', body):
            text = text.replace(plain(marked), "")
    return set(re.findall(r"[、。；：「《㐀-鿿豈-﫿]+", text)) - NAMED_ON_PURPOSE


@pytest.mark.parametrize(
    ("page", "person"),
    [
        (page, person)
        for page in PAGES
        for person in (None, *PEOPLE)
        if person is None or (page not in FOR_ALL and (page != "check" or person == "unsure"))
    ],
)
@pytest.mark.parametrize("day", ["2023-10-12", None])
def test_no_chinese_is_left_on_an_english_page(page, person, day):
    visitor = Visitor(page, lang="en", as_of=day, answers=PEOPLE[person] if person else None)
    assert chinese(visitor) == set()


@pytest.mark.parametrize("question", ASKED)
def test_no_chinese_is_left_in_an_english_question(question):
    visitor = Visitor(lang="en")
    assert chinese(visitor.opened(question)) == set()


@pytest.mark.parametrize("page", PAGES)
def test_a_chinese_page_keeps_to_chinese(page):
    person = None if page == "check" else PEOPLE["review"]
    words = set(re.findall(r"[A-Za-z]{3,}", Visitor(page, answers=person).text))
    # File forms, our own names, what may be typed, and the other language's button.
    known = {"English", "PDF", "Word", "SVG", "Mermaid", "DOT", "xlsx", "xls", "ods", "csv", "parquet"}
    known |= {"jixie", "hanshou", "qiaocheng"}
    assert words <= known | {w for w in words if re.fullmatch(r"[0-9a-f]+", w)}
