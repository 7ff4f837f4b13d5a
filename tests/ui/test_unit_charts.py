"""A unit's pictures as data: what they draw, say, list and hand back when clicked. How they look is judged by eye."""

from __future__ import annotations

import datetime as dt
import re

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from logic.findings import Verdict
from logic.hours import Norms, YearTenths, assess_hours
from logic.roster.overview import Coming, Department, Month, Obstacle, PersonHours, months_after
from logic.roster.person import Person
from logic.words.language import LANGUAGES, phrase
from tests.logic.test_traditional import leftover
from ui.charts import drawing
from ui.unit import charts as unit_charts
from ui.unit.charts import hours as hours_picture
from ui.unit.charts.drawing import ON_COLOUR

NORMS = Norms(30, 60)


def department(name, *counts):
    order = (Verdict.ELIGIBLE, Verdict.CONFIRM, Verdict.NOT_YET, Verdict.INCOMPLETE, Verdict.INELIGIBLE)
    return Department(name, dict(zip(order, (*counts, 0, 0, 0, 0, 0), strict=False)))


DEPARTMENTS = (
    department("设备部", 3, 1, 8),
    department("工程部", 14, 5, 13, 1, 2),
    department("", 0, 0, 1),
)
OBSTACLES = (Obstacle("continuing_education", 50, 28, 12), Obstacle("level", 23, 0))


def hours(row, name, *years, department="工程部"):
    amounts = tuple(YearTenths(*year) for year in years)
    return PersonHours(Person(row, name, department), amounts, assess_hours(amounts, NORMS))


PEOPLE = (
    hours(2, "甲", (2021, 300, 600), (2022, 300, 600)),
    hours(3, "乙", (2020, 0, 305), (2022, None, 1200), department="设备部"),
    hours(4, "", (2022, 299, 600), department="设备部"),
)


def coming(*news, ready=5, later=0):
    months, people, total = [], [], 0
    for place in range(25):
        new = dict(news).get(place, 0)
        total += new
        first = months_after(dt.date(2023, 10, 1), place)
        people += [(first, Person(total + n, f"W{total + n}", "D1")) for n in range(new)]
        months.append(Month(first, new, total))
    return Coming(ready, tuple(months), later, tuple(people))


def every_chart(language):
    yield unit_charts.verdicts_by_department(DEPARTMENTS, language)
    yield unit_charts.verdicts_by_department([department(f"D{i}", i) for i in range(1, 30)], language)
    yield unit_charts.verdicts_by_department([], language)
    yield unit_charts.frequent_obstacles(OBSTACLES, language)
    yield unit_charts.frequent_obstacles([], language)
    yield unit_charts.becoming_ready(coming((0, 1), (9, 7), (10, 5), (24, 2), later=3), language)
    yield unit_charts.becoming_ready(coming(), language)
    for subject in ("general", "professional"):
        yield unit_charts.hours_heat_map(PEOPLE, subject, NORMS, language)
        yield unit_charts.hours_heat_map([], subject, NORMS, language)


def trace(chart, name):
    return next(found for found in chart.figure.data if found.name == name)


def words_in(chart):
    return [annotation.text for annotation in chart.figure.layout.annotations]


# --- verdicts by department ----------------------------------------------------------------------------------------


def test_a_bar_a_department_the_largest_first():
    chart = unit_charts.verdicts_by_department(DEPARTMENTS, "zh")
    heads = [text for text in words_in(chart) if text.startswith("<b>")]
    assert [re.sub("<.*?>", "", head) for head in heads] == ["工程部  35 人", "设备部  12 人", "未写部门  1 人"]
    assert chart.table[1] == ("工程部", "35", "14", "5", "1", "13", "2")
    assert "各部门结论" in chart.alt and "工程部：可以申报 14" in chart.alt


def test_pieces_stand_end_to_end_and_carry_what_they_are():
    chart = unit_charts.verdicts_by_department(DEPARTMENTS, "zh")
    not_yet = trace(chart, "not_yet")
    assert [round(x) for x in not_yet.x] == [13, 8, 1] and list(not_yet.base) == [20, 4, 0]
    assert [tuple(data) for data in not_yet.customdata] == [
        ("verdict", "工程部", "not_yet"),
        ("verdict", "设备部", "not_yet"),
        ("verdict", "", "not_yet"),
    ]


def test_colour_never_speaks_alone():
    chart = unit_charts.verdicts_by_department(DEPARTMENTS, "zh")
    assert {"✓ 可以申报 17", "? 需要确认 6", "… 暂不能申报 22"} <= set(words_in(chart))
    assert trace(chart, "eligible").text[0] == "✓ 14"
    assert len(set(unit_charts.VERDICT_COLOURS.values())) == len(set(unit_charts.MARKS.values())) == 6


def test_a_piece_too_narrow_for_its_words_has_none():
    chart = unit_charts.verdicts_by_department([department("甲", 100, 1, 8)], "zh")
    assert [trace(chart, kind).text[0] for kind in ("eligible", "confirm", "not_yet")] == ["✓ 100", "", "8"]


def test_many_departments_end_in_one_bar_that_is_no_choice():
    many = [department(f"{i} 部", i) for i in range(1, 31)]
    chart = unit_charts.verdicts_by_department(many, "zh", most=10)
    assert any("其余 20 个部门" in text for text in words_in(chart))
    assert trace(chart, "eligible").customdata[-1] is None
    assert len(chart.table) == 31


def test_the_others_together_leave_the_departments_their_room():
    many = [department(f"{i} 部", 10, 5) for i in range(40)]
    chart = unit_charts.verdicts_by_department(many, "zh")
    bars = trace(chart, "eligible")
    assert list(chart.figure.layout.xaxis.range) == [0, 15]
    assert bars.x[0] == pytest.approx(bars.x[-1]) == pytest.approx(10, abs=0.1)
    assert trace(chart, "confirm").base[-1] == pytest.approx(10)
    assert (bars.text[0], bars.text[-1]) == ("✓ 10", "✓ 250")
    assert any("375 人，未按比例画" in text for text in words_in(chart))
    few = unit_charts.verdicts_by_department(many[:20], "zh", most=19)
    assert not any("未按比例画" in text for text in words_in(few))


# --- hours -----------------------------------------------------------------------------------------------------------


def test_the_norm_is_the_middle_colour_and_both_sides_differ():
    shades = [hours_picture._shade(amount, 30) for amount in (0, 29.9, 30, 30.1, 60, 500)]
    assert shades[2] == hours_picture._AT and len({*shades[:5]}) == 5
    assert shades[0] == hours_picture._BELOW and shades[4] == shades[5] == hours_picture._ABOVE
    red_side, blue_side = shades[1], shades[3]
    assert red_side[0] > red_side[2] and blue_side[2] > blue_side[0]


def luminance(colour):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def hex_colour(text):
    return tuple(int(text[i : i + 2], 16) for i in (1, 3, 5))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("amount", range(0, 65, 3))
def test_figures_can_be_read_on_their_cells(amount):
    shade = hours_picture._shade(amount, 30)
    assert contrast(shade, hex_colour(hours_picture._ink_on(shade))) >= 4.5


@pytest.mark.parametrize("kind", [*Verdict])
def test_figures_can_be_read_on_their_bars(kind):
    fill = hex_colour(unit_charts.VERDICT_COLOURS[kind])
    assert contrast(fill, hex_colour(ON_COLOUR.get(kind, "#ffffff"))) >= 4.5


def test_a_cell_a_year_blanks_hatched_other_years_left_out():
    chart = unit_charts.hours_heat_map(PEOPLE, "general", NORMS, "zh")
    known, blank = trace(chart, "known"), trace(chart, "blank")
    assert list(known.text) == ["30", "30", "0", "29.9"]
    assert [tuple(data) for data in known.customdata] == [
        ("hours", "2", "2021", "general"),
        ("hours", "2", "2022", "general"),
        ("hours", "3", "2020", "general"),
        ("hours", "4", "2022", "general"),
    ]
    # A blank in one subject, and the year left out between two others.
    assert sorted(data[2] for data in blank.customdata) == ["2021", "2022"]
    assert blank.marker.pattern.shape == "/"
    assert {"2020", "2021", "2022", "年均", "30 ✓", "29.9 ▼", "– ○"} <= set(words_in(chart))


def test_departments_are_named_where_there_are_several():
    heads = [text for text in words_in(unit_charts.hours_heat_map(PEOPLE, "general", NORMS, "zh")) if "<b>" in text]
    assert [re.sub("<.*?>", "", head).strip() for head in heads] == ["工程部", "设备部"]
    assert not [t for t in words_in(unit_charts.hours_heat_map(PEOPLE[:1], "general", NORMS, "zh")) if "<b>" in t]


def test_the_table_holds_every_figure_and_the_verdict():
    chart = unit_charts.hours_heat_map(PEOPLE, "general", NORMS, "zh")
    assert chart.table[0] == ("姓名", "部门", "2020", "2021", "2022", "年均", "结论")
    assert chart.table[1:] == (
        ("甲", "工程部", "–", "30", "30", "30", "达标"),
        ("乙", "设备部", "0", "未填", "未填", "–", "未填全"),
        ("第 4 行", "设备部", "–", "–", "29.9", "29.9", "不达标"),
    )
    assert "✓ 达标 1、▼ 不达标 1、○ 未填全 1" in chart.finding


@pytest.mark.parametrize(
    ("sizes", "pages"),
    [
        ([5], [("甲", 5)]),
        ([30], [("甲", 30)]),
        ([31], [("甲 1–16", 16), ("甲 17–31", 15)]),
        ([3, 4, 23], [("甲、乙、丙", 30)]),
        ([3, 4, 24], [("甲、乙", 7), ("丙", 24)]),
        ([61, 2], [("甲 1–21", 21), ("甲 22–42", 21), ("甲 43–61", 19), ("乙", 2)]),
        ([], []),
    ],
)
def test_pages_keep_departments_together(sizes, pages):
    people = [
        hours(row, "某", (2022, 300, 600), department=name)
        for name, size in zip("甲乙丙", sizes, strict=False)
        for row in range(size)
    ]
    made = unit_charts.hours_pages(people, "zh")
    assert [(page.label, len(page.people)) for page in made] == pages
    assert [one for page in made for one in page.people] == people


# --- obstacles, months -----------------------------------------------------------------------------------------------


def test_obstacles_are_split_into_those_known_and_those_not_stated():
    chart = unit_charts.frequent_obstacles(OBSTACLES, "zh")
    known, unknown = trace(chart, "known"), trace(chart, "unknown")
    assert list(known.x) == [38, 23] and list(unknown.x) == [12] and list(unknown.base) == [38]
    assert list(known.text) == ["38", "23"] and list(unknown.text) == ["12"]
    assert tuple(known.customdata[1]) == ("obstacle", "level")
    assert "真的挡着人的，最多是“继续教育学时”：38 人。" in chart.finding
    assert "另有 12 人只是信息没填" in chart.finding
    assert chart.table[1] == ("继续教育学时", "50", "38", "12", "28")


def test_rare_obstacles_stay_in_the_table():
    many = [Obstacle("level", count, 0) for count in range(20, 0, -1)]
    chart = unit_charts.frequent_obstacles(many, "zh", most=10)
    assert len(trace(chart, "known").x) == 10 and len(chart.table) == 21


def test_columns_add_up_month_by_month():
    chart = unit_charts.becoming_ready(coming((9, 7), (10, 5), later=2), "zh")
    new, before = trace(chart, "new"), trace(chart, "before")
    assert list(new.y) == [7, 5] and list(new.base) == [0, 7]
    assert before.y[0] == 7 and before.y[-1] == 12
    assert [tuple(data) for data in new.customdata] == [("month", "2024-07"), ("month", "2024-08")]
    assert [line[:3] for line in chart.table[1:]] == [("2024-07", "7", "7"), ("2024-08", "5", "12")]
    assert len(chart.table[1][3].split("、")) == 7
    assert "最早的在 2024-07：" in chart.finding and chart.table[1][3].split("、")[0] in new.hovertext[0]
    assert "现在就可以申报的有 5 人" in chart.finding and "最多的是 2024-07，7 人" in chart.finding
    assert "还有 2 人要等更久" in chart.finding


def test_nobody_waiting_is_said():
    chart = unit_charts.becoming_ready(coming(), "zh")
    assert "没有人只差时间" in chart.finding and len(chart.table) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_nobody_is_decided_nobody_is_counted(lang):
    finding = unit_charts.becoming_ready(coming(ready=0), lang).finding
    assert not re.search(r"\d", finding)
    assert finding == phrase(lang, "现在没有人可以申报，也没有人只差时间。信息不全、要先问清的人没有算在内。")
    assert "0" in unit_charts.becoming_ready(coming(ready=0, later=2), lang).finding


def test_scales_count_whole_people():
    for most in (1, 2, 3, 5, 17, 400):
        ticks = unit_charts.becoming_ready(coming((9, most)), "zh").figure.layout.yaxis.tickvals
        assert all(tick == int(tick) for tick in ticks) and len(ticks) <= 6


# --- all of them -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_plotly_finds_nothing_wrong_with_any_chart(language):
    for chart in every_chart(language):
        go.Figure(chart.figure.to_plotly_json())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_speaks_one_language_and_reads_well(language):
    names = {"工程部", "设备部", "甲", "乙"}
    for chart in every_chart(language):
        cells = [cell for row in chart.table for cell in row]
        hover = [text for bars in chart.figure.data for text in (bars.hovertext or ())]
        for text in [chart.title, chart.finding, chart.alt, *words_in(chart), *hover, *cells]:
            assert text and not re.search(r"[{}]|None|nan|\.0\b", text), text
            for name in names:
                text = text.replace(name, "")
            assert language != "en" or not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text), text
            assert language != "zh-Hant" or not leftover(text), text
        assert len({len(row) for row in chart.table}) == 1
        assert all(word.font.size >= 14 for word in chart.figure.layout.annotations)
        assert chart.figure.layout.paper_bgcolor == chart.figure.layout.plot_bgcolor == drawing.CLEAR


def test_names_from_a_file_are_no_markup():
    evil = "<a href='x'>甲</a> & <b>"
    chart = unit_charts.verdicts_by_department([department(evil, 3)], "zh")
    assert not any("<a" in text for text in [*words_in(chart), *trace(chart, "eligible").hovertext])
    heat = unit_charts.hours_heat_map([hours(2, evil, (2022, 300, 600), department=evil)], "general", NORMS, "zh")
    assert not any("<a" in text for text in [*words_in(heat), *trace(heat, "known").hovertext])
    assert tuple(trace(chart, "eligible").customdata[0]) == ("verdict", evil, "eligible")


@pytest.mark.parametrize(
    ("event", "pick"),
    [
        ({"selection": {"points": [{"customdata": ["obstacle", "level"]}]}}, ("obstacle", "level")),
        ({"selection": {"points": [{"x": 1}, {"customdata": ["month", "2024-07"]}]}}, ("month", "2024-07")),
        ({"selection": {"points": [{"customdata": None}]}}, None),
        ({"selection": {"points": []}}, None),
        ({}, None),
        (None, None),
    ],
)
def test_what_was_clicked(event, pick):
    assert unit_charts.picked(event) == pick


def test_show_puts_words_picture_and_table_on_the_page_and_lets_fingers_scroll():
    def page():
        from logic.roster.overview import Obstacle
        from ui.unit import charts as unit_charts

        unit_charts.show(unit_charts.frequent_obstacles([Obstacle("level", 22, 3)], "zh"), "obstacles")
        unit_charts.show(unit_charts.frequent_obstacles([], "zh"), "none")

    at = AppTest.from_function(page, default_timeout=20).run()
    assert not at.exception
    (picture,) = at.get("plotly_chart")
    assert "层级条件 22 人：22 人真的挡着，0 人只是没填" in picture.proto.alt
    assert '"dragmode":"none"' in picture.proto.spec and '"dragmode":false' in picture.proto.spec
    assert '"staticPlot": false' in picture.proto.config
    assert [folded.label for folded in at.expander] == ["看表格"]
