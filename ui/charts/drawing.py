"""What the pictures share: colours, measures, an empty figure.

Figures stretch from 300 to 700 pixels without knowing their width, so what must not collide is kept apart by
height or stands in a margin. Ink is a colour that Streamlit's page replaces with the reader's light or dark one;
greys can be seen on both. Values are always written out, so nothing needs to be hovered over, and a picture that does
not react never catches the finger that scrolls the page.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from streamlit.elements.lib.streamlit_plotly_theme import GRAY_90

from logic.hours import Subject

Table = tuple[tuple[str, ...], ...]

# The same two colours for the two subjects wherever they are drawn.
COLOURS: dict[Subject, str] = {"general": "#2a6f97", "professional": "#d98e2b"}
BRAND = "#2f8199"
# The page puts its text colour in this one's place (theme="streamlit"); left alone it is black.
INK: str = GRAY_90
# Seen on paper as well as on the dark card (3:1 and more on both).
GREY = "#7a8793"
FAINT = "rgba(122,135,147,.28)"
CLEAR = "rgba(0,0,0,0)"
FONT = "PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, sans-serif"
SIZE = 14
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its words; the first row of ``table`` holds the headings."""

    figure: go.Figure
    title: str
    finding: str
    alt: str
    table: Table


def number(value: float) -> str:
    """A number as people write it: 30, 62.5, 8784."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def listed(items: Iterable[object], language: str) -> str:
    """``items`` one after the other, as ``language`` separates them."""
    return (", " if language == "en" else "、").join(str(item) for item in items)


def sentences(parts: Iterable[str], language: str) -> str:
    """``parts`` one after the other; empty ones leave no gap."""
    return (" " if language == "en" else "").join(part for part in parts if part)


def text_width(text: str) -> int:
    """About how many pixels ``text`` takes: a Chinese character is as wide as it is high, a letter half as wide."""
    return round(sum(SIZE if ord(character) > 0x2E7F else SIZE * 0.58 for character in text))


def wrapped(text: str, width: int = 280) -> list[str]:
    """``text`` in lines of at most ``width`` pixels, broken between words or Chinese characters."""
    if text_width(text) <= width:
        return [text]
    if " " in text and all(text_width(word) <= width for word in text.split()) and text.isascii():
        return textwrap.wrap(text, int(width / (SIZE * 0.62)))
    lines = [""]
    for character in text:
        if text_width(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def _bare_axis() -> dict[str, Any]:
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "tickfont": {"size": SIZE, "color": INK},
        "ticklabelstandoff": 6,
        "showticklabels": False,
    }


class Drawing:
    """A picture while it is put together, in the words of Plotly's own figure and as the data that it reads.

    Plotly's figure checks and copies each piece that is added, 12 ms a picture and a tenth of what a crowd costs the
    server; a test lets it check every picture instead.
    """

    def __init__(self, layout: dict[str, Any]) -> None:
        """Begin with ``layout``."""
        self._traces: list[dict[str, Any]] = []
        self._layout = layout | {"shapes": [], "annotations": []}

    def add_bar(self, **bars: Any) -> None:
        """Bars."""
        self._traces.append({"type": "bar", **_without_none(bars)})

    def add_scatter(self, **marks: Any) -> None:
        """Marks or a line."""
        self._traces.append({"type": "scatter", **_without_none(marks)})

    def add_shape(self, **shape: Any) -> None:
        """A line or an area."""
        self._layout["shapes"].append(shape)

    def add_annotation(self, **words: Any) -> None:
        """A word."""
        self._layout["annotations"].append(words)

    def update_xaxes(self, **axis: Any) -> None:
        """Settings of the axis across."""
        self._layout["xaxis"] |= axis

    def update_yaxes(self, **axis: Any) -> None:
        """Settings of the axis upwards."""
        self._layout["yaxis"] |= axis

    def update_layout(self, **layout: Any) -> None:
        """Settings of the whole."""
        self._layout |= layout

    @property
    def figure(self) -> go.Figure:
        """As Streamlit takes it."""
        return go.Figure(self._traces, self._layout, _validate=False)


def _without_none(settings: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if value is not None}


def empty_figure(height: int, **margin: int) -> Drawing:
    """An empty picture of fixed height without axes; ``margin`` by side, in pixels."""
    return Drawing(
        {
            "height": height,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False} | margin,
            "font": {"family": FONT, "size": SIZE, "color": INK},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "showlegend": False,
            "dragmode": False,
            "hovermode": False,
            "barmode": "overlay",
            "bargap": 0,
            "barcornerradius": 4,
            "xaxis": _bare_axis(),
            "yaxis": _bare_axis(),
        }
    )


def put_text(figure: Drawing, text: str, **place: Any) -> None:
    """A word in the picture; ``place`` as Plotly's annotations have it."""
    figure.add_annotation(text=text, **({"showarrow": False, "font": {"size": SIZE}} | place))


def round_steps(top: float) -> list[float]:
    """Zero and two to four round numbers up to ``top``, for the scale."""
    step = 10.0 ** len(str(int(top)))
    for divisor in (2, 2.5, 2) * 8:
        if top / step >= 2:
            break
        step /= divisor
    return [step * i for i in range(int(top / step) + 1)]
