"""When, and how: from when each route opens, what would change the answer, and the way from today.

Every date and every "then it works" is found by asking :func:`logic.assess.assess` of the person as they would be.
"""

from logic.plan.changes import Change, with_changes
from logic.plan.openings import Opening, better, open_on, opening, openings
from logic.plan.paths import Beyond, Path, Stage, paths
from logic.plan.rounds import Round, Sure
from logic.plan.study import Wanted, Year, hours_by, target
from logic.plan.words import Line, Move, PathInWords, Plan, looks_ahead, plan_of

__all__ = [
    "Beyond",
    "Change",
    "Line",
    "Move",
    "Opening",
    "Path",
    "PathInWords",
    "Plan",
    "Round",
    "Stage",
    "Sure",
    "Wanted",
    "Year",
    "better",
    "hours_by",
    "looks_ahead",
    "open_on",
    "opening",
    "openings",
    "paths",
    "plan_of",
    "target",
    "with_changes",
]
