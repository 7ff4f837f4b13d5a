"""What a roster is made of: its rows, what was found of each, and the columns that are added (contract: ``roster``)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from logic.facts import Applicant
from logic.findings import HoursResult, Level, Verdict, Window
from logic.labels import VERDICT_CELLS, VERDICT_NAMES
from logic.words.language import Text, say

# The columns we add, in this order; other tools read them by these names.
OUR_COLUMNS: tuple[str, ...] = (
    "结论",
    "申报途径",
    "评审委员会",
    "对应层级",
    "对应职称",
    "审批机关",
    "申报时间",
    "窗口状态",
    "学时结论",
    "公需年均",
    "专业年均",
    "主要障碍",
    "最早可申报日",
    "待补信息",
    "填写错误",
    "政策版本",
)
# What 结论 says of whom this notice neither refuses nor asks.
ELSEWHERE_CELL = "不归本通知"
# A colleague's verdict, or that somebody else decides (:attr:`Outcome.kind`).
ELSEWHERE = "elsewhere"
KINDS: tuple[str, ...] = (*Verdict, ELSEWHERE)
KIND_NAMES: dict[str, Text] = {str(kind): name for kind, name in VERDICT_NAMES.items()}
KIND_NAMES[ELSEWHERE] = say("不归本通知")
KIND_CELLS: dict[str, str] = {str(kind): cell for kind, cell in VERDICT_CELLS.items()} | {ELSEWHERE: ELSEWHERE_CELL}
# The sheets of a result: the table, what it comes to, and the errors by cell. Read back: the first, and of the second
# how the columns were used.
OUR_SHEETS = ("核对结果", "汇总", "填写错误")
# The sheets of the template; only the first is read back.
TEMPLATE_SHEETS = ("人员名单", "填写说明", "示例", "选项")
# Above the lines of the summary that say how each column was used: read again when the file comes back.
COLUMNS_USED = "每一列怎么用"
NOT_USED = "没有用到"


# What stands for a department that the file does not tell.
NO_DEPARTMENT = say("未写部门")


# Why a row is no colleague's (:mod:`logic.roster.file.headings`).
ASIDE: dict[str, Text] = {
    "sum": say("合计或小计"),
    "remark": say("备注、签字一类"),
    "heading": say("表头，或对表头的说明"),
    "section": say("分组的标题"),
    "empty": say("没有姓名、证件号和工号，要核对的各列也都空着"),
}


class Refused(Exception):
    """Nothing can be done with what was given; ``text`` says why in one sentence."""

    def __init__(self, text: Text) -> None:
        """Keep the reason."""
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one cell, and what would be right.

    ``row`` counts as the spreadsheet does (the heading is row 1 where it stands on top); ``column`` is the place of
    the cell in the row, from 0, and ``heading`` what stands above it.
    """

    row: int
    column: int
    heading: str
    field: str
    text: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """The part of an assessment that a roster shows: small enough to keep for every colleague."""

    verdict: Verdict
    route: str
    committee: str | None
    level: Level | None
    title: Text | None
    approver: str | None
    window: Window | None
    hours: HoursResult | None
    # The criteria that stand in the way or are open, the weightiest first.
    obstacles: tuple[str, ...]
    # What stands in the way first, as a sentence; None where nothing does.
    first_obstacle: Text | None
    # The first day on which one may apply; None where something other than time stands in the way.
    earliest: dt.date | None
    # The day from which time alone has cured everything; None where something else must be done too.
    possible_from: dt.date | None
    missing: tuple[str, ...]
    # Whether somebody else decides, so that this notice neither refuses nor asks (:func:`logic.advice.is_elsewhere`).
    elsewhere: bool = False

    @property
    def kind(self) -> str:
        """One of ``KINDS``."""
        return ELSEWHERE if self.elsewhere else self.verdict.value


@dataclass(frozen=True, slots=True)
class Row:
    """One colleague: the row as it was read, the facts in it, and what they come to.

    With ``faults`` the facts of the faulty cells are not known, and the outcome is what follows from the others. A row
    that is no colleague's has neither facts nor an outcome; ``aside`` says why (``ASIDE``), empty for an empty row.
    """

    number: int
    cells: tuple[Any, ...]
    applicant: Applicant | None
    outcome: Outcome | None
    faults: tuple[CellFault, ...] = ()
    aside: str = ""
