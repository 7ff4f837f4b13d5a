# ruff: noqa: E501 (a part of XML reads best on one line)
"""Workbooks made by hand, part by part, for the tests of their reader."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

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
