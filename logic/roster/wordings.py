"""How units head their columns: the wordings of the trade, and what looks like a fact and is not certain to be it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from logic.blanks import visible
from logic.words.language import Text, say

# What may stand in brackets behind a heading without changing what it means.
_HINT = re.compile(
    r"必填|选填|下拉|单选|可?不填|学时|小时|日期|年[-./]?月[-./]?日?|是或否|是否|是[/、]否|填是.*|h|hours?|date|"
    r"y+[-./年]?m+[-./月]?d*日?|y[/、]n|yes[/、]no|true[/、]false|例如.*|如[:：]?\d.*|格式.*|required|optional"
)
_BRACKETS = re.compile(r"[(\[{【〔「『<《]([^)\]}】〕」』>》]*)[)\]}】〕」』>》]")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.、)]\s*(?=\D)")


LONGEST_HEADING = 120  # characters


@lru_cache(maxsize=4096)
def bare(heading: str) -> str:
    """A heading without what may vary: width, case, spaces, punctuation, hints in brackets."""
    # A sentence is no heading; and patterns may take for ever over a page of text.
    if len(heading) > LONGEST_HEADING:
        return ""
    text = unicodedata.normalize("NFKC", visible(heading)).casefold()
    text = _BRACKETS.sub(lambda m: "" if _HINT.fullmatch(m[1].strip()) else m[0], text)
    text = _NUMBERED.sub("", text)
    return "".join(c for c in text if c.isalnum())


# Other wordings of the trade. A likely one is taken, and shown for the clerk to confirm.
WORDINGS: dict[str, str] = {
    "employment": "单位性质 单位类型 单位类别 工作单位性质 工作单位类型 用人单位性质 所在单位性质 企业事业 "
    "employertype",
    "works_in_district": "是否在区内工作 在区内工作 是否在本区工作",
    "under_contract": "劳动合同 聘用合同 是否签订合同 是否签合同 签订合同 是否签订劳动合同 是否签订聘用合同 "
    "是否签订劳动或聘用合同 劳动聘用合同 有无合同 是否有合同 合同",
    "in_technical_post": "是否专业技术岗位 专技岗位 是否专技岗位 是否专技岗 专技岗 专业技术岗 是否专业技术岗 "
    "在专业技术岗位 是否在专业技术岗位 岗位类别 岗位类型",
    "residency": "居民身份 身份类别",
    "foreign_permit": "外籍证件 外国人工作许可 外籍人员证件",
    "post_vacancy": "空岗 有无空岗 是否有空岗 是否有岗位空缺 有无岗位空缺 岗位是否空缺 空缺岗位",
    "disciplinary_period": "处分期 是否在处分期 是否在处分期内 是否处于处分期 是否处分期内 在处分期内 有无处分",
    "applied_elsewhere_this_year": "今年是否另报职称 今年是否另报了职称 今年另报职称 是否另报职称 是否另报 "
    "本年度另报职称 本年度是否另报职称 本年度是否申报其他系列 今年是否申报其他系列 是否申报其他系列",
    "dishonesty_record": "失信 有无失信 失信情况 失信记录 有无失信记录 是否有失信记录 诚信记录 诚信档案 是否失信",
    "specialty": "申报专业 现从事专业 从事专业名称 从事的专业 所从事专业 岗位专业 现从事专业技术工作 从事专业技术工作 "
    "申报专业名称 拟申报专业",
    "education": "学历 学历层次 最高学历层次 文化程度 教育程度 学历水平",
    "full_time_recognised": "全日制 是否全日制 是否全日制毕业 统招 是否统招 全日制统招 是否全日制统招 学习形式 "
    "学历性质 学历类型 教育形式 培养方式 学历形式",
    "diploma_outside_mainland": "境外学历 是否境外学历 国外学历 海外学历 港澳台学历 是否海外学历 是否国外学历 "
    "留学 是否留学 境外或港澳台院校 是否境外或港澳台院校 境外院校 是否境外院校 毕业院校类型 毕业院校类别 毕业院校性质 "
    "毕业学校类型 毕业学校类别 院校类型 院校类别 学校类型 学历来源",
    "major_related": "是否专业对口 专业是否对口 是否对口 对口 所学专业是否对口 专业是否相关 专业相关 专业相近 "
    "专业是否相同或相近 专业相同或相近 所学专业与从事专业是否一致",
    "service_start": "从事本专业时间 从事本专业日期 从事本专业工作时间 从事本专业开始时间 开始从事本专业时间 "
    "开始从事本专业日期 从事本专业起始时间 从事专业时间 从事专业技术工作时间 从事现专业时间 何时从事本专业",
    "unit_assessment_passed": "单位考核 单位考核是否合格 考核是否合格 是否考核合格 考核合格 见习期考核 试用期考核 "
    "见习期满考核 见习考核 转正考核 见习期考核结果 单位考核结果",
    "title_level": "职称 现职称 现有职称级别 现有职称等级 现有职称层级 职称级别 职称等级 职称层级 现职称级别 "
    "现职称等级 "
    "专业技术职务 专业技术职务名称 专业技术职务级别 专业技术职务层级 "
    "专业技术职务任职资格 专业技术任职资格 专业技术资格 专业技术职称 现任专业技术职务 现专业技术职务 任职资格 "
    "现有专业技术职务任职资格 现专业技术职务任职资格 已取得职称 已有职称",
    "title_date": "职称取得时间 职称取得日期 取得职称时间 现职称取得时间 现职称取得日期 现有职称取得时间 "
    "现有职称取得日期 "
    "取得现职称时间 任职资格取得时间 取得任职资格时间 资格取得时间 取得资格时间 现任职资格取得时间 职称时间",
    "title_same_series": "同系列 是否同系列 是否同一系列 同一系列 与现职称同系列 是否与现职称同系列 "
    "是否与现有职称同系列",
}
PERSONS: dict[str, str] = {
    "name": "姓名 名字 职工姓名 员工姓名 人员姓名 name fullname",
    "id_number": "身份证 身份证号 身份证号码 居民身份证号 居民身份证号码 公民身份号码 证件号 证件号码 idnumber",
    "staff_number": "工号 职工号 员工号 人员编号 职工编号 员工编号 编号 staffnumber staffid employeeid",
    "department": "部门 科室 处室 所在部门 所在科室 内设机构 车间 department dept",
    "unit": "单位 单位名称 所在单位 用人单位 所在单位名称 工作单位名称 unit",
}
# What departments are called: what they do, and what they are. No person is called so: 李科 and 王处 are none.
_DOES = (
    "质检|质量|品质|品管|质管|技术|工艺|工程|研发|开发|设计|生产|制造|加工|装配|设备|机电|动力|电气|机修|"
    "维修|计量|能源|环保|安全|安环|安保|保卫|电工|焊工|钳工|总装|机加工|财务|会计|审计|人事|人力|人力资源|"
    "劳资|行政|综合|综合管理|后勤|总务|采购|供应|物资|仓储|物流|储运|运输|销售|营销|市场|业务|客服|售后|经营|"
    "运营|企划|计划|规划|基建|项目|投资|法务|合规|信息|信息化|网络|宣传|党群|党政|党建|政工|纪检|监察|团委|"
    "工会|离退休|办公|秘书|档案|教务|教学|教研|科研|学生|政教|招生|就业|培训|图书|实验|内|外|妇|儿|妇产|骨|"
    "眼|口腔|皮肤|中医|急诊|麻醉|手术|重症|检验|化验|放射|影像|超声|病理|药剂|药|护理|门诊|住院|医务|病案|"
    "院感|预防保健|公共卫生|康复|针灸|推拿|体检|功能|输血|农技|农业技术|推广|植保|土肥|种子|畜牧|兽医|水产|"
    "林业|水利|服务|管理|保障|工作"
)
_IS = "部|科|室|处|组|队|班|站|所|股|办|课|厂|病区|中心"
_SURELY = "车间|班组|工段|分厂|办公室|项目部|事业部|营业部|分公司|子公司|门诊部|实验室|部门|科室|总经办"
_NUMBER = r"(?:第?[一二三四五六七八九十\d]+号?|[A-Za-z])"
_PART = rf"(?:{_DOES})+{_NUMBER}?(?:{_IS})|.{{0,8}}?(?:{_SURELY})|{_NUMBER}(?:{_IS})"
_DEPARTMENT = re.compile(rf"(?:{_NUMBER}?(?:{_PART}){_NUMBER}?){{1,2}}(?:[(（]?共?\d+[人名][)）]?)?[:：]?")
# What each of them holds a character of, so that hardly any name need be looked at.
DEPARTMENT_MARKS = "部科室处组队班站所股办课厂区心间段司"


@lru_cache(maxsize=4096)
def is_department(text: str) -> bool:
    """Whether ``text`` can only be a department's name: 质检部, 车间一, 一车间, 第二项目部, 外科（12人）."""
    plain = "".join(unicodedata.normalize("NFKC", visible(text)).split())
    return 1 < len(plain) < 20 and _DEPARTMENT.fullmatch(plain) is not None


# What looks like a fact and is not certain to be it. The reason stands with the question.
DOUBTS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"参加工作|入职|进单位|来院|来校|工作时间$|工作日期$|到岗|进本单位", ("service_start",), "other_day"),
    (r"从事.*(年限|年数)|工作年限|工龄|专业年限", ("service_start",), "years_not_day"),
    (r"聘任|受聘|聘用时间|聘用日期|聘期", ("title_date",), "other_day"),
    (r"^取得(时间|日期)$|发证|批准(时间|日期)|评审通过|(证书|资格).*(时间|日期)", ("title_date",), "other_day"),
    (r"^(所学|毕业|学历|第一学历|最高学历)?专业(名称|方向)?$|所学专业", ("specialty",), "which_specialty"),
    (r"(第一|全日制|在职|初始|原始|入职).*学历|学历.*(全日制|在职|第一)", ("education",), "which_education"),
    (r"学位", ("education",), "which_education"),
    (r"年度考核|考核", ("unit_assessment_passed",), "which_assessment"),
    (r"学时|公需|继续教育|继教", (), "which_hours"),
    (r"国籍|港澳台", ("residency",), "other_wording"),
    (r"工作(所在)?地|工作(区|县)|所在(区县|县区|地区)", ("works_in_district",), "other_wording"),
    (r"编制|人员性质|用工形式|人员类别", ("employment", "under_contract"), "other_wording"),
    (r"合同", ("under_contract",), "other_wording"),
    (r"处分", ("disciplinary_period",), "other_wording"),
    (r"失信|诚信", ("dishonesty_record",), "other_wording"),
    (r"空岗|空缺", ("post_vacancy",), "other_wording"),
    (r"同系列", ("title_same_series",), "other_wording"),
    (r"对口", ("major_related",), "other_wording"),
    (r"全日制|统招", ("full_time_recognised",), "other_wording"),
    (r"境外|海外|国外|留学", ("diploma_outside_mainland",), "other_wording"),
    (r"单位(性质|类)", ("employment",), "other_wording"),
    (r"职称.*(时间|日期)", ("title_date",), "other_wording"),
    (r"职称|专业技术(职务|资格)|任职资格", ("title_level",), "other_wording"),
    (r"学历|文化程度", ("education",), "which_education"),
    (r"从事.*专业|申报.*专业", ("specialty", "service_start"), "other_wording"),
    (r"岗位", ("in_technical_post",), "other_wording"),
)


@cache
def asks() -> dict[str, Text]:
    """Why a column is asked about, by the doubt."""
    return {
        "other_day": say("这一列的日期不一定是要填的那一天。请确认它是什么。"),
        "years_not_day": say("这一列写的是年数，要的是开始的那一天。请补一列日期，或选不用。"),
        "which_specialty": say("这一列可能是所学专业，也可能是从事专业。请选一个。"),
        "which_education": say("这一列不一定是最高学历。请确认。"),
        "which_assessment": say("要的是见习期满或转正时单位的考核，年度考核不算。请确认。"),
        "which_hours": say("学时要分年度、分科目，一列一项，例如 2021公需。请选这一列是哪一年、哪一科。"),
        "other_wording": say("没有把握这一列是什么。请确认。"),
        "twice": say("有两列说的是同一项。请选一列，另一列选“不用这一列”。"),
        "unreadable": say("这一列的内容大多看不懂，可能不是表头说的那一项。请确认。"),
    }
