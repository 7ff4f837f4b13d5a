"""The few facts beside an answer, the same on the page and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from logic.advice.route_words import committee, manner
from logic.advice.standing import goal, level_name
from logic.findings import Assessment, HoursVerdict
from logic.labels import HOURS_VERDICT_NAMES, ROUTE_NAMES
from logic.pack import Pack, Specialty
from logic.words.language import Text, say


def facts_of(assessment: Assessment, specialty: Specialty | None, pack: Pack) -> Iterator[tuple[Text, Text, Text]]:
    """The few facts beside an answer: name, value, a small line."""
    nothing = Text("", "")
    route = assessment.route
    yield say("途径"), ROUTE_NAMES[route.route], manner(route, pack) or nothing
    if reviews := committee(assessment, specialty, pack):
        yield say("评审委员会"), reviews[0], reviews[1] or nothing
    if route.route == "higher_review":
        return
    if route.level:
        small = level_name(route.level)
        if route.approver:
            small = say("{level}，{who}审批", level=small, who=pack.approver(route.approver))
        yield say("对应职称"), goal(route), small
    hours = assessment.hours
    if hours:
        small = say("评审要看；填了就能知道够不够")
        if hours.verdict is not HoursVerdict.INCOMPLETE:
            small = say(
                "年均公需 {general}，专业 {professional} 学时",
                general=f"{hours.general.average:g}",
                professional=f"{hours.professional.average:g}",
            )
        yield say("继续教育"), HOURS_VERDICT_NAMES[hours.verdict], small
