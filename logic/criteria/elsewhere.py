"""三（一）, 四（一）, 四 end: the routes that others run; this tool says who, and what to ask them."""

from __future__ import annotations

from logic.criteria.base import Context, barring, confirm, criterion
from logic.facts import Applicant
from logic.findings import Finding
from logic.language import say


@criterion("entrusted", clause="4.1", needs=("title_level",))
def entrusted(a: Applicant, context: Context) -> Finding:
    """The district has no committee for the series: it checks, and issues a letter of entrustment."""
    return confirm(
        say(
            "区里没有您这个系列的初级评审委员会。材料审核后，由{bureau}出具委托评审函，委托别处评审。",
            bureau=context.pack.names.bureau.text,
        ),
        ask=say("问{office}：“我这个系列今年委托给哪个评委会，什么时候交材料？”", office=context.office),
    )


@criterion("department", clause="4.6", needs=("title_level",))
def department(a: Applicant, context: Context) -> Finding:
    """Teachers' dates are set by the education department."""
    return confirm(
        say("中小学和中等职业学校教师的初级评审，什么时候申报、什么时候收件，看教育主管部门的通知。"),
        ask=say(
            "问学校和{education_bureau}：“今年教师初级职称什么时候申报，材料交到哪里？”",
            education_bureau=context.pack.names.education_bureau.text,
        ),
    )


@criterion("exam_series", clause="2.3", needs=("title_level",))
def exam_series(a: Applicant, context: Context) -> Finding:
    """Series whose titles come by national examination are neither recognised nor reviewed."""
    if context.exam_unsure:
        return confirm(
            say(
                "这个专业一般要通过全国统一考试取得职称，但{province}的目录我们没有查到。",
                province=context.pack.names.province.text,
            ),
            ask=say("问{office}：“这个专业是考试取得，还是可以评审或认定？”", office=context.office),
        )
    return barring(
        say("这个系列的初级、中级职称一般靠全国统一考试取得，区里一般不认定、不评审；高级看省里和市里的通知。"),
        ask=say("请看考试主管部门当年的报名通知。报名网站各系列不同，可以问单位人事。"),
        also=("n77",),
    )


@criterion("rural", clause="3.1", needs=("title_level",))
def rural(a: Applicant, context: Context) -> Finding:
    """Titles for people of rural revitalisation are run by the city, as far as known."""
    return confirm(
        say(
            "{year} 年新开了乡村振兴人才职称评审，分三个层级。据见到的一处转载，由市里组织；"
            "除非{office}另有说法，不走区里的农业系列评委会。",
            year=context.pack.year,
            office=context.office,
        ),
        ask=say(
            "问{office}、{city_bureau}和{agriculture_bureau}：“乡村振兴人才初级职称今年怎么报，要什么条件？”",
            office=context.office,
            city_bureau=context.pack.names.city_bureau.text,
            agriculture_bureau=context.pack.names.agriculture_bureau.text,
        ),
        also=("p44",),
    )


@criterion("brokerage", clause="3.1", needs=("title_level",))
def brokerage(a: Applicant, context: Context) -> Finding:
    """Technology brokerage has a review of its own; who runs it the notice does not say."""
    return confirm(
        say(
            "{year} 年新开了技术经纪专业的职称评审；初级由谁评、何时报，通知没有写。",
            year=context.pack.year,
        ),
        ask=say("问{office}：“技术经纪专业的初级职称向哪个评委会报，什么时候报？”", office=context.office),
    )


@criterion("higher", clause="4.6")
def higher(a: Applicant, context: Context) -> Finding:
    """The next title is beyond a junior notice."""
    return confirm(
        say(
            "您已有助理级或以上的职称。更高层级不在这份初级通知里，看市里或省里当年的通知；换系列报同级的，先问{office}。",
            office=context.office,
        ),
        ask=say(
            "问单位人事和{city_bureau}：“我要申报下一个层级，今年的条件和时间是什么？”",
            city_bureau=context.pack.names.city_bureau.text,
        ),
    )


@criterion("specialty", clause="2.1", needs=("specialty",))
def specialty(a: Applicant, context: Context) -> Finding:
    """Only reached while the specialty is unknown: without it there is no route to judge."""
    raise AssertionError("the route is known once the specialty is")
