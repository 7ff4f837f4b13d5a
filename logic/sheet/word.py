"""A sheet for Word, for units that must edit it: the same texts, in headings, tables and lists of the program's own."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from logic.sheet.content import Line, Sheet

_FONT = "Microsoft YaHei"  # on every Windows; elsewhere the program takes its own
_BRAND = RGBColor(0x12, 0x56, 0x6B)


def to_docx(sheet: Sheet) -> bytes:
    """The sheet as a .docx file."""
    document = Document()
    _prepare(document, sheet)
    labels = sheet.labels
    document.add_heading(sheet.headline, level=1)
    document.add_paragraph(f"{sheet.verdict}　{sheet.subline}".strip())
    for more in (sheet.other_way, sheet.reminder, sheet.warning):
        if more:
            document.add_paragraph(more)
    if sheet.facts:
        _table(document, [[one.head, one.text, one.small] for one in sheet.facts])
    if sheet.reasons:
        document.add_heading(labels["why_not" if sheet.kind == "ineligible" else "why"], level=2)
        _criteria(document, sheet.reasons)
    if sheet.steps:
        document.add_heading(labels["do"], level=2)
        rows = [[f"{one.head}{labels['past'] if one.done else ''}", one.text, one.source] for one in sheet.steps]
        _table(document, rows)
    if sheet.bring:
        document.add_heading(labels["bring"], level=2)
        document.add_paragraph(sheet.bring)
    if sheet.papers:
        _table(document, [[f"□ {one.text}", one.mark] for one in sheet.papers])
    if sheet.questions:
        document.add_heading(labels["ask"], level=2)
        _table(document, [[labels["whom"] + one.head, one.text, one.source] for one in sheet.questions])
    if sheet.answers:
        document.add_heading(labels["answers"], level=2)
        _table(document, [[one.head, one.text] for one in sheet.answers])
    for way in sheet.ways:
        document.add_heading(f"{labels['ways']}　{way.name}", level=2)
        document.add_paragraph(way.verdict)
        _table(document, [[one.head, one.text, one.source] for one in way.lines])
    if sheet.sureness:
        document.add_paragraph(sheet.sureness)
    if sheet.moves:
        document.add_heading(labels["moves"], level=2)
        _table(document, [[one.head, one.text] for one in sheet.moves])
    for route in sheet.routes:
        document.add_heading(f"{labels['criteria']}　{route.name}　{route.verdict}", level=2)
        _criteria(document, route.lines)
    document.add_paragraph(sheet.rests_on).style = document.styles["Caption"]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _prepare(document: DocumentType, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    for name in ("Normal", "Heading 1", "Heading 2", "Caption"):
        style = document.styles[name]
        style.font.name = _FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
        if name.startswith("Heading"):
            style.font.color.rgb = _BRAND
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = sheet.labels["title"]
    document.core_properties.language = {"en": "en-GB", "zh-Hant": "zh-TW"}.get(sheet.language, "zh-CN")
    document.core_properties.author = ""
    header = section.header.paragraphs[0]
    header.text = "　".join(part for part in (sheet.labels["title"], sheet.name, sheet.as_of) if part)


def _table(document: DocumentType, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=max(len(row) for row in rows))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text


def _criteria(document: DocumentType, lines: Sequence[Line]) -> None:
    _table(document, [[one.mark, f"{one.head}：{one.text} {one.small}".strip(), one.source] for one in lines])
