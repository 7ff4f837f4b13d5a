"""What a roster comes to: the counts, the list, the pictures, the notice's dates."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter

import pytest
from python_calamine import CalamineWorkbook

from logic.findings import Verdict
from logic.roster.answers import outcomes_of
from logic.roster.columns import decided, propose
from logic.roster.file import open_book
from logic.roster.filing_dates import filing_dates
from logic.roster.model import KINDS
from tests.logic.applicants import PACK
from tests.logic.rosters import RowReader
from tests.made_up_unit import made_up_unit, write_csv
from tests.pages.clerk import DAY, READY, SMALL, Clerk, result_files, table
from tests.pages.visitor import plain
from ui.unit.files import marked_file, result_file
from ui.unit.table import A_PAGE, A_PRINT


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
