"""A unit in pictures: verdicts by department, everybody's hours, what stands in the way, and who becomes ready when.

As in ``ui/charts``: each is a pure function of what ``logic`` has counted, and comes with its finding, a text for
those who cannot see it, and its table. These can be clicked: every bar carries, as ``customdata``, what it stands for
(:data:`Pick`), and :func:`show` tells the page what was chosen.
"""

from ui.unit.charts.coming import becoming_ready
from ui.unit.charts.departments import verdicts_by_department
from ui.unit.charts.drawing import MARKS, VERDICT_COLOURS, Pick
from ui.unit.charts.hours import HoursPage, hours_heat_map, hours_pages
from ui.unit.charts.obstacles import frequent_obstacles
from ui.unit.charts.page import picked, show

__all__ = [
    "MARKS",
    "VERDICT_COLOURS",
    "HoursPage",
    "Pick",
    "becoming_ready",
    "frequent_obstacles",
    "hours_heat_map",
    "hours_pages",
    "picked",
    "show",
    "verdicts_by_department",
]
