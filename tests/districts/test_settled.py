"""What the first notice leaves open and another settles; and a review that is filed on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from logic.assess import assess
from logic.facts import read_applicant
from logic.hours import assess_hours, cramming_test
from logic.hours_text import as_tenths
from logic.pack import LeftOpen, Pack, PackError, parse
from tests.districts.test_shili import EXAMPLES, FILE, SHILI, everything_said
from tests.logic.applicants import as_kept, outcome
from ui import charts
from ui.questions.words import question

TEXT = FILE.read_text(encoding="utf-8")
DAY = dt.date(2027, 4, 10)
# The invented notice says nothing of posts; here it does.
POSTS = TEXT.replace("not_asked: [post_ratio]\n", "").replace(
    '  "1.3":',
    '  "1.4": {place: {zh: 第二条, en: Two}, text: {zh: 空岗以内, en: Posts}, source: notice, confidence: A}\n  "1.3":',
)
# Whose matter it is: the facts, the route and the criterion.
TECHNICIAN = {"title_level": "technician", "title_date": "2024-06-01", "title_same_series": False}
WHOSE: dict[str, tuple[dict[str, Any], str, str]] = {
    "integrity": ({"dishonesty_record": True}, "junior_review", "integrity"),
    "same_series": (TECHNICIAN, "junior_review", "same_series"),
    "first_title": (TECHNICIAN, "initial_recognition", "first_title"),
    "post_ratio": (
        {"employment": "public_institution", "disciplinary_period": False, "post_vacancy": False},
        "initial_recognition",
        "post_ratio",
    ),
    "assessment": (
        {"employment": "freelancer", "under_contract": None, "in_technical_post": None, "unit_assessment_passed": None},
        "initial_recognition",
        "assessment",
    ),
    "skilled_diploma": ({"education": "skilled_technician"}, "initial_recognition", "diploma"),
    "diploma_outside_mainland": (
        {"diploma_outside_mainland": True, "full_time_recognised": None},
        "initial_recognition",
        "diploma",
    ),
}


def pack(**settled: str) -> Pack:
    """The invented notice with these matters settled, and skilled technicians as bachelors."""
    lines = "".join(
        f'  {matter}: {{is: {how}, say: {{zh: 这份通知说了, en: This notice says so}}, clause: "4.5"}}\n'
        for matter, how in settled.items()
    )
    text = POSTS.replace("skilled_technician: college}", "skilled_technician: bachelor}")
    return parse((text + (f"\nsettled:\n{lines}" if lines else "")).encode(), FILE.name)


def found(by: Pack, facts: dict[str, Any], route: str, criterion: str):
    known = as_kept({**EXAMPLES["basis"], **facts})
    known = {k: v for k, v in known.items() if v is not None}
    answer = assess(read_applicant(known, as_of=DAY, specialties=by.by_id), by, DAY)
    result = next(one for one in answer.routes if one.route == route)
    return next(one for one in result.findings if one.criterion == criterion), result


def test_each_matter_is_somebody_s():
    assert set(WHOSE) == set(get_args(LeftOpen))


@pytest.mark.parametrize("matter", sorted(WHOSE))
def test_what_is_left_open_is_asked_about_until_a_notice_settles_it(matter: str):
    finding, result = found(pack(), *WHOSE[matter])
    assert outcome(finding) == "confirm" and finding.ask is not None
    for how in ("met", "barring"):
        finding, result = found(pack(**{matter: how}), *WHOSE[matter])
        assert (outcome(finding), finding.text.zh, finding.clause) == (how, "这份通知说了", "4.5")
        assert finding.ask is None
        assert (result.verdict == "ineligible") is (how == "barring")


def test_what_is_settled_cites_a_clause_that_is_there():
    with pytest.raises(PackError) as raised:
        parse(
            (TEXT + '\nsettled: {integrity: {is: met, say: {zh: 可以, en: Possible}, clause: "9.9"}}\n').encode(),
            "x.yaml",
        )
    assert [fault.path for fault in raised.value.faults] == ["settled.integrity.clause"]


def test_a_review_on_paper_sends_nobody_to_the_platform():
    facts = {"education": "college", "service_start": "2025-07-01"}
    for by, online in (
        (SHILI, True),
        (parse(TEXT.replace("\nreview:\n", "\nreview:\n  by: paper\n").encode(), "x"), False),
    ):
        known = as_kept({**EXAMPLES["basis"], **facts})
        answer = assess(read_applicant(known, as_of=DAY, specialties=by.by_id), by, DAY)
        assert answer.recommended == "junior_review"
        said = everything_said(answer, "nursing", by)
        assert ("平台为准" in said and "登录" in said) is online
        assert ("把申报材料交到县政务中心三号窗口" in said) is not online


@pytest.mark.parametrize(("cramming", "verdict"), [("forbidden", "not_met"), ("ask", "confirm")])
def test_a_notice_that_is_silent_on_cramming_has_people_ask(cramming, verdict):
    by = parse(TEXT.replace("professional: 66}", f"professional: 66, cramming: {cramming}}}").encode(), FILE.name)
    forbidden = by.hours.cramming == "forbidden"
    rows = [{"year": year, "general": n * 72, "professional": n * 198} for year, n in ((2024, 0), (2025, 1), (2026, 0))]
    facts = {**TECHNICIAN, "title_same_series": True, "title_date": "2023-06-01", "hours": rows}
    hours_finding, _ = found(by, facts, "junior_review", "continuing_education")
    assert outcome(hours_finding) == verdict
    assert ("通知不允许" in hours_finding.text.zh, "通知没有写" in hours_finding.text.zh) == (forbidden, not forbidden)
    assert ("突击" in "".join(_charted(rows, by))) is forbidden
    assert ("挤在一年" in question("hours", by).why.zh) is forbidden


def _charted(rows: list[dict[str, int]], by: Pack) -> Iterator[str]:
    tenths, norms, forbidden = as_tenths(rows), by.hours.norms, by.hours.cramming == "forbidden"
    test = cramming_test(tenths, "general", norms)
    assert test is not None
    yield charts.cramming(test, "general", "zh", forbidden=forbidden).finding
    result = assess_hours(tenths, norms)
    yield charts.hours_by_year(tenths, result, "general", norms, "zh", forbidden=forbidden).finding
