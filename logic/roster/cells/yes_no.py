"""Yes and no, and the words that are clear in one column only."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from logic.blanks import bare_word as _word
from logic.labels import YES_NO
from logic.pack import Pack
from logic.roster.cells.choices import OUTSIDE
from logic.roster.cells.taken import Found, Taken
from logic.words.language import say

_YES = "是 对 √ ✓ ✔ ☑ ✅ y yes true t 1"
# ☒ is ticked where a form has ☐, and crossed out elsewhere: asked about.
_NO = "否 不是 × ✗ ✕ ✘ ❌ x n no false f 0"
# Words that are clear in one column only: (yes, no).
_WORDS: dict[str, tuple[str, str]] = {
    "works_in_district": (
        "在 在区内 区内 本区 {district} {place} 在{district} 在{place}",
        "不在 区外 不在区内 不在{district}",
    ),
    "under_contract": (
        "有 有合同 已签 已签订 签订 已签合同 劳动合同 聘用合同 有劳动合同 有聘用合同 固定期限 无固定期限 固定期限合同 "
        "无固定期限合同 固定期限劳动合同 无固定期限劳动合同 合同制 聘用制",
        "无 没有 未签 未签订 没签 无合同 没有合同",
    ),
    "in_technical_post": (
        "专业技术岗位 专业技术岗 专业技术 专技岗位 专技岗 专技 在",
        "管理岗位 管理岗 管理 工勤岗位 工勤岗 工勤 工勤技能岗位 工勤技能岗 不在",
    ),
    "post_vacancy": ("有 有空岗 有空缺 空缺", "无 没有 无空岗 没有空岗 无空缺 满岗 满编"),
    "disciplinary_period": ("有 在 在处分期 在处分期内 处分期内", "无 没有 无处分 不在 不在处分期 不在处分期内"),
    "applied_elsewhere_this_year": ("有 已报 另报 已另报", "无 没有 未报 没报 不报 未申报 没有申报 未另报 没有另报"),
    "dishonesty_record": (
        "有 有记录 失信 有失信记录",
        "无 没有 无记录 无失信 无失信记录 没有记录 无不良记录 无不良信用记录 无违规 良好 正常 诚信",
    ),
    "full_time_recognised": (
        "全日制 统招 全日制统招 统招全日制 全日制毕业 普通全日制 普通高等教育 全日制普通高等教育 全日制教育 "
        "普通全日制教育 全日制普通 fulltime full-time",
        "非全日制 函授 自考 自学考试 成人教育 成人 成教 电大 网络教育 夜大 业余 开放教育 国家开放大学 远程教育 "
        "在职 在职教育 非全 网络 函大 党校 自学 成人脱产 半脱产 非统招 非全日制教育 开放大学 国开 "
        "parttime part-time",
    ),
    "diploma_outside_mainland": (
        "海外 境外 国外 留学 港澳台 香港 澳门 台湾 国境外 国(境)外 海外院校 境外院校 国外院校 港澳台院校 外国院校 "
        "国(境)外院校 海外高校 境外高校 国外高校 香港院校 澳门院校 台湾院校 海外学历 境外学历 国外学历 国(境)外学历",
        "国内 内地 大陆 境内 非境外 国内院校 内地院校 大陆院校 境内院校 国内高校 普通高校 普通高等学校 普通高等院校 "
        "普通本科院校 本科院校 高职院校 职业院校 中职学校",
    ),
    "major_related": (
        "对口 专业对口 相关 一致 相同 相近 相同或相近 一致或相近",
        "不对口 专业不对口 不相关 不一致 不相近 无关 不同",
    ),
    "unit_assessment_passed": (
        "合格 考核合格 通过 已通过 已合格 优秀 良好 称职 及格 胜任 passed pass",
        "不合格 考核不合格 未通过 没通过 不称职 failed fail",
    ),
    "title_same_series": ("同系列 同一系列 相同 一致 同", "不同系列 不同 不一致 非同系列 不是同系列"),
}


class YesNo:
    """A yes-or-no column."""

    def __init__(self, field: str, pack: Pack) -> None:
        """``field``: a fact that is so or not."""
        self._field = field
        names = {"district": pack.names.district.zh, "place": pack.names.place.zh}
        yes, no = (words.format(**names) for words in _WORDS.get(field, ("", "")))
        self._words = {word: Taken(value=True, sure=False) for word in f"{_YES} {yes}".split()}
        self._words |= {word: Taken(value=False, sure=False) for word in f"{_NO} {no}".split()}
        self._counts = field == "post_vacancy"
        for value, name in YES_NO.items():
            for text in (name.zh, name.en, str(value)):
                self._words[_word(text)] = Taken(value)

    def __call__(self, raw: Any) -> Found:
        """What ``raw`` says."""
        if isinstance(raw, bool):
            return Taken(raw)
        if isinstance(raw, int | float | Decimal) and raw in (0, 1):
            return self._words[str(int(raw))]
        # How many posts are free says whether one is.
        if self._counts and isinstance(raw, int | float | Decimal) and 1 < raw < 1000 and raw == int(raw):
            return Taken(value=True, sure=False)
        if self._counts and isinstance(raw, str) and re.fullmatch(r"[1-9]\d{0,2}个?", _word(raw)):
            return Taken(value=True, sure=False)
        found = self._words.get(_word(raw)) if isinstance(raw, str) and len(raw) < 64 else None
        if found is None and self._field == "full_time_recognised" and isinstance(raw, str):
            found = _from_outside(_word(raw))
        return found or say("请填“是”或“否”；不清楚就留空。")


def _from_outside(word: str) -> Taken | None:
    """海外院校 and the like: nothing is said of full-time study, and where the diploma is from is."""
    if len(word) < 16 and OUTSIDE.search(word):
        return Taken(None, sure=False, also=(("diploma_outside_mainland", True),))
    return None
