"""A unit at a glance: counted from assessed rows, and beside what it was at the last upload."""

from __future__ import annotations

import pytest

from logic.findings import Verdict
from logic.roster.model import KIND_CELLS
from logic.roster.overview import MONTHS_AHEAD, old_verdict, overview
from logic.roster.person import Places
from tests.logic.applicants import AS_OF
from tests.logic.unit_rows import blank, faulty, row, seen

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
