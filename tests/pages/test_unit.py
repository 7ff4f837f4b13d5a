"""The unit page: a roster in, what it comes to, one person's result, the files out. Nothing of it leaves the visit."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from threading import Event
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from logic.advice import headline, word
from logic.assess import assess
from logic.findings import Verdict
from logic.labels import FACT_NAMES, VERDICT_CELLS
from logic.roster.answers import Assessor, outcomes_of
from logic.roster.columns import decided, propose
from logic.roster.file import open_book
from logic.roster.filing_dates import filing_dates
from logic.roster.model import KINDS, OUR_COLUMNS, OUR_SHEETS
from logic.roster.template import write_template
from logic.spoken import speak_of
from tests.logic.applicants import PACK
from tests.logic.rosters import RowReader
from tests.made_up_unit import AS_OF, UNKNOWN_HEADING, Unit, headings, made_up_unit, write_csv, write_xlsx
from tests.pages.test_languages import chinese
from tests.pages.visitor import Visitor, facts, plain
from ui.browser.bridge import bridge
from ui.unit import files
from ui.unit import job as unit_job
from ui.unit.files import marked_file, result_file
from ui.unit.going_on import JOB
from ui.unit.table import A_PAGE, A_PRINT

DAY = AS_OF.isoformat()
PERSON = ("姓名", "部门", "工号")
# As this unit orders them.
FIELDS = [
    *("employment", "works_in_district", "under_contract", "in_technical_post", "residency", "post_vacancy"),
    *("disciplinary_period", "applied_elsewhere_this_year", "dishonesty_record", "specialty", "education"),
    *("full_time_recognised", "major_related", "service_start", "unit_assessment_passed", "title_level"),
    *("title_date", "title_same_series"),
]
HEADS = ",".join((*PERSON, *(FACT_NAMES[field].zh for field in FIELDS)))
READY = "企业,是,是,是,内地居民,,,否,否,机械工程,大学本科,是,是,2022-07-01,是,无,,"
# Waits by both routes.
EARLY = READY.replace("2022-07-01", "2023-07-01").replace("大学本科", "大学专科")
BARRED = "公务员,是,是,是,内地居民,,,否,否,机械工程,大学本科,是,是,2022-07-01,是,无,,"
PUBLIC = "事业单位,是,是,是,内地居民,否,否,否,否,农学,大学本科,是,是,2022-07-01,是,无,,"


def table(*lines: str, heads: str = HEADS) -> bytes:
    return "\n".join((heads, *lines)).encode()


SMALL = table(
    f"秦越人,工程部,1,{READY}",
    f"华元化,工程部,2,{EARLY}",
    f"张机,农技站,3,{BARRED}",
    f"孙思邈,农技站,4,{PUBLIC}",
    f"葛洪,,5,{READY.replace('大学本科', '本科？')}",
)


def workbook(**sheets: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()
    return out.getvalue()


class Clerk(Visitor):
    """A personnel clerk at the unit page."""

    def __init__(self, **how: Any) -> None:
        super().__init__("unit", **{"as_of": DAY, **how})

    def upload(self, content: bytes, name: str = "花名册.csv") -> Clerk:
        self.at.file_uploader(key="tg_upload_file").set_value((name, content, "application/octet-stream"))
        self.run()
        return self

    def check(self) -> Clerk:
        """Start, and wait for the end."""
        self.click("primary_check")
        job = self.job
        if job.running:
            job.wait(60)
            self.run()
        assert self.token == "unit:results"
        return self

    def hand_in_columns(self, content: bytes) -> Clerk:
        """Another file, up to the question about its columns."""
        self.click("link_unit_again")
        return self.upload(content)

    def hand_in(self, content: bytes, name: str = "花名册.csv") -> Clerk:
        return self.upload(content, name).check()

    def on_page(self, tap: str) -> Clerk:
        self.tap(tap, "unit")
        return self

    def select(self, key: str, value: Any) -> Clerk:
        self.at.selectbox(key=key).set_value(value)
        self.run()
        return self

    @property
    def job(self) -> unit_job.Job:
        job: unit_job.Job = self.at.session_state[JOB]
        return job

    @property
    def state_keys(self) -> list[str]:
        return list(self.at.session_state._state.filtered_state)

    def column(self, place: int, sheet: int = 0) -> Any:
        """What the clerk is asked about the column at ``place``."""
        return self.at.selectbox(key=f"tg_unit_column_{sheet}_{place}_{self.lang}")

    def take(self, place: int, key: str) -> Clerk:
        self.column(place).set_value(key)
        self.run()
        return self

    @property
    def tiles(self) -> dict[str, int]:
        found = "".join(self.part("tg-tiles"))
        return {kind: int(n) for kind, n in re.findall(r'data-tap="verdict:(\w+)".*?<b>(\d+)</b>', found)}

    @property
    def listed(self) -> list[str]:
        """The names that the list shows on the screen, in order."""
        found = re.findall(r'<tr id="tg-row-\d+"><th scope="row">(.*?)</th>', "".join(self.part("tg-roster")))
        return [plain(name) for name in found]

    @property
    def printed(self) -> int:
        return "".join(self.part("tg-roster")).count("<tr id=")

    @property
    def notes(self) -> str:
        return "\n".join(plain(body) for css in ("tg-note", "tg-warn") for body in self.part(css))

    @property
    def count_line(self) -> str:
        return plain(self.part("tg-count-line")[0])


@pytest.fixture(scope="module")
def unit() -> Unit:
    return made_up_unit()


@pytest.fixture(scope="module")
def xlsx(unit: Unit) -> bytes:
    out = io.BytesIO()
    write_xlsx(out, unit)
    return out.getvalue()


@pytest.fixture(scope="module")
def everybody(xlsx: bytes) -> Clerk:
    """A visit with the made-up unit checked; for looking only."""
    return Clerk().hand_in(xlsx, "a.xlsx")


# --- the file -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_screen_offers_a_template_and_asks_for_a_file(lang):
    clerk = Clerk(lang=lang)
    assert clerk.token == "unit"
    assert clerk.at.download_button(key="nav_template").label == clerk.say("下载空白模板")
    assert [box.label for box in clerk.at.file_uploader] == [clerk.say("职工名册")]


def test_the_empty_template_handed_in_says_that_nobody_is_in_it():
    out = io.BytesIO()
    write_template(out, PACK, AS_OF)
    clerk = Clerk().upload(out.getvalue(), "模板.xlsx")
    assert "没有人员" in clerk.notes
    assert "primary_check" not in clerk.keys


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "空"),
        (b"%PDF-1.7 \xe5\xbc\xa0", "a.xlsx", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", ".xls"),
        (b"PK\x03\x04" + b"\0" * 100, "a.xlsx", "打不开"),
        (b"<html><table></table></html>", "a.csv", "网页"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a.csv", "图片"),
        (HEADS.encode(), "a.csv", "没有人员"),
        ("\n".join(["甲", "乙"]).encode(), "a.csv", "没有认出任何一列"),
    ],
)
def test_a_file_that_cannot_be_read_ends_in_one_sentence(content, name, says):
    clerk = Clerk().upload(content, name)
    assert says in clerk.notes
    assert "primary_check" not in clerk.keys or clerk.at.button(key="primary_check").disabled
    # Another file can be tried at once.
    if not clerk.at.file_uploader:
        clerk.click("link_unit_again")
    assert clerk.hand_in(SMALL).tiles["eligible"] == 1


def test_pasted_cells_are_read_like_a_file():
    clerk = Clerk()
    clerk.at.text_area(key="tg_paste_text").set_value(SMALL.decode().replace(",", "\t"))
    clerk.click("nav_paste")
    assert clerk.check().tiles == Clerk().hand_in(SMALL).tiles


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_whatever_its_encoding(encoding):
    assert Clerk().hand_in(SMALL.decode().encode(encoding)).listed[0] == "秦越人"


# --- the columns ----------------------------------------------------------------------------------------------------


def test_headings_of_the_template_need_no_question():
    clerk = Clerk().upload(SMALL)
    assert clerk.token == "unit:columns"
    assert clerk.say("要用的列都认得，可以直接核对。") in clerk.text
    # Each can be changed, and each says what it was taken for.
    columns = [box.value for box in clerk.at.selectbox if (box.key or "").startswith("tg_unit_column")]
    assert columns == ["name", "department", "staff_number", *FIELDS]


def test_a_column_that_is_known_can_be_changed():
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY}"))
    place = HEADS.split(",").index("最高学历")
    assert clerk.column(place).value == "education"
    assert clerk.take(place, "").check().tiles["incomplete"] == 1


def test_a_place_of_work_that_holds_the_unit_s_name_is_asked_about():
    lines = [f"甲{place},工程部,{place},{READY}".replace("企业,", "谯城区某某局,", 1) for place in range(5)]
    clerk = Clerk().upload(table(*lines))
    place = HEADS.split(",").index("工作单位")
    assert clerk.say("这一列的内容大多看不懂，可能不是表头说的那一项。请确认。") in clerk.text
    box = clerk.column(place)
    assert box.value is None
    assert clerk.say("单位名称") in box.options
    assert clerk.take(place, "unit").check().tiles["incomplete"] == 5


def test_beside_a_place_of_work_of_names_the_kind_of_unit_is_taken():
    heads = f"{HEADS},单位性质"
    lines = [f"甲{place},工程部,{place},{READY},企业".replace("企业,", "谯城区某某局,", 1) for place in range(5)]
    clerk = Clerk().upload(table(*lines, heads=heads))
    kind = len(heads.split(",")) - 1
    assert clerk.column(kind).value == "employment"
    clerk.take(HEADS.split(",").index("工作单位"), "unit")
    assert clerk.check().tiles["eligible"] == 5


def test_a_column_of_which_a_few_cells_are_wrong_is_not_asked_about():
    assert "大多看不懂" not in Clerk().upload(SMALL).text


def test_two_columns_of_the_same_hours_are_asked_about():
    heads = f"{HEADS},2022公需,2022年公需科目学时"
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY},30,45", heads=heads))
    first = len(heads.split(",")) - 2
    assert clerk.say("有两列说的是同一项。请选一列，另一列选“不用这一列”。") in clerk.text
    assert [clerk.column(place).value for place in (first, first + 1)] == [None, None]
    clerk.take(first, "").take(first + 1, "hours.2022.general").check()
    (row,) = clerk.job.rows
    assert row.applicant and row.applicant.hours
    assert [year.general for year in row.applicant.hours] == [450]


def test_rows_that_are_nobody_are_passed_over_and_named():
    clerk = Clerk().hand_in(table(f"秦越人,工程部,1,{READY}", f"合计,,1,{READY}", "备注：都在编"))
    assert sum(clerk.tiles.values()) == clerk.tiles["eligible"] == 1
    assert "没有当作人员的 1 行（第 3 行）：合计或小计。" in clerk.notes
    assert "没有当作人员的 1 行（第 4 行）：备注、签字一类。" in clerk.notes
    assert "有内容的 3 行 = 核对无误 1 行 + 有填错的格子 0 行 + 没有当作人员 2 行。" in clerk.notes


def test_facts_that_no_column_tells_are_named():
    clerk = Clerk().upload(SMALL)
    assert "会按“不清楚”算：继续教育学时。" in clerk.notes
    heads = HEADS.replace("专业对口", "随便")
    assert "专业对口、继续教育学时" in clerk.hand_in_columns(table(f"秦越人,工程部,1,{READY}", heads=heads)).notes


def test_a_column_that_is_not_used_can_be_and_a_place_of_work_is_asked_about():
    heads = HEADS.replace("专业对口", "随便").replace("在本区工作", "工作地")
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY}", heads=heads))
    there = heads.split(",")
    assert clerk.say("没有把握这一列是什么。请确认。") in clerk.text
    assert "在本区工作、专业对口、继续教育学时" in clerk.notes
    clerk.take(there.index("工作地"), "works_in_district").take(there.index("随便"), "major_related")
    assert "会按“不清楚”算：继续教育学时。" in clerk.notes
    assert clerk.check().tiles["eligible"] == 1


def test_unclear_columns_are_asked_about_and_not_guessed(unit, xlsx):
    clerk = Clerk().upload(xlsx, "a.xlsx")
    began, major = headings().index("参加工作时间"), headings().index("毕业专业")
    for place in (began, major):
        assert clerk.column(place).value is None
    clerk.check()
    kinds = {column.place: column.kind for column in clerk.job.columns}
    assert kinds[began] == kinds[major] == kinds[headings().index(UNKNOWN_HEADING)] == "kept"


def test_what_the_clerk_says_of_a_column_is_done():
    heads = HEADS.replace("从事本专业起始日", "参加工作时间")
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY}", heads=heads))
    place = heads.split(",").index("参加工作时间")
    clerk.take(place, "service_start").check()
    assert clerk.tiles["eligible"] == 1
    unused = Clerk().upload(table(f"秦越人,工程部,1,{READY}", heads=heads)).check()
    assert unused.tiles["incomplete"] == 1


def test_what_was_said_of_a_column_is_kept_while_away(xlsx):
    clerk = Clerk().upload(xlsx, "a.xlsx")
    place = headings().index("毕业专业")
    clerk.take(place, "").go("rules").go("unit")
    assert clerk.column(place).value == ""
    # Another file has other columns.
    clerk.click("link_unit_again")
    assert clerk.upload(xlsx, "a.xlsx").column(place).value is None


def test_a_likely_column_can_be_turned_off():
    heads = HEADS.replace("最高学历", "文化程度")
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY}", heads=heads))
    place = heads.split(",").index("文化程度")
    assert clerk.column(place).value == "education"
    assert clerk.take(place, "").check().tiles["incomplete"] == 1


def test_two_columns_of_one_fact_are_stated_and_cannot_be_checked():
    heads = f"{HEADS},文化程度"
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY},大学专科", heads=heads))
    place = len(heads.split(",")) - 1
    assert clerk.column(place).value is None  # beside the fact's own name it is asked about
    clerk.take(place, "education")
    assert "说的是同一项" in clerk.notes
    assert clerk.at.button(key="primary_check").disabled
    clerk.take(place, "")
    assert clerk.check().tiles["eligible"] == 1


def test_of_several_sheets_one_is_chosen():
    lines = [line.split(",") for line in SMALL.decode().splitlines()]
    clerk = Clerk().upload(workbook(一月=lines[:3], 二月=lines), "a.xlsx")
    assert "primary_check" not in clerk.keys
    box = clerk.at.selectbox[0]
    assert (box.value, box.options) == (None, ["一月", "二月"])
    box.set_value("二月")
    clerk.run()
    assert len(clerk.check().listed) == 5


def test_another_sheet_has_other_columns():
    lines = [line.split(",") for line in SMALL.decode().splitlines()]
    others = [
        ["文化程度" if cell == "最高学历" else cell for cell in lines[0]],
        *lines[1:],
    ]
    clerk = Clerk().upload(workbook(一月=others, 二月=others), "a.xlsx")
    place = others[0].index("文化程度")
    for sheet, name in enumerate(("一月", "二月")):
        clerk.at.selectbox[0].set_value(name)
        clerk.run()
        assert clerk.column(place, sheet).value == "education"
        clerk.column(place, sheet).set_value("")
        clerk.run()


def test_another_file_forgets_the_first():
    clerk = Clerk().upload(SMALL)
    clerk.click("link_unit_again")
    assert clerk.token == "unit"
    clerk.hand_in(SMALL)
    clerk.click("link_unit_again")
    assert clerk.token == "unit"
    left = [key for key in clerk.state_keys if key.startswith("tg_unit")]
    assert left == []


# --- the results ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seed", "day"), [(2023, DAY), (7, DAY), (11, "2024-09-01")])
def test_the_tiles_count_what_the_rules_say(seed, day):
    out = io.BytesIO()
    write_csv(out, made_up_unit(seed))
    as_of = dt.date.fromisoformat(day)
    counted: Counter[str] = Counter()
    book = open_book(out.getvalue()).table()
    reader = RowReader(decided(propose(book.headings), {}), PACK, as_of)
    for row in (row for chunk in book.chunks() for row in reader.rows(chunk)):
        assert row.applicant
        counted[outcomes_of([row.applicant], PACK, as_of)[0].kind] += 1
        counted["faulty"] += bool(row.faults)
    clerk = Clerk(as_of=day).hand_in(out.getvalue())
    assert clerk.tiles == {kind: counted[kind] for kind in (*KINDS, "faulty")}
    assert sum(count for kind, count in clerk.tiles.items() if kind != "faulty") == 200


def test_a_tile_filters_and_once_more_shows_everybody(everybody):
    for kind, count in everybody.tiles.items():
        everybody.on_page(f"verdict:{kind}")
        assert everybody.count_line.startswith(f"{count} 人")
        assert f"verdict:{kind}" in everybody.pressed
        everybody.on_page(f"verdict:{kind}")
    assert everybody.count_line == "200 人"


def test_filters_of_the_list_work_together(everybody):
    everybody.select("tg_unit_by_department", "设备部").on_page("verdict:eligible")
    rows = [r for r in everybody.job.rows if r.outcome and r.outcome.verdict is Verdict.ELIGIBLE]
    wanted = [
        everybody.job.places.person(r).name for r in rows if everybody.job.places.person(r).department == "设备部"
    ]
    assert everybody.listed == wanted
    assert "设备部 · 可以申报" in everybody.count_line
    everybody.on_page("all").select("tg_unit_by_committee", "agriculture")
    assert len(everybody.listed) == sum(
        1 for r in everybody.job.rows if r.outcome and r.outcome.committee == "agriculture"
    )
    everybody.on_page("all").select("tg_unit_by_obstacle", "continuing_education")
    assert (
        0
        < len(everybody.listed)
        <= sum(1 for r in everybody.job.rows if r.outcome and "continuing_education" in r.outcome.obstacles)
    )
    everybody.on_page("all")
    assert everybody.at.selectbox(key="tg_unit_by_department").value == "*"


def test_somebody_is_found_by_name_or_number(everybody, unit):
    one = unit.people[77]
    for words in (one.name, one.number, f" {one.name} "):
        everybody.type("tg_unit_words", words)
        assert one.name in everybody.listed
    everybody.type("tg_unit_words", "没有这个人")
    assert everybody.listed == []
    assert everybody.say("没有这样的人。点“看全部”取消筛选。") in everybody.notes
    everybody.on_page("all")
    assert everybody.at.text_input(key="tg_unit_words").value == ""


@pytest.mark.parametrize("column", ["name", "department", "verdict", "committee", "obstacle"])
def test_a_heading_sorts_then_turns_round_then_gives_the_files_order(column):
    clerk = Clerk().hand_in(SMALL)
    up = clerk.on_page(f"sort:{column}").listed
    down = clerk.on_page(f"sort:{column}").listed
    assert sorted(up) == sorted(down) == sorted(["秦越人", "华元化", "张机", "孙思邈", "葛洪"])
    assert 'aria-sort="descending"' in "".join(clerk.part("tg-roster"))
    assert up != down
    assert clerk.on_page(f"sort:{column}").listed == ["秦越人", "华元化", "张机", "孙思邈", "葛洪"]
    if column == "verdict":
        assert up[0] == "秦越人"


def test_a_long_list_comes_in_pages_and_paper_has_more(everybody):
    assert (len(everybody.listed), everybody.printed) == (A_PAGE, min(200, A_PRINT))
    first = everybody.listed
    everybody.on_page("page:1").on_page("page:2").on_page("page:3")
    assert len(everybody.listed) == 200 - 3 * A_PAGE
    assert first[0] not in everybody.listed
    assert everybody.printed == 200
    everybody.on_page("page:2").on_page("sort:name")
    assert len(everybody.listed) == A_PAGE
    assert "page:0" not in everybody.taps  # a new order begins at its beginning
    everybody.on_page("sort:name").on_page("sort:name")
    assert everybody.listed == first


@pytest.mark.parametrize(
    "tap",
    ["page:999", "page:x", "sort:nothing", "verdict:nobody", "picture:none", "person:4", "person:99999", "x:y", ""],
)
def test_a_tap_that_was_not_offered_breaks_nothing(tap):
    clerk = Clerk().hand_in(table(*[f"秦越人,工程部,{n},{READY}" for n in range(3)]))
    before = clerk.listed
    clerk.send(tap or None, "unit")
    assert clerk.token in ("unit:results", "result")
    if clerk.token == "unit:results":
        assert sorted(clerk.listed) == sorted(before)


def test_an_error_names_its_cell_what_it_says_and_what_would_be_right():
    clerk = Clerk().hand_in(SMALL)
    line = next(plain(body) for body in re.findall(r"<tr .*?</tr>", "".join(clerk.part("tg-roster"))) if "葛洪" in body)
    for words in ("N6（最高学历）", "“本科？”", "只能填以下之一", "填写有误"):
        assert words in line
    assert clerk.tiles["faulty"] == 1
    assert "nav_marked_file" in [b.key for b in clerk.at.download_button]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(marked_file(clerk.job))).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == ["姓名", "秦越人", "华元化", "张机", "孙思邈", "葛洪"]


def result_files(buttons: Any) -> list[str]:
    """Without what is made of the list, which is always there."""
    made = ("nav_send_", "nav_handouts_", "nav_list", "nav_bulletin", "nav_dues", "nav_summary")
    return [b.key for b in buttons if not b.key.startswith(made)]


def test_a_roster_without_errors_says_nothing_of_errors():
    clerk = Clerk().hand_in(table(f"秦越人,工程部,1,{READY}"))
    assert "faulty" not in clerk.tiles
    assert result_files(clerk.at.download_button) == ["primary_result_file"]
    assert not clerk.part("tg-warn")


def test_every_picture_is_drawn_with_its_words(everybody):
    for name in ("obstacles", "hours", "coming", "departments"):
        everybody.on_page(f"picture:{name}")
        assert f"picture:{name}" in everybody.pressed
        assert any("<h2>" in body for body in everybody.markup)


def test_the_same_person_twice_is_stated():
    clerk = Clerk().hand_in(table(f"秦越人,工程部,1,{READY}", f"秦越人,农技站,1,{READY}", f"张机,农技站,,{READY}"))
    assert "秦越人：第 2、3 行，工号相同" in clerk.notes
    assert "先改正这些格子" not in clerk.notes
    namesakes = Clerk().hand_in(table(f"张机,工程部,,{READY}", f"张机,农技站,,{READY}"))
    assert "姓名相同，可能只是同名" in namesakes.notes


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("zh", "第 2 行 钱二、第 3 行 孙三：工号相同，姓名不同，也可能是号码填错了。"),
        ("en", "row 2 钱二, row 3 孙三: same staff number, but not the name; the number may be a slip."),
    ],
)
def test_of_two_names_under_one_number_each_is_named_with_its_row(lang, says):
    lines = table(f"钱二,工程部,1,{READY}", f"孙三,农技站,1,{READY}")
    assert says in Clerk(lang=lang).hand_in(lines).notes


def test_of_many_rows_under_one_number_only_some_are_named():
    notes = Clerk().hand_in(table(*(f"秦{n},工程部,无,{READY}" for n in range(20)))).notes
    assert "第 9 行 秦7等 20 行：工号相同" in notes and "秦8" not in notes
    notes = Clerk().hand_in(table(*[f"秦越人,工程部,无,{READY}"] * 20)).notes
    assert "秦越人：第 2、3、4、5、6、7、8、9 行等 20 行，工号相同" in notes


# --- the notice's dates ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "day", "title", "warn"),
    [
        ("zh", "2023-09-01", "还没有开始申报", True),
        ("en", "2023-10-12", "正在申报期内", False),
        ("zh", "2023-10-22", "各条途径的申报时间不一样", True),
        ("zh", "2023-11-12", "这一次的申报已经截止", True),
        ("en", "2024-03-01", "这一次的申报已经截止", True),
    ],
)
def test_whether_applying_is_open_stands_above_the_counts_and_is_printed(lang, day, title, warn):
    clerk = Clerk(lang=lang, as_of=day).hand_in(SMALL)
    assert clerk.tiles["eligible"] == 1
    found = clerk.job.overview
    assert found is not None
    dates = filing_dates(found, PACK, dt.date.fromisoformat(day))
    boxes = [place for place, body in enumerate(clerk.markup) if f"<b>{clerk.say(title)}</b>" in body]
    assert len(boxes) == 1
    box = clerk.markup[boxes[0]]
    assert ('class="tg-warn"' in box) is warn and "tg-screen-only" not in box
    assert all(line.get(lang) in plain(box) for line in dates.lines)
    assert boxes[0] < next(place for place, body in enumerate(clerk.markup) if 'class="tg-tiles"' in body)


def test_nothing_has_changed_does_not_hide_that_applying_is_over():
    out = result_file(Clerk().hand_in(SMALL).job)
    over = "比的是谁符合条件；这一次的申报已经截止。"
    assert over in Clerk(as_of="2023-11-12").hand_in(out, "a.xlsx").notes
    assert over not in Clerk().hand_in(out, "a.xlsx").notes


def test_the_downloads_promise_no_more_than_they_keep():
    clerk = Clerk().hand_in(SMALL)
    assert clerk.at.download_button(key="nav_marked_file").label == "下载标出错误的表格"
    (said,) = [plain(body) for body in clerk.markup if "下载的表格是新做的" in body]
    assert all(word in said for word in ("公式", "颜色", "边框", "合并格", "别的工作表", "请留好原来的文件"))
    assert "原表" not in clerk.text


# --- hours and posts ------------------------------------------------------------------------------------------------


def test_who_lacks_hours_is_listed_in_one_line_a_person(everybody):
    stopped = {s.person.row for s in everybody.job.overview.shortfalls if s.bearing == "stops"}
    assert everybody.say("{n} 人差学时，现在报不了").format(n=len(stopped)) in everybody.text
    lines = [body for body in everybody.part("tg-even") if "差学时的人" in body]
    assert "".join(lines).count('<th scope="row">') == len(stopped)


SHORT = f"{HEADS},2022公需,2022专业"
TECHNICIAN = READY.replace("无,,", "员级,2020-01-01,是").replace("大学本科", "大学专科")


def test_hours_are_stated_as_the_single_persons_page_tells_them():
    """No page says that a way takes no account of hours: of recognition the notice does not say it (2.3)."""
    clerk = Clerk().hand_in(
        table(
            f"秦越人,工程部,1,{READY},20,60",
            f"华元化,工程部,2,{READY.replace('大学本科,是', '大学本科,否')},20,60",
            f"张机,工程部,3,{TECHNICIAN},20,60",
            heads=SHORT,
        )
    )
    assert "不看学时" not in clerk.text
    assert "1 人差学时，现在报不了" in clerk.text
    assert "申报到 2023 年 10 月 21 日截止。" in clerk.text
    labels = [box.label for box in clerk.at.expander]
    assert "另有 1 人没达标，还没有职称（或没填），学时怎么审验要先问" in labels
    assert "另有 1 人没达标，走的途径要不要审验学时，要先问" in labels
    assert "初次认定要不要审验学时，通知没有写，顺便问区人社局职称股。" in clerk.text
    tables = {
        caption: body for body in clerk.part("tg-even") for caption in re.findall("<caption>(.*?)</caption>", body)
    }
    assert "张机" in tables["差学时的人"]
    assert "华元化" in tables["没达标、学时怎么审验要先问的人"]
    assert "秦越人" in tables["没达标、要不要审验学时要先问的人"]


def results_of_posts(clerk: Clerk) -> dict[str, str]:
    """What the table of posts says of each level."""
    (body,) = clerk.part("tg-posts")
    lines = re.findall(r'<tr><th scope="row">(.*?)</th>.*?<td>([^<]*)</td></tr>', body)
    return dict(lines)


POST = PUBLIC.replace("内地居民,否", "内地居民,是")
BY_REVIEW = POST.replace("大学本科,是", "大学本科,否")


def free_posts(clerk: Clerk, count: int) -> str:
    clerk.at.number_input(key="tg_unit_post_assistant").set_value(count)
    clerk.run()
    return results_of_posts(clerk)[clerk.say("助理级") if clerk.lang == "zh" else "Assistant level"]


def test_posts_are_enough_only_where_recognition_fits_in_too():
    people = [f"孙{n},农技站,{n},{POST},," for n in range(3)]
    people += [f"葛{n},农技站,9{n},{BY_REVIEW},30,60" for n in range(2)]
    clerk = Clerk().hand_in(table(*people, heads=SHORT))
    assert results_of_posts(clerk)["助理级"] == "空岗没填"
    assert free_posts(clerk, 5) == "空岗够，初次认定也占的话也够"
    assert free_posts(clerk, 4) == "评审的够；初次认定也占空岗的话，多 1 人"
    assert free_posts(clerk, 1) == "不够：光评审就多 1 人；初次认定也占的话，多 4 人"
    assert "初次认定占不占空岗，通知没有写，先问区人社局职称股。" in clerk.text
    assert "谁报，由单位决定。" in clerk.text


def test_posts_and_recognition_alone():
    clerk = Clerk().hand_in(table(*(f"孙{n},农技站,{n},{POST}" for n in range(3))))
    assert free_posts(clerk, 2) == "初次认定也占空岗的话，多 1 人"
    assert "空岗够" not in clerk.text


def test_posts_and_review_alone():
    clerk = Clerk().hand_in(table(*(f"葛{n},农技站,{n},{BY_REVIEW},30,60" for n in range(2)), heads=SHORT))
    assert free_posts(clerk, 2) == "空岗够"
    assert free_posts(clerk, 1) == "不够：光评审就多 1 人"
    assert "初次认定占不占空岗" not in clerk.text


def test_who_is_to_be_asked_first_is_not_counted_as_fitting():
    asked = POST.replace("否,否,农学", "否,是,农学")
    clerk = Clerk().hand_in(table(f"孙一,农技站,1,{POST}", f"孙二,农技站,2,{asked}"))
    assert free_posts(clerk, 1) == "够条件的放得下，要先问清的 1 人还不一定"
    assert free_posts(clerk, 2) == "空岗够，初次认定也占的话也够"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_post_is_asked_for_where_there_is_no_field_and_levels_are_written_alike(lang):
    librarian = POST.replace("农学", "图书资料").replace("无,,", "员级,2016-01-01,是")
    clerk = Clerk(lang=lang).hand_in(table(f"孙一,农技站,1,{POST}", f"孙二,农技站,2,{librarian}"))
    free_posts(clerk, 1)
    dates = results_of_posts(clerk)
    assert dates[clerk.say("未定层级")] == clerk.say("层级要先问清，没法和空岗比")
    assert clerk.say("空岗没填") not in dates.values()
    assert all(name[:1] == name[:1].upper() for name in dates)


def test_posts_are_held_against_those_who_qualify_and_are_kept_while_away():
    clerk = Clerk().hand_in(
        table(f"孙思邈,农技站,1,{PUBLIC.replace('大学本科,是', '大学本科,否')}", f"葛洪,农技站,2,{PUBLIC}")
    )
    assert clerk.say("空岗没填") in clerk.text
    clerk.at.number_input(key="tg_unit_post_assistant").set_value(0)
    clerk.run()
    before = [body for body in clerk.part("tg-table") if "空岗和够条件的人" in body]
    assert before and "没填" not in plain(before[0]).split("助理级")[1].split("员级")[0]
    clerk.on_page("person:3").go("unit")
    assert clerk.at.number_input(key="tg_unit_post_assistant").value == 0
    assert [body for body in clerk.part("tg-table") if "空岗和够条件的人" in body] == before


def test_no_posts_are_asked_where_nobody_is_in_a_public_institution():
    assert not Clerk().hand_in(table(f"秦越人,工程部,1,{READY}")).at.number_input


# --- one person -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_opens_the_result_that_the_rules_give(xlsx, lang):
    clerk = Clerk(lang=lang).hand_in(xlsx, "a.xlsx")
    chosen = {row.outcome.verdict: row for row in clerk.job.rows if row.outcome}
    assert set(chosen) == set(Verdict)
    for row in chosen.values():
        if f"person:{row.number}" not in clerk.taps:
            clerk.on_page(f"verdict:{row.outcome.kind}")  # type: ignore[union-attr]
        clerk.on_page(f"person:{row.number}").go("result")
        found = assess(row.applicant, PACK, AS_OF)  # type: ignore[arg-type]
        assert clerk.heading == speak_of(headline(found, PACK).get(lang), lang)
        assert f"v-{found.verdict}" in "".join(clerk.part("tg-verdict"))
        assert word(found).get(lang) in clerk.text
        assert clerk.job.places.person(row).name in plain("".join(clerk.part("tg-viewing")))
        clerk.go("unit")
        assert clerk.token == "unit:results"
        assert f'data-land="tg-row-{row.number}"' in "".join(clerk.markup)
        if "all" in clerk.taps:
            clerk.on_page("all")


def test_ones_own_answers_are_untouched_by_looking_at_somebody():
    own = facts("企业本科毕业生", education="college")
    clerk = Clerk(answers=own).hand_in(SMALL)
    clerk.on_page("person:2").go("result")
    assert clerk.raw == own
    # Trying something out on the colleague's facts changes neither one's own nor the roster.
    clerk.go("answers").pick("education", "doctor")
    assert clerk.raw == own
    clerk.go("unit")
    clerk.on_page("person:2").go("answers")
    assert clerk.at.selectbox(key="form_education").value == "bachelor"
    assert clerk.go("start").raw == own


def test_the_tab_is_never_given_a_colleagues_facts(monkeypatch):
    kept: list[Any] = []

    def listen(*, answers: Any, **dates: Any) -> None:
        kept.append(answers)
        bridge(answers=answers, **dates)

    monkeypatch.setattr("ui.shell.bridge", listen)
    clerk = Clerk().hand_in(SMALL)
    clerk.on_page("person:2").go("result").go("answers").go("unit")
    assert kept and not any(kept)
    own = facts("企业本科毕业生")
    kept.clear()
    Clerk(answers=own).hand_in(SMALL).on_page("person:3").go("result")
    assert all(dates == own for dates in kept)


# --- the files, and the next month ----------------------------------------------------------------------------------


def test_the_result_file_keeps_the_units_columns_and_adds_ours(xlsx, unit):
    clerk = Clerk().hand_in(xlsx, "a.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(result_file(clerk.job)))
    assert tuple(book.sheet_names) == OUR_SHEETS
    # The title stays above, so that rows have the numbers of the unit's own file.
    rows = book.get_sheet_by_name(OUR_SHEETS[0]).to_python()[clerk.job.table.heading_row - 1 :]
    own = list(clerk.job.table.headings)
    assert rows[0] == [*own, *OUR_COLUMNS]
    before = CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).get_sheet_by_index(0).to_python()[4:204]
    assert [row[: len(own)] for row in rows[1:]] == before
    counts = Counter(row[len(own)] for row in rows[1:])
    assert {v: counts[VERDICT_CELLS[v]] for v in Verdict} == {v: clerk.tiles[v] for v in Verdict}


def test_the_result_handed_in_again_shows_what_has_changed():
    first = Clerk().hand_in(SMALL)
    out = result_file(first.job)
    again = Clerk().hand_in(out, "a.xlsx")
    assert again.say("比过 {n} 人，结论都没变。").format(n=5) in again.notes
    assert again.job.columns[-1].kind == "ours"
    later = Clerk(as_of="2024-09-01").hand_in(out, "a.xlsx")
    assert "华元化（工程部）：暂不能申报 → " in later.notes
    rows = CalamineWorkbook.from_filelike(io.BytesIO(result_file(later.job))).get_sheet_by_index(0).to_python()
    assert rows[0] == [*HEADS.split(","), *OUR_COLUMNS]


def test_what_was_decided_of_the_columns_comes_back_with_the_result():
    heads = HEADS.replace("专业对口", "随便").replace("在本区工作", "工作地").replace("最高学历", "毕业学历")
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY},食品科学,=1+1", heads=f"{heads},毕业专业,备注"))
    there = heads.split(",")
    clerk.take(there.index("工作地"), "works_in_district").take(there.index("随便"), "major_related")
    clerk.take(there.index("毕业学历"), "education")
    first = clerk.check()
    assert first.tiles["eligible"] == 1
    again = Clerk().upload(result_file(first.job), "a.xlsx")
    assert again.say("没有把握这一列是什么。请确认。") not in again.text
    assert "会按“不清楚”算：继续教育学时。" in again.notes
    assert again.check().tiles == first.tiles
    assert [c.key for c in again.job.columns][: len(there)] == [c.key for c in first.job.columns][: len(there)]


# --- another day, and calling it off --------------------------------------------------------------------------------


def test_another_day_judges_the_same_table_anew():
    clerk = Clerk().hand_in(SMALL)
    assert clerk.tiles["eligible"] == 1
    clerk.at.query_params["as_of"] = "2023-08-01"
    clerk.run()
    assert clerk.token == "unit:results"
    assert clerk.job.as_of == dt.date(2023, 8, 1)
    assert clerk.tiles == Clerk(as_of="2023-08-01").hand_in(SMALL).tiles


def test_a_long_reading_shows_how_far_it_is_and_can_be_called_off(monkeypatch):
    go_on = Event()
    answer = Assessor.answer

    def slowly(self: Assessor, chunk: Any) -> Any:
        go_on.wait(30)
        return answer(self, chunk)

    monkeypatch.setattr(Assessor, "answer", slowly)
    monkeypatch.setattr(unit_job.Job, "wait", lambda self, seconds: None)
    clerk = Clerk().upload(SMALL)
    clerk.click("primary_check")
    job = clerk.job
    assert clerk.token == "unit:running"
    clerk.click("nav_cancel")
    assert clerk.token == "unit"
    assert JOB not in clerk.at.session_state
    go_on.set()
    job._thread.join(30)
    assert job.overview is None or job.rows == []


def test_what_goes_wrong_inside_is_stated_without_the_cell(monkeypatch, caplog, capfd):
    def broken(self: Assessor, chunk: Any) -> Any:
        raise RuntimeError(f"cannot read {chunk.cells}")

    monkeypatch.setattr(Assessor, "answer", broken)
    clerk = Clerk().upload(SMALL)
    clerk.click("primary_check")
    assert clerk.say("没有核对成") in clerk.notes
    assert "秦越人" not in caplog.text + "".join(capfd.readouterr()) + clerk.notes


# --- files of many rows ---------------------------------------------------------------------------------------------


@pytest.fixture
def many(monkeypatch) -> Clerk:
    """A roster of which a file takes long."""
    monkeypatch.setattr(files, "_AT_ONCE", 3)
    return Clerk().hand_in(SMALL)


def keys(elements: Any) -> list[str]:
    return [one.key for one in elements]


def test_a_file_of_many_rows_is_made_first_and_is_the_same(many):
    assert result_files(many.at.download_button) == []
    for key in ("primary_result_file", "nav_marked_file"):
        many.click(f"{key}_make")
        assert key in keys(many.at.download_button)
        assert f"{key}_make" not in keys(many.at.button)
    made = [many.job.files[key].content for key in ("primary_result_file", "nav_marked_file")]
    for content, once in zip(made, (result_file(many.job), marked_file(many.job)), strict=True):
        assert content is not None
        sheets = [CalamineWorkbook.from_filelike(io.BytesIO(one)).get_sheet_by_index(0) for one in (content, once)]
        assert sheets[0].to_python() == sheets[1].to_python()


@pytest.mark.parametrize("count", [999, 1000, 1500])
def test_making_says_when_all_rows_are_written(count):
    clerk = Clerk().hand_in(table(*(f"秦{n},,{n},{READY.replace('大学本科', '本科？')}" for n in range(count))))
    for make in (result_file, marked_file):
        dates: list[int] = []
        make(clerk.job, dates.append)
        assert dates == sorted(dates)
        assert dates[-1] == count


class Slow:
    """The result file, being made until it is let go; its first and its last word of how far it is."""

    def __init__(self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, first: int, last: int | None) -> None:
        self._go_on, dates = Event(), Event()

        def slowly(job: Any, progress: Any) -> bytes:
            progress(first)
            dates.set()
            self._go_on.wait(30)
            if last is not None:
                progress(last)
            return b"never"

        monkeypatch.setattr(files, "result_file", slowly)
        monkeypatch.setattr(unit_job.Making, "wait", lambda making, seconds: dates.wait(30))
        clerk.click("primary_result_file_make")
        self.making = clerk.job.files["primary_result_file"]

    def ends_with_nothing(self) -> bool:
        self._go_on.set()
        self.making._thread.join(30)
        return (self.making.content, self.making.trouble) == (None, None)


def test_a_file_being_made_shows_how_far_it_is_and_can_be_called_off(many, monkeypatch):
    slow = Slow(many, monkeypatch, 2, 5)
    assert (slow.making.done, slow.making.total) == (2, 5)
    assert 0 < slow.making.part < 0.5
    assert slow.making.seconds_left is not None
    assert result_files(many.at.download_button) == []
    assert "primary_result_file_make" not in keys(many.at.button)
    many.click("nav_cancel_file")
    assert slow.ends_with_nothing()
    many.run()
    assert "primary_result_file_make" in keys(many.at.button)


def test_another_file_calls_off_the_one_being_made(many, monkeypatch):
    slow = Slow(many, monkeypatch, 1, 5)
    many.click("link_unit_again")
    assert slow.ends_with_nothing()


def test_another_day_calls_off_the_file_being_made_though_it_is_being_saved(many, monkeypatch):
    slow = Slow(many, monkeypatch, 5, None)
    many.at.query_params["as_of"] = "2023-08-01"
    many.run()
    assert slow.ends_with_nothing()
    assert many.job.files == {}


def test_a_file_that_fails_is_stated_without_the_cell_and_can_be_tried_again(many, monkeypatch, caplog, capfd):
    def broken(job: Any, progress: Any) -> bytes:
        raise RuntimeError(str(job.rows[0].cells))

    monkeypatch.setattr(files, "result_file", broken)
    many.click("primary_result_file_make")
    assert many.say("没有生成文件") in many.notes
    assert "秦越人" not in caplog.text + "".join(capfd.readouterr()) + many.notes
    monkeypatch.undo()
    monkeypatch.setattr(files, "_AT_ONCE", 3)
    many.click("primary_result_file_make")
    assert "primary_result_file" in keys(many.at.download_button)
    assert many.say("没有生成文件") not in many.notes


# --- what nobody else may see ---------------------------------------------------------------------------------------


def test_names_are_in_no_address_no_key_and_no_log(xlsx, unit, caplog, capfd):
    caplog.set_level(0)
    clerk = Clerk().hand_in(xlsx, "机密花名册.xlsx")
    clerk.on_page("verdict:eligible")
    row = next(r for r in clerk.job.rows if r.outcome and f"person:{r.number}" in clerk.taps)
    clerk.on_page(f"person:{row.number}").go("result").go("unit")
    clerk.type("tg_unit_words", unit.people[3].name)
    result_file(clerk.job)
    places = [*clerk.state_keys, *(str(v) for v in clerk.at.query_params.items())]
    dates = "\n".join(places) + caplog.text + "".join(capfd.readouterr())
    assert not [one.name for one in unit.people if one.name in dates]
    assert "机密花名册" not in dates
    assert set(clerk.at.query_params) <= {"as_of", "lang"}


# --- both languages -------------------------------------------------------------------------------------------------


def test_an_english_reader_meets_no_chinese_but_the_units_own():
    own = set(re.findall(r"[㐀-鿿]+", SMALL.decode())) | {"本科？", "公需", "专业"}
    clerk = Clerk(lang="en").upload(SMALL)
    clerk.check()
    for name in ("departments", "obstacles", "hours", "coming"):
        clerk.on_page(f"picture:{name}")
        left = {word for word in chinese(clerk) if not any(word in one for one in own)}
        assert left <= {"是", "否"}, name


def test_a_change_of_language_on_the_way_loses_nothing(xlsx):
    clerk = Clerk().upload(xlsx, "a.xlsx")
    place = headings().index("毕业专业")
    clerk.take(place, "")
    clerk.at.query_params["lang"] = "en"
    clerk.lang = "en"
    clerk.run()
    assert clerk.column(place).value == ""
    clerk.check().on_page("verdict:eligible")
    clerk.at.query_params.pop("lang")
    clerk.lang = "zh"
    clerk.run()
    assert "verdict:eligible" in clerk.pressed
