"""A picture on the page, with its words and its table."""

from __future__ import annotations

from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ui import size
from ui.charts.drawing import (
    Chart,
)
from ui.language import language as readers_language
from ui.language import t
from ui.parts import plain_table

_MONTHS_ZH = [f"{month} 月" for month in range(1, 13)]
_DAYS_ZH = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"]
# Plotly brings no Chinese of its own into Streamlit.
_LOCALE_ZH = {
    "dictionary": {"Autoscale": "自动缩放", "Reset axes": "重置坐标轴", "Zoom in": "放大", "Zoom out": "缩小"},
    "format": {
        "days": _DAYS_ZH,
        "shortDays": [day.replace("星期", "周") for day in _DAYS_ZH],
        "months": _MONTHS_ZH,
        "shortMonths": _MONTHS_ZH,
        "date": "%Y-%m-%d",
        "decimal": ".",
        "thousands": ",",
    },
}


def config(language: str) -> dict[str, Any]:
    """Plotly's settings for every chart: no tool bar, no logo, nothing that reacts, Chinese where it would speak."""
    options: dict[str, Any] = {
        "staticPlot": True,
        "displayModeBar": False,
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
    }
    return options if language == "en" else options | {"locale": "zh-CN", "locales": {"zh-CN": _LOCALE_ZH}}


# What of a figure is measured in pixels.
_IN_PIXELS = frozenset(
    ("size", "xshift", "yshift", "ax", "ay", "standoff", "ticklen", "pad", "borderpad", "height", "l", "r", "t", "b")
)


def enlarged(figure: go.Figure, times: float) -> go.Figure:
    """``figure`` with everything that is measured in pixels so many times larger; the width is the page's."""
    if times == 1:
        return figure

    def grow(part: Any) -> Any:
        if isinstance(part, dict):
            # The ends of a shape that is measured in pixels.
            here = {f"{axis}{end}" for axis in "xy" for end in "01" if part.get(f"{axis}sizemode") == "pixel"}
            return {
                name: value * times
                if (name in _IN_PIXELS or name in here) and type(value) in (int, float)
                else grow(value)
                for name, value in part.items()
            }
        return [grow(one) for one in part] if isinstance(part, list | tuple) else part

    return go.Figure(grow(figure.to_plotly_json()))


def show(chart: Chart, key: str, *, level: int = 3) -> None:
    """Put ``chart`` on the page: title and finding, the picture, its table folded away.

    A chart without a row has its words only. ``key`` is the page's own and unique there. ``level`` is the heading's.
    """
    with st.container(key=f"panel_{key}"):
        st.html(f"<h{level}>{escape(chart.title)}</h{level}><p>{escape(chart.finding)}</p>")
        if len(chart.table) == 1:
            return
        figure = enlarged(chart.figure, size.zoom())
        st.plotly_chart(figure, key=f"chart_{key}", config=config(readers_language()), alt=chart.alt)
        with st.expander(t("看表格")):
            st.html(plain_table(chart.table, chart.title))
