"""The sheet says what the page says: as PDF, for Word, and its dates for a calendar."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import fields
from random import Random
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from icalendar import Calendar
from PIL import Image
from pypdf import PdfReader

from logic.__main__ import main
from logic.advice import headline, next_steps, questions_for_the_office, subline
from logic.assess import assess
from logic.facts import CHOICES, FIELDS
from logic.plan import plan_of
from logic.sheet import sheet_of, to_docx, to_ics, to_pdf
from logic.sheet.calendar import entries
from logic.sheet.content import Line, RouteCriteria, Sheet
from logic.sheet.paper import handouts, to_pictures
from tests.logic.applicants import FREELANCER, GRADUATE, PACK, PUBLIC, TECHNICIAN, day, read
from tests.logic.strategies import anybody, days

DAY = dt.date(2023, 10, 12)
JUST_BEGUN = {**GRADUATE, "specialty": "food", "service_start": "2023-08-01", "hours": None}
# Three months short of recognition.
BREWER = {**GRADUATE, "specialty": "food", "service_start": "2023-01-23", "unit_assessment_passed": None, "hours": None}
BARRED = {**GRADUATE, "employment": "civil_servant"}
EVERYBODY = [JUST_BEGUN, BREWER, GRADUATE, TECHNICIAN, PUBLIC, FREELANCER, BARRED, {}]


def made(facts, as_of=DAY, **how) -> Sheet:
    applicant = read(facts, as_of)
    return sheet_of(applicant, assess(applicant, PACK, as_of), PACK, **how)


def texts(sheet: Sheet):
    """Every text of a sheet that is to be seen."""
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        if field.name in ("language", "kind", "link", "labels"):
            continue
        for one in value if isinstance(value, tuple) else (value,):
            lines = one.lines if isinstance(one, RouteCriteria) else (one,)
            if isinstance(one, RouteCriteria):
                yield from (one.name, one.verdict)
            for line in lines:
                if isinstance(line, Line):
                    yield from (line.head, line.text, line.small, line.source, line.mark)
                else:
                    yield line


_STRAIGHT = str.maketrans("’‘“”", "''\"\"")


def bare(text: str) -> str:
    """Without white space, and with the quotation marks that English is set with."""
    return re.sub(r"\s", "", text).translate(_STRAIGHT)


def pdf_text(content: bytes) -> str:
    return bare("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def docx_text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return bare("".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


# --- what it says ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en", "zh-Hant"])
@pytest.mark.parametrize("facts", EVERYBODY)
def test_it_says_what_the_page_says(facts, language):
    applicant = read(facts, DAY)
    assessment, sheet = assess(applicant, PACK, DAY), made(facts, language=language)
    assert sheet.headline == headline(assessment, PACK).get(language)
    assert sheet.subline == subline(assessment, PACK).get(language)
    assert [line.text for line in sheet.steps] == [step.what.get(language) for step in next_steps(assessment, PACK)]
    specialty = PACK.by_id.get(applicant.specialty or "")
    asked = questions_for_the_office(assessment, PACK, specialty)
    assert [line.text for line in sheet.questions] == [one.words.get(language) for one in asked]
    assert len(sheet.routes) == len(assessment.routes)
    assert PACK.sha256 in sheet.rests_on and PACK.id in sheet.rests_on


@pytest.mark.parametrize("language", ["zh", "en", "zh-Hant"])
@pytest.mark.parametrize("facts", EVERYBODY)
def test_paper_and_word_hold_every_text_of_the_sheet(facts, language):
    sheet = made(facts, language=language, name="䶮㛃")
    paper, word = pdf_text(to_pdf(sheet)), docx_text(to_docx(sheet))
    for text in texts(sheet):
        # The name and the day stand in Word's header.
        assert bare(text) in paper, text
        assert bare(text) in word or text in (sheet.name, sheet.as_of), text


def test_nothing_is_promised_beside_a_refusal():
    sheet = made(BARRED)
    assert not sheet.facts and not sheet.bring and sheet.reasons == ()


def test_it_says_what_the_plan_says():
    sheet, applicant = made(BREWER), read(BREWER, DAY)
    plan = plan_of(applicant, assess(applicant, PACK, DAY), PACK)
    assert [way.name for way in sheet.ways] == [way.heading.zh for way in plan.ways]
    # The steps tell this round already: of its way stands there only what follows.
    assert [line.text for line in sheet.ways[0].lines] == [line.what.zh for line in plan.ways[0].lines if line.far]
    assert [line.text for line in sheet.ways[1].lines] == [line.what.zh for line in plan.ways[1].lines]
    assert [line.head for line in sheet.moves] == [move.what.zh for move in plan.moves]
    assert plan.sureness is not None and sheet.sureness == plan.sureness.zh


def test_another_route_tells_only_what_reads_otherwise_there():
    sheet = made(GRADUATE)
    first, second = sheet.routes
    assert len(second.lines) < len(first.lines) and second.lines[-1].text == "其余各条与上面相同。"
    assert not {line.text for line in first.lines} & {line.text for line in second.lines}


# --- the paper ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("facts", EVERYBODY)
def test_it_is_tagged_named_and_no_longer_than_it_needs(facts):
    reader = PdfReader(io.BytesIO(to_pdf(made(facts))))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("zh")
    assert reader.metadata is not None and reader.metadata.title == "职评通 · 办事单"
    assert len(reader.pages) <= 3


def somebody(random: Random) -> dict[str, Any]:
    """Anybody at all, of any specialty, most often as most are; one fact in six is not known."""
    facts: dict[str, Any] = {}
    for field in FIELDS:
        if random.random() < 1 / 6:
            continue
        if field == "specialty":
            facts[field] = random.choice(sorted(PACK.by_id))
        elif field in ("service_start", "title_date"):
            facts[field] = (DAY - dt.timedelta(days=random.randrange(3000))).isoformat()
        elif field == "hours":
            years = range(2023 - random.randrange(1, 7), 2023)
            facts[field] = [
                {"year": y, "general": random.choice([0, 30, 64.5]), "professional": random.choice([0, 60, 180])}
                for y in years
            ]
        elif field in GRADUATE and random.random() < 0.8:
            facts[field] = GRADUATE[field]
        else:
            facts[field] = random.choice([str(c) for c in CHOICES[field]] if field in CHOICES else [True, False])
    return facts


@pytest.mark.parametrize("language", ["zh", "en"])
def test_fifteen_strangers_sheets_keep_to_their_pages(language):
    random = Random(language)
    sheets = [
        made(somebody(random), language=language, name="买买提·阿不都热合曼", link="https://zpt.example/#a=1")
        for _ in range(15)
    ]
    inch, millimetre = 40, 40 / 25.4
    pages = to_pictures(*sheets, ppi=inch)
    assert len(sheets) <= len(pages) <= 3 * len(sheets)
    for number, page in enumerate(pages):
        picture = Image.open(io.BytesIO(page)).convert("L")
        # The margins are 18 mm wide and 15 high, with the page's number in the lower one.
        x, y = 15 * millimetre, 6 * millimetre
        inside = picture.point(lambda grey: 255 if grey < 250 else 0).getbbox()
        assert inside is not None, (number, "an empty page")
        left, top, right, bottom = inside
        assert left >= x and top >= y and right <= picture.width - x and bottom <= picture.height - y, number


def test_no_page_begins_before_the_last_one_is_full():
    # Everything of the brewer's fills two pages; an action page, a page of what follows and a rest would be three.
    assert len(PdfReader(io.BytesIO(to_pdf(made(BREWER)))).pages) == 2


def test_who_has_nothing_known_to_bring_learns_of_no_list():
    sheet = made({**TECHNICIAN, "title_level": "assistant"})
    assert sheet.papers == () and sheet.bring == ""
    assert bare(sheet.labels["bring"]) not in pdf_text(to_pdf(sheet))


@pytest.mark.parametrize("name", ["王䶮", "李㛃", "张𬭎", "买买提·阿不都", "#let x = 1", "$x$ *y* @z"])
def test_any_name_can_be_written_and_is_no_markup(name):
    assert bare(name) in pdf_text(to_pdf(made(GRADUATE, name=name)))


def test_a_link_is_a_picture_and_its_words():
    with_link = to_pdf(made(GRADUATE, link="https://example.org/#a=2.x.y"))
    assert bare("扫码在手机上打开") in pdf_text(with_link)
    assert bare("扫码在手机上打开") not in pdf_text(to_pdf(made(GRADUATE)))


def test_handouts_are_one_document_with_bookmarks():
    seen: list[int] = []
    sheets = [
        ("工程部", [made(GRADUATE, name="甲"), made(TECHNICIAN, name="乙")]),
        ("农技站", [made(PUBLIC, name="丙")]),
    ]
    reader = PdfReader(io.BytesIO(handouts(sheets, seen.append)))
    assert seen == [1, 2, 3]

    def titles(outline):
        for one in outline:
            if isinstance(one, list):
                yield from titles(one)
            else:
                yield one.title

    marks = list(titles(reader.outline))
    assert "工程部" in marks and "农技站" in marks
    assert [name for name in "甲乙丙" if any(mark.startswith(name) for mark in marks)] == list("甲乙丙")


# --- the calendar ------------------------------------------------------------------------------------------------


def events(facts, as_of=DAY, language="zh"):
    applicant = read(facts, as_of)
    calendar = Calendar.from_ical(to_ics(applicant, assess(applicant, PACK, as_of), PACK, language))
    return [
        (event.decoded("dtstart"), event.decoded("dtend"), str(event["summary"])) for event in calendar.walk("VEVENT")
    ]


def test_a_review_s_days_stand_in_it():
    found = events(TECHNICIAN)
    assert (dt.date(2023, 10, 9), dt.date(2023, 10, 22), "初级评审：个人网上申报") in found
    assert (dt.date(2023, 10, 30), dt.date(2023, 11, 4), "初级评审：评审收取纸质材料") in found
    assert (dt.date(2023, 10, 23), dt.date(2023, 10, 24), "初级评审：单位公示最迟今天开始") in found


def test_the_day_the_years_are_complete_stands_in_it():
    assert any(start == dt.date(2024, 8, 1) and "年限满了" in said for start, _, said in events(JUST_BEGUN))


def test_a_later_round_is_a_reminder_to_look_and_no_day_of_it_is_named():
    found = events(BREWER)
    look = [(start, said) for start, _, said in found if "看 2024 年的通知出来没有" in said]
    assert look == [
        (dt.date(2024, 9, 1), "职称初次认定：看 2024 年的通知出来没有"),
        (dt.date(2024, 10, 1), "初级评审：看 2024 年的通知出来没有"),
    ]
    assert any(start == dt.date(2024, 1, 23) and "年限满了" in said for start, _, said in found)
    assert any(start == dt.date(2024, 12, 1) and "继续教育学时" in said for start, _, said in found)


def test_nothing_past_and_nothing_for_those_who_are_barred():
    assert all(end > day("2023-11-10") for _, end, _ in events(TECHNICIAN, day("2023-11-10")))
    assert events(BARRED) == []


@given(anybody, days)
@settings(max_examples=60)
def test_it_is_valid_and_says_nothing_of_the_person(facts, as_of):
    applicant = read(facts, as_of)
    assessment = assess(applicant, PACK, as_of)
    for language in ("zh", "en"):
        calendar = Calendar.from_ical(to_ics(applicant, assessment, PACK, language))
        uids = [str(event["uid"]) for event in calendar.walk("VEVENT")]
        assert len(set(uids)) == len(uids) == len(entries(applicant, assessment, PACK))
        for event in calendar.walk("VEVENT"):
            assert event.decoded("dtstart") < event.decoded("dtend")


# --- the command -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "docx", "ics"])
def test_the_command_writes_each(tmp_path, kind):
    source, target = tmp_path / "one.json", tmp_path / f"sheet.{kind}"
    source.write_text(json.dumps(TECHNICIAN, default=str), encoding="utf-8")
    assert main(["sheet", str(source), str(target), "--as-of", "2023-10-12"]) == 0
    begins = {"pdf": b"%PDF", "docx": b"PK", "ics": b"BEGIN:VCALENDAR"}[kind]
    assert target.read_bytes().startswith(begins)


def test_what_is_no_applicant_is_said_and_nothing_is_written(tmp_path, capsysbinary):
    source, target = tmp_path / "one.json", tmp_path / "sheet.pdf"
    source.write_text('{"employment": "x"}', encoding="utf-8")
    assert main(["sheet", str(source), str(target)]) == 1
    assert json.loads(capsysbinary.readouterr().out)["errors"][0]["field"] == "employment"
    assert not target.exists()


@pytest.mark.parametrize(("content", "name"), [("{}\n{}", "a.pdf"), ("", "a.pdf"), ("{}", "a.txt")])
def test_the_command_says_in_a_line_what_it_cannot_do(tmp_path, capsysbinary, content, name):
    source = tmp_path / "one.json"
    source.write_text(content, encoding="utf-8")
    assert main(["sheet", str(source), str(tmp_path / name)]) == 2
    assert len(capsysbinary.readouterr().err.decode().strip().splitlines()) == 1
    assert not (tmp_path / name).exists()
