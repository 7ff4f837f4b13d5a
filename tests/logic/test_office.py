"""The one list of questions for the office: all that the page leaves to somebody, each once."""

from __future__ import annotations

import pytest
from hypothesis import given

from logic.advice import questions_for_the_office, to_send
from logic.findings import FindingVerdict, Verdict
from tests.logic.applicants import FREELANCER, GRADUATE, PACK, PUBLIC, TECHNICIAN, judge
from tests.logic.strategies import anybody, days

OFFICE = PACK.contact.office.zh


@pytest.mark.parametrize(
    ("basis", "changed", "asked"),
    [
        (GRADUATE, {}, []),
        (GRADUATE, {"employment": "other_organisation"}, [("区人社局职称股", "社会团体")]),
        # The question stands in both routes, and is asked once.
        (GRADUATE, {"dishonesty_record": True}, [("区人社局职称股", "诚信档案有记录期间")]),
        # Recognition is the recommended route; what only it leaves open is asked all the same.
        (PUBLIC, {"post_vacancy": False}, [("单位人事和区人社局职称股", "没有空岗时")]),
        (FREELANCER, {}, [("人事代理机构和区人社局职称股", "考核意见由谁出")]),
        # Two for the office, then the one for somebody else besides.
        (
            FREELANCER,
            {"diploma_outside_mainland": True, "specialty": "big_data"},
            [
                ("区人社局职称股", "学历认证"),
                ("区人社局职称股", "数字经济专业"),
                ("人事代理机构和区人社局职称股", "考核意见由谁出"),
            ],
        ),
        # Recognition is barred by the part-time diploma: what it would have left open is nobody's question.
        (TECHNICIAN, {"title_same_series": False, "full_time_recognised": False}, [("区人社局职称股", "转过来申报")]),
        (GRADUATE, {"employment": "retired", "dishonesty_record": True}, []),
    ],
)
def test_what_is_left_to_somebody_is_asked_once(basis, changed, asked):
    questions = questions_for_the_office(judge(basis, **changed), PACK)
    assert [(q.whom.zh, part in q.words.zh) for q, (_, part) in zip(questions, asked, strict=True)] == [
        (whom, True) for whom, _ in asked
    ]


@pytest.mark.parametrize(
    ("specialty", "whom", "part"),
    [("university_teaching", "学校人事", "学校自己"), ("other_series", OFFICE, "委托评审")],
)
def test_what_a_specialty_leaves_open_is_asked_too_but_not_beside_a_refusal(specialty, whom, part):
    one = PACK.by_id[specialty]
    last = questions_for_the_office(judge(GRADUATE, specialty=specialty), PACK, one)
    assert [q.clause for q in last if q.whom.zh == whom and part in q.words.zh] == ["4.1"]
    assert all(not {"“", "”"} & set(q.words.zh + q.words.en + q.whom.en) for q in last)
    refused = judge(GRADUATE, specialty=specialty, employment="civil_servant")
    assert questions_for_the_office(refused, PACK, one) == ()


@given(anybody, days)
def test_no_question_is_lost_and_none_is_asked_twice(facts, as_of):
    answer = judge(facts, as_of)
    questions = questions_for_the_office(answer, PACK)
    left = {
        found.ask.zh
        for route in answer.routes
        if route.verdict is not Verdict.INELIGIBLE
        for found in route.findings
        if found.verdict is FindingVerdict.CONFIRM and found.ask
    }
    assert sorted(f"问{q.whom.zh}：“{q.words.zh}”" for q in questions) == sorted(left)
    for q in questions:
        assert q.clause in PACK.clauses
        # Every ask has the form in which it can be taken apart, in English too.
        assert q.whom.en
        assert q.words.en
        assert not {"“", "”"} & set(q.words.zh + q.words.en + q.whom.en)
    # Those for the same people stand together, the office's own first.
    whom = [q.whom.zh for q in questions]
    assert len(set(whom)) == sum(1 for i, name in enumerate(whom) if i == 0 or whom[i - 1] != name)
    assert OFFICE not in whom or whom[0] == OFFICE


def test_the_questions_can_be_sent_as_they_are():
    answer = judge(FREELANCER, diploma_outside_mainland=True)
    lines = to_send(questions_for_the_office(answer, PACK)).zh.split("\n")
    assert lines[0].startswith("您好")
    assert [line[:3] for line in lines[1:]] == ["1. ", "2. "]
    assert "学历认证" in lines[1]
