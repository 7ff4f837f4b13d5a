"""The charts as data: what they draw, say and list. How they look is judged by eye."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from logic.findings import HoursVerdict
from logic.hours import SUBJECTS, CrammingTest, Norms, YearTenths, assess_hours, cramming_test
from logic.words.language import LANGUAGES
from tests.logic.applicants import PACK
from tests.logic.test_traditional import leftover
from ui import charts
from ui.charts import drawing, page, timeline
from ui.parts import plain_table

NORMS = Norms(30, 60)
STEADY = (YearTenths(2020, 280, 580), YearTenths(2021, 320, 620), YearTenths(2022, 360, 690))
BLANKS = (YearTenths(2019, 280, None), YearTenths(2021, None, 620), YearTenths(2022, 0, 35))
HEAVY = (YearTenths(2020, 50, 0), YearTenths(2021, 950, 1900), YearTenths(2022, 0, 0))
TEN = tuple(YearTenths(2013 + i, 305, 5 if i else 87840) for i in range(10))
SINGLE = (YearTenths(2022, 125, 600),)
ROWS = {"steady": STEADY, "blanks": BLANKS, "heavy": HEAVY, "ten": TEN, "single": SINGLE, "none": ()}

NOTICE = (
    ("初次认定", dt.date(2023, 9, 18), dt.date(2023, 10, 23)),
    ("网上申报", dt.date(2023, 10, 9), dt.date(2023, 10, 21)),
    ("单位和主管部门审核", dt.date(2023, 10, 22), dt.date(2023, 10, 27)),
    ("纸质材料", dt.date(2023, 10, 30), dt.date(2023, 11, 3)),
)


def by_year(rows, subject="general", language="zh"):
    return charts.hours_by_year(rows, assess_hours(rows, NORMS), subject, NORMS, language)


def running_total(rows, subject="general", language="zh", period=range(0)):
    return charts.running_total(rows, assess_hours(rows, NORMS, period), subject, NORMS, language)


def windows(today, language="zh", notice=NOTICE, **more):
    def status(opens, closes):
        return "upcoming" if today < opens else "open" if today <= closes else "closed"

    spans = [charts.WindowBar(label, opens, closes, status(opens, closes)) for label, opens, closes in notice]
    return charts.windows(spans, today, language, **more)


@pytest.mark.parametrize(
    ("today", "status", "finding"),
    [
        ("2023-10-08", "未开始", None),
        ("2023-10-09", "进行中", "正在进行：初次认定收取纸质材料、个人网上申报、单位和主管部门审核。"),
        ("2023-10-24", "进行中", "正在进行：单位和主管部门审核。"),
        ("2023-10-27", "进行中", "正在进行：单位和主管部门审核。"),
        ("2023-10-28", "已结束", "没有正在进行的事项。下一项：评审收取纸质材料，10 月 30 日开始。"),
    ],
)
def test_what_is_named_by_its_last_day_goes_on_until_then(today, status, finding):
    day = dt.date.fromisoformat(today)
    spans = [charts.WindowBar(e.what.zh, e.opens, e.closes, e.status(day), e.ends_only) for e in PACK.spans()]
    chart = charts.windows(spans, day, "zh")
    (row,) = (row for row in chart.table if row[0] == "单位和主管部门审核")
    assert row[1:] == ("—", "10 月 27 日", status)
    assert f"单位和主管部门审核：到 10 月 27 日为止，{status}" in chart.alt
    assert finding is None or chart.finding == finding


def every_chart(language):
    for rows in ROWS.values():
        for subject in SUBJECTS:
            yield by_year(rows, subject, language)
            yield running_total(rows, subject, language)
            test = cramming_test(rows, subject, NORMS)
            if test:
                yield charts.cramming(test, subject, language)
    english = [(f"Step {i} & <more>", opens, closes) for i, (_, opens, closes) in enumerate(NOTICE)]
    for today in (dt.date(2020, 1, 1), dt.date(2023, 9, 10), dt.date(2023, 10, 12), dt.date(2026, 11, 23)):
        yield windows(today, language, english if language == "en" else NOTICE)
    yield charts.windows([], dt.date(2023, 10, 12), language)


def shapes(chart, name):
    return [shape for shape in chart.figure.layout.shapes if shape.name == name]


def words_in(chart):
    return [annotation.text for annotation in chart.figure.layout.annotations]


@pytest.mark.parametrize(("subject", "norm"), [("general", 30), ("professional", 60)])
def test_the_dashed_line_stands_at_the_norm(subject, norm):
    chart = by_year(STEADY, subject)
    (line,) = shapes(chart, "norm")
    assert (line.x0, line.x1, line.line.dash) == (norm, norm, "dash")
    assert line.x0 < chart.figure.layout.xaxis.range[1]
    assert f"虚线：每年平均 {norm} 学时" in words_in(chart)


def test_bars_and_values_are_the_hours():
    chart = by_year(STEADY, "professional")
    (bars,) = chart.figure.data
    assert list(bars.x) == [58, 62, 69]
    assert {"58", "62", "69"} <= set(words_in(chart))
    assert list(chart.figure.layout.yaxis.ticktext) == ["2020", "2021", "2022"]


def test_a_blank_is_a_hollow_mark_and_a_zero_is_a_zero():
    chart = by_year(BLANKS)
    (bars,) = chart.figure.data
    # 2020 was left out, 2021 left blank, 2022 is a real zero.
    assert list(zip(bars.y, bars.x, strict=True)) == [(0, 28), (3, 0)]
    assert [round(mark.y0 + mark.y1) / 2 for mark in shapes(chart, "blank")] == [1, 2]
    assert chart.table[1:] == (
        ("2019", "28", "30"),
        ("2020", "未填", "30"),
        ("2021", "未填", "30"),
        ("2022", "0", "30"),
    )
    assert "2021 年还没填" in chart.finding and "中间缺 2020 年" in chart.finding


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_alt_and_table_hold_every_year_and_number(rows, subject):
    chart = by_year(rows, subject)
    years = [str(row.year) for row in rows]
    assert set(years) <= {line[0] for line in chart.table[1:]}
    for row in rows:
        amount = getattr(row, subject)
        word = "未填" if amount is None else drawing.number(amount / 10)
        assert f"{row.year} 年{word}" in chart.alt or f"{row.year} 年 {word} 学时" in chart.alt
    assert chart.finding in chart.alt
    total = [line[0] for line in running_total(rows, subject, "zh").table[1:]]
    # Those left out between two others as well.
    assert total == [str(year) for year in range(int(years[0]), int(years[-1]) + 1)] if years else not total


@pytest.mark.parametrize(
    ("rows", "subject", "words"),
    [
        (STEADY, "general", "3 年平均每年 32 学时，要求平均 30，够了。"),
        (HEAVY, "general", "可能被看作突击，请先问清"),
        (HEAVY, "professional", "全在 2021 年"),
        (BLANKS, "professional", "2019 年还没填"),
        (SINGLE, "general", "还差 17.5"),
        (SINGLE, "professional", "够了"),
        ((), "general", "还没有填学时。"),
    ],
)
def test_the_finding_says_the_verdict_in_words(rows, subject, words):
    assert words in by_year(rows, subject).finding


def test_each_subject_keeps_its_colour():
    for subject in SUBJECTS:
        colour = {"general": "#2a6f97", "professional": "#d98e2b"}[subject]
        assert by_year(STEADY, subject).figure.data[0].marker.color == colour
        _, line = running_total(STEADY, subject, "zh").figure.data
        assert line.line.color == line.marker.color == colour
        test = cramming_test(STEADY, subject, NORMS)
        assert test
        chart = charts.cramming(test, subject, "zh")
        assert {bar.marker.color for bar in chart.figure.data} == {colour}


def test_the_running_total_starts_at_zero_and_ends_at_the_sums():
    chart = running_total(STEADY, "general", "zh")
    needed, total = chart.figure.data
    assert list(needed.y) == [0, 30, 60, 90] and needed.line.dash == "dash"
    assert list(total.y) == [0, 28, 60, 96]
    assert "多 6" in chart.finding and "中间低于虚线不要紧" in chart.finding


def test_the_running_total_is_dotted_from_the_first_blank():
    _, sure, unsure = running_total(BLANKS, "general", "zh").figure.data
    assert (sure.line.dash, list(sure.x)) == ("solid", [0, 1])
    # 2020 was left out, 2021 left blank.
    assert (unsure.line.dash, list(unsure.x)) == ("dot", [1, 2, 3, 4])
    assert list(unsure.marker.symbol) == ["circle", "circle-open", "circle-open", "circle"]


SINCE_2017 = range(2018, 2024)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_year_left_out_since_the_title_is_a_blank_and_no_zero(subject):
    result = assess_hours(STEADY, NORMS, SINCE_2017)
    assert result.uncovered_years == (2018, 2019, 2023)
    bars = charts.hours_by_year(STEADY, result, subject, NORMS, "zh")
    assert list(bars.figure.layout.yaxis.ticktext) == [str(year) for year in SINCE_2017]
    assert len(bars.figure.data[0].y) == 3
    assert [round(mark.y0 + mark.y1) / 2 for mark in shapes(bars, "blank")] == [0, 1, 5]
    assert [line[0] for line in bars.table if line[1] == "未填"] == ["2018", "2019", "2023"]
    total = running_total(STEADY, subject, period=SINCE_2017)
    assert [mark.x0 for mark in shapes(total, "blank")] == [0, 1, 5]
    # The lines begin and end with the years that are listed.
    for line in total.figure.data:
        assert (min(line.x), max(line.x)) == (2, 5)
    assert "灰底的年份还空着" in total.finding
    assert "灰底" not in running_total(STEADY, subject).finding


def test_a_dip_is_not_called_harmless_where_it_may_be_cramming():
    assert "不要紧" not in running_total(HEAVY, "general", "zh").finding


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_words_beside_the_lines_stay_apart(rows, language):
    chart = running_total(rows, "general", language)
    layout = chart.figure.layout
    pixels = (layout.height - layout.margin.t - layout.margin.b) / layout.yaxis.range[1]
    heights = [word.y * pixels + word.yshift for word in layout.annotations]
    assert not heights or abs(heights[0] - heights[1]) >= 19.9


def test_cramming_frames_each_bar_with_what_it_is_held_against():
    test = cramming_test(HEAVY, "general", NORMS)
    assert test
    chart = charts.cramming(test, "general", "zh")
    assert [bar.x[0] for bar in chart.figure.data] == [95, 5]
    assert [frame.x1 for frame in shapes(chart, "need")] == [90, 60]
    assert chart.table[1][1:] == ("95", "90") and chart.table[2][1:] == ("5", "60")
    assert all(words in chart.alt for words in ("2021 年一年：95 学时", "3 年共需 90", "合计：5 学时", "2 年应有 60"))


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (HoursVerdict.SUSPECT, "可能被看作突击，请先问清。"),
        (HoursVerdict.CRAMMED, "通知不允许的突击完成"),
        (HoursVerdict.SUFFICIENT, "不像突击"),
        (HoursVerdict.INSUFFICIENT, "先补够"),
    ],
)
def test_cramming_repeats_the_verdict_it_is_given(verdict, words):
    assert words in charts.cramming(CrammingTest(2021, 95, 5, 90, 60, verdict), "general", "zh").finding


@pytest.mark.parametrize("today", [dt.date(1990, 1, 1), dt.date(2026, 11, 23)])
def test_a_far_today_does_not_stretch_the_axis(today):
    chart = windows(today)
    start, end = (dt.date.fromisoformat(day) for day in chart.figure.layout.xaxis.range)
    assert dt.date(2023, 9, 10) < start < dt.date(2023, 9, 18) and dt.date(2023, 11, 3) < end < dt.date(2023, 11, 12)
    assert not shapes(chart, "today")
    edge = f"今天 {today.isoformat()}"
    assert (f"{edge} →" if today > end else f"← {edge}") in words_in(chart)


@pytest.mark.parametrize("today", [dt.date(2023, 9, 10), dt.date(2023, 10, 12), dt.date(2023, 11, 10)])
def test_a_near_today_is_a_line_on_every_window(today):
    chart = windows(today)
    assert {mark.x0 for mark in shapes(chart, "today")} == {f"{today} 12:00"}
    assert len(shapes(chart, "today")) == 1 + len(NOTICE)
    start, end = chart.figure.layout.xaxis.range
    assert start < today.isoformat() < end


def test_windows_tell_their_status_by_word_and_fill():
    chart = windows(dt.date(2023, 10, 12))
    assert chart.table[1] == ("初次认定", "9 月 18 日", "10 月 23 日", "进行中")
    assert [row[-1] for row in chart.table[1:]] == ["进行中", "进行中", "未开始", "未开始"]
    fills = [bar.marker.color for bar in chart.figure.data]
    assert fills[0] == fills[1] != fills[2] == fills[3]
    assert chart.finding == "正在进行：初次认定、网上申报。"
    assert "下一项：初次认定，9 月 18 日开始" in windows(dt.date(2023, 9, 1)).finding
    assert "以新通知为准" in windows(dt.date(2026, 11, 23)).finding
    assert "查看日 10 月 12 日" in words_in(windows(dt.date(2023, 10, 12), named="查看日"))


def test_windows_across_new_year_name_the_year():
    chart = windows(dt.date(2023, 12, 20), notice=[("甲", dt.date(2023, 12, 11), dt.date(2024, 1, 5))])
    assert chart.table[1][1:3] == ("2023-12-11", "2024-01-05") and chart.title == "办理时间"


def test_windows_last_through_their_closing_day():
    bar = windows(dt.date(2023, 10, 12)).figure.data[1]
    assert bar.base[0] == "2023-10-09" and bar.x[0] == 13 * drawing.DAY_MS


@pytest.mark.parametrize("days", [1, 8, 30, 50, 120, 400, 3000])
def test_named_days_stand_clear_of_each_other(days):
    start = dt.date(2023, 9, 17)
    ticks = timeline._ticks(start, start + dt.timedelta(days=days))
    assert 1 <= len(ticks) <= 4
    assert all((b - a).days >= days * 0.3 for a, b in pairwise(ticks))


@pytest.mark.parametrize("language", LANGUAGES)
def test_plotly_finds_nothing_wrong_with_any_chart(language):
    for chart in every_chart(language):
        go.Figure(chart.figure.to_plotly_json())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_speaks_one_language_and_reads_well(language):
    for chart in every_chart(language):
        words = [
            chart.title,
            chart.finding,
            chart.alt,
            *words_in(chart),
            *(cell for row in chart.table for cell in row),
        ]
        for text in words:
            assert text and not re.search(r"[{}]|None|nan|\.0\b", text), text
            assert language != "en" or not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text), text
            for label, _, _ in NOTICE:
                text = text.replace(label, "")
            assert language != "zh-Hant" or not leftover(text), text
        assert len({len(row) for row in chart.table}) == 1
        assert chart.figure.layout.font.size >= 14
        assert all(a.font.size >= 14 for a in chart.figure.layout.annotations)
        assert chart.figure.layout.paper_bgcolor == chart.figure.layout.plot_bgcolor == drawing.CLEAR
        assert chart.figure.layout.height <= 400


def test_numbers_are_written_as_people_write_them():
    assert [drawing.number(n) for n in (0, 30, 30.0, 0.5, 62.25, 87839.5, 100)] == [
        "0", "30", "30", "0.5", "62.25", "87839.5", "100",
    ]  # fmt: skip


def test_chinese_readers_get_a_chinese_plotly():
    chinese = page.config("zh")
    assert chinese["locales"][chinese["locale"]]["format"]["months"][0] == "1 月"
    assert chinese["displayModeBar"] is False and chinese["scrollZoom"] is False and chinese["displaylogo"] is False


def test_table_escapes_what_it_shows():
    html = plain_table((("事项", "a<b"), ("x & y", "1")), "<标题>")
    assert "&lt;标题&gt;" in html and '<th scope="row">x &amp; y</th>' in html and "a&lt;b" in html


def test_show_puts_words_picture_and_table_on_the_page():
    def page():
        import datetime as dt

        from ui import charts

        span = charts.WindowBar("收材料 <1>", dt.date(2023, 9, 18), dt.date(2023, 10, 23), "open")
        charts.show(charts.windows([span], dt.date(2023, 10, 12), "zh"), "calendar")
        charts.show(charts.windows([], dt.date(2023, 10, 12), "zh"), "empty")

    at = AppTest.from_function(page, default_timeout=20).run()
    assert not at.exception
    (picture,) = at.get("plotly_chart")
    assert "收材料 <1>：9 月 18 日至 10 月 23 日，进行中。" in picture.proto.alt
    assert [folded.label for folded in at.expander] == ["看表格"]
    assert "收材料 &lt;1&gt;" in "".join(element.proto.body for element in at.get("html"))


# --- the ways from today ---------------------------------------------------------------------------------------------

TODAY = dt.date(2023, 10, 12)
LANES = (
    charts.Lane(
        "这一次：初级评审，技术员",
        (
            charts.Stop("申报技术员", "2023 年 10 月 9 日至 2023 年 10 月 21 日", dt.date(2023, 10, 15), "dated"),
            charts.Stop("申报助理工程师", "大约 2024 年 10 月", dt.date(2024, 10, 15), "about"),
            charts.Stop("看中级", "大约 2028 年起", dt.date(2028, 7, 1), "beyond"),
        ),
    ),
    charts.Lane(
        "2024 年：职称初次认定，助理工程师",
        (
            charts.Stop("助理工程师的条件够了", "2024 年 1 月 23 日", dt.date(2024, 1, 23), "ready"),
            charts.Stop("申报助理工程师", "大约 2024 年 9 月至 10 月", dt.date(2024, 10, 5), "about"),
        ),
    ),
)


def test_the_ways_are_drawn_named_and_listed():
    chart = charts.ways(LANES, TODAY, "zh")
    go.Figure(chart.figure.to_plotly_json())
    texts = [annotation.text for annotation in chart.figure.layout.annotations]
    for lane in LANES:
        assert any(lane.name in text for text in texts) and lane.name in chart.alt
        for stop in lane.stops:
            assert any(stop.label in text and stop.when in text for text in texts)
            assert any(stop.label in row and stop.when in row for row in chart.table)
    assert len(chart.table) == 1 + sum(len(lane.stops) for lane in LANES)
    assert chart.finding.startswith("最早的一步：申报技术员")
    assert [list(trace.x) for trace in chart.figure.data] == [[str(s.day) for s in lane.stops] for lane in LANES]


def test_a_time_that_is_only_likely_is_an_open_mark():
    chart = charts.ways(LANES, TODAY, "zh")
    symbols = {
        stop.kind: symbol
        for lane, trace in zip(LANES, chart.figure.data, strict=True)
        for stop, symbol in zip(lane.stops, trace.marker.symbol, strict=True)
    }
    assert {kind: symbol.endswith("-open") for kind, symbol in symbols.items()} == {
        **{"dated": False, "about": True, "ready": True, "beyond": True}
    }


def test_words_of_the_ways_stand_clear_of_each_other():
    chart = charts.ways(LANES, TODAY, "en")
    rows = sorted((a.y, a.text.count("<br>") + 1) for a in chart.figure.layout.annotations if a.x == 0)
    assert all(b - a >= 20 * lines for (a, lines), (b, _) in pairwise(rows))
    assert chart.figure.layout.height > rows[-1][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_way_without_any_time_says_to_ask(language):
    chart = charts.ways((charts.Lane("x", ()),), TODAY, language)
    assert len(chart.table) == 1 and chart.finding
