"""一 Who may apply at all: the criteria common to every route, in the notice's order."""

from __future__ import annotations

from logic.criteria.base import (
    Context,
    barring,
    concerns,
    confirm,
    criterion,
    curable,
    left_open,
    met,
    not_applicable,
)
from logic.facts import Applicant, Employment, known
from logic.findings import Finding
from logic.labels import CHOICE_NAMES
from logic.words.language import Text, join, say


def _unit(employment: Employment) -> Text:
    return CHOICE_NAMES["employment"][employment]


@criterion("employment", clause="1.3", needs=("employment",))
def employment(a: Applicant, context: Context) -> Finding:
    """The kinds of employer that the notice names are in scope; some never are, others are to be asked about."""
    kind = known(a.employment)
    actual = kind.value
    row = context.pack.scope.employment[kind]
    text = context.pack.named(row.say.text) if row.say else None
    if row.is_ == "met":
        return met(say("您的工作性质是“{unit}”，在申报范围内。", unit=_unit(kind)), actual=actual, also=("1.1",))
    if row.is_ == "confirm":
        return confirm(text or Text("", ""), ask=context.pack.named(known(row.ask).text), actual=actual, also=("1.1",))
    if row.is_ == "curable":
        return curable(
            text or say("您现在没有工作单位，还不能申报。"),
            remedy=say(
                "从在{district}的专业技术岗位入职那天起，就可以再来看。", district=context.pack.names.district.text
            ),
            actual=actual,
            also=("1.1",),
        )
    return barring(text or _BARRED.get(kind) or say("这类人员不能申报专业技术职称。"), actual=actual)


_BARRED = {
    Employment.CIVIL_SERVANT: say("公务员不在职称申报范围内。以后如果转到企业或事业单位的专业技术岗位，可以再来看。"),
    Employment.CIVIL_SERVICE_MANAGED: say(
        "参照公务员法管理的事业单位，工作人员不在申报范围内。如果拿不准本单位是否“参公”，先问单位人事。"
    ),
    Employment.RETIRED: say("已经退休的人员不在申报范围内，返聘在岗也一样。"),
}


@criterion("location", clause="1.1", needs=("employment", "works_in_district"))
def location(a: Applicant, context: Context) -> Finding:
    """The work is in the district."""
    if not concerns(a, "works_in_district"):
        return not_applicable(say("还没有工作单位，暂不看工作地点。"))
    if a.works_in_district:
        return met(say("您在{district}工作。", district=context.pack.names.district.text), actual=True, required=True)
    return barring(
        say("您的工作地点不在{district}，不归这份通知管。", district=context.pack.names.district.text),
        ask=say("问工作所在地的人社部门：“这里今年的职称通知怎么规定？”"),
        actual=False,
        required=True,
    )


@criterion("contract", clause="1.1", needs=("employment", "under_contract"), differs_in=("rural_review",))
def contract(a: Applicant, context: Context) -> Finding:
    """There is a labour or employment relation with the unit."""
    if not concerns(a, "under_contract"):
        return not_applicable(say("没有用人单位，不看劳动或聘用合同。"))
    if a.under_contract:
        return met(say("您与单位签有劳动或聘用合同。"), actual=True, required=True)
    if context.route == "rural_review":
        return _rural(say("您与单位没有签劳动或聘用合同。"), context)
    return curable(
        say("您与单位还没有签劳动或聘用合同。"),
        remedy=say("请单位与您签合同；签好以后，这一条就符合了。"),
        actual=False,
        required=True,
    )


def _rural(text: Text, context: Context) -> Finding:
    """A farmer may have neither contract nor post; what the junior conditions ask was not found (D)."""
    return confirm(
        join([text, say("乡村振兴人才评审是否要求这一条，我们没有查到。")]),
        ask=say("问{office}：“申报乡村振兴人才初级职称，没有劳动合同或专业技术岗位可以吗？”", office=context.office),
        actual=False,
        required=True,
        also=context.pack.ways["rural_review"].also,
    )


@criterion("technical_post", clause="1.1", needs=("employment", "in_technical_post"), differs_in=("rural_review",))
def technical_post(a: Applicant, context: Context) -> Finding:
    """The post is a professional technical one, and the person does that work."""
    if not concerns(a, "in_technical_post"):
        return not_applicable(say("没有用人单位，不看岗位。"))
    if a.in_technical_post:
        return met(say("您在专业技术岗位上，做的就是这项工作。"), actual=True, required=True)
    if context.route == "rural_review":
        return _rural(say("您现在不在专业技术岗位上。"), context)
    return curable(
        say("您现在不在专业技术岗位上。"),
        remedy=say("先向单位人事问清岗位性质；转到专业技术岗位以后，这一条就符合了。"),
        actual=False,
        required=True,
    )


@criterion("residency", clause="1.2", needs=("residency", "foreign_permit"))
def residency(a: Applicant, context: Context) -> Finding:
    """A foreigner holds one of the permits the notice names."""
    if not concerns(a, "foreign_permit"):
        who = known(a.residency)
        return met(say("{who}，在申报范围内。", who=CHOICE_NAMES["residency"][who]), actual=who.value)
    permits = context.pack.scope.foreign_permits
    required = [permit.value for permit in permits]
    if a.foreign_permit in permits:
        held = CHOICE_NAMES["foreign_permit"][a.foreign_permit]
        return met(say("您持有{permit}。", permit=held), actual=a.foreign_permit.value, required=required)
    return barring(
        say(
            "外籍人员要有外国人永久居留证，或{province}颁发的外国人工作许可证，才能申报。",
            province=context.pack.names.province.text,
        ),
        actual=known(a.foreign_permit).value,
        required=required,
    )


@criterion("post_ratio", clause="1.4", needs=("employment", "post_vacancy"), differs_in=("initial_recognition",))
def post_ratio(a: Applicant, context: Context) -> Finding:
    """A public institution applies only where a post is free within its ratio."""
    if not concerns(a, "post_vacancy"):
        return not_applicable(say("岗位结构比例只管事业单位。"))
    if a.post_vacancy:
        return met(say("单位在岗位结构比例内有空岗。"), actual=True, required=True)
    if context.route == "initial_recognition":
        return left_open(
            "post_ratio",
            context,
            say("单位暂时没有空岗。通知只说评审要在岗位结构比例内申报，没有说初次认定是否也受这个限制。"),
            ask=say("问单位人事和{office}：“没有空岗时，能不能办初次认定？”", office=context.office),
            actual=False,
            required=True,
        )
    return curable(
        say("单位的岗位结构比例内暂时没有空岗。"),
        remedy=say("问单位人事什么时候有空岗；有了空岗再申报。"),
        actual=False,
        required=True,
    )


@criterion("discipline", clause="n40", needs=("employment", "disciplinary_period"))
def discipline(a: Applicant, context: Context) -> Finding:
    """No demerit or graver penalty is running (public institutions)."""
    if not concerns(a, "disciplinary_period"):
        return not_applicable(say("处分期的规定只管事业单位。"))
    if not a.disciplinary_period:
        return met(say("您不在处分期内。"), actual=False, required=False)
    return curable(
        say("记过以上处分的处分期内不能申报。"),
        remedy=say("处分期满后，这一条就符合了；期满日期请向单位人事确认。"),
        actual=True,
        required=False,
    )


@criterion("one_application", clause="4.1", needs=("applied_elsewhere_this_year",))
def one_application(a: Applicant, context: Context) -> Finding:
    """One series and one specialty a year."""
    if not a.applied_elsewhere_this_year:
        return met(say("您今年没有另报别的系列或专业。"), actual=False, required=False)
    return barring(
        say("一年只能申报一个系列、一个专业，您今年已经报了另一个。重复申报会被取消申报资格，请明年再报。"),
        actual=True,
        required=False,
    )


@criterion("integrity", clause="4.3", needs=("dishonesty_record",))
def integrity(a: Applicant, context: Context) -> Finding:
    """A record of dishonesty is kept some years; whether it bars is not said."""
    if not a.dishonesty_record:
        return met(say("您没有职称诚信方面的不良记录。"), actual=False, required=False)
    return left_open(
        "integrity",
        context,
        say(
            "您在职称诚信档案里有记录。通知说记录保留 {years} 年，这期间能不能申报，通知没有说。",
            years=context.pack.integrity_years,
        ),
        ask=say("问{office}：“诚信档案有记录期间，今年能不能申报？”", office=context.office),
        actual=True,
        required=False,
    )


COMMON = (
    employment,
    location,
    contract,
    technical_post,
    residency,
    post_ratio,
    discipline,
    one_application,
    integrity,
)
