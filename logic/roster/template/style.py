"""How the template looks."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from logic.roster.template.columns import BRAND, BRAND_SOFT

_FONT = "微软雅黑"
_INK, _SOFT, _LINE = "#1C2733", "#5A6775", "#D8D1C4"


class Style:
    """The formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        """The formats of ``book``."""
        base = {"font_name": _FONT, "font_size": 11, "font_color": _INK, "valign": "vcenter"}
        wrapped = base | {"text_wrap": True, "valign": "top"}
        ruled = {"bottom": 1, "bottom_color": _LINE}

        def make(**more: Any) -> Format:
            return book.add_format(base | more)

        self.cell = make()
        self.text = make(num_format="@")
        self.date = make(num_format="yyyy-mm-dd", align="left")
        self.hours = make(num_format="General", align="right")
        self.title = make(font_size=16, bold=True, font_color=BRAND)
        self.lead = book.add_format(wrapped | {"font_color": _SOFT})
        self.wrapped = book.add_format(wrapped | ruled)
        self.soft = book.add_format(wrapped | ruled | {"font_color": _SOFT})
        self.name = book.add_format(wrapped | ruled | {"bold": True})
        self.example_date = book.add_format(wrapped | ruled | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.answer = book.add_format(wrapped | {"bold": True, "font_color": BRAND, "bg_color": BRAND_SOFT})
        self.head = make(bold=True, font_color="#FFFFFF", bg_color=BRAND, text_wrap=True)
        self.twice = book.add_format({"bg_color": "#FBF1DD", "font_color": "#86550B"})
        self._book = book
        self._heads = {BRAND: self._head(BRAND, "#FFFFFF")}

    def _head(self, fill: str, ink: str) -> Format:
        return self._book.add_format(
            {
                "font_name": _FONT,
                "font_size": 11,
                "bold": True,
                "font_color": ink,
                "bg_color": fill,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                "bottom": 2,
                "bottom_color": BRAND,
                "right": 1,
                "right_color": "#FFFFFF",
            }
        )

    def heading(self, fill: str) -> Format:
        """A column's heading on ``fill``."""
        return self._heads.setdefault(fill, self._head(fill, _INK))


def paper(sheet: Worksheet, *, landscape: bool) -> None:
    """A4, one page wide, room to file it."""
    sheet.set_paper(9)
    sheet.set_landscape() if landscape else sheet.set_portrait()
    sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
