"""Traditional characters: our texts are converted without a rest, terms are right, and searching finds them."""

from __future__ import annotations

import re
import string

import pytest

from logic.facts import FIELDS
from logic.labels import CHOICE_NAMES, CRITERION_NAMES, FACT_NAMES, ROUTE_NAMES, VERDICT_NAMES
from logic.search import search
from logic.words.language import Text, phrase, phrase_n, say, written_date
from logic.words.traditional import _EXPLAINED, simplified, traditional
from tests.locale_update import update
from tests.logic.applicants import AS_OF, PACK, judge
from ui.browser.streamlit_words import streamlit_words, traditional_words

# Taiwan's set holds these too, as rare characters of their own; in our texts they are simplified ones.
RARE = "与么优体儿听坏复岭并庄异怀惊扰机构洁离羡触赶网"


def leftover(text: str) -> set[str]:
    """Characters of ``text`` that the mainland's set has and Taiwan's has not: written in simplified form only."""

    def is_in(character: str, encoding: str) -> bool:
        try:
            return bool(character.encode(encoding))
        except UnicodeEncodeError:
            return False

    return {c for c in text if "\u4e00" <= c <= "\u9fff" and is_in(c, "gb2312") and (c in RARE or not is_in(c, "big5"))}


def texts_of(value: object):
    """Every :class:`Text` and every Chinese string inside ``value``."""
    if isinstance(value, Text):
        yield value.zh
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


def test_the_measure_knows_simplified_characters():
    assert leftover("职稱与學時") == {"职", "与"}
    assert leftover("台後里只松準乾范系") == set()


def test_every_message_comes_out_whole_with_its_places():
    for message in update.extracted():
        if message.id:
            said = message.id[0] if isinstance(message.id, tuple | list) else message.id
            converted = traditional(said)
            assert leftover(converted) == set(), converted
            assert [p[1:] for p in string.Formatter().parse(said)] == [
                p[1:] for p in string.Formatter().parse(converted)
            ]
            assert "“" not in converted and "”" not in converted


def test_the_pack_and_the_names_come_out_whole():
    dumped = [
        {k: v for k, v in one.items() if k != "words"} if isinstance(one, dict) and "words" in one else one
        for one in [PACK.model_dump(exclude={"specialties": {"__all__": {"words"}}})]
    ]
    names = [CHOICE_NAMES, CRITERION_NAMES, FACT_NAMES, ROUTE_NAMES, VERDICT_NAMES]
    found = list(texts_of(dumped)) + list(texts_of(names))
    assert len(found) > 300
    for text in found:
        assert leftover(traditional(text)) == set(), traditional(text)


def test_a_result_comes_out_whole():
    found = judge({"employment": "enterprise", "education": "bachelor", "specialty": "mechanical"}, AS_OF)
    for route in found.routes:
        for finding in route.findings:
            assert leftover(finding.text.get("zh-Hant")) == set()


# What a reader would stumble over, proof-read.
TERMS = {
    "职称": "職稱",
    "初次认定": "初次認定",
    "助理工程师": "助理工程師",
    "继续教育 90 学时": "繼續教育 90 學時",
    "事业单位人员": "事業單位人員",
    "亳州市谯城区人社局职称股": "亳州市譙城區人社局職稱股",
    "诚信档案": "誠信檔案",
    "综合管理服务平台": "綜合管理服務平台",
    "港澳台居民": "港澳台居民",
    "统一出具委托评审函": "統一出具委託評審函",
    "还没有签劳动合同": "還沒有簽勞動合同",
    "我签的是劳动合同": "我簽的是勞動合同",
    "在核准的岗位结构比例内": "在核准的崗位結構比例內",
    "写明了哪一格": "寫明了哪一格",
    "公示名单只列名单里可以申报的人": "公示名單只列名單裡可以申報的人",
    "办事单只写成 .pdf": "辦事單只寫成 .pdf",
    "问：“我的职称是‘双定向’的吗？”": "問：「我的職稱是『雙定向』的嗎？」",
    "和那份的发布日期相同": "和那份的發布日期相同",
    "可以报，一般通过人事代理机构": "可以報，一般透過人事代理機構",
    "单位考核通过": "單位考核通過",
    "原件还是复印件": "原件還是影印本",
    "另一个标签页里有回答": "另一個分頁裡有回答",
    "据了解": "據了解",
    "看表格": "看表格",
    "满一周年": "滿一週年",
    "制药工程": "製藥工程",
    "全日制": "全日制",
    "其余年份": "其餘年份",
    "食品与酿造工程": "食品與釀造工程",
    "“员级”": "「員級」",
    # Names keep the mainland's words,
    "电子信息工程": "電子信息工程",
    "计算机软件": "計算機軟件",
    "人工智能": "人工智能",
    "市里 2021 年的文件": "市裡 2021 年的文件",
    "程序和材料": "程序和材料",
    "系列、行业、进行、现行、列表、下列": "系列、行業、進行、現行、列表、下列",
    # and computers speak as they do there.
    "打印这个文件": "列印這個檔案",
    "程序出错了": "程式出錯了",
    "还缺信息": "還缺資料",
    "一人一行，一年一列": "一人一列，一年一欄",
    "第 {row} 行": "第 {row} 列",
    "按回车确认": "按 Enter 鍵確認",
    "用表格软件打开": "用表格軟體打開",
    "网络教育": "網路教育",
    "从下拉列表选": "從下拉式選單選",
    "带走结果的二维码": "帶走結果的 QR Code",
    "按规定程序申报": "按規定程序申報",
    # What would be taken for something else is explained where it is asked.
    "事业单位": "事業單位（公立機構）",
    "大学本科": "大學本科（學士）",
    "您现在有职称吗？": "您現在有職稱（專業技術資格等級）嗎？",
}


@pytest.mark.parametrize("here", TERMS)
def test_terms(here):
    assert traditional(here) == TERMS[here]


def test_only_texts_of_ours_are_explained():
    ours = {m.id[0] if isinstance(m.id, tuple | list) else m.id for m in update.extracted()}
    assert set(_EXPLAINED) <= ours


def test_every_kind_of_text_speaks_it():
    assert phrase("zh-Hant", "还不清楚：{facts}。", facts="A") == "還不清楚：A。"
    assert phrase_n("zh-Hant", "还差 {n} 学时", 2) == "還差 2 學時"
    assert say("达标").get("zh-Hant") == "達標"
    assert phrase("zh-Hant", "{day}起", day=Text("今年", "this year")) == "今年起"
    assert "年" in written_date(AS_OF, "zh-Hant")


def test_what_a_person_wrote_is_left_as_it_is():
    assert phrase("zh-Hant", "没有找到“{query}”。换个说法试试，或在下面按类别查找。", query="张").count("张") == 1


def test_streamlit_speaks_it_too():
    assert traditional_words().keys() == streamlit_words()["zh-CN"].keys()
    assert leftover("".join(traditional_words().values())) == set()
    for english, said in traditional_words().items():
        assert said.count("{}") == streamlit_words()["zh-CN"][english].count("{}")


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("機械", "mechanical"),
        ("釀酒", "food"),
        ("機械工程", "mechanical"),
        ("種地", "agronomy"),
        ("獸醫", "veterinary"),
        ("寫程式", "software"),
        ("軟體", "software"),
        ("檔案", "archives"),
    ],
)
def test_traditional_words_find_a_specialty(typed, id_):
    assert id_ in [hit.specialty.id for hit in search(typed, PACK).hits[:4]]


def test_searching_in_simplified_needs_no_dictionary(monkeypatch):
    monkeypatch.setattr("logic.words.traditional._converter", None)
    assert simplified("机械 jx 90") == "机械 jx 90"
    assert search("机械", PACK).hits


def test_a_search_for_nothing_finds_nothing():
    assert search("", PACK).hits == search("𬭎鬱鬱", PACK).hits == []


def test_an_applicant_knows_no_language():
    assert "zh" not in FIELDS
    assert not re.search("zh-Hant", PACK.model_dump_json())
