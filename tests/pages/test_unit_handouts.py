"""A unit's handouts: everybody's sheet in one PDF by department, or a file each; made in memory when asked for."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfReader

from logic.advice import headline
from logic.assess import assess
from tests.logic.applicants import PACK
from tests.pages.clerk import EARLY, PUBLIC, READY, Clerk, table
from ui.unit import files, handouts
from ui.unit.handouts import handouts_file, single_ones

TWO_ROOMS = table(
    f"秦越人,工程部,1,{READY}", f"张仲景,农技站,2,{PUBLIC}", f"华元化,工程部,3,{EARLY}", f",农技站,4,{READY}"
)


@pytest.fixture
def clerk() -> Clerk:
    return Clerk().hand_in(TWO_ROOMS)


def outline(reader: PdfReader) -> list[str]:
    def titles(marks):
        for one in marks:
            yield from titles(one) if isinstance(one, list) else [str(one.title)]

    return list(titles(reader.outline))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_they_are_one_pdf_with_bookmarks_by_department_and_person(clerk, lang):
    done: list[int] = []
    made = handouts_file(clerk.job, clerk.job.rows, lang, done.append)
    assert done == [1, 2, 3, 4]
    marks = outline(PdfReader(io.BytesIO(made)))
    assert [mark for mark in marks if mark in ("工程部", "农技站")] == ["工程部", "农技站"]
    people = [row for name in ("秦越人", "华元化", "张仲景") for row in clerk.job.rows if name in row.cells]
    for row in people:
        answer = headline(assess(row.applicant, PACK, clerk.job.as_of), PACK).get(lang)
        assert any(mark.startswith(row.cells[0]) and answer.translate({0x2019: "'"}) in mark for mark in marks)
    places = [marks.index(next(m for m in marks if m.startswith(row.cells[0]))) for row in people]
    assert places == sorted(places)


def test_each_has_a_file_of_their_own_in_a_folder_of_their_department(clerk):
    with zipfile.ZipFile(io.BytesIO(single_ones(clerk.job, clerk.job.rows, "zh"))) as archive:
        names = archive.namelist()
        assert len(names) == 4
        assert "工程部/2-秦越人.pdf" in names and "农技站/5-第 5 行.pdf" in names
        for name in names:
            assert PdfReader(io.BytesIO(archive.read(name))).metadata is not None


def test_a_name_leads_to_no_other_folder():
    clerk = Clerk().hand_in(table(f"../../秦,..\\x:y,1,{READY}"))
    with zipfile.ZipFile(io.BytesIO(single_ones(clerk.job, clerk.job.rows, "zh"))) as archive:
        (name,) = archive.namelist()
    assert name.count("/") == 1 and not name.startswith((".", "/")) and "\\" not in name and ":" not in name


def test_few_are_there_at_once_and_many_are_made_first(clerk, monkeypatch):
    def offered() -> list[str]:
        keys = [one.key for one in (*clerk.at.download_button, *clerk.at.button)]
        return [key.rpartition("_")[0] if key.endswith("_make") else key for key in keys if "handouts" in key]

    assert len([one for one in clerk.at.download_button if "handouts" in one.key]) == 2
    monkeypatch.setattr(files, "HANDOUTS_AT_ONCE", 3)
    clerk.run()
    assert not [one for one in clerk.at.download_button if "handouts" in one.key]
    make = next(one.key for one in clerk.at.button if "handouts_pdf" in one.key)
    clerk.click(make)
    job = clerk.job
    job.files[make.removesuffix("_make")]._thread.join(30)
    clerk.run()
    assert any("handouts_pdf" in one.key for one in clerk.at.download_button)
    assert (job.files[make.removesuffix("_make")].content or b"").startswith(b"%PDF")
    assert len(offered()) == 2


def test_too_many_are_narrowed_first(clerk, monkeypatch):
    monkeypatch.setattr(files, "MOST_HANDOUTS", 2)
    clerk.run()
    assert not [one for one in (*clerk.at.download_button, *clerk.at.button) if "handouts" in one.key]
    assert "办事单一次最多 2 份" in clerk.text


def test_rows_that_are_nobodys_have_none():
    clerk = Clerk().hand_in(table(f"秦越人,工程部,1,{READY}", ",,,"))
    assert len(handouts.able(clerk.job.rows)) == 1
