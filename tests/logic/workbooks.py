# ruff: noqa: E501 (a part of XML reads best on one line)
"""Workbooks made by hand, part by part, for the tests of their reader."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlwt

from logic.roster.file.cell import ErrorCell, Shown

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(
    *sheets: str,
    shared: str | None = None,
    styles: str | None = None,
    properties: str = "",
    names: tuple[str, ...] = (),
    rename: dict[str, str] | None = None,
) -> bytes:
    """An .xlsx of sheets, each given as what stands within its ``worksheet``; ``rename``: other names of its parts."""
    titles = names or tuple(f"表{number}" for number in range(1, len(sheets) + 1))
    entries = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, start=1)
    )
    kinds = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    kinds += [("sharedStrings", "sharedStrings.xml")] if shared is not None else []
    kinds += [("styles", "styles.xml")] if styles is not None else []
    parts = {
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}">{properties}<sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(kinds),
    }
    for number, content in enumerate(sheets, start=1):
        whole = (
            content
            if content.startswith("<?xml") or ("<" in content[:1] and "worksheet" in content[:60])
            else (f'<worksheet xmlns="{MAIN}">{content}</worksheet>')
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = whole
    if shared is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    if styles is not None:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole_:
        for name, content in parts.items():
            whole_.writestr((rename or {}).get(name, name), content)
    return out.getvalue()


def relations(kinds: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{part}"/>'
        for number, (kind, part) in enumerate(kinds, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def texts(*words: str) -> str:
    """Shared texts."""
    return "".join(f"<si><t>{escape(word)}</t></si>" for word in words)


def typed(*words: str) -> str:
    """Cells with a text each, without their places."""
    return "".join(f'<c t="inlineStr"><is><t>{escape(word)}</t></is></c>' for word in words)


def rows(*cells: str) -> str:
    """Rows of such cells, without their numbers."""
    return "<sheetData>" + "".join(f"<row>{one}</row>" for one in cells) + "</sheetData>"


def ods(table: str, *, styles: str = "", settings: str = "", more: str = "") -> bytes:
    """An .ods with one sheet, given as what stands within its ``table:table``."""
    names = {
        "office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "style": "style:1.0", "number": "datastyle:1.0",
        "draw": "drawing:1.0",
    }  # fmt: skip
    spaces = (
        " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}"' for short, long in names.items())
        + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet>{settings}<table:table table:name="人员">{table}</table:table>{more}</office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        whole.writestr("content.xml", content)
    return out.getvalue()


def xls(table: list[list[Any]], *, since_1904: bool = False, **more: Any) -> bytes:
    """An .xls of one sheet; ``hidden`` and ``flat`` (without height): rows, ``merged``: areas."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = since_1904
    sheet = book.add_sheet("人员", cell_overwrite_ok=True)
    for number, row in enumerate(table):
        for place, cell in enumerate(row):
            if isinstance(cell, ErrorCell):
                sheet.row(number).set_cell_error(place, 0x2A)
            elif isinstance(cell, Shown):
                sheet.write(number, place, cell.value, xlwt.easyxf(num_format_str=cell.code))
            elif cell is not None:
                sheet.write(number, place, cell)
    for number in more.get("hidden", ()):
        sheet.row(number).hidden = True
    for number in more.get("flat", ()):
        sheet.row(number).height, sheet.row(number).height_mismatch = 0, True
    for area in more.get("merged", ()):
        sheet.merge(*area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(inner: str, **attributes: str) -> str:
    """A cell of an .ods."""
    names = {
        "kind": "office:value-type",
        "value": "office:value",
        "date": "office:date-value",
        "time": "office:time-value",
    }
    names |= {"formula": "table:formula", "error": "calcext:value-type", "wide": "table:number-columns-repeated"}
    names |= {"span": "table:number-rows-spanned", "truth": "office:boolean-value"}
    said = " ".join(f'{names[key]}="{value}"' for key, value in attributes.items())
    return f"<table:table-cell {said}><text:p>{inner}</text:p></table:table-cell>"


def line(*cells: str, more: str = "") -> str:
    """A row of an .ods."""
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


ODS_HEADS = line(*(cell(word, kind="string") for word in ("姓名", "最高学历", "从事本专业起始日")))
