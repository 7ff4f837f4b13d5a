"""Choices: by name in either language, by value, or by an everyday word."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from logic.blanks import bare_word as _word
from logic.labels import CHOICE_NAMES, LEVEL_NAMES, listed
from logic.pack import Pack
from logic.roster.cells.taken import Found, Taken
from logic.words.language import Text, say

# Everyday words of each choice; a word under two choices is asked about.
_CHOICE_WORDS: dict[str, dict[str, str]] = {
    "employment": {
        "enterprise": "企业单位 国企 国有企业 央企 民企 民营企业 民营 私企 私营企业 私营 外企 外资企业 "
        "集体企业 公司 股份公司 国有 国有控股 国有独资 股份制 合资 合资企业 中外合资 外资 私人企业 个人独资企业 "
        "合伙企业 有限责任公司 股份有限公司 有限公司 个体工商户 个体户 个体 灵活就业 company",
        "public_institution": "事业 全额事业单位 差额事业单位 自收自支事业单位 全额拨款事业单位 "
        "差额拨款事业单位 全额拨款 差额拨款 自收自支 财政全额 财政差额 公益一类 公益二类 "
        "公益一类事业单位 公益二类事业单位 publicinstitution",
        "freelancer": "自由职业者 自由职业人员 灵活就业 个体工商户 个体户 个体 freelance self-employed selfemployed",
        "other_organisation": "其他 其它 其它组织 其他单位 社会组织 社会团体 社团 民办非企业 民办非企业单位 "
        "民非 行业协会 协会 基金会 "
        "机关 党政机关 行政机关 other otherorganization",
        "civil_servant": "国家公务员 机关公务员 公务员身份 机关 党政机关 行政机关 civilservant",
        "civil_service_managed": "参公 参公单位 参公管理 参公人员 参公管理事业单位 参照公务员管理 参照公务员法管理 "
        "参照公务员管理事业单位 参照公务员法管理事业单位 参照公务员法管理的事业单位 机关 党政机关 行政机关 "
        "civil-service-managedinstitution",
        "retired": "退休 离退休 退休人员 退休返聘 返聘 离休",
        "not_employed": "无业 待业 失业 未就业 没有工作 无工作 在校 在校生 在读 学生 求职中 unemployed student",
    },
    "residency": {
        "mainland": "内地 大陆 中国内地 中国大陆 大陆居民 中国 中国籍",
        "hong_kong_macao_taiwan": "港澳台 香港 澳门 台湾 港澳台同胞 香港居民 澳门居民 台湾居民 中国香港 "
        "中国澳门 中国台湾 中国 中国籍",
        "foreign": "外国 外国人 外国籍 外籍人员 外籍人士 外宾 foreigner",
    },
    "foreign_permit": {
        "permanent_residence": "永久居留证 永居证 永居 外国人永久居留身份证 永久居留身份证 绿卡",
        "anhui_work_permit": "{province}工作许可 {province}工作许可证 {province}外国人工作许可证 "
        "{province}颁发的工作许可证 {province}颁发的外国人工作许可证",
        "none": "无 没有 都无 均无",
    },
    "education": {
        "doctor": "研究生博士 博士 博士生 博士学位 博士毕业 博研 研究生 phd doctor doctoral doctorate",
        "master": "研究生硕士 硕士 硕士生 硕士学位 硕士毕业 硕研 专业硕士 学术硕士 工程硕士 研究生 "
        "master masters mba mpa emba",
        "second_bachelor": "第二学士 二学位 双学位 双学士",
        "bachelor": "本科学士 大学本科学士 本科学士学位 大学本科学士学位 专升本 "
        "本科 大学本科 大本 本科生 学士 学士学位 本科毕业 大学 双学位 双学士 职业本科 高职本科 五年制本科 "
        "四年制本科 bachelor bachelors "
        "undergraduate",
        "college": "五年制大专 三年制大专 三年制专科 两年制专科 五年一贯制大专 五年制高职 "
        "专科 大专 大学专科 高职 高专 高职高专 高等职业 专科生 大专生 大专毕业 专科毕业 大学 "
        "college juniorcollege collegediploma",
        "secondary": "中专 中职 中等专业 中等专科 中等职业 中等专业学校 中等职业学校 职高 职业高中 中专毕业 "
        "中师 中等师范",
        "skilled_technician": "预备技师班 技师班 预备技师 技校 技工学校 技工院校 技师学院",
        "skilled_senior": "高级技工班 高级技工 高技 技校 技工学校 技工院校 技师学院",
        "skilled_intermediate": "中级技工班 中级技工 中技 技校 技工学校 技工院校",
        "high_school": "高中 普高 高中毕业",
        "below_secondary": "初中 小学 初中以下 高中以下 初中毕业",
    },
    "title_level": {
        "none": "无 没有 无职称 没有职称 未取得 未取得职称 尚未取得 尚未取得职称 暂无 暂无职称 还没有 未评 没评 "
        "未评职称 未评定 未参评 "
        "未定级 未定职称 无级别 无等级 no",
        "technician": "初级 初级职称 员 初级员级 初级士 初级(士) 员级职称",
        "assistant": "助理 助级 初级助理级 助理级职称 助师级 助师 助工 初级 初级职称 初级师 初级(师) 助理级别",
        "intermediate_or_above": "中级 中级职称 中级以上 中级及以上 高级 高级职称 副高 正高 副高级 正高级 "
        "副高职称 正高职称 高工 正高工 教授级高工 研究员级高工",
    },
}
# Names of titles by level, of the national series whose levels are the same everywhere; the pack's own come on top.
# What is no title is not among them: grades of workers (高级茶艺师), licences (执业药师, 注册会计师), and words that
# may be either (人力资源管理师, 社会工作师).
_BY_LEVEL = "会计师 统计师 经济师 审计师 实验师 政工师 工艺美术师 农艺师 畜牧师 兽医师 工程师"
_TITLES: dict[str, str] = {
    "technician": "技术员 会计员 统计员 经济员 审计员 实验员 政工员 管理员 三级教师 中学三级教师 小学二级教师 "
    "小学三级教师 农技员 农业技术员 工程技术员 "
    "中教三级 小教二级 小教三级 医士 药士 中药士 护士 技士 检验士 三级实习指导教师",
    "assistant": "助理馆员 助教 助理讲师 助理记者 助理编辑 研究实习员 实习研究员 二级教师 中学二级教师 "
    "小学一级教师 中教二级 小教一级 "
    "幼儿园一级教师 医师 住院医师 中医师 药师 中药师 护师 初级护师 初级药师 检验师 二级实习指导教师 初级教练",
    "intermediate_or_above": "馆员 副研究馆员 研究馆员 讲师 高级讲师 正高级讲师 副教授 教授 记者 主任记者 高级记者 "
    "编辑 主任编辑 "
    "高级编辑 副编审 编审 助理研究员 副研究员 研究员 一级教师 高级教师 正高级教师 中学一级教师 中学高级教师 "
    "小学高级教师 "
    "幼儿园高级教师 中教一级 中教高级 小教高级 主治医师 主治中医师 主管护师 主管药师 主管中药师 主管技师 "
    "主管检验师 副主任医师 "
    "主任医师 副主任护师 主任护师 副主任药师 主任药师 副主任中药师 主任中药师 副主任技师 主任技师 一级实习指导教师 "
    "高级实习指导教师 "
    "中级教练 高级教练 教授级高级工程师 研究员级高级工程师 推广研究员 农业技术推广研究员",
}
_PARTS = re.compile(r"[/,;()\[\]|&+、·・]|或|和")
# What a diploma was earned by, not which diploma it is; and of these, what is no full-time study.
_PART_TIME = (
    "非全日制|高等教育自学考试|自学考试|自考|函授|成人高考|成人教育|成人高等教育|成人|成教|电大|广播电视大学|国家开放大学|开放大学|开放教育|国开|"
    "网络教育|远程教育|网络|网教|远程|夜大学?|夜校|职大|业余|非统招|非普通|在职|中央党校|省委党校|党校|函大"
)
_PART_TIME_WORD = re.compile(_PART_TIME)
_FULL_TIME_WORD = re.compile("(?<!非)(全日制|统招|统分)")
OUTSIDE = re.compile(r"海外|境外|国外|国\(境\)外|国境外|留学|港澳台|香港|澳门|台湾|外国")
_MANNER = re.compile(
    rf"({_PART_TIME}|普通全日制|全日制普通|全日制统招|统招全日制|全日制|普通高等教育|高等教育|统招|统分|普通|国民教育|海外|境外|国外|国\(境\)外|留学|港澳台|香港|澳门|台湾|"
    r"外国|院校|高校)"
)
_GRADUATED = re.compile(r"(学历|毕业|毕业生|教育|文化|程度|文化程度)$")
# 本科（2021年毕业）, 工学学士: when, and of which discipline.
_WHEN = re.compile(
    r"(?<![\d-])((?:19|20)\d\d)(?:[年./-](?:(1[0-2]|0?[1-9])(?!\d)(?:[月./-]\d{1,2}日?|月)?)?)?"
    r"(?:毕业|取得|评定|评|获得|获)?(?![\d-])"
)
_DISCIPLINE = re.compile(r"^(?:哲|经济|法|教育|文|历史|理|工|农|医|管理|艺术)学(?=[学硕博]士)")
# 助理工程师资格, 已取得工程师: the title itself.
_TITLE_FRAME = re.compile(r"^(?:现任|现为|已取得|取得|已聘|初定|认定)|(?:专业技术职务)?任职资格$|(?:职称|职务|资格)$")


class Choice:
    """A column of choices: by name in either language, by value, or by an everyday word."""

    def __init__(self, field: str, pack: Pack, as_of: dt.date) -> None:
        """``field``: a fact that is chosen; what is earned after ``as_of`` is not earned yet."""
        self._field = field
        self._names = CHOICE_NAMES[field]
        self._dated, self._latest = field in ("education", "title_level"), (as_of.year, as_of.month)
        self._exact: dict[str, str] = {}
        self._words: dict[str, set[str]] = {}
        for choice, name in self._names.items():
            value = str(choice)
            for text in (value, name.zh, name.en):
                self._exact[_word(text)] = value
        for value, words in _CHOICE_WORDS[field].items():
            for province in (pack.names.province.zh, pack.names.province.zh.removesuffix("省")):
                self._add(value, words.format(province=province).split())
        if field == "title_level":
            for value, words in _TITLES.items():
                self._add(value, words.split())
            for title in _BY_LEVEL.split():
                self._add("assistant", (f"助理{title}",))
                self._add("intermediate_or_above", (title, f"高级{title}", f"正高级{title}", f"副高级{title}"))
            for family in pack.titles.values():
                for level in LEVEL_NAMES:
                    title = getattr(family, level.value)
                    if title is not None:
                        self._add("intermediate_or_above" if level == "intermediate" else level, (title.zh, title.en))

    def _add(self, value: str, words: Iterable[str]) -> None:
        for word in words:
            self._words.setdefault(_word(word), set()).add(value)

    def __call__(self, raw: Any) -> Found:
        """What ``raw`` says."""
        if not isinstance(raw, str) or len(raw) > 64:
            return self._refuse()
        word = _word(raw)
        if word in self._exact:
            if word == "none" and raw.strip() != word:
                # A program's word for nothing, or the value.
                return self._either(raw, [self._names[self._exact[word]], say("不清楚")])
            return Taken(self._exact[word])
        means = self._means(word)
        if len(means) == 1:
            return Taken(next(iter(means)), sure=False, also=self._also(word))
        # 大专/本科 says two, and not which of them counts.
        stands = set().union(*map(self._one, self._parts(word)))
        if len(means or stands) > 1:
            return self._either(raw, [name for choice, name in self._names.items() if choice in (means or stands)])
        return self._refuse(raw)

    def _either(self, raw: str, means: list[Text]) -> Text:
        return say("“{word}”可能是：{choices}。请写明是哪一个。", word=raw.strip(), choices=listed(means))

    def _also(self, word: str) -> tuple[tuple[str, Any], ...]:
        """What the wording of a diploma says of how and where it was earned."""
        if self._field != "education":
            return ()
        also: list[tuple[str, Any]] = []
        # 全日制本科、函授本科 says both, and nothing of which one counts.
        if _PART_TIME_WORD.search(word) and not _FULL_TIME_WORD.search(word):
            also.append(("full_time_recognised", False))
        if OUTSIDE.search(word):
            also.append(("diploma_outside_mainland", True))
        return tuple(also)

    def _means(self, word: str) -> set[str]:
        """The choices that ``word`` can stand for; of "研究生（硕士）", those that all its parts can."""
        found = self._one(word)
        if found:
            return found
        parts = self._parts(word)
        if not parts or parts == [word]:
            return set()
        return set.intersection(*(self._one(part) for part in parts))

    def _parts(self, word: str) -> list[str]:
        """What stands side by side in ``word``, without when it was earned and how: 本科（函授）, 助工(2019年)."""
        parts = [part for part in _PARTS.split(_WHEN.sub(self._when, word) if self._dated else word) if part]
        if self._field == "education":
            parts = [part for part in parts if _MANNER.sub("", part).strip("-—")]
        return parts

    def _when(self, found: re.Match[str]) -> str:
        earned = int(found[1]), int(found[2] or 1)
        return "" if earned <= self._latest else found[0]

    def _one(self, word: str) -> set[str]:
        if word in self._exact:
            return {self._exact[word]}
        if word in self._words:
            return self._words[word]
        if self._field == "education":
            # 大学 alone would be left of 开放大学: a manner that holds a diploma's word goes first.
            less = _GRADUATED.sub("", _DISCIPLINE.sub("", _MANNER.sub("", word).strip("-—"))).strip("()（）")
        else:
            less = _TITLE_FRAME.sub("", word) if self._field == "title_level" else ""
        return self._one(less) if less and less != word else set()

    def _refuse(self, raw: Any = None) -> Text:
        choices = listed(self._names.values())
        if self._field == "title_level" and isinstance(raw, str):
            if _WORKER.fullmatch(_word(raw)) and not any(map(self._one, self._parts(_word(raw)))):
                return say(
                    "“{word}”是工人的技能等级，不是职称。请填：{choices}。不清楚就留空。",
                    word=raw.strip(),
                    choices=choices,
                )
            if _LICENCE.search(_word(raw)):
                return say(
                    "“{word}”是职业资格，不是职称；能不能对应职称要问人社部门。请填：{choices}。不清楚就留空。",
                    word=raw.strip(),
                    choices=choices,
                )
            return say("请按职称证书上的级别填：{choices}。不清楚就留空。", choices=choices)
        return say("只能填以下之一：{choices}。不清楚就留空。", choices=choices)


# The grades of skilled workers, which read like titles.
_GRADE = "初级|中级|高级|特级|首席|助理|[一二三四五]级"
_WORKER = re.compile(
    rf"({_GRADE})?.{{0,6}}(?<!助)工|({_GRADE})?.{{0,6}}技师|({_GRADE}).{{1,6}}员|[一二三四五]级.{{0,6}}(工|技师)|"
    r"(初级|中级|高级|[一二三四五]级)?.{0,4}(茶艺|烹调|烹饪|面点|育婴|保育|美容|美发|按摩|保健|营养|健康管理|电子商务|物流|养老护理|心理咨询|"
    r"理财规划|企业培训|调酒|评茶|品酒|酿酒|职业指导|劳动关系协调|花艺|插花|摄影|陈列|助听器验配|验光)(师|员)|"
    r"(助理|高级|二级|三级|一级)(茶艺|电子商务|物流|营养|健康管理|心理咨询|理财规划|采购|职业指导)师"
)
_LICENCE = re.compile(
    r"执业|注册|职业资格|资格证|从业资格|建造师|造价师|监理师|消防工程师|安全工程师|造价工程师|监理工程师|全科医生|社会工作师|人力资源管理师|导游|法律职业"
)
