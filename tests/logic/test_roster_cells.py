"""One cell: a value, unknown, or a fault that says what would be right."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.facts import Education, Employment, TitleLevel
from logic.labels import CHOICE_NAMES
from logic.roster.cells import UNKNOWN, CellReader, Taken
from logic.roster.columns import Column, ColumnUse, as_chosen, propose
from logic.roster.file.cell import MonthOnly
from logic.words.language import Text
from tests.logic.applicants import AS_OF, PACK
from tests.logic.rosters import RowReader

JULY = dt.date(2021, 7, 1)


def reader(key: str) -> CellReader:
    return CellReader(as_chosen(Column(0, key, ColumnUse.KEPT), key), PACK, AS_OF)


def value(key, raw):
    found = reader(key)(raw)
    assert isinstance(found, Taken), found
    return found.value


def fault(key, raw) -> str:
    found = reader(key)(raw)
    assert isinstance(found, Text), found
    assert found.zh and found.en
    return found.zh


@pytest.mark.parametrize(
    "raw",
    [
        *(
            JULY,
            dt.datetime(2021, 7, 1, 8, 30),
            44378,
            44378.0,
            "44378",
            20210701.0,
            "20210701",
            "2021-07-01",
            "2021.7.1",
        ),
        *(
            "2021/7/1",
            "2021年7月1日",
            "２０２１－０７－０１",
            "2021-07-01 00:00:00",
            "2021-07-01T00:00:00",
            "'2021-07-01",
            " 2021-7-1 ",
            "2021年7月1号",
            "2021 年 7 月 1 日",
        ),
    ],
)
def test_a_day_however_it_is_written(raw):
    assert value("service_start", raw) == JULY


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        *((2021.1, "10 月"), (20217, "年-月-日"), ("2021", "月和日"), (2021, "月和日"), ("2021-13", "没有这一天")),
        *(("2021-02-30", "没有这一天"), ("明年", "年-月-日"), (True, "年-月-日"), (dt.date(1949, 12, 31), "1950")),
        *((float("inf"), "年-月-日"), (1e300, "年-月-日"), (b"x", "年-月-日"), ([1], "年-月-日")),
    ],
)
def test_half_a_date_is_asked_about(raw, says):
    assert says in fault("title_date", raw)


@pytest.mark.parametrize(
    ("raw", "last"),
    [
        ("2021-07", dt.date(2021, 7, 31)),
        ("2021年7月", dt.date(2021, 7, 31)),
        ("202107", dt.date(2021, 7, 31)),
        ("2020.02", dt.date(2020, 2, 29)),
        ("2023/2", dt.date(2023, 2, 28)),
        ("2021 年 7 月", dt.date(2021, 7, 31)),
        ("2021年7月份", dt.date(2021, 7, 31)),
        (2021.7, dt.date(2021, 7, 31)),
        (2021.07, dt.date(2021, 7, 31)),
        (2021.12, dt.date(2021, 12, 31)),
        (202107, dt.date(2021, 7, 31)),
        (202107.0, dt.date(2021, 7, 31)),
        (MonthOnly(2022, 10, 1), dt.date(2022, 10, 31)),
    ],
)
def test_a_month_is_its_last_day_and_shown_to_be_confirmed(raw, last):
    assert reader("service_start")(raw) == Taken(last, sure=False)


def test_a_month_that_has_not_ended_says_nothing_yet():
    assert "查看日期" in fault("service_start", f"{AS_OF.year}-{AS_OF.month}")


def test_service_cannot_begin_after_the_day_asked_about():
    assert value("service_start", AS_OF) == AS_OF
    assert "不能晚于" in fault("service_start", AS_OF + dt.timedelta(days=1))
    assert value("title_date", AS_OF + dt.timedelta(days=1)) == AS_OF + dt.timedelta(days=1)


@pytest.mark.parametrize(
    "raw", [None, "", "  ", "　", "-", "—", "/", "？", "不清楚", "未知", "不详", "N/A", float("nan")]
)
@pytest.mark.parametrize("key", ["education", "service_start", "major_related", "specialty", "hours.2022.general"])
def test_what_is_not_known_stays_unknown(key, raw):
    assert reader(key)(raw) == UNKNOWN


@pytest.mark.parametrize(
    ("raw", "yes"),
    [
        *(("是", True), ("√", True), ("Y", True), ("true", True), (True, True), (1.0, True)),
        *(("否", False), ("×", False), ("x", False), ("No", False), (False, False), (0, False)),
    ],
)
def test_yes_and_no(raw, yes):
    assert value("works_in_district", raw) is yes


def test_words_are_taken_only_where_they_are_clear():
    assert value("post_vacancy", "有") is True
    assert value("disciplinary_period", "无") is False
    assert value("full_time_recognised", "函授") is False
    assert value("full_time_recognised", "全日制统招") is True
    assert value("in_technical_post", "工勤") is False
    for key, raw in (("major_related", "有"), ("works_in_district", "也许"), ("full_time_recognised", 2)):
        assert "是" in fault(key, raw)


@pytest.mark.parametrize("field", CHOICE_NAMES)
def test_every_choice_goes_by_value_and_name_and_is_certain(field):
    for choice, name in CHOICE_NAMES[field].items():
        for raw in (str(choice), name.zh, name.en, f" {name.zh} ", name.en.upper()):
            assert reader(field)(raw) == Taken(choice, sure=True), raw


@pytest.mark.parametrize(
    ("field", "raw", "choice"),
    [
        *(("education", "本科", Education.BACHELOR), ("education", "大专", Education.COLLEGE)),
        *(("education", "全日制本科", Education.BACHELOR), ("education", "自考大专", Education.COLLEGE)),
        *(("education", "研究生（硕士）", Education.MASTER), ("education", "博士/研究生", Education.DOCTOR)),
        *(("employment", "国企", Employment.ENTERPRISE), ("employment", "参公", Employment.CIVIL_SERVICE_MANAGED)),
        *(("title_level", "助理工程师", TitleLevel.ASSISTANT), ("title_level", "无", TitleLevel.NONE)),
        *(
            ("title_level", "农艺师", TitleLevel.INTERMEDIATE_OR_ABOVE),
            ("title_level", "技术员", TitleLevel.TECHNICIAN),
        ),
        ("title_level", "高级工程师", TitleLevel.INTERMEDIATE_OR_ABOVE),
        ("title_level", "正高级农艺师", TitleLevel.INTERMEDIATE_OR_ABOVE),
        ("title_level", "高工", TitleLevel.INTERMEDIATE_OR_ABOVE),
        ("education", "本科（全日制）", Education.BACHELOR),
        ("education", "大专（函授）", Education.COLLEGE),
        ("education", "硕士（在职）", Education.MASTER),
        ("education", "本科 学士", Education.BACHELOR),
        ("education", "五年制大专", Education.COLLEGE),
        ("title_level", "助理会计师", TitleLevel.ASSISTANT),
        ("title_level", "助理研究员", TitleLevel.INTERMEDIATE_OR_ABOVE),
    ],
)
def test_everyday_words_are_taken_and_shown(field, raw, choice):
    found = reader(field)(raw)
    assert isinstance(found, Taken) and (found.value, found.sure) == (choice, False)


@pytest.mark.parametrize(
    ("field", "raw", "named"),
    [
        ("education", "研究生", ("博士研究生", "硕士研究生")),
        ("education", "大学", ("大学本科", "大学专科")),
        ("title_level", "初级", ("员级", "助理级")),
        ("employment", "机关", ("公务员", "参公事业单位")),
        ("specialty", "电工", ("电气工程", "电力工程")),
    ],
)
def test_a_word_with_two_meanings_is_a_fault_that_names_both(field, raw, named):
    said = fault(field, raw)
    assert all(name in said for name in named)


@pytest.mark.parametrize(
    "raw", ["高级工", "中级工", "高级技师", "技师", "高级技工", "高级电工", "高级护理员", "二级技师", "三级工"]
)
def test_a_worker_s_grade_is_no_title(raw):
    assert "技能等级" in fault("title_level", raw)


@pytest.mark.parametrize("raw", ["护士长", "专技十二级", "农民技术员", "会计初级"])
def test_a_title_of_unknown_level_is_asked_about(raw):
    assert "证书上的级别" in fault("title_level", raw)


@pytest.mark.parametrize("raw", ["全日制", "（函授）", "本科（大专）"])
def test_how_a_diploma_was_earned_is_no_diploma_and_two_are_not_one(raw):
    assert fault("education", raw)


@pytest.mark.parametrize("raw", [2, 2.0, "3", "2个"])
def test_free_posts_that_were_counted_are_some(raw):
    assert reader("post_vacancy")(raw) == Taken(value=True, sure=False)
    assert fault("major_related", raw)


@pytest.mark.parametrize("raw", [-1, 1.5, 1000, "二三"])
def test_what_is_no_number_of_posts_is_a_fault(raw):
    assert fault("post_vacancy", raw)


@pytest.mark.parametrize("raw", [20217, 20231.0, "19991", 20999])
def test_a_year_and_month_without_their_dot_are_no_day_of_the_fifties(raw):
    assert "年-月-日" in fault("title_date", raw)


def test_a_date_without_its_day_is_equal_to_none_with_it():
    october = MonthOnly(2022, 10, 1)
    assert october != dt.date(2022, 10, 1) != october
    assert october == MonthOnly(2022, 10, 1)
    assert len({october, dt.date(2022, 10, 1), pickle.loads(pickle.dumps(october))}) == 2
    read = RowReader(propose(["从事本专业起始日"]), PACK, AS_OF)
    days = [read.row(number, [cell]).applicant for number, cell in enumerate((dt.date(2022, 10, 1), october))]
    assert [one.service_start for one in days if one] == [dt.date(2022, 10, 1), dt.date(2022, 10, 31)]


@pytest.mark.parametrize("field", ["education", "employment", "title_level", "specialty"])
@pytest.mark.parametrize("raw", ["火星", 3.0, True, dt.date(2020, 1, 1), "x" * 100, ["本科"], b"\xff"])
def test_anything_else_is_a_fault(field, raw):
    assert fault(field, raw)


def test_a_specialty_by_name_id_or_the_one_word_for_it():
    assert reader("specialty")("机械工程") == Taken("mechanical")
    assert reader("specialty")("mechanical") == Taken("mechanical")
    assert reader("specialty")("Mechanical  Engineering") == Taken("mechanical")
    assert reader("specialty")("机械工程专业") == Taken("mechanical", sure=False)
    assert reader("specialty")("机修") == Taken("mechanical", sure=False)
    assert "机械工程" in fault("specialty", "做机械设计的")


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        *(("30", "30"), (30.0, "30"), (30, "30"), ("30学时", "30"), ("３０．５", "30.5"), (30.000000000000004, "30")),
        *(("1,000", "1000"), (Decimal("30.10"), "30.1"), ("30 小时", "30"), (0, "0")),
    ],
)
def test_hours_are_exact(raw, amount):
    assert value("hours.2022.general", raw) == Decimal(amount) * 10  # held in tenths


@pytest.mark.parametrize(
    "raw", ["30.05", -1, 8785, "abc", True, "30学年", float("inf"), "30/60", dt.date(2022, 1, 1), 10**400]
)
def test_no_hours(raw):
    assert fault("hours.2022.general", raw)


@pytest.mark.parametrize("raw", ["#N/A", "#DIV/0!", "#ref!"])
def test_a_formula_that_failed_is_stated_as_such(raw):
    assert "公式" in fault("education", raw)


@given(
    key=st.sampled_from(
        ["education", "service_start", "major_related", "specialty", "hours.2022.general", "title_level"]
    ),
    raw=st.one_of(
        *(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.decimals(), st.binary()),
        *(st.times(), st.timedeltas(), st.lists(st.none())),
    ),
)
def test_whatever_a_cell_holds_nothing_is_raised(key, raw):
    assert isinstance(reader(key)(raw), Taken | Text)
