"""三（一）, 四（一）, 四 end: the routes that others run; the pack says who, and what to ask them."""

from __future__ import annotations

from logic.criteria.base import Context, Criterion, barring, confirm, criterion
from logic.facts import Applicant, known
from logic.findings import Finding
from logic.pack import OtherRoute, OtherRouteName
from logic.words.language import say


def _way(context: Context, name: OtherRouteName) -> OtherRoute:
    return context.pack.ways[name]


def _by_others(id: str, name: OtherRouteName, clause: str) -> Criterion:
    """The one criterion of a route that others run: what the notice says of it, and whom to ask the rest.

    ``clause`` is the usual one; the pack's own goes before it.
    """

    @criterion(id, clause=clause, needs=("title_level",))
    def judge(a: Applicant, context: Context) -> Finding:
        """Others run this review: the notice says by whom and how it is reached."""
        way, named = _way(context, name), context.pack.named
        return confirm(named(way.say.text), ask=named(way.ask.text), clause=way.clause, also=way.also)

    return judge


entrusted = _by_others("entrusted", "entrusted_review", "4.1")
department = _by_others("department", "department_review", "4.6")
rural = _by_others("rural", "rural_review", "3.1")
brokerage = _by_others("brokerage", "brokerage_review", "3.1")


@criterion("exam_series", clause="2.3", needs=("title_level",), hangs_on="series")
def exam_series(a: Applicant, context: Context) -> Finding:
    """Series whose titles come by national examination are neither recognised nor reviewed."""
    way, named = _way(context, "examination"), context.pack.named
    if context.exam_unsure:
        unsure = known(way.unsure)
        return confirm(named(unsure.say.text), ask=named(unsure.ask.text), clause=way.clause)
    return barring(named(way.say.text), ask=named(way.ask.text), clause=way.clause, also=way.also)


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
