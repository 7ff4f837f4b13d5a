"""The parts of a notice on the desk, in its order: a screen each."""

from __future__ import annotations

from logic.policy.draft import Part
from logic.words.language import Text, say
from ui.desk.parts.clauses import clauses
from ui.desk.parts.days import days
from ui.desk.parts.head import head
from ui.desk.parts.hours import hours
from ui.desk.parts.matters import matters
from ui.desk.parts.offices import offices
from ui.desk.parts.papers import papers
from ui.desk.parts.recognition import recognition
from ui.desk.parts.review import review
from ui.desk.parts.scope import scope
from ui.desk.parts.screen import Screen
from ui.desk.parts.series import series
from ui.desk.parts.specialties import specialties
from ui.desk.parts.titles import titles

__all__ = ["SCREENS", "Screen"]

_HEAD = ("id", "region", "name", "document", "status", "issued", "url", "covers", "sources")


def _part(id_: str, name: Text, *keys: str) -> Part:
    return Part(id_, name, tuple((key,) for key in keys))


SCREENS: tuple[Screen, ...] = (
    Screen(_part("head", say("通知本身"), *_HEAD), head),
    Screen(_part("scope", say("谁能申报"), "scope", "not_asked", "settled"), scope),
    Screen(_part("days", say("时间"), "calendar", "publicity_days"), days),
    Screen(_part("review", say("评审：学历和年限"), "review", "equivalents", "beyond"), review),
    Screen(_part("recognition", say("初次认定"), "recognition"), recognition),
    Screen(_part("series", say("系列和途径"), "series", "groups", "ways"), series),
    Screen(_part("titles", say("职称的名称"), "titles"), titles),
    Screen(_part("specialties", say("专业"), "specialties", "search_notes"), specialties),
    Screen(_part("hours", say("继续教育"), "hours", "hours_registered", "hours_later"), hours),
    Screen(_part("papers", say("要带的材料"), "integrity_years", "files"), papers),
    Screen(_part("matters", say("其他事和常见问题"), "matters", "questions", "gaps"), matters),
    Screen(_part("offices", say("问谁、交到哪里"), "contact", "names"), offices),
    Screen(_part("clauses", say("逐条的说法"), "clauses"), clauses),
)
