"""The pictures: hours by year, their running total, the cramming test, and the notice's time line; a file a picture.

A chart draws and words what ``logic`` found; it decides nothing. Each is a pure function of its data and the
language and gives a :class:`Chart`: the figure, its finding in words, a text for those who cannot see it, and its
table. :func:`show` puts one on the page.
"""

from ui.charts.by_year import hours_by_year
from ui.charts.crammed import cramming
from ui.charts.drawing import Chart
from ui.charts.page import show
from ui.charts.paths import Lane, Stop, ways
from ui.charts.running import running_total
from ui.charts.timeline import WindowBar, windows

__all__ = [
    "Chart",
    "Lane",
    "Stop",
    "WindowBar",
    "cramming",
    "hours_by_year",
    "running_total",
    "show",
    "ways",
    "windows",
]
