"""The words of every sentence: what a reading of each against its clause has struck out does not come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from logic.facts import FIELDS
from logic.interview.screens import DATES, SCREENS
from logic.pack import Words
from logic.roster.wordings import WORDINGS
from logic.words.language import Text
from tests.locale_update import update
from tests.logic.applicants import GRADUATE, PACK, TECHNICIAN, judge
from ui.questions import groups
from ui.questions.words import question


def _messages() -> Iterator[Text]:
    """Every sentence of the program, in both languages, each form of it."""
    for message in update.committed():
        if message.id:
            zh = message.id[0] if isinstance(message.id, tuple | list) else message.id
            for en in message.string if isinstance(message.string, tuple | list) else [message.string]:
                yield Text(zh, en)


def _of_the_pack(part: object) -> Iterator[Text]:
    if isinstance(part, Words):
        yield part.text
    elif isinstance(part, dict):
        for value in part.values():
            yield from _of_the_pack(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from _of_the_pack(value)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _of_the_pack(getattr(part, name))


MESSAGES = list(_messages())
TEXTS = [*MESSAGES, *_of_the_pack(PACK)]

# Pattern, and what to say.
CHINESE = {
    "中国人事考试网": "考试主管部门当年的报名通知：报名网站各系列不同",
    "据了解": "说明见于何处",
    "不用申报": "走考试",
    "一律不能": "通知没有说",
    "您的不对口": "您的专业与工作不对口",
    "请与单位签": "请单位与您签合同",
    "也不评审": "一般不评审",
    "选对它": "请选对",
    "(?<!一般)要通过全国统一考试": "一般靠考试取得",
    "领取证书": "通知没有说认定以后怎样发证",
    "不得申报": "不能申报",
    "申报窗口": "申报时间",
    "在线下": "不在网上办，交纸质材料",
    "落入突击": "按本工具的算法，不像突击",
    "核准的": "通知没有写核准",
    "扎根农村": "来源里没有",
    "选它": "说明选哪一项",
    "看他的": "看这个人的",
    r"评审委员会选": "别处也有同系列的评审委员会",
    "保留几年": "写明年数",
    # One clause of a sentence speaks to the reader once.
    "您[^，。；：！？“”、]*您": "一句里只用一个“您”",
}
ENGLISH = {
    r"(?<!Professional )Titles? Office": "Professional Titles Office",
    "personnel office": "your employer’s HR office",
    r"[Hh]uman[- ][Rr]esources (department|bureau|Bureau)": "HR authority, HR bureau",
    r"\b[Uu]nits?\b": "employer",
    r"(?<!junior-)(?<!Junior-)\b[Cc]ollege\b": "junior-college diploma",
    r"employment (contract|relation)": "appointment contract",
    r"[Cc]ivil[- ][Ss]ervice": "run under the Civil Servant Law",
    "[Pp]ublicis": "post for colleagues to see",
    "[Ee]ligib": "right to apply",
    "[Pp]ost-structure": "limit on posts",
    r"\b(Clerk|[Aa]dministrator)\b": "library assistant",
    r"\w'\w": "the typographic apostrophe: ’",
    "[Mm]atching title": "You would become",
    "second floor": "first floor",
    "double-directed": "say what it is",
    "bad (record|entry)": "dishonesty record",
    r"\b[Mm]end\b": "Correct",
    r"\b[Rr]oster\b": "staff list",
    r"hours (are )?checked": "hours are verified",
    r"\b(two|three|five|ten|eleven) (full |working )?(years|days|specialties|fields)\b": "a figure of the notice",
}


@pytest.mark.parametrize("pattern", CHINESE)
def test_chinese_says_it_otherwise(pattern):
    found = [text.zh for text in TEXTS if re.search(pattern, text.zh)]
    assert found == [], CHINESE[pattern]


@pytest.mark.parametrize("pattern", ENGLISH)
def test_english_has_one_term_for_it(pattern):
    # A clerk's pack and a spreadsheet have units and colleges that are no employers and no diplomas.
    said = {text.en: re.sub(r"{\w+}", "{}", text.en) for text in TEXTS if text.en not in NOT_MEANT}
    found = [en for en, bare in said.items() if re.search(pattern, bare)]
    assert found == [], ENGLISH[pattern]


@pytest.mark.parametrize("script", ["zh", "en"])
def test_no_text_says_the_same_sentence_twice(script):
    """As a translation that was filled in twice would."""
    found = []
    for text in TEXTS:
        sentences = [
            one for one in re.split(r"(?<=[.。])\s*(?=[A-Z“\u4e00-\u9fff])", getattr(text, script)) if len(one) > 9
        ]
        found += [one for one in sentences if sentences.count(one) > 1]
    assert found == []


NOT_MEANT = {
    "A whole number is needed here, such as 3, without quotes or a unit.",
    "“{text}” spans two years. Hours go by calendar year: please use two rows, {first} and {second}.",
}


def test_no_sentence_of_the_program_names_a_district_or_its_offices():
    # "here" is a common word in English.
    named = [words for name, words in PACK.names.all().items() if name != "here"]
    named += [PACK.contact.office, PACK.contact.address, PACK.contact.platform]
    unnamed = [text for text in MESSAGES if any(n.zh in text.zh or n.en in text.en for n in named)]
    assert unnamed == []
    assert [text for text in MESSAGES if PACK.names.here.zh in text.zh] == []
    assert not [text for text in MESSAGES if re.search("谯城|亳州|安徽|职称股", text.zh)]


@pytest.mark.parametrize(
    ("facts", "criterion", "clauses"),
    [
        ({}, "employment", {"1.3", "1.1"}),
        ({"employment": "freelancer"}, "assessment", {"2.3", "n40"}),
        ({"employment": "freelancer"}, "level", {"n16", "n40"}),
        ({"education": "skilled_senior"}, "diploma", {"2.3", "n90"}),
        ({"education": "skilled_senior"}, "level", {"n16", "n90"}),
        ({"education": "high_school"}, "level", {"n16", "n90", "3.1"}),
        ({"specialty": "health"}, "exam_series", {"2.3", "n77"}),
        ({"specialty": "rural_livestock"}, "rural", {"3.1", "p44"}),
        ({}, "major", {"2.3"}),
    ],
)
def test_a_sentence_cites_every_clause_it_rests_on(facts, criterion, clauses):
    found = [f for route in judge(GRADUATE, **facts).routes for f in route.findings if f.criterion == criterion]
    assert found and all({f.clause, *f.also} == clauses for f in found)


def _said(facts: dict[str, Any], criterion: str, **changed: Any) -> str:
    found = [f for route in judge(facts, **changed).routes for f in route.findings if f.criterion == criterion]
    return found[-1].text.zh


def test_years_are_said_to_be_the_nation_s():
    assert _said(GRADUATE, "level").startswith("按国家基本标准（省里的可能不同）：")
    assert "能不能直接评助理级" in _said(GRADUATE, "level", education="college", service_start="2019-07-01")
    assert "能不能直接" not in _said(GRADUATE, "level", education="college", service_start="2021-07-01")
    assert "能不能直接" not in _said(GRADUATE, "level", unit_assessment_passed=False)


def test_what_the_notice_does_not_name_is_said_so():
    assert "第二学士学位，这里按本科看" in _said(GRADUATE, "service", education="second_bachelor")
    assert "高技能人才" in _said(GRADUATE, "level", education="high_school")
    assert _said(GRADUATE, "series", specialty="artificial_intelligence").startswith("您的专业是新设的")
    assert "评委会评" not in _said(GRADUATE, "brokerage", specialty="technology_brokerage")


@pytest.mark.parametrize("years", [(95, 5, 0, 190, 10, 0), (95, 5, 0, 10, 190, 0)])
def test_both_suspect_subjects_are_named(years):
    general, professional = years[:3], years[3:]
    hours = [{"year": 2020 + i, "general": general[i], "professional": professional[i]} for i in range(3)]
    said = _said(TECHNICIAN, "continuing_education", hours=hours, title_date="2019-07-01")
    assert "公需科目" in said and "专业科目" in said
    assert said.count("没有给出判断标准") == 1
    first = _said(GRADUATE, "continuing_education", hours=hours)
    assert first.startswith("您还没有职称")


def test_the_texts_are_all_there():
    assert len(MESSAGES) > 1000 and len(TEXTS) > len(MESSAGES) + 100


@pytest.mark.parametrize("field", ["works_in_district", "foreign_permit", "dishonesty_record", "major_related"])
def test_a_question_names_this_district(field):
    asked = question(field, PACK)
    for text in (asked.ask, asked.help, asked.why, asked.yes, asked.no, *asked.notes.values()):
        assert text is None or "{" not in text.zh + text.en
    assert any(name in asked.ask.zh + asked.help.zh + asked.why.zh for name in ("谯城区", "安徽省", "职称股", "3 年"))


def test_each_fact_of_a_screen_of_several_has_the_words_of_its_row():
    shared = {field for screen in SCREENS if len(screen.fields) > 1 for field in screen.fields if field not in DATES}
    assert shared - set(groups._ROWS) == set()


def test_each_fact_but_the_hours_is_known_by_headings_that_units_use():
    assert set(FIELDS) - {"hours"} - set(WORDINGS) == set()
