"""The words of each question: what is asked, what helps to answer, and why it matters, with the clause."""

from __future__ import annotations

from dataclasses import dataclass

from logic.pack import Pack
from logic.routes import clause_of
from logic.words.language import Text, say


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``notes`` are the small lines under single choices, by value."""

    ask: Text
    help: Text
    why: Text
    clause: str
    notes: dict[str, Text]
    yes: Text | None = None
    no: Text | None = None


def _q(
    field: str, ask: Text, help_: Text, why: Text, yes: Text | None = None, no: Text | None = None, **notes: Text
) -> Question:
    return Question(ask, help_, why, "", notes, yes, no)


# Why it is asked where the notice has no initial recognition.
_WITHOUT_RECOGNITION = {
    "title_level": say("现有职称决定下一步能申报哪一级。"),
    "unit_assessment_passed": say("部分层级的评审要求单位考核合格。"),
}
# With places for this district's names: ``question`` fills them in.
_QUESTIONS: dict[str, Question] = {
    "employment": _q(
        "employment",
        say("您在哪类单位工作？"),
        say("按劳动合同或聘用合同上的单位选。市直、省属单位由哪一级受理，先问单位人事。"),
        say("企业、事业单位和自由职业者在申报范围内；公务员、参公单位的人员和退休人员不在。"),
        enterprise=say("国有、民营、外资企业都算；劳务派遣的也选这一项"),
        public_institution=say("公办学校、公立医院、农技站等，参公的除外"),
        freelancer=say("没有固定单位，自己在区内执业；自己种养的农民也选这一项"),
        other_organisation=say("社会团体、民办非企业单位、合作社、家庭农场、个体户等"),
        civil_service_managed=say("参照公务员法管理的事业单位"),
        retired=say("返聘在岗也选这一项"),
        not_employed=say("在读、待业、正在换工作"),
    ),
    "works_in_district": _q(
        "works_in_district",
        say("您的工作地点在{district}吗？"),
        say("看平时上班的地方，不看户口。"),
        say("这份通知只管在{district}工作的人。"),
        say("在{district}"),
        say("不在{district}"),
    ),
    "under_contract": _q(
        "under_contract",
        say("您和单位签了劳动合同或聘用合同吗？"),
        say("劳务派遣的，先选“不清楚”，再问单位人事。"),
        say("通知要求与用人单位有劳动或聘用关系。"),
        say("签了"),
        say("没有签"),
    ),
    "in_technical_post": _q(
        "in_technical_post",
        say("您在专业技术岗位上，做的就是专业技术工作吗？"),
        say("例如技术员、工程师、农技员、质检员。纯管理、行政、后勤岗位一般不是；拿不准，问单位人事。"),
        say("职称评的是专业技术工作，通知要求在这样的岗位上。"),
        say("是"),
        say("不是"),
    ),
    "residency": _q(
        "residency",
        say("您属于哪一种？"),
        say("按身份证件或护照选。"),
        say("外籍人员还要看持有什么证件。"),
    ),
    "foreign_permit": _q(
        "foreign_permit",
        say("您持有哪一种证件？"),
        say("工作许可证要是{province}颁发的。两种都有的，选任何一种都行。"),
        say("外籍人员要有其中一种，才在申报范围内。"),
    ),
    "post_vacancy": _q(
        "post_vacancy",
        say("单位的岗位结构比例内，有您要申报的空岗吗？"),
        say("单位人事知道。拿不准就选“不清楚”。"),
        say("事业单位要在岗位结构比例内申报评审。"),
        say("有空岗"),
        say("没有空岗"),
    ),
    "disciplinary_period": _q(
        "disciplinary_period",
        say("您正在记过以上处分的处分期内吗？"),
        say("没有受过处分，或处分期已满，选“不在”。"),
        say("事业单位人员在记过以上处分期内不能申报。"),
        say("在处分期内"),
        say("不在"),
    ),
    "applied_elsewhere_this_year": _q(
        "applied_elsewhere_this_year",
        say("您今年已经报了别的职称系列或专业吗？"),
        say("已经提交的才算，只是打算报的不算。"),
        say("一年只能报一个系列、一个专业，多报会被取消申报资格。"),
        say("已经报了别的"),
        say("没有"),
    ),
    "dishonesty_record": _q(
        "dishonesty_record",
        say("您在职称诚信档案里有不良记录吗？"),
        say("没被通报过，就选“没有”。"),
        say("靠造假取得的职称会被撤销，并记入诚信档案 {integrity_years} 年。"),
        say("有记录"),
        say("没有"),
    ),
    "specialty": _q(
        "specialty",
        say("您从事什么专业？"),
        say("按现在做的工作选，不按所学专业。可以输入工作内容、拼音或首字母，例如：酿酒、种地、jixie、jx。"),
        say("专业决定走哪条途径、归哪个评审委员会；申报时要选对。"),
    ),
    "education": _q(
        "education",
        say("您的最高学历是哪一种？"),
        say("按毕业证书选。还没毕业的不算。技师、高级工证书不是学历。"),
        say("学历决定能定到哪个层级、要满几年。"),
        bachelor=say("含学士学位；第二学士学位请选上一项"),
        secondary=say("中等专业学校、职业高中、中等职业学校"),
        skilled_technician=say("技工院校"),
        skilled_senior=say("技工院校"),
        skilled_intermediate=say("技工院校"),
    ),
    "full_time_recognised": _q(
        "full_time_recognised",
        say("您的最高学历是怎样取得的？"),
        say("看毕业证书上的学习形式和发证院校。"),
        say(
            "初次认定只面向教育部承认的全日制院校毕业生。不是全日制的，可以看看评审；境外或港澳台的学历怎样算，要先问。"
        ),
        part_time=say("函授、自考、成人、开放大学、网络教育等"),
    ),
    "major_related": _q(
        "major_related",
        say("所学专业和现在的工作对口吗？"),
        say("一样或相近都算对口。怎样算相近，通知没有写；拿不准就选“不清楚”，再问{office}。"),
        say("初次认定要求专业一致或相近。"),
        say("一致或相近"),
        say("不对口"),
    ),
    "service_start": _q(
        "service_start",
        say("您从哪一天起从事这个专业？"),
        say("一般是毕业后入职这类岗位的日期，毕业前的实习不要算。只记得月份的，先写月份。"),
        say("年限从这一天算起，满一周年才算一年。"),
    ),
    "unit_assessment_passed": _q(
        "unit_assessment_passed",
        say("单位考核您合格了吗？"),
        say("看单位有没有写明您考核合格，一般在见习期满时。硕士、博士不用见习，请单位考核。"),
        say("初次认定和部分评审要求单位考核合格。"),
        say("合格"),
        say("没有合格，或还没考核"),
    ),
    "title_level": _q(
        "title_level",
        say("您现在有职称吗？"),
        say("看职称证书上的级别。技术员是员级，助理工程师、二级教师是助理级。技师、高级工是技能等级，不是职称。"),
        say("初次认定面向还没有职称的人；已有职称的，一般走评审。"),
        technician=say("技术员、农业技术员、管理员、三级教师等"),
        assistant=say("助理工程师、助理农艺师、助理馆员、二级教师等"),
        intermediate_or_above=say("工程师、农艺师、讲师、一级教师等"),
    ),
    "title_date": _q(
        "title_date",
        say("您是哪一天取得员级职称的？"),
        say("看证书上的取得日期或批准日期。只记得月份的，先写月份。"),
        say("从员级到助理级要满几年，从这一天算起。"),
    ),
    "title_same_series": _q(
        "title_same_series",
        say("现有职称和这次要报的是同一个系列吗？"),
        say("例如现有技术员、要报助理工程师，就是同一系列。"),
        say("换系列要另看条件，通知没有写明。"),
        say("同一系列"),
        say("不同系列"),
    ),
    "hours": _q(
        "hours",
        say("您每年有多少继续教育学时？"),
        say("按登记的学时填。哪年一点没有，填 0；不知道，就空着。"),
        say("评审看周期内的年平均学时，公需科目和专业科目分开算，不能挤在一年完成。"),
    ),
}


def question(field: str, pack: Pack) -> Question:
    """The words of the question for ``field``, with the names of ``pack``'s district."""
    raw = _QUESTIONS[field]
    why = raw.why if pack.recognition is not None else _WITHOUT_RECOGNITION.get(field, raw.why)
    if field == "hours" and pack.hours.cramming == "ask":
        why = say("评审看周期内的年平均学时，公需科目和专业科目分开算。")
    return Question(
        pack.named(raw.ask),
        pack.named(raw.help),
        pack.named(why),
        clause_of(field, pack),
        {value: pack.named(note) for value, note in raw.notes.items()},
        raw.yes and pack.named(raw.yes),
        raw.no and pack.named(raw.no),
    )
