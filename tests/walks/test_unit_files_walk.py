"""The same unit saved as spreadsheets of five kinds, or pasted: one result."""

from __future__ import annotations

import csv
import io
import re
from html import escape
from pathlib import Path

import pytest
import xlwt
from playwright.sync_api import expect

from tests.logic.workbooks import ods
from tests.made_up_unit import made_up_unit, write_csv, write_xlsx
from tests.walks.test_unit_walk import Clerk

pytestmark = pytest.mark.browser


def _saved(folder: Path) -> tuple[list[Path], str]:
    """The unit in each kind of file, and as the cells of a sheet are copied."""
    unit = made_up_unit()
    files = [folder / f"花名册.{kind}" for kind in ("xlsx", "csv", "xls", "ods")]
    write_xlsx(files[0], unit)
    write_csv(files[1], unit)
    rows = list(csv.reader(io.StringIO(files[1].read_text(encoding="gb18030"))))
    book = xlwt.Workbook()
    sheet = book.add_sheet("花名册")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    book.save(str(files[2]))
    cells = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(cells.format(escape(cell)) for cell in row) for row in rows)
    files[3].write_bytes(ods("".join(f"<table:table-row>{line}</table:table-row>" for line in lines)))
    return files, "\n".join("\t".join(row) for row in rows)


def test_five_kinds_of_files_of_one_unit_have_one_result(page_at, tmp_path):
    files, text = _saved(tmp_path)
    clerk = Clerk(page_at(1280))
    clerk.open("/unit?as_of=2023-10-10")
    found = []

    def seen() -> tuple[dict[str, int], list[str]]:
        """The counts, and everybody with verdict, way and what stands in the way; the lines on paper too."""
        said = "lines => lines.map(line => [...line.querySelectorAll('th, td')].map(cell => cell.innerText).join('|'))"
        everybody: list[str] = clerk.page.locator(".tg-roster tbody tr").evaluate_all(said)
        # A faulty cell goes by its row and heading, of which there are two rows in the .xlsx.
        return clerk.tiles, [re.sub(r"[A-Z]{1,2}\d+（.*?）", "", line) for line in everybody]

    for file in files:
        clerk.upload(file)
        clerk.check()
        found.append(seen())
        clerk.page.locator(".st-key-link_unit_again button").click()
        expect(clerk.heading).to_have_attribute("data-token", "unit")
        clerk.visit.settle()
    clerk.page.locator(".stMain summary").first.click()
    clerk.page.get_by_role("textbox").fill(text)
    clerk.button("用粘贴的内容").click()
    expect(clerk.heading).to_have_attribute("data-token", "unit:columns")
    clerk.visit.settle()
    clerk.check()
    found.append(seen())
    counts, everybody = found[0]
    assert len(everybody) == len(made_up_unit().people)
    for other, lines in found[1:]:
        assert other == counts
        assert [pair for pair in zip(everybody, lines, strict=True) if pair[0] != pair[1]] == []
    # A cell of the picture of hours is somebody's.
    clerk.tap("picture:hours")
    clerk.click_bar(clerk.page.locator(".stPlotlyChart .bars .point path").first)
    expect(clerk.rows).to_have_count(1)
    # A list that leaves somebody out is printed by itself.
    clerk.tap("verdict:eligible")
    clerk.page.emulate_media(media="print")
    expect(clerk.rows).to_have_count(counts["eligible"])
    expect(clerk.page.locator(".tg-tile, .stPlotlyChart, .tg-note").filter(visible=True)).to_have_count(0)
