"""Everybody's sheet of a unit: one PDF with bookmarks by department, or a .zip of single ones; in memory only."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from logic.assess import assess
from logic.roster.model import NO_DEPARTMENT, Row
from logic.words.language import phrase
from ui.unit.job import Job

if TYPE_CHECKING:
    from logic.sheet import Sheet

Progress = Callable[[int], None]
# More of them are a matter of minutes and a book nobody carries: the list is narrowed first.
MOST_HANDOUTS = 500
# So few are there within a second or two of the click that asks for them.
AT_ONCE = 10


def able(rows: Iterable[Row]) -> list[Row]:
    """Those of whom there is something to say."""
    return [row for row in rows if row.applicant is not None]


def handouts_file(job: Job, rows: Sequence[Row], language: str, progress: Progress | None = None) -> bytes:
    """The sheets of ``rows`` in one PDF, by department and in the unit's own order."""
    from logic.sheet.paper import handouts

    departments: dict[str, list[Sheet]] = {}
    for done, row in enumerate(able(rows), start=1):
        person = job.places.person(row)
        departments.setdefault(person.department or NO_DEPARTMENT.get(language), []).append(_sheet(job, row, language))
        if progress is not None:
            progress(done)
    return handouts(list(departments.items()))


def single_ones(job: Job, rows: Sequence[Row], language: str, progress: Progress | None = None) -> bytes:
    """A .zip with a PDF a person, in a folder a department."""
    from logic.sheet import to_pdf

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, row in enumerate(able(rows), start=1):
            person = job.places.person(row)
            name = f"{row.number}-{_name(job, row, language)}.pdf"
            folder = f"{_in_a_name(person.department)}/" if person.department else ""
            archive.writestr(folder + _in_a_name(name), to_pdf(_sheet(job, row, language)))
            if progress is not None:
                progress(done)
    return out.getvalue()


def _sheet(job: Job, row: Row, language: str) -> Sheet:
    from logic.sheet import sheet_of

    assert row.applicant is not None
    assessment = assess(row.applicant, job.pack, job.as_of)
    return sheet_of(row.applicant, assessment, job.pack, language=language, name=_name(job, row, language))


def _name(job: Job, row: Row, language: str) -> str:
    return job.places.person(row).name or phrase(language, "第 {n} 行", n=row.number)


def _in_a_name(text: str) -> str:
    """``text`` without what no file may be called by; never two dots that lead elsewhere."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]|^\.+', "_", text).strip() or "_"
