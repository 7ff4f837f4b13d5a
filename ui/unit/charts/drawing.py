"""What the pictures of a unit share: colours, measures, a key, names over bars, and what can be clicked.

Names of people and departments come from a file. They are escaped wherever Plotly or the page would read markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from logic.findings import Verdict
from logic.roster.model import ELSEWHERE, NO_DEPARTMENT
from logic.roster.person import Person
from logic.words.language import phrase, phrase_n
from ui.charts.drawing import CLEAR, FONT, GREY, INK, SIZE, Drawing, put_text, text_width
from ui.parts import VERDICT_MARKS

# What a bar or cell stands for: its kind, then what is chosen.
#   ("verdict", department, verdict)
#   ("hours", row, year, subject)
#   ("obstacle", criterion)
#   ("month", "2024-07")
Pick = tuple[str, ...]

# Seen on paper and on the dark card. The words, marks and figures beside them tell the same.
VERDICT_COLOURS: dict[str, str] = {
    Verdict.ELIGIBLE: "#2f8557",
    Verdict.CONFIRM: "#4a76b8",
    Verdict.NOT_YET: "#e0a544",
    Verdict.INCOMPLETE: "#a3adb6",
    Verdict.INELIGIBLE: "#b8503f",
    ELSEWHERE: "#7a68a6",
}
ON_COLOUR: dict[str, str] = {Verdict.NOT_YET: "#33210a", Verdict.INCOMPLETE: "#1c2733"}
MARKS: dict[str, str] = {**VERDICT_MARKS, ELSEWHERE: "→"}
# The least that a phone leaves for a picture, in pixels.
NARROW = 300


# As thick as its words need: Plotly shrinks them in a thinner one.
BAR = 26
# What a name over a bar needs: browsers differ by some pixels in how low they set a line.
HEAD = 26
# What is not chosen steps back and stays readable.
# Both are set: Plotly breaks off at a click where it knows of one and not of the other.
CHOSEN = {"marker": {"opacity": 1}}
FADED = {"marker": {"opacity": 0.5}, "textfont": {"color": INK}}


def clickable(figure: Drawing) -> Drawing:
    """Let its bars be hovered over and chosen."""
    figure.update_layout(
        hovermode="closest",
        hoverlabel={"font": {"family": FONT, "size": SIZE}, "align": "left", "namelength": 0},
        clickmode="event+select",
    )
    return figure


def department_words(name: str, language: str) -> str:
    """A department's name, or that none is stated."""
    return name or NO_DEPARTMENT.get(language)


def shortened(text: str, width: int) -> str:
    """``text`` cut to about ``width`` pixels."""
    if text_width(text) <= width:
        return text
    while text and text_width(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def people_words(count: int, language: str) -> str:
    """So many people."""
    return phrase_n(language, "{n} 人", count)


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a picture's key: a swatch as the picture has it, and its words."""

    text: str
    fill: str


def draw_keys(figure: Drawing, keys: Sequence[Key], left: int = 0, up: int = 0) -> int:
    """The key at the top, in columns that a phone holds; returns its height. ``left`` and ``up`` are the margins."""
    wide = max(22 + text_width(key.text) + 14 for key in keys)
    lines = -(-len(keys) // max(1, NARROW // wide))
    columns = -(-len(keys) // lines)
    for place, key in enumerate(keys):
        x, y = place % columns * wide - left, place // columns * 24 - up
        figure.add_shape(
            type="rect",
            xref="paper",
            yref="paper",
            xsizemode="pixel",
            ysizemode="pixel",
            xanchor=0,
            yanchor=1,
            x0=x + 1,
            x1=x + 14,
            y0=-(y + 4),
            y1=-(y + 17),
            fillcolor=key.fill,
            line={"color": GREY if key.fill == CLEAR else CLEAR, "width": 1.5, "dash": "dot"},
            name="key",
        )
        put_text(
            figure,
            key.text,
            x=0,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            xshift=x + 20,
            yshift=1 - y,
        )
    return lines * 24


def put_name(figure: Drawing, name: str, rest: str, y: float, left: int = 0) -> None:
    """A bar's name over it, cut to what a phone holds, and a figure behind it."""
    name = escape(shortened(name, NARROW - text_width(rest) - 16))
    # Plotly keeps two pixels round every word.
    put_text(figure, f"<b>{name}</b>  {rest}", x=0, xref="paper", y=y + 11, xanchor="left", xshift=-left - 2)


def from_the_top(figure: Drawing, height: int) -> None:
    """Let the vertical axis count pixels, downwards."""
    figure.update_layout(height=height)
    figure.update_yaxes(range=[height, 0])


def inside(mark: str, count: int, room: float) -> str:
    """What a piece of a bar holds on a phone: mark and figure, or the figure. The rest is in hover and table."""
    whole = f"{mark} {count}".strip()
    return next((text for text in (whole, str(count)) if text_width(text) + 8 <= room), "")


def person_name(person: Person, language: str) -> str:
    """What somebody is called here."""
    return person.name or person.number or phrase(language, "第 {row} 行", row=person.row)


def add_bars(figure: Drawing, **bars: Any) -> None:
    """Bars that can be chosen, lying, with their words inside; ``bars`` as Plotly's have it."""
    usual = {
        "orientation": "h",
        "width": BAR,
        "selected": CHOSEN,
        "unselected": FADED,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "hoverinfo": "text",
    }
    figure.add_bar(**usual | bars)


def words_inside(colour: Any) -> dict[str, Any]:
    """How words in a bar look."""
    return {"family": FONT, "size": SIZE, "color": colour}
