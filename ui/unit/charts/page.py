"""A picture on the page, and what was clicked in it."""

from __future__ import annotations

from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ui import size
from ui.charts.drawing import Chart
from ui.charts.page import config, enlarged
from ui.language import language as readers_language
from ui.language import t
from ui.parts import plain_table
from ui.unit.charts.drawing import Pick


def _let_fingers_scroll(figure: go.Figure) -> go.Figure:
    """Streamlit turns "no dragging" into panning, which catches every finger on the picture.

    A word that Plotly does not know gets past it, and Plotly then takes the template's: no dragging.
    """
    figure.update_layout(template={"layout": {"dragmode": False}})
    figure.layout._props["dragmode"] = "none"
    return figure


def show(chart: Chart, key: str) -> Pick | None:
    """Put ``chart`` on the page; what the reader has clicked in it, or None.

    ``key`` is the page's own and unique there. A chart with nobody in it has its words only. Who cannot click
    needs the same choice as ordinary widgets of the page.
    """
    with st.container(key=f"panel_{key}"):
        st.html(f"<h2>{escape(chart.title)}</h2><p>{escape(chart.finding)}</p>")
        if len(chart.table) == 1:
            return None
        options = config(readers_language()) | {"staticPlot": False, "doubleClickDelay": 0}
        event = st.plotly_chart(
            _let_fingers_scroll(enlarged(chart.figure, size.zoom())),
            key=f"chart_{key}",
            config=options,
            alt=chart.alt,
            on_select="rerun",
            selection_mode="points",
        )
        with st.expander(t("看表格")):
            st.html(plain_table(chart.table, chart.title))
    return picked(event)


def picked(event: Any) -> Pick | None:
    """What the first selected point of a Plotly event stands for."""
    points = (event or {}).get("selection", {}).get("points", [])
    for point in points:
        data = point.get("customdata")
        if data:
            return tuple(str(part) for part in data)
    return None
