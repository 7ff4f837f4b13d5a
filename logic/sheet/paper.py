"""A sheet as PDF, set by typst with the font that stands beside it, so that any name can be written.

The texts go in as JSON and are shown as they are: nothing in them is read as markup.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from logic.sheet.content import Sheet

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"


@cache
def _compiler() -> typst.Compiler:
    """Made once: it keeps the fonts, and the next sheet takes a fraction of the first one's time."""
    return typst.Compiler(str(HERE / "sheet.typ"), root=str(HERE), font_paths=[str(FONTS)], ignore_system_fonts=True)


def to_pdf(sheet: Sheet) -> bytes:
    """One sheet: what to act on, then every criterion."""
    return _set([_plain(sheet)])


def to_pictures(*sheets: Sheet, ppi: float = 110) -> list[bytes]:
    """The pages of the sheets as PNG, to look at; ``ppi``: dots an inch."""
    data = json.dumps([_plain(sheet) for sheet in sheets], ensure_ascii=False)
    made = _compiler().compile(format="png", sys_inputs={"sheets": data}, ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made or ())


def handouts(
    departments: Sequence[tuple[str, Sequence[Sheet]]], progress: Callable[[int], None] | None = None
) -> bytes:
    """The sheets of many colleagues in one document, with a bookmark for each department and person."""
    plain: list[dict[str, Any]] = []
    for department, sheets in departments:
        for number, sheet in enumerate(sheets):
            plain.append({**_plain(sheet), "department": department if number == 0 else ""})
            if progress is not None:
                progress(len(plain))
    return _set(plain)


def _set(sheets: Iterable[dict[str, Any]]) -> bytes:
    data = json.dumps(list(sheets), ensure_ascii=False)
    # PDF/UA-1: tagged, with a title and a language, as screen readers need it.
    made = _compiler().compile(format="pdf", sys_inputs={"sheets": data}, pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made


def _plain(sheet: Sheet) -> dict[str, Any]:
    picture = ""
    if sheet.link:
        out = io.BytesIO()
        segno.make(sheet.link, error="m", micro=False).save(out, kind="svg", border=0, dark="#1c2733", xmldecl=False)
        picture = out.getvalue().decode()
    plain = {**asdict(sheet), "qr": picture, "department": ""}
    return _straight(plain) if sheet.language == "en" else plain


def _straight(value: Any) -> Any:
    """English with straight quotation marks: in a Chinese font the curved ones are as wide as a character."""
    if isinstance(value, str):
        return value.translate(_STRAIGHT)
    if isinstance(value, dict):
        return {key: _straight(one) for key, one in value.items()}
    return [_straight(one) for one in value] if isinstance(value, list | tuple) else value


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
