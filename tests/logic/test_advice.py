"""Advice: what an assessment means for the person, read off it and the pack."""

from __future__ import annotations

import pytest
from hypothesis import given

from logic.advice import committee, dates, day_to_try, headline, leads_to, next_steps, obstacles, reasons, subline
from logic.assess import assess
from logic.findings import FindingVerdict
from logic.labels import FACT_NAMES
from logic.pack import PACKS_DIR, Pack, parse
from logic.routes import ROUTE_CRITERIA
from tests.logic.applicants import GRADUATE, PACK, TECHNICIAN, day, judge, read
from tests.logic.strategies import anybody, days

CLOSED = "这一次的申报已经截止"


@pytest.mark.parametrize(
    ("as_of", "title", "year_stated", "warned"),
    [
        ("2022-12-31", "注意日期", True, True),
        ("2023-01-01", "正在按 2023 年 1 月 1 日查看", False, False),
        ("2023-10-22", "正在按 2023 年 10 月 22 日查看", False, False),  # review is closed, recognition is not
        ("2023-10-23", "正在按 2023 年 10 月 23 日查看", False, False),
        ("2023-10-24", CLOSED, False, True),
        ("2023-12-31", CLOSED, False, True),
        ("2024-01-01", CLOSED, True, True),
    ],
)
def test_who_begins_learns_how_the_notice_s_dates_stand(as_of, title, year_stated, warned):
    state = dates(PACK, day(as_of))
    assert (state.title.zh, state.warn) == (title, warned)
    assert (state.text is not None and "2023" in state.text.zh) is year_stated
    assert (state.text is not None) is warned


def test_the_day_to_try_lies_within_both_windows():
    tried = day_to_try(PACK)
    windows = [PACK.window(route, tried) for route in ("initial_recognition", "junior_review")]
    assert [window and window.status(tried) for window in windows] == ["open", "open"]


@given(anybody, days)
def test_beside_the_answer_stands_what_is_in_the_way_and_beside_a_refusal_only_what_bars(facts, as_of):
    answer = judge(facts, as_of)
    stated = reasons(answer)
    if answer.verdict == "ineligible":
        assert all(found.barring for found in stated)
        assert len(stated) != 1
    else:
        undone = {FindingVerdict.NOT_MET, FindingVerdict.UNKNOWN, FindingVerdict.CONFIRM}
        found = obstacles(answer.route)
        assert {id(f) for f in found} == {id(f) for f in answer.route.findings if f.verdict in undone}
        # In their order, what reads the same once. What is not known stands in the answer and the steps, but for hours
        # that are filled in by half; that a higher title is somebody else's to grant is the answer.
        begun = answer.hours and answer.hours.years
        found = tuple(f for f in found if f.criterion != "higher")
        known = [f for f in found if f.verdict != "unknown" or (begun and f.criterion == "continuing_education")]
        assert [f.text.zh for f in stated] == list(dict.fromkeys(f.text.zh for f in known))
        assert set(map(id, stated)) <= set(map(id, found))


def test_one_reason_for_a_refusal_stands_in_the_answer_already_and_two_are_listed():
    assert reasons(judge(GRADUATE, works_in_district=False, dishonesty_record=True)) == ()
    stated = reasons(judge(GRADUATE, works_in_district=False, applied_elsewhere_this_year=True))
    assert [found.criterion for found in stated] == ["location", "one_application"]


EVERY_SPECIALTY = [pytest.param(specialty, id=specialty.id) for specialty in PACK.specialties]


@pytest.mark.parametrize("specialty", EVERY_SPECIALTY)
def test_a_specialty_leads_to_the_district_s_committee_or_to_another_way(specialty):
    words = leads_to(specialty, PACK).zh
    series = PACK.series[specialty.series]
    if series.committee:
        name = PACK.committee_name(series.committee).zh
        # The province is still setting up what is new: nothing is settled there.
        assert words == (f"暂按{name}看，是否受理先问清" if series.new else f"归谯城区的{name}初级评委会")
    else:
        assert "归" not in words
    assert (words == "由教育主管部门组织") is ("department_review" in series.routes)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ("工程系列", "走评审时，选谯城区的；全称以平台为准")),
        ({"full_time_recognised": False}, ("工程系列", "网上申报时，选谯城区的；全称以平台为准")),
        ({"specialty": "school_teaching"}, ("看教育主管部门", "由教育主管部门组织")),
        ({"specialty": "library"}, ("不在区里", "区里没有评委会，委托别处评审")),
        ({"specialty": "software"}, ("不在区里", "一般通过考试取得")),
        ({"title_level": "assistant", "title_same_series": True}, ("市里或省里", "换系列报同级的，先问区里")),
    ],
)
def test_who_reviews(facts, said):
    answer = judge(GRADUATE, **facts)
    words = committee(answer, PACK.by_id[{**GRADUATE, **facts}["specialty"]], PACK)
    assert words is not None
    assert tuple(text.zh for text in words) == said


def test_who_reviews_is_open_without_a_specialty():
    assert committee(judge(GRADUATE, specialty=None), None, PACK) is None


def test_every_route_that_can_end_in_asking_has_its_answer():
    for name in ROUTE_CRITERIA:
        if name not in ("initial_recognition", "junior_review", "undetermined"):
            assert name == "higher_review" or PACK.other_route(name) is not None


# The same notice as another district, of another city, might have written it.
ELSEWHERE = {
    "谯城区": "甲县",
    "区人社局": "县人社局",
    "市人社局": "州人社局",
    "区教育局": "县教育局",
    "Qiaocheng": "Jia",
}


def _elsewhere() -> Pack:
    text = (PACKS_DIR / "qiaocheng-2023.yaml").read_text(encoding="utf-8")
    for here, there in ELSEWHERE.items():
        text = text.replace(here, there)
    return parse(text.encode(), "elsewhere.yaml")


THERE = _elsewhere()


@given(anybody, days)
def test_another_district_s_pack_names_its_own_offices(facts, as_of):
    answer = assess(read(facts, as_of), THERE, as_of)
    said = [headline(answer, THERE), subline(answer, THERE), *(step.what for step in next_steps(answer, THERE))]
    for result in answer.routes:
        said += [text for f in result.findings for text in (f.text, f.remedy, f.ask) if text]
    # The names of facts are those of a spreadsheet's columns, which every district has alike.
    label = FACT_NAMES["works_in_district"]
    for text in said:
        zh, en = text.zh.replace(label.zh, "").replace("县人社局", "县局"), text.en.replace(label.en, "")
        assert not [name for name in ELSEWHERE if name in zh or name in en]
        assert "{" not in zh + en


def test_who_lacks_one_thing_and_does_not_know_another_learns_of_both():
    facts = {"employment": "public_institution", "disciplinary_period": False, "post_vacancy": None}
    known = judge({**TECHNICIAN, **facts}, title_date=day("2022-07-01"))
    assert known.verdict == "not_yet"
    assert known.route.missing == ("post_vacancy",)
    said = " ".join(step.what.zh for step in next_steps(known, PACK))
    assert "有我要申报的空岗吗" in said


def test_whose_way_is_clear_is_not_sent_for_what_it_does_not_ask():
    known = judge(GRADUATE, major_related=None)
    assert (known.verdict, known.missing, known.route.missing) == ("eligible", ("major_related",), ())
    assert "算一致或相近吗" not in " ".join(step.what.zh for step in next_steps(known, PACK))


def steps_of(facts, as_of):
    return [(step.when.zh, step.what.zh) for step in next_steps(judge(facts, day(as_of)), PACK)]


def place(steps, words):
    return next(number for number, (_, what) in enumerate(steps) if words in what)


def test_a_review_s_steps_come_in_the_order_in_which_they_are_done():
    steps = steps_of(TECHNICIAN, "2023-10-12")
    order = [place(steps, words) for words in ("审验", "登录", "公示", "请单位和主管部门审核", "把纸质材料")]
    assert order == sorted(order)
    assert steps[place(steps, "请单位和主管部门审核")][0] == "到 2023 年 10 月 27 日为止"


@pytest.mark.parametrize(("as_of", "checked"), [("2023-10-22", True), ("2023-10-27", True), ("2023-10-28", False)])
def test_who_applied_in_time_learns_what_goes_on_after_the_window(as_of, checked):
    steps = steps_of(TECHNICIAN, as_of)
    after_filing = [what for _, what in steps if "已经按时申报的" in what]
    # Publicity goes on until the check is over.
    kinds = [next(word for word in ("公示", "审核", "206") if word in what) for what in after_filing]
    assert kinds == ["公示", "审核"] * checked + ["206"]
    assert "留意" in "".join(what for _, what in steps)
    # They have the least time, and come first.
    assert [what for _, what in steps][: len(after_filing)] == after_filing


def test_once_all_is_over_nothing_goes_on():
    assert "已经按时申报的" not in str(steps_of(TECHNICIAN, "2023-11-04"))
    assert "已经按时申报的" not in str(steps_of(TECHNICIAN, "2023-10-12"))


def test_who_has_no_work_is_neither_hurried_nor_sent_to_a_unit():
    facts = {"employment": "not_employed", "specialty": "mechanical", "education": "bachelor", "title_level": "none"}
    answer = judge(facts, day("2023-10-12"))
    assert subline(answer, PACK).zh == "申报日期看那时的通知。"
    steps = steps_of(facts, "2023-10-12")
    assert "单位人事" not in str(steps)
    assert not [found for found in reasons(answer) if found.verdict is FindingVerdict.UNKNOWN]
    assert not [when for when, _ in steps if when.startswith("2023")]


@pytest.mark.parametrize(
    ("facts", "words", "clauses"),
    [
        (TECHNICIAN, "公示", ("n40", "4.1")),
        (GRADUATE, "公示", ("n40", "4.1")),
        (TECHNICIAN, "登录", ("2.1", "3.4", "4.3")),
        (TECHNICIAN, "审验", ("3.3",)),
        (TECHNICIAN | {"title_level": "assistant"}, "审验", ("3.3",)),
        ({"employment": "civil_servant"}, "来信、来访", ("4.5",)),
    ],
)
def test_a_step_cites_the_clauses_that_say_it(facts, words, clauses):
    (step,) = (step for step in next_steps(judge(facts, day("2023-10-12")), PACK) if words in step.what.zh)
    assert (step.clause, *step.also) == clauses


def test_what_no_clause_says_cites_none():
    (step,) = (step for step in next_steps(judge(TECHNICIAN, day("2023-11-12")), PACK) if "留意" in step.what.zh)
    assert (step.clause, step.also) == ("", ())


@pytest.mark.parametrize(
    ("employment", "local"), [("enterprise", True), ("public_institution", False), ("other_organisation", True)]
)
def test_who_registers_hours_is_stated_for_one_s_own_kind_of_employer(employment, local):
    facts = TECHNICIAN | {"employment": employment, "post_vacancy": True, "disciplinary_period": False}
    steps = steps_of(facts, "2023-10-12")
    assert ("民营企业的两科都找当地人社部门" in steps[place(steps, "审验")][1]) is local


def test_probation_is_asked_about_at_its_end():
    known = {k: v for k, v in GRADUATE.items() if k not in ("unit_assessment_passed", "hours")}
    # A secondary diploma: probation is over after a year, and both routes wait for it.
    facts = known | {"service_start": "2023-03-01", "education": "secondary"}
    steps = steps_of(facts, "2023-10-12")
    assert steps[place(steps, "考核我合格")][0] == "2024 年 3 月 1 日起"
    steps = steps_of(facts | {"service_start": "2022-03-01"}, "2023-10-12")
    assert steps[place(steps, "考核我合格")][0] == "现在"


def test_what_one_only_has_to_answer_is_one_step():
    facts = {k: v for k, v in GRADUATE.items() if k not in ("residency", "dishonesty_record")}
    steps = [what for _, what in steps_of(facts, "2023-10-12") if "还要回答" in what]
    assert steps == [f"还要回答：{FACT_NAMES['residency'].zh}、{FACT_NAMES['dishonesty_record'].zh}。"]


def test_a_freelancer_is_not_sent_to_a_unit():
    facts = {
        **{k: v for k, v in TECHNICIAN.items() if k not in ("under_contract", "in_technical_post")},
        "employment": "freelancer",
    }
    steps = steps_of(facts, "2023-10-12")
    assert "没有单位的，学时由谁登记" in steps[place(steps, "审验")][1]
    assert steps[place(steps, "由谁审核")][0] == "到 2023 年 10 月 27 日为止"
    assert "公示" not in str(steps)


def test_both_crammed_subjects_are_named():
    hours = [{"year": 2021, "general": 0, "professional": 0}, {"year": 2022, "general": 60, "professional": 120}]
    answer = judge({**TECHNICIAN, "hours": hours}, day("2023-10-12"))
    (reason,) = (f.text.zh for f in reasons(answer) if f.criterion == "continuing_education")
    assert reason.startswith("公需科目、专业科目的学时全部集中在 2022 年")


def test_one_open_answer_is_stated_once():
    # The two questions of a farmer without contract and post are one.
    farmer = {**GRADUATE, "specialty": "rural_crafts", "under_contract": False, "in_technical_post": False}
    sentences = [f.text.zh for f in reasons(judge(farmer, day("2023-10-12")))]
    assert len(sentences) == len(set(sentences)) > 1
    # What is not known stands in the answer itself.
    assert reasons(judge({}, day("2023-10-12"))) == ()


def test_the_publicity_stands_though_the_calendar_names_no_check():
    calendar = tuple(event for event in PACK.calendar if event.id != "unit_check")
    pack = PACK.model_copy(update={"calendar": calendar})
    steps = [(s.when.zh, s.what.zh) for s in next_steps(judge(TECHNICIAN, day("2023-10-12")), pack)]
    assert place(steps, "登录") < place(steps, "公示") < place(steps, "206")
