"""The names of facts, choices, routes and verdicts, as the pages, the findings and the spreadsheets use them."""

from __future__ import annotations

from collections.abc import Iterable

from logic.facts import Education, Employment, ForeignPermit, Residency, TitleLevel
from logic.findings import FindingVerdict, HoursVerdict, Level, Verdict
from logic.words.language import Text, join, say

FACT_NAMES: dict[str, Text] = {
    "employment": say("工作单位"),
    "works_in_district": say("在本区工作"),
    "under_contract": say("劳动或聘用合同"),
    "in_technical_post": say("专业技术岗位"),
    "residency": say("身份"),
    "foreign_permit": say("外国人证件"),
    "post_vacancy": say("岗位空缺"),
    "disciplinary_period": say("处分期内"),
    "applied_elsewhere_this_year": say("今年另报了职称"),
    "dishonesty_record": say("诚信档案记录"),
    "specialty": say("从事专业"),
    "education": say("最高学历"),
    "full_time_recognised": say("全日制毕业"),
    "diploma_outside_mainland": say("境外或港澳台学历"),
    "major_related": say("专业对口"),
    "service_start": say("从事本专业起始日"),
    "unit_assessment_passed": say("单位考核合格"),
    "title_level": say("现有职称"),
    "title_date": say("取得职称日期"),
    "title_same_series": say("与现有职称同系列"),
    "hours": say("继续教育学时"),
}

CHOICE_NAMES: dict[str, dict[str, Text]] = {
    "employment": {
        Employment.ENTERPRISE: say("企业"),
        Employment.PUBLIC_INSTITUTION: say("事业单位"),
        Employment.FREELANCER: say("自由职业"),
        Employment.OTHER_ORGANISATION: say("其他组织"),
        Employment.CIVIL_SERVANT: say("公务员"),
        Employment.CIVIL_SERVICE_MANAGED: say("参公事业单位"),
        Employment.RETIRED: say("已退休"),
        Employment.NOT_EMPLOYED: say("暂无工作"),
    },
    "residency": {
        Residency.MAINLAND: say("内地居民"),
        Residency.HONG_KONG_MACAO_TAIWAN: say("港澳台居民"),
        Residency.FOREIGN: say("外籍"),
    },
    "foreign_permit": {
        ForeignPermit.PERMANENT_RESIDENCE: say("外国人永久居留证"),
        ForeignPermit.ANHUI_WORK_PERMIT: say("本省颁发的外国人工作许可证"),
        ForeignPermit.NONE: say("都没有"),
    },
    "education": {
        Education.DOCTOR: say("博士研究生"),
        Education.MASTER: say("硕士研究生"),
        Education.SECOND_BACHELOR: say("第二学士学位"),
        Education.BACHELOR: say("大学本科"),
        Education.COLLEGE: say("大学专科"),
        Education.SECONDARY: say("中专、中职"),
        Education.SKILLED_TECHNICIAN: say("预备技师（技师）班"),
        Education.SKILLED_SENIOR: say("高级工班"),
        Education.SKILLED_INTERMEDIATE: say("中级工班"),
        Education.HIGH_SCHOOL: say("普通高中"),
        Education.BELOW_SECONDARY: say("初中及以下"),
    },
    "title_level": {
        TitleLevel.NONE: say("还没有职称"),
        TitleLevel.TECHNICIAN: say("员级"),
        TitleLevel.ASSISTANT: say("助理级"),
        TitleLevel.INTERMEDIATE_OR_ABOVE: say("中级或以上"),
    },
}

# How a diploma was earned: the answers of the one question about both facts (logic/interview/screens.py).
DIPLOMA_NAMES: dict[str, Text] = {
    "full_time": say("全日制，内地教育部承认的院校"),
    "part_time": say("不是全日制"),
    "outside": say("境外或港澳台院校"),
}

YES_NO: dict[bool, Text] = {True: say("是"), False: say("否")}

LEVEL_NAMES: dict[Level, Text] = {
    Level.TECHNICIAN: say("员级"),
    Level.ASSISTANT: say("助理级"),
    Level.INTERMEDIATE: say("中级"),
}

VERDICT_NAMES: dict[Verdict, Text] = {
    Verdict.ELIGIBLE: say("可以申报"),
    Verdict.CONFIRM: say("需要确认"),
    Verdict.NOT_YET: say("暂不能申报"),
    Verdict.INCOMPLETE: say("信息不全"),
    Verdict.INELIGIBLE: say("不能申报"),
}
# What a roster's cell says: the word that others rely on.
VERDICT_CELLS: dict[Verdict, str] = {
    verdict: "不得申报" if verdict is Verdict.INELIGIBLE else name.zh for verdict, name in VERDICT_NAMES.items()
}

FINDING_VERDICT_NAMES: dict[FindingVerdict, Text] = {
    FindingVerdict.MET: say("符合"),
    FindingVerdict.NOT_MET: say("不符合"),
    FindingVerdict.UNKNOWN: say("待补充"),
    FindingVerdict.CONFIRM: say("请确认"),
    FindingVerdict.NOT_APPLICABLE: say("不涉及"),
}

HOURS_VERDICT_NAMES: dict[HoursVerdict, Text] = {
    HoursVerdict.SUFFICIENT: say("达标"),
    HoursVerdict.INSUFFICIENT: say("不达标"),
    HoursVerdict.CRAMMED: say("集中于一年"),
    HoursVerdict.SUSPECT: say("疑似突击"),
    HoursVerdict.INCOMPLETE: say("未填全"),
}

ROUTE_NAMES: dict[str, Text] = {
    "initial_recognition": say("职称初次认定"),
    "junior_review": say("初级评审"),
    "entrusted_review": say("委托评审"),
    "department_review": say("主管部门组织评审"),
    "examination": say("考试取得"),
    "rural_review": say("乡村振兴人才评审"),
    "brokerage_review": say("技术经纪评审"),
    "higher_review": say("上级评审"),
    "undetermined": say("待定"),
}

SUBJECT_NAMES: dict[str, Text] = {"general": say("公需科目"), "professional": say("专业科目")}

CRITERION_NAMES: dict[str, Text] = {
    "employment": say("单位性质"),
    "location": say("工作地点"),
    "contract": say("劳动或聘用关系"),
    "technical_post": say("专业技术岗位"),
    "residency": say("身份与证件"),
    "post_ratio": say("岗位结构比例"),
    "discipline": say("处分期"),
    "one_application": say("一年只报一个"),
    "integrity": say("诚信记录"),
    "first_title": say("首次取得职称"),
    "diploma": say("学历"),
    "major": say("专业对口"),
    "service": say("工作年限"),
    "assessment": say("单位考核"),
    "title_exists": say("层级名称"),
    "department_dates": say("教师的时间"),
    "series": say("评审委员会"),
    "level": say("层级条件"),
    "level_source": say("年限的出处"),
    "same_series": say("同一系列"),
    "continuing_education": say("继续教育学时"),
    "new_specialty": say("新设专业"),
    "entrusted": say("委托评审"),
    "department": say("主管部门"),
    "exam_series": say("考试取得的系列"),
    "rural": say("乡村振兴人才"),
    "brokerage": say("技术经纪"),
    "higher": say("更高层级"),
    "specialty": say("从事专业"),
}


# A name that stays a name within a sentence.
_PROPER = ("Hong Kong",)


def within(name: str) -> str:
    """An English name as it stands within a sentence: "Years of service" is "years of service" there."""
    capital_stays = name.startswith(_PROPER) or name[1:2].isupper()
    return name if capital_stays else name[:1].lower() + name[1:]


def listed(texts: Iterable[Text]) -> Text:
    """Names one after the other, as each language separates them within a sentence."""
    return join([Text(text.zh, within(text.en)) for text in texts], zh="、", en=", ")


def named_years(years: Iterable[int]) -> Text:
    """Years one after the other, three and more in a row by the first and the last: 2015、2018 至 2021."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [part for run in runs for part in ([run] if len(run) > 2 else [[year] for year in run])]
    return listed(
        Text(f"{part[0]} 至 {part[-1]}", f"{part[0]}–{part[-1]}") if len(part) > 1 else Text(str(part[0]), str(part[0]))
        for part in parts
    )


def fact_names(fields: Iterable[str]) -> Text:
    """The names of several facts."""
    return listed(FACT_NAMES[field] for field in fields)
