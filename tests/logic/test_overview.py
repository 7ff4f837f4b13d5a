"""A unit at a glance: counted from assessed rows, with each boundary at its clause."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from logic.assess import assess
from logic.facts import Education
from logic.findings import FindingVerdict, Level, Verdict
from logic.language import say
from logic.roster.answers import outcomes_of
from logic.roster.columns import propose
from logic.roster.file.cell import one_line
from logic.roster.filing_dates import filing_dates
from logic.roster.model import KIND_CELLS, CellFault, Row
from logic.roster.overview import MONTHS_AHEAD, hours_by_person, months_after, old_verdict, overview
from logic.roster.person import Person, Places, person_places
from logic.roster.posts import Posts, posts
from tests.logic.applicants import AS_OF, GRADUATE, PACK, PUBLIC, TECHNICIAN, read

PLACES = Places(name=0, department=1, staff_number=2, id_number=3, born=4)
# Only time is lacking: four years as a technician, with a secondary diploma.
WAITS = {
    "education": "secondary", "title_level": "technician", "title_same_series": True, "title_date": "2020-07-01",
    "hours": [{"year": year, "general": 30, "professional": 60} for year in (2021, 2022)],
}  # fmt: skip


def row(number, *cells, facts=GRADUATE, as_of=AS_OF, **more):
    applicant = read({**facts, **more}, as_of)
    padded = (*cells, *[None] * (5 - len(cells)))
    return Row(number, padded, applicant, outcomes_of([applicant], PACK, as_of)[0])


def faulty(number, *cells):
    fault = CellFault(number, 5, "最高学历", "education", say("没有这一天，请检查月份和日期。"))
    return replace(row(number, *cells, education=None), faults=(fault,))


def blank(number):
    return Row(number, (None,) * 5, None, None)


def seen(*rows, before=None, as_of=AS_OF):
    return overview(rows, PLACES, as_of, before)


# --- counts ------------------------------------------------------------------------------------------------------


def test_people_are_counted_by_verdict_and_department():
    found = seen(
        row(2, "甲", "设备部"),
        row(3, "乙", "农技站", employment="civil_servant"),
        row(4, "丙", "设备部", under_contract=None),
        blank(5),
        faulty(6, "丁", "设备部"),
    )
    assert (found.people, found.faulty) == (4, 1)
    assert found.verdicts[Verdict.ELIGIBLE] == found.verdicts[Verdict.INELIGIBLE] == 1
    assert set(found.verdicts) == {*Verdict, "elsewhere"}
    assert [(d.name, d.people) for d in found.departments] == [("设备部", 3), ("农技站", 1)]


def test_nobody_is_no_error():
    found = seen()
    assert found.people == 0 and found.obstacles == found.shortfalls == found.duplicates == found.departments == ()
    assert len(found.coming.months) == MONTHS_AHEAD + 1 and found.changes is None


def test_a_list_without_departments_is_one_department_without_a_name():
    found = overview([row(2, "甲"), row(3, "乙")], Places(name=0), AS_OF)
    assert [(d.name, d.people) for d in found.departments] == [("", 2)]


def test_each_person_counts_once_under_what_stands_first_in_the_way():
    found = seen(
        row(2, under_contract=None),
        row(3, under_contract=False),
        row(4, under_contract=None, in_technical_post=None),
        row(5, in_technical_post=False),
        row(6),
    )
    one, two = found.obstacles
    assert (one.criterion, one.people, one.alone, one.unknown) == ("contract", 3, 2, 2)
    assert (two.criterion, two.people, two.alone, two.unknown) == ("technical_post", 1, 1, 0)


@pytest.mark.parametrize(
    ("facts", "route"),
    [
        ({"title_level": "assistant", "title_same_series": True}, "higher_review"),
        ({"specialty": "health"}, "examination"),
    ],
)
def test_of_whom_somebody_else_decides_is_neither_refused_nor_asked(facts, route):
    found = seen(row(2, "甲", "设备部", **facts))
    assert found.verdicts["elsewhere"] == found.departments[0].verdicts["elsewhere"] == found.people == 1
    assert {name: [one.name for one in who] for name, who in found.elsewhere.items()} == {route: ["甲"]}
    assert found.obstacles == found.shortfalls == ()
    outcome = row(2, **facts).outcome
    assert outcome and KIND_CELLS[outcome.kind] == "不归本通知"


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"specialty": "health", "employment": "civil_servant"}, "ineligible"),
        ({"title_level": "assistant", "title_same_series": True, "under_contract": None}, "incomplete"),
    ],
)
def test_who_is_refused_or_asked_on_the_way_is_not_elsewhere(facts, kind):
    assert seen(row(2, **facts)).verdicts[kind] == 1


# --- hours (3.3) ---------------------------------------------------------------------------------------------------


def hours(*years):
    return [{"year": year, "general": g, "professional": p} for year, g, p in years]


def test_a_tenth_of_an_hour_short_is_a_shortfall_and_exactly_enough_is_none():
    short = row(2, "乙", "部", facts=TECHNICIAN, hours=hours((2021, 30, 60), (2022, 29.9, 60)))
    enough = row(3, "甲", "部", facts=TECHNICIAN, hours=hours((2021, 30, 60), (2022, 30, 60)))
    (one,) = seen(short, enough).shortfalls
    assert (one.person.name, one.subject, one.short, one.required, one.years) == ("乙", "general", 0.1, 60, 2)
    assert one.bearing == "stops" and one.by == dt.date(2023, 10, 21)


def test_hours_that_stop_nobody_are_not_urgent():
    (general, professional) = seen(row(2, hours=hours((2022, 20, 40)))).shortfalls
    assert general.bearing != "stops" and general.by is None
    assert (general.short, professional.short) == (10, 20)


def test_after_the_window_there_is_no_day_to_keep():
    later = dt.date(2023, 10, 22)
    (one,) = seen(row(2, facts=TECHNICIAN, hours=hours((2022, 20, 60)), as_of=later), as_of=later).shortfalls
    assert one.bearing == "stops" and one.by is None


NO_TITLE = GRADUATE | {"full_time_recognised": False, "hours": hours((2021, 20, 60), (2022, 30, 60))}


@pytest.mark.parametrize(
    ("facts", "bearing"),
    [
        (TECHNICIAN | {"hours": hours((2022, 20, 60))}, "stops"),
        # A colleague without a title yet has no appointment period yet, which the notice looks at.
        (NO_TITLE, "asked"),
        (NO_TITLE | {"title_level": None}, "asked"),
        (GRADUATE | {"hours": hours((2022, 20, 60))}, "unsaid"),
    ],
)
def test_a_shortfall_weighs_as_the_rules_say(facts, bearing):
    one = row(2, facts=facts)
    assert one.applicant is not None and one.outcome is not None
    (short,) = seen(one).shortfalls
    assert short.bearing == bearing
    findings = assess(one.applicant, PACK, AS_OF).route.findings
    verdicts = {finding.verdict for finding in findings if finding.criterion == "continuing_education"}
    assert (verdicts == {FindingVerdict.NOT_MET}) is (bearing == "stops")
    assert (verdicts == set()) is (bearing == "unsaid")


def test_who_is_barred_learns_of_no_shortfall():
    assert seen(row(2, facts=TECHNICIAN, employment="retired", hours=hours((2022, 20, 60)))).shortfalls == ()


def test_blank_hours_are_no_shortfall():
    assert seen(row(2, facts=TECHNICIAN, hours=hours((2021, 10, None), (2022, None, 10)))).shortfalls == ()


def test_shortfalls_stand_by_department_and_name_as_in_a_directory():
    few = hours((2022, 20, 60))
    found = seen(
        *(row(n, name, d, hours=few) for n, (name, d) in enumerate([("周", "乙部"), ("安", "乙部"), ("李", "安部")], 2))
    )
    assert [(s.person.department, s.person.name) for s in found.shortfalls] == [
        ("安部", "李"),
        ("乙部", "安"),
        ("乙部", "周"),
    ]


def test_everyones_hours_in_tenths():
    (one,) = hours_by_person([row(2, "甲", hours=hours((2022, 30.5, 60))), row(3, "乙", hours=None), blank(4)], PLACES)
    assert one.person.name == "甲" and one.years[0].general == 305 and one.result.general.total == 30.5


# --- who only has to wait ------------------------------------------------------------------------------------------


def coming(*starts, as_of=AS_OF):
    """Technicians with a secondary diploma: four years since the title make them ready (n16)."""
    people = [row(n, f"甲{n}", as_of=as_of, **WAITS | {"title_date": start}) for n, start in enumerate(starts, 2)]
    return seen(*people, as_of=as_of).coming


def test_people_are_counted_in_the_month_they_become_ready():
    found = coming("2020-07-01", "2020-07-31", "2020-08-01")
    assert found.ready == 0 and found.later == 0
    july, august = found.months[9:11]
    assert (july.first, july.new, july.total) == (dt.date(2024, 7, 1), 2, 2)
    assert (august.first, august.new, august.total) == (dt.date(2024, 8, 1), 1, 3)
    assert found.months[-1].total == 3
    assert [day for day, _ in found.people] == [dt.date(2024, 7, 1), dt.date(2024, 7, 31), dt.date(2024, 8, 1)]


def test_two_years_end_on_their_day():
    found = coming("2021-10-10", "2021-10-11")
    assert (found.months[-1].first, found.months[-1].new) == (dt.date(2025, 10, 1), 1)
    assert found.later == 1


def test_who_has_to_do_something_too_is_not_among_them():
    found = seen(row(2, **WAITS, under_contract=False)).coming
    assert not found.people and found.later == 0


def test_who_is_ready_is_counted_apart():
    assert seen(row(2), row(3)).coming.ready == 2


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2023-10-31", 1, "2023-11-30"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-12-01", 0, "2023-12-01"),
        ("2023-12-01", 1, "2024-01-01"),
        ("2023-11-30", 25, "2025-12-30"),
    ],
)
def test_months_after(day, months, then):
    assert months_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(then)


# --- the notice's dates ------------------------------------------------------------------------------------------

DATED = seen(
    row(2, "甲"),
    row(3, "乙"),
    row(4, "丙", facts=TECHNICIAN, hours=hours((2022, 30, 60))),
    row(5, "丁", facts=TECHNICIAN, hours=hours((2022, 20, 60))),  # not eligible
    row(6, "戊", title_level="assistant", title_same_series=True),  # the city's notice: somebody else decides
    row(8, "庚", specialty="library", service_start=AS_OF),
    row(7, "己", employment="retired"),
)
RECOGNITION, REVIEW = "职称初次认定（符合条件 2 人）", "初级评审（符合条件 1 人）"


def dates(day):
    found = filing_dates(DATED, PACK, dt.date.fromisoformat(day))
    return found.title.zh, [line.zh for line in found.lines], found.warn


def test_people_are_counted_by_the_window_they_have():
    assert DATED.ready == {"initial_recognition": 2, "junior_review": 1} and DATED.undated == 1


@pytest.mark.parametrize(
    ("day", "title", "recognition", "review", "warn"),
    [
        ("2023-09-17", "还没有开始申报", "2023 年 9 月 18 日开始申报，还有 1 天；2023 年 10 月 23 日截止。",
         "2023 年 10 月 9 日开始申报，还有 22 天；2023 年 10 月 21 日截止。", True),
        ("2023-09-18", "各条途径的申报时间不一样", "申报到 2023 年 10 月 23 日截止，还有 35 天。",
         "2023 年 10 月 9 日开始申报，还有 21 天；2023 年 10 月 21 日截止。", True),
        ("2023-10-09", "正在申报期内", "申报到 2023 年 10 月 23 日截止，还有 14 天。",
         "申报到 2023 年 10 月 21 日截止，还有 12 天。", False),
        ("2023-10-21", "正在申报期内", "申报到 2023 年 10 月 23 日截止，还有 2 天。",
         "这一天是申报的最后一天。", False),
        ("2023-10-22", "各条途径的申报时间不一样", "申报到 2023 年 10 月 23 日截止，还有 1 天。",
         "已在 2023 年 10 月 21 日截止。", True),
        ("2023-10-24", "这一次的申报已经截止", "已在 2023 年 10 月 23 日截止。",
         "已在 2023 年 10 月 21 日截止。", True),
    ],
)  # fmt: skip
def test_each_window_is_stated_on_either_side_of_its_days(day, title, recognition, review, warn):
    found = dates(day)
    assert (found[0], found[2]) == (title, warn)
    assert found[1][:2] == [f"{RECOGNITION}：{recognition}", f"{REVIEW}：{review}"]
    assert "有 1 人走的途径，这份通知没有写申报时间，请先问清。" in found[1]


def test_closed_counts_are_no_promise():
    assert "下面的人数只说谁符合条件，不等于现在还能报。时间要看新的通知。" in dates("2023-11-12")[1]
    assert "下面的人数只说谁符合条件，不等于现在就能报。" in dates("2023-09-01")[1]


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2023-10-21", 0),
        ("2023-10-22", 2),
        ("2023-10-27", 2),
        ("2023-10-28", 1),
        ("2023-11-03", 1),
        ("2023-11-04", 0),
    ],
)
def test_the_units_own_part_is_stated_until_its_last_day(day, later):
    lines = [line for line in dates(day)[1] if line.startswith("申报以后")]
    both = [
        "申报以后：单位和主管部门审核，到 2023 年 10 月 27 日为止。",
        "申报以后：评审收取纸质材料，2023 年 10 月 30 日至 2023 年 11 月 3 日。",
    ]
    assert lines == both[2 - later :]


@pytest.mark.parametrize(("day", "title"), [("2022-10-10", "注意日期"), ("2024-09-01", "这一次的申报已经截止")])
def test_a_day_outside_the_notice_is_said_first(day, title):
    found = dates(day)
    assert found[0] == title and found[2]
    assert "不在“谯城区 2023 年度初级职称通知”的适用日期内" in found[1][0] and found[1][1].startswith(RECOGNITION)


# --- the same person twice (4.1) -----------------------------------------------------------------------------------


def duplicates_among(*people):
    """(mark, rows) of each pair found among (name, staff number, id number, born)."""
    rows = [row(n, name, "部", number, id_, born) for n, (name, number, id_, born) in enumerate(people, 2)]
    return [(d.mark, tuple(p.row for p in d.people), d.possibly) for d in seen(*rows).duplicates]


def test_the_same_id_number_is_the_same_person_however_written():
    found = duplicates_among(("甲", "1", "34160020000101123x", None), ("甲", "2", "３４１６００ 20000101123X", None))
    assert found == [("id_number", (2, 3), False)]


def test_the_same_staff_number_also_as_a_number():
    assert duplicates_among(("甲", 1001.0, None, None), ("乙", "1001", None, None)) == [("staff_number", (2, 3), False)]


def test_name_and_day_of_birth():
    assert duplicates_among(("甲", None, None, dt.date(1990, 1, 2)), ("甲 ", None, None, "1990-01-02")) == [
        ("name_and_birth", (2, 3), False)
    ]


def test_a_name_alone_is_only_possibly_the_same():
    assert duplicates_among(("甲", None, None, None), ("甲", None, None, None)) == [("name", (2, 3), True)]
    assert duplicates_among(("甲", "1", None, None), ("甲", None, None, None)) == [("name", (2, 3), True)]


def test_namesakes_with_numbers_of_their_own_are_two_people():
    assert duplicates_among(("甲", "1", None, None), ("甲", "2", None, None)) == []
    assert duplicates_among(("甲", None, "A", "1990"), ("甲", None, "B", "1990")) == []


def test_a_pair_is_stated_once_and_a_third_namesake_again():
    found = duplicates_among(("甲", "1", None, None), ("甲", "1", None, None), ("甲", None, None, None))
    assert found == [("staff_number", (2, 3), False), ("name", (2, 3, 4), True)]


def test_whether_all_of_a_pair_are_called_the_same():
    (same,) = seen(row(2, "甲", None, "1"), row(3, "甲 ", None, "1")).duplicates
    (other,) = seen(row(2, "甲", None, "1"), row(3, "乙", None, "1")).duplicates
    assert same.one_name and not other.one_name


def test_blanks_are_nobody_twice():
    assert duplicates_among((None, None, None, None), ("", "", "", "")) == []


# --- what has changed ----------------------------------------------------------------------------------------------


def test_what_changed_since_the_last_upload():
    rows = (row(2, "甲"), row(3, "乙"), row(4, "丙", employment="retired"), row(5, "丁"), faulty(6, "戊"), blank(7))
    changes = seen(*rows, before=["暂不能申报", "可以申报", "需要确认", None, "可以申报", "可以申报"]).changes
    assert changes is not None
    assert (changes.compared, len(changes.came)) == (4, 1)
    assert [(c.person.name, c.before, c.after) for c in changes.changed] == [
        ("甲", Verdict.NOT_YET, Verdict.ELIGIBLE),
        ("丙", Verdict.CONFIRM, Verdict.INELIGIBLE),
        ("戊", Verdict.ELIGIBLE, Verdict.INCOMPLETE),
    ]


@pytest.mark.parametrize(
    ("cell", "verdict"),
    [
        ("可以申报", Verdict.ELIGIBLE),
        ("不归本通知", "elsewhere"),
        (" 信息不全 ", Verdict.INCOMPLETE),
        ("", None),
        (None, None),
        ("同意", None),
        (3.0, None),
    ],
)
def test_old_verdicts_are_read_by_our_own_words_only(cell, verdict):
    assert old_verdict(cell) == verdict


# --- posts (1.4) ---------------------------------------------------------------------------------------------------


def test_qualified_people_are_counted_as_if_a_post_were_free():
    """Review is bound to the ratio; whether recognition is, the notice does not say."""
    review = PUBLIC | {"full_time_recognised": False, "hours": hours((2022, 30, 60))}
    rows = [
        row(2, "甲", facts=review, post_vacancy=False),
        row(3, "乙", facts=review, post_vacancy=None),
        row(4, "丙", facts=review, post_vacancy=True),
        row(5, "丁", facts=PUBLIC, post_vacancy=False),
        row(6, "戊", facts=review, dishonesty_record=True),
        row(7, "己", facts=review, in_technical_post=False),
        row(8, "庚", facts=GRADUATE),
        faulty(9),
    ]
    found = {one.level: one for one in posts(rows, PLACES, PACK, AS_OF, {Level.ASSISTANT: 1, Level.TECHNICIAN: 2})}
    assistant = found[Level.ASSISTANT]
    assert [p.name for p in assistant.recognition] == ["丁"]
    review_names, asked = {p.name for p in assistant.review}, {p.name for p in assistant.to_confirm}
    assert review_names | asked == {"甲", "乙", "丙", "戊"} and "戊" in asked
    assert assistant.over == max(0, len(review_names) - 1)
    assert (found[Level.TECHNICIAN].free, found[Level.TECHNICIAN].over) == (2, 0)


@pytest.mark.parametrize(("free", "over"), [(0, 2), (1, 1), (2, 0), (3, 0), (None, 0)])
def test_more_people_than_posts(free, over):
    facts = PUBLIC | {
        "specialty": "mechanical", "education": Education.COLLEGE.value, "full_time_recognised": False,
        "title_level": "technician", "title_date": "2020-01-01", "title_same_series": True,
        "hours": hours((2021, 30, 60), (2022, 30, 60)),
    }  # fmt: skip
    rows = [row(2, "甲", facts=facts), row(3, "乙", facts=facts)]
    (one,) = posts(rows, PLACES, PACK, AS_OF, {} if free is None else {Level.ASSISTANT: free})
    assert (one.level, one.free, one.over, len(one.review)) == (Level.ASSISTANT, free, over, 2)


@pytest.mark.parametrize(
    ("review", "recognition", "to_confirm", "free", "fit", "over", "over_in_all"),
    [
        (0, 34, 0, 5, "review", 0, 29),
        (1, 7, 0, 2, "review", 0, 6),
        (0, 7, 0, 1, "review", 0, 6),
        (3, 2, 0, 5, "all", 0, 0),
        (3, 3, 0, 5, "review", 0, 1),
        (6, 0, 0, 5, "short", 1, 1),
        (6, 2, 0, 5, "short", 1, 3),
        (3, 1, 1, 5, "all", 0, 0),
        (3, 1, 2, 5, "qualified", 0, 0),
        (3, 1, 2, None, "not_stated", 0, 0),
        (0, 0, 0, 0, "all", 0, 0),
    ],
)
def test_posts_are_enough_only_where_recognition_fits_too(
    review, recognition, to_confirm, free, fit, over, over_in_all
):
    """Whether recognition takes a post is not said (1.4)."""
    crowds = [tuple(Person(n) for n in range(count)) for count in (review, recognition, to_confirm)]
    one = Posts(Level.ASSISTANT, free, *crowds)
    assert (one.fit, one.over, one.over_in_all) == (fit, over, over_in_all)


# --- whom a row is about -------------------------------------------------------------------------------------------


def test_person_columns_are_found():
    columns = propose(["序号", "部门", "姓名", "工号", "出生年月", "身份证号", "单位名称", "最高学历"])
    assert person_places(columns) == Places(name=2, department=1, staff_number=3, id_number=5, born=4)
    assert person_places(propose(["单位名称", "最高学历"])).department == 0
    assert Places().person(row(2, "甲")) == Person(2)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (1001.0, "1001"), (10.5, "10.5"), (" 甲\n乙 ", "甲 乙"), (dt.datetime(1990, 1, 2), "1990-01-02")],
)
def test_cells_as_text(cell, text):
    assert one_line(cell) == text
